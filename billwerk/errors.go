package billwerk

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// Error is a refused call. Every error of this package that the vendor answered
// is an *Error, or a more special type that holds one, so that
// errors.AsType[*billwerk.Error](err) finds it.
//
// The class sentinels of package client follow the code: client.ErrNotFound for
// every "not found" code whatever its status, client.ErrConflict where the state
// of an object forbids the call (11 duplicate handle, 74 concurrent update and
// the "already done" codes among them), client.ErrInvalid, ErrUnauthorized,
// ErrForbidden, ErrRateLimited and ErrServer. Answers without a known code follow
// the status.
type Error struct {
	// ResponseError is the part that all vendors share. Its Code is the error code
	// as text, empty if the answer had none; its Message joins ErrorMessage,
	// Detail and TransactionError.
	client.ResponseError
	// ErrorCode decides. It is 0 if the answer held no code.
	ErrorCode Code
	// ErrorMessage is the short text of the code (wire name "error").
	ErrorMessage string
	// Detail is the optional text that clarifies it (wire name "message").
	Detail string
	// HTTPStatus, HTTPReason, Path and Timestamp are what the vendor says of the
	// call. HTTPStatus is documented as the same as StatusCode, and 0 if the answer
	// doesn't say; the two differ if something on the way changed the status.
	HTTPStatus int
	HTTPReason string
	Path       string
	Timestamp  Timestamp
	// TransactionError is set if the call involved a transaction that failed.
	TransactionError TransactionError
}

// APIError is another name of Error. The special types embed it under this name,
// because a field called Error would hide the method.
type APIError = Error

var _ error = (*Error)(nil)

// Unwrap returns the part that all vendors share.
func (e *Error) Unwrap() []error { return []error{&e.ResponseError} }

// RetryVerdict stops where the code says that the same request can't succeed. A
// concurrent update (74) is one of them: the object has to be read again first.
// Otherwise the status decides.
func (e *Error) RetryVerdict() retry.Verdict {
	switch e.ErrorCode.Hint() {
	case HintReload, HintDone, HintMaybeDone, HintExists, HintWait, HintNewToken, HintStop, HintUserLogin, HintNarrow, HintDeclined:
		return retry.Stop
	default:
		return retry.Unknown
	}
}

// RateLimitError is code 122: too many requests per second. The vendor refuses
// before it processes anything (reference/request_limiting), so every request,
// payments included, is repeated. You see it only when the retries ran out.
type RateLimitError struct{ APIError }

// Unwrap returns the general error.
func (e *RateLimitError) Unwrap() []error { return []error{&e.APIError} }

// RetryVerdict is Throttle for a 429.
func (e *RateLimitError) RetryVerdict() retry.Verdict { return throttleVerdict(e.StatusCode) }

// ThrottleKind makes the rate limiter slow down, and no other.
func (e *RateLimitError) ThrottleKind() retry.ThrottleKind { return retry.ThrottleRate }

// ConcurrencyLimitError is code 123: too many requests at once. Like
// [RateLimitError] it means that nothing was processed.
type ConcurrencyLimitError struct{ APIError }

// Unwrap returns the general error.
func (e *ConcurrencyLimitError) Unwrap() []error { return []error{&e.APIError} }

// RetryVerdict is Throttle for a 429.
func (e *ConcurrencyLimitError) RetryVerdict() retry.Verdict { return throttleVerdict(e.StatusCode) }

// ThrottleKind makes the concurrency limiter shrink, and no other.
func (e *ConcurrencyLimitError) ThrottleKind() retry.ThrottleKind { return retry.ThrottleConcurrency }

func throttleVerdict(status int) retry.Verdict {
	if status == 429 {
		return retry.Throttle
	}
	return retry.Unknown
}

// DeclinedError means that the call failed as a whole because a payment or refund was
// declined or broke. It is made of answers with a transaction_error, and of the
// codes 77 (declined) and 147 (stored payment method failed, to be treated as a
// hard decline). Most declines come in a successful answer instead: see
// [Charge.Err]. Both match [ErrDeclined]; a processing error matches
// client.ErrOutcomeUnknown too.
type DeclinedError struct{ APIError }

// DeclineClass is the usual class of the transaction error; the envelope has no
// error state to go by.
func (e *DeclinedError) DeclineClass() DeclineClass {
	if e.TransactionError == "" && e.ErrorCode == CodePaymentMethodFailed {
		return DeclineHard
	}
	return e.TransactionError.Class()
}

// Unwrap returns the general error.
func (e *DeclinedError) Unwrap() []error { return []error{&e.APIError} }

