package ecp_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"slices"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/ecp"
	"github.com/vendorkit/vendorkit-go/ecp/ecptest"
)

// exampleClient is a client of a fake on loopback. In a program it is
// ecp.New(credentials).
func exampleClient(opts ...ecptest.Option) (c *ecp.Client, done func()) {
	fake := ecptest.NewFake(opts...)
	server := httptest.NewServer(fake)
	c, err := ecp.New(fake.Credentials(), client.WithBaseURL(server.URL))
	if err != nil {
		panic(err)
	}
	return c, func() { c.CloseIdleConnections(); server.Close() }
}

func ExampleNew() {
	credentials := ecp.Credentials{Username: "harvest-foods-api", Password: "example-only-9Qz"} // or ecp.CredentialsFromEnv()
	c, err := ecp.New(credentials, client.WithBaseURL(string(ecp.Test)))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer c.CloseIdleConnections()
	fmt.Println(c.Core().BaseURL(), credentials.Password)
	// Output: https://lltestenterprisecouponapi.loyaltylane.com [redacted]
}

// The vendor's private documentation may name things otherwise.
func ExampleNewFromConfig() {
	c, err := ecp.NewFromConfig(ecp.Config{
		Credentials: ecp.Credentials{Username: "harvest-foods-api", Password: "example-only-9Qz"},
		Environment: ecp.Test + "/api",
		Wire:        ecp.Wire{PageParam: "pageNumber", ClipBody: ecp.ClipQuantities},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Core().BaseURL())
	// Output: https://lltestenterprisecouponapi.loyaltylane.com/api
}

// Take over the catalogue every 15 to 20 minutes, and delete only when it was
// read as one.
func ExampleCouponService_sweep() {
	c, done := exampleClient()
	defer done()
	stored := map[string]bool{"999": true, "1001": true}

	sweep, err := c.Coupons.Sweep(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, coupon := range sweep.Coupons {
		stored[coupon.RawID] = true
	}
	if sweep.Consistent && len(sweep.Coupons) != 0 {
		for id := range stored {
			if !slices.ContainsFunc(sweep.Coupons, func(c *ecp.Coupon) bool { return c.RawID == id }) {
				delete(stored, id)
			}
		}
	}
	fmt.Println(len(stored), "coupons on offer")
	// Output: 3 coupons on offer
}

// What a bulk report leaves behind when a coupon is refused.
func ExampleClipError() {
	c, done := exampleClient(ecptest.WithCoupons(ecptest.Coupon{ID: 48213}, ecptest.Coupon{ID: 48377, MaxClips: 5, Clips: 5}))
	defer done()

	_, err := c.Coupons.Clip(context.Background(), []int{48213, 99120, 48377})
	if refused, ok := errors.AsType[*ecp.ClipError](err); ok {
		fmt.Println("not found:", refused.NotFound)
		fmt.Println("at limit:", refused.AtLimit)
		fmt.Println("undetermined:", refused.Undetermined)
	}
	if errors.Is(err, client.ErrOutcomeUnknown) {
		fmt.Println("don't report the undetermined ones again: they may have been counted")
	}
	// Output:
	// not found: [99120]
	// at limit: [48377]
	// undetermined: [48213]
	// don't report the undetermined ones again: they may have been counted
}

// One coupon per request leaves no other one in doubt.
func ExampleCouponService_clipEach() {
	c, done := exampleClient(ecptest.WithCoupons(ecptest.Coupon{ID: 48213}, ecptest.Coupon{ID: 48377, MaxClips: 5, Clips: 5}))
	defer done()

	outcomes, err := c.Coupons.ClipEach(context.Background(), []int{48213, 99120, 48377})
	for _, o := range outcomes {
		fmt.Println(o.CouponID, o.State)
	}
	fmt.Println(err)
	// Output:
	// 48213 counted
	// 99120 not found
	// 48377 at limit
	// <nil>
}

// The zone of an end date is not documented; you say which one it is.
func ExampleEndDate_In() {
	eastern := time.FixedZone("EST", -5*60*60)
	for _, text := range []ecp.EndDate{"2026-03-31T23:59:59", "2026-03-31T23:59:59Z", "3/31/2026"} {
		end, err := text.In(eastern)
		fmt.Println(end, err)
	}
	// Output:
	// 2026-03-31 23:59:59 -0500 EST <nil>
	// 2026-03-31 18:59:59 -0500 EST <nil>
	// 2026-03-31 00:00:00 -0500 EST <nil>
}
