package breaker_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/vendorkit/vendorkit-go/client" //nolint:depguard // a module of its own, above client; only its folder is below retry
	"github.com/vendorkit/vendorkit-go/retry"
	"github.com/vendorkit/vendorkit-go/retry/breaker"
)

type vendorError struct{ client.ResponseError }

func (e *vendorError) Unwrap() []error { return []error{&e.ResponseError} }

func answer(status int, class error) error {
	return &vendorError{client.ResponseError{StatusCode: status, Class: class}}
}

// A half-open breaker of one probe tells the three kinds of outcome apart by the state it goes to.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	const success, failure, neutral = breaker.Closed, breaker.Open, breaker.HalfOpen
	for name, tt := range map[string]struct {
		outcome retry.Outcome
		want    breaker.State
	}{
		"success":                    {retry.Outcome{}, success},
		"400":                        {retry.Outcome{Err: answer(400, client.ErrInvalid)}, success},
		"401":                        {retry.Outcome{Err: answer(401, client.ErrUnauthorized)}, success},
		"404":                        {retry.Outcome{Err: answer(404, client.ErrNotFound)}, success},
		"302":                        {retry.Outcome{Err: answer(302, nil)}, success},
		"501":                        {retry.Outcome{Err: answer(http.StatusNotImplemented, client.ErrServer)}, success},
		"505":                        {retry.Outcome{Err: answer(http.StatusHTTPVersionNotSupported, client.ErrServer)}, success},
		"500, the vendor's invalid":  {retry.Outcome{Err: answer(500, client.ErrInvalid)}, success},
		"500":                        {retry.Outcome{Err: answer(500, client.ErrServer)}, failure},
		"503":                        {retry.Outcome{Err: answer(503, client.ErrServer)}, failure},
		"200, the vendor's failure":  {retry.Outcome{Err: answer(200, client.ErrServer)}, failure},
		"connection reset":           {retry.Outcome{Err: errors.New("reset")}, failure},
		"the attempt's own timeout":  {retry.Outcome{Err: &client.TimeoutError{After: time.Second}}, failure},
		"the caller's deadline":      {retry.Outcome{Err: context.DeadlineExceeded}, failure},
		"429":                        {retry.Outcome{Err: answer(429, client.ErrRateLimited)}, neutral},
		"a throttle of any status":   {retry.Outcome{Throttled: true, Err: answer(503, client.ErrServer)}, neutral},
		"the caller's cancel":        {retry.Outcome{Err: fmt.Errorf("read: %w", context.Canceled)}, neutral},
		"a limiter's refusal":        {retry.Outcome{Err: &retry.LimitError{}}, neutral},
		"a limiter on the deadline":  {retry.Outcome{Err: &retry.LimitError{Cause: context.DeadlineExceeded}}, neutral},
		"another breaker's refusal":  {retry.Outcome{Err: retry.ErrCircuitOpen}, neutral},
		"an error of no comparison":  {retry.Outcome{Err: list{errors.New("a")}}, failure},
		"a cancel beside a response": {retry.Outcome{Err: fmt.Errorf("%w: %w", context.Canceled, answer(503, client.ErrServer))}, neutral},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				b := newBreaker(t, breaker.Config{Failures: 1, Probes: 1})
				done := take(t, b)
				done(retry.Outcome{Err: errors.New("reset")})
				pass(breaker.DefaultOpenFor + 1)
				tt.outcome.Latency = time.Millisecond
				take(t, b)(tt.outcome)
				assert.Equal(t, tt.want, b.State())
			})
		})
	}
}

// list can't be compared with ==.
type list []error

func (l list) Error() string { return "several errors" }
