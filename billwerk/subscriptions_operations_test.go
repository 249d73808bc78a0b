package billwerk_test

import (
	"context"
	"maps"
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
	aSubscription = `{"handle":"s-1","state":"active"}`
	aDiscount     = `{"handle":"d-1","discount":"ten","state":"active"}`
	aProduct      = `{"handle":"m-1","uuid":"u1"}`
	aRecord       = `{"uuid":"r1","units":3,"state":"active"}`
)

func subscriptionLifeCycle() map[string]operation {
	return map[string]operation{
		"create": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Create(ctx, newSubscription("s-1")))
		}, "POST", "/v1/subscription", aSubscription, true, false},
		"create with generated handle": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Create(ctx, newSubscription("")))
		}, "POST", "/v1/subscription", aSubscription, false, false},
		"prepare": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Prepare(ctx, preparedSubscription("s-1")))
		}, "POST", "/v1/subscription/prepare", aSubscription, true, false},
		"prepare with generated handle": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Prepare(ctx, preparedSubscription("")))
		}, "POST", "/v1/subscription/prepare", aSubscription, false, false},
		"preview": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Preview(ctx, preparedSubscription("")))
		}, "POST", "/v1/subscription/preview", aSubscription, true, false},
		"get": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Get(ctx, "s/1"))
		}, "GET", "/v1/subscription/s/1", aSubscription, true, false},
		"delete pending": {func(ctx context.Context, c *billwerk.Client) error {
			return c.Subscriptions.DeletePending(ctx, "s-1")
		}, "DELETE", "/v1/subscription/s-1", "", true, false},
		"activate": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Activate(ctx, "s-1", &billwerk.SubscriptionActivateParams{SignupMethod: billwerk.SignupLink}))
		}, "POST", "/v1/subscription/s-1/activate", aSubscription, false, false},
		"cancel": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Cancel(ctx, "s-1", nil))
		}, "POST", "/v1/subscription/s-1/cancel", aSubscription, true, false},
		"preview cancel": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.PreviewCancel(ctx, "s-1", nil))
		}, "POST", "/v1/subscription/s-1/cancel_preview", aSubscription, true, false},
		"uncancel": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Uncancel(ctx, "s-1"))
		}, "POST", "/v1/subscription/s-1/uncancel", aSubscription, true, false},
		"on hold": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.OnHold(ctx, "s-1", nil))
		}, "POST", "/v1/subscription/s-1/on_hold", aSubscription, true, false},
		"on hold with credit": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.OnHold(ctx, "s-1", &billwerk.SubscriptionOnHoldParams{Compensation: billwerk.CompensateFullCredit}))
		}, "POST", "/v1/subscription/s-1/on_hold", aSubscription, true, false},
		"on hold with refund": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.OnHold(ctx, "s-1", &billwerk.SubscriptionOnHoldParams{Compensation: billwerk.CompensateProratedRefund}))
		}, "POST", "/v1/subscription/s-1/on_hold", aSubscription, false, false},
		"on hold with something new": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.OnHold(ctx, "s-1", &billwerk.SubscriptionOnHoldParams{Compensation: "prorated"}))
		}, "POST", "/v1/subscription/s-1/on_hold", aSubscription, false, false},
		"reactivate": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Reactivate(ctx, "s-1", nil))
		}, "POST", "/v1/subscription/s-1/reactivate", aSubscription, true, false},
		"expire": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Expire(ctx, "s-1", nil))
		}, "POST", "/v1/subscription/s-1/expire", aSubscription, true, false},
		"expire with refund": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Expire(ctx, "s-1", &billwerk.SubscriptionExpireParams{Compensation: billwerk.CompensateFullRefund}))
		}, "POST", "/v1/subscription/s-1/expire", aSubscription, false, false},
		"change at renewal": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Change(ctx, "s-1", &billwerk.SubscriptionChangeParams{Timing: billwerk.ChangeAtRenewal, Quantity: 2}))
		}, "PUT", "/v1/subscription/s-1", aSubscription, true, false},
		"change at once": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Change(ctx, "s-1", &billwerk.SubscriptionChangeParams{Timing: billwerk.ChangeImmediately, Quantity: 2}))
		}, "PUT", "/v1/subscription/s-1", aSubscription, false, false},
		"preview change": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.PreviewChange(ctx, "s-1", &billwerk.SubscriptionChangeParams{Timing: billwerk.ChangeImmediately}))
		}, "PUT", "/v1/subscription/s-1/preview", aSubscription, true, false},
		"change next period start": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.ChangeNextPeriodStart(ctx, "s-1", "2027-01-01"))
		}, "POST", "/v1/subscription/s-1/change_next_period_start", aSubscription, false, false},
		"set end date": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.SetEndDate(ctx, "s-1", ""))
		}, "PUT", "/v1/subscription/s-1/end_date", aSubscription, true, false},
		"metadata": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Metadata(ctx, "s-1"))
		}, "GET", "/v1/subscription/s-1/metadata", anObject, true, false},
		"set metadata": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.SetMetadata(ctx, "s-1", billwerk.Metadata{"k": 1}))
		}, "PUT", "/v1/subscription/s-1/metadata", anObject, true, false},
		"delete metadata": {func(ctx context.Context, c *billwerk.Client) error {
			return c.Subscriptions.DeleteMetadata(ctx, "s-1")
		}, "DELETE", "/v1/subscription/s-1/metadata", "", true, false},
	}
}

