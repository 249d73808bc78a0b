package billwerktest_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/retry"
)

// Same handle and key: same result, and money moves once (page "createcharge").
func TestSameKeySameResult(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	params := charge("o-1", 1000, true)
	params.Key = "k-1"
	results := make([]*billwerk.Charge, 64)
	var wg sync.WaitGroup
	for i := range results {
		wg.Go(func() {
			var err error
			results[i], err = b.Charges.Create(t.Context(), params)
			assert.NoError(t, err)
		})
	}
	wg.Wait()
	for _, r := range results {
		assert.Equal(t, results[0], r)
	}
	require.Len(t, b.fake.Ledger(), 1)
	entry := b.fake.Ledger()[0]
	assert.Equal(t, "k-1", entry.Key)
	assert.Equal(t, results[0].Transaction, entry.Transaction)
	assert.Equal(t, 1, b.fake.Processed("o-1"))

	_, err := b.Charges.Create(t.Context(), charge("o-1", 1000, true)) // a key of its own
	wantCode(t, err, billwerk.CodeInvoiceAlreadySettled)
}

// A connection that dies after the charge was made: the client repeats it, and
// money moves once. Without a key the handle protects.
func TestLostAnswerChargesOnce(t *testing.T) {
	t.Parallel()
	b := connect(t, billwerktest.NewFake(), billwerktest.PrivateKey, client.WithRetry(retry.Policy{BaseDelay: 1, MaxDelay: 1}))
	b.wire.Script.Next(clienttest.DropAfter())
	var resp client.Response
	paid, err := b.Charges.Create(t.Context(), charge("o-1", 1000, true), client.WithResponse(&resp))
	require.NoError(t, err)
	require.NoError(t, paid.Err())
	assert.Equal(t, 2, resp.Attempts)
	require.Len(t, b.fake.Ledger(), 1)
	assert.Equal(t, resp.IdempotencyKey, b.fake.Ledger()[0].Key)

	body := `{"handle":"o-1","source":"` + billwerktest.PaymentMethod + `","customer_handle":"c-20418","amount":1000,"settle":true}`
	assert.Contains(t, b.ask(t, "POST", "/v1/charge", body).Body.String(), `"code":79`)
	assert.Len(t, b.fake.Ledger(), 1)
}

// A failed handle may be tried again with a new key, but not as another payment.
func TestFailedChargeIsTriedAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	params := charge("o-1", 1000, true)
	params.Source, params.Key = b.fake.CardToken(billwerktest.Card{CVV: "102"}), "first"
	params.Recurring = true
	failed, err := b.Charges.Create(t.Context(), params)
	require.NoError(t, err)
	require.ErrorIs(t, failed.Err(), billwerk.ErrDeclined)
	again, err := b.Charges.Create(t.Context(), params)
	require.NoError(t, err)
	assert.Equal(t, failed, again, "the same key names the same attempt")

	params.Key, params.Source, params.Recurring = "second", billwerktest.PaymentMethod, false
	for code, change := range map[billwerk.Code]func(*billwerk.ChargeCreateParams){
		billwerk.CodeAmountChangeNotAllowedOnInvoice:  func(p *billwerk.ChargeCreateParams) { p.Amount = 999 },
		billwerk.CodeCurrencyChangeNotAllowed:         func(p *billwerk.ChargeCreateParams) { p.Currency = "EUR" },
		billwerk.CodeCustomerCannotBeChangedOnInvoice: func(p *billwerk.ChargeCreateParams) { p.CustomerHandle = "c-other" },
	} {
		changed := *params
		change(&changed)
		_, err = b.Charges.Create(t.Context(), &changed)
		wantCode(t, err, code)
	}
	paid, err := b.Charges.Create(t.Context(), params)
	require.NoError(t, err)
	require.NoError(t, paid.Err())
	assert.EqualValues(t, 1000, b.captured("o-1", billwerk.TransactionTypeSettle))
}

