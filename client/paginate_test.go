package client_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
)

func TestPaginate(t *testing.T) {
	t.Parallel()
	errPage := errors.New("page failed")
	cases := map[string]struct {
		fetch func(cursor int) (client.Page[int, int], error)
		stop  int // leave after so many items; 0 means never
		want  []int
		err   error
		pages int
	}{
		"all pages": {
			fetch: func(c int) (client.Page[int, int], error) {
				return client.Page[int, int]{Items: []int{c, c + 1}, Next: c + 2, More: c < 4}, nil
			},
			want: []int{0, 1, 2, 3, 4, 5}, pages: 3,
		},
		"left early": {
			fetch: func(c int) (client.Page[int, int], error) {
				return client.Page[int, int]{Items: []int{c, c + 1}, Next: c + 2, More: true}, nil
			},
			stop: 3, want: []int{0, 1, 2}, pages: 2,
		},
		"error once": {
			fetch: func(c int) (client.Page[int, int], error) {
				if c > 0 {
					return client.Page[int, int]{}, errPage
				}
				return client.Page[int, int]{Items: []int{7}, Next: 1, More: true}, nil
			},
			want: []int{7, 0}, err: errPage, pages: 2,
		},
		"stuck cursor": {
			fetch: func(int) (client.Page[int, int], error) {
				return client.Page[int, int]{Items: []int{1}, Next: 0, More: true}, nil
			},
			want: []int{1, 0}, err: client.ErrCursorStuck, pages: 1,
		},
		"empty": {
			fetch: func(int) (client.Page[int, int], error) { return client.Page[int, int]{}, nil },
			pages: 1,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []int
			var last error
			pages, errs := 0, 0
			for item, err := range client.Paginate(0, func(c int) (client.Page[int, int], error) { pages++; return tc.fetch(c) }) {
				got = append(got, item)
				if err != nil {
					last, errs = err, errs+1
				}
				if tc.stop > 0 && len(got) == tc.stop {
					break
				}
			}
			assert.Equal(t, tc.want, got)
			assert.Equal(t, tc.pages, pages)
			require.ErrorIs(t, last, tc.err)
			if tc.err != nil {
				assert.Equal(t, 1, errs)
			}
		})
	}
}
