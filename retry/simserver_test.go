package retry

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// A simServer is a server with a vendor's limits: a token bucket and a bound on requests at once. What it refuses costs
// no token. It lives in a bubble, so that minutes take no time.
type simServer struct {
	rate    float64       // Tokens per second.
	burst   float64       // Size of the bucket.
	tokens  float64       // In the bucket at the start.
	slots   int           // Requests at once.
	service time.Duration // How long it takes over a request.
	jitter  time.Duration // Each way takes from 0 to that.

	mu       sync.Mutex
	rng      *rand.Rand
	last     time.Time
	inFlight int
	byRate   int     // Refusals.
	byCount  int     // Refusals.
	spilled  float64 // Tokens that nobody came for while the bucket was full.
}

// call is one request. It returns nil or a *refusalError.
func (s *simServer) call() error {
	s.travel()
	if err := s.admit(); err != nil {
		s.travel()
		return err
	}
	letPass(s.service)
	s.mu.Lock()
	s.inFlight--
	s.mu.Unlock()
	s.travel()
	return nil
}

func (s *simServer) admit() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refill()
	switch {
	case s.inFlight >= s.slots:
		s.byCount++
		return &refusalError{ThrottleConcurrency}
	case s.tokens < 1:
		s.byRate++
		return &refusalError{ThrottleRate}
	}
	s.tokens--
	s.inFlight++
	return nil
}

// takeAway is what another user of the account does.
func (s *simServer) takeAway() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refill(); s.tokens >= 1 {
		s.tokens--
	}
}

func (s *simServer) setSlots(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.slots = n
}

func (s *simServer) refill() {
	now := time.Now()
	s.tokens += s.rate * now.Sub(s.last).Seconds()
	s.last = now
	s.spilled += max(0, s.tokens-s.burst)
	s.tokens = min(s.tokens, s.burst)
}

func (s *simServer) travel() {
	s.mu.Lock()
	d := time.Duration(s.rng.Int64N(int64(s.jitter) + 1))
	s.mu.Unlock()
	letPass(d)
}

// A simOther is another user of the account, unknown to the limiter.
type simOther struct {
	rate    float64       // Requests per second.
	poisson bool          // At random moments, not evenly.
	until   time.Duration // When it goes away; 0 if never.
}

func (o simOther) run(s *simServer, rng *rand.Rand, stop <-chan struct{}) {
	start := time.Now()
	for o.until == 0 || time.Since(start) < o.until {
		gap := 1 / o.rate
		if o.poisson {
			gap *= rng.ExpFloat64()
		}
		select {
		case <-stop:
			return
		case <-time.After(time.Duration(gap * float64(time.Second))):
			s.takeAway()
		}
	}
}

// A simResult says how a run went.
type simResult struct {
	total     time.Duration
	requests  int
	byRate    int
	byCount   int
	latencies []time.Duration // Of calls, sorted.
	unused    float64         // Tokens that were there for us and weren't used.
}

// waste returns the part of the requests that were refused.
func (r simResult) waste() float64 { return float64(r.byRate+r.byCount) / float64(r.requests) }

func (r simResult) slowest() time.Duration { return r.latencies[len(r.latencies)-1] }

// p99 returns the latency that one call in a hundred exceeds.
func (r simResult) p99() time.Duration { return r.latencies[len(r.latencies)*99/100-1] }

// simulate makes calls from goroutines through limiter. A refused call asks for its next turn at once, with the right of
// way and without a backoff of its own, as a client does.
func simulate(ctx context.Context, s *simServer, limiter Limiter, seed uint64, others []simOther, calls, goroutines int) simResult {
	s.rng = rand.New(rand.NewPCG(seed, 1))
	s.last = time.Now()
	stop := make(chan struct{})
	var elsewhere sync.WaitGroup
	for i, other := range others {
		elsewhere.Go(func() { other.run(s, rand.New(rand.NewPCG(seed, uint64(2+i))), stop) })
	}

	var next atomic.Int64
	latencies := make([]time.Duration, calls)
	start := time.Now()
	var wg sync.WaitGroup
	for range goroutines {
		wg.Go(func() {
			for i := next.Add(1); i <= int64(calls); i = next.Add(1) {
				begin := time.Now()
				for ctx := ctx; ; ctx = WithRightOfWay(ctx) {
					done, err := limiter.Acquire(ctx)
					if err != nil {
						panic(err) // Nothing here cancels or has a deadline.
					}
					err = s.call()
					done(Outcome{Throttled: err != nil, Err: err})
					if err == nil {
						break
					}
				}
				latencies[i-1] = time.Since(begin)
			}
		})
	}
	wg.Wait()
	total := time.Since(start)
	close(stop)
	elsewhere.Wait()

	slices.Sort(latencies)
	s.refill()
	return simResult{
		total:     total,
		requests:  calls + s.byRate + s.byCount,
		byRate:    s.byRate,
		byCount:   s.byCount,
		latencies: latencies,
		unused:    s.tokens + s.spilled,
	}
}

// letPass lets time pass in a bubble.
func letPass(d time.Duration) {
	time.Sleep(d) //nolint:forbidigo // Callers are in synctest bubbles, where time takes no time.
}

// at runs f after d of the bubble's time. clock waits for it.
func at(clock *sync.WaitGroup, d time.Duration, f func()) {
	clock.Go(func() {
		letPass(d)
		f()
	})
}

// bubbles runs f in a bubble for each seed.
func bubbles(t *testing.T, seeds uint64, f func(t *testing.T, seed uint64)) {
	t.Helper()
	for seed := range seeds {
		synctest.Test(t, func(t *testing.T) { f(t, seed) })
	}
}
