package wire_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/wire"
)

func pointers(ids ...int) []*int {
	all := make([]*int, len(ids))
	for i := range ids {
		all[i] = &ids[i]
	}
	return all
}

// upTo gives the ids from first on, n of them.
func upTo(first, n int) []int {
	ids := make([]int, n)
	for i := range ids {
		ids[i] = first + i
	}
	return ids
}

func deref(p *int) int { return *p }

func TestWalk(t *testing.T) {
	t.Parallel()
	failure := errors.New("failure")
	type page struct {
		skip, take int
		ids        []int
		err        error
	}
	for name, test := range map[string]struct {
		skip, take int
		pages      []page
		want       []int
		err        error
	}{
		"nothing":                  {0, 3, []page{{0, 3, nil, nil}}, nil, nil},
		"a short first page":       {0, 3, []page{{0, 3, []int{1, 2}, nil}, {2, 3, nil, nil}}, []int{1, 2}, nil},
		"full, then short":         {0, 2, []page{{0, 2, []int{1, 2}, nil}, {2, 2, []int{3}, nil}}, []int{1, 2, 3}, nil},
		"full, then empty":         {0, 2, []page{{0, 2, []int{1, 2}, nil}, {2, 2, nil, nil}}, []int{1, 2}, nil},
		"the vendor's cap":         {0, 3, []page{{0, 3, []int{1, 2}, nil}, {2, 3, []int{3, 4}, nil}, {4, 3, []int{5}, nil}, {5, 3, nil, nil}}, []int{1, 2, 3, 4, 5}, nil},
		"rows shift":               {0, 2, []page{{0, 2, []int{4, 3}, nil}, {2, 2, []int{3, 2}, nil}, {4, 2, []int{1}, nil}}, []int{4, 3, 2, 1}, nil},
		"skip is ignored":          {0, 2, []page{{0, 2, []int{1, 2}, nil}, {2, 2, []int{1, 2}, nil}}, []int{1, 2}, client.ErrCursorStuck},
		"skip is ignored, one row": {0, 2, []page{{0, 2, []int{1}, nil}, {1, 2, []int{1}, nil}}, []int{1}, nil},
		"more than asked for":      {0, 2, []page{{0, 2, []int{1, 2, 3}, nil}, {3, 2, nil, nil}}, []int{1, 2, 3}, nil},
		"an error":                 {0, 2, []page{{0, 2, []int{1, 2}, nil}, {2, 2, nil, failure}}, []int{1, 2}, failure},
		"starts at skip":           {5, 2, []page{{5, 2, nil, nil}}, nil, nil},
		"negative skip, no take":   {-5, 0, []page{{0, wire.DefaultTake, nil, nil}}, nil, nil},
		"take above the largest":   {0, 5000, []page{{0, wire.DefaultTake, nil, nil}}, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pages := test.pages
			seq := wire.Walk(test.skip, test.take, deref, func(skip, take int) ([]*int, error) {
				require.NotEmpty(t, pages, "asked for a page too many")
				p := pages[0]
				pages = pages[1:]
				require.Equal(t, p.skip, skip)
				require.Equal(t, p.take, take)
				return pointers(p.ids...), p.err
			})
			var got []int
			var failed error
			for item, err := range seq {
				require.NoError(t, failed, "an error is the last thing")
				if failed = err; err == nil {
					got = append(got, *item)
				}
			}
			assert.Equal(t, test.want, got)
			assert.ErrorIs(t, failed, test.err)
			assert.Empty(t, pages, "ended too early")
		})
	}
}

func TestWalkStops(t *testing.T) {
	t.Parallel()
	fetched := 0
	seq := wire.Walk(0, 2, deref, func(skip, take int) ([]*int, error) {
		fetched++
		return pointers(upTo(skip, take)...), nil
	})
	for item, err := range seq {
		require.NoError(t, err)
		if *item == 3 {
			break
		}
	}
	assert.Equal(t, 2, fetched)
}

// The ids in memory are bounded, and the younger ones are always there.
func TestWalkOverMany(t *testing.T) {
	t.Parallel()
	const rows = 25_000
	all := upTo(0, rows)
	pages := 0
	seq := wire.Walk(0, 100, deref, func(skip, take int) ([]*int, error) {
		pages++
		from := max(0, skip-pages) // a row arrives before each page, so that all shift by one
		return pointers(all[from:min(from+take, rows)]...), nil
	})
	var got []int
	for item, err := range seq {
		require.NoError(t, err)
		got = append(got, *item)
	}
	assert.True(t, slices.Equal(all, got), "%d rows", len(got))
}
