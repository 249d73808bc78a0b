package ecp

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// Code is one of the vendor's internal codes (page "ECP API Error Codes"). The
// type is open: codes that the page doesn't have are kept as they are.
type Code int

// The internal codes. The vendor gives 1000 and 3000 no name.
const (
	CodeSuccess               Code = 1000 // with every 200
	CodeAuthError             Code = 2000 // with 400, from /Authenticate only
	CodeInputError            Code = 2001 // with 400
	CodeClipError             Code = 2002 // with 400, from /Clip only
	CodeAggregatorStoresError Code = 2003 // with 400
	CodeServerError           Code = 3000 // with every 500
)

var (
	// ErrPaging is the error of a walk over pages that contradict each other, or
	// can't be all there is.
	ErrPaging = errors.New("ecp: the pages contradict each other")
	// ErrTooManyPages ends a walk over more pages than Config.MaxPages.
	ErrTooManyPages = errors.New("ecp: more pages than Config.MaxPages")
)

// Error is an answer that is no success. Every such error of this package is an
// *Error or a more special type that holds one, so that
// errors.AsType[*ecp.Error](err) finds it.
//
// The class sentinels of package client follow the code: 2000 is
// client.ErrUnauthorized, 2001 to 2003 are client.ErrInvalid, 3000 is
// client.ErrServer. A code decides only together with the status that the
// vendor documents for it, 4xx for 2000 to 2003 and 5xx for 3000; else, and
// without a code, as for 401 and 404, the class follows the status.
type Error struct {
	// ResponseError is the part that all vendors share. Its Code is the internal
	// code as text, empty if the answer had none.
	client.ResponseError
	// ErrorCode is the internal code, 0 if the answer had none.
	ErrorCode Code
	// RawData is the member Data of the answer, nil if there was none. The
	// vendor may put more information there.
	RawData json.RawMessage
}

// APIError is another name of Error. The special types embed it under this
// name, because a field called Error would hide the method.
type APIError = Error

var _ error = (*Error)(nil)

// Unwrap returns the part that all vendors share.
func (e *Error) Unwrap() []error { return []error{&e.ResponseError} }

// Error returns one line below 2 KB without secrets.
func (e *Error) Error() string { return e.ResponseError.Error() + e.hint() }

// Format keeps every verb, %#v included, to the text of Error.
func (e *Error) Format(f fmt.State, verb rune) { client.FormatError(f, verb, e) }

// LogValue gives slog the allowlist of ResponseError, with the text of Error.
func (e *Error) LogValue() slog.Value { return client.LogError(&e.ResponseError, e) }

// MarshalJSON writes the same allowlist.
func (e *Error) MarshalJSON() ([]byte, error) { return client.MarshalError(&e.ResponseError, e) }

// hint says what the vendor's documentation adds to an answer.
func (e *Error) hint() string {
	switch {
	case e.StatusCode == http.StatusNotFound && e.Operation != "do":
		return "; the vendor answers so to an unknown path and to a wrong method: the path prefix (base URL) or the " +
			"method of " + e.Method + " may be wrong, see ecp.Wire"
	case e.known() == CodeAggregatorStoresError:
		return "; ask the vendor to associate the API user with exactly one aggregator"
	default:
		return ""
	}
}

// known is the code if the page "ECP API Error Codes" has it with this status,
// else 0.
func (e *Error) known() Code {
	switch e.ErrorCode {
	case CodeAuthError, CodeInputError, CodeClipError, CodeAggregatorStoresError:
		if e.StatusCode >= 400 && e.StatusCode <= 499 {
			return e.ErrorCode
		}
	case CodeServerError:
		if e.StatusCode >= 500 && e.StatusCode <= 599 {
			return e.ErrorCode
		}
	}
	return 0
}

// RetryVerdict stops on 2000 to 2003, which are about the request itself. 3000
// may pass with time (the page names time-outs of the database), but the
// request may have been processed. Otherwise the status decides.
func (e *Error) RetryVerdict() retry.Verdict {
	switch e.known() {
	case CodeAuthError, CodeInputError, CodeClipError, CodeAggregatorStoresError:
		return retry.Stop
	case CodeServerError:
		return retry.Retry
	default:
		return retry.Unknown
	}
}

// AuthError is code 2000: the username or the password is wrong. The vendor
// answers it to a login only, with status 400. It is final and never tried
// again at once, since a lock-out after failed logins is not documented and
// therefore possible: for 30 s or more every call that needs a token gets the
// same error. Whatever call needed the token, Operation is "authenticate".
type AuthError struct{ APIError }

// Unwrap returns the general error.
func (e *AuthError) Unwrap() []error { return []error{&e.APIError} }

// FinalLogin says that the same login can't succeed.
func (e *AuthError) FinalLogin() bool { return true }

// InputError is code 2001: a parameter is missing or invalid. It may occur in
// any operation, and on a clip it means that the request was rejected as a
// whole (inferred), not that a part of it was counted. Message says what is
// wrong, if the vendor says it.
type InputError struct{ APIError }

// Unwrap returns the general error.
func (e *InputError) Unwrap() []error { return []error{&e.APIError} }

// FinalLogin says that a login with the same body can't succeed.
func (e *InputError) FinalLogin() bool { return true }

// AggregatorStoresError is code 2003: the API User is associated with no
// Aggregator, or with more than one, so that it isn't clear whose stores are
// meant. Which of the two, only Message might tell. It is a matter of the
// account's set-up: ask the vendor.
type AggregatorStoresError struct{ APIError }

// Unwrap returns the general error.
func (e *AggregatorStoresError) Unwrap() []error { return []error{&e.APIError} }

// ServerError is code 3000: something unexpected broke at the vendor, such as
// the connection to its database. Reads are repeated. After a clip it matches
// client.ErrOutcomeUnknown.
type ServerError struct{ APIError }

// Unwrap returns the general error.
func (e *ServerError) Unwrap() []error { return []error{&e.APIError} }

// decodeError makes the typed error of an answer. Every body will do: the one
// of 401 and 404 is not documented, and a proxy's is HTML.
func (w Wire) decodeError(base client.ResponseError) error {
	e := Error{ResponseError: base}
	var answered envelope
	if client.Unmarshal(base.Body, &answered) == nil {
		e.Code, e.ErrorCode, e.Message, e.RawData = answered.codeText, answered.code, answered.message, answered.data
	}
	switch e.known() {
	case CodeAuthError:
		e.Class = client.ErrUnauthorized
		return &AuthError{e}
	case CodeInputError:
		e.Class = client.ErrInvalid
		return &InputError{e}
	case CodeClipError:
		e.Class = client.ErrInvalid
		return w.clipError(e)
	case CodeAggregatorStoresError:
		e.Class = client.ErrInvalid
		return &AggregatorStoresError{e}
	case CodeServerError:
		e.Class = client.ErrServer
		return &ServerError{e}
	default:
		return &e
	}
}
