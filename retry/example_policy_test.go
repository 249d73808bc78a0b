package retry_test

import (
	"fmt"
	"math"
	"time"

	"github.com/vendorkit/vendorkit-go/retry"
)

func ExamplePolicy() {
	// Only what differs from the default needs to be said.
	policy, err := retry.Policy{MaxAttempts: 4, MaxElapsed: 10 * time.Second}.Resolve()
	if err != nil {
		panic(err)
	}
	fmt.Println(policy.MaxAttempts, policy.BaseDelay, policy.MaxDelay, policy.AttemptTimeout, policy.MaxElapsed)
	// Output: 4 50ms 5s 30s 10s
}

func ExamplePolicy_Backoff() {
	policy := retry.Policy{BaseDelay: 100 * time.Millisecond, MaxDelay: time.Second}
	for _, r := range []int{1, 2, 3, 4, 5, math.MaxInt} {
		longest := time.Duration(0)
		for range 10_000 {
			longest = max(longest, policy.Backoff(r))
		}
		fmt.Println("before retry", r, "up to", longest.Round(10*time.Millisecond))
	}
	// Output:
	// before retry 1 up to 100ms
	// before retry 2 up to 200ms
	// before retry 3 up to 400ms
	// before retry 4 up to 800ms
	// before retry 5 up to 1s
	// before retry 9223372036854775807 up to 1s
}
