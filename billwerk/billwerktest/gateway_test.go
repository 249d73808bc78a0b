package billwerktest_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
)

// The amounts of the test gateway (the vendor's test page).
func TestAmountsDecide(t *testing.T) {
	t.Parallel()
	tests := []struct {
		amount int64
		state  billwerk.ErrorState
		reason billwerk.TransactionError
	}{
		{1000, "", ""},
		{12900, "", ""},
		{1001, "processing_error", "acquirer_communication_error"},
		{1002, "processing_error", "acquirer_error"},
		{1003, "processing_error", "acquirer_integration_error"},
		{1004, "processing_error", "acquirer_authentication_error"},
		{1005, "processing_error", "acquirer_configuration_error"},
		{1006, "processing_error", "acquirer_rejected_error"},
		{2001, "soft_declined", "insufficient_funds"},
		{2002, "soft_declined", "settle_blocked"},
		{3001, "hard_declined", "credit_card_expired"},
		{3002, "hard_declined", "declined_by_acquirer"},
		{3003, "hard_declined", "credit_card_lost_or_stolen"},
		{3004, "hard_declined", "credit_card_suspected_fraud"},
		{3005, "hard_declined", "authorization_expired"},
		{3006, "hard_declined", "authorization_amount_exceeded"},
		{3007, "hard_declined", "authorization_voided"},
		{1337, "hard_declined", "sca_required"},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.amount), func(t *testing.T) {
			t.Parallel()
			state, reason := billwerktest.Outcome(tt.amount)
			assert.Equal(t, tt.state, state)
			assert.Equal(t, tt.reason, reason)

			b := newBench(t)
			paid, err := b.Charges.Create(t.Context(), charge("o-1", tt.amount, true))
			require.NoError(t, err, "a decline is a successful answer")
			if tt.state == "" {
				require.NoError(t, paid.Err())
				assert.Equal(t, billwerk.ChargeSettled, paid.State)
				assert.Equal(t, tt.amount, b.captured("o-1", billwerk.TransactionTypeSettle))
				return
			}
			assert.Equal(t, billwerk.ChargeFailed, paid.State)
			assert.Empty(t, b.fake.Ledger())
			e, ok := errors.AsType[*billwerk.PaymentError](paid.Err())
			require.True(t, ok)
			assert.Equal(t, tt.state, e.ErrorState)
			assert.Equal(t, tt.reason, e.Reason)
			assert.NotEmpty(t, e.AcquirerMessage)
			invoice, err := b.Invoices.Get(t.Context(), "o-1")
			require.NoError(t, err)
			require.Len(t, invoice.Transactions, 1)
			require.ErrorIs(t, invoice.Err(), billwerk.ErrDeclined)
			details, err := b.Invoices.TransactionDetails(t.Context(), "o-1", invoice.Transactions[0].ID)
			require.NoError(t, err)
			assert.Equal(t, e.AcquirerCode, details["acquirer_code"])
		})
	}
}

// The CVVs that make payments fail, by their order (the vendor's test page).
func TestCVVsDecide(t *testing.T) {
	t.Parallel()
	const fine = billwerk.TransactionError("")
	expired, declined, funds := billwerk.TransactionCreditCardExpired, billwerk.TransactionDeclinedByAcquirer, billwerk.TransactionInsufficientFunds
	tests := map[string][]billwerk.TransactionError{
		"":    {fine, fine, fine, fine}, // 888, and 1000 is a success
		"123": {fine, fine, fine, fine},
		"103": {fine, fine, fine, fine},
		"100": {expired, fine, fine, fine},
		"101": {declined, fine, fine, fine},
		"102": {funds, fine, fine, fine},
		"200": {fine, expired, fine, fine},
		"201": {fine, declined, fine, fine},
		"202": {fine, funds, fine, fine},
		"300": {expired, fine, expired, fine},
		"301": {declined, fine, declined, fine},
		"302": {funds, fine, funds, fine},
	}
	for cvv, want := range tests {
		t.Run(cvv, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			method, err := b.PaymentMethods.Create(t.Context(), &billwerk.PaymentMethodCreateParams{
				Source: b.fake.CardToken(billwerktest.Card{CVV: cvv}), CustomerHandle: billwerktest.Customer,
			})
			require.NoError(t, err)
			var got []billwerk.TransactionError
			for i := range want {
				params := charge(fmt.Sprintf("o-%d", i), 1000, false)
				params.Source = method.ID
				paid, err := b.Charges.Create(t.Context(), params)
				require.NoError(t, err)
				got = append(got, paid.Error)
			}
			assert.Equal(t, want, got)
		})
	}
}

