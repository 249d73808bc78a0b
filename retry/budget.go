package retry

// Budget: see the next commit.
type Budget struct{}

type BudgetConfig struct {
	Capacity, RetryCost, FirstTryRefund, RefillPerSecond float64
}

type BudgetState struct {
	Unlimited           bool
	Available, Capacity float64
	Granted, Denied     uint64
}

func NewBudget(BudgetConfig) (*Budget, error) { return &Budget{}, nil }
func DefaultBudget() *Budget                  { return &Budget{} }
func UnlimitedBudget() *Budget                { return &Budget{} }
func (b *Budget) Withdraw() bool              { return true }
func (b *Budget) Success(retries int)         {}
func (b *Budget) State() BudgetState          { return BudgetState{} }
