package client

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/retry"
)

// Option configures a client. Options are applied in order, later ones win, and
// each refuses nonsense with an error that matches ErrInvalid.
type Option func(*config) error

type config struct {
	baseURL     string
	httpClient  *http.Client
	transport   http.RoundTripper
	policy      *retry.Policy
	limiter     retry.Limiter
	breaker     retry.Limiter
	observers   []Observer
	middleware  []func(http.RoundTripper) http.RoundTripper
	userAgent   string
	maxBytes    int64
	store       auth.Store
	credentials auth.Authenticator
	hedge       *Hedging
}

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrInvalid}, args...)...)
}

// WithBaseURL replaces the vendor's base URL, for its test environment or a
// fake. A path in it is kept as a prefix. It must use https, but for loopback.
func WithBaseURL(rawURL string) Option {
	return func(c *config) error {
		if _, err := parseBaseURL(rawURL); err != nil {
			return err
		}
		c.baseURL = rawURL
		return nil
	}
}

// WithHTTPClient takes the transport of hc, and its Timeout, if any, as the
// policy's AttemptTimeout. Its Jar and CheckRedirect are not used: vendorkit keeps
// no cookies and follows no redirect.
func WithHTTPClient(hc *http.Client) Option {
	return func(c *config) error {
		if hc == nil {
			return invalid("WithHTTPClient needs a client")
		}
		c.httpClient = hc
		return nil
	}
}

// WithTransport replaces the default transport, a net/http Transport with 256
// idle connections per host and a health check of HTTP/2 connections.
func WithTransport(rt http.RoundTripper) Option {
	return func(c *config) error {
		if rt == nil {
			return invalid("WithTransport needs a transport")
		}
		c.transport = rt
		return nil
	}
}

// WithRetry replaces the retry policy. Zero fields keep their defaults. An
// operation that is known to take longer than the AttemptTimeout keeps its own
// time limit; WithAttemptTimeout shortens it for one call.
func WithRetry(p retry.Policy) Option {
	return func(c *config) error {
		resolved, err := p.Resolve()
		if err != nil {
			return fmt.Errorf("%w: %w", ErrInvalid, err)
		}
		c.policy = &resolved
		return nil
	}
}

// WithLimiter replaces the vendor's limiters for reads and writes by one.
// retry.NoLimit() switches them off.
func WithLimiter(l retry.Limiter) Option {
	return func(c *config) error {
		if l == nil {
			return invalid("WithLimiter needs a limiter (retry.NoLimit for none)")
		}
		c.limiter = l
		return nil
	}
}

// WithBreaker adds a circuit breaker before the limiters. Any retry.Limiter
// that refuses with retry.ErrCircuitOpen will do; the module retry/breaker has
// one. Its refusal ends the call at once.
func WithBreaker(b retry.Limiter) Option {
	return func(c *config) error {
		if b == nil {
			return invalid("WithBreaker needs a breaker")
		}
		c.breaker = b
		return nil
	}
}

// WithLogger logs to l: attempts that will be repeated and failed calls at
// Warn, all else at Debug. Only an allowlist of fields is logged, no header, no
// body, no query. Without it nothing is logged.
func WithLogger(l *slog.Logger) Option {
	return func(c *config) error {
		if l == nil {
			return invalid("WithLogger needs a logger")
		}
		c.observers = append(c.observers, NewLogObserver(l))
		return nil
	}
}

// WithObserver adds an observer of calls and attempts. It may be given more
// than once; all are told, in order.
func WithObserver(o Observer) Option {
	return func(c *config) error {
		if o == nil {
			return invalid("WithObserver needs an observer")
		}
		c.observers = append(c.observers, o)
		return nil
	}
}

// WithMiddleware wraps the transport, the first one outermost. A middleware
// sees every request on the wire, credentials included, and must not follow
// redirects or repeat requests.
func WithMiddleware(middleware ...func(http.RoundTripper) http.RoundTripper) Option {
	return func(c *config) error {
		for _, m := range middleware {
			if m == nil {
				return invalid("WithMiddleware needs functions")
			}
		}
		c.middleware = append(c.middleware, middleware...)
		return nil
	}
}

// WithUserAgent puts the product, for example "shop/1.4", before vendorkit's
// own User-Agent.
func WithUserAgent(product string) Option {
	return func(c *config) error {
		if product == "" || !validHeaderValue(product) {
			return invalid("the user agent must be printable ASCII")
		}
		c.userAgent = product + " " + defaultUserAgent
		return nil
	}
}

