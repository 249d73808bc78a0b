package redemptions_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/redemptions"
	samples "github.com/vendorkit/vendorkit-go/redemptions/testdata"
)

// Page "Payment Codes", first table.
func TestPaymentStatus(t *testing.T) {
	t.Parallel()
	for code, want := range map[redemptions.PaymentStatus]struct {
		message     string
		final, paid bool
		failed      bool
	}{
		0:  {"Payment is in progress", false, false, false},
		1:  {"Payment completed successfully", true, true, false},
		2:  {"Payment cancelled", true, false, true},
		3:  {"Payment was cancelled by user", true, false, true},
		4:  {"Payment has been refunded", true, false, false},
		10: {"Payment failed", true, false, true},
		7:  {"PaymentStatus(7)", false, false, false},
		-1: {"PaymentStatus(-1)", false, false, false},
		11: {"PaymentStatus(11)", false, false, false},
	} {
		p := &redemptions.Payment{StatusCode: code}
		assert.Equal(t, want.message, code.String())
		assert.Equal(t, want.final, p.Final(), code)
		assert.Equal(t, want.paid, p.Paid(), code)
		assert.Equal(t, want.failed, p.Err() != nil, code)
		assert.Equal(t, !strings.HasPrefix(want.message, "PaymentStatus"), code.Known())
	}
}

// Page "Payment Codes", second table.
func TestPaymentErrorCode(t *testing.T) {
	t.Parallel()
	for code, message := range map[redemptions.PaymentErrorCode]string{
		0: "No error",
		1: "Insufficient funds in account",
		2: "Payment has been declined due to authentication failure",
		3: "Payment has been declined",
		4: "Payment marked as a duplicate transaction",
		5: "Payment has been marked as suspected fraud",
		6: "Payment has an Invalid Amount specified",
		7: "Timeout occurred trying to process payment",
		9: "PaymentErrorCode(9)",
	} {
		assert.Equal(t, message, code.String())
		assert.Equal(t, code != 9, code.Known())
		for _, status := range []redemptions.PaymentStatus{redemptions.StatusInProgress, redemptions.StatusCompleted, 7} {
			p := &redemptions.Payment{StatusCode: status, ErrorCode: code}
			assert.Equal(t, code != 0, p.Err() != nil, "an error code alone makes an error")
			assert.Equal(t, code == 0 && status == redemptions.StatusCompleted, p.Paid())
		}
	}
}

// The samples of GET /payments/{id} and POST /payments.
func TestPaymentSamples(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct {
		final, paid, returnURL, completed bool
		err                               *redemptions.PaymentError
	}{
		"payment-created.json":     {},
		"payment-in-progress.json": {returnURL: true},
		"payment-paid.json":        {final: true, paid: true, returnURL: true, completed: true},
		"payment-created-failed.json": {final: true, err: &redemptions.PaymentError{
			ID: "a7c249b0-03c9-4d61-90db-521973fb693d", Reference: "KB-20250304-0017",
			Status: redemptions.StatusFailed, Code: redemptions.PaymentDuplicate,
			StatusMessage: "Payment failed", Message: "Payment marked as a duplicate transaction",
		}},
		"payment-insufficient-funds.json": {final: true, returnURL: true, completed: true, err: &redemptions.PaymentError{
			ID: "fe5add71-528c-4778-b797-486b359dd7a3", Reference: "KB-20250304-0018",
			Status: redemptions.StatusCancelled, Code: redemptions.PaymentInsufficientFunds,
			StatusMessage: "Payment cancelled", Message: "Insufficient funds in account",
		}},
		"payment-cancelled-by-user.json": {final: true, completed: true, err: &redemptions.PaymentError{
			ID: "5aacd141-0632-4d5f-af9c-2a7936bf5c1b", Reference: "KB-20250304-0019",
			Status: redemptions.StatusCancelledByUser, StatusMessage: "Payment was cancelled by user",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var p redemptions.Payment
			require.NoError(t, client.Unmarshal(samples.Read(name), &p))
			require.NoError(t, p.Verify())
			assert.Equal(t, want.final, p.Final())
			assert.Equal(t, want.paid, p.Paid())
			assert.Equal(t, want.returnURL, p.ReturnURL != "")
			assert.Equal(t, want.completed, !p.CompletedAt.IsZero())
			assert.False(t, p.CreatedAt.IsZero())
			assert.JSONEq(t, string(samples.Read(name)), string(p.Raw))
			failure, _ := errors.AsType[*redemptions.PaymentError](p.Err())
			assert.Equal(t, want.err, failure)

			data, err := client.Marshal(&p)
			require.NoError(t, err)
			assert.JSONEq(t, string(samples.Read(name)), string(data), "a payment can be stored as the vendor wrote it")
		})
	}
}

