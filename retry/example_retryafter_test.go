package retry_test

import (
	"fmt"
	"net/http"
	"time"

	"github.com/vendorkit/vendorkit-go/retry"
)

func ExampleParseRetryAfter() {
	now := time.Date(2026, time.November, 21, 10, 0, 0, 0, time.UTC)
	for _, value := range []string{"120", "1.5", "Sat, 21 Nov 2026 10:00:30 GMT", "-5", "9223372037"} {
		wait, ok := retry.ParseRetryAfter(http.Header{"Retry-After": {value}}, now)
		fmt.Println(value, "->", wait, ok)
	}
	// Output:
	// 120 -> 2m0s true
	// 1.5 -> 1.5s true
	// Sat, 21 Nov 2026 10:00:30 GMT -> 30s true
	// -5 -> 0s false
	// 9223372037 -> 2562047h47m16.854775807s true
}
