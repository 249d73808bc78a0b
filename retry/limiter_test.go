package retry

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A refusalError is a vendor's error that knows which limit refused the request.
type refusalError struct{ kind ThrottleKind }

func (e *refusalError) Error() string              { return "429: " + e.kind.String() }
func (e *refusalError) ThrottleKind() ThrottleKind { return e.kind }

// refused is the outcome of an attempt that the server refused.
func refused(kind ThrottleKind) Outcome {
	return Outcome{Throttled: true, Err: fmt.Errorf("call: %w", &refusalError{kind})}
}

// mustAcquire takes a turn that has to be there.
func mustAcquire(ctx context.Context, t *testing.T, l Limiter) func(Outcome) {
	t.Helper()
	done, err := l.Acquire(ctx)
	require.NoError(t, err)
	require.NotNil(t, done)
	return done
}

func newRate(t *testing.T, cfg RateConfig) *RateLimiter {
	t.Helper()
	l, err := NewRateLimiter(cfg)
	require.NoError(t, err)
	return l
}

// newExactRate returns a limiter without the margins, so that its numbers are round.
func newExactRate(t *testing.T, rate float64, burst int) *RateLimiter {
	t.Helper()
	return newRate(t, RateConfig{Rate: rate, Burst: burst, Margin: -1, Jitter: -1})
}

func newConcurrency(t *testing.T, cfg ConcurrencyConfig) *ConcurrencyLimiter {
	t.Helper()
	l, err := NewConcurrencyLimiter(cfg)
	require.NoError(t, err)
	return l
}

func TestThrottledBy(t *testing.T) {
	t.Parallel()
	plain := errors.New("429")
	for _, test := range []struct {
		name              string
		give              Outcome
		rate, concurrency bool
	}{
		{"nothing", Outcome{}, false, false},
		{"failure", Outcome{Err: plain, RetryAfter: time.Second}, false, false},
		{"kind without refusal", Outcome{Err: &refusalError{ThrottleRate}}, false, false},
		{"refusal without error", Outcome{Throttled: true}, true, true},
		{"refusal of unknown kind", Outcome{Throttled: true, Err: plain}, true, true},
		{"refusal of any kind", refused(ThrottleAny), true, true},
		{"refusal of a later kind", refused(ThrottleKind(77)), true, true},
		{"rate", refused(ThrottleRate), true, false},
		{"concurrency", refused(ThrottleConcurrency), false, true},
	} {
		assert.Equal(t, test.rate, test.give.throttledBy(ThrottleRate), test.name)
		assert.Equal(t, test.concurrency, test.give.throttledBy(ThrottleConcurrency), test.name)
	}
}

func TestThrottleKindString(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "any", ThrottleAny.String())
	assert.Equal(t, "rate", ThrottleRate.String())
	assert.Equal(t, "concurrency", ThrottleConcurrency.String())
	assert.Equal(t, "any", ThrottleKind(77).String())
}

func TestNoLimit(t *testing.T) {
	t.Parallel()
	l := NoLimit()
	for range 1000 {
		mustAcquire(t.Context(), t, l)(refused(ThrottleAny))
	}
}

// Every limiter has to keep to the contract of the interface.
func TestLimitersRefuseADoneContext(t *testing.T) {
	t.Parallel()
	for name, l := range map[string]Limiter{
		"none":        NoLimit(),
		"rate":        newExactRate(t, 1, 10),
		"concurrency": newConcurrency(t, ConcurrencyConfig{Max: 10}),
		"joined":      Join(newConcurrency(t, ConcurrencyConfig{Max: 10}), newExactRate(t, 1, 10)),
	} {
		cancelled, cancel := context.WithCancel(t.Context())
		cancel()
		done, err := l.Acquire(cancelled)
		assert.ErrorIs(t, err, context.Canceled, name)
		assert.NotErrorIs(t, err, ErrLimited, name)
		assert.Nil(t, done, name)

		late, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
		done, err = l.Acquire(late)
		cancel()
		assert.ErrorIs(t, err, context.DeadlineExceeded, name)
		assert.Nil(t, done, name)
	}
}
