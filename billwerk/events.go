package billwerk

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"net/http"
	"slices"

	"github.com/vendorkit/vendorkit-go/client"
)

type eventService struct{ client *client.Client }

var _ EventService = (*eventService)(nil)

var (
	opEventGet = client.Operation{
		Name: "events.get", Method: http.MethodGet, Path: "/v1/event/{id}",
	}
	opEventList = client.Operation{
		Name: "events.list", Method: http.MethodGet, Path: "/v1/event",
	}
)

func (s *eventService) Get(ctx context.Context, id string, opts ...client.CallOption) (*Event, error) {
	return client.Call[Event](ctx, s.client, client.Request{Op: &opEventGet, Args: []string{id}}, opts...)
}

func (s *eventService) List(ctx context.Context, params *EventListParams, opts ...client.CallOption) (*EventPage, error) {
	p := orEmpty(params)
	query, err := queryOf(p)
	if err == nil {
		err = p.validate()
	}
	if err != nil {
		return nil, invalidCall(&opEventList, err)
	}
	return client.Call[EventPage](ctx, s.client, client.Request{Op: &opEventList, Query: query}, opts...)
}

func (s *eventService) All(ctx context.Context, params *EventListParams, opts ...client.CallOption) iter.Seq2[*Event, error] {
	p, opts := *orEmpty(params), slices.Clone(opts)
	start := max(p.Page, 1)
	if p.Page < 0 {
		start = p.Page // for List to refuse
	}
	return func(yield func(*Event, error) bool) {
		var before ids
		client.Paginate(start, func(number int) (client.Page[*Event, int], error) {
			p := p
			p.Page = number
			page, err := s.List(ctx, &p, opts...)
			if err != nil {
				return client.Page[*Event, int]{}, err
			}
			fresh := unseen(&before, page.Content, func(e *Event) string { return e.ID })
			n, size := len(page.Content), cmp.Or(page.Size, p.Size, DefaultPageSize)
			if n >= size && len(fresh) == 0 {
				return client.Page[*Event, int]{}, fmt.Errorf("%s: page %d of the events is like the one before: %w", Vendor, number, client.ErrCursorStuck)
			}
			// There is no total. A page shorter than what was asked for may only mean that
			// the vendor gives less; one shorter than what it gives unasked is the last.
			more := n >= min(size, DefaultPageSize) && len(fresh) > 0
			return client.Page[*Event, int]{Items: fresh, Next: number + 1, More: more}, nil
		})(yield)
	}
}

// ids remembers the ids of one page.
type ids map[string]bool

// unseen gives the elements of a page that were not on the page before, and
// remembers this page instead.
func unseen[T any](before *ids, page []*T, id func(*T) string) []*T {
	seen := make(ids, len(page))
	var fresh []*T
	for _, element := range page {
		name := id(element)
		if !(*before)[name] && !seen[name] {
			fresh = append(fresh, element)
		}
		seen[name] = true
	}
	*before = seen
	return fresh
}
