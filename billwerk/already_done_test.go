package billwerk_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// stateCalls are the calls that a repeat refuses with a code of their own.
func stateCalls() map[string]struct {
	call  func(context.Context, *billwerk.Client) error
	codes []billwerk.Code
} {
	type row = struct {
		call  func(context.Context, *billwerk.Client) error
		codes []billwerk.Code
	}
	return map[string]row{
		"subscriptions.cancel": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Cancel(ctx, "s", nil))
		}, []billwerk.Code{22}},
		"subscriptions.on_hold": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.OnHold(ctx, "s", nil))
		}, []billwerk.Code{95}},
		"subscriptions.reactivate": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Reactivate(ctx, "s", nil))
		}, []billwerk.Code{97}},
		"subscriptions.expire": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Expire(ctx, "s", nil))
		}, []billwerk.Code{13}},
		"subscriptions.uncancel":       {func(ctx context.Context, c *billwerk.Client) error { return drop(c.Subscriptions.Uncancel(ctx, "s")) }, nil},
		"subscriptions.delete_pending": {func(ctx context.Context, c *billwerk.Client) error { return c.Subscriptions.DeletePending(ctx, "s") }, []billwerk.Code{12}},
		"customers.delete":             {func(ctx context.Context, c *billwerk.Client) error { return drop(c.Customers.Delete(ctx, "c")) }, []billwerk.Code{9, 71}},
		"customers.create": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Customers.Create(ctx, &billwerk.CustomerCreateParams{Handle: "c"}))
		}, nil},
		"plans.delete":           {func(ctx context.Context, c *billwerk.Client) error { return drop(c.Plans.Delete(ctx, "p")) }, []billwerk.Code{10}},
		"invoices.cancel":        {func(ctx context.Context, c *billwerk.Client) error { return drop(c.Invoices.Cancel(ctx, "i")) }, []billwerk.Code{29}},
		"charges.cancel":         {func(ctx context.Context, c *billwerk.Client) error { return drop(c.Charges.Cancel(ctx, "o")) }, []billwerk.Code{29}},
		"charges.delete":         {func(ctx context.Context, c *billwerk.Client) error { return c.Charges.Delete(ctx, "i") }, []billwerk.Code{31}},
		"payment_methods.delete": {func(ctx context.Context, c *billwerk.Client) error { return drop(c.PaymentMethods.Delete(ctx, "ca")) }, []billwerk.Code{40}},
		"sessions.delete":        {func(ctx context.Context, c *billwerk.Client) error { return c.Sessions.Delete(ctx, "cs_1") }, []billwerk.Code{8}},
		"subscriptions.remove_discount": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.RemoveDiscount(ctx, "s", "d"))
		}, []billwerk.Code{84}},
		"subscriptions.remove_payment_method": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.RemovePaymentMethod(ctx, "s", "ca"))
		}, []billwerk.Code{40}},
	}
}

func refuses(code billwerk.Code) clienttest.Fault {
	status := code.HTTPStatus()
	return clienttest.Answer(status, "application/json", `{"code":`+strconv.Itoa(int(code))+`,"http_status":`+strconv.Itoa(status)+`}`)
}

// The retry rules: a repeat of a call that succeeded is refused because of the
// state, and the code means done for this operation alone.
func TestAlreadyDone(t *testing.T) {
	t.Parallel()
	candidates := []billwerk.Code{8, 9, 10, 11, 12, 13, 22, 29, 31, 40, 63, 71, 79, 84, 94, 95, 97}
	for name, row := range stateCalls() {
		for _, code := range candidates {
			t.Run(fmt.Sprintf("%s/%d", name, code), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					done := false
					for _, c := range row.codes {
						done = done || c == code
					}
					c, transport := apiOf(t, says(http.StatusOK, "{}"))
					transport.Script.Next(clienttest.DropAfter(), refuses(code))
					err := row.call(t.Context(), c)
					require.Error(t, err)
					require.Len(t, transport.Requests(), 2)
					assert.Equal(t, done, billwerk.AlreadyDone(err), "%v", err)
					assert.Equal(t, done, billwerk.AlreadyDone(fmt.Errorf("wrapped: %w", err)))
					require.ErrorIs(t, err, client.ErrOutcomeUnknown)
				})
			})
		}
	}
}

// The same refusal of the first attempt, or after attempts that were not
// processed, was not this call's doing.
func TestNotAlreadyDone(t *testing.T) {
	t.Parallel()
	limited := clienttest.Answer(http.StatusTooManyRequests, "application/json", `{"code":122,"http_status":429}`)
	for name, faults := range map[string][]clienttest.Fault{
		"first attempt":          {refuses(22)},
		"after the limits":       {limited, refuses(22)},
		"after something else":   {clienttest.DropAfter(), refuses(13)},
		"after the limits twice": {limited, limited, refuses(22)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c, transport := apiOf(t, says(http.StatusOK, "{}"))
				transport.Script.Next(faults...)
				_, err := c.Subscriptions.Cancel(t.Context(), "s-1", nil)
				require.Error(t, err)
				require.Len(t, transport.Requests(), len(faults))
				assert.False(t, billwerk.AlreadyDone(err))
			})
		})
	}
	assert.False(t, billwerk.AlreadyDone(nil))
	assert.False(t, billwerk.AlreadyDone(errors.New("something else")))
}
