package pay_test

import (
	"bytes"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
)

// A log names the fields at fault, and not their values.
func TestValidationErrorInALog(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("refused", "err", &pay.ValidationError{
		APIError: pay.Error{ResponseError: client.ResponseError{Vendor: pay.Vendor, StatusCode: 400, RequestID: "r-1"}},
		Errors: []pay.FieldError{
			{Code: pay.CodeInvalid, Message: "Amount is not valid", Field: "Amount", Value: "27715550101"},
			{Code: pay.CodeInvalid, Message: "Insufficient funds"}, // the field is optional
		},
	})
	assert.Contains(t, log.String(), "; Amount: Amount is not valid (106); Insufficient funds (106)")
	assert.Contains(t, log.String(), "err.request_id=r-1")
	assert.NotContains(t, log.String(), "27715550101")
}
