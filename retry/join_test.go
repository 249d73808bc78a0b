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

// A stubLimiter is a limiter of somebody else's.
type stubLimiter struct {
	name     string
	err      error
	outcomes []Outcome
	log      *[]string
}

func (l *stubLimiter) Acquire(context.Context) (func(Outcome), error) {
	*l.log = append(*l.log, "acquire "+l.name)
	if l.err != nil {
		return nil, l.err
	}
	return func(o Outcome) {
		*l.log = append(*l.log, "done "+l.name)
		l.outcomes = append(l.outcomes, o)
	}, nil
}

func TestJoinAcquiresInOrder(t *testing.T) {
	t.Parallel()
	var log []string
	a, b, c := &stubLimiter{name: "a", log: &log}, &stubLimiter{name: "b", log: &log}, &stubLimiter{name: "c", log: &log}
	done := mustAcquire(t.Context(), t, Join(a, Join(nil, b), NoLimit(), c))
	outcome := refused(ThrottleAny)
	done(outcome)
	done(Outcome{})
	assert.Equal(t, []string{"acquire a", "acquire b", "acquire c", "done c", "done b", "done a"}, log)
	for _, l := range []*stubLimiter{a, b, c} {
		assert.Equal(t, []Outcome{outcome}, l.outcomes, l.name)
	}
}

func TestJoinReleasesAllIfOneRefuses(t *testing.T) {
	t.Parallel()
	cause := errors.New("no")
	var log []string
	rate := newExactRate(t, 0.001, 5)
	concurrency := newConcurrency(t, ConcurrencyConfig{Max: 5})
	a, b, c := &stubLimiter{name: "a", log: &log}, &stubLimiter{name: "b", log: &log, err: cause}, &stubLimiter{name: "c", log: &log}
	done, err := Join(concurrency, a, rate, b, c).Acquire(t.Context())
	assert.Nil(t, done)
	assert.Equal(t, cause, err)
	assert.Equal(t, []string{"acquire a", "acquire b", "done a"}, log)
	assert.Equal(t, []Outcome{{Err: ErrLimited}}, a.outcomes)
	assert.Zero(t, concurrency.State().InFlight)
	assert.Zero(t, rate.State().Granted)
	assert.InDelta(t, 5, rate.State().Tokens, 0.01)
}

func TestJoinOfFew(t *testing.T) {
	t.Parallel()
	rate := newExactRate(t, 1, 1)
	var log []string
	stub := &stubLimiter{log: &log}
	for name, test := range map[string]struct{ got, want Limiter }{
		"nothing":      {Join(), NoLimit()},
		"nil":          {Join(nil, nil), NoLimit()},
		"no limits":    {Join(NoLimit(), Join()), NoLimit()},
		"one":          {Join(nil, rate, NoLimit()), rate},
		"one stranger": {Join(stub), stub},
	} {
		assert.Equal(t, test.want, test.got, name)
	}
	two := Join(rate, stub)
	assert.Equal(t, two, Join(NoLimit(), two, nil))
}

// One that waits for a slot holds no token. Otherwise tokens would gather in front of the slots and go out in a burst
// that the server's bucket doesn't cover.
func TestJoinHoldsNothingOfLaterLimitersWhileItWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rate := newExactRate(t, 1000, 20)
		limiter := Join(newConcurrency(t, ConcurrencyConfig{Max: 1}), rate)
		done := mustAcquire(t.Context(), t, limiter)
		var wg sync.WaitGroup
		for range 10 {
			wg.Go(func() { mustAcquire(t.Context(), t, limiter)(Outcome{}) })
		}
		synctest.Wait()
		assert.EqualValues(t, 1, rate.State().Granted)
		assert.Zero(t, rate.State().Waiting)
		done(Outcome{})
		wg.Wait()
		assert.EqualValues(t, 11, rate.State().Granted)
	})
}

// The callers before the first limiter will need the later ones too, so a newcomer who can't make it is told at once.
func TestJoinLooksAtAllQueues(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		concurrency := newConcurrency(t, ConcurrencyConfig{Max: 2})
		rate := newRate(t, RateConfig{Name: "reads", Rate: 10, Burst: 1, Margin: -1, Jitter: -1})
		limiter := Join(concurrency, rate)
		mustAcquire(t.Context(), t, limiter)(Outcome{}) // Takes the only token at hand.
		var wg sync.WaitGroup
		for range 12 {
			wg.Go(func() { mustAcquire(t.Context(), t, limiter)(Outcome{}) })
		}
		synctest.Wait()
		assert.Equal(t, 10, concurrency.State().Waiting)
		assert.Equal(t, 2, rate.State().Waiting)

		for _, test := range []struct {
			deadline time.Duration
			urgent   bool
			wait     time.Duration
		}{
			{time.Second, false, 1300 * time.Millisecond},
			{50 * time.Millisecond, true, 100 * time.Millisecond},
		} {
			ctx, cancel := context.WithTimeout(t.Context(), test.deadline)
			if test.urgent {
				ctx = WithRightOfWay(ctx)
			}
			start := time.Now()
			_, err := limiter.Acquire(ctx)
			cancel()
			assert.Zero(t, time.Since(start))
			refusal, ok := errors.AsType[*LimitError](err)
			require.True(t, ok)
			assert.Equal(t, "reads", refusal.Limiter)
			assert.InDelta(t, test.wait, refusal.Wait, 100)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
		}
		wg.Wait()
		idle(t, &concurrency.gate)
		idle(t, &rate.gate)
	})
}

func TestParts(t *testing.T) {
	t.Parallel()
	slots, err := NewConcurrencyLimiter(ConcurrencyConfig{Max: 1})
	require.NoError(t, err)
	rate, err := NewRateLimiter(RateConfig{Rate: 1})
	require.NoError(t, err)
	other := &stubLimiter{name: "other"}
	assert.Equal(t, []Limiter{other, slots, rate}, Parts(Join(other, Join(slots, rate))))
	assert.Equal(t, []Limiter{rate}, Parts(rate))
	assert.Equal(t, []Limiter{rate}, Parts(Join(nil, rate, NoLimit())))
	assert.Empty(t, Parts(NoLimit()))
	assert.Empty(t, Parts(nil))
}
