package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// The class sentinels. errors.Is on any error of a call tells which of them
// apply; the vendor's own type and code say more.
var (
	// ErrUnauthorized: the credentials are missing, wrong or expired.
	ErrUnauthorized = errors.New("vendorkit: unauthorized")
	// ErrForbidden: the credentials are good but not for this.
	ErrForbidden = errors.New("vendorkit: forbidden")
	// ErrNotFound: the object, or one that it refers to, does not exist.
	ErrNotFound = errors.New("vendorkit: not found")
	// ErrConflict: the object's state does not allow it.
	ErrConflict = errors.New("vendorkit: conflict")
	// ErrInvalid: the request is wrong; sent again it would fail again.
	ErrInvalid = errors.New("vendorkit: invalid request")
	// ErrRateLimited: the vendor refused it because of a limit.
	ErrRateLimited = errors.New("vendorkit: rate limited")
	// ErrServer: the vendor failed.
	ErrServer = errors.New("vendorkit: server error")
	// ErrOutcomeUnknown: a write may or may not have happened. The doc comment
	// of the method says how to find out.
	ErrOutcomeUnknown = errors.New("vendorkit: outcome unknown")
	// ErrTooLarge: the answer is longer than WithMaxResponseBytes allows.
	ErrTooLarge = errors.New("vendorkit: the answer is too large")
	// ErrRefused is what a result's Verify method returns when the vendor says
	// no in a body with status 200. The answer is then decoded as an error.
	ErrRefused = errors.New("vendorkit: refused in a successful answer")
)

// Bounds of error texts: whatever a vendor sends, Error() stays below 2 KB.
const (
	maxMessageBytes = 512
	maxCauseBytes   = 512
	maxWordBytes    = 128
)

// ResponseError is the part that all vendors' errors have in common: the vendor
// answered, and the answer is not a success. Every vendor's error embeds it, so
// errors.As with a **ResponseError works for all.
//
// Error, %v, %+v, %#v, JSON and slog show an allowlist of fields: neither
// headers nor bodies, which may hold what nobody wants in a log.
type ResponseError struct {
	Vendor    string
	Operation string
	Method    string
	// URL has neither query nor user info. Its path may hold an id, or a phone
	// number, so it is not shown by any of the ways to print the error.
	URL        string
	StatusCode int
	// Code and Message are the vendor's own, as text, when the body had them.
	Code    string
	Message string
	// RequestID is the vendor's id of the request, to quote to its support.
	RequestID string
	// IdempotencyKey is the key that was sent, if any. Use it to repeat the call.
	IdempotencyKey string
	// Attempts counts the attempts; the replay after a 401 is not one.
	Attempts int
	// RetryAfter is how long the vendor asks to wait; 0 when it doesn't say.
	RetryAfter time.Duration
	Header     http.Header
	// Body holds the first bytes of the body, at most MaxErrorBytes. Secrets
	// that the client knows are replaced in it.
	Body      []byte
	Truncated bool
	// Cause says why retrying stopped; nil if the answer itself was final.
	Cause error
	// Class is one of the class sentinels, or nil. It follows the status unless
	// the vendor's code says better. errors.Is goes by it alone: an error that a
	// test makes by hand needs it too.
	Class error
	// OutcomeUnknown says that the call was a write which may have happened.
	OutcomeUnknown bool
}

var _ error = (*ResponseError)(nil)

// Error returns one line below 2 KB without secrets.
func (e *ResponseError) Error() string {
	var b strings.Builder
	b.WriteString(clip(e.Vendor, maxWordBytes))
	if e.Operation != "" {
		b.WriteString(" " + clip(e.Operation, maxWordBytes))
	}
	fmt.Fprintf(&b, ": %d", e.StatusCode)
	if text := http.StatusText(e.StatusCode); text != "" {
		b.WriteString(" " + text)
	}
	if e.Code != "" {
		b.WriteString(", code " + clip(e.Code, maxWordBytes))
	}
	if e.Message != "" {
		b.WriteString(": " + clip(e.Message, maxMessageBytes))
	}
	if e.RequestID != "" {
		b.WriteString(", request id " + clip(e.RequestID, maxWordBytes))
	}
	if e.Attempts > 1 {
		fmt.Fprintf(&b, ", %d attempts", e.Attempts)
	}
	if e.Cause != nil {
		b.WriteString(" (" + clip(e.Cause.Error(), maxCauseBytes) + ")")
	}
	if e.OutcomeUnknown {
		b.WriteString("; the outcome is unknown, it may have happened")
	}
	return b.String()
}

// Is matches the class sentinels.
func (e *ResponseError) Is(target error) bool {
	if target == ErrOutcomeUnknown {
		return e.OutcomeUnknown
	}
	return e.Class != nil && target == e.Class
}

// Unwrap returns why retrying stopped.
func (e *ResponseError) Unwrap() error { return e.Cause }

// publicError is what may be shown of an error: the allowlist.
type publicError struct {
	Vendor         string `json:"vendor,omitempty"`
	Operation      string `json:"operation,omitempty"`
	Method         string `json:"method,omitempty"`
	Status         int    `json:"status,omitempty"`
	Code           string `json:"code,omitempty"`
	Message        string `json:"message,omitempty"`
	RequestID      string `json:"request_id,omitempty"`
	IdempotencyKey string `json:"idempotency_key,omitempty"`
	Attempts       int    `json:"attempts,omitempty"`
	OutcomeUnknown bool   `json:"outcome_unknown,omitempty"`
	Error          string `json:"error"`
}

// MarshalJSON writes the allowlist.
func (e *ResponseError) MarshalJSON() ([]byte, error) { return e.public(e.Error()) }

