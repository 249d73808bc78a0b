package billwerk_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// Smallest answers that are the documented objects.
const (
	aCharge  = `{"handle":"o-1","state":"settled"}`
	aRefund  = `{"id":"r1","state":"refunded"}`
	anInv    = `{"id":"i1","handle":"o-1","state":"pending"}`
	aMethod  = `{"id":"ca_1","state":"active"}`
	aTx      = `{"id":"t1","state":"settled"}`
	anObject = `{"k":1}`
)

// operation is a row of the tables of sections "invoice", "charge", "refund" and
// "payment method" of the OpenAPI definition, and of the retry rules.
type operation struct {
	call   func(ctx context.Context, c *billwerk.Client) error
	method string
	path   string
	answer string
	repeat bool // after a 503, which may have come after processing
	keyed  bool
}

func drop[T any](_ T, err error) error { return err }

func moneyOperations() map[string]operation {
	return map[string]operation{
		"charges.create": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Charges.Create(ctx, &billwerk.ChargeCreateParams{Handle: "o-1", Source: "ca_1", Amount: 100}))
		}, "POST", "/v1/charge", aCharge, true, true},
		"charges.prepare": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Charges.Prepare(ctx, &billwerk.ChargePrepareParams{Handle: "o-1"}))
		}, "POST", "/v1/charge/prepare", aCharge, true, true},
		"charges.get": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Charges.Get(ctx, "a@b"))
		}, "GET", "/v1/charge/a@b", aCharge, true, false},
		"charges.settle": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Charges.Settle(ctx, "o-1", nil))
		}, "POST", "/v1/charge/o-1/settle", aCharge, true, true},
		"charges.settle_offline": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Charges.SettleOffline(ctx, "i1", "t1"))
		}, "POST", "/v1/charge/i1/transaction/t1/offline_settle", aCharge, false, false},
		"charges.cancel": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Charges.Cancel(ctx, "o-1"))
		}, "POST", "/v1/charge/o-1/cancel", aCharge, true, false},
		"charges.delete": {func(ctx context.Context, c *billwerk.Client) error {
			return c.Charges.Delete(ctx, "i1")
		}, "DELETE", "/v1/charge/i1", "", true, false},

		"refunds.create": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Refunds.Create(ctx, &billwerk.RefundCreateParams{Invoice: "o-1", Amount: new(int64(50))}))
		}, "POST", "/v1/refund", aRefund, true, true},
		"refunds.get": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Refunds.Get(ctx, "r1"))
		}, "GET", "/v1/refund/r1", aRefund, true, false},

		"invoices.get": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.Get(ctx, "i1"))
		}, "GET", "/v1/invoice/i1", anInv, true, false},
		"invoices.settle": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.Settle(ctx, "i1", nil))
		}, "POST", "/v1/invoice/i1/settle", anInv, false, false},
		"invoices.settle_manually": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.SettleManually(ctx, "i1", &billwerk.ManualTransfer{Method: billwerk.TransferCash, PaymentDate: "2025-04-01"}))
		}, "POST", "/v1/invoice/i1/manual_settle", anInv, false, false},
		"invoices.cancel_settle": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.CancelSettle(ctx, "i1"))
		}, "POST", "/v1/invoice/i1/settle/cancel", anInv, false, false},
		"invoices.cancel": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.Cancel(ctx, "i1"))
		}, "POST", "/v1/invoice/i1/cancel", anInv, true, false},
		"invoices.cancel_all": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.CancelAll(ctx, "s-1"))
		}, "POST", "/v1/invoice/cancel_all_dunning_pending/subscription/s-1", "[" + anInv + "]", false, false},
		"invoices.fail": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.Fail(ctx, "i1"))
		}, "POST", "/v1/invoice/i1/fail", anInv, false, false},
		"invoices.reactivate": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.Reactivate(ctx, "i1"))
		}, "POST", "/v1/invoice/i1/reactivate", anInv, false, false},
		"invoices.detach": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.Detach(ctx, "i1"))
		}, "POST", "/v1/invoice/i1/detach", anInv, false, false},
		"invoices.set_billing_address": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.SetBillingAddress(ctx, "i1", &billwerk.InvoiceAddress{City: "Odense"}))
		}, "PUT", "/v1/invoice/i1/billing_address", anInv, true, false},
		"invoices.delete_billing_address": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.DeleteBillingAddress(ctx, "i1"))
		}, "DELETE", "/v1/invoice/i1/billing_address", anInv, true, false},
		"invoices.set_shipping_address": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.SetShippingAddress(ctx, "i1", &billwerk.InvoiceAddress{City: "Odense"}))
		}, "PUT", "/v1/invoice/i1/shipping_address", anInv, true, false},
		"invoices.delete_shipping_address": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.DeleteShippingAddress(ctx, "i1"))
		}, "DELETE", "/v1/invoice/i1/shipping_address", anInv, true, false},
		"invoices.metadata": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.Metadata(ctx, "o-1"))
		}, "GET", "/v1/invoice/o-1/metadata", anObject, true, false},
		"invoices.set_metadata": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.SetMetadata(ctx, "o-1", billwerk.Metadata{"k": 1}))
		}, "PUT", "/v1/invoice/o-1/metadata", anObject, true, false},
		"invoices.delete_metadata": {func(ctx context.Context, c *billwerk.Client) error {
			return c.Invoices.DeleteMetadata(ctx, "o-1")
		}, "DELETE", "/v1/invoice/o-1/metadata", "", true, false},
		"invoices.transaction": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.Transaction(ctx, "i1", "t1"))
		}, "GET", "/v1/invoice/i1/transaction/t1", aTx, true, false},
		"invoices.transaction_details": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.TransactionDetails(ctx, "i1", "t1"))
		}, "GET", "/v1/invoice/i1/transaction/t1/details", anObject, true, false},
		"invoices.cancel_transaction": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Invoices.CancelTransaction(ctx, "i1", "t1"))
		}, "POST", "/v1/invoice/i1/transaction/t1/cancel", aTx, false, false},

		"payment_methods.create": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.PaymentMethods.Create(ctx, &billwerk.PaymentMethodCreateParams{Source: "ct_1", CustomerHandle: "c-1"}))
		}, "POST", "/v1/payment_method", aMethod, false, false},
		"payment_methods.create_offline": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.PaymentMethods.CreateOffline(ctx, &billwerk.PaymentMethodCreateOfflineParams{AgreementHandle: "a", CustomerHandle: "c-1"}))
		}, "POST", "/v1/payment_method/offline", aMethod, false, false},
		"payment_methods.get": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.PaymentMethods.Get(ctx, "ca_1"))
		}, "GET", "/v1/payment_method/ca_1", aMethod, true, false},
		"payment_methods.details": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.PaymentMethods.Details(ctx, "ca_1"))
		}, "GET", "/v1/payment_method/ca_1/details", anObject, true, false},
		"payment_methods.bin_info": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.PaymentMethods.BinInfo(ctx, "ca_1"))
		}, "GET", "/v1/payment_method/ca_1/card_bin_info", `{"funding":"debit"}`, true, false},
		"payment_methods.activate": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.PaymentMethods.Activate(ctx, "ca_1"))
		}, "POST", "/v1/payment_method/ca_1/activate", aMethod, false, false},
		"payment_methods.inactivate": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.PaymentMethods.Inactivate(ctx, "ca_1"))
		}, "POST", "/v1/payment_method/ca_1/inactivate", aMethod, false, false},
		"payment_methods.delete": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.PaymentMethods.Delete(ctx, "ca_1"))
		}, "DELETE", "/v1/payment_method/ca_1", aMethod, true, false},
	}
}

