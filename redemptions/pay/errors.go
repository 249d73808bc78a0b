package pay

import (
	"fmt"
	"log/slog"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/wire"
)

// FieldCode says what is wrong with one field. Whether the PAY API uses the codes
// of the Redemptions API is inferred.
type FieldCode string

// The field codes of the Redemptions API [Response Models].
const (
	// CodeRequired: a required parameter is missing.
	CodeRequired FieldCode = "100"
	// CodeInvalid: the value is not valid.
	CodeInvalid FieldCode = "106"
)

// Error is any answer that is not a success [PAY Response Models]. A 404 matches
// client.ErrNotFound where the path names an object; elsewhere, as in a list or a
// login, it is the API that isn't found, because of the base URL or a gateway, and
// it matches client.ErrInvalid. A 400 matches client.ErrInvalid, also where the
// state of the batch forbids the call, since the vendor has one status for both.
//
// The structure of a 400 is unknown. The model of the Redemptions API is tried
// first and gives the more exact types; else Message holds the text, if it is one.
// A 500 carries the vendor's exception, which may hold internals, in Body and not
// in the text.
type Error struct{ client.ResponseError }

// Unwrap returns the common part.
func (e *Error) Unwrap() []error { return []error{&e.ResponseError} }

// APIError is another name of Error. The more exact types embed it under this
// name, because a field called Error would hide the method.
type APIError = Error

// GeneralError is errorCode "0" of the Redemptions model: the vendor's server
// could not process the request. It matches client.ErrServer.
type GeneralError struct{ APIError }

// Unwrap returns the embedded error.
func (e *GeneralError) Unwrap() []error { return []error{&e.APIError} }

// InvalidRequestError is errorCode "2" of the Redemptions model: the vendor could
// not parse the payload. It matches client.ErrInvalid.
type InvalidRequestError struct{ APIError }

// Unwrap returns the embedded error.
func (e *InvalidRequestError) Unwrap() []error { return []error{&e.APIError} }

// FinalLogin keeps the token cache from sending the same login again and again.
func (e *InvalidRequestError) FinalLogin() bool { return true }

// AuthError says that the vendor refused the credentials or the token: any 401,
// and a login that was answered with success:false, whatever its status
// [POST /authentication/getToken]. It matches client.ErrUnauthorized. A 401 is the
// caller's only after the core has logged in anew and tried once more.
type AuthError struct{ APIError }

// Unwrap returns the embedded error.
func (e *AuthError) Unwrap() []error { return []error{&e.APIError} }

// FinalLogin says that the same credentials would be refused again, so that the
// token cache backs off for long.
func (e *AuthError) FinalLogin() bool { return true }

// FieldError is one entry of a ValidationError.
type FieldError struct {
	// Index is the running number of the entry, "0" for the first; optional.
	Index string
	// Code says what is wrong.
	Code FieldCode
	// Message is the vendor's text, for display.
	Message string
	// Field names the field at fault, in PascalCase in the vendor's sample; optional.
	Field string
	// Value is the value at fault; optional. It may be a mobile number, and is not
	// part of any error text.
	Value string
}

// ValidationError is errorCode "1" of the Redemptions model: one or more fields
// are wrong. It matches client.ErrInvalid.
type ValidationError struct {
	APIError
	// Errors has an entry for each fault, in the vendor's order.
	Errors []FieldError
}

// Unwrap returns the embedded error.
func (e *ValidationError) Unwrap() []error { return []error{&e.APIError} }

// FinalLogin keeps the token cache from sending the same login again and again.
func (e *ValidationError) FinalLogin() bool { return true }

// Field returns the first entry about the field, nil if there is none. Names are
// compared without regard to case, so that the JSON name will do: Field("msisdn").
func (e *ValidationError) Field(name string) *FieldError {
	for i := range e.Errors {
		if strings.EqualFold(e.Errors[i].Field, name) {
			return &e.Errors[i]
		}
	}
	return nil
}

// Error returns one line below 2 KB. It names the first five fields at fault but
// not their values.
func (e *ValidationError) Error() string {
	fields := make([]wire.Field, len(e.Errors))
	for i, f := range e.Errors {
		fields[i] = wire.Field{Name: wire.Text(f.Field), Message: wire.Text(f.Message), Code: wire.Text(f.Code)}
	}
	return wire.ShowFields(e.ResponseError.Error(), fields)
}

// Format keeps every verb, %#v included, to the text of Error.
func (e *ValidationError) Format(f fmt.State, verb rune) { client.FormatError(f, verb, e) }

// LogValue gives slog the allowlist of ResponseError, with the text of Error.
func (e *ValidationError) LogValue() slog.Value { return client.LogError(&e.ResponseError, e) }

// MarshalJSON writes the same allowlist.
func (e *ValidationError) MarshalJSON() ([]byte, error) {
	return client.MarshalError(&e.ResponseError, e)
}

var (
	_ error = (*Error)(nil)
	_ error = (*GeneralError)(nil)
	_ error = (*ValidationError)(nil)
	_ error = (*InvalidRequestError)(nil)
	_ error = (*AuthError)(nil)
)
