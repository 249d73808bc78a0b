package billwerk_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// The parameters of the documented examples, and their bodies.
func chargeExample() *billwerk.ChargeCreateParams {
	return &billwerk.ChargeCreateParams{
		Handle: "o-77310", Key: "0b7e5a0e-5c1b-4a53-9f0e-7c4a3d1b2e6f", CustomerHandle: "c-20418",
		Source: "ca_7d1f0e5a9b2c4c1e8f3a6b5d4c3e2f10", Currency: "DKK",
		OrderLines: []billwerk.OrderLineParams{
			{Text: "Hardback", Amount: 24900, VAT: new(0.25), Quantity: 1},
			{Text: "Shipping", Amount: 3900, VAT: new(0.25)},
		},
	}
}

func TestChargeAuthorize(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, sample(t, "charge_authorized.json")))
	charge, err := c.Charges.Create(t.Context(), chargeExample())
	require.NoError(t, err)
	// The example spells out "settle": false, which is the default.
	assert.JSONEq(t, strings.Replace(sample(t, "charge_create.json"), `"settle":false,`, "", 1), string(transport.Requests()[0].Body))
	assert.Equal(t, "application/json", transport.Requests()[0].Header.Get("Content-Type"))
	assert.Equal(t, billwerk.ChargeAuthorized, charge.State)
	assert.EqualValues(t, 28800, charge.AuthorizedAmount)
	assert.True(t, charge.Authorized.Equal(time.Date(2025, 3, 14, 9, 30, 3, 914e6, time.UTC)))
	assert.True(t, charge.Settled.IsZero())
	assert.Equal(t, billwerk.PaymentCard, charge.Source.Type)
	assert.Equal(t, billwerk.CardVisa, charge.Source.CardType)
	assert.Equal(t, "411111XXXXXX1111", charge.Source.MaskedCard)
	require.NoError(t, charge.Err())
}

// A declined card is a successful answer; the value says that it failed, and
// doesn't pretend that the call did.
func TestChargeDeclined(t *testing.T) {
	t.Parallel()
	c, _ := apiOf(t, says(http.StatusOK, sample(t, "charge_declined.json")))
	charge, err := c.Charges.Create(t.Context(), chargeExample())
	require.NoError(t, err)
	require.ErrorIs(t, charge.Err(), billwerk.ErrDeclined)
	require.NotErrorIs(t, charge.Err(), client.ErrOutcomeUnknown)
	payment, ok := errors.AsType[*billwerk.PaymentError](charge.Err())
	require.True(t, ok)
	assert.Equal(t, billwerk.PaymentError{
		Object: "charge", ID: "o-77310", State: "failed", ErrorState: billwerk.ErrorStateSoftDeclined,
		Reason: billwerk.TransactionInsufficientFunds, AcquirerCode: "40110", AcquirerMessage: "Not sufficient funds",
	}, *payment)
	assert.Equal(t, billwerk.DeclineSoft, payment.DeclineClass())
	assert.Equal(t, billwerk.DeclineSoft, billwerk.DeclineClassOf(fmt.Errorf("order 7: %w", charge.Err())))
	assert.Equal(t, "billwerk: the payment of charge o-77310 failed, insufficient_funds, soft_declined, state failed", payment.Error())
	_, isResponse := errors.AsType[*client.ResponseError](charge.Err())
	assert.False(t, isResponse)
}

// The outcome table of the pages createcharge and settlecharge.
func TestChargeErr(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		charge          billwerk.Charge
		failed, unknown bool
	}{
		"settled":    {billwerk.Charge{State: billwerk.ChargeSettled}, false, false},
		"authorized": {billwerk.Charge{State: billwerk.ChargeAuthorized}, false, false},
		"pending":    {billwerk.Charge{State: billwerk.ChargePending, Processing: true}, false, false},
		"cancelled":  {billwerk.Charge{State: billwerk.ChargeCancelled}, false, false},
		"pending, and so is its error state": {
			billwerk.Charge{State: billwerk.ChargePending, ErrorState: billwerk.ErrorStatePending}, false, false,
		},
		"new state": {billwerk.Charge{State: "brand_new"}, false, false},
		"failed":    {billwerk.Charge{State: billwerk.ChargeFailed}, true, false},
		"settle with a processing error leaves the state as it was": {
			billwerk.Charge{State: billwerk.ChargeAuthorized, ErrorState: billwerk.ErrorStateProcessingError, Error: billwerk.TransactionAcquirerError}, true, true,
		},
		"partial settle that was declined when others succeeded": {
			billwerk.Charge{State: billwerk.ChargeSettled, Error: billwerk.TransactionAuthorizationExpired}, true, false,
		},
		"the error state goes before the reason": {
			billwerk.Charge{State: billwerk.ChargeFailed, ErrorState: billwerk.ErrorStateHardDeclined, Error: billwerk.TransactionAcquirerError}, true, false,
		},
	} {
		err := tc.charge.Err()
		assert.Equal(t, tc.failed, err != nil, name)
		assert.Equal(t, tc.failed, errors.Is(err, billwerk.ErrDeclined), name)
		assert.Equal(t, tc.unknown, errors.Is(err, client.ErrOutcomeUnknown), name)
	}
}