func TestCVVsThatCannotBeStored(t *testing.T) {
	t.Parallel()
	tests := []struct {
		cvv    string
		code   billwerk.Code
		reason billwerk.TransactionError
		after  time.Duration
	}{
		{"001", billwerk.CodeTransactionDeclined, billwerk.TransactionCreditCardExpired, 0},
		{"002", billwerk.CodeTransactionDeclined, billwerk.TransactionDeclinedByAcquirer, 0},
		{"003", billwerk.CodeTransactionDeclined, billwerk.TransactionInsufficientFunds, 0},
		{"004", billwerk.CodeTransactionProcessingError, billwerk.TransactionAcquirerError, 0},
		{"005", billwerk.CodeTransactionProcessingError, billwerk.TransactionAcquirerCommunicationError, 0},
		{"006", billwerk.CodeTransactionProcessingError, billwerk.TransactionAcquirerCommunicationError, time.Minute},
	}
	for _, tt := range tests {
		t.Run(tt.cvv, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				b := newBench(t)
				params := charge("o-1", 1000, true)
				params.Source, params.Recurring = b.fake.CardToken(billwerktest.Card{CVV: tt.cvv}), true
				start := time.Now()
				_, err := b.Charges.Create(t.Context(), params)
				assert.Equal(t, tt.after, time.Since(start))
				wantCode(t, err, tt.code)
				e, ok := errors.AsType[*billwerk.DeclinedError](err)
				require.True(t, ok, "%v", err)
				assert.Equal(t, tt.reason, e.TransactionError)
				_, err = b.Charges.Get(t.Context(), "o-1")
				wantCode(t, err, billwerk.CodeInvoiceNotFound)
			})
		})
	}
}

func TestCardTokens(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		token := b.fake.CardToken(billwerktest.Card{Number: "5500 0000 0000 0004", ExpDate: "09-27"})
		pay := func(handle, source string, recurring bool) (*billwerk.Charge, error) {
			params := charge(handle, 1000, true)
			params.Source, params.Recurring = source, recurring
			return b.Charges.Create(t.Context(), params)
		}
		paid, err := pay("o-1", token, true)
		require.NoError(t, err)
		require.NoError(t, paid.Err())
		assert.Equal(t, billwerk.CardMasterCard, paid.Source.CardType)
		assert.Equal(t, "550000XXXXXX0004", paid.Source.MaskedCard)
		assert.Equal(t, "09-27", paid.Source.ExpDate)
		stored, err := b.PaymentMethods.Get(t.Context(), paid.RecurringPaymentMethod)
		require.NoError(t, err)
		assert.Equal(t, billwerk.PaymentMethodActive, stored.State)
		assert.Equal(t, paid.Source.Fingerprint, stored.Card.Fingerprint)

		_, err = pay("o-2", token, false)
		wantCode(t, err, billwerk.CodeCardTokenAlreadyUsed)
		_, err = pay("o-2", "ct_none", false)
		wantCode(t, err, billwerk.CodeInvalidCardToken)
		late := b.fake.CardToken(billwerktest.Card{})
		<-time.After(2 * time.Hour)
		_, err = pay("o-2", late, false)
		wantCode(t, err, billwerk.CodeCardTokenExpired)

		once, err := pay("o-2", b.fake.CardToken(billwerktest.Card{}), false)
		require.NoError(t, err)
		assert.Empty(t, once.RecurringPaymentMethod)
		assert.Empty(t, once.Source.Card)
	})
}
