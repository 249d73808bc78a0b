package clienttest_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

func TestRefuseDial(t *testing.T) {
	t.Parallel()
	body := &closeWatch{strings.NewReader("x"), make(chan struct{})}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://vendor.test/", body)
	require.NoError(t, err)
	_, err = clienttest.RefuseDial().RoundTrip(req)
	var op *net.OpError
	require.ErrorAs(t, err, &op)
	assert.Equal(t, "dial", op.Op)
	require.ErrorIs(t, err, syscall.ECONNREFUSED)
	<-body.closed
}

func TestErrorTransport(t *testing.T) {
	t.Parallel()
	boom := errors.New("boom")
	_, err := get(t.Context(), t, clienttest.ErrorTransport(boom))
	require.ErrorIs(t, err, boom)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = get(ctx, t, clienttest.ErrorTransport(boom))
	require.ErrorIs(t, err, context.Canceled)
}
