package client_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
)

// A vendor's zero Client, whose services a test has replaced, has no core.
func TestNilClient(t *testing.T) {
	t.Parallel()
	var c *client.Client
	c.CloseIdleConnections()
	err := c.Do(t.Context(), http.MethodGet, "/x", nil, nil, nil)
	require.ErrorIs(t, err, client.ErrInvalid)
	assert.ErrorContains(t, err, "not made by New")
}
