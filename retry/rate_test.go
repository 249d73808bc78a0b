package retry

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/time/rate"
)

func TestNewRateLimiterRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		give RateConfig
		says string
	}{
		{RateConfig{}, "Rate is 0"},
		{RateConfig{Rate: -1}, "Rate is -1"},
		{RateConfig{Rate: math.NaN()}, "Rate is NaN"},
		{RateConfig{Rate: math.Inf(1)}, "Rate is +Inf"},
		{RateConfig{Rate: 1, Burst: -1}, "Burst is -1"},
		{RateConfig{Rate: 1, MinRate: -1}, "MinRate is -1"},
		{RateConfig{Rate: 1, MinRate: 2}, "MinRate is 2"},
		{RateConfig{Rate: 1, MinRate: math.NaN()}, "MinRate is NaN"},
		{RateConfig{Rate: 1, Margin: 1}, "Margin is 1"},
		{RateConfig{Rate: 1, Margin: math.NaN()}, "Margin is NaN"},
		{RateConfig{Rate: 1, Margin: math.Inf(-1)}, "Margin is -Inf"},
	} {
		l, err := NewRateLimiter(test.give)
		assert.ErrorContains(t, err, "RateConfig."+test.says)
		assert.Nil(t, l)
	}
}

func TestRateConfigDefaults(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name            string
		give            RateConfig
		ceiling, tokens float64
	}{
		{"margin and jitter, whole tokens", RateConfig{Rate: 25, Burst: 50}, 24.8125, 47},
		{"no margin", RateConfig{Rate: 25, Burst: 50, Margin: -1, Jitter: -1}, 25, 50},
		{"own margin", RateConfig{Rate: 25, Burst: 50, Margin: 0.2, Jitter: time.Second}, 20, 25},
		{"jitter takes at most half", RateConfig{Rate: 1000, Burst: 8}, 992.5, 4},
		{"one second's burst", RateConfig{Rate: 10.5, Jitter: -1}, 10.42125, 11},
		{"at least one", RateConfig{Rate: 0.001}, 0.0009925, 1},
		{"burst of one", RateConfig{Rate: 100, Burst: 1}, 99.25, 1},
		{"half of five", RateConfig{Rate: 100, Burst: 5}, 99.25, 2},
		{"rounding costs no token", RateConfig{Rate: 100, Burst: 15, Jitter: 70 * time.Millisecond}, 99.25, 8}, // 100 × 0.07 is above 7.
		{"too many to count", RateConfig{Rate: 1e300, Margin: -1}, 1e300, math.MaxInt32},
	} {
		state := newRate(t, test.give).State()
		assert.InDelta(t, test.ceiling, state.Ceiling, 1e-9, test.name)
		assert.InDelta(t, test.ceiling, state.Rate, 1e-9, test.name)
		assert.InDelta(t, test.tokens, state.Tokens, 1e-9, test.name)
	}
}

// Whatever callers do, no stretch of time has more turns than Burst + Rate × its length.
func TestRateIsNeverExceeded(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		synctest.Test(t, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 3))
			perSecond, burst := 1+99*rng.Float64(), 1+rng.IntN(40)
			l := newExactRate(t, perSecond, burst)
			var mu sync.Mutex
			var turns []time.Time
			var wg sync.WaitGroup
			for range 300 {
				patience := time.Duration(rng.Int64N(int64(5 * time.Second)))
				wg.Go(func() {
					ctx, cancel := context.WithTimeout(t.Context(), patience)
					defer cancel()
					done, err := l.Acquire(ctx)
					if err != nil {
						return
					}
					mu.Lock()
					turns = append(turns, time.Now())
					mu.Unlock()
					done(Outcome{})
				})
				letPass(time.Duration(rng.ExpFloat64() * float64(time.Second) / perSecond))
				synctest.Wait()
			}
			wg.Wait()
			require.Greater(t, len(turns), burst)
			for i := range turns {
				for k := i; k < len(turns); k++ {
					most := float64(burst) + perSecond*turns[k].Sub(turns[i]).Seconds() + 1e-6
					if float64(k-i+1) > most {
						t.Fatalf("seed %d: %d turns in %v", seed, k-i+1, turns[k].Sub(turns[i]))
					}
				}
			}
		})
	}
}

