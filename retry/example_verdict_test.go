package retry_test

import (
	"fmt"
	"net/http"

	"github.com/vendorkit/vendorkit-go/retry"
)

func ExampleStatusVerdict() {
	for _, status := range []int{
		http.StatusNotFound,
		http.StatusTooManyRequests,
		http.StatusNotImplemented,
		http.StatusServiceUnavailable,
	} {
		fmt.Println(status, retry.StatusVerdict(status))
	}
	// Output:
	// 404 stop
	// 429 retry
	// 501 stop
	// 503 retry
}

func ExampleDecide() {
	verdict := retry.StatusVerdict(http.StatusServiceUnavailable)
	show := func(what string, d retry.Decision) {
		fmt.Printf("%-28s repeat=%-5v unknown=%-5v %s\n", what, d.Repeat, d.OutcomeUnknown, d.Reason)
	}
	show("503 for a read", retry.Decide(verdict, true, false))
	show("503 for a charge", retry.Decide(verdict, false, false))
	show("no connection for a charge", retry.Decide(retry.Retry, false, true))
	show("over the limit for a charge", retry.Decide(retry.Throttle, false, false))
	// Output:
	// 503 for a read               repeat=true  unknown=false may be repeated
	// 503 for a charge             repeat=false unknown=true  may have been processed and may not be repeated
	// no connection for a charge   repeat=true  unknown=false was not sent
	// over the limit for a charge  repeat=true  unknown=false refused before processing
}
