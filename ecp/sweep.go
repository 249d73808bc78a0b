package ecp

import (
	"context"
	"fmt"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// Sweep is the whole catalogue, as far as one walk over its pages can tell.
type Sweep struct {
	// Coupons holds each coupon once, in the vendor's order.
	Coupons []*Coupon
	// Total is the number of coupons that the last page announced, [NotStated] if
	// it doesn't.
	Total int
	// Pages is the number of pages read.
	Pages int
	// Consistent says that the pages fitted together: each announced the same
	// total, no coupon came twice, and as many came as were announced. Delete
	// coupons from your store only after such a sweep; whether the vendor's pages
	// are a snapshot is not documented, so it is wise to wait for a second sweep
	// that misses them too. An empty catalogue is legal, and is consistent if its
	// total is 0: put a guard of your own before a deletion of everything.
	Consistent bool
	// Inconsistency says what did not fit, for people; "" if Consistent.
	Inconsistency string
}

func (s *couponService) All(ctx context.Context, opts ...client.CallOption) iter.Seq2[*Coupon, error] {
	return func(yield func(*Coupon, error) bool) { s.walk(ctx, opts).coupons()(yield) }
}

func (s *couponService) Sweep(ctx context.Context, opts ...client.CallOption) (*Sweep, error) {
	w := s.walk(ctx, opts)
	sweep := &Sweep{}
	for coupon, err := range w.coupons() {
		if err != nil {
			return nil, err
		}
		sweep.Coupons = append(sweep.Coupons, coupon)
	}
	w.finish()
	sweep.Total, sweep.Pages = w.total, w.pages
	sweep.Inconsistency, sweep.Consistent = w.oddity, w.oddity == ""
	return sweep, nil
}

// walk is one walk over the catalogue.
type walk struct {
	fetch       func(page int) (*CouponPage, error)
	first, most int

	seen   map[string]struct{}
	pages  int
	total  int
	oddity string // the first thing that did not fit
}

func (s *couponService) walk(ctx context.Context, opts []client.CallOption) *walk {
	return &walk{
		fetch: func(page int) (*CouponPage, error) { return s.page(ctx, page, opts) },
		first: s.config.Wire.firstPage(), most: s.config.MaxPages,
		seen: map[string]struct{}{}, total: NotStated,
	}
}

func (w *walk) coupons() iter.Seq2[*Coupon, error] { return client.Paginate(w.first, w.next) }

// next reads a page and decides whether another one follows. The number of
// pages is the total over the page size, both of the latest page.
func (w *walk) next(number int) (client.Page[*Coupon, int], error) {
	var out client.Page[*Coupon, int]
	if w.pages == w.most {
		return out, fmt.Errorf("%w (%d)", ErrTooManyPages, w.most)
	}
	page, err := w.fetch(number)
	if err != nil {
		return out, err
	}
	w.pages++
	w.note(page)
	out.Items = w.fresh(page.Coupons)
	switch {
	case page.Page != NotStated && page.Page != number:
		return out, fmt.Errorf("%w: page %d was asked for and page %d came (see Wire.PageParam and Wire.ZeroBasedPages)", ErrPaging, number, page.Page)
	case len(page.Coupons) == 0 && number == w.first && page.TotalCoupons > 0:
		return out, fmt.Errorf("%w: the first page is empty, but %d coupons are announced (see Wire.ZeroBasedPages)", ErrPaging, page.TotalCoupons)
	case len(page.Coupons) == 0:
		return out, nil
	case len(out.Items) == 0:
		return out, fmt.Errorf("%w: page %d brings no new coupon: %w", ErrPaging, number, client.ErrCursorStuck)
	case page.ResultsPerPage == 0:
		return out, fmt.Errorf("%w: a page holds 0 coupons at most", ErrPaging)
	}
	out.Next, out.More = number+1, w.more(page, number)
	return out, nil
}

func (w *walk) more(page *CouponPage, number int) bool {
	switch {
	case page.TotalCoupons == NotStated:
		return true // until an empty page
	case page.ResultsPerPage == NotStated:
		return len(w.seen) < page.TotalCoupons
	}
	pages := (page.TotalCoupons-1)/page.ResultsPerPage + 1
	return number-w.first+1 < pages
}

// note keeps the books on the total.
func (w *walk) note(page *CouponPage) {
	switch {
	case page.TotalCoupons == NotStated:
		w.odd("a page doesn't say how many coupons there are")
	case w.pages > 1 && page.TotalCoupons != w.total:
		w.odd(fmt.Sprintf("the total changed from %d to %d", w.total, page.TotalCoupons))
	}
	w.total = page.TotalCoupons
}

// fresh returns the coupons that are new in this walk.
func (w *walk) fresh(coupons []*Coupon) []*Coupon {
	fresh := make([]*Coupon, 0, len(coupons))
	for _, c := range coupons {
		if _, again := w.seen[c.RawID]; again {
			w.odd("a coupon came twice")
			continue
		}
		w.seen[c.RawID] = struct{}{}
		fresh = append(fresh, c)
	}
	return fresh
}

// finish compares what came with what was announced.
func (w *walk) finish() {
	if w.total != NotStated && len(w.seen) != w.total {
		w.odd(fmt.Sprintf("%d coupons are announced, and %d came", w.total, len(w.seen)))
	}
}

func (w *walk) odd(what string) {
	if w.oddity == "" {
		w.oddity = what
	}
}
