package client

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/retry"
)

// Hedging configures WithHedging.
type Hedging struct {
	// After is how long a read may take before a second copy of it is sent. 0
	// learns it: the 98th percentile of the last 256 answers. Until 32 answers
	// have come, nothing is hedged then.
	After time.Duration
}

const (
	hedgeWindow   = 256
	hedgeMinimum  = 32
	hedgeQuantile = 0.98
	// hedgeShare is the most of the reads that are sent twice, whatever the
	// latencies are; hedgeBurst is how many may come in a row.
	hedgeShare = 0.05
	hedgeBurst = 4
)

// hedge holds what all reads of a client have learnt about latency.
type hedge struct {
	fixed time.Duration

	mu        sync.Mutex
	latencies [hedgeWindow]time.Duration
	count     int
	delay     time.Duration // of the last calculation
	credit    float64
}

func newHedge(h *Hedging) *hedge {
	if h == nil {
		return nil
	}
	return &hedge{fixed: h.After}
}

// exchange is attempt.enter with a second copy when the first one is slow. The
// result stands in a. The slower copy is cancelled and ends by itself.
func (h *hedge) exchange(a *attempt) {
	after := h.begin()
	if after <= 0 {
		a.enter(a.ctx, 0)
		h.learn(a)
		return
	}
	ctx, cancel := context.WithCancel(a.ctx)
	defer cancel()
	results := make(chan *attempt, 2)
	send := func() {
		x := &attempt{call: a.call, number: a.number, first: a.first, replay: a.replay, start: time.Now()}
		go func() {
			x.enter(ctx, 0)
			results <- x // room for both: the slower one is never waited for
		}()
	}
	send()
	timer := time.NewTimer(after)
	defer timer.Stop()
	underway, hedged := 1, false
	var best *attempt
	for underway > 0 && (best == nil || best.weight() < decisive) {
		select {
		case x := <-results:
			underway--
			if best == nil || x.weight() > best.weight() {
				best = x
			}
		case <-timer.C:
			if h.afford() && a.client.budget.Withdraw() {
				send()
				underway, hedged = underway+1, true
			}
		}
	}
	h.learn(best)
	start := a.start
	*a = *best
	a.start, a.hedged = start, hedged
}

// decisive is the weight of an answer that ends the attempt at once.
const decisive = 3

// weight orders the ends of the two copies. What happened to one says little of
// the other: a limiter, a breaker or the vendor may have refused the second one
// only because it was the second.
func (a *attempt) weight() int {
	switch {
	case a.answered && a.verdict == retry.Stop:
		return decisive
	case a.answered:
		return 2
	case !a.unsent:
		return 1
	default:
		return 0
	}
}

// begin returns the delay before a second copy, or 0 for none.
func (h *hedge) begin() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.credit = min(h.credit+hedgeShare, hedgeBurst)
	if h.fixed > 0 {
		return h.fixed
	}
	return h.delay
}

// afford takes the price of one second copy, if it is there.
func (h *hedge) afford() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.credit < 1 {
		return false
	}
	h.credit--
	return true
}

// learn notes how long a good answer took.
func (h *hedge) learn(a *attempt) {
	if h.fixed > 0 || !a.answered || a.err != nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.latencies[h.count%hedgeWindow] = time.Since(a.start)
	h.count++
	// Sorting 256 numbers at every eighth answer is cheap beside a request.
	if h.count < hedgeMinimum || h.count%8 != 0 && h.delay > 0 {
		return
	}
	n := min(h.count, hedgeWindow)
	sorted := slices.Clone(h.latencies[:n])
	slices.Sort(sorted)
	h.delay = max(sorted[int(hedgeQuantile*float64(n-1))], time.Millisecond)
}
