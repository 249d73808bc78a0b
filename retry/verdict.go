package retry

import (
	"net/http"
	"strconv"
)

// A Verdict is what a failure says about trying again. A vendor's typed error gives one; [StatusVerdict] gives one
// for a status alone. [Decide] turns it into a decision.
type Verdict uint8

const (
	// Unknown is the zero Verdict: nothing is known. [Decide] doesn't repeat on it.
	Unknown Verdict = iota
	// Stop means that the same request would fail again.
	Stop
	// Retry means that the same request may succeed later, but this one may have been processed.
	// It takes a request that may be repeated: by its method, its idempotency key or the vendor's word.
	Retry
	// Throttle means that the request was refused before any processing, so that any request may be repeated.
	Throttle
)

// String returns "unknown", "stop", "retry" or "throttle"; for other values "Verdict(n)".
func (v Verdict) String() string {
	switch v {
	case Unknown:
		return "unknown"
	case Stop:
		return "stop"
	case Retry:
		return "retry"
	case Throttle:
		return "throttle"
	default:
		return "Verdict(" + strconv.Itoa(int(v)) + ")"
	}
}

// StatusVerdict returns the default verdict on an HTTP status, for servers that say nothing finer.
//
// [Retry]: 408, 425, 429 and every 5xx except 501 (Not Implemented) and 505 (HTTP Version Not Supported), which
// don't pass with time. [Stop]: everything else. It never returns [Throttle]: that a 429 was refused before any
// processing isn't known of servers in general, only a vendor's documentation can say so.
func StatusVerdict(status int) Verdict {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return Retry
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return Stop
	}
	if status >= 500 && status <= 599 {
		return Retry
	}
	return Stop
}
