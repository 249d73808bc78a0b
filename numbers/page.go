package numbers

import (
	"fmt"
	"iter"
	"strconv"

	"github.com/vendorkit/vendorkit-go/client"
)

// The page sizes that the vendor uses when a request names none (pages
// get-numbers, get-addresses, find-sms; get-flows, get-projects,
// get-online-logins; get-number-blocks). 200 is also the most that the listing
// of numbers returns.
const (
	defaultCount      = 200
	defaultCountSmall = 50
	defaultPageSize   = 10
)

// Page is one page of a listing.
type Page[T any] struct {
	Items []*T
	// TotalCount is how many there are on all pages, where the vendor says so:
	// properties, online logins and number blocks. Else nil.
	TotalCount *int
	// NextPageToken is what properties and online logins hand out. How it is
	// sent back is not documented; the next page is had with Skip.
	NextPageToken string
	// Token is what a listing of calls hands out: sent back as
	// CallListParams.Token, it gives the calls written since this query.
	Token string
}

// describe fills what stands beside the list. A member of another type than
// documented is left out rather than made an error.
func (p *Page[T]) describe(m members) {
	if n, err := strconv.Atoi(m.text(memberTotalCount)); err == nil && n >= 0 {
		p.TotalCount = &n
	}
	p.NextPageToken, p.Token = m.text(memberNextPageToken), m.text(memberToken)
}

// walk describes how a listing is paged.
type walk[T any] struct {
	start    int  // where to begin: items to skip, or the index of a page
	count    int  // items per page; 0 means standard
	standard int  // the vendor's own page size, which it surely gives
	byIndex  bool // the cursor counts pages, not items
	fetch    func(cursor, count int) (*Page[T], error)
}

// pages walks a listing page by page, the last and perhaps empty one included.
// A page that begins with the same item as the one before it, as happens when a
// server doesn't know the parameters of paging, ends it with
// client.ErrCursorStuck.
func pages[T any, P object[T]](w walk[T]) iter.Seq2[*Page[T], error] {
	if w.count == 0 {
		w.count = w.standard
	}
	return func(yield func(*Page[T], error) bool) {
		first, seen := "", w.start
		if w.byIndex {
			seen *= w.count
		}
		client.Paginate(w.start, func(cursor int) (client.Page[*Page[T], int], error) {
			page, err := w.fetch(cursor, w.count)
			if err != nil {
				return client.Page[*Page[T], int]{}, err
			}
			n := len(page.Items)
			if n != 0 {
				id := P(page.Items[0]).identity()
				if id == first {
					return client.Page[*Page[T], int]{}, fmt.Errorf("%s: the page after %d items begins like the one before: %w", Vendor, seen, client.ErrCursorStuck)
				}
				first = id
			}
			seen += n
			next := cursor + n
			if w.byIndex {
				next = cursor + 1
			}
			return client.Page[*Page[T], int]{Items: []*Page[T]{page}, Next: next, More: w.more(seen, page)}, nil
		})(yield)
	}
}

// more decides whether another page follows. Without a total, only a page that
// is shorter than both what was asked for and what the vendor gives unasked is
// surely the last: a server may have a lower maximum than was asked for. A total
// below what has been seen is none: a server that was asked not to count may
// write 0 instead of leaving it out.
func (w walk[T]) more(seen int, page *Page[T]) bool {
	n := len(page.Items)
	if page.TotalCount != nil && *page.TotalCount >= seen {
		return n != 0 && seen < *page.TotalCount
	}
	return n != 0 && n >= min(w.count, w.standard)
}

// items flattens pages.
func items[T any](pages iter.Seq2[*Page[T], error]) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for page, err := range pages {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, item := range page.Items {
				if !yield(item, nil) {
					return
				}
			}
		}
	}
}

// collect reads a listing to its end and keeps what matches.
func collect[T any](all iter.Seq2[*T, error], matches func(*T) bool) ([]*T, error) {
	var found []*T
	for item, err := range all {
		if err != nil {
			return nil, err
		}
		if matches(item) {
			found = append(found, item)
		}
	}
	return found, nil
}
