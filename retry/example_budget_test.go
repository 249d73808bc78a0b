package retry_test

import (
	"fmt"

	"github.com/vendorkit/vendorkit-go/retry"
)

func ExampleBudget() {
	// Room for three retries; one call in ten that succeeds at once pays for another.
	budget, err := retry.NewBudget(retry.BudgetConfig{
		Capacity:        30,
		RetryCost:       10,
		FirstTryRefund:  1,
		RefillPerSecond: -1, // Time gives nothing back.
	})
	if err != nil {
		panic(err)
	}

	// The server is down. However many callers there are, they share three retries.
	for range 4 {
		fmt.Println("retry:", budget.Withdraw())
	}

	// It works again.
	for range 10 {
		budget.Success(0)
	}
	fmt.Println("retry:", budget.Withdraw())
	// Output:
	// retry: true
	// retry: true
	// retry: true
	// retry: false
	// retry: true
}
