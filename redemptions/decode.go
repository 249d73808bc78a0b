package redemptions

import (
	"net/http"
	"slices"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/wire"
)

// idFields are the fields that name the object asked for, per operation: a
// validation error on one of them means that there is no such object. All of
// this is inferred: the Redemptions documentation has no 404.
var idFields = map[string][]string{
	opPaymentGet.Name:      {"id", "paymentId"},
	opTransactionList.Name: {"id", "accountId"},
}

// targets are the operations whose path names no object.
var targets = map[string]wire.Target{
	opLogin.Name:         wire.Login,
	opAccountList.Name:   wire.Collection,
	opPaymentCreate.Name: wire.Collection,
	opPaymentList.Name:   wire.Collection,
}

// decodeError makes the typed error of an answer. It takes any bytes: what isn't
// the documented JSON becomes an *Error with the status alone.
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
		v := &ValidationError{APIError: e, Errors: fieldErrors(fields)}
		if v.StatusCode == http.StatusBadRequest && v.namesID() {
			v.Class = client.ErrNotFound
		}
		return v
	case wire.Plain:
	}
	return &e
}

func (e *ValidationError) namesID() bool {
	return slices.ContainsFunc(e.Errors, func(f FieldError) bool {
		return slices.ContainsFunc(idFields[e.Operation], func(name string) bool { return strings.EqualFold(name, f.Field) })
	})
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
