package retry

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// A ticket is the state of one turn, from Acquire to done.
type ticket struct {
	finished atomic.Bool
	epoch    uint64        // How many refusals the ledger had learnt from when it granted the turn.
	granted  time.Time     // Set by the concurrency ledger only.
	foreign  func(Outcome) // The done of a limiter that isn't of this package.
}

// A ledger counts the permits of one limiter. The gate in front of it holds the lock for every call.
type ledger interface {
	// take takes a permit for t and reports whether there was one.
	take(now time.Time, t *ticket) bool
	// giveBack undoes take, for a caller that left before it could use the permit.
	giveBack(now time.Time)
	// settle learns from the end of an attempt, and reports whether turns now take longer than estimated before.
	settle(now time.Time, t *ticket, o Outcome) (slower bool)
	// next returns how long until take may succeed although nobody calls settle; 0 if it won't.
	next(now time.Time) time.Duration
	// estimate returns how long the turn with that many turns before it takes, and a lower bound of which the ledger is
	// sure enough to refuse a caller.
	estimate(now time.Time, ahead int) (likely, atLeast time.Duration)
}

// A gate lets callers pass in turn, as its ledger has permits. It starts no goroutine; it has one timer, which is armed
// only while somebody waits.
type gate struct {
	name   string
	ledger ledger

	mu      sync.Mutex
	queue   queue
	timer   *time.Timer
	armed   bool
	granted uint64
}

// enter waits for a permit for t.
func (g *gate) enter(ctx context.Context, t *ticket) error {
	if err := ctx.Err(); err != nil {
		return err
	}

	g.mu.Lock()
	now := time.Now() // Under the lock, so that the ledger never sees time go back.
	if g.queue.len() == 0 && g.ledger.take(now, t) {
		g.granted++
		g.mu.Unlock()
		return nil
	}
	urgent := hasRightOfWay(ctx)
	deadline, _ := ctx.Deadline()
	w := &waiter{ticket: t, start: now, deadline: deadline, ready: make(chan struct{})}
	likely, err := g.refusal(now, w, g.queue.ahead(urgent))
	if err != nil {
		g.mu.Unlock()
		return err
	}
	w.likely = likely
	g.queue.push(w, urgent)
	g.pump(now)
	g.mu.Unlock()

	select {
	case <-w.ready:
		return w.err
	case <-ctx.Done():
		return g.leave(ctx, w)
	}
}

// refusal estimates how long w, with that many turns before it, waits in all, and returns an error if its turn can't
// come before its deadline.
func (g *gate) refusal(now time.Time, w *waiter, ahead int) (time.Duration, error) {
	likely, atLeast := g.ledger.estimate(now, ahead)
	likely += now.Sub(w.start)
	if w.deadline.IsZero() || !now.Add(atLeast).After(w.deadline) {
		return likely, nil
	}
	return likely, &LimitError{Limiter: g.name, Wait: likely, Cause: context.DeadlineExceeded}
}

// leave takes w out of the queue because ctx is done. If its turn came in the same moment, the permit goes back, so
// that the next in the queue has it.
func (g *gate) leave(ctx context.Context, w *waiter) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if w.err != nil {
		return w.err
	}
	if !g.queue.remove(w) {
		g.takeBack(now)
	}
	g.pump(now)
	if err := ctx.Err(); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &LimitError{Limiter: g.name, Wait: max(w.likely, now.Sub(w.start)), Cause: context.DeadlineExceeded}
}

// release undoes the turn of a caller that can't use it.
func (g *gate) release() {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	g.takeBack(now)
	g.pump(now)
}

func (g *gate) takeBack(now time.Time) {
	g.ledger.giveBack(now)
	g.granted--
}

// settle ends the turn of t.
func (g *gate) settle(t *ticket, o Outcome) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if g.ledger.settle(now, t, o) {
		g.sweep(now)
	}
	g.pump(now)
}

// sweep refuses the waiters who could have made their deadlines until the ledger learnt worse.
func (g *gate) sweep(now time.Time) {
	ahead := 0
	for w := range g.queue.all() {
		if _, w.err = g.refusal(now, w, ahead); w.err == nil {
			ahead++
			continue
		}
		g.queue.remove(w)
		close(w.ready)
	}
}

// pump gives permits to those whose turn it is, and arms the timer for the next one if time alone brings it.
func (g *gate) pump(now time.Time) {
	for g.queue.len() > 0 {
		w := g.queue.front()
		if !g.ledger.take(now, w.ticket) {
			g.arm(g.ledger.next(now))
			return
		}
		g.granted++
		g.queue.remove(w)
		close(w.ready)
	}
	g.arm(0)
}

// arm sets the timer; 0 stops it.
func (g *gate) arm(wait time.Duration) {
	switch {
	case wait > 0 && g.timer == nil:
		g.timer = time.AfterFunc(wait, g.tick)
	case wait > 0:
		g.timer.Reset(wait)
	case g.armed:
		g.timer.Stop()
	}
	g.armed = wait > 0
}

// tick is what the timer calls.
func (g *gate) tick() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.pump(time.Now())
}

// outlook estimates the turn of a caller that came now, with others before it who aren't in this queue yet, and
// returns how many would stand before it here.
func (g *gate) outlook(now time.Time, others int, urgent bool) (likely, atLeast time.Duration, ahead int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	ahead = g.queue.ahead(urgent)
	likely, atLeast = g.ledger.estimate(now, others+ahead)
	return likely, atLeast, ahead
}
