package pay

import (
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/wire"
)

// targets are the operations whose path names no object.
var targets = map[string]wire.Target{
	opLogin.Name:              wire.Login,
	opAccountList.Name:        wire.Collection,
	opBatchCreate.Name:        wire.Collection,
	opBatchList.Name:          wire.Collection,
	opBatchStatusCodes.Name:   wire.Collection,
	opPaymentStatusCodes.Name: wire.Collection,
}

// decodeError makes the typed error of an answer. It takes any bytes: what isn't
// understood becomes an *Error with the status alone.
func decodeError(base client.ResponseError) error {
	kind, fields := wire.Classify(&base, targets[base.Operation])
	e := Error{base}
	switch kind {
	case wire.Auth:
		return &AuthError{e}
	case wire.General:
		return &GeneralError{e}
	case wire.InvalidRequest:
		return &InvalidRequestError{e}
	case wire.Validation:
		return &ValidationError{APIError: e, Errors: fieldErrors(fields)}
	case wire.Plain:
	}
	switch {
	case e.StatusCode == http.StatusBadRequest && e.Message == "":
		e.Message = wire.PlainMessage(e.Body) // "an error message" [PAY Response Models]
	case e.Operation == opBatchSubmit.Name && e.StatusCode >= 200 && e.StatusCode <= 299:
		// See submitAnswer.Verify.
		e.Class, e.Message = client.ErrConflict, "the batch was not submitted"
	}
	return &e
}

func fieldErrors(fields []wire.Field) []FieldError {
	errs := make([]FieldError, len(fields))
	for i, f := range fields {
		errs[i] = FieldError{
			Index: string(f.Index), Code: FieldCode(f.Code), Message: string(f.Message),
			Field: string(f.Name), Value: string(f.Value),
		}
	}
	return errs
}
