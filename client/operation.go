package client

import (
	"net/http"
	"time"
)

// Operation is one documented operation of a vendor. Vendor packages hold a
// table of them, so that what may be repeated, and why, is read in one place.
type Operation struct {
	// Name is "resource.verb", for example "charges.settle". It labels errors,
	// logs and metrics and has few distinct values.
	Name string
	// Method is the HTTP method.
	Method string
	// Path is the template below the base URL. Each {name} is filled, escaped,
	// with one of Request.Args, in order.
	Path string
	// Repeat says whether the operation may be sent again when its outcome is
	// not known. The zero value decides by method: GET and HEAD may.
	Repeat Repeat
	// Why names the vendor fact behind Repeat, for people.
	Why string
	// Timeout is what one attempt, body included, gets at least: the policy's
	// AttemptTimeout counts where it is longer. Only WithAttemptTimeout can
	// shorten it. 0 means the policy's.
	Timeout time.Duration
	// ContentType of the request body; "" means application/json.
	ContentType string
	// KeyHeader is the request header that carries the idempotency key, for
	// vendors that take it as a header. Most of ours take it in the body, see
	// Request.WithKey.
	KeyHeader string
	// NoContent says that a success has no documented body. Whatever comes is
	// ignored, but for an HTML page, which no vendor sends.
	NoContent bool
	// Login marks the call that obtains a token: it carries no credentials,
	// takes no limiter permit, since few are sent, one at a time. It is repeated,
	// three attempts in all, when there was no answer; an answer is final, and the
	// token cache decides when to log in again.
	Login bool
	// Sensitive says that request and answer hold secrets. Their bodies are
	// then left out of errors, and the answer out of Response.
	Sensitive bool
	// MaxResponseBytes overrides the client's bound on the size of a
	// successful answer, for the few operations that have no paging.
	MaxResponseBytes int64
}

// Repeat says whether an operation may be sent again although an earlier
// attempt may have been processed.
type Repeat uint8

const (
	// RepeatByMethod allows GET and HEAD, and nothing else.
	RepeatByMethod Repeat = iota
	// RepeatNever forbids it: the operation would happen twice.
	RepeatNever
	// RepeatAlways allows it: the same request again has the same effect.
	RepeatAlways
	// RepeatWithKey allows it when the request carries an idempotency key.
	// Call mints one unless the caller brings one.
	RepeatWithKey
)

// String returns the word used in logs and tables.
func (r Repeat) String() string {
	switch r {
	case RepeatNever:
		return "never"
	case RepeatAlways:
		return "always"
	case RepeatWithKey:
		return "with key"
	default:
		return "by method"
	}
}

// IsWrite reports whether the operation may change something at the vendor.
// Logins count as reads: a second login does no harm.
func (o *Operation) IsWrite() bool {
	return o.Method != http.MethodGet && o.Method != http.MethodHead && !o.Login
}

func (r Repeat) allows(o *Operation, hasKey bool) bool {
	switch r {
	case RepeatNever:
		return false
	case RepeatAlways:
		return true
	case RepeatWithKey:
		return hasKey
	default:
		return !o.IsWrite()
	}
}
