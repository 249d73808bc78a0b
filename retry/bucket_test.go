package retry

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What was granted measures the server only as long as callers want more than they get.
func TestBucketKnowsWhenCallersWantLess(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		burst int
		gap   time.Duration // Between turns, at 10 per second.
		slack bool
	}{
		{"more than they get", 20, 100 * time.Millisecond, false},
		{"half", 20, 200 * time.Millisecond, true},
		{"more than they get, no burst", 1, 100 * time.Millisecond, false},
		{"a little late, no burst", 1, 150 * time.Millisecond, false},
		{"a third, no burst", 1, 300 * time.Millisecond, true},
	} {
		b := &newExactRate(t, 10, test.burst).bucket
		now := time.Unix(1_800_000_000, 0)
		b.advance(now)
		b.tokens = 0
		for range 50 {
			now = now.Add(test.gap)
			require.True(t, b.take(now, new(ticket)), test.name)
		}
		assert.Equal(t, test.slack, b.pace.slack, test.name)
	}
}

// What a pause does to the rate is the server's to say, so time in it doesn't raise the rate.
func TestRateRestsDuringAPause(t *testing.T) {
	t.Parallel()
	b := &newExactRate(t, 10, 20).bucket
	now := time.Unix(1_800_000_000, 0)
	refusedTurn := new(ticket)
	require.True(t, b.take(now, refusedTurn))
	require.True(t, b.settle(now, refusedTurn, Outcome{Throttled: true, RetryAfter: 30 * time.Second}))

	low := 10 * guessCut * undershoot
	for _, second := range []time.Duration{0, 29, 30} {
		b.advance(now.Add(second * time.Second)) //nolint:durationcheck // A count of seconds.
		assert.InDelta(t, low, b.pace.rate, 1e-9, "after %d s", second)
	}
	b.advance(now.Add(31 * time.Second))
	assert.Greater(t, b.pace.rate, low)
	assert.Less(t, b.pace.rate, 10*guessCut, "it rises from the end of the pause")
}

func TestNanoseconds(t *testing.T) {
	t.Parallel()
	assert.Equal(t, time.Duration(2), nanoseconds(1.1))
	assert.Equal(t, time.Duration(0), nanoseconds(0))
	for _, n := range []float64{math.Inf(1), math.MaxFloat64} {
		assert.Greater(t, nanoseconds(n), 24*365*time.Hour)
		assert.True(t, time.Now().Add(nanoseconds(n)).After(time.Now()))
	}
}
