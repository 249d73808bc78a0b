package retry

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNewConcurrencyLimiterRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		give ConcurrencyConfig
		says string
	}{
		{ConcurrencyConfig{}, "Max is 0"},
		{ConcurrencyConfig{Max: -1}, "Max is -1"},
		{ConcurrencyConfig{Max: 2, Min: 3}, "Min is 3"},
		{ConcurrencyConfig{Max: 2, Min: -1}, "Min is -1"},
		{ConcurrencyConfig{Max: 2, Recovery: -1}, "Recovery is -1ns"},
	} {
		l, err := NewConcurrencyLimiter(test.give)
		assert.ErrorContains(t, err, "ConcurrencyConfig."+test.says)
		assert.Nil(t, l)
	}
}

func TestRefusalShrinksTheLimit(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name     string
		min      int
		underWay int
		outcomes []Outcome // Of attempts that were under way together.
		limit    int
		cuts     uint64
	}{
		{"success", 0, 10, []Outcome{{}, {}}, 10, 0},
		{"failure", 0, 10, []Outcome{{Err: errors.New("reset")}}, 10, 0},
		{"rate", 0, 10, []Outcome{refused(ThrottleRate)}, 10, 0},
		{"concurrency", 0, 10, []Outcome{refused(ThrottleConcurrency)}, 7, 1},
		{"unknown kind", 0, 10, []Outcome{{Throttled: true}}, 7, 1},
		{"together they count once", 0, 10, []Outcome{{Throttled: true}, {Throttled: true}, {Throttled: true}}, 7, 1},
		{"few under way say more", 0, 4, []Outcome{{Throttled: true}}, 3, 1},
		{"a single one", 0, 1, []Outcome{{Throttled: true}}, 1, 1},
		{"never below Min", 5, 4, []Outcome{{Throttled: true}}, 5, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				l := newConcurrency(t, ConcurrencyConfig{Max: 10, Min: test.min})
				var attempts []func(Outcome)
				for range test.underWay {
					attempts = append(attempts, mustAcquire(t.Context(), t, l))
				}
				for i, o := range test.outcomes {
					attempts[i](o)
				}
				state := l.State()
				assert.Equal(t, test.limit, state.Limit)
				assert.Equal(t, test.cuts, state.Cuts)
				assert.Equal(t, test.underWay-len(test.outcomes), state.InFlight)
				assert.EqualValues(t, test.underWay, state.Granted)
				assert.Equal(t, 10, state.Max)

				letPass(time.Hour)
				assert.Equal(t, 10, l.State().Limit)
			})
		})
	}
}

// One slot a second comes back, but the one that was refused takes four times as long.
func TestLimitRecovers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name     string
		underWay int
		want     []int // After 0, 1, 2, … seconds.
	}{
		{"from the top", 10, []int{7, 8, 9, 9, 9, 9, 10, 10, 10, 10, 10, 10, 10}},
		{"in the middle", 5, []int{3, 4, 4, 4, 4, 5, 6, 7, 8, 9, 10, 10, 10}},
		{"from two", 2, []int{1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}},
		{"from one", 1, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 10}},
	} {
		for _, step := range []time.Duration{time.Second, time.Second / 7} { // However often somebody looks.
			synctest.Test(t, func(t *testing.T) {
				l := newConcurrency(t, ConcurrencyConfig{Max: 10})
				var done func(Outcome)
				for range test.underWay {
					done = mustAcquire(t.Context(), t, l)
				}
				done(refused(ThrottleConcurrency))
				start := time.Now()
				for second, want := range test.want {
					for end := start.Add(time.Duration(second) * time.Second); time.Now().Before(end); {
						letPass(min(step, time.Until(end)))
						l.State()
					}
					assert.Equal(t, want, l.State().Limit, "%s, after %d s", test.name, second)
				}
			})
		}
	}
}

