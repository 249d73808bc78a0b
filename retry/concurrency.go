package retry

import (
	"context"
	"fmt"
	"time"
)

// DefaultRecovery is the default of [ConcurrencyConfig].Recovery.
const DefaultRecovery = time.Second

// A ConcurrencyConfig describes a server's limit on requests at the same time.
type ConcurrencyConfig struct {
	// Name stands in errors, e.g. "reads". Default "concurrency".
	Name string
	// Max is what the server allows at once. It is required.
	Max int
	// Min is how far the limiter may shrink when it learns from refusals. Default 1. It can't be above Max.
	Min int
	// Recovery is how long after a refusal the limit grows by one, and then by one more, up to Max. The slot that was
	// one too many last time takes four times as long. Default 1 s. It can't be negative.
	Recovery time.Duration
	// MaxPause bounds a pause that a server asks for with Retry-After. Default 30 s; negative: no pauses.
	MaxPause time.Duration
}

// A ConcurrencyLimiter bounds how many turns are under way at once, and grants them in the order of asking.
//
// It learns: a refusal for too many requests at once (see [ThrottleKind]) shrinks the limit to three quarters of what
// was under way, and time lets it grow again up to Max. Refusals of attempts that were under way together count once,
// since they have one cause. After a refusal nobody gets a turn until an attempt has ended that the server let in, or a
// short pause is over: 100 ms, doubled with each refusal in a row up to 3.2 s. After the pause turns come one pause
// apart, until the server lets one in. If it sends Retry-After, there are no turns for that long, bounded by MaxPause.
//
// A caller whose turn can't come before its deadline is refused at once with a [*LimitError], also if that becomes
// clear while it waits. How long turns last is learnt from former ones and varies, so a caller is refused only if
// twice the usual speed wouldn't do; otherwise it waits until its deadline.
//
// A ConcurrencyLimiter needs no closing: when nobody waits, it holds no timer and no goroutine.
type ConcurrencyLimiter struct {
	gate  gate
	slots slots
}

var _ Limiter = (*ConcurrencyLimiter)(nil)

// NewConcurrencyLimiter returns a limiter that grants up to cfg.Max turns at once. It fails if cfg makes no sense; the
// error names the field.
func NewConcurrencyLimiter(cfg ConcurrencyConfig) (*ConcurrencyLimiter, error) {
	if cfg.Max < 1 {
		return nil, fmt.Errorf("retry: ConcurrencyConfig.Max is %d; it must be positive", cfg.Max)
	}
	if cfg.Min < 0 || cfg.Min > cfg.Max {
		return nil, fmt.Errorf("retry: ConcurrencyConfig.Min is %d; it must be between 0 and Max", cfg.Min)
	}
	if cfg.Recovery < 0 {
		return nil, fmt.Errorf("retry: ConcurrencyConfig.Recovery is %v; it can't be negative", cfg.Recovery)
	}
	if cfg.Name == "" {
		cfg.Name = "concurrency"
	}
	l := &ConcurrencyLimiter{slots: slots{
		most:     cfg.Max,
		least:    max(1, cfg.Min),
		limit:    float64(cfg.Max),
		recovery: orDefault(cfg.Recovery, DefaultRecovery),
		maxPause: max(0, orDefault(cfg.MaxPause, DefaultMaxPause)),
	}}
	l.gate.name = cfg.Name
	l.gate.ledger = &l.slots
	return l, nil
}

// Acquire waits for the caller's turn, as [Limiter] says. The turn lasts until done is called.
func (l *ConcurrencyLimiter) Acquire(ctx context.Context) (done func(Outcome), err error) {
	return acquireTurn(ctx, l)
}

// A ConcurrencyState is a snapshot of a [ConcurrencyLimiter].
type ConcurrencyState struct {
	// Limit is how many turns may be under way at present, and Max how many at most.
	Limit, Max int
	// InFlight is how many turns are under way. It is above Limit for a while after Limit has shrunk.
	InFlight int
	// Paused is how much longer no turn is granted after a refusal, unless an attempt ends before that was let in.
	Paused time.Duration
	// Waiting is how many callers wait for their turn.
	Waiting int
	// Granted counts turns, Throttled the refusals by the server, and Cuts how often the limit was lowered.
	Granted, Throttled, Cuts uint64
}

// State returns a snapshot.
func (l *ConcurrencyLimiter) State() ConcurrencyState {
	l.gate.mu.Lock()
	defer l.gate.mu.Unlock()
	now := time.Now()
	s := &l.slots
	s.advance(now)
	return ConcurrencyState{
		Limit:     s.whole(),
		Max:       s.most,
		InFlight:  s.inFlight,
		Paused:    s.paused(now),
		Waiting:   l.gate.queue.len(),
		Granted:   l.gate.granted,
		Throttled: s.refused,
		Cuts:      s.epoch,
	}
}

func (l *ConcurrencyLimiter) acquire(ctx context.Context, t *ticket) error {
	return l.gate.enter(ctx, t)
}

func (l *ConcurrencyLimiter) settle(t *ticket, o Outcome) { l.gate.settle(t, o) }

func (l *ConcurrencyLimiter) release(*ticket) { l.gate.release() }

func (l *ConcurrencyLimiter) outlook(now time.Time, others int, urgent bool) (string, time.Duration, time.Duration, int) {
	likely, atLeast, ahead := l.gate.outlook(now, others, urgent)
	return l.gate.name, likely, atLeast, ahead
}