func TestChargeRefusals(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(*billwerk.ChargeCreateParams)
		want   billwerk.Code
	}{
		{"no amount", func(p *billwerk.ChargeCreateParams) { p.Amount = 0 }, billwerk.CodeMissingAmount},
		{"no customer", func(p *billwerk.ChargeCreateParams) { p.CustomerHandle = "" }, billwerk.CodeMissingCustomer},
		{"unknown customer", func(p *billwerk.ChargeCreateParams) { p.CustomerHandle = "none" }, billwerk.CodeCustomerNotFound},
		{"unknown method", func(p *billwerk.ChargeCreateParams) { p.Source = "ca_none" }, billwerk.CodePaymentMethodNotFound},
		{"failed method", func(p *billwerk.ChargeCreateParams) { p.Source = "ca_failed" }, billwerk.CodePaymentMethodFailed},
		{"nothing to choose from", func(p *billwerk.ChargeCreateParams) {
			p.CustomerHandle, p.Customer, p.Source = "", &billwerk.CustomerCreateParams{Handle: "c-new"}, billwerk.SourceAuto
		}, billwerk.CodePaymentMethodNotProvided},
		{"another's method", func(p *billwerk.ChargeCreateParams) {
			p.CustomerHandle, p.Customer = "", &billwerk.CustomerCreateParams{Handle: "c-new"}
		}, billwerk.CodePaymentMethodNotFound},
		{"line without quantity", func(p *billwerk.ChargeCreateParams) {
			p.OrderLines = []billwerk.OrderLineParams{{Text: "x", Amount: 5, Quantity: -1}}
		}, billwerk.CodeInvalidRequest},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			if tt.want == billwerk.CodePaymentMethodFailed {
				require.True(t, b.fake.SetPaymentMethodState(billwerktest.PaymentMethod, billwerk.PaymentMethodFailed))
			}
			params := charge("o-1", 1000, true)
			tt.change(params)
			if params.Source == "ca_failed" {
				params.Source = billwerktest.PaymentMethod
			}
			_, err := b.Charges.Create(t.Context(), params)
			wantCode(t, err, tt.want)
			assert.Empty(t, b.fake.Ledger())
			_, err = b.Charges.Get(t.Context(), "o-1")
			wantCode(t, err, billwerk.CodeInvoiceNotFound)
			_, err = b.Customers.Get(t.Context(), "c-new")
			wantCode(t, err, billwerk.CodeCustomerNotFound) // goes with the refused charge
		})
	}
}

// Authorize, settle in parts, settle the rest, refund (pages "settlecharge",
// "createrefund").
func TestPartialSettlesAndRefunds(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	held, err := b.Charges.Create(t.Context(), &billwerk.ChargeCreateParams{
		Handle: "o-1", Source: billwerk.SourceAuto, CustomerHandle: billwerktest.Customer,
		OrderLines: []billwerk.OrderLineParams{{Text: "Hardback", Amount: 12450, Quantity: 2}, {Text: "Shipping", Amount: 3900}},
	})
	require.NoError(t, err)
	assert.Equal(t, billwerk.ChargeAuthorized, held.State)
	assert.EqualValues(t, 28800, held.AuthorizedAmount)
	assert.Equal(t, billwerktest.PaymentMethod, held.Source.Card)
	assert.Empty(t, b.fake.Ledger(), "nothing moved yet")

	_, err = b.Charges.Create(t.Context(), charge("o-1", 28800, true))
	wantCode(t, err, billwerk.CodeInvoiceAlreadyAuthorized)
	settle := func(amount *int64, key string) (*billwerk.Charge, error) {
		return b.Charges.Settle(t.Context(), "o-1", &billwerk.ChargeSettleParams{Amount: amount, Key: key, Text: "part"})
	}
	_, err = settle(new(int64(28801)), "")
	wantCode(t, err, billwerk.CodeAmountHigherThanAuthorizedAmount)
	for range 3 {
		part, err := settle(new(int64(20000)), "part-1")
		require.NoError(t, err)
		assert.EqualValues(t, 20000, part.Amount)
		assert.Equal(t, billwerk.ChargeSettled, part.State)
	}
	part, err := settle(new(int64(800)), "part-2")
	require.NoError(t, err)
	assert.EqualValues(t, 20800, part.Amount)
	assert.Len(t, part.OrderLines, 2)
	rest, err := settle(nil, "part-3")
	require.NoError(t, err)
	assert.EqualValues(t, 28800, rest.Amount)
	_, err = settle(nil, "")
	wantCode(t, err, billwerk.CodeInvoiceAlreadySettled)
	assert.EqualValues(t, 28800, b.captured("o-1", billwerk.TransactionTypeSettle))
	assert.Equal(t, 3, b.fake.Processed("o-1"))

	give := func(amount *int64, key string) (*billwerk.Refund, error) {
		return b.Refunds.Create(t.Context(), &billwerk.RefundCreateParams{Invoice: "o-1", Amount: amount, Key: key})
	}
	var first *billwerk.Refund
	for range 3 {
		first, err = give(new(int64(5000)), "ref-1")
		require.NoError(t, err)
		assert.NotEmpty(t, first.CreditNoteID)
	}
	read, err := b.Refunds.Get(t.Context(), first.ID)
	require.NoError(t, err)
	assert.Equal(t, first, read)
	_, err = give(new(int64(23801)), "")
	wantCode(t, err, billwerk.CodeRefundAmountTooHigh)
	broken, err := give(new(int64(1002)), "")
	require.NoError(t, err)
	require.ErrorIs(t, broken.Err(), client.ErrOutcomeUnknown)
	_, err = give(nil, "")
	require.NoError(t, err)
	_, err = give(nil, "")
	wantCode(t, err, billwerk.CodeRefundAmountTooHigh)
	assert.EqualValues(t, 28800, b.captured("o-1", billwerk.TransactionTypeRefund))
	final, err := b.Charges.Get(t.Context(), "o-1")
	require.NoError(t, err)
	assert.EqualValues(t, 28800, final.RefundedAmount)
}

