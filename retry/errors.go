package retry

import (
	"errors"
	"fmt"
	"time"
)

// Why a call stopped. Callers find these in a chain with [errors.Is].
var (
	// ErrAttemptsExhausted means that the policy's MaxAttempts or MaxElapsed was used up.
	ErrAttemptsExhausted = errors.New("retry: attempts exhausted")
	// ErrBudgetExhausted means that the [Budget] had nothing left for another attempt.
	ErrBudgetExhausted = errors.New("retry: budget exhausted")
	// ErrWaitTooLong means that the next attempt would have come too late: the server asked for more than
	// MaxRetryAfter, or the wait would have passed the caller's deadline or MaxElapsed.
	ErrWaitTooLong = errors.New("retry: wait too long")
	// ErrLimited means that a [Limiter] refused the attempt before it was sent. See [LimitError].
	ErrLimited = errors.New("retry: limited")
	// ErrCircuitOpen means that a circuit breaker refused the attempt before it was sent.
	ErrCircuitOpen = errors.New("retry: circuit open")
)

// A LimitError is a [Limiter]'s refusal. The attempt was not sent, and the refusal is final: the limiter has already
// weighed the caller's deadline.
//
// It is [ErrLimited], and it is also its Cause, which is [context.DeadlineExceeded] if the turn would have come after
// the caller's deadline.
type LimitError struct {
	// Limiter names the limiter, as in its configuration.
	Limiter string
	// Wait is how long the turn would have taken, counted from the request for it, as estimated from the callers
	// ahead and the present limits.
	Wait time.Duration
	// Cause says why it was refused. It may be nil.
	Cause error
}

var _ error = (*LimitError)(nil)

// Error names the limiter, the wait and the cause.
func (e *LimitError) Error() string {
	text := fmt.Sprintf("retry: %s limiter: the turn would take %v", e.Limiter, e.Wait.Round(time.Millisecond))
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

// Is reports whether target is [ErrLimited].
func (e *LimitError) Is(target error) bool { return target == ErrLimited }

// Unwrap returns the Cause.
func (e *LimitError) Unwrap() error { return e.Cause }
