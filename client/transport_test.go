package client_test

import (
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
)

// net/http's client forgives a transport that leaves the body out, as many
// hand-written fakes do, and makes an error of no answer at all. So does ours.
func TestSloppyTransports(t *testing.T) {
	t.Parallel()
	bare := func(status int) func(*http.Request) (*http.Response, error) {
		return func(*http.Request) (*http.Response, error) { return &http.Response{StatusCode: status}, nil }
	}
	nothing := func(*http.Request) (*http.Response, error) { return nil, nil }
	synctest.Test(t, func(t *testing.T) {
		remove := client.Request{Op: &opDelete, Args: []string{"w1"}}
		require.NoError(t, client.Exec(t.Context(), acme(t, steps(bare(204))), remove))

		_, err := get(t.Context(), acme(t, steps(bare(404))))
		require.ErrorIs(t, err, client.ErrNotFound)

		s := steps(nothing, says(200, goodWidget))
		_, err = get(t.Context(), acme(t, s))
		require.NoError(t, err, "no answer is a transport failure like any other")
		assert.Equal(t, 2, s.count())
		_, err = create(t.Context(), acme(t, steps(nothing)))
		require.ErrorIs(t, err, client.ErrOutcomeUnknown)
	})
}
