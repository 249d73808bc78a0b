package billwerktest

import (
	"net/http"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// Stats counts what the request limits did.
type Stats struct {
	// Reads and Writes were let in.
	Reads, Writes int
	// RateRefused got code 122, ConcurrencyRefused code 123.
	RateRefused, ConcurrencyRefused int
	// MaxReads and MaxWrites are the most that were in work at once.
	MaxReads, MaxWrites int
}

// gate is the check that "runs before anything else" (page "request_limiting").
type gate struct {
	mu            sync.Mutex
	unlimited     bool
	reads, writes bucket
	stats         Stats
}

// bucket is the state of one kind of request.
type bucket struct {
	Limits
	tokens float64
	filled time.Time
	busy   int
}

func newGate(c *config, now time.Time) *gate {
	return &gate{
		unlimited: c.unlimited,
		reads:     bucket{Limits: c.reads, tokens: float64(c.reads.Burst), filled: now},
		writes:    bucket{Limits: c.writes, tokens: float64(c.writes.Burst), filled: now},
	}
}

// enter lets a request in, or refuses it, which costs no token. The caller calls
// leave when it is done.
func (g *gate) enter(method string, now time.Time) (leave func(), refused *refusal) {
	g.mu.Lock()
	defer g.mu.Unlock()
	b, count, most := &g.writes, &g.stats.Writes, &g.stats.MaxWrites
	if method == http.MethodGet || method == http.MethodHead {
		b, count, most = &g.reads, &g.stats.Reads, &g.stats.MaxReads
	}
	if !g.unlimited {
		if b.busy >= b.Concurrent {
			g.stats.ConcurrencyRefused++
			return nil, fail(billwerk.CodeConcurrencyLimitExceeded)
		}
		if !b.take(now) {
			g.stats.RateRefused++
			return nil, fail(billwerk.CodeRateLimitExceeded)
		}
	}
	b.busy++
	*count++
	*most = max(*most, b.busy)
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		b.busy--
	}, nil
}

func (b *bucket) take(now time.Time) bool {
	if passed := now.Sub(b.filled); passed > 0 {
		b.tokens = min(float64(b.Burst), b.tokens+passed.Seconds()*b.PerSecond)
		b.filled = now
	}
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}

func (g *gate) snapshot() Stats {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.stats
}
