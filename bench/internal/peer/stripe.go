package peer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/stripe/stripe-go/v85"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// Stripe is the backend of stripe-go.
func Stripe() *Peer {
	return &Peer{
		Name: "stripe", Module: "github.com/stripe/stripe-go/v85", Modes: []Mode{None, Default, Tuned},
		New: func(cfg Config) (Client, error) {
			inner := &http.Client{Transport: cfg.Transport, Timeout: defaultStripeTimeout}
			if cfg.Transport == nil {
				// Its own default is a plain http.Client with this time limit.
				inner.Transport = http.DefaultTransport.(*http.Transport).Clone() //nolint:errcheck,forcetypeassert // it is one
			}
			retries := stripe.DefaultMaxNetworkRetries
			switch cfg.Mode {
			case None:
				retries = 0
			case Tuned:
				retries = tunedRetries
			}
			level := stripe.LevelError // as shipped
			if cfg.Debug {
				level = stripe.LevelDebug
			}
			backend, ok := stripe.GetBackendWithConfig(stripe.APIBackend, &stripe.BackendConfig{
				HTTPClient: inner, URL: &cfg.URL, MaxNetworkRetries: &retries, LeveledLogger: newStripeLogger(cfg, level), EnableTelemetry: new(false),
			}).(*stripe.BackendImplementation)
			if !ok {
				return nil, errors.New("stripe: another backend than the documented one")
			}
			return typed{&stripeClient{cfg, inner, backend}}, nil
		},
		Status: func(err error) int {
			if e, ok := errors.AsType[*stripe.Error](err); ok {
				return e.HTTPStatusCode
			}
			return 0
		},
	}
}

const defaultStripeTimeout = 80e9 // stripe-go's own, 80 s

type stripeClient struct {
	cfg     Config
	inner   *http.Client
	backend *stripe.BackendImplementation
}

func (c *stripeClient) Close() { c.inner.CloseIdleConnections() }

func (c *stripeClient) do(ctx context.Context, method, path string, in, out any) error {
	body, err := encoded(in)
	if err != nil {
		return err
	}
	params := &stripe.Params{Context: ctx}
	if c.cfg.HeaderName != "" {
		params.Headers = http.Header{c.cfg.HeaderName: {c.cfg.HeaderValue}}
	}
	req, err := c.backend.NewRequest(method, path, c.cfg.Key, "application/json", params)
	if err != nil {
		return err
	}
	var buffer *bytes.Buffer
	if body != nil {
		buffer = bytes.NewBuffer(body)
	}
	return c.backend.Do(req, buffer, resourceOf(out))
}

// resourceOf embeds the result in the type that the backend decodes into, as stripe-go's own types do.
func resourceOf(out any) stripe.LastResponseSetter {
	switch v := out.(type) {
	case *billwerk.Invoice:
		return &struct {
			stripe.APIResource
			*billwerk.Invoice
		}{Invoice: v}
	case *billwerk.Charge:
		return &struct {
			stripe.APIResource
			*billwerk.Charge
		}{Charge: v}
	case *billwerk.Page[billwerk.Invoice]:
		return &struct {
			stripe.APIResource
			*billwerk.Page[billwerk.Invoice]
		}{Page: v}
	default:
		return &stripeResource{out: out}
	}
}

type stripeResource struct {
	stripe.APIResource

	out any
}

// UnmarshalJSON decodes into the result.
func (r *stripeResource) UnmarshalJSON(data []byte) error { return json.Unmarshal(data, r.out) }

// stripeLogger writes what stripe-go would write to stderr.
type stripeLogger struct {
	cfg   Config
	level stripe.Level
}

func newStripeLogger(cfg Config, level stripe.Level) *stripeLogger { return &stripeLogger{cfg, level} }

func (l *stripeLogger) print(level stripe.Level, format string, v ...any) {
	if l.cfg.Log != nil && level <= l.level {
		fmt.Fprintf(l.cfg.Log, format+"\n", v...)
	}
}

func (l *stripeLogger) Debugf(format string, v ...any) { l.print(stripe.LevelDebug, format, v...) }
func (l *stripeLogger) Errorf(format string, v ...any) { l.print(stripe.LevelError, format, v...) }
func (l *stripeLogger) Infof(format string, v ...any)  { l.print(stripe.LevelInfo, format, v...) }
func (l *stripeLogger) Warnf(format string, v ...any)  { l.print(stripe.LevelWarn, format, v...) }
