package ecp

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"

	"github.com/vendorkit/vendorkit-go/client"
)

type couponService struct {
	core   *client.Client
	ops    *operations
	config *Config
}

// CouponListParams choose a page.
type CouponListParams struct {
	// Page is the number of the page; 0 means the first one, whatever its number
	// is (see [Wire].ZeroBasedPages). Negative numbers are refused before
	// anything is sent.
	Page int
}

// CouponPage is one page of the catalogue. That each page states the three
// numbers is documented (guide "Getting Started"), their names are inferred;
// [NotStated] stands for one that was not found.
type CouponPage struct {
	// Page is the page that was served.
	Page int
	// ResultsPerPage is the most that a page holds, at most [MaxPageSize].
	ResultsPerPage int
	// TotalCoupons is the number of available coupons.
	TotalCoupons int
	// Coupons are those of the page, in the vendor's order.
	Coupons []*Coupon
	// Raw is the whole answer.
	Raw json.RawMessage
}

func (s *couponService) List(ctx context.Context, params *CouponListParams, opts ...client.CallOption) (*CouponPage, error) {
	number := s.config.Wire.firstPage()
	if params != nil && params.Page != 0 {
		number = params.Page
	}
	if number < 0 {
		return nil, refuse(&s.ops.coupons, fmt.Errorf("the page %d is negative", number))
	}
	return s.page(ctx, number, opts)
}

func (s *couponService) page(ctx context.Context, number int, opts []client.CallOption) (*CouponPage, error) {
	wire := &s.config.Wire
	request := client.Request{Op: &s.ops.coupons, Query: url.Values{wire.PageParam: {strconv.Itoa(number)}}}
	answer := &listAnswer[*CouponPage]{read: wire.couponPage}
	if err := client.CallInto(ctx, s.core, request, answer, opts...); err != nil {
		return nil, err
	}
	return answer.result, nil
}

func (w Wire) couponPage(e *envelope) (*CouponPage, error) {
	list, err := w.listing(e, w.CouponListKeys)
	if err != nil {
		return nil, err
	}
	page := &CouponPage{
		Page: list.page, ResultsPerPage: list.size, TotalCoupons: list.total,
		Coupons: make([]*Coupon, len(list.items)), Raw: e.raw,
	}
	for i, item := range list.items {
		if page.Coupons[i], err = w.coupon(item); err != nil {
			return nil, fmt.Errorf("%w (number %d of the page)", err, i+1)
		}
	}
	return page, nil
}

// refuse is the error of a call that is not made.
func refuse(op *client.Operation, err error) error {
	return &client.CallError{Vendor: Vendor, Operation: op.Name, Cause: fmt.Errorf("%w: %w", client.ErrInvalid, err)}
}
