package retry

import (
	"fmt"
	"math"
	"sync"
	"time"
)

// The defaults of a [BudgetConfig].
const (
	DefaultBudgetCapacity  = 500
	DefaultRetryCost       = 5
	DefaultFirstTryRefund  = 1.5
	DefaultRefillPerSecond = 10
)

// A BudgetConfig says how much a [Budget] holds, what a retry costs and what fills it up again. All are counts of the
// same token. A zero field stands for its default.
type BudgetConfig struct {
	// Capacity is how many tokens the budget holds. It starts full. Default 500.
	Capacity float64
	// RetryCost is what one retry costs. Default 5, so that a full budget pays for 100 retries.
	RetryCost float64
	// FirstTryRefund is what a call gives back that succeeded without a retry. Default 1.5. Negative: nothing.
	// With the default cost it sustains a failure rate of a third for ever.
	FirstTryRefund float64
	// RefillPerSecond is what time gives back. Default 10, which is two retries per second, and a minute from empty to
	// full. Negative: nothing; then an empty budget needs successes to fill.
	RefillPerSecond float64
}

// A Budget bounds the retries of all calls that share it, however many run at once. Backoff alone slows each caller
// down, but many callers together still multiply the load of a server that is about to fail. With a budget, a server
// that fails now and then gets all the retries it needs, and one that is down gets a hundred, and then two per second.
//
// It is a bucket of tokens. A retry takes RetryCost out or doesn't happen; success and time put tokens in.
//
// A nil *Budget is unlimited and the zero Budget is a [DefaultBudget]. A Budget is safe for concurrent use, takes no
// memory for a call, and must not be copied after its first use.
type Budget struct {
	unlimited bool

	mu              sync.Mutex
	cfg             BudgetConfig
	level           float64
	last            time.Time // When time last refilled it; zero before the first use.
	granted, denied uint64
}

// NewBudget returns a full budget. It fails if a field isn't a finite number, if Capacity or RetryCost is negative, or
// if Capacity doesn't pay for a single retry.
func NewBudget(cfg BudgetConfig) (*Budget, error) {
	for _, f := range []struct {
		name     string
		value    float64
		positive bool
	}{
		{"Capacity", cfg.Capacity, true},
		{"RetryCost", cfg.RetryCost, true},
		{"FirstTryRefund", cfg.FirstTryRefund, false},
		{"RefillPerSecond", cfg.RefillPerSecond, false},
	} {
		if math.IsNaN(f.value) || math.IsInf(f.value, 0) || f.positive && f.value < 0 {
			return nil, fmt.Errorf("retry: BudgetConfig.%s can't be %v", f.name, f.value)
		}
	}
	cfg = cfg.resolve()
	if cfg.RetryCost > cfg.Capacity {
		return nil, fmt.Errorf("retry: BudgetConfig.RetryCost %v is above Capacity %v", cfg.RetryCost, cfg.Capacity)
	}
	return &Budget{cfg: cfg}, nil
}

// resolve puts defaults in place of zero fields and zero in place of negative ones.
func (c BudgetConfig) resolve() BudgetConfig {
	for _, f := range []struct {
		field *float64
		def   float64
	}{
		{&c.Capacity, DefaultBudgetCapacity},
		{&c.RetryCost, DefaultRetryCost},
		{&c.FirstTryRefund, DefaultFirstTryRefund},
		{&c.RefillPerSecond, DefaultRefillPerSecond},
	} {
		if *f.field == 0 {
			*f.field = f.def
		}
		*f.field = max(0, *f.field)
	}
	return c
}

// DefaultBudget returns a new budget with the defaults of [BudgetConfig]: 100 retries, refilled by two per second and
// by success.
func DefaultBudget() *Budget { return &Budget{} }

// UnlimitedBudget returns a budget that grants every retry. Unlike nil, which a [Policy] takes for "a budget of its
// own", it switches the budget off.
func UnlimitedBudget() *Budget { return &Budget{unlimited: true} }

// Withdraw pays for one retry, and reports false if there isn't enough left. Ask for it only once everything else
// allows the retry; there is no way to pay it back but success.
func (b *Budget) Withdraw() bool {
	if b == nil || b.unlimited {
		return true
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refill()
	if b.level < b.cfg.RetryCost {
		b.denied++
		return false
	}
	b.level -= b.cfg.RetryCost
	b.granted++
	return true
}

// Success reports that a call succeeded after that many retries. Without a retry it gives FirstTryRefund back;
// otherwise the cost of the last retry, the one that was worth it.
func (b *Budget) Success(retries int) {
	if b == nil || b.unlimited {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.last.IsZero() { // Still full.
		return
	}
	refund := b.cfg.FirstTryRefund
	if retries > 0 {
		refund = b.cfg.RetryCost
	}
	b.level = min(b.cfg.Capacity, b.level+refund)
}

// A BudgetState is a snapshot of a [Budget].
type BudgetState struct {
	// Unlimited is true if the budget grants everything; the other fields are zero then.
	Unlimited bool
	// Available and Capacity are counts of tokens, and RetryCost is what a retry takes of them.
	Available, Capacity, RetryCost float64
	// Granted and Denied count the calls of Withdraw.
	Granted, Denied uint64
}

// State returns a snapshot.
func (b *Budget) State() BudgetState {
	if b == nil || b.unlimited {
		return BudgetState{Unlimited: true}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refill()
	return BudgetState{
		Available: b.level,
		Capacity:  b.cfg.Capacity,
		RetryCost: b.cfg.RetryCost,
		Granted:   b.granted,
		Denied:    b.denied,
	}
}

// refill adds what time gives. On first use it fills the budget.
func (b *Budget) refill() {
	now := time.Now()
	if b.last.IsZero() {
		if b.cfg == (BudgetConfig{}) { // The zero Budget.
			b.cfg = b.cfg.resolve()
		}
		b.level = b.cfg.Capacity
		b.last = now
		return
	}
	b.level = min(b.cfg.Capacity, b.level+now.Sub(b.last).Seconds()*b.cfg.RefillPerSecond)
	b.last = now
}
