package retry

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// readLimits are limits as a vendor may have them: 25 per second, 50 at once after a rest, 10 under way.
func readLimits() *simServer {
	return &simServer{
		rate: 25, burst: 50, tokens: 50, slots: 10,
		service: 100 * time.Millisecond, jitter: 5 * time.Millisecond,
	}
}

// readLimiter is the limiter that fits readLimits.
func readLimiter(t *testing.T) (*RateLimiter, Limiter) {
	t.Helper()
	rate := newRate(t, RateConfig{Rate: 25, Burst: 50})
	return rate, Join(newConcurrency(t, ConcurrencyConfig{Max: 10}), rate)
}

// least is how long calls take at least, if the server has so many tokens to give per second.
func least(calls, perSecond float64) float64 { return (calls - 50) / perSecond }

// The account is ours alone: the limits are used to the full, and nothing is refused.
func TestSimAlone(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		jitter  time.Duration
		ratio   float64
		slowest time.Duration
	}{
		{"steady network", 5 * time.Millisecond, 1.03, 1400 * time.Millisecond},
		{"unsteady network", 80 * time.Millisecond, 1.03, 1500 * time.Millisecond},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			bubbles(t, 15, func(t *testing.T, seed uint64) {
				_, limiter := readLimiter(t)
				server := readLimits()
				server.jitter = test.jitter
				r := simulate(t.Context(), server, limiter, seed, nil, 500, 32)
				assert.LessOrEqual(t, r.total.Seconds()/least(500, 25), test.ratio, "seed %d", seed)
				assert.Zero(t, r.byRate+r.byCount, "seed %d", seed)
				assert.LessOrEqual(t, r.slowest(), test.slowest, "seed %d", seed)
			})
		})
	}
}

// Somebody else uses the account, unknown to us: what they leave is found, used to the full, and little is refused.
func TestSimShared(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		refill float64
		others []simOther
	}{
		{"the server gives less", 15, nil},
		{"another user comes evenly", 25, []simOther{{rate: 10}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			bubbles(t, 15, func(t *testing.T, seed uint64) {
				_, limiter := readLimiter(t)
				server := readLimits()
				server.rate = test.refill
				r := simulate(t.Context(), server, limiter, seed, test.others, 500, 32)
				assert.LessOrEqual(t, r.total.Seconds()/least(500, 15), 1.06, "seed %d", seed)
				assert.LessOrEqual(t, r.waste(), 0.03, "seed %d", seed)
				assert.LessOrEqual(t, r.p99(), 3*time.Second, "seed %d", seed)
				assert.Positive(t, r.byRate, "seed %d: the other user should have been noticed", seed)
			})
		})
	}
}

// The other user comes at random, or takes more, or the limits are others. The numbers are looser because chance has a
// say; what stays is that most of what the server has to give is used and that few requests are wasted.
func TestSimElsewhere(t *testing.T) {
	t.Parallel()
	limits := func(change func(*simServer)) *simServer {
		s := readLimits()
		change(s)
		return s
	}
	for _, test := range []struct {
		name       string
		server     func() *simServer
		rate       RateConfig
		others     []simOther
		calls      int
		perSecond  float64
		used, lost float64 // At least used of what is there, at most lost of the requests; averages over the seeds.
	}{
		{"random", readLimits, RateConfig{Rate: 25, Burst: 50}, []simOther{{rate: 10, poisson: true}}, 500, 15, 0.95, 0.02},
		{"random and more", readLimits, RateConfig{Rate: 25, Burst: 50}, []simOther{{rate: 20, poisson: true}}, 500, 5, 0.90, 0.04},
		{
			"the bucket is empty at the start", func() *simServer { return limits(func(s *simServer) { s.tokens = 0 }) },
			RateConfig{Rate: 25, Burst: 50},
			nil, 500, 25, 0.90, 0.03,
		},
		{
			"a tenth of what is configured", func() *simServer { return limits(func(s *simServer) { s.rate = 2.5 }) },
			RateConfig{Rate: 25, Burst: 50},
			nil, 500, 2.5, 0.98, 0.04,
		},
		{
			"writes", func() *simServer { return limits(func(s *simServer) { s.rate, s.burst, s.tokens = 6, 25, 25 }) },
			RateConfig{Rate: 10, Burst: 25},
			nil, 500, 6, 0.98, 0.02,
		},
		{
			"faster", func() *simServer { return limits(func(s *simServer) { s.rate = 50 }) },
			RateConfig{Rate: 80, Burst: 50},
			nil, 2000, 50, 0.98, 0.01,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			const seeds = 15
			var used, lost float64
			bubbles(t, seeds, func(t *testing.T, seed uint64) {
				limiter := Join(newConcurrency(t, ConcurrencyConfig{Max: 10}), newRate(t, test.rate))
				r := simulate(t.Context(), test.server(), limiter, seed, test.others, test.calls, 32)
				used += 1 - r.unused/(test.perSecond*r.total.Seconds())
				lost += r.waste()
			})
			assert.GreaterOrEqual(t, used/seeds, test.used)
			assert.LessOrEqual(t, lost/seeds, test.lost)
		})
	}
}

