package breaker_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/retry"
	"github.com/vendorkit/vendorkit-go/retry/breaker"
)

var (
	success = retry.Outcome{Latency: time.Millisecond}
	failure = retry.Outcome{Latency: time.Millisecond, Err: errors.New("connection reset")}
	neutral = retry.Outcome{Latency: time.Millisecond, Err: context.Canceled}
	unsent  = retry.Outcome{}
)

func newBreaker(t *testing.T, cfg breaker.Config) *breaker.Breaker {
	t.Helper()
	b, err := breaker.New(cfg)
	require.NoError(t, err)
	return b
}

// take acquires a turn that must be granted.
func take(t *testing.T, b *breaker.Breaker) func(retry.Outcome) {
	t.Helper()
	done, err := b.Acquire(t.Context())
	require.NoError(t, err)
	return done
}

func report(t *testing.T, b *breaker.Breaker, outcomes ...retry.Outcome) {
	t.Helper()
	for _, o := range outcomes {
		take(t, b)(o)
	}
}

func refused(t *testing.T, b *breaker.Breaker) {
	t.Helper()
	done, err := b.Acquire(t.Context())
	require.ErrorIs(t, err, retry.ErrCircuitOpen)
	assert.Nil(t, done)
}

// halfOpen gives a breaker of three probes whose OpenFor of a second has passed.
func halfOpen(t *testing.T) *breaker.Breaker {
	t.Helper()
	b := newBreaker(t, breaker.Config{Failures: 1, OpenFor: time.Second, Probes: 3})
	report(t, b, failure)
	require.Equal(t, breaker.Open, b.State())
	pass(time.Second + 1)
	require.Equal(t, breaker.HalfOpen, b.State())
	return b
}

// pass lets fake time pass, in a bubble.
func pass(d time.Duration) {
	timer := time.NewTimer(d)
	<-timer.C
}

func TestConfig(t *testing.T) {
	t.Parallel()
	for name, cfg := range map[string]breaker.Config{
		"negative failures": {Failures: -1},
		"too many failures": {Failures: breaker.MaxFailures + 1},
		"negative time":     {OpenFor: -1},
		"too long":          {OpenFor: breaker.MaxOpenFor + 1},
		"negative probes":   {Probes: -1},
		"too many probes":   {Probes: breaker.MaxProbes + 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, err := breaker.New(cfg)
			assert.ErrorContains(t, err, "breaker: Config.")
			assert.Nil(t, b)
		})
	}
	b := newBreaker(t, breaker.Config{Failures: breaker.MaxFailures, OpenFor: breaker.MaxOpenFor, Probes: breaker.MaxProbes})
	assert.Equal(t, breaker.Closed, b.State())
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBreaker(t, breaker.Config{})
		for range breaker.DefaultFailures - 1 {
			report(t, b, failure)
		}
		assert.Equal(t, breaker.Closed, b.State())
		report(t, b, failure)
		assert.Equal(t, breaker.Open, b.State())
		pass(breaker.DefaultOpenFor)
		refused(t, b)
		pass(1)
		for range breaker.DefaultProbes {
			take(t, b)
		}
		refused(t, b)
	})
}

func TestClosed(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		outcomes []retry.Outcome
		want     breaker.State
	}{
		"failures in a row":             {[]retry.Outcome{failure, failure, failure}, breaker.Open},
		"a success in between":          {[]retry.Outcome{failure, failure, success, failure, failure}, breaker.Closed},
		"neutral ones don't count":      {[]retry.Outcome{neutral, neutral, neutral, unsent, unsent, unsent}, breaker.Closed},
		"neutral ones don't break rows": {[]retry.Outcome{failure, neutral, failure, unsent, failure}, breaker.Open},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBreaker(t, breaker.Config{Failures: 3})
			report(t, b, tt.outcomes...)
			assert.Equal(t, tt.want, b.State())
		})
	}
}

func TestHalfOpen(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		outcomes []retry.Outcome
		want     breaker.State
	}{
		"all probes succeed":                    {[]retry.Outcome{success, success, success}, breaker.Closed},
		"not enough yet":                        {[]retry.Outcome{success, success}, breaker.HalfOpen},
		"one fails":                             {[]retry.Outcome{success, failure}, breaker.Open},
		"neutral ones give their places back":   {[]retry.Outcome{neutral, neutral, neutral, neutral, success, success, success}, breaker.Closed},
		"what was never sent closes no circuit": {[]retry.Outcome{unsent, unsent, unsent, unsent}, breaker.HalfOpen},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				b := halfOpen(t)
				report(t, b, tt.outcomes...)
				assert.Equal(t, tt.want, b.State())
			})
		})
	}
}

