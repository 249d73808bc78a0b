package retry

import (
	"context"
	"time"
)

type ConcurrencyConfig struct {
	Name     string
	Max, Min int
	Recovery time.Duration
	MaxPause time.Duration
}

type ConcurrencyState struct {
	Limit, Max, InFlight, Waiting int
	Paused                        time.Duration
	Granted, Throttled            uint64
}

type ConcurrencyLimiter struct{}

func NewConcurrencyLimiter(ConcurrencyConfig) (*ConcurrencyLimiter, error) {
	return &ConcurrencyLimiter{}, nil
}
func (l *ConcurrencyLimiter) Acquire(ctx context.Context) (func(Outcome), error) {
	return noLimit{}.Acquire(ctx)
}
func (l *ConcurrencyLimiter) State() ConcurrencyState { return ConcurrencyState{} }
