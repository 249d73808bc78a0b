package retry

import (
	"context"
	"slices"
	"time"
)

// Join returns a limiter whose turn is a turn of each of the given ones, acquired in the given order. If one of them
// refuses, the ones before it give their turns back at once. done reaches all of them. Nil limiters and
// [NoLimit] are left out; Join of nothing is [NoLimit].
//
// Put concurrency limiters first and rate limiters last. A turn of a rate limiter is leave to send now: if it had to
// wait for a slot afterwards, turns would pile up in front of the slots and go out together later, and the server
// would see more than the rate allows. A slot doesn't age. To hold one while waiting for the rate costs nothing, since
// then the rate is what holds everybody up. A limiter is never held by a caller that waits for an earlier one.
//
// If ctx has a deadline, Join looks at all queues before it enters the first, so that a caller whose turn can't come
// in time is refused at once, and not when it has got through half of them.
func Join(limiters ...Limiter) Limiter {
	var parts []turnstile
	var single Limiter
	for _, l := range limiters {
		switch l := l.(type) {
		case nil, noLimit:
			continue
		case *joined:
			parts = append(parts, l.parts...)
		case turnstile:
			parts = append(parts, l)
		default:
			parts = append(parts, foreign{l})
		}
		single = l
	}
	switch len(parts) {
	case 0:
		return NoLimit()
	case 1:
		return single
	}
	return &joined{parts: parts}
}

// Parts returns the limiters of which l is made, in the order of [Join], so that the state of each can be read:
//
//	for _, part := range retry.Parts(limiter) {
//		if rate, ok := part.(*retry.RateLimiter); ok {
//			fmt.Println(rate.State().Rate)
//		}
//	}
//
// A limiter that isn't joined is its own only part; [NoLimit] and nil have none.
func Parts(l Limiter) []Limiter {
	switch l := l.(type) {
	case nil, noLimit:
		return nil
	case *joined:
		parts := make([]Limiter, 0, len(l.parts))
		for _, part := range l.parts {
			switch part := part.(type) {
			case foreign:
				parts = append(parts, part.limiter)
			case Limiter:
				parts = append(parts, part)
			}
		}
		return parts
	default:
		return []Limiter{l}
	}
}

// joined is what [Join] returns for two or more limiters.
type joined struct{ parts []turnstile }

// Acquire waits for a turn of each part.
func (j *joined) Acquire(ctx context.Context) (func(Outcome), error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := j.refusal(ctx); err != nil {
		return nil, err
	}
	tickets := make([]ticket, len(j.parts))
	for i, part := range j.parts {
		if err := part.acquire(ctx, &tickets[i]); err != nil {
			for k := range slices.Backward(tickets[:i]) {
				j.parts[k].release(&tickets[k])
			}
			return nil, err
		}
	}
	return func(o Outcome) {
		if tickets[0].finished.Swap(true) {
			return
		}
		for k := range slices.Backward(tickets) {
			j.parts[k].settle(&tickets[k], o)
		}
	}, nil
}

// refusal returns an error if the turn can't come before ctx's deadline. Whoever waits at an earlier part will need a
// turn of the later ones too, and stands before a newcomer there.
func (j *joined) refusal(ctx context.Context) error {
	deadline, ok := ctx.Deadline()
	if !ok {
		return nil
	}
	now, urgent, others := time.Now(), hasRightOfWay(ctx), 0
	for _, part := range j.parts {
		name, likely, atLeast, ahead := part.outlook(now, others, urgent)
		if now.Add(atLeast).After(deadline) {
			return &LimitError{Limiter: name, Wait: likely, Cause: context.DeadlineExceeded}
		}
		others += ahead
	}
	return nil
}

// foreign makes a turnstile of a limiter that isn't of this package.
type foreign struct{ limiter Limiter }

func (f foreign) acquire(ctx context.Context, t *ticket) (err error) {
	t.foreign, err = f.limiter.Acquire(ctx)
	return err
}

func (f foreign) settle(t *ticket, o Outcome) {
	if t.foreign != nil {
		t.foreign(o)
	}
}

// release tells a refusal, because the zero Outcome would look like a success.
func (f foreign) release(t *ticket) { f.settle(t, Outcome{Err: ErrLimited}) }

func (f foreign) outlook(time.Time, int, bool) (string, time.Duration, time.Duration, int) {
	return "", 0, 0, 0
}
