package server

import (
	"net/http"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// limits keeps the vendor's documented limits of reads: a bucket of 50 tokens that fills at 25 per second, and 10 requests
// at once. A refused request costs no token.
type limits struct {
	base

	mu                sync.Mutex
	tokens            float64
	stolen            float64 // what the other user is still owed
	last              time.Time
	running           int
	rate, conc, other int64
}

func newLimits(b base) *limits { return &limits{base: b, tokens: billwerk.ReadBurst} }

func (l *limits) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if code := l.admit(); code != 0 {
		fail(w, r, http.StatusTooManyRequests, code, "Request limit exceeded")
		return
	}
	pause(r, l.cfg.Delay)
	l.mu.Lock()
	l.running--
	l.mu.Unlock()
	l.answer(w, r)
}

func (l *limits) admit() (code int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refill()
	switch {
	case l.running >= billwerk.MaxConcurrent:
		l.conc++
		return int(billwerk.CodeConcurrencyLimitExceeded)
	case l.tokens < 1:
		l.rate++
		return int(billwerk.CodeRateLimitExceeded)
	}
	l.tokens--
	l.running++
	return 0
}

// refill adds what time has brought, and lets the other user take a share of it first.
func (l *limits) refill() {
	now := time.Now()
	if l.last.IsZero() {
		l.last = now
	}
	passed := now.Sub(l.last).Seconds()
	l.last = now
	l.tokens = min(l.tokens+passed*billwerk.ReadsPerSecond, billwerk.ReadBurst)
	l.stolen += passed * l.cfg.OtherUser
	for l.stolen >= 1 && l.tokens >= 1 {
		l.stolen--
		l.tokens--
		l.other++
	}
	l.stolen = min(l.stolen, 1) // somebody who is refused doesn't save up
}

func (l *limits) stats(s *Stats) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s.Count["rate"], s.Count["concurrency"], s.Count["other"] = l.rate, l.conc, l.other
}
