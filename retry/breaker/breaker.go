package breaker

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sony/gobreaker/v2"

	"github.com/vendorkit/vendorkit-go/retry"
)

// A Breaker is a circuit breaker. The package documentation tells how it works.
// Make one with [New]. It is safe for concurrent use, and has no goroutine and
// no timer.
type Breaker struct {
	machine *gobreaker.TwoStepCircuitBreaker[struct{}]
	openFor time.Duration
	refusal error
	// underWay counts the turns granted and not done.
	underWay atomic.Int64

	mu     sync.Mutex
	probes map[*turn]struct{} // that are under way and hold a place; at most Config.Probes
}

var _ retry.Limiter = (*Breaker)(nil)

// New returns a closed breaker. It fails if a field of cfg is out of its range.
func New(cfg Config) (*Breaker, error) {
	cfg, err := cfg.resolve()
	if err != nil {
		return nil, err
	}
	b := &Breaker{openFor: cfg.OpenFor, refusal: retry.ErrCircuitOpen, probes: map[*turn]struct{}{}}
	if cfg.Name != "" {
		b.refusal = fmt.Errorf("%w: %s", retry.ErrCircuitOpen, cfg.Name)
	}
	settings := gobreaker.Settings{
		MaxRequests:  uint32(cfg.Probes), //nolint:gosec // at most MaxProbes
		Timeout:      cfg.OpenFor,
		ReadyToTrip:  func(c gobreaker.Counts) bool { return b.isOutage(int64(c.ConsecutiveFailures), int64(cfg.Failures)) },
		IsSuccessful: func(err error) bool { return err == nil },
		IsExcluded:   func(err error) bool { return errors.Is(err, errNeutral) },
	}
	if cfg.OnChange != nil {
		settings.OnStateChange = func(_ string, from, to gobreaker.State) { cfg.OnChange(stateOf(from), stateOf(to)) }
	}
	b.machine = gobreaker.NewTwoStepCircuitBreaker[struct{}](settings)
	return b, nil
}

// isOutage tells an outage from a run of failures that only came in first:
// failures are often quicker than successes, so of a burst of requests they all
// may be known before the first success is.
func (b *Breaker) isOutage(inARow, limit int64) bool {
	return inARow >= limit && inARow >= b.underWay.Load()
}

// State returns the present state.
func (b *Breaker) State() State { return stateOf(b.machine.State()) }

// Acquire never waits. It returns done if the attempt may be sent, an error that
// matches [retry.ErrCircuitOpen] if it may not, and the context's error if ctx is
// done.
//
// done must be called once the attempt has ended; only the first call counts. An
// Outcome without error and without latency stands for an attempt that was not
// sent after all. Whoever drives a Breaker by hand reports a success with its
// Latency.
func (b *Breaker) Acquire(ctx context.Context) (done func(retry.Outcome), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	report, err := b.machine.Allow()
	if errors.Is(err, gobreaker.ErrTooManyRequests) && b.replaceProbes() {
		report, err = b.machine.Allow()
	}
	if err != nil {
		return nil, b.refusal
	}
	b.underWay.Add(1)
	t := &turn{breaker: b, report: report}
	if b.machine.State() == gobreaker.StateHalfOpen {
		b.addProbe(t)
	}
	return t.done, nil
}

// turn is one attempt that may be sent.
type turn struct {
	breaker *Breaker
	report  func(error)
	once    sync.Once
	since   time.Time // the start of a probe
	// replaced says that another probe has got its place. The state machine has
	// been told that it is neutral then, and must not be told so twice.
	replaced bool
}

func (t *turn) done(o retry.Outcome) {
	t.once.Do(func() {
		t.breaker.underWay.Add(-1)
		verdict := judge(o)
		if replaced := t.breaker.removeProbe(t); replaced && errors.Is(verdict, errNeutral) {
			return
		}
		t.report(verdict) // nothing happens if the state has changed since
	})
}

func (b *Breaker) addProbe(t *turn) {
	b.mu.Lock()
	defer b.mu.Unlock()
	t.since = time.Now()
	b.probes[t] = struct{}{}
}

func (b *Breaker) removeProbe(t *turn) (replaced bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.probes, t)
	return t.replaced
}

// replaceProbes takes the places of probes that have had no answer for too long,
// and reports whether there were any.
func (b *Breaker) replaceProbes() (replaced bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	for t := range b.probes {
		if now.Sub(t.since) >= b.openFor {
			delete(b.probes, t)
			t.replaced, replaced = true, true
			t.report(errNeutral)
		}
	}
	return replaced
}
