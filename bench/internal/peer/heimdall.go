package peer

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/gojek/heimdall/v7"
	"github.com/gojek/heimdall/v7/httpclient"
	"github.com/gojek/heimdall/v7/hystrix"
)

// Heimdall is gojek/heimdall. Its breaker is hystrix-go, which keeps one state per name in the process.
func Heimdall() *Peer {
	var commands atomic.Int64
	return &Peer{
		Name: "heimdall", Module: "github.com/gojek/heimdall/v7", Modes: []Mode{None, Default, Tuned, Breaker},
		New: func(cfg Config) (Client, error) {
			retrier := heimdall.NewRetrier(heimdall.NewExponentialBackoff(tunedFirst, tunedLongest, 2, 100*time.Millisecond))
			// Its own default is a plain http.Client with a time limit of 30 s; a client of one's own keeps runs apart.
			inner := &http.Client{Transport: cfg.Transport, Timeout: 30 * time.Second}
			if cfg.Transport == nil {
				inner.Transport = http.DefaultTransport.(*http.Transport).Clone() //nolint:errcheck,forcetypeassert // it is one
			}
			h := &heimdallClient{cfg: cfg, inner: inner}
			switch cfg.Mode {
			case Breaker:
				h.client = hystrix.NewClient(
					hystrix.WithCommandName("bench-"+strconv.FormatInt(commands.Add(1), 10)), hystrix.WithHTTPClient(inner), hystrix.WithHystrixTimeout(30*time.Second),
					hystrix.WithMaxConcurrentRequests(1000), hystrix.WithErrorPercentThreshold(60), hystrix.WithRequestVolumeThreshold(20), hystrix.WithSleepWindow(1000),
					hystrix.WithRetryCount(5), hystrix.WithRetrier(retrier))
			case Tuned:
				h.client = httpclient.NewClient(httpclient.WithHTTPClient(inner), httpclient.WithRetryCount(tunedRetries), httpclient.WithRetrier(retrier))
			default:
				h.client = httpclient.NewClient(httpclient.WithHTTPClient(inner))
			}
			return typed{h}, nil
		},
		Status: statusOf,
	}
}

type heimdallClient struct {
	cfg    Config
	inner  *http.Client
	client heimdall.Doer
}

func (c *heimdallClient) Close() { c.inner.CloseIdleConnections() }

func (c *heimdallClient) do(ctx context.Context, method, path string, in, out any) error {
	body, err := encoded(in)
	if err != nil {
		return err
	}
	var reader io.Reader
	if body != nil {
		reader = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.cfg.URL+path, reader)
	if err != nil {
		return err
	}
	c.cfg.sign(req.Header, body != nil)
	req.SetBasicAuth(c.cfg.Key, "")
	resp, err := c.client.Do(req)
	if resp == nil {
		return err
	}
	return decoded(resp, out) // it gives the last answer beside its error
}
