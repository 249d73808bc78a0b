package retry

import (
	"context"
	"net/http"
	"testing"
	"time"
)

func BenchmarkAcquire(b *testing.B) {
	newLimiters := func(b *testing.B) (*RateLimiter, *ConcurrencyLimiter) {
		b.Helper()
		rate, err := NewRateLimiter(RateConfig{Rate: 1e9, Burst: 1e9})
		if err != nil {
			b.Fatal(err)
		}
		concurrency, err := NewConcurrencyLimiter(ConcurrencyConfig{Max: 1e6})
		if err != nil {
			b.Fatal(err)
		}
		return rate, concurrency
	}
	withDeadline, cancel := context.WithTimeout(b.Context(), time.Hour)
	b.Cleanup(cancel)
	for _, bench := range []struct {
		name string
		ctx  context.Context
		make func(*RateLimiter, *ConcurrencyLimiter) Limiter
	}{
		{"none", b.Context(), func(*RateLimiter, *ConcurrencyLimiter) Limiter { return NoLimit() }},
		{"rate", b.Context(), func(r *RateLimiter, _ *ConcurrencyLimiter) Limiter { return r }},
		{"concurrency", b.Context(), func(_ *RateLimiter, c *ConcurrencyLimiter) Limiter { return c }},
		{"joined", b.Context(), func(r *RateLimiter, c *ConcurrencyLimiter) Limiter { return Join(c, r) }},
		{"joined, deadline", withDeadline, func(r *RateLimiter, c *ConcurrencyLimiter) Limiter { return Join(c, r) }},
	} {
		limiter := bench.make(newLimiters(b))
		use := func(b *testing.B) {
			b.Helper()
			done, err := limiter.Acquire(bench.ctx)
			if err != nil {
				b.Fatal(err)
			}
			done(Outcome{Latency: time.Millisecond})
		}
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				use(b)
			}
		})
		b.Run(bench.name+", parallel", func(b *testing.B) {
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					use(b)
				}
			})
		})
	}
}

// The number of allocations is a promise, since a limiter stands before each attempt.
func TestAcquireAllocates(t *testing.T) { //nolint:paralleltest // Allocations of others would count.
	rate := newExactRate(t, 1e9, 1e9)
	concurrency := newConcurrency(t, ConcurrencyConfig{Max: 10})
	for name, test := range map[string]struct {
		limiter Limiter
		most    float64
	}{
		"none":        {NoLimit(), 0},
		"rate":        {rate, 2},
		"concurrency": {concurrency, 2},
		"joined":      {Join(concurrency, rate), 2},
	} {
		got := testing.AllocsPerRun(100, func() {
			mustAcquire(t.Context(), t, test.limiter)(Outcome{})
		})
		if got > test.most {
			t.Errorf("%s: %v allocations, at most %v are promised", name, got, test.most)
		}
	}
}

func BenchmarkBudget(b *testing.B) {
	budget := DefaultBudget()
	b.ReportAllocs()
	for b.Loop() {
		budget.Withdraw()
		budget.Success(1)
	}
}

func BenchmarkBackoff(b *testing.B) {
	policy := DefaultPolicy()
	for b.Loop() {
		policy.Backoff(3)
	}
}

func BenchmarkParseRetryAfter(b *testing.B) {
	now := time.Unix(1_800_000_000, 0)
	for _, value := range []string{"120", "Sat, 21 Nov 2026 10:00:30 GMT"} {
		h := http.Header{"Retry-After": {value}}
		b.Run(value, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ParseRetryAfter(h, now)
			}
		})
	}
}