// The peculiarities of a settle that fails (page "settlecharge").
func TestSettleThatFails(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		before bool
		amount int64
		state  billwerk.ChargeState
	}{
		{"processing error leaves the state", false, 1002, billwerk.ChargeAuthorized},
		{"soft decline leaves the state", false, 2002, billwerk.ChargeAuthorized},
		{"hard decline of the first settle fails the charge", false, 3005, billwerk.ChargeFailed},
		{"hard decline after a settle leaves it settled", true, 3005, billwerk.ChargeSettled},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			_, err := b.Charges.Create(t.Context(), charge("o-1", 10000, false))
			require.NoError(t, err)
			moved := int64(0)
			if tt.before {
				_, err = b.Charges.Settle(t.Context(), "o-1", &billwerk.ChargeSettleParams{Amount: new(int64(500))})
				require.NoError(t, err)
				moved = 500
			}
			failed, err := b.Charges.Settle(t.Context(), "o-1", &billwerk.ChargeSettleParams{Amount: &tt.amount})
			require.NoError(t, err)
			require.Error(t, failed.Err())
			assert.Equal(t, tt.state, failed.State)
			assert.Equal(t, moved, b.captured("o-1", billwerk.TransactionTypeSettle))
			_, err = b.Charges.Settle(t.Context(), "o-1", &billwerk.ChargeSettleParams{Amount: new(int64(700))})
			if tt.state == billwerk.ChargeFailed {
				wantCode(t, err, billwerk.CodeInvoiceMustBeAuthorized)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, moved+700, b.captured("o-1", billwerk.TransactionTypeSettle))
		})
	}
}

func TestPrepareCancelDelete(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	prepare := func(handle string) {
		prepared, err := b.Charges.Prepare(t.Context(), &billwerk.ChargePrepareParams{
			Handle: handle, Amount: 1000, CustomerHandle: billwerktest.Customer,
		})
		require.NoError(t, err)
		assert.Equal(t, billwerk.ChargeCreated, prepared.State)
	}
	prepare("o-1")
	_, err := b.Charges.Settle(t.Context(), "o-1", nil)
	wantCode(t, err, billwerk.CodeInvoiceMustBeAuthorized)
	paid, err := b.Charges.Create(t.Context(), charge("o-1", 1000, true))
	require.NoError(t, err)
	assert.Equal(t, billwerk.ChargeSettled, paid.State)
	wantCode(t, b.Charges.Delete(t.Context(), "o-1"), billwerk.CodeInvoiceWrongState)
	_, err = b.Charges.Cancel(t.Context(), "o-1")
	wantCode(t, err, billwerk.CodeInvoiceAlreadySettled)

	prepare("o-2")
	require.NoError(t, b.Charges.Delete(t.Context(), "o-2"))
	wantCode(t, b.Charges.Delete(t.Context(), "o-2"), billwerk.CodeInvoiceNotFound)

	_, err = b.Charges.Create(t.Context(), charge("o-3", 1000, false))
	require.NoError(t, err)
	cancelled, err := b.Charges.Cancel(t.Context(), "o-3")
	require.NoError(t, err)
	assert.Equal(t, billwerk.ChargeCancelled, cancelled.State)
	_, err = b.Charges.Cancel(t.Context(), "o-3")
	wantCode(t, err, billwerk.CodeInvoiceAlreadyCancelled)
	_, err = b.Charges.Create(t.Context(), charge("o-4", 2001, false))
	require.NoError(t, err)
	_, err = b.Charges.Cancel(t.Context(), "o-4")
	wantCode(t, err, billwerk.CodeInvoiceWrongState)
	assert.Len(t, b.fake.Ledger(), 1)
}

