package main

import (
	"context"
	"errors"
	"slices"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/ecp"
	"github.com/vendorkit/vendorkit-go/ecp/ecptest"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
)

// clip: the vendor's own error says which coupons it refuses, and the client says
// what the vendor leaves open.
func clip(d *demo.D) {
	d.Section("2. Clipping coupons: one unknown, one used up (ecp)")
	ctx := context.Background()
	const good, unknown, usedUp = 48213, 99120, 48377
	vendor := ecptest.NewServer(d, ecptest.WithCoupons(
		ecptest.Coupon{ID: good}, ecptest.Coupon{ID: usedUp, MaxClips: 5, Clips: 5},
	))
	c := vendor.Client(d)

	_, err := c.Coupons.Clip(ctx, []int{good, unknown, usedUp})
	refused, ok := errors.AsType[*ecp.ClipError](err)
	if !ok {
		d.Fatalf("expected an *ecp.ClipError, got %v", err)
	}
	d.Show("error", "%T, code %s, HTTP %d", refused, refused.Code, refused.StatusCode)
	d.Show("NotFound, AtLimit", "%v, %v", refused.NotFound, refused.AtLimit)
	d.Show("Undetermined", "%v, errors.Is(err, client.ErrOutcomeUnknown) is %v", refused.Undetermined, errors.Is(err, client.ErrOutcomeUnknown))
	d.Promise(slices.Equal(refused.NotFound, []int{unknown}) && slices.Equal(refused.AtLimit, []int{usedUp}), "the refused coupons are named")
	d.Promise(slices.Equal(refused.Undetermined, []int{good}) && vendor.Clips(good) <= 1,
		"the third is neither reported as done nor sent again: the vendor doesn't say which it is")

	outcomes, err := c.Coupons.ClipEach(ctx, []int{good, unknown, usedUp})
	d.Must(err)
	for _, o := range outcomes {
		d.Show("ClipEach", "%d %s", o.CouponID, o.State)
	}
	d.Promise(outcomes[0].State == ecp.ClipCounted && vendor.Clips(good) == 1, "one coupon per request leaves none in doubt")
	d.Say("Why: a clip uses up a limited counter and has no idempotency key, so a guess is paid by a shopper.")
}
