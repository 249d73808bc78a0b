package retry

import (
	"math"
	"math/rand/v2"
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
		b.keep(0)
		for range 50 {
			now = now.Add(test.gap)
			require.True(t, b.take(now, new(ticket)), test.name)
		}
		assert.Equal(t, test.slack, b.pace.slack, test.name)
		for range 5 {
			now = now.Add(100 * time.Millisecond)
			require.True(t, b.take(now, new(ticket)), test.name)
		}
		assert.Equal(t, test.slack, b.pace.slack, "%s: what was granted stays no measure until the next cut", test.name)
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

// The library doesn't document that it reserves less than nothing, so this has to tell if that changes.
func TestBucketTakesBack(t *testing.T) {
	t.Parallel()
	start := time.Unix(1_800_000_000, 0)
	for _, test := range []struct {
		name    string
		before  func(b *bucket)
		after   time.Duration
		want    float64 // Tokens, of 4 at 10 per second, half of which were taken.
		granted float64 // Since the last cut.
	}{
		{"at once", func(*bucket) {}, 0, 3, 1},
		{"later", func(*bucket) {}, 50 * time.Millisecond, 3.5, 1},
		{"into a full bucket", func(*bucket) {}, time.Minute, 4, 1},
		{"after a refusal", func(b *bucket) { b.settle(start, new(ticket), Outcome{Throttled: true}) }, 0, 0, 0},
		{"in a pause, whose end has one turn", func(b *bucket) {
			b.settle(start, new(ticket), Outcome{Throttled: true, RetryAfter: 20 * time.Second})
		}, 10 * time.Second, 2, 0},
	} {
		b := &newExactRate(t, 10, 4).bucket
		for range 2 {
			require.True(t, b.take(start, new(ticket)), test.name)
		}
		test.before(b)
		b.giveBack(start.Add(test.after))
		assert.InDelta(t, test.want, b.tokens(), 1e-9, test.name)
		assert.InDelta(t, test.granted, b.pace.granted, 0, test.name)
		b.advance(start.Add(test.after))
		assert.InDelta(t, test.want, b.tokens(), 1e-9, test.name)
	}
}

// Callers wait as long as next says, so they would wait for ever if it said nothing while take refuses, and spin if it
// said too little. Rounding must do neither, at any rate.
func TestNextLeadsToATurn(t *testing.T) {
	t.Parallel()
	for seed := range uint64(50) {
		rng := rand.New(rand.NewPCG(seed, 6))
		perSecond := math.Pow(10, -4+10*rng.Float64())
		b := &newExactRate(t, perSecond, 1+rng.IntN(40)).bucket
		now := time.Unix(1_800_000_000, 0)
		waits := 0
		for i := range 1000 {
			now = now.Add(time.Duration(rng.ExpFloat64() * rng.Float64() / perSecond * float64(time.Second)))
			if !b.take(now, new(ticket)) {
				wait := b.next(now)
				require.Positive(t, wait, "seed %d, turn %d", seed, i)
				now = now.Add(wait)
				require.True(t, b.take(now, new(ticket)), "seed %d, turn %d", seed, i)
				waits++
			}
			if rng.IntN(20) == 0 {
				b.settle(now, &ticket{epoch: b.pace.epoch}, Outcome{Throttled: true, RetryAfter: time.Duration(rng.Int64N(int64(time.Minute)))})
			}
		}
		require.Positive(t, waits)
	}
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
