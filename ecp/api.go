package ecp

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// CouponService is the catalogue of coupons and the report of clips. A later
// minor version may add methods; ecptest.FakeCoupons implements all of them.
type CouponService interface {
	// List reads one page of the catalogue, the first one if params is nil. Use
	// Sweep or All for the whole.
	//
	// GET /coupons (guide "Getting Started"). May be repeated: yes, a read.
	// Errors: [*InputError] for a parameter that the vendor refuses.
	List(ctx context.Context, params *CouponListParams, opts ...client.CallOption) (*CouponPage, error)

	// All walks over the catalogue page by page and yields each coupon once, by
	// its id. An error is yielded once and ends the walk; [ErrPaging] says that
	// the pages contradict each other, [ErrTooManyPages] that there are more
	// than [Config].MaxPages of them.
	//
	// Don't delete what All did not yield: the catalogue may have moved between
	// two pages. Sweep tells whether it did.
	All(ctx context.Context, opts ...client.CallOption) iter.Seq2[*Coupon, error]

	// Sweep reads the whole catalogue, as All does, and says whether the pages
	// fitted together. An error means that there is no result at all.
	Sweep(ctx context.Context, opts ...client.CallOption) (*Sweep, error)

	// Clip reports clips, one for each id, in one request. Ids that occur more
	// than once are reported so (that each entry counts is inferred). No id at
	// all, ids below 1 and more than [Config].MaxClipIDs are refused before
	// anything is sent, with an error that matches client.ErrInvalid. Should the
	// vendor's ids be no positive integers after all, [Client].Do reports them.
	//
	// POST /Clip (page "ECP API Error Codes"). May be repeated: never, since
	// each request is counted against the coupon's maximum and no key is
	// documented. It is sent again only after the one renewal of the token, or
	// when provably nothing was sent; client.AllowRepeat lifts that.
	//
	// What an error means:
	//
	//	*InputError (2001)        nothing was counted (inferred); it is no partial success
	//	*ClipError (2002)         Undetermined nobody knows; the rest of NotFound and AtLimit was not counted
	//	client.ErrOutcomeUnknown  it may have been counted: 500, a lost connection, a time-out,
	//	                          a success that isn't the documented one, a 400 without a
	//	                          documented code, a ClipError with Undetermined
	//	any other                 nothing was counted
	//
	// There is no call that tells afterwards whether a clip was counted. Keep
	// the report marked as unknown instead of sending it again, and settle it
	// with the vendor.
	Clip(ctx context.Context, couponIDs []int, opts ...client.CallOption) (*ClipResult, error)

	// ClipEach reports the clips one request at a time, in the order of the ids:
	// slower than Clip, but a refused coupon leaves no other one in doubt. It
	// returns one outcome for each id. Refused coupons don't end it. Whatever
	// says that the next request would fare no better does: then the remaining
	// ids are [ClipNotSent], and the error is the one that ended it.
	//
	// No id at all and ids below 1 are refused as in Clip, without outcomes;
	// there is no bound on their number.
	ClipEach(ctx context.Context, couponIDs []int, opts ...client.CallOption) ([]ClipOutcome, error)
}

// StoreService is the list of stores. A later minor version may add methods;
// ecptest.FakeStores implements all of them.
type StoreService interface {
	// List reads the stores of the one Aggregator that the API User is
	// associated with.
	//
	// GET /AggregatorStores (page "ECP API Error Codes"; the method is
	// inferred). May be repeated: yes, a read. Errors:
	// [*AggregatorStoresError] if the API User belongs to no Aggregator, or to
	// more than one. No paging is documented. If the answer says that there are
	// more stores than it holds, List fails with a *client.DecodeError that
	// matches [ErrPaging], instead of passing a part for the whole.
	List(ctx context.Context, opts ...client.CallOption) ([]*Store, error)
}

var (
	_ CouponService = (*couponService)(nil)
	_ StoreService  = (*storeService)(nil)
)
