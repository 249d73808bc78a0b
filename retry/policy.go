package retry

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// The defaults of a [Policy], used for each field that is zero.
const (
	DefaultMaxAttempts    = 10
	DefaultBaseDelay      = 50 * time.Millisecond
	DefaultMaxDelay       = 5 * time.Second
	DefaultAttemptTimeout = 30 * time.Second
	DefaultMaxRetryAfter  = 30 * time.Second
	DefaultMaxElapsed     = 2 * time.Minute
)

// off is what [Policy.Resolve] turns every negative field into.
const off = -1

// A Policy says how often, how fast and for how long one call is repeated.
//
// A zero field stands for its default, so the zero Policy is [DefaultPolicy]. A negative field switches a bound off
// where that makes sense; each field says what it does. A Policy is a value: copy it, change it, pass it on.
type Policy struct {
	// MaxAttempts bounds the attempts of one call, the first one included. Default 10; 1 means no retry.
	// Negative: no bound of its own, only MaxElapsed, Budget and the caller's context end the call.
	MaxAttempts int

	// BaseDelay is the upper end of the first random wait; it doubles with each retry. Default 50 ms.
	// Negative: no wait between attempts.
	BaseDelay time.Duration

	// MaxDelay caps the upper end of the random wait. Default 5 s, or BaseDelay if that is longer.
	// It can't be negative.
	MaxDelay time.Duration

	// AttemptTimeout bounds one attempt, from the first byte sent to the last byte read. Default 30 s.
	// It can't be negative: there is always one, because without it a stalled answer never ends.
	AttemptTimeout time.Duration

	// MaxRetryAfter is the longest wait that a server can impose with Retry-After. Default 30 s.
	// If the server asks for more, the call ends at once with [ErrWaitTooLong] instead of parking its goroutine.
	// Negative: no bound of its own, only MaxElapsed and the caller's context.
	MaxRetryAfter time.Duration

	// MaxElapsed bounds the time from the start of the call within which another attempt may start. Default 2 min.
	// Negative: no bound of its own, only MaxAttempts, Budget and the caller's context.
	MaxElapsed time.Duration

	// Budget bounds retries across all calls that share it, so that an outage isn't amplified.
	// Default nil: each client makes its own [DefaultBudget]. Use [UnlimitedBudget] to switch it off.
	Budget *Budget
}

// DefaultPolicy returns the policy that clients use unless they are told otherwise: up to 10 attempts within 2
// minutes, waits of 50 ms doubling to 5 s with full jitter, 30 s for each attempt, Retry-After honoured up to 30 s.
// Its Budget is nil, which gives each client a [DefaultBudget] of its own.
func DefaultPolicy() Policy {
	return Policy{
		MaxAttempts:    DefaultMaxAttempts,
		BaseDelay:      DefaultBaseDelay,
		MaxDelay:       DefaultMaxDelay,
		AttemptTimeout: DefaultAttemptTimeout,
		MaxRetryAfter:  DefaultMaxRetryAfter,
		MaxElapsed:     DefaultMaxElapsed,
	}
}

// NoRetry returns [DefaultPolicy] with a single attempt.
func NoRetry() Policy {
	p := DefaultPolicy()
	p.MaxAttempts = 1
	return p
}

// Resolve returns p with defaults in place of zero fields and -1 in place of negative ones; a negative MaxAttempts
// becomes [math.MaxInt], so that it can be compared with a count. Resolving twice changes nothing.
//
// It fails if AttemptTimeout or MaxDelay is negative, if MaxDelay is set and shorter than BaseDelay, or if both
// MaxAttempts and MaxElapsed are off.
func (p Policy) Resolve() (Policy, error) {
	if p.AttemptTimeout < 0 {
		return Policy{}, fmt.Errorf("retry: AttemptTimeout is %v; it can't be switched off", p.AttemptTimeout)
	}
	if p.MaxDelay < 0 {
		return Policy{}, fmt.Errorf("retry: MaxDelay is %v; it can't be switched off", p.MaxDelay)
	}
	if unbounded := p.MaxAttempts < 0 || p.MaxAttempts == math.MaxInt; unbounded && p.MaxElapsed < 0 {
		return Policy{}, errors.New("retry: MaxAttempts and MaxElapsed are both off; one of them has to end a call")
	}

	p.BaseDelay = orDefault(p.BaseDelay, DefaultBaseDelay)
	if p.MaxDelay == 0 {
		p.MaxDelay = max(DefaultMaxDelay, p.BaseDelay)
	}
	if p.MaxDelay < p.BaseDelay {
		return Policy{}, fmt.Errorf("retry: MaxDelay %v is shorter than BaseDelay %v", p.MaxDelay, p.BaseDelay)
	}
	p.AttemptTimeout = orDefault(p.AttemptTimeout, DefaultAttemptTimeout)
	p.MaxRetryAfter = orDefault(p.MaxRetryAfter, DefaultMaxRetryAfter)
	p.MaxElapsed = orDefault(p.MaxElapsed, DefaultMaxElapsed)
	switch {
	case p.MaxAttempts == 0:
		p.MaxAttempts = DefaultMaxAttempts
	case p.MaxAttempts < 0:
		p.MaxAttempts = math.MaxInt
	}
	return p, nil
}

// orDefault replaces zero by def and any negative value by off.
func orDefault(d, def time.Duration) time.Duration {
	if d == 0 {
		return def
	}
	return max(d, off)
}