// With nothing under way, only time tells when to try again. It must be neither at once nor never.
func TestPauseAfterRefusals(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	for _, test := range []struct {
		name     string
		maxPause time.Duration
		outcomes []Outcome
		waits    []time.Duration // Before the next turn, after each outcome.
	}{
		{
			"doubles up to a bound", 0,
			[]Outcome{{Throttled: true}, {Throttled: true}, {Throttled: true}, {Throttled: true}, {Throttled: true}, {Throttled: true}, {Throttled: true}},
			[]time.Duration{100 * ms, 200 * ms, 400 * ms, 800 * ms, 1600 * ms, 3200 * ms, 3200 * ms},
		},
		{
			"starts anew after success", 0,
			[]Outcome{{Throttled: true}, {Throttled: true}, {}, {Throttled: true}},
			[]time.Duration{100 * ms, 200 * ms, 0, 100 * ms},
		},
		{
			"a refusal for the rate tells nothing", 0,
			[]Outcome{{Throttled: true}, refused(ThrottleRate), {Throttled: true}},
			[]time.Duration{100 * ms, 100 * ms, 200 * ms},
		},
		{
			"whatever was let in tells that there is room", 0,
			[]Outcome{{Throttled: true}, {Throttled: true}, {Err: errors.New("503")}, {Throttled: true}},
			[]time.Duration{100 * ms, 200 * ms, 0, 100 * ms},
		},
		{
			"Retry-After", 0,
			[]Outcome{{Throttled: true, RetryAfter: 7 * time.Second}, {Throttled: true, RetryAfter: time.Hour}, {Throttled: true, RetryAfter: ms}},
			[]time.Duration{7 * time.Second, 30 * time.Second, 400 * ms},
		},
		{
			"bounded", time.Second,
			[]Outcome{{Throttled: true, RetryAfter: 7 * time.Second}},
			[]time.Duration{time.Second},
		},
		{
			"Retry-After off", -1,
			[]Outcome{{Throttled: true, RetryAfter: 7 * time.Second}},
			[]time.Duration{100 * ms},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				l := newConcurrency(t, ConcurrencyConfig{Max: 1, MaxPause: test.maxPause})
				for i, o := range test.outcomes {
					mustAcquire(t.Context(), t, l)(o)
					assert.Equal(t, test.waits[i], l.State().Paused)
					start := time.Now()
					mustAcquire(t.Context(), t, l)
					assert.Equal(t, test.waits[i], time.Since(start), "after outcome %d", i)
					l.gate.release() // Taken back, because done would teach it something.
				}
				idle(t, &l.gate)
			})
		})
	}
}

// When an attempt ends that was let in, it has left a place, so there is no reason to wait any longer.
func TestSuccessEndsThePause(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name       string
		retryAfter time.Duration
		end        Outcome
		wait       time.Duration
	}{
		{"success", 0, Outcome{}, 10 * time.Millisecond},
		{"failure", 0, Outcome{Err: errors.New("503")}, 10 * time.Millisecond},
		{"refusal for the rate", 0, refused(ThrottleRate), 100 * time.Millisecond},
		{"the server's word stands", time.Second, Outcome{}, time.Second},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				l := newConcurrency(t, ConcurrencyConfig{Max: 2})
				long, short := mustAcquire(t.Context(), t, l), mustAcquire(t.Context(), t, l)
				short(Outcome{Throttled: true, RetryAfter: test.retryAfter})
				start := time.Now()
				time.AfterFunc(10*time.Millisecond, func() { long(test.end) })
				mustAcquire(t.Context(), t, l)
				assert.Equal(t, test.wait, time.Since(start))
			})
		})
	}
}

// A slot that comes back with time must reach those who wait, even if no attempt ends.
func TestRecoveryServesWaiters(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newConcurrency(t, ConcurrencyConfig{Max: 4, Recovery: 3 * time.Second})
		for range 3 {
			mustAcquire(t.Context(), t, l) // They never end.
		}
		mustAcquire(t.Context(), t, l)(refused(ThrottleConcurrency))
		assert.Equal(t, 3, l.State().Limit)

		start := time.Now()
		mustAcquire(t.Context(), t, l)
		assert.Equal(t, 12*time.Second, time.Since(start), "the slot that was refused takes four times as long")

		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		_, err := l.Acquire(ctx)
		assert.ErrorIs(t, err, ErrLimited, "there is no fifth slot")
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, time.Hour+12*time.Second, time.Since(start))
		refusal, ok := errors.AsType[*LimitError](err)
		require.True(t, ok)
		assert.Equal(t, time.Hour, refusal.Wait)
		idle(t, &l.gate)
	})
}

func TestConcurrencyRefusesHopelessCallersAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newConcurrency(t, ConcurrencyConfig{Name: "writes", Max: 2})
		attempt := func(ctx context.Context) error {
			done, err := l.Acquire(ctx)
			if err == nil {
				letPass(time.Second)
				done(Outcome{})
			}
			return err
		}
		require.NoError(t, attempt(t.Context())) // Teaches how long a turn lasts.
		var wg sync.WaitGroup
		for range 10 {
			wg.Go(func() { assert.NoError(t, attempt(t.Context())) })
		}
		synctest.Wait()

		// Eight wait for two slots, so the turn comes in about 4.5 s. Below half of that there is no hope.
		for _, test := range []struct {
			deadline time.Duration
			waited   time.Duration
			refused  bool
		}{
			{time.Second, 0, true},
			{2200 * time.Millisecond, 0, true},
			{2300 * time.Millisecond, 2300 * time.Millisecond, true},
		} {
			ctx, cancel := context.WithTimeout(t.Context(), test.deadline)
			start := time.Now()
			err := attempt(ctx)
			cancel()
			assert.Equal(t, test.waited, time.Since(start))
			assert.ErrorIs(t, err, ErrLimited)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
			refusal, ok := errors.AsType[*LimitError](err)
			require.True(t, ok)
			assert.Equal(t, "writes", refusal.Limiter)
			assert.Equal(t, 4500*time.Millisecond, refusal.Wait)
		}
		wg.Wait()
		idle(t, &l.gate)
	})
}
