package billwerktest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
)

// oneTime makes an invoice for the customer.
func (b *bench) oneTime(t *testing.T, handle string, amount int64, settle *billwerk.InvoiceSettleParams) (*billwerk.Invoice, error) {
	t.Helper()
	return b.Customers.CreateInvoice(t.Context(), billwerktest.Customer, &billwerk.CustomerInvoiceParams{
		Handle: handle, OrderLines: []billwerk.OrderLineParams{{Text: "x", Amount: amount}}, Settle: settle,
	})
}

// A one-time invoice ends settled or failed, one of a subscription keeps its state
// when the payment fails (page "settle").
func TestInvoiceSettle(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	made, err := b.oneTime(t, "i-1", 1000, nil)
	require.NoError(t, err)
	assert.Equal(t, billwerk.InvoicePending, made.State)
	assert.Equal(t, billwerk.InvoiceTypeCustomer, made.Type)
	_, err = b.oneTime(t, "i-1", 1000, nil)
	wantCode(t, err, billwerk.CodeDuplicateHandle)
	_, err = b.Invoices.Settle(ctx, "i-1", nil)
	wantCode(t, err, billwerk.CodePaymentMethodNotProvided)
	_, err = b.Invoices.Settle(ctx, "i-1", &billwerk.InvoiceSettleParams{PaymentMethod: "ca_none"})
	wantCode(t, err, billwerk.CodePaymentMethodNotFound)
	auto := &billwerk.InvoiceSettleParams{PaymentMethod: billwerk.SourceAuto}
	paid, err := b.Invoices.Settle(ctx, made.ID, auto)
	require.NoError(t, err)
	assert.Equal(t, billwerk.InvoiceSettled, paid.State)
	_, err = b.Invoices.Settle(ctx, "i-1", auto)
	wantCode(t, err, billwerk.CodeInvoiceAlreadySettled)
	_, err = b.Invoices.SettleManually(ctx, "i-1", &billwerk.ManualTransfer{Method: billwerk.TransferCash, PaymentDate: "2025-01-01"})
	wantCode(t, err, billwerk.CodeInvoiceAlreadySettled)

	failed, err := b.oneTime(t, "i-2", 3002, auto)
	require.NoError(t, err)
	assert.Equal(t, billwerk.InvoiceFailed, failed.State)
	require.ErrorIs(t, failed.Err(), billwerk.ErrDeclined)
	byHand, err := b.Invoices.SettleManually(ctx, "i-2", &billwerk.ManualTransfer{Method: billwerk.TransferCash, PaymentDate: "2025-01-01"})
	require.NoError(t, err)
	require.NoError(t, byHand.Err())

	b.subscribed(t)
	kept, err := b.Subscriptions.CreateInvoice(ctx, "s", &billwerk.SubscriptionInvoiceParams{
		Handle: "i-3", OrderLines: []billwerk.OrderLineParams{{Text: "x", Amount: 3002}},
	})
	require.NoError(t, err)
	assert.Equal(t, billwerk.InvoiceTypeSubscription, kept.Type)
	kept, err = b.Invoices.Settle(ctx, "i-3", nil) // by the subscription's method
	require.NoError(t, err)
	assert.Equal(t, billwerk.InvoicePending, kept.State)
	require.ErrorIs(t, kept.Err(), billwerk.ErrDeclined)
	assert.EqualValues(t, 1000, b.captured("i-1", billwerk.TransactionTypeSettle))
	assert.EqualValues(t, 3002, b.captured("i-2", billwerk.TransactionTypeSettle))
	assert.Len(t, b.fake.Ledger(), 2)
}

