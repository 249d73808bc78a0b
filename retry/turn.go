package retry

import (
	"context"
	"time"
)

// A turnstile is a limiter of this package. Its turns live in tickets of the caller's, so that [Join] needs no memory
// for each of its parts.
type turnstile interface {
	acquire(ctx context.Context, t *ticket) error
	// settle ends a turn that was used, release one that wasn't.
	settle(t *ticket, o Outcome)
	release(t *ticket)
	// outlook is the gate's, with the limiter's name.
	outlook(now time.Time, others int, urgent bool) (name string, likely, atLeast time.Duration, ahead int)
}

// acquireTurn is Acquire of a single turnstile.
func acquireTurn(ctx context.Context, s turnstile) (func(Outcome), error) {
	t := new(ticket)
	if err := s.acquire(ctx, t); err != nil {
		return nil, err
	}
	return func(o Outcome) {
		if !t.finished.Swap(true) {
			s.settle(t, o)
		}
	}, nil
}