// Each operation goes to its documented path with Basic authentication, and is
// sent again after a 503 exactly if the retry rules say so. Whatever is sent once
// ends as an unknown outcome.
func TestMoneyOperations(t *testing.T) {
	t.Parallel()
	for name, op := range moneyOperations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c, transport := apiOf(t, says(http.StatusOK, op.answer))
				transport.Script.Next(clienttest.AnswerAfter(http.StatusServiceUnavailable, "text/html", "<html>"))
				err := op.call(t.Context(), c)
				requests := transport.Requests()
				first := requests[0]
				assert.Equal(t, op.method, first.Method)
				assert.Equal(t, op.path, first.Path)
				user, password, ok := (&http.Request{Header: first.Header}).BasicAuth()
				assert.True(t, ok)
				assert.Equal(t, testKey, user)
				assert.Empty(t, password)
				assert.Equal(t, "application/json", first.Header.Get("Accept"))
				if op.repeat {
					require.NoError(t, err)
					require.Len(t, requests, 2)
					assert.Equal(t, first.Body, requests[1].Body, "the repeat is the same request")
				} else {
					require.ErrorIs(t, err, client.ErrOutcomeUnknown)
					require.Len(t, requests, 1)
				}
				var body struct {
					Key string `json:"key"`
				}
				if len(first.Body) > 0 {
					require.NoError(t, client.Unmarshal(first.Body, &body))
				}
				assert.Equal(t, op.keyed, body.Key != "", "idempotency key")
			})
		})
	}
}

// A success that is not the documented object is an error, and for a write an
// unknown outcome.
func TestMoneyOperationsWantTheirObject(t *testing.T) {
	t.Parallel()
	free := map[string]bool{"charges.delete": true, "invoices.delete_metadata": true} // documented as empty
	anything := map[string]bool{                                                      // no field is always there
		"invoices.metadata": true, "invoices.set_metadata": true, "invoices.transaction_details": true,
		"payment_methods.details": true, "payment_methods.bin_info": true,
	}
	bodies := map[string]string{
		"empty": "", "null": "null", "empty object": "{}", "login wall": "<html>login</html>",
		"list": `[{}]`, "no state": `{"handle":"o-1","id":"i1"}`,
	}
	for name, op := range moneyOperations() {
		for kind, body := range bodies {
			t.Run(name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					c, _ := apiOf(t, says(http.StatusOK, body))
					err := op.call(t.Context(), c)
					if free[name] && kind != "login wall" || anything[name] && body != "" && body[0] == '{' {
						require.NoError(t, err)
						return
					}
					var decode *client.DecodeError
					require.ErrorAs(t, err, &decode)
					if op.method != http.MethodGet {
						require.ErrorIs(t, err, client.ErrOutcomeUnknown)
					}
				})
			})
		}
	}
}
