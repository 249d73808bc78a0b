package retry

import (
	"math"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNewBudgetRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		give BudgetConfig
		says string
	}{
		{BudgetConfig{Capacity: -1}, "Capacity"},
		{BudgetConfig{Capacity: math.NaN()}, "Capacity"},
		{BudgetConfig{RetryCost: -1}, "RetryCost"},
		{BudgetConfig{RetryCost: math.Inf(1)}, "RetryCost"},
		{BudgetConfig{FirstTryRefund: math.Inf(-1)}, "FirstTryRefund"},
		{BudgetConfig{RefillPerSecond: math.NaN()}, "RefillPerSecond"},
		{BudgetConfig{Capacity: 3}, "RetryCost 5 is above Capacity 3"},
	} {
		b, err := NewBudget(test.give)
		assert.ErrorContains(t, err, test.says)
		assert.Nil(t, b)
	}
}

// A budgetStep is one operation on a budget and the level that it leaves.
type budgetStep struct {
	name string
	do   func(*testing.T, *Budget)
	want float64
}

func withdraw(granted ...bool) func(*testing.T, *Budget) {
	return func(t *testing.T, b *Budget) {
		t.Helper()
		for _, want := range granted {
			assert.Equal(t, want, b.Withdraw())
		}
	}
}

func success(retries ...int) func(*testing.T, *Budget) {
	return func(_ *testing.T, b *Budget) {
		for _, n := range retries {
			b.Success(n)
		}
	}
}

// pass lets time pass. It belongs in a bubble.
func pass(d time.Duration) func(*testing.T, *Budget) {
	return func(*testing.T, *Budget) { letPass(d) }
}

func TestBudgetLevels(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		give  BudgetConfig
		steps []budgetStep
	}{
		{"defaults", BudgetConfig{}, []budgetStep{
			{"starts full", pass(0), 500},
			{"success can't overfill", success(0), 500},
			{"time can't overfill", pass(time.Hour), 500},
			{"a retry", withdraw(true), 495},
			{"first-try success", success(0), 496.5},
			{"success after retries", success(3), 500},
			{"two retries", withdraw(true, true), 490},
			{"half a second", pass(500 * time.Millisecond), 495},
		}},
		{"own numbers", BudgetConfig{Capacity: 10, RetryCost: 4, FirstTryRefund: 0.5, RefillPerSecond: 2}, []budgetStep{
			{"a retry", withdraw(true), 6},
			{"another", withdraw(true), 2},
			{"one too many takes nothing", withdraw(false), 2},
			{"success", success(0), 2.5},
			{"time", pass(750 * time.Millisecond), 4},
			{"the last", withdraw(true), 0},
			{"success after a retry", success(1), 4},
			{"a success full", success(1, 1), 10},
		}},
		{"nothing given back", BudgetConfig{Capacity: 5, FirstTryRefund: -1, RefillPerSecond: -1}, []budgetStep{
			{"a retry", withdraw(true), 0},
			{"time", pass(time.Hour), 0},
			{"first-try success", success(0), 0},
			{"denied", withdraw(false), 0},
			{"success after a retry", success(1), 5},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				b, err := NewBudget(test.give)
				require.NoError(t, err)
				for _, step := range test.steps {
					step.do(t, b)
					assert.InDelta(t, step.want, b.State().Available, 1e-9, step.name)
				}
			})
		})
	}
}

func TestBudgetWithoutBound(t *testing.T) {
	t.Parallel()
	for name, b := range map[string]*Budget{"nil": nil, "unlimited": UnlimitedBudget()} {
		for range 10_000 {
			require.True(t, b.Withdraw(), name)
		}
		b.Success(0)
		assert.Equal(t, BudgetState{Unlimited: true}, b.State(), name)
	}
}

func TestZeroBudgetIsTheDefault(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { // On a real clock, time would pay for more.
		var b Budget
		b.Success(1)
		granted := 0
		for range 200 {
			if b.Withdraw() {
				granted++
			}
		}
		assert.Equal(t, 100, granted)
		assert.Equal(t, BudgetState{Capacity: 500, RetryCost: 5, Granted: 100, Denied: 100}, b.State())
	})
}

// budgetLoad runs calls from many goroutines against a server that fails as fails says, and returns how many requests
// and how many failed calls there were. Each retry waits as the default policy says.
func budgetLoad(b *Budget, goroutines int, more func() bool, fails func() bool) (requests, calls, failed int64) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	policy := DefaultPolicy()
	call := func() bool {
		for retries := 0; ; retries++ {
			letPass(2 * time.Millisecond)
			mu.Lock()
			requests++
			bad := fails()
			mu.Unlock()
			switch {
			case !bad:
				b.Success(retries)
				return true
			case retries+1 == policy.MaxAttempts || !b.Withdraw():
				return false
			}
			letPass(policy.Backoff(retries + 1))
		}
	}
	var done, lost atomic.Int64
	for range goroutines {
		wg.Go(func() {
			for more() {
				if !call() {
					lost.Add(1)
				}
				done.Add(1)
				letPass(10 * time.Millisecond)
			}
		})
	}
	wg.Wait()
	return requests, done.Load(), lost.Load()
}

// Three in ten requests fail, for long. The budget must deny nothing, although it pays for 0.43 retries per call.
func TestBudgetSustainsRandomFailures(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		synctest.Test(t, func(t *testing.T) {
			b := DefaultBudget()
			rng := rand.New(rand.NewPCG(seed, 30))
			var started atomic.Int64
			const calls = 20_000
			requests, _, _ := budgetLoad(b, 64,
				func() bool { return started.Add(1) <= calls },
				func() bool { return rng.Float64() < 0.3 })
			state := b.State()
			assert.Zero(t, state.Denied, "seed %d", seed)
			assert.Greater(t, state.Available, state.Capacity/2, "seed %d", seed)
			assert.InDelta(t, 1.43, float64(requests)/calls, 0.03, "seed %d", seed)
		})
	}
}

// Everything fails for a while. The budget must cap the retries of all goroutines together, and then let them through
// again by itself.
func TestBudgetBoundsAnOutage(t *testing.T) {
	t.Parallel()
	for _, outage := range []time.Duration{2 * time.Second, 20 * time.Second} {
		t.Run(outage.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				b := DefaultBudget()
				start := time.Now()
				during := func() bool { return time.Since(start) < outage }
				requests, calls, failed := budgetLoad(b, 64, during, func() bool { return true })

				assert.Equal(t, calls, failed)
				retries := requests - calls
				assert.LessOrEqual(t, float64(retries), 100+2*outage.Seconds()+2)
				assert.GreaterOrEqual(t, retries, int64(100), "the full budget is there to be used")
				assert.LessOrEqual(t, float64(requests)/float64(calls), 1.10)

				// A minute later it is full again, without any success.
				letPass(time.Minute)
				assert.InDelta(t, 500, b.State().Available, 0)
			})
		})
	}
}

func TestBudgetTakesNoMemoryPerCall(t *testing.T) { //nolint:paralleltest // Allocations of others would count.
	b := DefaultBudget()
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		b.Withdraw()
		b.Success(1)
	}))
}

func TestBudgetUnderConcurrentUse(t *testing.T) {
	t.Parallel()
	b, err := NewBudget(BudgetConfig{Capacity: 1000, RetryCost: 1, RefillPerSecond: -1})
	require.NoError(t, err)
	var granted atomic.Int64
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 100 {
				if b.Withdraw() {
					granted.Add(1)
				}
			}
		})
	}
	wg.Wait()
	assert.EqualValues(t, 1000, granted.Load())
	assert.EqualValues(t, 600, b.State().Denied)
}