// When the other user goes away, the rate has to come back to what is configured, soon and by itself.
func TestSimOtherUserLeaves(t *testing.T) {
	t.Parallel()
	bubbles(t, 10, func(t *testing.T, seed uint64) {
		rate, limiter := readLimiter(t)
		others := []simOther{{rate: 10, until: 20 * time.Second}}
		var during, after RateState
		var clock sync.WaitGroup
		at(&clock, 15*time.Second, func() { during = rate.State() })
		at(&clock, 35*time.Second, func() { after = rate.State() })
		r := simulate(t.Context(), readLimits(), limiter, seed, others, 1000, 32)
		clock.Wait()
		assert.Greater(t, r.total, 35*time.Second, "it should be under load all the time")
		assert.Less(t, during.Rate, 22.0, "seed %d: 15 per second are left", seed)
		assert.InDelta(t, after.Ceiling, after.Rate, 1e-9, "seed %d", seed)
		assert.LessOrEqual(t, r.waste(), 0.02, "seed %d", seed)
	})
}

// The server lets fewer requests in at once for a while. The limiter follows down, and up again.
func TestSimConcurrency(t *testing.T) {
	t.Parallel()
	bubbles(t, 10, func(t *testing.T, seed uint64) {
		limiter := newConcurrency(t, ConcurrencyConfig{Max: 10})
		server := readLimits()
		server.rate, server.burst, server.tokens = 1e6, 1e6, 1e6
		server.slots = 4
		var during ConcurrencyState
		var clock sync.WaitGroup
		at(&clock, 19*time.Second, func() { during = limiter.State() })
		at(&clock, 20*time.Second, func() { server.setSlots(10) })
		r := simulate(t.Context(), server, limiter, seed, nil, 3000, 32)
		clock.Wait()

		assert.LessOrEqual(t, during.Limit, 5, "seed %d", seed)
		assert.Equal(t, 10, limiter.State().Limit, "seed %d", seed)
		assert.Zero(t, r.byRate)
		assert.Positive(t, r.byCount, "seed %d", seed)
		assert.LessOrEqual(t, r.waste(), 0.03, "seed %d", seed)
		// 105 ms per request: 20 s with 4 slots, then 10 slots.
		best := 20 + (3000-20*4/0.105)*0.105/10
		assert.LessOrEqual(t, r.total.Seconds()/best, 1.10, "seed %d", seed)
	})
}

// A server that refuses everything must not be hammered, and calls must get through as soon as it lets them.
func TestSimServerThatRefusesEverything(t *testing.T) {
	t.Parallel()
	bubbles(t, 5, func(t *testing.T, seed uint64) {
		_, limiter := readLimiter(t)
		server := readLimits()
		server.slots = 0
		var clock sync.WaitGroup
		at(&clock, time.Minute, func() { server.setSlots(10) })
		r := simulate(t.Context(), server, limiter, seed, nil, 100, 32)
		clock.Wait()
		assert.LessOrEqual(t, r.byCount, 60, "seed %d: requests in a minute of refusals", seed)
		assert.LessOrEqual(t, r.total, 75*time.Second, "seed %d", seed)
	})
}