func TestInvoiceStates(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	later, err := b.oneTime(t, "i-1", 1000, &billwerk.InvoiceSettleParams{Due: "2040-01-01", PaymentMethod: billwerk.SourceAuto})
	require.NoError(t, err)
	assert.True(t, later.SettleLater)
	assert.Equal(t, billwerk.InvoicePending, later.State)
	later, err = b.Invoices.CancelSettle(ctx, "i-1")
	require.NoError(t, err)
	assert.False(t, later.SettleLater)
	_, err = b.Invoices.CancelSettle(ctx, "i-1")
	wantCode(t, err, billwerk.CodeInvoiceWrongState)

	_, err = b.Invoices.Reactivate(ctx, "i-1")
	wantCode(t, err, billwerk.CodeInvoiceWrongState)
	failed, err := b.Invoices.Fail(ctx, "i-1")
	require.NoError(t, err)
	assert.Equal(t, billwerk.InvoiceFailed, failed.State)
	_, err = b.Invoices.Fail(ctx, "i-1")
	wantCode(t, err, billwerk.CodeInvoiceWrongState)
	back, err := b.Invoices.Reactivate(ctx, "i-1")
	require.NoError(t, err)
	assert.Equal(t, billwerk.InvoicePending, back.State)
	assert.True(t, back.Failed.IsZero())
	_, err = b.Invoices.Cancel(ctx, "i-1")
	require.NoError(t, err)
	_, err = b.Invoices.Cancel(ctx, "i-1")
	wantCode(t, err, billwerk.CodeInvoiceAlreadyCancelled)
	_, err = b.Invoices.Detach(ctx, "i-1")
	wantCode(t, err, billwerk.CodeInvoiceWrongType)
	_, err = b.Invoices.Get(ctx, "none")
	wantCode(t, err, billwerk.CodeInvoiceNotFound)

	b.subscribed(t)
	own, err := b.Invoices.Detach(ctx, b.fake.Bill("s"))
	require.NoError(t, err)
	assert.Empty(t, own.Subscription)
	s, err := b.Subscriptions.Get(ctx, "s")
	require.NoError(t, err)
	assert.Zero(t, s.SettledInvoices)
	next, err := b.Subscriptions.NextInvoice(ctx, "s")
	require.NoError(t, err)
	assert.EqualValues(t, 12900, next.Amount)
	assert.EqualValues(t, 10320, next.AmountExVAT)
	assert.EqualValues(t, 2580, next.AmountVAT)
}

func TestInvoiceAddressesAndMetadata(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	_, err := b.oneTime(t, "i-1", 1000, nil)
	require.NoError(t, err)
	home, work := &billwerk.InvoiceAddress{City: "Odense", FirstName: "Ida"}, &billwerk.InvoiceAddress{City: "Aarhus"}
	_, err = b.Invoices.SetBillingAddress(ctx, "i-1", home)
	require.NoError(t, err)
	both, err := b.Invoices.SetShippingAddress(ctx, "i-1", work)
	require.NoError(t, err)
	assert.Equal(t, home, both.BillingAddress)
	assert.Equal(t, work, both.ShippingAddress)
	_, err = b.Invoices.DeleteBillingAddress(ctx, "i-1")
	require.NoError(t, err)
	none, err := b.Invoices.DeleteShippingAddress(ctx, "i-1")
	require.NoError(t, err)
	assert.Nil(t, none.BillingAddress)
	assert.Nil(t, none.ShippingAddress)
	set, err := b.Invoices.SetMetadata(ctx, "i-1", billwerk.Metadata{"a": int64(1)})
	require.NoError(t, err)
	read, err := b.Invoices.Metadata(ctx, "i-1")
	require.NoError(t, err)
	assert.Equal(t, set, read)
	require.NoError(t, b.Invoices.DeleteMetadata(ctx, "i-1"))

	params := charge("o-1", 1000, true)
	params.ShippingAddress = work
	paid, err := b.Charges.Create(ctx, params)
	require.NoError(t, err)
	assert.Equal(t, work, paid.ShippingAddress)
}

