package client

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/retry"
)

const defaultUserAgent = "vendorkit-go"

// Profile is what a vendor package says of its vendor. One client is made of a
// Profile and the user's options.
type Profile struct {
	// Vendor labels errors, logs and metrics.
	Vendor string
	// BaseURL is the production API.
	BaseURL string
	// Account names the account for the key of a shared token; it is hashed.
	// It must not be a secret.
	Account string
	// Auth makes the authenticator. Vendors with a login use Client.Refreshing.
	Auth func(c *Client) (auth.Authenticator, error)
	// Secrets are replaced wherever a vendor repeats them in an error.
	Secrets []auth.Secret
	// Limits makes the limiters of one client: reads and writes apart, the same
	// twice, or nil for none.
	Limits func() (reads, writes retry.Limiter, err error)
	// Policy is the vendor's default policy; zero fields keep retry's defaults.
	Policy retry.Policy
	// Header is sent with every request.
	Header http.Header
	// RequestIDHeader is the answer's header that holds the vendor's request id.
	RequestIDHeader string
	// DecodeError makes the vendor's typed error of the common part, whose Body
	// holds the bounded bytes. It must accept any bytes, and never return nil.
	DecodeError func(base ResponseError) error
}

// Client sends the calls of one vendor account. It is safe for concurrent use,
// and all its calls share its tokens, limits, budget and connections. Users get
// one from a vendor package.
type Client struct {
	profile     Profile
	base        *url.URL
	policy      retry.Policy
	budget      *retry.Budget
	reads       retry.Limiter
	writes      retry.Limiter
	credentials auth.Authenticator
	store       auth.Store
	transport   http.RoundTripper
	observers   []Observer
	header      http.Header
	maxBytes    int64
	hedge       *hedge
	needles     needles
	tracing     atomic.Bool // the transport was seen to tell of its connections
	layers      []layer
}

// New makes a client of a vendor's profile and the user's options.
func New(p Profile, opts ...Option) (*Client, error) {
	cfg := config{baseURL: p.BaseURL, maxBytes: DefaultMaxResponseBytes, userAgent: defaultUserAgent}
	for _, opt := range opts {
		if opt == nil {
			return nil, fmt.Errorf("%s: %w", p.Vendor, invalid("an option is nil"))
		}
		if err := opt(&cfg); err != nil {
			return nil, fmt.Errorf("%s: %w", p.Vendor, err)
		}
	}
	c := &Client{profile: p, store: cfg.store, observers: cfg.observers, maxBytes: cfg.maxBytes, hedge: newHedge(cfg.hedge), needles: needlesOf(p.Secrets), layers: attemptLayers()}
	for _, set := range []func(*config) error{c.setBase, c.setPolicy, c.setLimits, c.setTransport, c.setHeader, c.setCredentials} {
		if err := set(&cfg); err != nil {
			return nil, fmt.Errorf("%s: %w", p.Vendor, err)
		}
	}
	return c, nil
}

func (c *Client) setBase(cfg *config) (err error) {
	c.base, err = parseBaseURL(cfg.baseURL)
	return err
}

func (c *Client) setPolicy(cfg *config) (err error) {
	if cfg.policy != nil {
		c.policy = *cfg.policy
	} else if c.policy, err = c.profile.Policy.Resolve(); err != nil {
		return err
	}
	if hc := cfg.httpClient; hc != nil && hc.Timeout > 0 {
		c.policy.AttemptTimeout = hc.Timeout
	}
	c.budget = c.policy.Budget
	if c.budget == nil {
		c.budget = retry.DefaultBudget()
	}
	return nil
}

func (c *Client) setLimits(cfg *config) (err error) {
	switch {
	case cfg.limiter != nil:
		c.reads, c.writes = cfg.limiter, cfg.limiter
	case c.profile.Limits != nil:
		if c.reads, c.writes, err = c.profile.Limits(); err != nil {
			return err
		}
	}
	if c.reads == nil {
		c.reads = retry.NoLimit()
	}
	if c.writes == nil {
		c.writes = retry.NoLimit()
	}
	if cfg.breaker != nil {
		c.reads, c.writes = retry.Join(cfg.breaker, c.reads), retry.Join(cfg.breaker, c.writes)
	}
	return nil
}

func (c *Client) setTransport(cfg *config) error {
	rt := cfg.transport
	if rt == nil && cfg.httpClient != nil {
		rt = cfg.httpClient.Transport
	}
	if rt == nil {
		rt = newTransport()
	}
	for _, wrap := range slices.Backward(cfg.middleware) {
		if rt = wrap(rt); rt == nil {
			return invalid("a middleware returned no transport")
		}
	}
	c.transport = rt
	return nil
}

