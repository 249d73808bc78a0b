package clienttest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
)

// Transport is an in-memory [http.RoundTripper] over a handler, without a
// socket. All its waiting is of the kind that [testing/synctest] understands, so
// hours of backoff pass in no time.
//
// It behaves as net/http's transport and server do together: bodies are streamed
// with 2 KiB buffered on the way, small answers have a Content-Length, gzip is
// undone unless the request asks for it, the request body is always closed, the
// handler's context ends when the client leaves, the client's context ends every
// wait with [context.Cause], and the hooks of [httptrace.ClientTrace] for the
// connection, the request and the first byte are called. It differs in that it
// has no connections, so that it never repeats a request and a connection's
// death is always a reset; a handler gets no further ahead of the client than
// the buffer; and WroteRequest is reported when the handler has read the body or
// is done with it.
type Transport struct {
	Script *Script // decides which fault meets which request; empty at first
	Log    *Log    // the requests that came in, faulty ones too

	// DisableCompression is that of [http.Transport].
	DisableCompression bool

	handler  http.Handler
	mu       sync.Mutex
	running  map[*exchange]struct{}
	inFlight int // those of running that the client can't know to be over
	panics   []error
	closed   bool
}

// errTransportClosed is what a request gets after Close.
var errTransportClosed = errors.New("clienttest: transport is closed")

// NewTransport gives a transport over a handler.
func NewTransport(h http.Handler) *Transport {
	t := &Transport{Script: NewScript(), Log: new(Log), running: map[*exchange]struct{}{}}
	t.handler = t.Log.Wrap(t.Script.Wrap(h))
	return t
}

// RoundTrip runs the handler in a goroutine of its own, which ends when the
// handler has returned and its answer is read or closed. It is safe for
// concurrent use.
func (t *Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	body := newRequestBody(req)
	if err := check(req); err != nil {
		_ = body.Close()
		return nil, err
	}
	ctx := req.Context()
	if ctx.Err() != nil {
		_ = body.Close()
		return nil, context.Cause(ctx)
	}
	ex := newExchange(req, body, !t.DisableCompression)
	if err := t.begin(ex); err != nil {
		_ = body.Close()
		return nil, err
	}
	ex.traceSend()
	go t.serve(ex)

	select {
	case <-ex.answered:
	case err := <-body.failed:
		ex.leave(err)
		return nil, err
	case <-ctx.Done():
		ex.leave(context.Cause(ctx))
		_ = body.Close()
		return nil, context.Cause(ctx)
	}
	if ex.err != nil {
		return nil, ex.err
	}
	if ex.trace != nil && ex.trace.GotFirstResponseByte != nil {
		ex.trace.GotFirstResponseByte()
	}
	return ex.response(), nil
}

// serve runs the handler of one exchange.
func (t *Transport) serve(ex *exchange) {
	returned := false
	defer func() {
		if v := recover(); v != nil && v != http.ErrAbortHandler { //nolint:errorlint // a panic's value, as net/http compares it
			t.panicked(ex, v)
		}
		ex.body.finish()
		if returned {
			ex.finish()
		} else {
			ex.abort()
		}
		ex.cancel()
		t.end(ex)
	}()
	t.handler.ServeHTTP(ex, ex.serverRequest)
	returned = true
}

// panicked notes a panic that isn't a fault: Close reports it, and the client
// sees a dead connection.
func (t *Transport) panicked(ex *exchange, v any) {
	err := fmt.Errorf("clienttest: the handler of %s %s panicked: %v\n%s", ex.serverRequest.Method, ex.serverRequest.URL.Path, v, debug.Stack())
	t.mu.Lock()
	defer t.mu.Unlock()
	t.panics = append(t.panics, err)
}

// Requests gives the requests so far: [Log.Requests].
func (t *Transport) Requests() []Recorded { return t.Log.Requests() }

// Count counts the requests so far: [Log.Count].
func (t *Transport) Count() int { return t.Log.Count() }

// InFlight counts the exchanges that aren't over: those whose handler runs, or
// whose answer is neither read to the end nor closed. An answer of up to 2 KiB
// that was not flushed needs no reading.
func (t *Transport) InFlight() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.inFlight
}

// Wait waits until no handler's goroutine is left, or for the context's end, whose
// cause it returns.
func (t *Transport) Wait(ctx context.Context) error {
	for _, ex := range t.list() {
		select {
		case <-ex.over:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}

// Close ends the exchanges in flight as if the client had left, and refuses
// further requests. It waits at most 5 s. The error names the handlers that
// didn't return, and the panics of those that died, with their stacks.
func (t *Transport) Close() error {
	t.mu.Lock()
	t.closed = true
	t.mu.Unlock()
	for _, ex := range t.list() {
		ex.leave(errTransportClosed)
	}
	ctx, cancel := context.WithTimeout(context.Background(), closeLimit)
	defer cancel()
	_ = t.Wait(ctx) // what is left is counted below
	t.mu.Lock()
	defer t.mu.Unlock()
	errs := slices.Clone(t.panics)
	for ex := range t.running {
		errs = append(errs, fmt.Errorf("clienttest: the handler of %s %s did not return within %v", ex.serverRequest.Method, ex.serverRequest.URL.Path, closeLimit))
	}
	return errors.Join(errs...)
}

func (t *Transport) begin(ex *exchange) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return errTransportClosed
	}
	t.running[ex] = struct{}{}
	t.inFlight++
	ex.settle = sync.OnceFunc(func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.inFlight--
	})
	return nil
}

func (t *Transport) end(ex *exchange) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.running, ex)
	close(ex.over)
}

func (t *Transport) list() []*exchange {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := make([]*exchange, 0, len(t.running))
	for ex := range t.running {
		list = append(list, ex)
	}
	return list
}

// check refuses what net/http's transport refuses.
func check(req *http.Request) error {
	switch {
	case req.URL == nil:
		return errors.New("clienttest: nil Request.URL")
	case req.URL.Scheme != "http" && req.URL.Scheme != "https":
		return fmt.Errorf("clienttest: unsupported protocol scheme %q", req.URL.Scheme)
	case req.URL.Host == "":
		return errors.New("clienttest: no Host in request URL")
	case req.Header == nil:
		return errors.New("clienttest: nil Request.Header")
	case req.Body == nil && req.ContentLength != 0:
		return fmt.Errorf("clienttest: Request.ContentLength=%d with nil Body", req.ContentLength)
	}
	for name, values := range req.Header {
		if strings.ContainsAny(name, " :\r\n\x00") || slices.ContainsFunc(values, func(v string) bool { return strings.ContainsAny(v, "\r\n\x00") }) {
			return fmt.Errorf("clienttest: invalid header %q", name) // the value may be a secret
		}
	}
	return nil
}