func TestTransactions(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	held, err := b.Charges.Create(ctx, charge("o-1", 1000, false))
	require.NoError(t, err)
	read, err := b.Invoices.Transaction(ctx, "o-1", held.Transaction)
	require.NoError(t, err)
	assert.Equal(t, billwerk.TransactionTypeAuthorization, read.Type)
	assert.Equal(t, billwerk.TransactionAuthorized, read.State)
	assert.Equal(t, "411111XXXXXX1111", read.Card.MaskedCard)
	_, err = b.Invoices.Transaction(ctx, "o-1", "none")
	wantCode(t, err, billwerk.CodeTransactionNotFound)
	gone, err := b.Invoices.CancelTransaction(ctx, "o-1", held.Transaction)
	require.NoError(t, err)
	assert.Equal(t, billwerk.TransactionCancelled, gone.State)
	_, err = b.Invoices.CancelTransaction(ctx, "o-1", held.Transaction)
	wantCode(t, err, billwerk.CodeTransactionWrongStateForOperation)
	cancelled, err := b.Charges.Get(ctx, "o-1")
	require.NoError(t, err)
	assert.Equal(t, billwerk.ChargeCancelled, cancelled.State)
}

// A charge under the handle of an invoice pays the invoice.
func TestChargePaysAnInvoice(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	_, err := b.oneTime(t, "i-1", 1000, nil)
	require.NoError(t, err)
	params := charge("i-1", 0, true)
	paid, err := b.Charges.Create(t.Context(), params)
	require.NoError(t, err)
	assert.EqualValues(t, 1000, paid.Amount)
	invoice, err := b.Invoices.Get(t.Context(), "i-1")
	require.NoError(t, err)
	assert.Equal(t, billwerk.InvoiceSettled, invoice.State)
	assert.Equal(t, billwerk.InvoiceTypeCustomer, invoice.Type)
}

func TestPaymentMethods(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	const id = billwerktest.PaymentMethod
	_, err := b.PaymentMethods.Activate(ctx, id)
	wantCode(t, err, billwerk.CodePaymentMethodNotInactive)
	off, err := b.PaymentMethods.Inactivate(ctx, id)
	require.NoError(t, err)
	assert.Equal(t, billwerk.PaymentMethodInactivated, off.State)
	_, err = b.PaymentMethods.Inactivate(ctx, id)
	wantCode(t, err, billwerk.CodePaymentMethodNotActive)
	_, err = b.Charges.Create(ctx, charge("o-1", 1000, true))
	wantCode(t, err, billwerk.CodePaymentMethodNotActive)
	_, err = b.PaymentMethods.Activate(ctx, id)
	require.NoError(t, err)

	info, err := b.PaymentMethods.BinInfo(ctx, id)
	require.NoError(t, err)
	assert.Equal(t, "VISA", info.Brand)
	details, err := b.PaymentMethods.Details(ctx, id)
	require.NoError(t, err)
	assert.Equal(t, "test", details["gateway"])
	_, err = b.Charges.Create(ctx, charge("o-2", 2001, true))
	require.NoError(t, err)
	used, err := b.PaymentMethods.Get(ctx, id)
	require.NoError(t, err)
	assert.Equal(t, billwerk.TransactionInsufficientFunds, used.Card.Error)
	assert.Equal(t, 1, used.Card.DeclinedCount)

	offline, err := b.PaymentMethods.CreateOffline(ctx, &billwerk.PaymentMethodCreateOfflineParams{
		AgreementHandle: "bank", Customer: &billwerk.CustomerCreateParams{Handle: "c-new"},
	})
	require.NoError(t, err)
	assert.Equal(t, "c-new", offline.Customer)
	_, err = b.PaymentMethods.BinInfo(ctx, offline.ID)
	wantCode(t, err, billwerk.CodeCardNotFound)

	assert.False(t, b.fake.SetPaymentMethodState("none", billwerk.PaymentMethodFailed))
	require.True(t, b.fake.SetPaymentMethodState(id, billwerk.PaymentMethodPending))
	_, err = b.Charges.Create(ctx, charge("o-3", 1000, true))
	wantCode(t, err, billwerk.CodePaymentMethodPending)
	gone, err := b.PaymentMethods.Delete(ctx, id)
	require.NoError(t, err)
	assert.Equal(t, billwerk.PaymentMethodDeleted, gone.State)
	_, err = b.PaymentMethods.Delete(ctx, id)
	wantCode(t, err, billwerk.CodePaymentMethodNotFound)
}
