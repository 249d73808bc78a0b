package redemptions_test

import (
	"bytes"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/redemptions"
)

// A log names the fields at fault, and not their values.
func TestValidationErrorInALog(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("refused", "err", &redemptions.ValidationError{
		APIError: redemptions.Error{ResponseError: client.ResponseError{Vendor: redemptions.Vendor, StatusCode: 400, RequestID: "r-1"}},
		Errors:   []redemptions.FieldError{{Code: redemptions.CodeInvalid, Message: "Amount is not valid", Field: "Amount", Value: "27715550101"}},
	})
	assert.Contains(t, log.String(), "Amount is not valid (106)")
	assert.Contains(t, log.String(), "err.request_id=r-1")
	assert.NotContains(t, log.String(), "27715550101")
}
