package retry

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// gated are the limiters that have a gate, each tight enough that a second caller waits. hold is how long a turn has
// to last so that the next one comes about as fast as at the other.
func gated(t *testing.T) map[string]struct {
	limiter Limiter
	gate    *gate
	hold    time.Duration
} {
	t.Helper()
	rate := newExactRate(t, 10, 1)
	concurrency := newConcurrency(t, ConcurrencyConfig{Max: 1})
	return map[string]struct {
		limiter Limiter
		gate    *gate
		hold    time.Duration
	}{
		"rate":        {rate, &rate.gate, 0},
		"concurrency": {concurrency, &concurrency.gate, 100 * time.Millisecond},
	}
}

// idle fails unless the gate holds nothing for anybody.
func idle(t *testing.T, g *gate) {
	t.Helper()
	g.mu.Lock()
	defer g.mu.Unlock()
	assert.Zero(t, g.queue.len(), "callers in the queue")
	assert.False(t, g.armed, "timer is armed")
	if g.timer != nil {
		assert.False(t, g.timer.Stop(), "timer is running")
	}
}

func TestTurnsComeInOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, g := range gated(t) {
			var mu sync.Mutex
			var order []int
			var wg sync.WaitGroup
			take := func(ctx context.Context, id int) {
				wg.Go(func() {
					done := mustAcquire(ctx, t, g.limiter)
					mu.Lock()
					order = append(order, id)
					mu.Unlock()
					letPass(g.hold)
					done(Outcome{})
				})
				synctest.Wait() // It stands in the queue before the next one comes.
			}
			want := []int{0}
			take(t.Context(), 0)
			for id := range 10 {
				take(t.Context(), 100+id)
			}
			for id := range 5 { // They come last, but have been refused before.
				take(WithRightOfWay(t.Context()), 1+id)
				want = append(want, 1+id)
			}
			for id := range 10 {
				want = append(want, 100+id)
			}
			wg.Wait()
			assert.Equal(t, want, order, name)
			idle(t, g.gate)
		}
	})
}

func TestCancelledWaiterLeavesAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, g := range gated(t) {
			done := mustAcquire(t.Context(), t, g.limiter)
			ctx, cancel := context.WithCancel(t.Context())
			var wg sync.WaitGroup
			wg.Go(func() {
				start := time.Now()
				_, err := g.limiter.Acquire(ctx)
				assert.ErrorIs(t, err, context.Canceled, name)
				assert.NotErrorIs(t, err, ErrLimited, name)
				assert.Equal(t, time.Millisecond, time.Since(start), name)
			})
			synctest.Wait()
			wg.Go(func() {
				start := time.Now()
				next := mustAcquire(t.Context(), t, g.limiter)
				assert.Equal(t, 100*time.Millisecond, time.Since(start), "%s: the one behind moves up", name)
				next(Outcome{})
			})
			letPass(time.Millisecond)
			cancel()
			letPass(99 * time.Millisecond)
			done(Outcome{})
			wg.Wait()
			idle(t, g.gate)
		}
	})
}

// The turn and the cancel come in the same instant. Whichever wins, no permit may be lost.
func TestCancelAndGrantInOneInstant(t *testing.T) {
	t.Parallel()
	for range 50 {
		synctest.Test(t, func(t *testing.T) {
			for name, g := range gated(t) {
				done := mustAcquire(t.Context(), t, g.limiter)
				ctx, cancel := context.WithCancel(t.Context())
				var wg sync.WaitGroup
				wg.Go(func() {
					if done, err := g.limiter.Acquire(ctx); err == nil {
						done(Outcome{})
					}
				})
				synctest.Wait()
				wg.Go(func() { letPass(100 * time.Millisecond); cancel() })
				wg.Go(func() { letPass(100 * time.Millisecond); done(Outcome{}) })
				wg.Wait()

				start := time.Now()
				mustAcquire(t.Context(), t, g.limiter)(Outcome{})
				assert.LessOrEqual(t, time.Since(start), 100*time.Millisecond, name)
				idle(t, g.gate)
			}
		})
	}
}

