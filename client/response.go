package client

import "net/http"

// Response is what the vendor answered, for callers who want more than the
// typed result: pass a pointer with WithResponse. It is filled on success, and
// on failure when there was an answer.
type Response struct {
	StatusCode int
	Header     http.Header
	// RequestID is the vendor's id of the request, if it gives one.
	RequestID string
	// IdempotencyKey is the key that was sent, if any.
	IdempotencyKey string
	// Attempts counts the attempts of the call. The replay after a 401 is not
	// one of them.
	Attempts int
	// Body is the answer's body, bounded like every body. Nil for operations
	// whose answer holds a secret.
	Body []byte
}
