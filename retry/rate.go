package retry

import (
	"context"
	"time"
)

type RateConfig struct {
	Name     string
	Rate     float64
	Burst    int
	MinRate  float64
	Margin   float64
	Jitter   time.Duration
	MaxPause time.Duration
}

type RateState struct {
	Rate, Configured, Tokens float64
	Waiting                  int
	Paused                   time.Duration
	Granted, Throttled       uint64
}

type RateLimiter struct{}

func NewRateLimiter(RateConfig) (*RateLimiter, error) { return &RateLimiter{}, nil }
func (l *RateLimiter) Acquire(ctx context.Context) (func(Outcome), error) {
	return noLimit{}.Acquire(ctx)
}
func (l *RateLimiter) State() RateState { return RateState{} }