// The key is minted once, kept over all attempts, given back, and the caller's
// parameters stay as they are.
func TestChargeKey(t *testing.T) {
	t.Parallel()
	keyOf := func(t *testing.T, r clienttest.Recorded) string {
		t.Helper()
		var body struct {
			Key string `json:"key"`
		}
		require.NoError(t, client.Unmarshal(r.Body, &body))
		return body.Key
	}
	t.Run("minted", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			c, transport := apiOf(t, says(http.StatusOK, aCharge))
			transport.Script.Next(clienttest.DropAfter(), clienttest.AnswerAfter(500, "application/json", `{"code":2}`), clienttest.ResetMidBody())
			params := &billwerk.ChargeCreateParams{Handle: "o-1", Source: "ca_1", Amount: 100, Settle: true}
			var response client.Response
			_, err := c.Charges.Create(t.Context(), params, client.WithResponse(&response))
			require.NoError(t, err)
			requests := transport.Requests()
			require.Len(t, requests, 4)
			for _, r := range requests {
				assert.Equal(t, response.IdempotencyKey, keyOf(t, r))
			}
			assert.GreaterOrEqual(t, len(response.IdempotencyKey), 20)
			assert.Empty(t, params.Key)
			_, err = c.Charges.Create(t.Context(), params)
			require.NoError(t, err)
			assert.NotEqual(t, response.IdempotencyKey, keyOf(t, transport.Requests()[4]), "another call has another key")
		})
	})
	t.Run("of the parameters", func(t *testing.T) {
		t.Parallel()
		c, transport := apiOf(t, says(http.StatusOK, aCharge))
		_, err := c.Charges.Settle(t.Context(), "o-1", &billwerk.ChargeSettleParams{Key: "mine"})
		require.NoError(t, err)
		assert.Equal(t, "mine", keyOf(t, transport.Requests()[0]))
	})
	t.Run("of the call", func(t *testing.T) {
		t.Parallel()
		c, transport := apiOf(t, says(http.StatusOK, aRefund))
		_, err := c.Refunds.Create(t.Context(), &billwerk.RefundCreateParams{Invoice: "o-1"}, client.WithIdempotencyKey("mine"))
		require.NoError(t, err)
		assert.Equal(t, "mine", keyOf(t, transport.Requests()[0]))
	})
	t.Run("two different ones", func(t *testing.T) {
		t.Parallel()
		c, transport := apiOf(t, says(http.StatusOK, aCharge))
		_, err := c.Charges.Settle(t.Context(), "o-1", &billwerk.ChargeSettleParams{Key: "mine"}, client.WithIdempotencyKey("other"))
		require.ErrorIs(t, err, client.ErrInvalid)
		assert.Zero(t, transport.Count())
	})
	t.Run("in the error", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			c, transport := apiOf(t, says(http.StatusOK, aCharge))
			transport.Script.Always(clienttest.DropAfter())
			_, err := c.Charges.Create(t.Context(), &billwerk.ChargeCreateParams{Handle: "o-1", Source: "ca_1", Amount: 100})
			require.ErrorIs(t, err, client.ErrOutcomeUnknown)
			call, ok := errors.AsType[*client.CallError](err)
			require.True(t, ok)
			assert.Equal(t, call.IdempotencyKey, keyOf(t, transport.Requests()[0]))
		})
	})
}

