package breaker_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/vendorkit/vendorkit-go/retry"
	"github.com/vendorkit/vendorkit-go/retry/breaker"
)

func Example() {
	b, err := breaker.New(breaker.Config{
		Name:     "billing",
		Failures: 3,
		OpenFor:  time.Minute,
		OnChange: func(from, to breaker.State) { fmt.Println("billing:", from, "->", to) },
	})
	if err != nil {
		panic(err)
	}
	// A client does this for each attempt when it is made with client.WithBreaker(b).
	for range 3 {
		done, err := b.Acquire(context.Background())
		if err != nil {
			panic(err)
		}
		done(retry.Outcome{Err: errors.New("connection refused")})
	}
	_, err = b.Acquire(context.Background())
	fmt.Println(err, errors.Is(err, retry.ErrCircuitOpen), b.State())
	// Output:
	// billing: closed -> open
	// retry: circuit open: billing true open
}
