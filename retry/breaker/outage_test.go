package breaker_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"            //nolint:depguard // a module of its own, above client; only its folder is below retry
	"github.com/vendorkit/vendorkit-go/client/clienttest" //nolint:depguard // as above
	"github.com/vendorkit/vendorkit-go/retry"
	"github.com/vendorkit/vendorkit-go/retry/breaker"
)

const (
	callers   = 64
	thinkTime = 10 * time.Millisecond
	service   = 2 * time.Millisecond
	before    = 500 * time.Millisecond
	down      = 2 * time.Second
	after     = time.Second
	slot      = 100 * time.Millisecond
)

// outage is what 64 goroutines that call all the time, and their server, saw of an outage.
type outage struct {
	mu       sync.Mutex
	start    time.Time
	requests []int // per slot
	inOutage struct{ sent, calls int }
	served   [callers]time.Duration // of each goroutine's first success after the server's return, counted from it
	unknown  int                    // errors that should not be
}

func (o *outage) at() time.Duration { return time.Since(o.start) }

func (o *outage) isDown() bool { return o.at() >= before && o.at() < before+down }

// ServeHTTP takes 2 ms. In the outage it answers 503 at once, or hangs.
func (o *outage) serve(hang bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.mu.Lock()
		o.requests[o.at()/slot]++
		broken := o.isDown()
		if broken {
			o.inOutage.sent++
		}
		o.mu.Unlock()
		switch {
		case broken && hang:
			<-r.Context().Done()
		case broken:
			w.WriteHeader(http.StatusServiceUnavailable)
		default:
			pass(service)
			_, _ = io.WriteString(w, `{"id":"w1"}`)
		}
	})
}

func (o *outage) ended(caller int, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	back := o.at() - before - down
	switch {
	case back < 0 && o.isDown():
		o.inOutage.calls++
	case back >= 0 && err == nil && o.served[caller] == 0:
		o.served[caller] = max(back, 1)
	}
	if err != nil && !errors.Is(err, retry.ErrCircuitOpen) && !errors.Is(err, client.ErrServer) {
		if _, timeout := errors.AsType[*client.TimeoutError](err); !timeout {
			o.unknown++
		}
	}
}

// run plays the outage with a client as shipped, and the given options.
func run(t *testing.T, hang bool, opts ...client.Option) *outage {
	t.Helper()
	o := &outage{start: time.Now(), requests: make([]int, (before+down+after)/slot+1)}
	wire := clienttest.NewTransport(o.serve(hang))
	c, err := client.New(client.Profile{Vendor: "acme", BaseURL: "https://api.acme.example"}, append(opts, client.WithTransport(wire))...)
	require.NoError(t, err)
	get := client.Operation{Name: "widgets.get", Method: http.MethodGet, Path: "/widgets/{id}"}
	ctx, cancel := context.WithTimeout(t.Context(), before+down+after)
	defer cancel()
	var wg sync.WaitGroup
	for caller := range callers {
		wg.Go(func() {
			// They don't march in step.
			pass(time.Duration(caller) * (thinkTime + service) / callers)
			for o.at() < before+down+after-slot {
				_, err := client.Call[struct{ ID string }](ctx, c, client.Request{Op: &get, Args: []string{"w1"}})
				o.ended(caller, err)
				pass(thinkTime)
			}
		})
	}
	wg.Wait()
	require.NoError(t, wire.Close())
	return o
}

// TestOutage holds the goals: at most 0.05 requests for each call in the outage, everybody served within 0.5 s of the
// server's return, and then at most 1.5 times the normal load.
func TestOutage(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		hang bool
		opts func(*testing.T) []client.Option
	}{
		"503": {opts: func(*testing.T) []client.Option { return nil }},
		"503, callers don't repeat": {opts: func(*testing.T) []client.Option {
			return []client.Option{client.WithRetry(retry.NoRetry())}
		}},
		"503, with a limiter that callers wait at": {opts: func(t *testing.T) []client.Option {
			t.Helper()
			l, err := retry.NewConcurrencyLimiter(retry.ConcurrencyConfig{Max: 10})
			require.NoError(t, err)
			return []client.Option{client.WithLimiter(l)}
		}},
		// The attempts of the start need their time limit to fail; from then on probes do the waiting.
		"no answer": {hang: true, opts: func(*testing.T) []client.Option {
			return []client.Option{client.WithRetry(retry.Policy{AttemptTimeout: 200 * time.Millisecond})}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				b := newBreaker(t, breaker.Config{})
				o := run(t, tt.hang, append(tt.opts(t), client.WithBreaker(b))...)

				perCall := float64(o.inOutage.sent) / float64(o.inOutage.calls)
				assert.LessOrEqual(t, perCall, 0.05, "%d requests for %d calls", o.inOutage.sent, o.inOutage.calls)
				assert.Greater(t, o.inOutage.calls, 1000, "callers are told at once")
				assert.GreaterOrEqual(t, o.inOutage.sent, breaker.DefaultFailures)

				var slowest time.Duration
				for caller, took := range o.served {
					require.NotZero(t, took, "goroutine %d was never served again", caller)
					slowest = max(slowest, took)
				}
				assert.LessOrEqual(t, slowest, 500*time.Millisecond)

				normal, peak := 0, 0
				for i, n := range o.requests {
					switch at := time.Duration(i) * slot; {
					case at >= slot && at < before: // the first one is the start
						normal += n
					case at >= before+down:
						peak = max(peak, n)
					}
				}
				mean := float64(normal) / float64(before/slot-1)
				assert.LessOrEqual(t, float64(peak), 1.5*mean)
				assert.Zero(t, o.unknown, "errors that are neither the server's nor the breaker's")
				assert.Equal(t, breaker.Closed, b.State())
				t.Logf("%.3f requests per call (%d of %d), all served after %v, peak %.2f of normal", perCall, o.inOutage.sent, o.inOutage.calls, slowest, float64(peak)/mean)
			})
		})
	}
}

// Without the breaker the same load breaks the goal, or the test above would show nothing.
func TestOutageWithoutBreaker(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := run(t, false, client.WithRetry(retry.NoRetry()))
		assert.Greater(t, float64(o.inOutage.sent)/float64(o.inOutage.calls), 0.9)
	})
}

// At three failures in ten, retries do better than refusals.
func TestFlakyServerDoesntOpen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		opened := 0
		b := newBreaker(t, breaker.Config{OnChange: func(_, to breaker.State) {
			if to == breaker.Open {
				opened++
			}
		}})
		wire := clienttest.NewTransport(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			pass(service)
			_, _ = io.WriteString(w, `{"id":"w1"}`)
		}))
		wire.Script.Chance(1, 0.15, clienttest.HTMLPage(http.StatusServiceUnavailable)).Chance(2, 0.18, clienttest.DropBefore())
		// Ten attempts would all fail in one call of 150,000, and there are 1,920.
		c, err := client.New(client.Profile{Vendor: "acme", BaseURL: "https://api.acme.example"},
			client.WithTransport(wire), client.WithBreaker(b), client.WithRetry(retry.Policy{MaxAttempts: 40}))
		require.NoError(t, err)
		get := client.Operation{Name: "widgets.get", Method: http.MethodGet, Path: "/widgets"}
		var wg sync.WaitGroup
		for range callers {
			wg.Go(func() {
				for range 30 {
					_, err := client.Call[struct{ ID string }](t.Context(), c, client.Request{Op: &get})
					assert.NoError(t, err)
				}
			})
		}
		wg.Wait()
		assert.Zero(t, opened)
		assert.NoError(t, wire.Close())
	})
}
