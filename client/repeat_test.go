package client_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
)

var (
	errReset   = &net.OpError{Op: "read", Err: syscall.ECONNRESET}
	errRefused = &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
)

// brokenBody is a success whose body breaks off.
func brokenBody(*http.Request) (*http.Response, error) {
	r := answer(http.StatusOK, goodWidget)
	r.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"id":`), errReader{io.ErrUnexpectedEOF}))
	return r, nil
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

// TestRepeat is the table of what is sent again when: the rules 5, 7, 8 and 16.
func TestRepeat(t *testing.T) {
	t.Parallel()
	type result struct {
		requests int
		unknown  bool
		ok       bool
	}
	read := func(ctx context.Context, c *client.Client, opts ...client.CallOption) error {
		_, err := get(ctx, c, opts...)
		return err
	}
	write := func(ctx context.Context, c *client.Client, opts ...client.CallOption) error {
		_, err := create(ctx, c, opts...)
		return err
	}
	keyed := func(ctx context.Context, c *client.Client, opts ...client.CallOption) error {
		_, err := charge(ctx, c, "", opts...)
		return err
	}
	allowed := func(ctx context.Context, c *client.Client, _ ...client.CallOption) error {
		_, err := create(ctx, c, client.AllowRepeat())
		return err
	}
	put := func(ctx context.Context, c *client.Client, opts ...client.CallOption) error {
		_, err := client.Call[widget](ctx, c, client.Request{Op: &opPut, Args: []string{"w1"}, Body: widget{}}, opts...)
		return err
	}
	kinds := map[string]func(context.Context, *client.Client, ...client.CallOption) error{
		"read": read, "write": write, "keyed": keyed, "allowed": allowed, "put": put,
	}
	good := result{requests: 2, ok: true}
	inDoubt := result{requests: 1, unknown: true}
	final := result{requests: 1}
	cases := map[string]struct {
		first func(*http.Request) (*http.Response, error)
		want  map[string]result
	}{
		"503": {says(503, "down"), map[string]result{"read": good, "write": inDoubt, "keyed": good, "put": good, "allowed": good}},
		"500 html": {
			says(500, "<html>oops</html>", "Content-Type", "text/html"),
			map[string]result{"read": good, "write": inDoubt, "keyed": good, "put": good, "allowed": good},
		},
		"501":          {says(501, ""), map[string]result{"read": final, "write": final, "keyed": final, "put": final, "allowed": final}},
		"reset":        {fails(errReset), map[string]result{"read": good, "write": inDoubt, "keyed": good, "put": good, "allowed": good}},
		"broken body":  {brokenBody, map[string]result{"read": good, "write": inDoubt, "keyed": good, "put": good, "allowed": good}},
		"throttle":     {says(429, `{"code":122}`), map[string]result{"read": good, "write": good, "keyed": good, "put": good, "allowed": good}},
		"400":          {says(400, `{"code":1}`), map[string]result{"read": final, "write": final, "keyed": final, "put": final, "allowed": final}},
		"404":          {says(404, ""), map[string]result{"read": final, "write": final, "keyed": final, "put": final, "allowed": final}},
		"302":          {says(302, "", "Location", "https://elsewhere.test/"), map[string]result{"read": final, "write": inDoubt, "keyed": inDoubt, "put": inDoubt, "allowed": inDoubt}},
		"307":          {says(307, "", "Location", "https://elsewhere.test/"), map[string]result{"read": final, "write": final, "keyed": final, "put": final, "allowed": final}},
		"401, no more": {says(401, ""), map[string]result{"read": final, "write": final, "keyed": final, "put": final, "allowed": final}},
	}
	for name, tc := range cases {
		for kind, want := range tc.want {
			t.Run(name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					s := steps(tc.first, says(200, goodWidget))
					err := kinds[kind](t.Context(), acme(t, s))
					assert.Equal(t, want.requests, s.count(), "requests")
					assert.Equal(t, want.ok, err == nil, "success, error: %v", err)
					assert.Equal(t, want.unknown, errors.Is(err, client.ErrOutcomeUnknown), "outcome unknown, error: %v", err)
				})
			})
		}
	}
}

// A request that provably never left may always be sent again, a write too. The
// body must not have been touched, so the transport here doesn't read it.
func TestRepeatUnsentWrite(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := 0
		rt := roundTrip(func(r *http.Request) (*http.Response, error) {
			if n++; n < 3 {
				return nil, errRefused
			}
			return answer(200, goodWidget), nil
		})
		_, err := create(t.Context(), acme(t, rt))
		require.NoError(t, err)
		assert.Equal(t, 3, n)
	})
}

// A transport that tells of its connections is believed: without one, nothing
// was sent; with one, something may have been, whatever the error says.
func TestTransportThatTellsOfConnections(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		asks, connects bool
		unknown        bool
	}{
		"asked, got none":           {asks: true},
		"asked, got one":            {asks: true, connects: true, unknown: true},
		"doesn't tell, once it did": {unknown: true},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				n := 0
				c := acme(t, roundTrip(func(r *http.Request) (*http.Response, error) {
					n++
					trace := httptrace.ContextClientTrace(r.Context())
					if n == 2 { // the one that fails
						if tc.asks {
							trace.GetConn("api.acme.test:443")
						}
						if tc.connects {
							trace.GotConn(httptrace.GotConnInfo{})
						}
						return nil, errRefused
					}
					trace.GetConn("api.acme.test:443")
					trace.GotConn(httptrace.GotConnInfo{})
					return answer(200, goodWidget), nil
				}))
				_, err := create(t.Context(), c)
				require.NoError(t, err)
				_, err = create(t.Context(), c)
				assert.Equal(t, tc.unknown, errors.Is(err, client.ErrOutcomeUnknown), "%v", err)
				assert.Equal(t, tc.unknown, err != nil)
			})
		})
	}
}

// Whoever has read the body may have sent it, whatever the error looks like.
func TestDialErrorAfterBodyWasRead(t *testing.T) {
	t.Parallel()
	s := steps(fails(errRefused), says(200, goodWidget))
	_, err := create(t.Context(), acme(t, s))
	require.ErrorIs(t, err, client.ErrOutcomeUnknown)
	assert.Equal(t, 1, s.count())
}

// An earlier attempt that may have worked is not forgotten when a later one is refused.
func TestUnknownIsSticky(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := steps(fails(errReset), says(400, `{"code":79,"message":"already settled"}`))
		_, err := charge(t.Context(), acme(t, s), "")
		require.ErrorIs(t, err, client.ErrOutcomeUnknown)
		e, ok := errors.AsType[*acmeError](err)
		require.True(t, ok)
		assert.Equal(t, 79, e.Number)
		assert.Equal(t, 2, e.Attempts)
	})
}