// Is matches ErrDeclined, and client.ErrOutcomeUnknown for a processing error.
func (e *DeclinedError) Is(target error) bool {
	switch {
	case target == ErrDeclined:
		return true
	case target == client.ErrOutcomeUnknown && e.DeclineClass() == DeclineProcessing:
		return true
	default:
		return e.APIError.Is(target)
	}
}

// RetryVerdict stops after a decline, hard or soft: a soft one may work later,
// but not within the seconds of a retry. After a processing error code and
// status decide.
func (e *DeclinedError) RetryVerdict() retry.Verdict {
	switch e.DeclineClass() {
	case DeclineHard, DeclineSoft:
		return retry.Stop
	default:
		return e.APIError.RetryVerdict()
	}
}

// envelope is the documented error body (page "errors", model ErrorResponse).
// The values are texts of any form, so that one of a wrong type doesn't cost the
// others. The
// request id is spelled request-id in the older documentation and request_id in
// the newer one.
type envelope struct {
	Code             anyInt    `json:"code"`
	Error            anyText   `json:"error"`
	Message          anyText   `json:"message"`
	HTTPStatus       anyInt    `json:"http_status"`
	HTTPReason       anyText   `json:"http_reason"`
	Path             anyText   `json:"path"`
	Timestamp        Timestamp `json:"timestamp"`
	RequestID        anyText   `json:"request_id"`
	RequestIDDash    anyText   `json:"request-id"`
	TransactionError anyText   `json:"transaction_error"`
}

// anyText takes what text makes of any JSON value.
type anyText string

// UnmarshalJSON never fails.
func (t *anyText) UnmarshalJSON(raw []byte) error {
	*t = anyText(text(raw))
	return nil
}

// anyInt takes an integer, also one in a string; ok is false for any other value.
type anyInt struct {
	value int
	ok    bool
}

// UnmarshalJSON never fails.
func (i *anyInt) UnmarshalJSON(raw []byte) error {
	if value, err := strconv.Atoi(string(bytes.Trim(raw, `"`))); err == nil {
		*i = anyInt{value, true}
	}
	return nil
}

// decodeError makes the typed error of an answer. It accepts any bytes.
func decodeError(base client.ResponseError) error {
	e := Error{ResponseError: base}
	var body envelope
	if client.Unmarshal(base.Body, &body) == nil {
		e.fill(&body)
	}
	switch {
	case e.ErrorCode == CodeRateLimitExceeded:
		return &RateLimitError{e}
	case e.ErrorCode == CodeConcurrencyLimitExceeded:
		return &ConcurrencyLimitError{e}
	case e.TransactionError != "", e.ErrorCode.Hint() == HintDeclined:
		return &DeclinedError{e}
	default:
		return &e
	}
}

func (e *Error) fill(body *envelope) {
	e.ErrorMessage, e.Detail = string(body.Error), string(body.Message)
	e.HTTPReason, e.Path = string(body.HTTPReason), string(body.Path)
	e.HTTPStatus, e.Timestamp = body.HTTPStatus.value, body.Timestamp
	e.TransactionError = TransactionError(body.TransactionError)
	if id := cmp.Or(body.RequestID, body.RequestIDDash); id != "" {
		e.RequestID = string(id)
	}
	if body.Code.ok {
		e.ErrorCode, e.Code = Code(body.Code.value), strconv.Itoa(body.Code.value)
	}
	if e.ErrorMessage == "" && e.Code != "" && e.ErrorCode != CodeOK {
		e.ErrorMessage = e.ErrorCode.Message()
	}
	parts := []string{e.ErrorMessage, e.Detail}
	if e.TransactionError != "" {
		parts = append(parts, "transaction error "+string(e.TransactionError))
	}
	e.Message = joinWords(parts)
	switch class := codeTable[e.ErrorCode].class; {
	case e.Code == "" || class == nil: // the status has decided
	case class == errNoClass: //nolint:errorlint // a marker, never wrapped
		e.Class = nil
	default:
		e.Class = class
	}
}

func joinWords(words []string) string {
	kept := words[:0]
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, ": ")
}

// text is the string, or the literal of a number or boolean; "" for the rest.
func text(raw json.RawMessage) string {
	if len(raw) == 0 {
		return ""
	}
	switch raw[0] {
	case '"':
		if plain := raw[1 : len(raw)-1]; bytes.IndexByte(plain, '\\') < 0 && utf8.Valid(plain) {
			return string(plain)
		}
		var s string
		if client.Unmarshal(raw, &s) != nil {
			return ""
		}
		return s
	case '{', '[', 'n':
		return ""
	default:
		return string(raw)
	}
}
