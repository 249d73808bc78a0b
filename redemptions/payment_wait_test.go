package redemptions_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
)

func TestWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		fake := redemptionstest.NewFake()
		c, wire := inMemory(t, fake)
		p, err := c.Payments.Create(t.Context(), order("KB-1"))
		require.NoError(t, err)
		wire.Log.Reset()
		time.AfterFunc(90*time.Second, func() { fake.Pay(p.ID) })
		start := time.Now()
		p, err = c.Payments.Wait(t.Context(), p.ID)
		require.NoError(t, err)
		assert.True(t, p.Paid())
		var at []time.Duration
		for _, r := range wire.Requests() {
			at = append(at, r.At.Sub(start))
		}
		s := time.Second
		assert.Equal(t, []time.Duration{0, 2 * s, 7 * s, 17 * s, 47 * s, 77 * s, 107 * s}, at)
	})
}

// Each final status ends it at once; one that isn't documented doesn't.
func TestWaitForStatus(t *testing.T) {
	t.Parallel()
	for status, final := range map[redemptions.PaymentStatus]bool{0: false, 1: true, 2: true, 3: true, 4: true, 7: false, 10: true} {
		t.Run(status.String(), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				fake := redemptionstest.NewFake()
				c, _ := inMemory(t, fake)
				p, err := c.Payments.Create(t.Context(), order("KB-1"))
				require.NoError(t, err)
				require.True(t, fake.SetStatus(p.ID, status, redemptions.PaymentOK))
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				start := time.Now()
				p, err = c.Payments.Wait(ctx, p.ID)
				assert.Equal(t, status, p.StatusCode, "the payment as last seen is returned in any case")
				if final {
					require.NoError(t, err)
					assert.Zero(t, time.Since(start))
					return
				}
				assert.ErrorIs(t, err, context.DeadlineExceeded)
				assert.Equal(t, time.Hour, time.Since(start))
				assert.False(t, p.Paid())
			})
		})
	}
}

func TestWaitIsLeftAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, _ := inMemory(t, redemptionstest.NewFake())
		p, err := c.Payments.Create(t.Context(), order("KB-1"))
		require.NoError(t, err)
		ctx, cancel := context.WithCancelCause(t.Context())
		gone := errors.New("the shopper is gone")
		time.AfterFunc(20*time.Second, func() { cancel(gone) })
		start := time.Now()
		_, err = c.Payments.Wait(ctx, p.ID)
		assert.Equal(t, 20*time.Second, time.Since(start))
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorIs(t, err, gone)
		e, ok := errors.AsType[*client.CallError](err)
		require.True(t, ok)
		assert.Equal(t, "payments.wait", e.Operation)
		assert.Equal(t, 4, e.Attempts)
	})
}

func TestWaitPassesErrorsOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, wire := inMemory(t, redemptionstest.NewFake())
		p, err := c.Payments.Create(t.Context(), order("KB-1"))
		require.NoError(t, err)
		gets := wire.Script.Match("GET", "/za/redemptions/payments/")
		gets.Next(nil, clienttest.HTMLPage(http.StatusBadGateway), nil, clienttest.Answer(http.StatusForbidden, "", ""))
		last, err := c.Payments.Wait(t.Context(), p.ID)
		assert.ErrorIs(t, err, client.ErrForbidden, "a gateway's moment of weakness is not the end, a refusal is")
		assert.Equal(t, p.ID, last.ID)
		assert.Zero(t, gets.Pending())

		last, err = c.Payments.Wait(t.Context(), "unknown")
		assert.ErrorIs(t, err, client.ErrNotFound)
		assert.Nil(t, last)
	})
}
