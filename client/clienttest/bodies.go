package clienttest

import (
	"io"
	"net/http"
	"sync"
)

// BodyTracker is a round tripper that counts what happens to bodies: a body that
// is never closed is a connection that leaks.
type BodyTracker struct {
	base   http.RoundTripper
	mu     sync.Mutex
	counts BodyCounts
}

// BodyCounts is what a [BodyTracker] has seen so far.
type BodyCounts struct {
	Opened         int // response bodies handed to the client
	Drained        int // of those, read to the end
	Closed         int // of those, closed
	RequestsSent   int // request bodies handed to the transport
	RequestsClosed int // of those, closed by it
	IdleFlushes    int // calls of CloseIdleConnections, which empty the pool
}

// NewBodyTracker wraps a transport; nil stands for [http.DefaultTransport].
func NewBodyTracker(base http.RoundTripper) *BodyTracker {
	if base == nil {
		base = http.DefaultTransport
	}
	return &BodyTracker{base: base}
}

// RoundTrip hands the request on.
func (b *BodyTracker) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil && req.Body != http.NoBody {
		b.add(func(c *BodyCounts) { c.RequestsSent++ })
		clone := *req // a round tripper must not change its request
		clone.Body = &trackedBody{ReadCloser: req.Body, onClose: func() { b.add(func(c *BodyCounts) { c.RequestsClosed++ }) }}
		req = &clone
	}
	res, err := b.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	b.add(func(c *BodyCounts) { c.Opened++ })
	res.Body = &trackedBody{
		ReadCloser: res.Body,
		onEnd:      func() { b.add(func(c *BodyCounts) { c.Drained++ }) },
		onClose:    func() { b.add(func(c *BodyCounts) { c.Closed++ }) },
	}
	return res, nil
}

// CloseIdleConnections counts the call and hands it on.
func (b *BodyTracker) CloseIdleConnections() {
	b.add(func(c *BodyCounts) { c.IdleFlushes++ })
	if base, ok := b.base.(interface{ CloseIdleConnections() }); ok {
		base.CloseIdleConnections()
	}
}

// Counts gives the counts so far.
func (b *BodyTracker) Counts() BodyCounts {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.counts
}

// CheckClosed fails the test if a body of a request or a response is still open
// after 5 s: a transport may close a request's body a little after its answer.
func (b *BodyTracker) CheckClosed(tb TB) {
	tb.Helper()
	closed := poll(func() bool {
		c := b.Counts()
		return c.Closed == c.Opened && c.RequestsClosed == c.RequestsSent
	})
	if !closed {
		c := b.Counts()
		tb.Errorf("clienttest: %d of %d response bodies and %d of %d request bodies were never closed",
			c.Opened-c.Closed, c.Opened, c.RequestsSent-c.RequestsClosed, c.RequestsSent)
	}
}

func (b *BodyTracker) add(count func(*BodyCounts)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	count(&b.counts)
}

// trackedBody reports its first end and its first Close.
type trackedBody struct {
	io.ReadCloser
	ended, closed  sync.Once
	onEnd, onClose func()
}

func (t *trackedBody) Read(p []byte) (int, error) {
	n, err := t.ReadCloser.Read(p)
	if err == io.EOF && t.onEnd != nil {
		t.ended.Do(t.onEnd)
	}
	return n, err
}

func (t *trackedBody) Close() error {
	err := t.ReadCloser.Close()
	t.closed.Do(t.onClose)
	return err
}
