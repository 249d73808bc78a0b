// Package client is the core that all vendor packages share: one call from the
// typed request to the typed result or the typed error.
//
// # A call, top to bottom
//
//	call (once)   check -> encode the body once -> idempotency key -> observers
//	  attempts    go-retryablehttp, fenced in one file
//	    attempt n credentials (one replay after a 401) -> breaker and limiter permit -> time limit -> middleware -> transport
//	  after each  read the bounded body -> the vendor's typed error -> verdict -> wait, or stop
//	return        *T, or the vendor's typed error, or *DecodeError, or *CallError
//
// The order of the layers of an attempt stands in layers.go.
//
// # Errors
//
// When the vendor answered, the error is the vendor's own type, and it embeds
// [ResponseError]. When no answer decided, it is a [CallError], which holds the
// last typed error too. When the vendor said success with something else than
// the documented JSON, it is a [DecodeError]. [errors.Is] with the class
// sentinels ([ErrNotFound], [ErrRateLimited] and so on) works on all of them,
// and [ErrOutcomeUnknown] marks a write that may or may not have happened.
//
// # What is repeated
//
// Reads, and writes that the vendor's operation table allows, are repeated
// after a failed connection, a broken body and a 5xx answer. Other writes are
// repeated only when provably nothing was sent, when the vendor refused them
// before processing (a throttle), or once after a 401. [AllowRepeat] lifts that
// for one call.
package client
