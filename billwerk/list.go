package billwerk

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/vendorkit/vendorkit-go/client"
)

// The documented size of a page, and what it is when nothing is asked for (page
// "list_queries").
const (
	MinPageSize     = 10
	MaxPageSize     = 100
	DefaultPageSize = 20
)

// ListParams is the part that the parameters of all lists have in common (page
// "list_queries"). The zero value asks for what was created within the last
// month, newest first: an unfiltered list is not "everything". Set From for more.
type ListParams struct {
	// Range names the timestamp that From, To and the order go by; "" means
	// [RangeCreated]. The order is always descending.
	Range ListRange `query:"range"`
	// From is inclusive; "" means one month before To. It excludes Interval.
	From LocalTime `query:"from"`
	// To is exclusive; "" means now.
	To LocalTime `query:"to"`
	// Interval is an ISO 8601 duration, for example "P3M", counted back from To.
	Interval string `query:"interval"`
	// Size is the number of elements on a page, 10 to 100; 0 means 20.
	Size int `query:"size"`
	// NextPageToken is [Page.NextPageToken] of the page before. All other
	// parameters must be the same as for that page.
	NextPageToken string `query:"next_page_token"`
}

// listParams gives the common part of any parameters that embed it.
func (p *ListParams) listParams() *ListParams { return p }

func (p *ListParams) validate() error {
	switch {
	case p.Size != 0 && (p.Size < MinPageSize || p.Size > MaxPageSize):
		return fmt.Errorf("a page has %d to %d elements, not %d", MinPageSize, MaxPageSize, p.Size)
	case p.From != "" && p.Interval != "":
		return errors.New("a list takes either From or Interval")
	}
	if err := p.From.Validate(); err != nil {
		return err
	}
	return p.To.Validate()
}

// ListRange names a timestamp of the listed objects. The vendor's definition has
// it as a free string; which timestamps work depends on the resource, and the
// lists of them are known to be incomplete.
type ListRange string

// The ranges that occur in the documentation. RangeCreated works for every list.
const (
	RangeCreated ListRange = "created"
	RangeSettled ListRange = "settled"
	RangeExpired ListRange = "expired"
)

// Page is one page of a list.
type Page[T any] struct {
	// Size is the size asked for, Count the number of elements on this page. There
	// is no total.
	Size  int `json:"size"`
	Count int `json:"count"`
	// From, To and Range are what the vendor made of the parameters.
	From    string    `json:"from"`
	To      string    `json:"to"`
	Range   ListRange `json:"range,omitzero"`
	Content []*T      `json:"content"`
	// NextPageToken is "" on the last page.
	NextPageToken string `json:"next_page_token,omitzero"`
}

// Verify refuses a page without content, and elements that are not the
// documented object: they would look like an empty list.
func (p *Page[T]) Verify() error {
	if p.Content == nil {
		return missing("content")
	}
	return verifyElements(p.Content)
}

// array is an answer that is a plain JSON array.
type array[T any] []*T

// Verify looks at each element.
func (a *array[T]) Verify() error { return verifyElements(*a) }

func verifyElements[T any](elements []*T) error {
	for i, element := range elements {
		if element == nil {
			return fmt.Errorf("element %d is null", i)
		}
		if v, ok := any(element).(interface{ Verify() error }); ok {
			if err := v.Verify(); err != nil {
				return fmt.Errorf("element %d: %w", i, err)
			}
		}
	}
	return nil
}

// callArray makes a call whose answer is a plain array.
func callArray[T any](ctx context.Context, c *client.Client, r client.Request, opts ...client.CallOption) ([]*T, error) {
	elements, err := client.Call[array[T]](ctx, c, r, opts...)
	if err != nil {
		return nil, err
	}
	return *elements, nil
}

// listPage fetches one page. params is a pointer to a struct that embeds
// ListParams, its fields tagged as [queryOf] wants them; it may be nil.
func listPage[T any](ctx context.Context, c *client.Client, op *client.Operation, params any, opts ...client.CallOption) (*Page[T], error) {
	query, err := queryOf(params)
	if err != nil {
		return nil, invalidCall(op, err)
	}
	return client.Call[Page[T]](ctx, c, client.Request{Op: op, Query: query}, opts...)
}

// listAll walks the pages from params on. The parameters are read at once, so
// that the caller may change them afterwards; each page repeats them unchanged
// with its token, as the vendor wants it.
func listAll[T any](ctx context.Context, c *client.Client, op *client.Operation, params any, opts ...client.CallOption) iter.Seq2[*T, error] {
	opts = slices.Clone(opts)
	query, invalid := queryOf(params)
	return client.Paginate(query.Get(tokenParam), func(token string) (client.Page[*T, string], error) {
		if invalid != nil {
			return client.Page[*T, string]{}, invalidCall(op, invalid)
		}
		values := maps.Clone(query)
		if token != "" {
			values.Set(tokenParam, token)
		}
		page, err := client.Call[Page[T]](ctx, c, client.Request{Op: op, Query: values}, opts...)
		if err != nil {
			return client.Page[*T, string]{}, err
		}
		return client.Page[*T, string]{Items: page.Content, Next: page.NextPageToken, More: page.NextPageToken != ""}, nil
	})
}

// invalidCall is the error of a call that was refused before it was tried.
func invalidCall(op *client.Operation, err error) error {
	return &client.CallError{Vendor: Vendor, Operation: op.Name, Cause: fmt.Errorf("%w: %w", client.ErrInvalid, err)}
}
