package billwerk_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

// The refund of the documented example.
func TestRefund(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, sample(t, "refund.json")))
	refund, err := c.Refunds.Create(t.Context(), &billwerk.RefundCreateParams{
		Invoice: "o-77310", Key: "ref-o-77310-1", Amount: new(int64(5000)), Text: "Damaged cover",
	})
	require.NoError(t, err)
	assert.JSONEq(t, sample(t, "refund_create.json"), string(transport.Requests()[0].Body))
	assert.Equal(t, billwerk.RefundRefunded, refund.State)
	assert.EqualValues(t, 5000, refund.Amount)
	assert.Equal(t, billwerk.PaymentCard, refund.Type)
	assert.Equal(t, "f1e2d3c4b5a697887766554433221100", refund.CreditNoteID)
	require.NoError(t, refund.Err())
}

// Without amount and lines all that is left is refunded, so nothing may turn a
// mistake into that.
func TestRefundOfEverything(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, aRefund))
	_, err := c.Refunds.Create(t.Context(), &billwerk.RefundCreateParams{Invoice: "o-1", Key: "k"})
	require.NoError(t, err)
	assert.JSONEq(t, `{"invoice":"o-1","key":"k"}`, string(transport.Requests()[0].Body))
}

func TestRefundErr(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		refund          billwerk.Refund
		failed, unknown bool
	}{
		"refunded":         {billwerk.Refund{State: billwerk.RefundRefunded}, false, false},
		"processing":       {billwerk.Refund{State: billwerk.RefundProcessing}, false, false},
		"pending error":    {billwerk.Refund{State: billwerk.RefundProcessing, ErrorState: billwerk.ErrorStatePending}, false, false},
		"failed":           {billwerk.Refund{State: billwerk.RefundFailed, Error: billwerk.TransactionRefundAmountTooHigh}, true, false},
		"processing error": {billwerk.Refund{State: billwerk.RefundFailed, ErrorState: billwerk.ErrorStateProcessingError}, true, true},
	} {
		err := tc.refund.Err()
		assert.Equal(t, tc.failed, errors.Is(err, billwerk.ErrDeclined), name)
		assert.Equal(t, tc.unknown, errors.Is(err, client.ErrOutcomeUnknown), name)
	}
}
