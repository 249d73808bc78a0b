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

// decodeError makes the typed error of an answer. It takes any bytes: what isn't
// the documented JSON becomes an *Error with the status alone.
func decodeError(base client.ResponseError) error {
	failure, ok := wire.DecodeFailure(base.Body)
	if ok {
		base.Code = failure.Code
		// The exception in a 500 is no message for a log, JSON or not.
		if base.StatusCode < http.StatusInternalServerError || failure.Code != "" {
			base.Message = failure.Message
		}
	}
	e := Error{base}
	if base.StatusCode == http.StatusUnauthorized || loginRefused(&base, &failure, ok) {
		e.Class = client.ErrUnauthorized
		return &AuthError{e}
	}
	switch kind := ErrorKind(failure.Code); {
	case kind == KindValidation || kind == "" && len(failure.Fields) > 0:
		v := &ValidationError{APIError: e, Errors: fieldErrors(failure.Fields)}
		if v.StatusCode == http.StatusBadRequest && v.namesID() {
			v.Class = client.ErrNotFound
		}
		return v
	case kind == KindGeneral:
		e.Class = client.ErrServer
		return &GeneralError{e}
	case kind == KindInvalidRequest:
		return &InvalidRequestError{e}
	default:
		return &e
	}
}

// loginRefused recognises rejected credentials. The body is {"success": false};
// the status is not documented, so 200, 400 and 401 count, and a 400 even without
// that body, unless it is a proxy's page or the documented 400, which says better
// what is wrong.
func loginRefused(base *client.ResponseError, failure *wire.Failure, isJSON bool) bool {
	switch {
	case base.Operation != opLogin.Name:
		return false
	case base.StatusCode >= 200 && base.StatusCode <= 299:
		return true // the core asks about a success only after Verify has called it refused
	case failure.Refused:
		return true
	default:
		return base.StatusCode == http.StatusBadRequest && (isJSON || len(base.Body) == 0) &&
			failure.Code == "" && len(failure.Fields) == 0
	}
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
