package numbers

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// Error is a refused request. Every error answer is one: those with a code of a
// known kind as the more special [ValidationError], [NotFoundError],
// [ConflictError] or [ForbiddenError], which hold an Error; all others as an
// *Error, with what could be read. errors.As with a **Error works for all.
//
// The class of errors.Is follows the code, and the status only where the code
// says nothing. The documented statuses are 400 (missing or invalid data), 401
// (credentials missing or wrong), 403 (permission missing, or the request would
// create an invalid state) and 500 (page errors).
type Error struct {
	client.ResponseError
	// ErrorCode is the vendor's code as sent; "" if there was none. Code has the
	// same as text.
	ErrorCode Code
	// Errors holds the details, if any: one entry for each bad parameter.
	Errors []FieldError
}

// APIError is Error by another name: embedded as Error, the field would hide
// the method of that name.
type APIError = Error

// ValidationError says that a parameter is missing, out of bounds, or not known
// (PARAMETER_*, ONE_OF_SEVERAL_PARAMETERS_REQUIRED, UNKNOWN_*, INVALID_*). It
// matches client.ErrInvalid. Fields names the parameters.
type ValidationError struct{ APIError }

// NotFoundError says that what the request refers to does not exist
// (*_NOT_FOUND). It matches client.ErrNotFound. Its status is probably 400.
type NotFoundError struct{ APIError }

// ConflictError says that the state of the objects does not allow the request
// (ADDRESS_CANNOT_BE_DELETED, NUMBER_BELONGS_TO_DIFFERENT_PROPERTY). It matches
// client.ErrConflict.
type ConflictError struct{ APIError }

// ForbiddenError says that the account may not do that (FORBIDDEN,
// COUNTRY_UNAVAILABLE). It matches client.ErrForbidden.
type ForbiddenError struct{ APIError }

// FieldError is one entry of Error.Errors. Only FieldName is documented; the
// other two are usual in the framework that the envelope comes from
// (ServiceStack), and kept if they are there.
type FieldError struct {
	// FieldName is the parameter. For ONE_OF_SEVERAL_PARAMETERS_REQUIRED it holds
	// several names in one string; see Fields.
	FieldName string
	ErrorCode Code
	Message   string
}

var (
	_ error = (*Error)(nil)
	_ error = (*ValidationError)(nil)
	_ error = (*NotFoundError)(nil)
	_ error = (*ConflictError)(nil)
	_ error = (*ForbiddenError)(nil)
)

// Unwrap leads to the common part.
func (e *Error) Unwrap() []error { return []error{&e.ResponseError} }

// Unwrap leads to the *Error.
func (e *ValidationError) Unwrap() []error { return []error{&e.APIError} }

// Unwrap leads to the *Error.
func (e *NotFoundError) Unwrap() []error { return []error{&e.APIError} }

// Unwrap leads to the *Error.
func (e *ConflictError) Unwrap() []error { return []error{&e.APIError} }

// Unwrap leads to the *Error.
func (e *ForbiddenError) Unwrap() []error { return []error{&e.APIError} }

// RetryVerdict is final for a documented code, whatever the status is. All else
// is for the status to decide.
func (e *Error) RetryVerdict() retry.Verdict {
	if e.ErrorCode.Known() {
		return retry.Stop
	}
	return retry.Unknown
}

// Fields returns the names of all parameters in Errors, each once, in the order
// of the answer.
func (e *Error) Fields() []string {
	var fields []string
	for _, f := range e.Errors {
		for _, name := range f.Fields() {
			if !slices.Contains(fields, name) {
				fields = append(fields, name)
			}
		}
	}
	return fields
}

// Fields splits FieldName into single names. How the vendor joins several is
// not documented ("concatenated", page errors), so everything that can't be part
// of a name separates, and so do the words "or" and "and". Names that are joined
// with nothing between them stay one.
func (f FieldError) Fields() []string {
	names := strings.FieldsFunc(f.FieldName, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_.-[]", r)
	})
	return slices.DeleteFunc(names, func(name string) bool {
		return strings.EqualFold(name, "or") || strings.EqualFold(name, "and") || strings.Trim(name, "_.-[]") == ""
	})
}

// The members of the envelope {"ResponseStatus": {"ErrorCode", "Message",
// "Errors": [{"FieldName"}]}} (page errors).
const (
	memberResponseStatus = "ResponseStatus"
	memberErrorCode      = "ErrorCode"
	memberMessage        = "Message"
	memberErrors         = "Errors"
	memberFieldName      = "FieldName"
)

// decodeError makes the typed error of an answer. Each member is read for
// itself, so that one of an unexpected type doesn't hide the others.
func decodeError(base client.ResponseError) error {
	e := Error{ResponseError: base}
	if status, err := membersOf(base.Body); err == nil {
		if inner, err := membersOf(status.get(memberResponseStatus)); err == nil {
			status = inner
		}
		e.Code, e.Message = status.text(memberErrorCode), status.text(memberMessage)
		e.Errors = decodeFields(status.get(memberErrors))
	}
	e.ErrorCode = Code(e.Code)
	if isSensitive(base.Operation) {
		e.hideText()
	}
	return e.special()
}

func decodeFields(raw json.RawMessage) []FieldError {
	if kind(raw) != '[' {
		return nil
	}
	items, err := elements(raw)
	if err != nil {
		return nil
	}
	var fields []FieldError
	for _, item := range items {
		m, err := membersOf(item)
		if err != nil {
			continue
		}
		f := FieldError{FieldName: namesOf(m.get(memberFieldName)), ErrorCode: Code(m.text(memberErrorCode)), Message: m.text(memberMessage)}
		if f != (FieldError{}) {
			fields = append(fields, f)
		}
	}
	return fields
}

// namesOf reads one name, or the names of a list as if they were joined.
func namesOf(raw json.RawMessage) string {
	if kind(raw) != '[' {
		return textOf(raw)
	}
	items, err := elements(raw)
	if err != nil {
		return ""
	}
	names := make([]string, 0, len(items))
	for _, item := range items {
		names = append(names, textOf(item))
	}
	return strings.Join(names, ", ")
}

// special chooses the type: by the table of codes, else by the form of the
// code's name. The form counts only where the status doesn't say something else
// by itself: an unknown code of a 401 or 5xx is no validation error.
func (e *Error) special() error {
	class := codes[e.ErrorCode.normal()].class
	if class == nil && !speaksForItself(e.StatusCode) {
		class = e.ErrorCode.classByForm()
	}
	if class == nil {
		return e
	}
	e.Class = class
	switch {
	case errors.Is(class, client.ErrInvalid):
		return &ValidationError{*e}
	case errors.Is(class, client.ErrNotFound):
		return &NotFoundError{*e}
	case errors.Is(class, client.ErrConflict):
		return &ConflictError{*e}
	default:
		return &ForbiddenError{*e}
	}
}

func speaksForItself(status int) bool {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests:
		return true
	}
	return status >= http.StatusInternalServerError
}

// isSensitive names the operations whose request holds a password. An error
// text may repeat what it complains of.
func isSensitive(operation string) bool {
	return operation == opLoginCreate.Name || operation == opLoginUpdate.Name
}

// hideText drops the vendor's free texts; code and field names stay.
func (e *Error) hideText() {
	e.Body, e.Message = nil, ""
	for i := range e.Errors {
		e.Errors[i].Message = ""
	}
}
