package client_test

import (
	"errors"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

func TestIdempotencyKey(t *testing.T) {
	t.Parallel()
	t.Run("minted once and kept", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			s := steps(says(503, ""), fails(errReset), says(200, goodWidget))
			var resp client.Response
			_, err := charge(t.Context(), acme(t, s), "", client.WithResponse(&resp))
			require.NoError(t, err)
			assert.Len(t, s.bodies, 3)
			assert.Equal(t, s.bodies[0], s.bodies[1])
			assert.Equal(t, s.bodies[0], s.bodies[2])
			require.NotEmpty(t, resp.IdempotencyKey)
			assert.Contains(t, s.bodies[0], resp.IdempotencyKey)
			assert.Equal(t, 3, resp.Attempts)
		})
	})
	t.Run("another one for each call", func(t *testing.T) {
		t.Parallel()
		s := steps(says(200, goodWidget))
		for range 2 {
			_, err := charge(t.Context(), acme(t, s), "")
			require.NoError(t, err)
		}
		assert.NotEqual(t, s.bodies[0], s.bodies[1])
	})
	t.Run("the caller's wins, and is in the error", func(t *testing.T) {
		t.Parallel()
		s := steps(says(400, ""))
		_, err := charge(t.Context(), acme(t, s), "mine")
		e, ok := errors.AsType[*client.ResponseError](err)
		require.True(t, ok)
		assert.Equal(t, "mine", e.IdempotencyKey)
		assert.Equal(t, "mine", client.IdempotencyKeyOf(err))
		_, lost := charge(t.Context(), acme(t, steps(fails(errReset)), client.WithRetry(retry.NoRetry())), "lost")
		assert.Equal(t, "lost", client.IdempotencyKeyOf(lost))
		assert.Empty(t, client.IdempotencyKeyOf(errReset))
		_, err = charge(t.Context(), acme(t, s), "", client.WithIdempotencyKey("option"))
		e, ok = errors.AsType[*client.ResponseError](err)
		require.True(t, ok)
		assert.Equal(t, "option", e.IdempotencyKey)
		assert.Contains(t, s.bodies[0], "mine")
		assert.Contains(t, s.bodies[1], "option")
	})
	t.Run("two different ones, or one for nothing", func(t *testing.T) {
		t.Parallel()
		s := steps(says(200, goodWidget))
		_, err := charge(t.Context(), acme(t, s), "a", client.WithIdempotencyKey("b"))
		require.ErrorIs(t, err, client.ErrInvalid)
		_, err = get(t.Context(), acme(t, s), client.WithIdempotencyKey("b"))
		require.ErrorIs(t, err, client.ErrInvalid)
		assert.Zero(t, s.count())
	})
}
