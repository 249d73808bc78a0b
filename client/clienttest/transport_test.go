package clienttest_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// get makes a GET request and returns as soon as the headers are there.
func get(ctx context.Context, t *testing.T, rt http.RoundTripper) (*http.Response, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://vendor.test/", nil)
	require.NoError(t, err)
	return rt.RoundTrip(req)
}

// Hours pass in no time, and to the nanosecond.
func TestTransportInBubble(t *testing.T) {
	t.Parallel()
	hello := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") })
	tests := map[string]struct {
		fault   clienttest.Fault
		timeout time.Duration
		took    time.Duration
		body    string
		failed  bool // the request
		cut     bool // the body
	}{
		"delay":                {fault: clienttest.Delay(time.Hour), timeout: 2 * time.Hour, took: time.Hour, body: "hello"},
		"delay, client leaves": {fault: clienttest.Delay(time.Hour), timeout: time.Minute, took: time.Minute, failed: true},
		"hang":                 {fault: clienttest.Hang(), timeout: time.Hour, took: time.Hour, failed: true},
		"stall":                {fault: clienttest.Stall(), timeout: time.Hour, took: time.Hour, body: "{", cut: true},
		"trickle":              {fault: clienttest.Trickle(2, time.Second), timeout: time.Hour, took: 3 * time.Second, body: "hello"},
		"trickle, client leaves": {
			fault: clienttest.Trickle(1, time.Minute), timeout: 90 * time.Second, took: 90 * time.Second, body: "he", cut: true,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				transport := clienttest.NewTransport(hello)
				transport.Script.Next(test.fault)
				ctx, cancel := context.WithTimeout(t.Context(), test.timeout)
				defer cancel()
				start := time.Now()
				res, err := get(ctx, t, transport)
				if test.failed {
					require.ErrorIs(t, err, context.DeadlineExceeded)
				} else {
					require.NoError(t, err)
					body, err := io.ReadAll(res.Body)
					assert.Equal(t, test.body, string(body))
					if test.cut {
						require.ErrorIs(t, err, context.DeadlineExceeded)
					} else {
						require.NoError(t, err)
					}
				}
				assert.Equal(t, test.took, time.Since(start))
				require.NoError(t, transport.Wait(t.Context()))
				assert.Zero(t, transport.InFlight())
				assert.NoError(t, transport.Close())
			})
		})
	}
}

// The client's context ends the wait even if the handler doesn't care.
func TestTransportCancel(t *testing.T) {
	t.Parallel()
	reason := errors.New("the reason")
	for name, behind := range map[string]func(w http.ResponseWriter, release <-chan struct{}){
		"before the headers": func(_ http.ResponseWriter, release <-chan struct{}) { <-release },
		"in the body": func(w http.ResponseWriter, release <-chan struct{}) {
			_, _ = io.WriteString(w, "abc")
			_ = http.NewResponseController(w).Flush()
			<-release
			_, err := io.WriteString(w, strings.Repeat("x", 10_000))
			if err == nil {
				panic("the client has left, and a write went through")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				release := make(chan struct{})
				serverSide := make(chan context.Context, 1)
				transport := clienttest.NewTransport(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					serverSide <- r.Context()
					behind(w, release)
				}))
				ctx, cancel := context.WithCancelCause(t.Context())
				time.AfterFunc(time.Minute, func() { cancel(reason) })
				start := time.Now()
				res, err := get(ctx, t, transport)
				if err == nil {
					var body []byte
					body, err = io.ReadAll(res.Body)
					assert.Equal(t, "abc", string(body))
				}
				require.ErrorIs(t, err, reason, "like net/http: the cause")
				assert.Equal(t, time.Minute, time.Since(start))
				synctest.Wait()
				require.Error(t, (<-serverSide).Err(), "the handler hears of it")
				assert.Equal(t, 1, transport.InFlight(), "the handler still runs")

				short, stop := context.WithTimeout(t.Context(), time.Second)
				defer stop()
				require.ErrorIs(t, transport.Wait(short), context.DeadlineExceeded)
				close(release)
				require.NoError(t, transport.Wait(t.Context()))
				assert.Zero(t, transport.InFlight())
				assert.NoError(t, transport.Close())
			})
		})
	}
}

// A body that is there already is out of reach after a cancel too, as it is with
// net/http.
func TestTransportCancelBeforeReading(t *testing.T) {
	t.Parallel()
	transport := clienttest.NewTransport(http.HandlerFunc(hello))
	ctx, cancel := context.WithCancel(t.Context())
	res, err := get(ctx, t, transport)
	require.NoError(t, err)
	cancel()
	_, err = io.ReadAll(res.Body)
	require.ErrorIs(t, err, context.Canceled)
	require.NoError(t, res.Body.Close())
}

func TestTransportRefusesDeadContext(t *testing.T) {
	t.Parallel()
	transport := clienttest.NewTransport(http.NotFoundHandler())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	body := &closeWatch{strings.NewReader("x"), make(chan struct{})}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://vendor.test/", body)
	require.NoError(t, err)
	_, err = transport.RoundTrip(req)
	require.ErrorIs(t, err, context.Canceled)
	assert.Zero(t, transport.Count())
	<-body.closed
}