// The settle of the documented example.
func TestChargeSettle(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, aCharge))
	_, err := c.Charges.Settle(t.Context(), "o-77310", &billwerk.ChargeSettleParams{
		Key: "c1d6a7b2-1f7e-4a0e-9a53-6f2f0c8f9f11", Amount: new(int64(24900)), Text: "Hardback",
	})
	require.NoError(t, err)
	assert.JSONEq(t, sample(t, "charge_settle.json"), string(transport.Requests()[0].Body))
	// A zero that was asked for is sent: it must not become "all that remains".
	_, err = c.Charges.Settle(t.Context(), "o-77310", &billwerk.ChargeSettleParams{Key: "k", Amount: new(int64)})
	require.NoError(t, err)
	assert.JSONEq(t, `{"key":"k","amount":0}`, string(transport.Requests()[1].Body))
}

// Operations that move money have 90 s per attempt, others 30 s: the test
// gateway has a scenario that takes 60 s.
func TestMoneyTimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, transport := apiOf(t, says(http.StatusOK, aCharge))
		transport.Script.Next(clienttest.Delay(61 * time.Second))
		_, err := c.Charges.Create(t.Context(), &billwerk.ChargeCreateParams{Handle: "o-1", Source: "ca_1", Amount: 100}, client.WithMaxAttempts(1))
		require.NoError(t, err)
		transport.Script.Next(clienttest.Delay(91 * time.Second))
		_, err = c.Charges.Settle(t.Context(), "o-1", nil, client.WithMaxAttempts(1))
		var timeout *client.TimeoutError
		require.ErrorAs(t, err, &timeout)
		assert.Equal(t, 90*time.Second, timeout.After)
		require.ErrorIs(t, err, client.ErrOutcomeUnknown)
		transport.Script.Next(clienttest.Delay(61 * time.Second))
		_, err = c.Charges.Get(t.Context(), "o-1", client.WithMaxAttempts(1))
		require.ErrorAs(t, err, &timeout)
		assert.Equal(t, 30*time.Second, timeout.After)
	})
}

