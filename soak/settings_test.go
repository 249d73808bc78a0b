package soak_test

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	defaultDuration = 5 * time.Second
	maxDuration     = 24 * time.Hour
	maxRound        = 10 * time.Second

	goroutines = 32
	pause      = 10 * time.Millisecond // between two calls of a goroutine: its maximal rate
	stepTime   = 250 * time.Millisecond

	minDeadline    = 100 * time.Millisecond
	maxDeadline    = 1500 * time.Millisecond
	attemptTimeout = 500 * time.Millisecond
	// slack is how long after its deadline a call may return on a busy machine. The ten attempts of a call that doesn't
	// hear its context take longer in a silence.
	slack = 5 * time.Second

	// What the heap may grow by within a round, server, fake and proxy
	// included, and what may be left of a round when it is over.
	maxPeak = 256 << 20
	maxLeft = 16 << 20
	// maxLost is what each goroutine that toxiproxy leaves behind may hold. It
	// leaves some when a connection is cut that holds data; ours are counted
	// apart, and none may be left.
	maxLost = 64 << 10
)

// duration of the whole run.
func duration(t *testing.T) time.Duration {
	t.Helper()
	text := os.Getenv("SOAK_DURATION")
	if text == "" {
		return defaultDuration
	}
	d, err := time.ParseDuration(text)
	require.NoError(t, err, "SOAK_DURATION")
	require.Positive(t, d, "SOAK_DURATION")
	require.LessOrEqual(t, d, maxDuration, "SOAK_DURATION")
	return d
}

// seed of the faults and the calls.
func seed(t *testing.T) uint64 {
	t.Helper()
	text := os.Getenv("SOAK_SEED")
	if text == "" {
		return rand.Uint64()
	}
	n, err := strconv.ParseUint(text, 10, 64)
	require.NoError(t, err, "SOAK_SEED")
	return n
}

// rounds cuts a duration into the same number of rounds for each vendor, none
// longer than maxRound.
func rounds(total time.Duration, vendors int) (perVendor int, length time.Duration) {
	share := total / time.Duration(vendors)
	perVendor = int((share + maxRound - 1) / maxRound)
	return perVendor, share / time.Duration(perVendor)
}
