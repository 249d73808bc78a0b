package retry_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/vendorkit/vendorkit-go/retry"
)

// tooManyError is a vendor's error that says which of its limits was hit.
type tooManyError struct{ kind retry.ThrottleKind }

func (e *tooManyError) Error() string                    { return "too many requests" }
func (e *tooManyError) ThrottleKind() retry.ThrottleKind { return e.kind }

func ExampleRateLimiter() {
	limiter, err := retry.NewRateLimiter(retry.RateConfig{Name: "reads", Rate: 1.0 / 60, Burst: 1})
	if err != nil {
		panic(err)
	}
	ctx := context.Background()

	done, err := limiter.Acquire(ctx)
	fmt.Println("first turn:", err)
	done(retry.Outcome{}) // The attempt wasn't refused.

	// The next turn comes in a minute. A caller with less time is told at once.
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	_, err = limiter.Acquire(ctx)
	if refusal, ok := errors.AsType[*retry.LimitError](err); ok {
		fmt.Println("second turn:", refusal.Limiter, "would take", refusal.Wait.Round(10*time.Second))
	}
	fmt.Println(errors.Is(err, retry.ErrLimited), errors.Is(err, context.DeadlineExceeded))
	// Output:
	// first turn: <nil>
	// second turn: reads would take 1m0s
	// true true
}

// The server refuses, so the limiter slows down for everybody, and comes back by itself.
func ExampleRateLimiter_learning() {
	limiter, err := retry.NewRateLimiter(retry.RateConfig{Rate: 1000, Burst: 100, Margin: -1})
	if err != nil {
		panic(err)
	}
	done, err := limiter.Acquire(context.Background())
	if err != nil {
		panic(err)
	}
	before := limiter.State()
	done(retry.Outcome{Throttled: true, Err: &tooManyError{retry.ThrottleRate}})
	after := limiter.State()
	fmt.Println(before.Rate == before.Ceiling, after.Rate < after.Ceiling)
	// Output: true true
}

func ExampleConcurrencyLimiter() {
	limiter, err := retry.NewConcurrencyLimiter(retry.ConcurrencyConfig{Max: 2})
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	first, err := limiter.Acquire(ctx)
	if err != nil {
		panic(err)
	}
	second, err := limiter.Acquire(ctx)
	if err != nil {
		panic(err)
	}

	ctx, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
	defer cancel()
	_, err = limiter.Acquire(ctx)
	fmt.Println("third turn too late:", errors.Is(err, context.DeadlineExceeded))

	first(retry.Outcome{})
	second(retry.Outcome{Throttled: true, Err: &tooManyError{retry.ThrottleConcurrency}})
	fmt.Println(limiter.State().Limit, "of", limiter.State().Max)
	// Output:
	// third turn too late: true
	// 1 of 2
}

// A client's loop: each attempt takes a turn of its own, and one that was refused has the right of way.
func ExampleJoin() {
	atOnce, err := retry.NewConcurrencyLimiter(retry.ConcurrencyConfig{Max: 10})
	if err != nil {
		panic(err)
	}
	perSecond, err := retry.NewRateLimiter(retry.RateConfig{Rate: 1000, Burst: 50})
	if err != nil {
		panic(err)
	}
	limiter := retry.Join(atOnce, perSecond) // What is a matter of time comes last.

	attempts := 0
	send := func() error { // The server refuses the first two attempts.
		if attempts++; attempts < 3 {
			return &tooManyError{retry.ThrottleRate}
		}
		return nil
	}

	for ctx := context.Background(); ; ctx = retry.WithRightOfWay(ctx) {
		done, err := limiter.Acquire(ctx)
		if err != nil {
			fmt.Println(err) // Final.
			return
		}
		err = send()
		done(retry.Outcome{Throttled: err != nil, Err: err})
		if err == nil {
			break
		}
	}
	fmt.Println("attempts:", attempts, "refused:", perSecond.State().Throttled, "under way:", atOnce.State().InFlight)
	// Output: attempts: 3 refused: 2 under way: 0
}
