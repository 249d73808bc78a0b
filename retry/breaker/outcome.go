package breaker

import (
	"context"
	"errors"
	"net/http"

	"github.com/vendorkit/vendorkit-go/client" //nolint:depguard // a module of its own, above client; only its folder is below retry
	"github.com/vendorkit/vendorkit-go/retry"
)

// What an attempt says about the server, as the state machine is told.
var (
	errFailure = errors.New("breaker: failure")
	errNeutral = errors.New("breaker: neutral")
)

// judge returns nil for a success, or one of the above.
func judge(o retry.Outcome) error {
	answer, answered := errors.AsType[*client.ResponseError](o.Err)
	switch {
	case o == (retry.Outcome{}):
		// Neither an error nor a latency: what retry.Join reports of an attempt
		// that a later limiter refused. Nothing was sent, so a probe must not
		// close the breaker by it.
		return errNeutral
	case o.Throttled, errors.Is(o.Err, context.Canceled), errors.Is(o.Err, client.ErrRateLimited),
		errors.Is(o.Err, retry.ErrLimited), errors.Is(o.Err, retry.ErrCircuitOpen):
		return errNeutral
	case o.Err == nil:
		return nil
	case !answered:
		return errFailure
	case answer.StatusCode == http.StatusNotImplemented, answer.StatusCode == http.StatusHTTPVersionNotSupported:
		return nil // a quality of the request, which doesn't pass with time
	case errors.Is(o.Err, client.ErrServer):
		return errFailure
	default:
		return nil
	}
}
