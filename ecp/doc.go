// Package ecp is a client of the ECP API (LoyaltyLane Enterprise Coupon API):
// it reads the catalogue of digital coupons and reports the clips that
// shoppers made of them.
//
//	c, err := ecp.New(credentials)
//	sweep, err := c.Coupons.Sweep(ctx)             // the whole catalogue
//	result, err := c.Coupons.Clip(ctx, []int{48213, 48377})
//
// # How the vendor wants to be used
//
// The catalogue is to be kept in a data store of your own, from which shoppers
// are served: this is not an API to call per shopper (guide "Getting
// Started"). Read it every 15 to 20 minutes, take over what changed, drop what
// is gone, and report clips regularly. A coupon keeps its id when it is edited.
// A coupon that was cancelled, has expired or has reached its maximum number of
// clips is absent; why it is absent is not told.
//
// # What is documented and what is not
//
// Documented are four endpoints, the method of one of them, the HTTP statuses
// and internal codes (page "ECP API Error Codes"), the top-level names Code,
// Message and Data, and the rules of the catalogue. Request bodies, parameter
// names and the shape of successful answers are not public. This package holds
// every such name in one place, [Wire], with the most likely default; answers
// are accepted under all likely names. When the vendor's private documentation
// says something else, set it there and use [NewFromConfig]. Doc comments say
// "inferred" where the vendor doesn't say.
//
// # Clips and what may be sent twice
//
// There is no idempotency key, and a limited counter is consumed, so a clip is
// never sent again once it may have been counted. [CouponService].Clip says
// what each outcome means. The safe way is ClipEach, one coupon per request:
// then a refusal leaves no other coupon of the request in doubt.
package ecp