// Money that changed hands elsewhere is refunded elsewhere (error 81).
func TestManualTransfers(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	transfer := &billwerk.ManualTransfer{Method: billwerk.TransferBankTransfer, PaymentDate: "2025-03-14", Reference: "r-1"}
	_, err := b.Charges.Create(t.Context(), charge("o-1", 3002+1, false)) // 3003: declined online
	require.NoError(t, err)
	_, err = b.Charges.Create(t.Context(), charge("o-2", 5000, false))
	require.NoError(t, err)
	paid, err := b.Charges.Settle(t.Context(), "o-2", &billwerk.ChargeSettleParams{Amount: new(int64(3003)), ManualSettle: transfer})
	require.NoError(t, err)
	require.NoError(t, paid.Err())
	_, err = b.Refunds.Create(t.Context(), &billwerk.RefundCreateParams{Invoice: "o-2"})
	wantCode(t, err, billwerk.CodeOnlineRefundNotSupported)
	given, err := b.Refunds.Create(t.Context(), &billwerk.RefundCreateParams{
		Invoice: "o-2", ManualTransfer: transfer,
		NoteLines: []billwerk.CreditNoteLineParams{{Amount: 500, Quantity: 2, Text: "Damaged"}},
	})
	require.NoError(t, err)
	assert.EqualValues(t, 1000, given.Amount)
	assert.Equal(t, billwerk.PaymentManual, given.Type)
	invoice, err := b.Invoices.Get(t.Context(), "o-2")
	require.NoError(t, err)
	require.Len(t, invoice.Transactions, 3)
	assert.Equal(t, "r-1", invoice.Transactions[1].Manual.Reference)
	_, err = b.Refunds.Create(t.Context(), &billwerk.RefundCreateParams{Invoice: "o-1"})
	wantCode(t, err, billwerk.CodeInvoiceNotSettled)
}

// An offline payment stays pending until it has arrived.
func TestOfflinePayment(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	method, err := b.PaymentMethods.CreateOffline(t.Context(), &billwerk.PaymentMethodCreateOfflineParams{
		AgreementHandle: "bank", CustomerHandle: billwerktest.Customer, Reference: "mine",
	})
	require.NoError(t, err)
	assert.Equal(t, "bank", method.OfflineMandate.AgreementHandle)
	params := charge("o-1", 1000, true)
	params.Source = method.ID
	waiting, err := b.Charges.Create(t.Context(), params)
	require.NoError(t, err)
	assert.Equal(t, billwerk.ChargePending, waiting.State)
	assert.True(t, waiting.Processing)
	require.NoError(t, waiting.Err())
	_, err = b.Charges.Create(t.Context(), charge("o-1", 1000, true))
	wantCode(t, err, billwerk.CodeInvoiceHasProcessingTransaction)
	assert.Empty(t, b.fake.Ledger())
	paid, err := b.Charges.SettleOffline(t.Context(), "o-1", waiting.Transaction)
	require.NoError(t, err)
	assert.Equal(t, billwerk.ChargeSettled, paid.State)
	assert.EqualValues(t, 1000, b.captured("o-1", billwerk.TransactionTypeSettle))
	_, err = b.Charges.SettleOffline(t.Context(), "o-1", waiting.Transaction)
	wantCode(t, err, billwerk.CodeTransactionWrongStateForOperation)
	_, err = b.Charges.SettleOffline(t.Context(), "o-1", "none")
	wantCode(t, err, billwerk.CodeTransactionNotFound)
}
