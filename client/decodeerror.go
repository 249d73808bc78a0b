package client

import (
	"fmt"
	"log/slog"
)

// DecodeError means that the vendor said success, but the body is not the
// documented JSON. Body holds at most 512 bytes of it.
type DecodeError struct {
	ResponseError
	ContentType string
	Err         error
}

var _ error = (*DecodeError)(nil)

// maxDecodeErrorBody bounds DecodeError.Body.
const maxDecodeErrorBody = 512

// Error returns one line below 2 KB without secrets. The body is not part of it.
func (e *DecodeError) Error() string {
	text := fmt.Sprintf("%s: the body is not the documented JSON (content type %q)",
		e.ResponseError.Error(), clip(e.ContentType, maxWordBytes))
	if e.Err != nil {
		text += ": " + clip(e.Err.Error(), maxCauseBytes)
	}
	return text
}

// Unwrap returns the common part and the decoder's error.
func (e *DecodeError) Unwrap() []error {
	if e.Err == nil {
		return []error{&e.ResponseError}
	}
	return []error{&e.ResponseError, e.Err}
}

// MarshalJSON writes the allowlist of ResponseError.
func (e *DecodeError) MarshalJSON() ([]byte, error) { return e.public(e.Error()) }

// LogValue gives slog the allowlist of ResponseError.
func (e *DecodeError) LogValue() slog.Value { return e.logValue(e.Error()) }

// Format keeps every verb, %#v included, to the text of Error.
func (e *DecodeError) Format(f fmt.State, verb rune) { formatText(f, verb, e.Error()) }
