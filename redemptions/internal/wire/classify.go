package wire

import (
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
)

// Kind is what an error answer is.
type Kind uint8

// The kinds.
const (
	// Plain is any answer that is none of the others.
	Plain Kind = iota
	// Auth: the credentials or the token were refused.
	Auth
	// General is errorCode "0".
	General
	// Validation is errorCode "1".
	Validation
	// InvalidRequest is errorCode "2".
	InvalidRequest
)

// Target is what the path of an operation names.
type Target uint8

// The targets.
const (
	// Object: the path names one, which may not exist.
	Object Target = iota
	// Collection is always there.
	Collection
	// Login is there too, and its answer is read as that of a login.
	Login
)

// Classify reads the body of an error answer into base, whose class it sets where
// the code says better than the status, and says what the answer is. It takes any
// bytes.
//
// A 404 (or 410) says that an object doesn't exist only where the path names one.
// Elsewhere the API itself isn't found, because of the base URL or a gateway: that
// must not look like a search that has found nothing, after which a payment is
// created again.
func Classify(base *client.ResponseError, target Target) (Kind, []Field) {
	if target != Object && base.Class == client.ErrNotFound { //nolint:errorlint // classes are compared by identity
		base.Class = client.ErrInvalid
	}
	login := target == Login
	f, ok := DecodeFailure(base.Body)
	if ok {
		base.Code = f.Code
		// The exception in a 500 is no message for a log, JSON or not.
		if base.StatusCode < http.StatusInternalServerError || f.Code != "" {
			base.Message = f.Message
		}
	}
	switch {
	case base.StatusCode == http.StatusUnauthorized, login && refused(base, &f, ok):
		base.Class = client.ErrUnauthorized
		return Auth, nil
	case f.Code == "0":
		base.Class = client.ErrServer
		return General, nil
	case f.Code == "1", f.Code == "" && len(f.Fields) > 0:
		return Validation, f.Fields
	case f.Code == "2":
		return InvalidRequest, nil
	default:
		return Plain, nil
	}
}

// refused recognises rejected credentials. The body is {"success": false}; the
// status is not documented, so 200, 400 and 401 count, and a 400 even without that
// body, unless it is a proxy's page or the documented 400, which says better what
// is wrong.
func refused(base *client.ResponseError, f *Failure, isJSON bool) bool {
	switch {
	case base.StatusCode >= 200 && base.StatusCode <= 299:
		return true // the core asks about a success only after Verify has called it refused
	case f.Refused:
		return true
	default:
		return base.StatusCode == http.StatusBadRequest && (isJSON || len(base.Body) == 0) &&
			f.Code == "" && len(f.Fields) == 0
	}
}

// ShowFields appends the first fields at fault, without their values, to the text
// of an error, which stays below 2 KB.
func ShowFields(text string, fields []Field) string {
	const maxShown, maxName, maxMessage, maxCode, maxText = 5, 60, 120, 30, 1900
	for i, f := range fields {
		if i == maxShown {
			text += "; and more"
			break
		}
		text += "; "
		if f.Name != "" { // it is optional
			text += Clip(string(f.Name), maxName) + ": "
		}
		text += Clip(string(f.Message), maxMessage) + " (" + Clip(string(f.Code), maxCode) + ")"
	}
	return Clip(text, maxText)
}
