package retry

import (
	"context"
	"errors"
	"time"
)

// A Limiter decides when an attempt may be sent. Every attempt on the wire asks for its own turn.
//
// Acquire waits until it is the caller's turn. It returns done, which the caller must call once the attempt has ended,
// or an error: a [*LimitError] if the turn can't come before ctx's deadline, or the context's error if ctx was
// cancelled. After an error done is nil and there is nothing to give back.
//
// done tells the limiter how the attempt went, so that it can learn. It may be called more than once; only the first
// call counts.
//
// Implementations are safe for concurrent use.
type Limiter interface {
	Acquire(ctx context.Context) (done func(Outcome), err error)
}

// An Outcome tells a [Limiter] how an attempt went. The zero Outcome stands for an attempt that wasn't refused.
type Outcome struct {
	// Throttled is true if the server refused the attempt because of its limits.
	Throttled bool
	// RetryAfter is how long the server asked to wait, 0 if it didn't say. Limiters read it if Throttled is set.
	RetryAfter time.Duration
	// Latency is the duration of the attempt, 0 if it isn't known. The limiters of this package measure the duration of
	// a turn themselves; it is there for others that go by it.
	Latency time.Duration
	// Err is the attempt's error, nil if it succeeded. Limiters look in it for a [ThrottleKind].
	Err error
}

// A ThrottleKind says which of a server's limits refused an attempt.
//
// An error in [Outcome.Err] tells it with a method ThrottleKind() ThrottleKind. Without one the kind is [ThrottleAny].
type ThrottleKind uint8

const (
	// ThrottleAny is a refusal for an unknown reason. Every limiter reacts to it.
	ThrottleAny ThrottleKind = iota
	// ThrottleRate means too many requests per time. Only rate limiters react to it.
	ThrottleRate
	// ThrottleConcurrency means too many requests at once. Only concurrency limiters react to it.
	ThrottleConcurrency
)

// String returns "any", "rate" or "concurrency".
func (k ThrottleKind) String() string {
	switch k {
	case ThrottleRate:
		return "rate"
	case ThrottleConcurrency:
		return "concurrency"
	case ThrottleAny:
	}
	return "any"
}

// A throttleError is an error that knows which limit refused the attempt.
type throttleError interface {
	error
	ThrottleKind() ThrottleKind
}

// throttledBy reports whether o is a refusal that a limiter of the given kind has to react to.
func (o Outcome) throttledBy(kind ThrottleKind) bool {
	if !o.Throttled {
		return false
	}
	told, ok := errors.AsType[throttleError](o.Err)
	if !ok {
		return true
	}
	k := told.ThrottleKind()
	return k == kind || (k != ThrottleRate && k != ThrottleConcurrency)
}

type rightOfWayKey struct{}

// WithRightOfWay marks an attempt that repeats a refused one: in a limiter's queue it goes before newcomers, and after
// others with the same right. Without it a refused call would start again at the end of the queue, and under steady
// load single calls would starve while the median does well.
//
// The mark holds for all limiters that see ctx, so derive it for the repeated attempt only.
func WithRightOfWay(ctx context.Context) context.Context {
	return context.WithValue(ctx, rightOfWayKey{}, true)
}

func hasRightOfWay(ctx context.Context) bool {
	return ctx.Value(rightOfWayKey{}) != nil
}

// NoLimit returns a limiter that grants every turn at once. Like any limiter it refuses a context that is done.
func NoLimit() Limiter { return noLimit{} }

type noLimit struct{}

func (noLimit) Acquire(ctx context.Context) (func(Outcome), error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return func(Outcome) {}, nil
}
