package ecp

import (
	"errors"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
)

// pages is a vendor that serves these pages, from number 1 on, and an empty one
// behind them.
type pages []CouponPage

func couponsOf(ids ...int) []*Coupon {
	coupons := make([]*Coupon, len(ids))
	for i, id := range ids {
		coupons[i] = &Coupon{ID: id, RawID: strconv.Itoa(id)}
	}
	return coupons
}

// page is a page that says what it should.
func page(number, size, total int, ids ...int) CouponPage {
	return CouponPage{Page: number, ResultsPerPage: size, TotalCoupons: total, Coupons: couponsOf(ids...)}
}

func (p pages) walk(most int) (w *walk, asked *[]int) {
	asked = new([]int)
	w = &walk{first: 1, most: most, seen: map[string]struct{}{}, total: NotStated, fetch: func(number int) (*CouponPage, error) {
		*asked = append(*asked, number)
		if number > len(p) {
			last := p[len(p)-1]
			return &CouponPage{Page: number, ResultsPerPage: last.ResultsPerPage, TotalCoupons: last.TotalCoupons}, nil
		}
		return &p[number-1], nil
	}}
	return w, asked
}

// The rule: the number of pages is the total over the page size, both of the
// latest page; an empty page ends the walk; the rest contradicts itself.
func TestWalk(t *testing.T) {
	t.Parallel()
	const no = NotStated
	for _, test := range []struct {
		name   string
		pages  pages
		asked  int
		ids    []int
		oddity string // "" for consistent
		err    error
	}{
		{"one page", pages{page(1, 100, 2, 1, 2)}, 1, []int{1, 2}, "", nil},
		{"full last page", pages{page(1, 2, 4, 1, 2), page(2, 2, 4, 3, 4)}, 2, []int{1, 2, 3, 4}, "", nil},
		{"three pages", pages{page(1, 2, 5, 1, 2), page(2, 2, 5, 3, 4), page(3, 2, 5, 5)}, 3, []int{1, 2, 3, 4, 5}, "", nil},
		{"nothing on offer", pages{page(1, 100, 0)}, 1, nil, "", nil},
		{"nothing on offer, and size 0", pages{page(1, 0, 0)}, 1, nil, "", nil},
		{"it ends where the total says", pages{page(1, 2, 2, 1, 2), page(2, 2, 3, 3)}, 1, []int{1, 2}, "", nil},
		{"the total grows meanwhile", pages{page(1, 2, 3, 1, 2), page(2, 2, 5, 3, 4), page(3, 2, 5, 5)}, 3, []int{1, 2, 3, 4, 5}, "the total changed from 3 to 5", nil},
		{"the total shrinks", pages{page(1, 2, 5, 1, 2), page(2, 2, 4, 3, 4)}, 2, []int{1, 2, 3, 4}, "the total changed from 5 to 4", nil},
		{"a coupon moved to the next page", pages{page(1, 2, 4, 1, 2), page(2, 2, 4, 2, 3)}, 2, []int{1, 2, 3}, "a coupon came twice", nil},
		{"a coupon slipped through", pages{page(1, 2, 4, 1, 2), page(2, 2, 4, 4)}, 2, []int{1, 2, 4}, "4 coupons are announced, and 3 came", nil},
		{"empty before the end", pages{page(1, 2, 6, 1, 2), page(2, 2, 6)}, 2, []int{1, 2}, "6 coupons are announced, and 2 came", nil},
		{"more than announced", pages{page(1, 100, 1, 1, 2)}, 1, []int{1, 2}, "1 coupons are announced, and 2 came", nil},
		{"more than none", pages{page(1, 100, 0, 1)}, 1, []int{1}, "0 coupons are announced, and 1 came", nil},
		{"no total", pages{page(1, 2, no, 1, 2), page(2, 2, no, 3)}, 3, []int{1, 2, 3}, "a page doesn't say how many coupons there are", nil},
		{"no page size", pages{page(1, no, 3, 1, 2), page(2, no, 3, 3)}, 2, []int{1, 2, 3}, "", nil},
		{"no page number", pages{page(no, 2, 3, 1, 2), page(no, 2, 3, 3)}, 2, []int{1, 2, 3}, "", nil},
		{"no new coupon", pages{page(1, 2, 5, 1, 2), page(2, 2, 5, 2, 1)}, 2, []int{1, 2}, "", ErrPaging},
		{"the parameter is ignored", pages{page(1, 2, 5, 1, 2), page(1, 2, 5, 1, 2)}, 2, []int{1, 2}, "", ErrPaging},
		{"another page came", pages{page(2, 2, 5, 1, 2)}, 1, nil, "", ErrPaging},
		{"size 0", pages{page(1, 0, 5, 1, 2)}, 1, nil, "", ErrPaging},
		{"the first page is empty", pages{page(1, 2, 5)}, 1, nil, "", ErrPaging},
		{"too many pages", pages{page(1, 1, 9, 1), page(2, 1, 9, 2), page(3, 1, 9, 3), page(4, 1, 9, 4), page(5, 1, 9, 5)}, 4, []int{1, 2, 3, 4}, "", ErrTooManyPages},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w, asked := test.pages.walk(4)
			var ids []int
			var failure error
			for c, err := range w.coupons() {
				require.NoError(t, failure, "nothing follows an error")
				if failure = err; err == nil {
					ids = append(ids, c.ID)
				} else {
					assert.Nil(t, c)
				}
			}
			w.finish()
			assert.Equal(t, test.ids, ids)
			assert.Len(t, *asked, test.asked)
			if test.err != nil {
				require.ErrorIs(t, failure, test.err)
				return
			}
			require.NoError(t, failure)
			assert.Equal(t, test.oddity, w.oddity)
		})
	}
}

func TestWalk_stuckIsCursorStuck(t *testing.T) {
	t.Parallel()
	w, _ := pages{page(NotStated, 2, 5, 1, 2), page(NotStated, 2, 5, 1, 2)}.walk(9)
	var failure error
	for _, err := range w.coupons() {
		failure = err
	}
	assert.ErrorIs(t, failure, client.ErrCursorStuck)
}

func TestWalk_errorAndBreak(t *testing.T) {
	t.Parallel()
	boom := errors.New("boom")
	w, _ := pages{page(1, 1, 9, 1), page(2, 1, 9, 2)}.walk(9)
	inner := w.fetch
	w.fetch = func(number int) (*CouponPage, error) {
		if number == 2 {
			return nil, boom
		}
		return inner(number)
	}
	var got []error
	for _, err := range w.coupons() {
		got = append(got, err)
	}
	assert.Equal(t, []error{nil, boom}, got)

	w, asked := pages{page(1, 2, 9, 1, 2), page(2, 2, 9, 3)}.walk(9)
	for _, err := range w.coupons() {
		require.NoError(t, err)
		break
	}
	assert.Equal(t, []int{1}, *asked, "a caller who stops costs no further page")
}

func TestWalk_configured(t *testing.T) {
	t.Parallel()
	s := &couponService{config: &Config{Wire: Wire{ZeroBasedPages: true}.WithDefaults(), MaxPages: 7}}
	w := s.walk(t.Context(), nil)
	assert.Equal(t, 0, w.first)
	assert.Equal(t, 7, w.most)
}