// A probe may hang for as long as its attempt may. Others must get their chance meanwhile, at the rate of an open
// breaker and not faster.
func TestHangingProbes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := halfOpen(t)
		hanging := []func(retry.Outcome){take(t, b), take(t, b), take(t, b)}
		refused(t, b)
		pass(time.Second - 1)
		refused(t, b)
		pass(1)
		for range 3 {
			hanging = append(hanging, take(t, b))
		}
		refused(t, b)

		// Those that lost their place free no other one by being neutral, but their successes count.
		hanging[0](neutral)
		refused(t, b)
		hanging[1](success)
		hanging[3](success)
		assert.Equal(t, breaker.HalfOpen, b.State())
		hanging[2](success)
		assert.Equal(t, breaker.Closed, b.State())

		// Whoever reports afterwards belongs to the past.
		hanging[4](failure)
		hanging[5](failure)
		assert.Equal(t, breaker.Closed, b.State())
	})
}

func TestHangingProbeFails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := halfOpen(t)
		late := take(t, b)
		pass(2 * time.Second)
		report(t, b, success)
		late(failure)
		assert.Equal(t, breaker.Open, b.State())
	})
}

func TestLateFailuresDontCountTwice(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBreaker(t, breaker.Config{Failures: 1, OpenFor: time.Second, Probes: 1})
		late := take(t, b)
		report(t, b, failure)
		pass(time.Second + 1)
		report(t, b, success)
		require.Equal(t, breaker.Closed, b.State())
		late(failure)
		assert.Equal(t, breaker.Closed, b.State(), "it was sent before the outage was known")
	})
}

// Failures are known sooner than successes. The breaker waits for what is under way.
func TestBurst(t *testing.T) {
	t.Parallel()
	b := newBreaker(t, breaker.Config{Failures: 3})
	var slow []func(retry.Outcome)
	for range 5 {
		slow = append(slow, take(t, b))
	}
	report(t, b, failure, failure, failure, failure)
	assert.Equal(t, breaker.Closed, b.State(), "4 failed, but 5 are under way")
	slow[0](neutral)
	report(t, b, failure)
	assert.Equal(t, breaker.Open, b.State(), "5 failed, 4 are under way")
}

func TestDoneCountsOnce(t *testing.T) {
	t.Parallel()
	b := newBreaker(t, breaker.Config{Failures: 2})
	done := take(t, b)
	for range 5 {
		done(failure)
	}
	assert.Equal(t, breaker.Closed, b.State())
	report(t, b, failure)
	assert.Equal(t, breaker.Open, b.State())
}

func TestContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	done, err := newBreaker(t, breaker.Config{}).Acquire(ctx)
	assert.ErrorIs(t, err, context.Canceled)
	assert.Nil(t, done)
}

func TestRefusalNamesTheBreaker(t *testing.T) {
	t.Parallel()
	b := newBreaker(t, breaker.Config{Name: "billing", Failures: 1})
	report(t, b, failure)
	_, err := b.Acquire(t.Context())
	assert.EqualError(t, err, "retry: circuit open: billing")
}

func TestOnChange(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		type change struct{ from, to breaker.State }
		var changes []change
		b := newBreaker(t, breaker.Config{
			Failures: 1, OpenFor: time.Second, Probes: 1,
			OnChange: func(from, to breaker.State) { changes = append(changes, change{from, to}) },
		})
		report(t, b, success, failure)
		pass(time.Second + 1)
		report(t, b, failure)
		pass(time.Second + 1)
		report(t, b, success)
		assert.Equal(t, []change{
			{breaker.Closed, breaker.Open},
			{breaker.Open, breaker.HalfOpen},
			{breaker.HalfOpen, breaker.Open},
			{breaker.Open, breaker.HalfOpen},
			{breaker.HalfOpen, breaker.Closed},
		}, changes)
	})
}

// A limiter behind the breaker refuses a probe. That says nothing about the server, and leaves the place to others.
func TestJoinedWithALimiterThatRefuses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := halfOpen(t)
		joined := retry.Join(b, noTurn{})
		for range 10 {
			_, err := joined.Acquire(t.Context())
			require.ErrorIs(t, err, retry.ErrLimited)
			assert.Equal(t, breaker.HalfOpen, b.State())
		}
	})
}

type noTurn struct{}

func (noTurn) Acquire(context.Context) (func(retry.Outcome), error) {
	return nil, &retry.LimitError{Limiter: "none"}
}

func TestConcurrentProbes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := halfOpen(t)
		var mu sync.Mutex
		granted := 0
		var wg sync.WaitGroup
		for range 64 {
			wg.Go(func() {
				done, err := b.Acquire(t.Context())
				if err != nil {
					return
				}
				mu.Lock()
				granted++
				mu.Unlock()
				pass(time.Millisecond)
				done(success)
			})
		}
		wg.Wait()
		assert.Equal(t, 3, granted)
		assert.Equal(t, breaker.Closed, b.State())
	})
}

func TestStateString(t *testing.T) {
	t.Parallel()
	for state, want := range map[breaker.State]string{
		breaker.Closed: "closed", breaker.HalfOpen: "half-open", breaker.Open: "open", 9: "State(9)",
	} {
		assert.Equal(t, want, state.String())
	}
}
