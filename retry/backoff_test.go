package retry

import (
	"math"
	"math/big"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestBackoffCeiling(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	for _, test := range []struct {
		base, limit time.Duration
		retry       int
		want        time.Duration
	}{
		{50 * ms, 5 * time.Second, 1, 50 * ms},
		{50 * ms, 5 * time.Second, 2, 100 * ms},
		{50 * ms, 5 * time.Second, 7, 3200 * ms},
		{50 * ms, 5 * time.Second, 8, 5 * time.Second},
		{50 * ms, 5 * time.Second, 64, 5 * time.Second},
		{50 * ms, 5 * time.Second, math.MaxInt, 5 * time.Second},
		{50 * ms, 5 * time.Second, 0, 50 * ms},
		{50 * ms, 5 * time.Second, math.MinInt, 50 * ms},
		{1, math.MaxInt64, 63, 1 << 62},
		{1, math.MaxInt64, 64, math.MaxInt64},
		{math.MaxInt64, math.MaxInt64, 2, math.MaxInt64},
		{-1, time.Second, 3, 0},
	} {
		assert.Equalf(t, test.want, backoffCeiling(test.base, test.limit, test.retry),
			"base %v, limit %v, retry %d", test.base, test.limit, test.retry)
	}
}

// The wait has to be spread over the whole interval, or callers that failed together come back together.
func TestBackoffHasFullJitter(t *testing.T) {
	t.Parallel()
	p := Policy{BaseDelay: time.Second, MaxDelay: 4 * time.Second}
	for _, test := range []struct {
		retry   int
		ceiling time.Duration
	}{{1, time.Second}, {2, 2 * time.Second}, {3, 4 * time.Second}, {30, 4 * time.Second}} {
		const draws, parts = 4000, 8
		var counts [parts]int
		for range draws {
			d := p.Backoff(test.retry)
			if d < 0 || d > test.ceiling {
				t.Fatalf("retry %d waits %v, beyond 0 to %v", test.retry, d, test.ceiling)
			}
			counts[min(parts-1, int(d*parts/test.ceiling))]++
		}
		for i, n := range counts {
			// 500 are expected; 6 standard deviations are 125.
			assert.InDeltaf(t, draws/parts, n, 125, "retry %d, part %d of %d", test.retry, i, parts)
		}
	}
}

func TestBackoffOfUnresolvedPolicies(t *testing.T) {
	t.Parallel()
	for range 1000 {
		assert.LessOrEqual(t, Policy{}.Backoff(1), DefaultBaseDelay)
		assert.LessOrEqual(t, Policy{}.Backoff(100), DefaultMaxDelay)
		assert.Zero(t, Policy{BaseDelay: -1}.Backoff(5))
	}
	longest := time.Duration(0)
	for range 1000 {
		longest = max(longest, Policy{BaseDelay: time.Minute}.Backoff(1))
	}
	assert.Greater(t, longest, DefaultMaxDelay, "a long base delay isn't cut by the default cap")
}

func FuzzBackoff(f *testing.F) {
	f.Add(int64(50_000_000), int64(5_000_000_000), 3)
	f.Add(int64(1), int64(math.MaxInt64), 64)
	f.Add(int64(math.MaxInt64), int64(math.MaxInt64), math.MaxInt)
	f.Add(int64(-1), int64(0), math.MinInt)
	f.Fuzz(func(t *testing.T, base, limit int64, retry int) {
		got := backoffCeiling(time.Duration(base), time.Duration(limit), retry)

		// Numbers without a bound tell what it should be.
		want := new(big.Int)
		if base > 0 && limit > 0 {
			want.Lsh(big.NewInt(base), uint(min(200, max(1, retry)-1)))
			if most := big.NewInt(limit); want.Cmp(most) > 0 {
				want = most
			}
		}
		assert.Equal(t, want.String(), big.NewInt(int64(got)).String())

		p := Policy{BaseDelay: time.Duration(base), MaxDelay: time.Duration(limit)}
		if d := p.Backoff(retry); d < 0 || base > 0 && limit > 0 && d > got {
			t.Errorf("Backoff(%d) = %v, beyond 0 to %v", retry, d, got)
		}
	})
}