func subscriptionParts() map[string]operation {
	return map[string]operation{
		"create invoice": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.CreateInvoice(ctx, "s-1", &billwerk.SubscriptionInvoiceParams{Handle: "i-1"}))
		}, "POST", "/v1/subscription/s-1/invoice", anInv, true, false},
		"payable invoice": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.PayableInvoice(ctx, "s-1"))
		}, "GET", "/v1/subscription/s-1/invoice", anInv, true, false},
		"next invoice": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.NextInvoice(ctx, "s-1"))
		}, "GET", "/v1/subscription/s-1/next_invoice_preview", `{"currency":"DKK","amount":100}`, true, false},
		"period balance": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.PeriodBalance(ctx, "s-1", ""))
		}, "GET", "/v1/subscription/s-1/period_balance", `{"paid":1}`, true, false},
		"interval amount": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.IntervalAmount(ctx, "s-1", "2025-01-01", "2025-02-01"))
		}, "GET", "/v1/subscription/s-1/interval_amount", `{"from":"a","to":"b","amount":5,"currency":"DKK"}`, true, false},
		"payment methods": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.PaymentMethods(ctx, "s-1"))
		}, "GET", "/v1/subscription/s-1/pm", "[" + aMethod + "]", true, false},
		"set payment method": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.SetPaymentMethod(ctx, "s-1", &billwerk.SubscriptionPaymentMethodParams{Source: "ct_1"}))
		}, "POST", "/v1/subscription/s-1/pm", "[" + aMethod + "]", false, false},
		"remove payment method": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.RemovePaymentMethod(ctx, "s-1", "ca_1"))
		}, "DELETE", "/v1/subscription/s-1/pm/ca_1", "[]", true, false},
		"remove payment methods": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.RemovePaymentMethods(ctx, "s-1"))
		}, "DELETE", "/v1/subscription/s-1/pm", "[]", true, false},
		"add-ons": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.AddOns(ctx, "s-1"))
		}, "GET", "/v1/subscription/s-1/add_on", `[{"handle":"a-1"}]`, true, false},
		"add-on": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.AddOn(ctx, "s-1", "a-1"))
		}, "GET", "/v1/subscription/s-1/add_on/a-1", `{"handle":"a-1"}`, true, false},
		"redeem coupon": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.RedeemCoupon(ctx, "s-1", "SPRING25"))
		}, "POST", "/v1/subscription/s-1/coupon", `{"coupon":{"handle":"spring25"},"subscription_discount":` + aDiscount + `}`, false, false},
		"discounts": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Discounts(ctx, "s-1"))
		}, "GET", "/v1/subscription/s-1/discount", "[" + aDiscount + "]", true, false},
		"discount": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Discount(ctx, "s-1", "d-1"))
		}, "GET", "/v1/subscription/s-1/discount/d-1", aDiscount, true, false},
		"add discount": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.AddDiscount(ctx, "s-1", &billwerk.SubscriptionDiscountParams{Handle: "d-1", Discount: "ten"}))
		}, "POST", "/v1/subscription/s-1/discount", aDiscount, true, false},
		"remove discount": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.RemoveDiscount(ctx, "s-1", "d-1"))
		}, "DELETE", "/v1/subscription/s-1/discount/d-1", aDiscount, true, false},
		"entitlements": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Entitlements(ctx, "s-1"))
		}, "GET", "/v1/subscription/s-1/entitlement", `{"entitlements":[{"handle":"e"}]}`, true, false},
		"set entitlements": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.SetEntitlements(ctx, "s-1", nil))
		}, "PUT", "/v1/subscription/s-1/entitlement", aSubscription, true, false},
		"metered products": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.MeteredProducts(ctx, "s-1"))
		}, "GET", "/v1/subscription/s-1/metered_billing_product", `{"metered_billing_products":[` + aProduct + `]}`, true, false},
		"add metered product": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.AddMeteredProduct(ctx, "s-1", &billwerk.SubscriptionMeteredProductParams{Product: "m-1", UnbilledUsage: "x", PricingStrategy: "fixed"}))
		}, "POST", "/v1/subscription/s-1/metered_billing_product", aProduct, false, false},
		"remove metered product": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.RemoveMeteredProduct(ctx, "s-1", "m-1", ""))
		}, "DELETE", "/v1/subscription/s-1/metered_billing_product/m-1", aProduct, true, false},
		"metered usage": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.MeteredUsage(ctx, "s-1", "m-1", 0))
		}, "GET", "/v1/subscription/s-1/metered_billing_product/m-1/metered_usage", `{"metered_usages":[{"total":3}]}`, true, false},
		"record usage": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.RecordUsage(ctx, "s-1", "m-1", &billwerk.MeteredUsageParams{Units: 3}))
		}, "POST", "/v1/subscription/s-1/metered_billing_product/m-1/metered_usage_record", aRecord, false, false},
		"record usage with handle": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.RecordUsage(ctx, "s-1", "m-1", &billwerk.MeteredUsageParams{Units: 3, Handle: "u-1"}))
		}, "POST", "/v1/subscription/s-1/metered_billing_product/m-1/metered_usage_record", aRecord, true, false},
		"set usage state": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.SetUsageState(ctx, "s-1", "m-1", "r1", billwerk.UsageRecordInactive))
		}, "PUT", "/v1/subscription/s-1/metered_billing_product/m-1/metered_usage_record/r1", aRecord, true, false},
	}
}

