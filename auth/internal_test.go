package auth

import (
	"context"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// The back-off never overflows, sinks or leaves its range, however long an outage
// lasts and however large the limits are.
func TestBackoffStaysInRange(t *testing.T) {
	t.Parallel()
	for _, limits := range [][2]time.Duration{
		{DefaultMinBackoff, DefaultMaxBackoff},
		{1, math.MaxInt64},
		{math.MaxInt64, math.MaxInt64},
		{math.MaxInt64/2 + 1, math.MaxInt64},
		{time.Hour, 3 * time.Hour},
	} {
		for _, final := range []bool{false, true} {
			c := cacheConfig{minBackoff: limits[0], maxBackoff: limits[1]}
			last := time.Duration(0)
			for failures := 1; failures < 200; failures++ {
				d := c.backoff(failures, final)
				assert.GreaterOrEqual(t, d, last)
				assert.GreaterOrEqual(t, d, limits[0])
				if !final {
					assert.LessOrEqual(t, d, limits[1])
				} else {
					assert.LessOrEqual(t, d, max(limits[1], maxFinalBackoff))
					assert.GreaterOrEqual(t, d, minFinalBackoff)
				}
				last = d
			}
		}
	}
}

func TestWindowsNeverCoverMoreThanHalfOfTheLife(t *testing.T) {
	t.Parallel()
	for _, c := range []cacheConfig{
		defaultCacheConfig(),
		{early: math.MaxInt64, hard: math.MaxInt64},
		{early: 0, hard: time.Hour},
	} {
		for life := -time.Hour; life < 48*time.Hour; life += 977 * time.Millisecond {
			early, hard := c.windows(life)
			if life < minLife {
				assert.Zero(t, early+hard, life)
				continue
			}
			if early < 0 || hard < 0 || early > life/2 || hard > life/2 {
				t.Fatalf("life %v: early %v, hard %v", life, early, hard)
			}
		}
	}
}

// The store keeps an entry for a lock only while somebody holds it or waits for it.
func TestMemoryStoreForgetsItsLocks(t *testing.T) {
	t.Parallel()
	m := NewMemoryStore()
	unlock, err := m.Lock(t.Context(), "k")
	assert.NoError(t, err)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = m.Lock(ended, "k")
	assert.ErrorIs(t, err, context.Canceled)
	assert.Len(t, m.locks, 1)
	unlock()
	assert.Empty(t, m.locks)
}