// Close finds what is left over.
func TestTransportClose(t *testing.T) {
	t.Parallel()
	t.Run("answer never read", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			transport := clienttest.NewTransport(http.NotFoundHandler())
			transport.Script.Always(clienttest.Huge(200, -1))
			res, err := get(t.Context(), t, transport)
			require.NoError(t, err)
			synctest.Wait()
			assert.Equal(t, 1, transport.InFlight(), "a body that nobody closed")
			require.NoError(t, transport.Close())
			assert.Zero(t, transport.InFlight())
			_, err = io.ReadAll(res.Body)
			require.EqualError(t, err, "clienttest: transport is closed")
			_, err = get(t.Context(), t, transport)
			require.EqualError(t, err, "clienttest: transport is closed")
		})
	})
	t.Run("handler deaf to its context", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			release := make(chan struct{})
			transport := clienttest.NewTransport(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			_, err := get(ctx, t, transport)
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.EqualError(t, transport.Close(), "clienttest: the handler of GET / did not return within 5s")
			close(release)
		})
	})
	t.Run("handler with a bug", func(t *testing.T) {
		t.Parallel()
		transport := clienttest.NewTransport(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("a bug") }))
		_, err := get(t.Context(), t, transport)
		require.ErrorIs(t, err, syscall.ECONNRESET)
		err = transport.Close()
		require.ErrorContains(t, err, "the handler of GET / panicked: a bug")
		require.ErrorContains(t, err, "transport_test.go:", "with its stack")
	})
	t.Run("invalid status", func(t *testing.T) {
		t.Parallel()
		transport := clienttest.NewTransport(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(42) }))
		_, err := get(t.Context(), t, transport)
		require.Error(t, err)
		require.ErrorContains(t, transport.Close(), "invalid WriteHeader code 42")
	})
}

// A dead connection looks like one.
func TestTransportReset(t *testing.T) {
	t.Parallel()
	transport := clienttest.NewTransport(http.NotFoundHandler())
	transport.Script.Next(clienttest.DropAfter())
	_, err := get(t.Context(), t, transport)
	var op *net.OpError
	require.ErrorAs(t, err, &op)
	assert.Equal(t, "read", op.Op)
	require.ErrorIs(t, err, syscall.ECONNRESET)
	assert.EqualError(t, err, "read tcp memory: read: connection reset by peer")
}

// The handler sees nothing of the client's context but its end.
func TestTransportHidesContextValues(t *testing.T) {
	t.Parallel()
	type key struct{}
	transport := clienttest.NewTransport(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		assert.Nil(t, r.Context().Value(key{}))
	}))
	res, err := get(context.WithValue(t.Context(), key{}, "x"), t, transport)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
}

// What net/http refuses to send is refused here too, and the body is closed.
func TestTransportRefusesBadRequests(t *testing.T) {
	t.Parallel()
	for want, change := range map[string]func(*http.Request){
		"clienttest: nil Request.URL":                       func(r *http.Request) { r.URL = nil },
		`clienttest: unsupported protocol scheme "ftp"`:     func(r *http.Request) { r.URL.Scheme = "ftp" },
		"clienttest: no Host in request URL":                func(r *http.Request) { r.URL.Host = "" },
		"clienttest: nil Request.Header":                    func(r *http.Request) { r.Header = nil },
		`clienttest: invalid header "X-A"`:                  func(r *http.Request) { r.Header.Set("X-A", "a\r\nX-B: b") },
		`clienttest: invalid header "X A"`:                  func(r *http.Request) { r.Header["X A"] = []string{"a"} },
		"clienttest: Request.ContentLength=3 with nil Body": func(r *http.Request) { r.Body, r.ContentLength = nil, 3 },
		"clienttest: ContentLength=9 with Body length 5":    func(r *http.Request) { r.ContentLength = 9 },
		"clienttest: ContentLength=2 with Body length 5":    func(r *http.Request) { r.ContentLength = 2 },
		"the disk is gone": func(r *http.Request) {
			r.Body, r.ContentLength = io.NopCloser(io.MultiReader(strings.NewReader("a"), brokenReader{})), -1
		},
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			refused := make(chan error, 1)
			transport := clienttest.NewTransport(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				_, err := io.ReadAll(r.Body)
				refused <- err
				<-r.Context().Done() // the client leaves
			}))
			body := &closeWatch{strings.NewReader("12345"), make(chan struct{})}
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://vendor.test/", body)
			require.NoError(t, err)
			req.ContentLength = 5
			change(req)
			_, err = transport.RoundTrip(req)
			require.EqualError(t, err, want)
			if req.Body == body {
				<-body.closed
			}
			if transport.Count() > 0 {
				require.ErrorIs(t, <-refused, io.ErrUnexpectedEOF, "the handler's view of it")
			}
			require.NoError(t, transport.Close())
		})
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }

// A handler that goes on reading the body after the client has left gets an
// error, not bytes that now belong to the next attempt.
func TestTransportBodyEndsWithTheRequest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		got := make(chan error, 1)
		transport := clienttest.NewTransport(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
			synctest.Wait()
			_, err := r.Body.Read(make([]byte, 1))
			got <- err
		}))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://vendor.test/", strings.NewReader("abc"))
		require.NoError(t, err)
		_, err = transport.RoundTrip(req)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, <-got, http.ErrBodyReadAfterClose)
		require.NoError(t, transport.Close())
	})
}

// InFlight is exact as soon as the client knows that an exchange is over.
func TestTransportInFlightIsExact(t *testing.T) {
	t.Parallel()
	transport := clienttest.NewTransport(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(w, r.Body)
	}))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 200 {
				req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://vendor.test/", strings.NewReader(strings.Repeat("x", i*50)))
				if !assert.NoError(t, err) {
					return
				}
				res, err := transport.RoundTrip(req)
				if !assert.NoError(t, err) {
					return
				}
				body, err := io.ReadAll(res.Body)
				assert.NoError(t, err)
				assert.Len(t, body, i*50)
			}
		})
	}
	wg.Wait()
	assert.Zero(t, transport.InFlight())
	assert.Equal(t, 1600, transport.Count())
	assert.NoError(t, transport.Close())
}
