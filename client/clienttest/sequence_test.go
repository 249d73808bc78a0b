package clienttest_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

func TestSequence(t *testing.T) {
	t.Parallel()
	lost := errors.New("page 2 is lost")
	for name, test := range map[string]struct {
		err   error
		items []string
		most  int // after so many the caller stops
		want  []string
		last  error
	}{
		"items":                        {items: []string{"a", "b"}, most: 9, want: []string{"a", "b"}},
		"an error ends it":             {items: []string{"a", "b"}, err: lost, most: 9, want: []string{"a", "b", ""}, last: lost},
		"only an error":                {err: lost, most: 9, want: []string{""}, last: lost},
		"nothing":                      {most: 9},
		"a caller who has seen enough": {items: []string{"a", "b", "c"}, err: lost, most: 2, want: []string{"a", "b"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			var last error
			for item, err := range clienttest.Sequence(test.err, test.items...) {
				got, last = append(got, item), err
				if len(got) == test.most {
					break
				}
			}
			assert.Equal(t, test.want, got)
			assert.Equal(t, test.last, last)
		})
	}
}
