package retry

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

type kindErr struct{ kind ThrottleKind }

func (e *kindErr) Error() string              { return "429 " + e.kind.String() }
func (e *kindErr) ThrottleKind() ThrottleKind { return e.kind }

type server struct {
	mu       sync.Mutex
	rng      *rand.Rand
	rate     float64
	burst    float64
	tokens   float64
	last     time.Time
	slots    int
	inFlight int
	lost     float64
	jitter   time.Duration
	rate429  int
	conc429  int
}

func (s *server) refill() {
	now := time.Now()
	s.tokens += s.rate * now.Sub(s.last).Seconds()
	s.lost += max(0, s.tokens-s.burst)
	s.tokens = min(s.tokens, s.burst)
	s.last = now
}

func (s *server) steal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refill()
	if s.tokens >= 1 {
		s.tokens--
	}
}

func (s *server) delay() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Duration(s.rng.Int64N(int64(s.jitter)))
}

func (s *server) call() error {
	time.Sleep(s.delay())
	if err := s.admit(); err != nil {
		time.Sleep(s.delay())
		return err
	}
	time.Sleep(100 * time.Millisecond)
	s.mu.Lock()
	s.inFlight--
	s.mu.Unlock()
	time.Sleep(s.delay())
	return nil
}

func (s *server) admit() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refill()
	if s.inFlight >= s.slots {
		s.conc429++
		return &kindErr{ThrottleConcurrency}
	}
	if s.tokens < 1 {
		s.rate429++
		return &kindErr{ThrottleRate}
	}
	s.tokens--
	s.inFlight++
	return nil
}

type scenario struct {
	name               string
	cfg                RateConfig
	rate, burst, start float64
	slots              int
	jitter             time.Duration
	other              string
	take               float64
	calls, workers     int
}

type result struct{ ratio, waste, p99, max, lost float64 }

func (s *server) run(sc scenario, seed uint64) result {
	s.last = time.Now()
	r, _ := NewRateLimiter(sc.cfg)
	c, _ := NewConcurrencyLimiter(ConcurrencyConfig{Max: 10})
	l := Join(c, r)
	stop := make(chan struct{})
	var og sync.WaitGroup
	if sc.other != "" {
		rng2 := rand.New(rand.NewPCG(seed, 2))
		og.Go(func() {
			begin := time.Now()
			for {
				d := time.Duration(float64(time.Second) / sc.take)
				if sc.other == "poisson" {
					d = time.Duration(rng2.ExpFloat64() * float64(d))
				}
				select {
				case <-stop:
					return
				case <-time.After(d):
					if sc.other == "onoff" && int(time.Since(begin).Seconds()/20)%2 == 1 {
						continue
					}
					s.steal()
				}
			}
		})
	}
	work := make(chan int, sc.calls)
	for i := range sc.calls {
		work <- i
	}
	close(work)
	start := time.Now()
	var mu sync.Mutex
	var lat []time.Duration
	var wg sync.WaitGroup
	for range sc.workers {
		wg.Go(func() {
			for range work {
				t0 := time.Now()
				ctx := context.Background()
				for {
					done, err := l.Acquire(ctx)
					if err != nil {
						panic(err)
					}
					err = s.call()
					done(Outcome{Throttled: err != nil, Err: err})
					if err == nil {
						break
					}
					ctx = WithRightOfWay(ctx)
				}
				mu.Lock()
				lat = append(lat, time.Since(t0))
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	total := time.Since(start).Seconds()
	close(stop)
	og.Wait()
	s.refill()
	slices.Sort(lat)
	avail := sc.rate
	if sc.other != "" {
		avail -= sc.take
	}
	w := float64(s.rate429 + s.conc429)
	return result{total / ((float64(sc.calls) - sc.start) / avail), w / (w + float64(sc.calls)), lat[len(lat)*99/100-1].Seconds(), lat[len(lat)-1].Seconds(), (s.lost + s.tokens) / avail / total}
}

func runs(t *testing.T, sc scenario, seeds int) {
	var rs []result
	for seed := range uint64(seeds) {
		synctest.Test(t, func(t *testing.T) {
			if sc.jitter == 0 {
				sc.jitter = 5 * time.Millisecond
			}
			s := &server{rng: rand.New(rand.NewPCG(seed, 1)), jitter: sc.jitter, rate: sc.rate, burst: sc.burst, tokens: sc.start, slots: sc.slots}
			rs = append(rs, s.run(sc, seed))
		})
	}
	show := func(f func(result) float64) [2]float64 {
		var v []float64
		for _, r := range rs {
			v = append(v, f(r))
		}
		slices.Sort(v)
		sum := 0.0
		for _, x := range v {
			sum += x
		}
		return [2]float64{sum / float64(len(v)), v[len(v)-1]}
	}
	t.Logf("%-26s ratio %.3f  waste %.3f  p99 %.2f  max %.2f  lost %.3f   (mean, worst)", sc.name, show(func(r result) float64 { return r.ratio }), show(func(r result) float64 { return r.waste }), show(func(r result) float64 { return r.p99 }), show(func(r result) float64 { return r.max }), show(func(r result) float64 { return r.lost }))
}

func TestSim(t *testing.T) {
	cfg := RateConfig{Rate: 25, Burst: 50}
	base := scenario{name: "alone", cfg: cfg, rate: 25, burst: 50, start: 50, slots: 10, calls: 500, workers: 32}
	mod := func(name string, f func(*scenario)) scenario { s := base; s.name = name; f(&s); return s }
	n := 40
	for _, sc := range []scenario{
		base,
		mod("alone jitter 30", func(s *scenario) { s.jitter = 30 * time.Millisecond }),
		mod("alone jitter 80", func(s *scenario) { s.jitter = 80 * time.Millisecond }),
		mod("alone start empty", func(s *scenario) { s.start = 0 }),
		mod("refill 15", func(s *scenario) { s.rate = 15 }),
		mod("refill 15 jitter 30", func(s *scenario) { s.rate = 15; s.jitter = 30 * time.Millisecond }),
		mod("paced 10", func(s *scenario) { s.other = "paced"; s.take = 10 }),
		mod("poisson 10", func(s *scenario) { s.other = "poisson"; s.take = 10 }),
		mod("poisson 20", func(s *scenario) { s.other = "poisson"; s.take = 20 }),
		mod("onoff 10", func(s *scenario) { s.other = "onoff"; s.take = 10; s.calls = 1500 }),
		mod("refill 5", func(s *scenario) { s.rate = 5 }),
		mod("refill 2", func(s *scenario) { s.rate = 2 }),
		mod("refill 15, 2000", func(s *scenario) { s.rate = 15; s.calls = 2000 }),
		mod("refill 15 64w", func(s *scenario) { s.rate = 15; s.workers = 64 }),
		mod("writes 10/25 take 4", func(s *scenario) { s.cfg = RateConfig{Rate: 10, Burst: 25}; s.rate = 6; s.burst = 25; s.start = 25 }),
		mod("200/s take 80", func(s *scenario) { s.cfg = RateConfig{Rate: 80, Burst: 50}; s.rate = 50; s.burst = 50; s.calls = 2000 }),
	} {
		runs(t, sc, n)
	}
}