// Thousands of callers come, wait, lose patience, repeat and fail in all orders. Afterwards everything must be as
// before: no permit lost or doubled, nobody waiting, no timer.
func TestGatesKeepTheirBooks(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		synctest.Test(t, func(t *testing.T) {
			const most = 5
			rate := newExactRate(t, 200, 20)
			concurrency := newConcurrency(t, ConcurrencyConfig{Max: most})
			limiter := Join(concurrency, rate)
			var underWay atomic.Int64
			var wg sync.WaitGroup
			for id := range uint64(500) {
				wg.Go(func() {
					rng := rand.New(rand.NewPCG(seed, id))
					millis := func(n int) time.Duration { return time.Duration(rng.IntN(n)) * time.Millisecond }
					letPass(millis(2000))
					ctx, cancel := t.Context(), func() {}
					switch rng.IntN(3) {
					case 0:
						ctx, cancel = context.WithTimeout(ctx, millis(300))
					case 1:
						ctx, cancel = context.WithCancel(ctx)
						stop := time.AfterFunc(millis(300), cancel)
						defer stop.Stop()
					}
					defer cancel()
					if rng.IntN(4) == 0 {
						ctx = WithRightOfWay(ctx)
					}
					done, err := limiter.Acquire(ctx)
					if err != nil {
						return
					}
					assert.LessOrEqual(t, underWay.Add(1), int64(most))
					letPass(millis(30))
					underWay.Add(-1)
					if rng.IntN(10) == 0 {
						done(refused(ThrottleKind(rng.IntN(3))))
					}
					done(Outcome{})
				})
			}
			wg.Wait()
			idle(t, &rate.gate)
			idle(t, &concurrency.gate)
			assert.Zero(t, concurrency.State().InFlight)
			assert.Equal(t, concurrency.State().Granted, rate.State().Granted)

			letPass(10 * time.Minute)
			assert.Equal(t, most, concurrency.State().Limit)
			assert.InDelta(t, 20, rate.State().Tokens, 1e-6)
			assert.InDelta(t, 200, rate.State().Rate, 1e-6)
		})
	}
}

// The same with real time and real parallelism, for the race detector.
func TestGatesUnderRealParallelism(t *testing.T) {
	t.Parallel()
	const most = 3
	concurrency := newConcurrency(t, ConcurrencyConfig{Max: most})
	rate := newExactRate(t, 1e6, 1000)
	limiter := Join(concurrency, rate)
	var underWay atomic.Int64
	var exceeded atomic.Bool
	var wg sync.WaitGroup
	for id := range 32 {
		wg.Go(func() {
			for n := range 200 {
				ctx, cancel := context.WithCancel(t.Context())
				if (id+n)%5 == 0 {
					go cancel()
				}
				if done, err := limiter.Acquire(ctx); err == nil {
					if underWay.Add(1) > most {
						exceeded.Store(true)
					}
					underWay.Add(-1)
					done(Outcome{})
					done(Outcome{})
				}
				cancel()
			}
		})
	}
	wg.Wait()
	assert.False(t, exceeded.Load())
	assert.Zero(t, concurrency.State().InFlight)
	idle(t, &concurrency.gate)
}

func TestDoneCountsOnce(t *testing.T) {
	t.Parallel()
	l := newConcurrency(t, ConcurrencyConfig{Max: 2})
	first, second := mustAcquire(t.Context(), t, l), mustAcquire(t.Context(), t, l)
	for range 3 {
		first(Outcome{})
	}
	assert.Equal(t, 1, l.State().InFlight)
	second(Outcome{})
	assert.Equal(t, 0, l.State().InFlight)
}

func TestQueueOrder(t *testing.T) {
	t.Parallel()
	var q queue
	var waiters []*waiter
	for i := range 6 {
		w := &waiter{}
		waiters = append(waiters, w)
		assert.Equal(t, i, q.ahead(false))
		assert.Equal(t, (i+1)/2, q.ahead(true))
		q.push(w, i%2 == 0)
	}
	require.True(t, q.remove(waiters[2]))
	assert.False(t, q.remove(waiters[2]), "it left before")
	assert.Equal(t, []*waiter{waiters[0], waiters[4], waiters[1], waiters[3], waiters[5]}, slices.Collect(q.all()))
	for w := range q.all() {
		q.remove(w)
	}
	assert.Zero(t, q.len())
	assert.Nil(t, q.front())
}
