package ecptest

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/ecp"
)

// FakeCoupons is an ecp.CouponService made of functions:
//
//	c.Coupons = &ecptest.FakeCoupons{ClipFunc: func(...) (*ecp.ClipResult, error) { ... }}
//
// A method whose function is nil fails with [clienttest.ErrUnset].
type FakeCoupons struct {
	ListFunc     func(ctx context.Context, params *ecp.CouponListParams, opts ...client.CallOption) (*ecp.CouponPage, error)
	AllFunc      func(ctx context.Context, opts ...client.CallOption) iter.Seq2[*ecp.Coupon, error]
	SweepFunc    func(ctx context.Context, opts ...client.CallOption) (*ecp.Sweep, error)
	ClipFunc     func(ctx context.Context, couponIDs []int, opts ...client.CallOption) (*ecp.ClipResult, error)
	ClipEachFunc func(ctx context.Context, couponIDs []int, opts ...client.CallOption) ([]ecp.ClipOutcome, error)
}

var _ ecp.CouponService = (*FakeCoupons)(nil)

// List calls ListFunc.
func (f *FakeCoupons) List(ctx context.Context, params *ecp.CouponListParams, opts ...client.CallOption) (*ecp.CouponPage, error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("ecptest.FakeCoupons.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeCoupons) All(ctx context.Context, opts ...client.CallOption) iter.Seq2[*ecp.Coupon, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*ecp.Coupon](clienttest.Unset("ecptest.FakeCoupons.AllFunc"))
	}
	return f.AllFunc(ctx, opts...)
}

// Sweep calls SweepFunc.
func (f *FakeCoupons) Sweep(ctx context.Context, opts ...client.CallOption) (*ecp.Sweep, error) {
	if f.SweepFunc == nil {
		return nil, clienttest.Unset("ecptest.FakeCoupons.SweepFunc")
	}
	return f.SweepFunc(ctx, opts...)
}

// Clip calls ClipFunc.
func (f *FakeCoupons) Clip(ctx context.Context, couponIDs []int, opts ...client.CallOption) (*ecp.ClipResult, error) {
	if f.ClipFunc == nil {
		return nil, clienttest.Unset("ecptest.FakeCoupons.ClipFunc")
	}
	return f.ClipFunc(ctx, couponIDs, opts...)
}

// ClipEach calls ClipEachFunc.
func (f *FakeCoupons) ClipEach(ctx context.Context, couponIDs []int, opts ...client.CallOption) ([]ecp.ClipOutcome, error) {
	if f.ClipEachFunc == nil {
		return nil, clienttest.Unset("ecptest.FakeCoupons.ClipEachFunc")
	}
	return f.ClipEachFunc(ctx, couponIDs, opts...)
}

// FakeStores is an ecp.StoreService made of a function; nil fails with
// [clienttest.ErrUnset].
type FakeStores struct {
	ListFunc func(ctx context.Context, opts ...client.CallOption) ([]*ecp.Store, error)
}

var _ ecp.StoreService = (*FakeStores)(nil)

// List calls ListFunc.
func (f *FakeStores) List(ctx context.Context, opts ...client.CallOption) ([]*ecp.Store, error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("ecptest.FakeStores.ListFunc")
	}
	return f.ListFunc(ctx, opts...)
}