// What the bucket does around the library's limiter must not change what that grants at a constant rate: not the ways to
// look at it, and not a turn that goes back at once.
func TestBucketAgreesWithTimeRate(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 4))
		// With such numbers floating point is exact, so that both round alike.
		perSecond, burst := float64(int(1)<<rng.IntN(5)), 1+rng.IntN(6)
		now := time.Unix(1_800_000_000, 0)
		oracle := rate.NewLimiter(rate.Limit(perSecond), burst)
		b := &newExactRate(t, perSecond, burst).bucket
		granted := 0
		for i := range 2000 {
			now = now.Add(time.Duration(rng.IntN(16)) * time.Second / 128)
			switch rng.IntN(4) {
			case 0:
				b.advance(now)
			case 1:
				b.estimate(now, rng.IntN(5))
			case 2:
				if b.take(now, new(ticket)) {
					b.giveBack(now)
				}
			}
			require.Equal(t, oracle.TokensAt(now) >= 1, b.next(now) == 0, "seed %d, request %d", seed, i)
			got := b.take(now, new(ticket))
			require.Equal(t, oracle.AllowN(now, 1), got, "seed %d, request %d", seed, i)
			if got {
				granted++
			}
		}
		require.Greater(t, granted, 50)
		require.Less(t, granted, 2000)
	}
}

func TestRateRefusesHopelessCallersAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newRate(t, RateConfig{Name: "reads", Rate: 10, Burst: 1, Margin: -1, Jitter: -1})
		mustAcquire(t.Context(), t, l)
		var wg sync.WaitGroup
		for range 9 { // Their turns come after 100 ms to 900 ms.
			wg.Go(func() { mustAcquire(t.Context(), t, l) })
		}
		synctest.Wait()

		for _, test := range []struct {
			name     string
			deadline time.Duration
			urgent   bool
			wait     time.Duration // 0 if the turn comes.
		}{
			{"too late", 999 * time.Millisecond, false, time.Second},
			{"far too late", time.Millisecond, false, time.Second},
			{"too late even with the right of way", 99 * time.Millisecond, true, 100 * time.Millisecond},
			{"in time", 1001 * time.Millisecond, false, 0},
		} {
			ctx, cancel := context.WithTimeout(t.Context(), test.deadline)
			if test.urgent {
				ctx = WithRightOfWay(ctx)
			}
			start := time.Now()
			done, err := l.Acquire(ctx)
			cancel()
			if test.wait == 0 {
				require.NoError(t, err, test.name)
				assert.Equal(t, time.Second, time.Since(start), test.name)
				continue
			}
			assert.Zero(t, time.Since(start), test.name)
			assert.Nil(t, done, test.name)
			refusal, ok := errors.AsType[*LimitError](err)
			require.True(t, ok, test.name)
			assert.Equal(t, "reads", refusal.Limiter, test.name)
			assert.InDelta(t, test.wait, refusal.Wait, 10, test.name)
			assert.ErrorIs(t, err, ErrLimited, test.name)
			assert.ErrorIs(t, err, context.DeadlineExceeded, test.name)
		}
		wg.Wait()
		idle(t, &l.gate)
	})
}

// A refusal by the server makes turns slower, so some who wait have no hope any more. They are told at once.
func TestRateRefusesWaitersWhoLoseHope(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		outcome Outcome
		refused []bool // The waiters, whose turns would have come after 1, 2, 3 and 4 s, and who have half a second more.
	}{
		// With the first two gone, the third has the next turn, after 2 / (0.7 × 0.85) = 3.36 s.
		{"a cut", refused(ThrottleRate), []bool{true, true, false, true}},
		{"a pause", Outcome{Throttled: true, RetryAfter: time.Minute}, []bool{true, true, true, true}},
		{"other trouble", refused(ThrottleConcurrency), []bool{false, false, false, false}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				l := newExactRate(t, 1, 1)
				done := mustAcquire(t.Context(), t, l)
				got := make([]bool, len(test.refused))
				var wg sync.WaitGroup
				for i := range got {
					wg.Go(func() {
						ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i+1)*time.Second+time.Second/2)
						defer cancel()
						start := time.Now()
						_, err := l.Acquire(ctx)
						if got[i] = err != nil; got[i] {
							assert.ErrorIs(t, err, ErrLimited)
							assert.ErrorIs(t, err, context.DeadlineExceeded)
							assert.Zero(t, time.Since(start), "told at once")
						}
					})
					synctest.Wait()
				}
				done(test.outcome)
				wg.Wait()
				assert.Equal(t, test.refused, got)
				idle(t, &l.gate)
			})
		})
	}
}

