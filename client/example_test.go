package client_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// How a caller tells what happened: first whether a write may have happened,
// then the class, then the vendor's own code.
func Example_errors() {
	c, _ := client.New(acmeProfile(), client.WithTransport(steps(says(404, `{"code":9,"message":"Widget not found"}`, "Acme-Request", "r-17"))))
	_, err := get(context.Background(), c)
	switch {
	case err == nil:
		fmt.Println("done")
	case errors.Is(err, client.ErrOutcomeUnknown):
		fmt.Println("look it up before doing it again")
	case errors.Is(err, client.ErrNotFound):
		if e, ok := errors.AsType[*acmeError](err); ok {
			fmt.Println("not found, code", e.Number, "request", e.RequestID)
		}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		fmt.Println("we left")
	default:
		fmt.Println(err)
	}
	// Output: not found, code 9 request r-17
}

// A policy for an interactive service: give up early.
func ExampleWithRetry() {
	c, err := client.New(acmeProfile(),
		client.WithTransport(steps(says(200, goodWidget))),
		client.WithRetry(retry.Policy{MaxAttempts: 3, AttemptTimeout: 2 * time.Second, MaxElapsed: 5 * time.Second}))
	if err != nil {
		fmt.Println(err)
		return
	}
	w, err := get(context.Background(), c)
	fmt.Println(w.Name, err)
	// Output: first <nil>
}

// The answer behind the typed result: status, request id, attempts, raw body.
func ExampleWithResponse() {
	c, _ := client.New(acmeProfile(), client.WithTransport(steps(says(503, ""), says(200, goodWidget, "Acme-Request", "r-18"))))
	var resp client.Response
	if _, err := get(context.Background(), c, client.WithResponse(&resp)); err != nil {
		fmt.Println(err)
	}
	fmt.Println(resp.StatusCode, resp.RequestID, resp.Attempts, string(resp.Body))
	// Output: 200 r-18 2 {"id":"w1","name":"first"}
}

// An operation that a vendor package doesn't have yet: same credentials,
// limits, retries and errors.
func ExampleClient_Do() {
	c, _ := client.New(acmeProfile(), client.WithTransport(steps(says(200, `{"status":"ok"}`))))
	var out struct{ Status string }
	err := c.Do(context.Background(), http.MethodGet, "/health", nil, nil, &out)
	fmt.Println(out.Status, err)
	// Output: ok <nil>
}

// Pages become one sequence; an error ends it.
func ExamplePaginate() {
	fetch := func(cursor int) (client.Page[string, int], error) {
		return client.Page[string, int]{Items: []string{fmt.Sprint("item ", cursor)}, Next: cursor + 1, More: cursor < 2}, nil
	}
	for item, err := range client.Paginate(0, fetch) {
		fmt.Println(item, err)
	}
	// Output:
	// item 0 <nil>
	// item 1 <nil>
	// item 2 <nil>
}
