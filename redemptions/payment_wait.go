package redemptions

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
)

// pollDelay is the time before the nth repetition, counted from 0: 2, 5 and 10
// seconds, then 30 for ever.
func pollDelay(n int) time.Duration {
	delays := [...]time.Duration{2 * time.Second, 5 * time.Second, 10 * time.Second, 30 * time.Second}
	return delays[min(n, len(delays)-1)]
}

func (s *paymentService) Wait(ctx context.Context, id string, opts ...client.CallOption) (last *Payment, err error) {
	for n := 0; ; n++ {
		p, err := s.Get(ctx, id, opts...)
		if err != nil {
			return last, err
		}
		if last = p; p.Final() {
			return p, nil
		}
		if err := pause(ctx, pollDelay(n)); err != nil {
			return last, &client.CallError{Vendor: Vendor, Operation: nameWait, Attempts: n + 1, Cause: err}
		}
	}
}

// pause waits for d, or returns the error of ctx with its cause.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
	}
	err, cause := ctx.Err(), context.Cause(ctx)
	if errors.Is(cause, err) {
		return err
	}
	return fmt.Errorf("%w: %w", err, cause)
}
