package sim

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// defaultSchedules keeps `go test ./...` quick; CI plays 20,000.
const defaultSchedules = 1000

func environment(t *testing.T, name string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	require.NoError(t, err, name)
	return n
}

// playSeed plays one schedule in a bubble of its own.
func playSeed(t *testing.T, seed uint64, change *setup) (broken []string, trace string) {
	t.Helper()
	synctest.Test(t, func(*testing.T) { broken, trace = play(newSchedule(seed), change) })
	return broken, trace
}

// TestSchedules plays SIM_SCHEDULES schedules from seed 1 on, or the one of SIM_SEED.
func TestSchedules(t *testing.T) {
	t.Parallel()
	if seed := environment(t, "SIM_SEED", 0); seed != 0 {
		broken, trace := playSeed(t, seed, nil)
		t.Logf("%+v\n%s", newSchedule(seed), trace)
		assert.Empty(t, broken)
		return
	}
	total := environment(t, "SIM_SCHEDULES", defaultSchedules)
	var next, failed atomic.Uint64
	for shard := range runtime.GOMAXPROCS(0) {
		t.Run(fmt.Sprintf("shard %d", shard), func(t *testing.T) {
			t.Parallel()
			for seed := next.Add(1); seed <= total && failed.Load() < 5; seed = next.Add(1) {
				broken, _ := playSeed(t, seed, nil)
				if len(broken) > 0 {
					failed.Add(1)
					t.Errorf("seed %d:\n  %s\nreplay: SIM_SEED=%d go test -v -run TestSchedules ./internal/sim",
						seed, strings.Join(broken, "\n  "), seed)
				}
			}
		})
	}
	t.Cleanup(func() { t.Logf("%d schedules", total) })
}

// TestReplay shows that a seed repeats its whole trace, so that a failure can be looked at again. On a machine so busy
// that the scheduler takes a goroutine off between two steps at the same instant, a trace may differ; such a seed is
// played again, and few may need it.
func TestReplay(t *testing.T) {
	t.Parallel()
	const seeds, tries, most = 200, 10, 60
	again := 0
	for seed := range uint64(seeds) {
		_, first := playSeed(t, seed+1, nil)
		require.NotEmpty(t, first)
		repeats := 0
		for try := 0; try < tries && repeats == 0; try++ {
			if _, next := playSeed(t, seed+1, nil); next == first {
				repeats++
			} else {
				again++
			}
		}
		assert.Equal(t, 1, repeats, "seed %d never repeats", seed+1)
	}
	t.Logf("%d plays differed", again)
	assert.LessOrEqual(t, again, most, "plays that differed")
}