// WithMaxResponseBytes bounds the body of a successful answer, after
// decompression; the default is DefaultMaxResponseBytes (2 MiB). A longer one
// is a *DecodeError that matches ErrTooLarge.
func WithMaxResponseBytes(n int64) Option {
	return func(c *config) error {
		if n < 1 || n > 1<<30 {
			return invalid("the bound on answers must be between 1 byte and 1 GiB")
		}
		c.maxBytes = n
		return nil
	}
}

// WithHedging sends a second copy of a read that takes unusually long, and takes
// the faster answer. Writes are never hedged. Each copy takes a permit of the
// limiter, and is paid from the retry budget, so that an outage stops hedging.
func WithHedging(h Hedging) Option {
	return func(c *config) error {
		if h.After < 0 {
			return invalid("hedging needs a positive delay, or 0 for one that is learnt")
		}
		c.hedge = &h
		return nil
	}
}

// WithTokenStore shares the login token with other clients and processes, for
// vendors with a login. The key is made of vendor, host, path and account. A store
// that is down costs an extra login, never a call.
func WithTokenStore(s auth.Store) Option {
	return func(c *config) error {
		if s == nil {
			return invalid("WithTokenStore needs a store")
		}
		c.store = s
		return nil
	}
}

// WithAuthenticator replaces the vendor's way to authenticate, for example when
// a token comes from a vault, or a vendor's inferred scheme turns out wrong.
func WithAuthenticator(a auth.Authenticator) Option {
	return func(c *config) error {
		if a == nil {
			return invalid("WithAuthenticator needs an authenticator")
		}
		c.credentials = a
		return nil
	}
}

// CallOption configures one call.
type CallOption func(*callConfig) error

type callConfig struct {
	key         string
	maxAttempts int
	timeout     time.Duration
	header      http.Header
	response    *Response
	allowRepeat bool
}

// WithIdempotencyKey sets the key of an operation that takes one, so that a
// later call can repeat this one. Without it, a random one is minted. For
// operations without a key it is an error.
func WithIdempotencyKey(key string) CallOption {
	return func(c *callConfig) error {
		if key == "" || len(key) > 255 || !validHeaderValue(key) {
			return invalid("an idempotency key has 1 to 255 printable ASCII characters")
		}
		c.key = key
		return nil
	}
}

// WithMaxAttempts replaces Policy.MaxAttempts for this call; 1 means no retry.
func WithMaxAttempts(n int) CallOption {
	return func(c *callConfig) error {
		if n < 1 {
			return invalid("a call needs at least one attempt")
		}
		c.maxAttempts = n
		return nil
	}
}

// WithAttemptTimeout replaces the time limit of each attempt of this call.
func WithAttemptTimeout(d time.Duration) CallOption {
	return func(c *callConfig) error {
		if d <= 0 {
			return invalid("an attempt needs a positive time limit")
		}
		c.timeout = d
		return nil
	}
}

// WithHeader adds a header to the call. The headers that the client sets itself
// (credentials, Host, Content-Length, Content-Type, the idempotency key) are refused.
func WithHeader(key, value string) CallOption {
	return func(c *callConfig) error {
		canonical := http.CanonicalHeaderKey(key)
		switch canonical {
		case "", "Authorization", "Host", "Content-Length", "Content-Type", "Transfer-Encoding", "Connection", "Idempotency-Key", "X-Idempotency-Key":
			return invalid("the header %q can't be set on a call", canonical)
		}
		if strings.ContainsAny(canonical, " :\r\n") || !validHeaderValue(value) {
			return invalid("the header %q or its value is not valid", canonical)
		}
		if c.header == nil {
			c.header = http.Header{}
		}
		c.header.Add(canonical, value)
		return nil
	}
}

// WithResponse fills r with the last attempt's answer, also when the call fails
// after it. r is zero if there was none.
func WithResponse(r *Response) CallOption {
	return func(c *callConfig) error {
		if r == nil {
			return invalid("WithResponse needs a pointer")
		}
		*r = Response{} // It may show an earlier call's answer.
		c.response = r
		return nil
	}
}

// AllowRepeat says that this call may be sent again although an earlier attempt
// may have been processed: the caller knows that a second one does no harm.
func AllowRepeat() CallOption {
	return func(c *callConfig) error {
		c.allowRepeat = true
		return nil
	}
}

func validHeaderValue(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}
