package billwerk_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

func TestCodes(t *testing.T) {
	t.Parallel()
	codes := billwerk.Codes()
	assert.Len(t, codes, 170)
	assert.True(t, slices.IsSorted(codes))
	messages := map[string]billwerk.Code{}
	for _, code := range codes {
		assert.True(t, code.Known())
		assert.NotEmpty(t, code.Message(), code)
		assert.NotContains(t, messages, code.Message())
		messages[code.Message()] = code
	}
	// 16, 92 and 126 are unused in the public lists; 168 and 170 to 208 are not
	// known.
	for _, code := range []billwerk.Code{-1, 16, 92, 126, 168, 170, 208, 210, 602} {
		assert.False(t, code.Known(), code)
		assert.Empty(t, code.Message())
		assert.Zero(t, code.HTTPStatus())
		assert.Equal(t, billwerk.HintNone, code.Hint())
	}
}

// Spot checks of what the lists of codes say, with the hints of the retry rules.
func TestCodeRows(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		code    billwerk.Code
		number  int
		status  int
		message string
		hint    billwerk.Hint
	}{
		{billwerk.CodeOK, 0, 200, "Ok", billwerk.HintNone},
		{billwerk.CodeInternalError, 2, 500, "Internal error", billwerk.HintRetry},
		{billwerk.CodeNotAuthenticated, 6, 401, "Not authenticated", billwerk.HintNone},
		{billwerk.CodeDuplicateHandle, 11, 400, "Duplicate handle", billwerk.HintExists},
		{billwerk.CodeSubscriptionExpired, 13, 400, "Subscription expired", billwerk.HintDone},
		{billwerk.CodeSubscriptionCancelled, 22, 400, "Subscription cancelled", billwerk.HintDone},
		{billwerk.CodeInvoiceAlreadyCancelled, 29, 400, "Invoice already cancelled", billwerk.HintDone},
		{billwerk.CodeNotImplemented, 43, 501, "Not implemented", billwerk.HintNone},
		{billwerk.CodeRefundAmountTooHigh, 65, 400, "Refund amount too high", billwerk.HintMaybeDone},
		{billwerk.CodeRefundFailed, 66, 500, "Refund failed", billwerk.HintOutcomeUnknown},
		{billwerk.CodeConcurrentResourceUpdate, 74, 400, "Concurrent resource update", billwerk.HintReload},
		{billwerk.CodeTransactionDeclined, 77, 400, "Transaction declined", billwerk.HintDeclined},
		{billwerk.CodeTransactionProcessingError, 78, 500, "Transaction processing error", billwerk.HintOutcomeUnknown},
		{billwerk.CodeInvoiceAlreadySettled, 79, 400, "Invoice already settled", billwerk.HintDone},
		{billwerk.CodeInvoiceHasProcessingTransaction, 80, 400, "Invoice has processing transaction", billwerk.HintWait},
		{billwerk.CodeCardTokenAlreadyUsed, 103, 400, "Card token already used", billwerk.HintNewToken},
		{billwerk.CodeTransactionCancelFailed, 108, 500, "Transaction cancel failed", billwerk.HintOutcomeUnknown},
		{billwerk.CodeRateLimitExceeded, 122, 429, "Request rate limit exceeded", billwerk.HintRetry},
		{billwerk.CodeConcurrencyLimitExceeded, 123, 429, "Concurrent request limit exceeded", billwerk.HintRetry},
		{billwerk.CodeTooManySettleAttempts, 141, 400, "Too many settle attempts", billwerk.HintStop},
		{billwerk.CodeMFARequired, 143, 400, "MFA authentication required", billwerk.HintUserLogin},
		{billwerk.CodeQueryTookTooLong, 144, 400, "Query took too long, adjust time range", billwerk.HintNarrow},
		{billwerk.CodeNonPositiveAmount, 146, 422, "Non positive amount", billwerk.HintNone},
		{billwerk.CodePaymentMethodFailed, 147, 400, "Payment method failed", billwerk.HintDeclined},
		{billwerk.CodeCreditNoteNotFound, 160, 0, "Credit note not found", billwerk.HintNone},
		{billwerk.CodeEntitlementNotFound, 169, 404, "Entitlement not found", billwerk.HintNone},
		{billwerk.CodeFeatureNotAvailable, 209, 403, "Accessed feature is not available on the current plan for your account", billwerk.HintNone},
		{billwerk.CodeSessionNoPaymentMethods, 601, 400, "No payment methods available for the session", billwerk.HintNone},
	} {
		assert.Equal(t, row.number, int(row.code))
		assert.Equal(t, row.status, row.code.HTTPStatus(), row.code)
		assert.Equal(t, row.message, row.code.Message())
		assert.Equal(t, row.hint, row.code.Hint(), row.code)
		assert.Equal(t, fmt.Sprintf("%d %s", row.number, row.message), row.code.String())
	}
	assert.Equal(t, "170", billwerk.Code(170).String())
	for hint := billwerk.HintRetry; hint <= billwerk.HintNarrow; hint++ {
		assert.NotEmpty(t, hint.String())
	}
	assert.Empty(t, billwerk.HintNone.String())
}

// Every code gives an error of the class that its usual status says, or of a
// better one; and a status that contradicts the code doesn't change it.
func TestClassOfEveryCode(t *testing.T) {
	t.Parallel()
	byStatus := map[int][]error{
		http.StatusBadRequest:          {client.ErrInvalid, client.ErrConflict, client.ErrUnauthorized, client.ErrForbidden, billwerk.ErrDeclined},
		http.StatusUnauthorized:        {client.ErrUnauthorized},
		http.StatusForbidden:           {client.ErrForbidden},
		http.StatusNotFound:            {client.ErrNotFound},
		http.StatusUnprocessableEntity: {client.ErrInvalid},
		http.StatusTooManyRequests:     {client.ErrRateLimited},
		http.StatusInternalServerError: {client.ErrServer},
		http.StatusNotImplemented:      {client.ErrServer},
	}
	for _, code := range billwerk.Codes()[1:] {
		status := code.HTTPStatus()
		if status == 0 {
			continue
		}
		err := refusal(t, status, fmt.Sprintf(`{"code":%d,"error":%q,"http_status":%d}`, code, code.Message(), status))
		typed, ok := errors.AsType[*billwerk.Error](err)
		require.True(t, ok, code)
		assert.Equal(t, code, typed.ErrorCode)
		matches := 0
		for _, class := range byStatus[status] {
			if errors.Is(err, class) {
				matches++
			}
		}
		assert.Equal(t, 1, matches, "classes of %s", code)
	}
}
