package client

import (
	"errors"
	"iter"
)

// ErrCursorStuck ends an iteration whose next page would be the page just read.
var ErrCursorStuck = errors.New("vendorkit: the cursor of the next page did not move")

// Page is one page of a listing, as a vendor package hands it to Paginate.
type Page[T any, C comparable] struct {
	Items []T
	// Next is the cursor of the next page; it counts only when More is true.
	Next C
	More bool
}

// Paginate walks pages from the cursor start and yields their items. An error
// is yielded once, with the zero T, and ends the walk. A page whose cursor does
// not move ends it with ErrCursorStuck instead of looping.
func Paginate[T any, C comparable](start C, fetch func(cursor C) (Page[T, C], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		cursor := start
		for {
			page, err := fetch(cursor)
			if err != nil {
				var zero T
				yield(zero, err)
				return
			}
			for _, item := range page.Items {
				if !yield(item, nil) {
					return
				}
			}
			if !page.More {
				return
			}
			if page.Next == cursor {
				var zero T
				yield(zero, ErrCursorStuck)
				return
			}
			cursor = page.Next
		}
	}
}