func (c *Client) setHeader(cfg *config) error {
	c.header = http.Header{"Accept": {"application/json"}}
	for name, values := range c.profile.Header {
		c.header[http.CanonicalHeaderKey(name)] = values
	}
	c.header["User-Agent"] = []string{cfg.userAgent}
	return nil
}

func (c *Client) setCredentials(cfg *config) (err error) {
	if c.credentials = cfg.credentials; c.credentials != nil {
		return nil
	}
	if c.profile.Auth == nil {
		c.credentials = auth.None()
		return nil
	}
	c.credentials, err = c.profile.Auth(c)
	return err
}

// Format keeps every verb to the vendor and the base URL: fmt would print the
// secrets among the fields.
func (c *Client) Format(f fmt.State, verb rune) {
	formatText(f, verb, "client of "+c.profile.Vendor+" at "+c.BaseURL())
}

// BaseURL returns the URL below which all requests are sent.
func (c *Client) BaseURL() string { return c.base.String() }

// Budget returns the retry budget that all calls share.
func (c *Client) Budget() *retry.Budget { return c.budget }

// Limiters returns the limiters of reads and writes, so that their state can be read.
func (c *Client) Limiters() (reads, writes retry.Limiter) { return c.reads, c.writes }

// CloseIdleConnections closes the connections that no call uses.
func (c *Client) CloseIdleConnections() {
	if c == nil { // that of a vendor's zero Client, whose services a test has replaced
		return
	}
	if t, ok := c.transport.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// Refreshing is the authenticator of vendors with a login: one login at a time,
// early refresh, shared over the user's token store if there is one.
func (c *Client) Refreshing(scheme auth.Scheme, login func(context.Context) (auth.Token, error)) (auth.Authenticator, error) {
	var opts []auth.CacheOption
	if c.store != nil {
		sum := sha256.Sum256([]byte(c.profile.Account))
		key := "vendorkit/" + c.profile.Vendor + "/" + c.base.Host + c.base.EscapedPath() + "/" + hex.EncodeToString(sum[:8])
		opts = append(opts, auth.WithStore(c.store, key))
	}
	cache, err := auth.NewCache(auth.TokenSourceFunc(login), opts...)
	if err != nil {
		return nil, err
	}
	return auth.Refreshing(scheme, cache)
}

// LoginToken makes the token of a login's answer: the expiry is the given one,
// else the JWT's own, moved by the difference between the server's clock (its
// Date header) and ours. Without either, the token lives until it is refused.
func LoginToken(value auth.Secret, expiry time.Time, answer *Response) auth.Token {
	return auth.LoginToken(value, expiry, answer.Header, time.Now())
}

// Call sends one request and decodes its answer into a new T. The error is the
// vendor's typed error when the vendor answered, a *DecodeError when it said
// success with something else than the documented JSON, and a *CallError when
// no answer decided. A *T with a Verify() error method is asked whether it is
// complete.
func Call[T any](ctx context.Context, c *Client, r Request, opts ...CallOption) (*T, error) {
	out := new(T)
	if err := c.run(ctx, &r, out, opts); err != nil {
		return nil, err
	}
	return out, nil
}

// CallInto is Call with a result that the caller has prepared, for answers whose
// decoding depends on the client's configuration. out is a pointer.
func CallInto(ctx context.Context, c *Client, r Request, out any, opts ...CallOption) error {
	return c.run(ctx, &r, out, opts)
}

// Exec sends one request whose answer holds nothing.
func Exec(ctx context.Context, c *Client, r Request, opts ...CallOption) error {
	return c.run(ctx, &r, nil, opts)
}

// Do is the way to an operation that a vendor package doesn't have yet: the
// same credentials, limits, retries and errors. path is relative to the base
// URL and already escaped; body is encoded as JSON; the answer is decoded into
// out unless that is nil. method is in capitals, as it is sent. Only GET and HEAD
// are repeated after an unknown outcome, unless AllowRepeat says otherwise.
func (c *Client) Do(ctx context.Context, method, path string, query url.Values, body, out any, opts ...CallOption) error {
	if c == nil {
		return &CallError{Operation: "do", Cause: invalid("the client was not made by New")}
	}
	var refusal error
	switch {
	case len(path) == 0 || path[0] != '/':
		refusal = invalid("a path starts with /")
	case method == "" || strings.Trim(method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || method == http.MethodConnect:
		refusal = invalid("%q is no method to call an operation with", method)
	}
	if refusal != nil {
		return &CallError{Vendor: c.profile.Vendor, Operation: "do", Cause: refusal}
	}
	op := &Operation{Name: "do", Method: method, Path: "/{path}", NoContent: out == nil}
	return c.run(ctx, &Request{Op: op, Args: []string{path[1:]}, Query: query, Body: body, rawPath: true}, out, opts)
}
