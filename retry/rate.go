package retry

import (
	"context"
	"fmt"
	"math"
	"time"
)

// The defaults of a [RateConfig].
const (
	DefaultRateMargin = 0.0075
	DefaultRateJitter = 100 * time.Millisecond
	DefaultMaxPause   = 30 * time.Second
)

// A RateConfig describes a server's rate limit: a bucket of Burst tokens that fills at Rate tokens per second.
type RateConfig struct {
	// Name stands in errors, e.g. "reads". Default "rate".
	Name string
	// Rate is what the server allows, in requests per second. It is required.
	Rate float64
	// Burst is what the server allows at once after a rest, in requests. Default: one second's worth, at least 1. More than
	// 2147483647 counts as that.
	Burst int
	// MinRate is how slow the limiter may become when it learns from refusals, in requests per second.
	// Default 1 % of Rate. It can't be above Rate.
	MinRate float64
	// Margin is the part of Rate that is left unused, so that two clocks that differ a little cause no refusals.
	// Default 0.0075; negative: none.
	Margin float64
	// Jitter is by how much the time from here to the server may vary. Requests sent evenly arrive in bunches by that
	// much, so Rate×Jitter tokens of Burst are left unused, but at most half of it. What stays is rounded down to whole
	// tokens, at least 1. Default 100 ms; negative: none.
	Jitter time.Duration
	// MaxPause bounds a pause that a server asks for with Retry-After. Default 30 s; negative: no pauses.
	MaxPause time.Duration
}

// A RateLimiter grants turns at a bounded rate, in the order of asking. Its tokens are those of golang.org/x/time/rate.
//
// It never grants more than Burst turns plus Rate turns per second in any stretch of time. It learns: a refusal for
// too many requests per time (see [ThrottleKind]) lowers the rate, and time raises it again up to the configured one.
// Refusals of attempts that were under way together count once, since they have one cause. A Retry-After pauses all
// turns, bounded by MaxPause.
//
// A caller whose turn can't come before its deadline is refused at once with a [*LimitError], also if that becomes
// clear while it waits. The estimate is exact as long as the rate stays what it is.
//
// A RateLimiter needs no closing: when nobody waits, it holds no timer and no goroutine.
type RateLimiter struct {
	gate   gate
	bucket bucket
}

var _ Limiter = (*RateLimiter)(nil)

// NewRateLimiter returns a limiter with a full bucket. It fails if cfg makes no sense; the error names the field.
func NewRateLimiter(cfg RateConfig) (*RateLimiter, error) {
	if !(cfg.Rate > 0) || math.IsInf(cfg.Rate, 0) { // Written so that NaN fails.
		return nil, fmt.Errorf("retry: RateConfig.Rate is %v; it must be positive", cfg.Rate)
	}
	if cfg.Burst < 0 {
		return nil, fmt.Errorf("retry: RateConfig.Burst is %d; it can't be negative", cfg.Burst)
	}
	if !(cfg.MinRate >= 0 && cfg.MinRate <= cfg.Rate) {
		return nil, fmt.Errorf("retry: RateConfig.MinRate is %v; it must be between 0 and Rate", cfg.MinRate)
	}
	if !(cfg.Margin < 1) || math.IsInf(cfg.Margin, 0) {
		return nil, fmt.Errorf("retry: RateConfig.Margin is %v; it must be below 1", cfg.Margin)
	}

	if cfg.Name == "" {
		cfg.Name = "rate"
	}
	burst := float64(cfg.Burst)
	if cfg.Burst == 0 {
		burst = max(1, math.Ceil(cfg.Rate))
	}
	if cfg.Margin == 0 {
		cfg.Margin = DefaultRateMargin
	}
	jitter := orDefault(cfg.Jitter, DefaultRateJitter)
	ceiling := cfg.Rate * (1 - max(0, cfg.Margin))
	floor := cfg.MinRate
	if floor == 0 {
		floor = cfg.Rate / 100
	}
	held := min(burst/2, cfg.Rate*max(0, jitter).Seconds())
	maxPause := max(0, orDefault(cfg.MaxPause, DefaultMaxPause))

	l := &RateLimiter{
		bucket: newBucket(burst-held, maxPause, pace{ceiling: ceiling, floor: min(floor, ceiling), rate: ceiling}),
	}
	l.gate.name = cfg.Name
	l.gate.ledger = &l.bucket
	return l, nil
}

// Acquire waits for the caller's turn, as [Limiter] says.
func (l *RateLimiter) Acquire(ctx context.Context) (done func(Outcome), err error) {
	return acquireTurn(ctx, l)
}

// A RateState is a snapshot of a [RateLimiter].
type RateState struct {
	// Rate is the present rate in requests per second, and Ceiling the highest that it may become: the configured one
	// less the margin.
	Rate, Ceiling float64
	// Tokens is how many turns could be granted at once. It is negative for a moment after a refusal.
	Tokens float64
	// Paused is how much longer no turn is granted because of a Retry-After.
	Paused time.Duration
	// Waiting is how many callers wait for their turn.
	Waiting int
	// Granted counts turns, Throttled the refusals by the server, and Cuts how often the rate was lowered.
	Granted, Throttled, Cuts uint64
}

// State returns a snapshot.
func (l *RateLimiter) State() RateState {
	l.gate.mu.Lock()
	defer l.gate.mu.Unlock()
	now := time.Now()
	b := &l.bucket
	b.advance(now)
	return RateState{
		Rate:      b.pace.rate,
		Ceiling:   b.pace.ceiling,
		Tokens:    b.tokens(),
		Paused:    b.paused(now),
		Waiting:   l.gate.queue.len(),
		Granted:   l.gate.granted,
		Throttled: b.refused,
		Cuts:      b.pace.epoch,
	}
}

func (l *RateLimiter) acquire(ctx context.Context, t *ticket) error { return l.gate.enter(ctx, t) }

func (l *RateLimiter) settle(t *ticket, o Outcome) {
	if o.throttledBy(ThrottleRate) { // A rate has nothing to learn from anything else, so the lock isn't needed.
		l.gate.settle(t, o)
	}
}

func (l *RateLimiter) release(*ticket) { l.gate.release() }

func (l *RateLimiter) outlook(now time.Time, others int, urgent bool) (string, time.Duration, time.Duration, int) {
	likely, atLeast, ahead := l.gate.outlook(now, others, urgent)
	return l.gate.name, likely, atLeast, ahead
}