// Those behind a waiter who lost hope move up, and may have hope because of that.
func TestSweepCountsOnlyThoseWhoStay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newExactRate(t, 10, 1)
		done := mustAcquire(t.Context(), t, l)
		deadlines := []time.Duration{150 * time.Millisecond, 250 * time.Millisecond, time.Second}
		errs := make([]error, len(deadlines))
		var wg sync.WaitGroup
		for i, deadline := range deadlines {
			wg.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), deadline)
				defer cancel()
				_, errs[i] = l.Acquire(ctx)
			})
			synctest.Wait()
		}
		done(Outcome{Throttled: true, RetryAfter: 900 * time.Millisecond})
		wg.Wait()
		assert.ErrorIs(t, errs[0], ErrLimited)
		assert.ErrorIs(t, errs[1], ErrLimited)
		assert.NoError(t, errs[2])
	})
}

func TestRetryAfterPausesTheRate(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name     string
		maxPause time.Duration
		give     []time.Duration // Retry-After of refusals, 100 ms apart.
		want     time.Duration   // When the next turn comes, since the first refusal.
	}{
		{"as asked", 0, []time.Duration{3 * time.Second}, 3 * time.Second},
		{"bounded", 0, []time.Duration{time.Hour}, 30 * time.Second},
		{"own bound", time.Second, []time.Duration{math.MaxInt64}, time.Second},
		{"the longest counts", 0, []time.Duration{2 * time.Second, time.Second}, 2 * time.Second},
		{"a later one adds to it", 0, []time.Duration{2 * time.Second, 5 * time.Second}, 5100 * time.Millisecond},
		{"negative is nothing", 0, []time.Duration{-time.Hour}, 336134454}, // Two turns at 0.7 × 0.85 of 10/s.
		{"off", -1, []time.Duration{time.Hour}, 336134454},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				l := newRate(t, RateConfig{Rate: 10, Burst: 10, Margin: -1, Jitter: -1, MaxPause: test.maxPause})
				var attempts []func(Outcome)
				for range test.give {
					attempts = append(attempts, mustAcquire(t.Context(), t, l))
				}
				start := time.Now()
				for i, done := range attempts {
					if i > 0 {
						letPass(100 * time.Millisecond)
					}
					done(Outcome{Throttled: true, RetryAfter: test.give[i]})
				}
				assert.Equal(t, test.want > time.Second/2, l.State().Paused > 0)
				mustAcquire(t.Context(), t, l)
				assert.InDelta(t, test.want, time.Since(start), float64(time.Millisecond))

				// One turn was due, not a burst.
				before := time.Now()
				mustAcquire(t.Context(), t, l)
				assert.Greater(t, time.Since(before), 100*time.Millisecond)
			})
		})
	}
}

func TestRateStateCounts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newExactRate(t, 10, 4)
		var attempts []func(Outcome)
		for range 4 {
			attempts = append(attempts, mustAcquire(t.Context(), t, l))
		}
		for _, done := range attempts[:3] { // Under way together, so they count once.
			done(refused(ThrottleAny))
		}
		attempts[3](refused(ThrottleConcurrency))
		ctx, cancel := context.WithCancel(t.Context())
		go func() { _, _ = l.Acquire(ctx) }()
		synctest.Wait()
		state := l.State()
		cancel()
		assert.Equal(t, RateState{
			Rate: 10 * guessCut * undershoot, Ceiling: 10, Tokens: -1, Waiting: 1, Granted: 4, Throttled: 3, Cuts: 1,
		}, state)
		synctest.Wait()
		assert.Zero(t, l.State().Waiting)
		idle(t, &l.gate)
	})
}
