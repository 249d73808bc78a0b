package client_test

import (
	"context"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// One read in a hundred takes 20 times the median: hedging keeps the 99th
// percentile within 3 times the median for at most 5 % more requests.
func TestHedgingCutsTheTail(t *testing.T) {
	t.Parallel()
	const median, calls = 10 * time.Millisecond, 3000
	run := func(t *testing.T, opts ...client.Option) (p99 time.Duration, requests int64) {
		var n atomic.Int64
		rt := roundTrip(func(r *http.Request) (*http.Response, error) {
			i := n.Add(1)
			d := median + time.Duration(i*7919%1000)*time.Microsecond
			if i%100 == 50 {
				d = 20 * median
			}
			select {
			case <-time.After(d):
				return answer(200, goodWidget), nil
			case <-r.Context().Done():
				return nil, r.Context().Err()
			}
		})
		c := acme(t, rt, opts...)
		took := make([]time.Duration, calls)
		for i := range took {
			start := time.Now()
			_, err := get(t.Context(), c)
			require.NoError(t, err)
			took[i] = time.Since(start)
		}
		slices.Sort(took)
		return took[calls*99/100], n.Load()
	}
	synctest.Test(t, func(t *testing.T) {
		plain, requests := run(t)
		assert.EqualValues(t, calls, requests)
		assert.Greater(t, plain, 10*median, "without hedging the tail is long")
		for _, h := range []client.Hedging{{}, {After: 15 * time.Millisecond}} {
			p99, requests := run(t, client.WithHedging(h))
			assert.LessOrEqual(t, p99, 3*median)
			assert.LessOrEqual(t, requests, int64(calls*105/100))
		}
	})
}

func TestHedgingLeavesWritesAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int64
		rt := roundTrip(func(*http.Request) (*http.Response, error) {
			n.Add(1)
			<-time.After(time.Second)
			return answer(200, goodWidget), nil
		})
		_, err := create(t.Context(), acme(t, rt, client.WithHedging(client.Hedging{After: time.Millisecond})))
		require.NoError(t, err)
		assert.EqualValues(t, 1, n.Load())
	})
}

// The copies are bounded by their share of the reads and by the retry budget.
func TestHedgingIsBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int64
		slow := roundTrip(func(*http.Request) (*http.Response, error) {
			n.Add(1)
			<-time.After(time.Second)
			return answer(200, goodWidget), nil
		})
		c := acme(t, slow, client.WithHedging(client.Hedging{After: time.Millisecond}))
		for range 200 {
			_, err := get(t.Context(), c)
			require.NoError(t, err)
		}
		assert.LessOrEqual(t, n.Load(), int64(200*1.05+1))
		assert.Greater(t, n.Load(), int64(200))

		n.Store(0)
		empty, err := retry.NewBudget(retry.BudgetConfig{Capacity: 1, RetryCost: 1, FirstTryRefund: 0.001, RefillPerSecond: 0.000001})
		require.NoError(t, err)
		require.True(t, empty.Withdraw())
		c = acme(t, slow, client.WithHedging(client.Hedging{After: time.Millisecond}), client.WithRetry(retry.Policy{Budget: empty}))
		for range 50 {
			_, err := get(t.Context(), c)
			require.NoError(t, err)
		}
		assert.EqualValues(t, 50, n.Load())
	})
}

// The faster answer wins, a failure doesn't, and the caller may leave at any time.
func TestHedgingOutcomes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var o recorder
		var n atomic.Int64
		rt := roundTrip(func(r *http.Request) (*http.Response, error) {
			if n.Add(1)%2 == 1 {
				<-r.Context().Done() // the first copy never answers
				return nil, r.Context().Err()
			}
			<-time.After(5 * time.Millisecond)
			return answer(200, goodWidget), nil
		})
		c := acme(t, rt, client.WithHedging(client.Hedging{After: 10 * time.Millisecond}), client.WithObserver(&o))
		for range 25 { // earns the credit for one second copy
			ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
			_, err := get(ctx, c)
			cancel()
			require.ErrorIs(t, err, context.DeadlineExceeded)
			n.Store(0)
		}
		start := time.Now()
		_, err := get(t.Context(), c)
		require.NoError(t, err)
		assert.Equal(t, 15*time.Millisecond, time.Since(start))
		assert.True(t, o.attempts[len(o.attempts)-1].Hedged)
		assert.Equal(t, 1, o.attempts[len(o.attempts)-1].Number)
	})
}

// The second copy may be refused where the first one was let through: by a
// limiter that has no turn for it, by a breaker, or by the vendor's own limit. It
// must not take the call down while the first copy is still under way.
func TestHedgingSecondCopyRefused(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		second func(*http.Request) (*http.Response, error)
		opts   func(*testing.T) []client.Option
	}{
		"no turn before the deadline": {opts: func(t *testing.T) []client.Option {
			limiter, err := retry.NewRateLimiter(retry.RateConfig{Rate: 1, Burst: 1})
			require.NoError(t, err)
			return []client.Option{client.WithLimiter(limiter)}
		}},
		"throttled by the vendor": {second: says(429, `{"code":122}`)},
		"unavailable":             {second: says(503, "")},
		"connection reset":        {second: fails(errReset)},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var n atomic.Int64
				rt := roundTrip(func(r *http.Request) (*http.Response, error) {
					if n.Add(1)%2 == 0 && tc.second != nil {
						return tc.second(r)
					}
					select {
					case <-time.After(50 * time.Millisecond):
						return answer(200, goodWidget), nil
					case <-r.Context().Done():
						return nil, r.Context().Err()
					}
				})
				opts := []client.Option{client.WithHedging(client.Hedging{After: 10 * time.Millisecond})}
				if tc.opts != nil {
					opts = append(opts, tc.opts(t)...)
				}
				c := acme(t, rt, opts...)
				for range 30 { // earns the credit for a second copy, and spends it
					n.Store(0)
					ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
					start := time.Now()
					_, err := get(ctx, c)
					assert.NoError(t, err)
					assert.Equal(t, 50*time.Millisecond, time.Since(start), "the first copy's answer")
					cancel()
					<-time.After(2 * time.Second) // for the limiter's next turn
				}
			})
		})
	}
}