// What is certain to be wrong is refused before anything is sent.
func TestInvalidParams(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, aCharge))
	ctx := t.Context()
	good := billwerk.ManualTransfer{Method: billwerk.TransferCash, PaymentDate: "2025-04-01"}
	for name, err := range map[string]error{
		"charge: nil":              drop(c.Charges.Create(ctx, nil)),
		"charge: no handle":        drop(c.Charges.Create(ctx, &billwerk.ChargeCreateParams{Source: "ca_1"})),
		"charge: no source":        drop(c.Charges.Create(ctx, &billwerk.ChargeCreateParams{Handle: "o-1"})),
		"charge: negative":         drop(c.Charges.Create(ctx, &billwerk.ChargeCreateParams{Handle: "o-1", Source: "ca_1", Amount: -1})),
		"charge: bad handle":       drop(c.Charges.Create(ctx, &billwerk.ChargeCreateParams{Handle: "o 1", Source: "ca_1"})),
		"charge: long handle":      drop(c.Charges.Create(ctx, &billwerk.ChargeCreateParams{Handle: strings.Repeat("a", 256), Source: "ca_1"})),
		"charge: too many lines":   drop(c.Charges.Create(ctx, &billwerk.ChargeCreateParams{Handle: "o-1", Source: "ca_1", OrderLines: make([]billwerk.OrderLineParams, billwerk.MaxOrderLines+1)})),
		"charge: long statement":   drop(c.Charges.Create(ctx, &billwerk.ChargeCreateParams{Handle: "o-1", Source: "ca_1", TextOnStatement: strings.Repeat("a", 129)})),
		"charge: odd statement":    drop(c.Charges.Create(ctx, &billwerk.ChargeCreateParams{Handle: "o-1", Source: "ca_1", TextOnStatement: "Bøger"})),
		"charge: long acquirer":    drop(c.Charges.Create(ctx, &billwerk.ChargeCreateParams{Handle: "o-1", Source: "ca_1", AcquirerReference: strings.Repeat("a", 129)})),
		"charge: long reference":   drop(c.Charges.Create(ctx, &billwerk.ChargeCreateParams{Handle: "o-1", Source: "ca_1", PaymentMethodReference: strings.Repeat("a", 65)})),
		"charge: nameless buyer":   drop(c.Charges.Create(ctx, &billwerk.ChargeCreateParams{Handle: "o-1", Source: "ca_1", Customer: &billwerk.CustomerCreateParams{Email: "x@example.org"}})),
		"prepare: too many lines":  drop(c.Charges.Prepare(ctx, &billwerk.ChargePrepareParams{Handle: "o-1", OrderLines: make([]billwerk.OrderLineParams, billwerk.MaxOrderLines+1)})),
		"prepare: two handles":     drop(c.Charges.Prepare(ctx, &billwerk.ChargePrepareParams{Handle: "o-1", Customer: &billwerk.CustomerCreateParams{Handle: "c", GenerateHandle: true}})),
		"method: nameless buyer":   drop(c.PaymentMethods.Create(ctx, &billwerk.PaymentMethodCreateParams{Source: "ct_1", Customer: new(billwerk.CustomerCreateParams)})),
		"method: long reference":   drop(c.PaymentMethods.Create(ctx, &billwerk.PaymentMethodCreateParams{Source: "ct_1", CustomerHandle: "c", Reference: strings.Repeat("a", 65)})),
		"discount: 101 percent":    drop(c.Subscriptions.AddDiscount(ctx, "s", &billwerk.SubscriptionDiscountParams{Handle: "d", Discount: "d", Percentage: 101})),
		"discount: negative":       drop(c.Subscriptions.AddDiscount(ctx, "s", &billwerk.SubscriptionDiscountParams{Handle: "d", Discount: "d", Amount: -1})),
		"charge: umlaut":           drop(c.Charges.Create(ctx, &billwerk.ChargeCreateParams{Handle: "ø", Source: "ca_1"})),
		"prepare: nil":             drop(c.Charges.Prepare(ctx, nil)),
		"prepare: negative":        drop(c.Charges.Prepare(ctx, &billwerk.ChargePrepareParams{Handle: "o-1", Amount: -1})),
		"settle: negative":         drop(c.Charges.Settle(ctx, "o-1", &billwerk.ChargeSettleParams{Amount: new(int64(-1))})),
		"settle: bad transfer":     drop(c.Charges.Settle(ctx, "o-1", &billwerk.ChargeSettleParams{ManualSettle: &billwerk.ManualTransfer{}})),
		"settle: no handle":        drop(c.Charges.Settle(ctx, "", nil)),
		"get: dots":                drop(c.Charges.Get(ctx, "..")),
		"refund: nil":              drop(c.Refunds.Create(ctx, nil)),
		"refund: zero":             drop(c.Refunds.Create(ctx, &billwerk.RefundCreateParams{Invoice: "o-1", Amount: new(int64)})),
		"refund: no lines":         drop(c.Refunds.Create(ctx, &billwerk.RefundCreateParams{Invoice: "o-1", NoteLines: []billwerk.CreditNoteLineParams{}})),
		"refund: bad transfer":     drop(c.Refunds.Create(ctx, &billwerk.RefundCreateParams{Invoice: "o-1", ManualTransfer: &billwerk.ManualTransfer{Method: "cash"}})),
		"invoice settle: bad date": drop(c.Invoices.Settle(ctx, "i1", &billwerk.InvoiceSettleParams{Due: "01.04.2025"})),
		"manual settle: nil":       drop(c.Invoices.SettleManually(ctx, "i1", nil)),
		"metadata: nil":            drop(c.Invoices.SetMetadata(ctx, "i1", nil)),
		"method: nil":              drop(c.PaymentMethods.Create(ctx, nil)),
		"method: no customer":      drop(c.PaymentMethods.Create(ctx, &billwerk.PaymentMethodCreateParams{Source: "ct_1"})),
		"method: two customers":    drop(c.PaymentMethods.Create(ctx, &billwerk.PaymentMethodCreateParams{Source: "ct_1", CustomerHandle: "c", Customer: new(billwerk.CustomerCreateParams)})),
		"offline: no agreement":    drop(c.PaymentMethods.CreateOffline(ctx, &billwerk.PaymentMethodCreateOfflineParams{CustomerHandle: "c"})),
		"list: page too small":     drop(c.Charges.List(ctx, &billwerk.ChargeListParams{ListParams: billwerk.ListParams{Size: 9}})),
	} {
		require.ErrorIs(t, err, client.ErrInvalid, name)
	}
	assert.Zero(t, transport.Count())
	_, err := c.Charges.Settle(ctx, "o-1", &billwerk.ChargeSettleParams{ManualSettle: &good})
	require.NoError(t, err)
}
