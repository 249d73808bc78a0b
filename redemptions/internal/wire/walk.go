package wire

import (
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// DefaultTake is the page size, and the largest that a walk asks for. The
// vendor's own default and maximum are unknown; this is a page of some 50 KB.
const DefaultTake = 100

// remembered bounds the ids of one generation, of which a walk keeps two.
const remembered = 5000

// Walk yields the items of all pages from skip on, each once. fetch gets one page
// of the given size.
//
// Paging by offset shifts when rows arrive, so items are told apart by id; the
// last 5,000 to 10,000 ids are remembered. A full page with nothing new ends the
// walk with client.ErrCursorStuck: the vendor then ignores skip.
//
// A page shorter than asked for is the last one. But until a full page has been
// seen, it may as well be the vendor's own limit, and ending there would lose rows
// in silence; so the walk then goes on to a page with nothing new.
func Walk[T any, K comparable](skip, take int, id func(*T) K, fetch func(skip, take int) ([]*T, error)) iter.Seq2[*T, error] {
	if take < 1 || take > DefaultTake {
		take = DefaultTake
	}
	return func(yield func(*T, error) bool) {
		var known ids[K]
		honoured := false // the vendor has given as many as asked for
		client.Paginate(max(skip, 0), func(skip int) (page client.Page[*T, int], err error) {
			items, err := fetch(skip, take)
			if err != nil {
				return page, err
			}
			for _, item := range items {
				if known.add(id(item)) {
					page.Items = append(page.Items, item)
				}
			}
			full := len(items) >= take
			honoured = honoured || full
			page.More = full || !honoured && len(page.Items) > 0
			page.Next = skip
			if len(page.Items) > 0 {
				page.Next += len(items)
			}
			return page, nil
		})(yield)
	}
}

// ids remembers the ids that were added last.
type ids[K comparable] struct{ young, old map[K]struct{} }

// add reports whether the id is new.
func (s *ids[K]) add(id K) bool {
	if _, ok := s.young[id]; ok {
		return false
	}
	if _, ok := s.old[id]; ok {
		return false
	}
	if s.young == nil || len(s.young) >= remembered {
		s.old, s.young = s.young, make(map[K]struct{})
	}
	s.young[id] = struct{}{}
	return true
}