// public is the allowlist with the text of the error that e is a part of.
func (e *ResponseError) public(text string) ([]byte, error) {
	return json.Marshal(publicError{
		Vendor: e.Vendor, Operation: e.Operation, Method: e.Method, Status: e.StatusCode,
		Code: clip(e.Code, maxWordBytes), Message: clip(e.Message, maxMessageBytes),
		RequestID: clip(e.RequestID, maxWordBytes), IdempotencyKey: e.IdempotencyKey,
		Attempts: e.Attempts, OutcomeUnknown: e.OutcomeUnknown, Error: text,
	})
}

// LogValue gives slog the allowlist.
func (e *ResponseError) LogValue() slog.Value { return e.logValue(e.Error()) }

func (e *ResponseError) logValue(text string) slog.Value {
	return slog.GroupValue(
		slog.String("vendor", e.Vendor), slog.String("operation", e.Operation),
		slog.Int("status", e.StatusCode), slog.String("code", clip(e.Code, maxWordBytes)),
		slog.String("request_id", clip(e.RequestID, maxWordBytes)), slog.Int("attempts", e.Attempts),
		slog.Bool("outcome_unknown", e.OutcomeUnknown), slog.String("error", text),
	)
}

// Format keeps every verb, %#v included, to the text of Error.
func (e *ResponseError) Format(f fmt.State, verb rune) { formatText(f, verb, e.Error()) }

// Base returns e itself. It lets the client reach the common part of a
// vendor's error by an interface.
func (e *ResponseError) Base() *ResponseError { return e }

// CallError is returned when no answer decided: the transport failed, the
// caller left, the limiter, the breaker or the budget refused, or the request
// could not be made. errors.Is and errors.As reach both Cause and Last.
type CallError struct {
	Vendor    string
	Operation string
	// Attempts counts the attempts that were begun, one that was refused before
	// it was sent included; 0 means that the request was not even tried.
	Attempts int
	// Cause says why the call stopped.
	Cause error
	// Last is the typed error of the last answer, if there was one.
	Last error
	// IdempotencyKey is the key that was sent, if any.
	IdempotencyKey string
	// OutcomeUnknown says that the call was a write which may have happened.
	OutcomeUnknown bool
}

var _ error = (*CallError)(nil)

// Error returns one line below 2 KB without secrets.
func (e *CallError) Error() string {
	var b strings.Builder
	b.WriteString(clip(e.Vendor, maxWordBytes) + " " + clip(e.Operation, maxWordBytes) + ": ")
	if e.Cause != nil {
		b.WriteString(clip(e.Cause.Error(), maxCauseBytes))
	}
	if e.Attempts > 1 {
		fmt.Fprintf(&b, ", %d attempts", e.Attempts)
	}
	if e.Last != nil {
		b.WriteString(" (last answer: " + clip(e.Last.Error(), maxCauseBytes) + ")")
	}
	if e.OutcomeUnknown {
		b.WriteString("; the outcome is unknown, it may have happened")
	}
	return b.String()
}

// Is matches ErrOutcomeUnknown.
func (e *CallError) Is(target error) bool {
	return e.OutcomeUnknown && target == ErrOutcomeUnknown
}

// Unwrap returns the cause and the last typed error.
func (e *CallError) Unwrap() []error {
	errs := make([]error, 0, 2)
	if e.Cause != nil {
		errs = append(errs, e.Cause)
	}
	if e.Last != nil {
		errs = append(errs, e.Last)
	}
	return errs
}

// MarshalJSON writes an allowlist.
func (e *CallError) MarshalJSON() ([]byte, error) {
	return json.Marshal(publicError{
		Vendor: e.Vendor, Operation: e.Operation, IdempotencyKey: e.IdempotencyKey,
		Attempts: e.Attempts, OutcomeUnknown: e.OutcomeUnknown, Error: e.Error(),
	})
}

// LogValue gives slog the allowlist.
func (e *CallError) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("vendor", e.Vendor), slog.String("operation", e.Operation),
		slog.Int("attempts", e.Attempts), slog.Bool("outcome_unknown", e.OutcomeUnknown),
		slog.String("error", e.Error()),
	)
}

// Format keeps every verb, %#v included, to the text of Error.
func (e *CallError) Format(f fmt.State, verb rune) { formatText(f, verb, e.Error()) }

// IdempotencyKeyOf returns the idempotency key that the failed call was sent
// with, or "". A later call with WithIdempotencyKey repeats it safely.
func IdempotencyKeyOf(err error) string {
	if e, ok := errors.AsType[*CallError](err); ok && e.IdempotencyKey != "" {
		return e.IdempotencyKey
	}
	if e, ok := errors.AsType[*ResponseError](err); ok {
		return e.IdempotencyKey
	}
	return ""
}

// TimeoutError means that an attempt did not answer within its own time limit. It is a
// transport failure, not the end of the caller's context, so it does not match
// context.DeadlineExceeded.
type TimeoutError struct{ After time.Duration }

// Error says how long the attempt had.
func (e *TimeoutError) Error() string {
	return fmt.Sprintf("no complete answer within %s", e.After)
}

// Timeout makes it a net.Error-like timeout.
func (e *TimeoutError) Timeout() bool { return true }

// classOf is the class of a status for vendors whose code says nothing better.
func classOf(status int) error {
	switch {
	case status == http.StatusUnauthorized:
		return ErrUnauthorized
	case status == http.StatusForbidden:
		return ErrForbidden
	case status == http.StatusNotFound, status == http.StatusGone:
		return ErrNotFound
	case status == http.StatusConflict:
		return ErrConflict
	case status == http.StatusTooManyRequests:
		return ErrRateLimited
	case status >= 500:
		return ErrServer
	case status >= 400:
		return ErrInvalid
	default:
		return nil
	}
}