func TestPaymentErrorText(t *testing.T) {
	t.Parallel()
	p := &redemptions.Payment{ID: "fe5a", Reference: "KB-18", StatusCode: 2, ErrorCode: 1}
	assert.EqualError(t, p.Err(), `redemptions: payment "fe5a" with reference "KB-18": status 2 (Payment cancelled), error 1 (Insufficient funds in account)`)
	for _, char := range []string{"\x00", "é", `"`, "\u200b", "\U000e0001", "\xff"} { // in quotes, some take ten bytes
		p.ID, p.Reference = strings.Repeat(char, 4000), strings.Repeat(char, 4000)
		assert.Less(t, len(p.Err().Error()), 1024, "%q", char)
	}
}

func TestPaymentDecoding(t *testing.T) {
	t.Parallel()
	for wire, want := range map[string]string{
		`{}`:                           "a payment has no id",
		`{"id":"","statusCode":1}`:     "a payment has no id",
		`{"id":"a"}`:                   "a payment has no statusCode",
		`{"id":"a","statusCode":null}`: "a payment has no statusCode",
		`{"id":"a","statusCode":0}`:    "",
		`{"id":"a","statusCode":"10"}`: "",
		`{"id":"a","statusCode":10,"errorCode":"4"}`:                                                           "",
		`{"id":"a","statusCode":0,"errorCode":null}`:                                                           "",
		`{"ID":"a","StatusCode":7,"surprise":[]}`:                                                              "",
		`{"id":"a","statusCode":1,"completedAt":null,"errorMessage":null,"countryCode":null,"returnUrl":null}`: "",
	} {
		var p redemptions.Payment
		require.NoError(t, client.Unmarshal([]byte(wire), &p), wire)
		if err := p.Verify(); want == "" {
			assert.NoError(t, err, wire)
		} else {
			assert.EqualError(t, err, want, wire)
		}
	}
	for _, wire := range []string{`{"id":"a","statusCode":"x"}`, `{"id":"a","statusCode":1.5}`, `{"id":"a","statusCode":0,"errorCode":"x"}`, `[]`, `"a"`} {
		assert.Error(t, client.Unmarshal([]byte(wire), new(redemptions.Payment)), wire)
	}
}

func TestPaymentMatches(t *testing.T) {
	t.Parallel()
	var p redemptions.Payment
	require.NoError(t, client.Unmarshal(samples.Read("payment-paid.json"), &p))
	order := redemptions.PaymentCreateParams{
		Amount: "25900", CurrencyCode: "DZAR", AccountID: "EF8F2282-89E3-4A4D-B066-04E372DE723E",
		Reference: "KB-20250304-0017", CountryCode: "ZA",
	}
	assert.True(t, p.Matches(&order))
	assert.False(t, p.Matches(nil))
	for name, change := range map[string]func(*redemptions.PaymentCreateParams){
		"amount":    func(o *redemptions.PaymentCreateParams) { o.Amount = "25901" },
		"currency":  func(o *redemptions.PaymentCreateParams) { o.CurrencyCode = "ZAR" },
		"account":   func(o *redemptions.PaymentCreateParams) { o.AccountID = "other" },
		"reference": func(o *redemptions.PaymentCreateParams) { o.Reference = "KB-20250304-0018" },
	} {
		other := order
		change(&other)
		assert.False(t, p.Matches(&other), name)
	}
}

func FuzzPayment(f *testing.F) {
	f.Add(samples.Read("payment-paid.json"))
	f.Add([]byte(`{"id":"a","statusCode":7}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var p redemptions.Payment
		if client.Unmarshal(data, &p) != nil {
			return
		}
		if p.Paid() && p.Err() != nil {
			t.Fatal("paid and failed at once")
		}
		if err := p.Err(); err != nil {
			require.Less(t, len(err.Error()), 1024)
		}
	})
}
