package client

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/vendorkit/vendorkit-go/retry"
)

// wire is what one request on the wire needs. It is made anew for each: the
// transport's goroutines may touch it after the attempt's end.
type wire struct {
	url       url.URL
	trace     httptrace.ClientTrace
	tracked   bool        // touched can be trusted
	touched   atomic.Bool // something was read from the body
	asked     atomic.Bool // the transport wants a connection, so it tells us of them
	connected atomic.Bool // it got one, so bytes may have left
}

// unsent says whether err proves that nothing reached the vendor: the transport
// asked for a connection and got none; or, where it doesn't tell of connections,
// it failed to dial and has not touched the body.
func (w *wire) unsent(err error) bool {
	if w.asked.Load() {
		return !w.connected.Load()
	}
	return w.tracked && !w.touched.Load() && isDialError(err)
}

// exchangeLayer sends the request through the user's middleware and the
// transport, reads the bounded body, and makes the typed error.
func exchangeLayer(ctx context.Context, a *attempt, _ int) {
	if err := ctx.Err(); err != nil { // The transport has seen nothing of it yet.
		a.err, a.verdict, a.unsent = a.transportError(err), retry.Retry, true
		return
	}
	w := &wire{}
	resp, err := a.client.roundTrip(a.newRequest(ctx, w))
	if err == nil {
		a.status, a.header = resp.StatusCode, resp.Header
		a.body, a.truncated, err = readBody(resp, a.bodyLimit(resp.StatusCode))
		a.answered = err == nil || !isSuccess(a.status)
	}
	switch {
	case a.answered && isSuccess(a.status):
		a.verdict = retry.Stop
	case a.answered:
		a.err = a.typedError()
		a.verdict = verdictOf(a.err, a.status)
	default:
		// No answer, or a success that broke off: nobody knows what it said.
		a.err, a.verdict = a.transportError(err), retry.Retry
		if isPermanent(err) {
			a.verdict = retry.Stop
		}
		a.unsent = a.status == 0 && w.unsent(err)
	}
}

var errNoResponse = errors.New("the transport returned neither an answer nor an error")

// roundTrip forgives a sloppy transport what http.Client forgives it: an answer
// whose body is nil, and no answer at all.
func (c *Client) roundTrip(req *http.Request) (*http.Response, error) {
	resp, err := c.transport.RoundTrip(req)
	switch {
	case err != nil:
		return nil, err
	case resp == nil:
		return nil, errNoResponse
	case resp.Body == nil:
		resp.Body = http.NoBody
	}
	return resp, nil
}

func (k *call) transportError(err error) error {
	if k.ctx.Err() != nil {
		return contextError(k.ctx)
	}
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err // without the URL, whose query is nobody's business
	}
	return err
}

func isSuccess(status int) bool { return status >= 200 && status <= 299 }

func (k *call) bodyLimit(status int) int64 {
	switch {
	case !isSuccess(status):
		return MaxErrorBytes
	case k.op.MaxResponseBytes > 0:
		return max(k.op.MaxResponseBytes, k.client.maxBytes)
	default:
		return k.client.maxBytes
	}
}

// newRequest makes a fresh request with a fresh body. It is handed to the
// transport directly, not to an http.Client, so no redirect is ever followed.
func (a *attempt) newRequest(ctx context.Context, w *wire) *http.Request {
	k := a.call
	base := k.client.base
	w.url = url.URL{Scheme: base.Scheme, Host: base.Host, Path: base.Path + k.path, RawQuery: k.query}
	if k.rawPath != k.path || base.RawPath != "" {
		w.url.RawPath = base.EscapedPath() + k.rawPath
	}
	if k.op.IsWrite() {
		w.tracked = !k.client.tracing.Load()
		w.trace.GetConn = func(string) {
			w.asked.Store(true)
			k.client.tracing.Store(true)
		}
		w.trace.GotConn = func(httptrace.GotConnInfo) { w.connected.Store(true) }
		ctx = httptrace.WithClientTrace(ctx, &w.trace)
	}
	req := (&http.Request{
		Method: k.op.Method, URL: &w.url, Host: base.Host, Header: a.sending,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}).WithContext(ctx)
	if k.body != nil {
		req.ContentLength = int64(len(k.body))
		// With GetBody the transport may start over on a new connection when a
		// kept one turns out dead before anything was written to it.
		req.GetBody = func() (io.ReadCloser, error) { return w.newBody(k.body), nil }
		req.Body = w.newBody(k.body)
	}
	return req
}

// newBody makes the body of one request. net/http sends headers and body together
// if it knows the reader's type, which is quicker; a transport that tells of its
// connections needs no other watching.
func (w *wire) newBody(data []byte) io.ReadCloser {
	if w.tracked {
		return newSentBody(data, &w.touched)
	}
	return io.NopCloser(bytes.NewReader(data))
}

func isDialError(err error) bool {
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return true
	}
	_, ok := errors.AsType[*net.DNSError](err)
	return ok
}

// verdictOf asks the vendor's error first and the status second.
func verdictOf(err error, status int) retry.Verdict {
	if v, ok := errors.AsType[interface {
		error
		RetryVerdict() retry.Verdict
	}](err); ok {
		if verdict := v.RetryVerdict(); verdict != retry.Unknown {
			return verdict
		}
	}
	return retry.StatusVerdict(status)
}

// typedError makes the vendor's error of the answer at hand.
func (a *attempt) typedError() error {
	base := a.responseError()
	if a.client.profile.DecodeError != nil {
		if err := a.client.profile.DecodeError(base); err != nil {
			if a.fillError != nil {
				a.fillError(err)
			}
			return err
		}
	}
	return &base
}

// responseError is the common part, made of the headers first, so that it is
// whole whatever the body is.
func (a *attempt) responseError() ResponseError {
	c, k := a.client, a.call
	secrets := k.needles.with(a.token.Value)
	base := ResponseError{
		Vendor: c.profile.Vendor, Operation: k.op.Name, Method: k.op.Method,
		URL:        c.base.Scheme + "://" + c.base.Host + c.base.EscapedPath() + k.rawPath,
		StatusCode: a.status, RequestID: c.requestID(a.header), Attempts: a.number,
		Header: secrets.scrubHeader(a.header), Truncated: a.truncated, Class: classOf(a.status),
		IdempotencyKey: k.key,
	}
	base.RetryAfter = retryAfter(a.header)
	if !k.op.Sensitive || !isSuccess(a.status) {
		data := a.body.data
		base.Body = masked(bytes.Clone(data[:min(len(data), MaxErrorBytes)]), secrets)
	}
	return base
}

// retryAfter is how long the vendor asks to wait. Where it names a time, that is
// by its own clock, which the Date header tells.
func retryAfter(h http.Header) time.Duration {
	now := time.Now()
	if h.Get("Retry-After") != "" {
		if date, err := http.ParseTime(h.Get("Date")); err == nil {
			now = date
		}
	}
	wait, _ := retry.ParseRetryAfter(h, now)
	return wait
}

// requestID reads the vendor's header, else the usual ones.
func (c *Client) requestID(h http.Header) string {
	if h == nil {
		return ""
	}
	if name := c.profile.RequestIDHeader; name != "" {
		if id := h.Get(name); id != "" {
			return id
		}
	}
	for _, name := range []string{"Request-Id", "X-Request-Id", "X-Correlation-Id"} {
		if id := h.Get(name); id != "" {
			return id
		}
	}
	return ""
}