// Each operation goes to its documented path, and is sent again after a 503
// exactly if the retry rules say so. Whatever is sent once ends as an unknown
// outcome.
func TestObjectOperations(t *testing.T) {
	t.Parallel()
	for resource, table := range map[string]map[string]operation{
		"customers": customerOperations(), "plans": planOperations(),
		"subscriptions": subscriptionLifeCycle(), "parts of subscriptions": subscriptionParts(),
		"sessions": sessionOperations(), "webhooks": webhookOperations(), "events": eventOperations(),
	} {
		for name, op := range table {
			t.Run(resource+"/"+name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) { checkOperation(t, op) })
			})
		}
	}
}

func checkOperation(t *testing.T, op operation) {
	t.Helper()
	c, transport := apiOf(t, says(http.StatusOK, op.answer))
	transport.Script.Next(clienttest.AnswerAfter(http.StatusServiceUnavailable, "text/html", "<html>"))
	err := op.call(t.Context(), c)
	requests := transport.Requests()
	require.NotEmpty(t, requests, "%v", err)
	first := requests[0]
	assert.Equal(t, op.method, first.Method)
	assert.Equal(t, op.path, first.Path)
	assert.NotContains(t, string(first.Body), `"key"`, "these operations have no idempotency key")
	if !op.repeat {
		require.ErrorIs(t, err, client.ErrOutcomeUnknown)
		require.Len(t, requests, 1)
		return
	}
	require.NoError(t, err)
	require.Len(t, requests, 2)
	assert.Equal(t, first.Body, requests[1].Body, "the repeat is the same request")
}

// A success that is not the documented object is an error, and for a write an
// unknown outcome.
func TestObjectOperationsWantTheirObject(t *testing.T) {
	t.Parallel()
	all := customerOperations()
	for _, table := range []map[string]operation{
		planOperations(), subscriptionLifeCycle(), subscriptionParts(), sessionOperations(), webhookOperations(), eventOperations(),
	} {
		for name, op := range table {
			all[op.method+" "+op.path+" "+name] = op
		}
	}
	for name, op := range all {
		for kind, body := range map[string]string{
			"empty": "", "null": "null", "login wall": "<html>login</html>", "half": `{"handle":"s-1","state":"act`, "text": `"ok"`,
			"object without fields": "{}", "list of objects without fields": "[{}]",
		} {
			anything := op.answer == anObject || op.path == "/v1/subscription/s-1/period_balance" ||
				op.path == "/v1/subscription/s-1/entitlement" || op.path == "/v1/subscription/s-1/metered_billing_product"
			if op.answer == "" || anything && op.method != http.MethodPost && body == "{}" {
				continue // documented as empty, or no field is always there
			}
			t.Run(name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					c, transport := apiOf(t, says(http.StatusOK, body))
					err := op.call(t.Context(), c)
					var decode *client.DecodeError
					require.ErrorAs(t, err, &decode)
					assert.Equal(t, op.method != http.MethodGet, decode.OutcomeUnknown)
					if body != "" && body[0] != '<' {
						assert.Len(t, transport.Requests(), 1)
					}
				})
			})
		}
	}
}

func newSubscription(handle string) *billwerk.SubscriptionCreateParams {
	params := preparedSubscription(handle)
	params.SignupMethod = billwerk.SignupLink
	return params
}

// preparedSubscription has a generated handle if it is given none.
func preparedSubscription(handle string) *billwerk.SubscriptionCreateParams {
	return &billwerk.SubscriptionCreateParams{Handle: handle, GenerateHandle: handle == "", Plan: "reader-plus", Customer: "c-1"}
}

// merged is a copy of a JSON object with some fields set otherwise.
func merged(object, other map[string]any) map[string]any {
	object = maps.Clone(object)
	maps.Copy(object, other)
	return object
}
