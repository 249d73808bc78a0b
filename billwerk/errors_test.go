package billwerk_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// The example of the page "errors", with the older spelling of the request id
// and the older form of the timestamp.
func TestDocumentedError(t *testing.T) {
	t.Parallel()
	err := refusal(t, 400, sample(t, "error_13_expired.json"), "Request-Id", "from-the-header")
	declined, ok := errors.AsType[*billwerk.DeclinedError](err)
	require.True(t, ok, "transaction_error makes it a decline: %T", err)
	e := declined.APIError
	assert.Equal(t, billwerk.CodeSubscriptionExpired, e.ErrorCode)
	assert.Equal(t, "13", e.Code)
	assert.Equal(t, "Subscription expired", e.ErrorMessage)
	assert.Equal(t, "Subscription expired: transaction error credit_card_expired", e.Message)
	assert.Equal(t, 400, e.HTTPStatus)
	assert.Equal(t, "Bad Request", e.HTTPReason)
	assert.Equal(t, 400, e.StatusCode)
	assert.Equal(t, "/v1/subscription/WHBBv/expire", e.Path)
	assert.Equal(t, "de03e86d0a6d44359b249340f967ddc9", e.RequestID)
	assert.Equal(t, billwerk.TransactionCreditCardExpired, e.TransactionError)
	assert.Equal(t, billwerk.DeclineHard, declined.DeclineClass())
	assert.Equal(t, billwerk.DeclineHard, billwerk.DeclineClassOf(fmt.Errorf("order 7: %w", err)))
	assert.Equal(t, billwerk.DeclineUnknown, billwerk.DeclineClassOf(&e), "no decline, but a code")
	assert.Equal(t, billwerk.DeclineUnknown, billwerk.DeclineClassOf(nil))
	assert.True(t, e.Timestamp.Equal(time.Date(2015, 6, 12, 6, 38, 33, 876e6, time.UTC)))
	require.ErrorIs(t, err, client.ErrConflict)
	require.ErrorIs(t, err, billwerk.ErrDeclined)
	assert.Equal(t, "billwerk charges.get: 400 Bad Request, code 13: Subscription expired: transaction error credit_card_expired, request id de03e86d0a6d44359b249340f967ddc9", err.Error())
}

func TestErrorSamples(t *testing.T) {
	t.Parallel()
	t.Run("duplicate handle", func(t *testing.T) {
		t.Parallel()
		err := refusal(t, 400, sample(t, "error_11_duplicate_handle.json"))
		e, ok := err.(*billwerk.Error) //nolint:errorlint // the outermost type is the point
		require.True(t, ok, "%T", err)
		assert.Equal(t, billwerk.CodeDuplicateHandle, e.ErrorCode)
		assert.Equal(t, "Customer handle already in use", e.Detail)
		assert.Equal(t, "Duplicate handle: Customer handle already in use", e.Message)
		assert.Equal(t, "b1c2d3e4f5a60718293a4b5c6d7e8f90", e.RequestID)
		assert.Equal(t, retry.Stop, e.RetryVerdict())
		require.ErrorIs(t, err, client.ErrConflict)
		require.NotErrorIs(t, err, client.ErrInvalid)
	})
	t.Run("rate limit", func(t *testing.T) {
		t.Parallel()
		err := refusal(t, 429, sample(t, "error_122_rate_limit.json"))
		e, ok := err.(*billwerk.RateLimitError) //nolint:errorlint // the outermost type is the point
		require.True(t, ok, "%T", err)
		assert.Equal(t, retry.Throttle, e.RetryVerdict())
		assert.Equal(t, retry.ThrottleRate, e.ThrottleKind())
		assert.Equal(t, "c2d3e4f5a60718293a4b5c6d7e8f90a1", e.RequestID)
		assert.Equal(t, 2025, e.Timestamp.Year())
		require.ErrorIs(t, err, client.ErrRateLimited)
		require.ErrorIs(t, err, retry.ErrAttemptsExhausted)
	})
	t.Run("concurrency limit", func(t *testing.T) {
		t.Parallel()
		err := refusal(t, 429, `{"code":123,"error":"Concurrent request limit exceeded","http_status":429}`)
		e, ok := err.(*billwerk.ConcurrencyLimitError) //nolint:errorlint // the outermost type is the point
		require.True(t, ok, "%T", err)
		assert.Equal(t, retry.Throttle, e.RetryVerdict())
		assert.Equal(t, retry.ThrottleConcurrency, e.ThrottleKind())
		require.ErrorIs(t, err, client.ErrRateLimited)
	})
	t.Run("refund failed", func(t *testing.T) {
		t.Parallel()
		err := refusal(t, 500, sample(t, "error_66_refund_failed.json"))
		e, ok := err.(*billwerk.DeclinedError) //nolint:errorlint // the outermost type is the point
		require.True(t, ok, "%T", err)
		assert.Equal(t, billwerk.CodeRefundFailed, e.ErrorCode)
		assert.Equal(t, billwerk.DeclineProcessing, e.DeclineClass())
		assert.Equal(t, retry.Unknown, e.RetryVerdict(), "the status decides")
		require.ErrorIs(t, err, client.ErrServer)
		require.ErrorIs(t, err, billwerk.ErrDeclined)
		require.ErrorIs(t, err, client.ErrOutcomeUnknown)
	})
}

// All errors can be reached by all their types.
func TestErrorTypes(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"plain": `{"code":9}`, "rate": `{"code":122}`, "concurrency": `{"code":123}`,
		"declined": `{"code":77,"transaction_error":"insufficient_funds"}`, "html": "<html>",
	} {
		err := fmt.Errorf("wrapped: %w", refusal(t, 429, body))
		e, ok := errors.AsType[*billwerk.Error](err)
		require.True(t, ok, name)
		common, ok := errors.AsType[*client.ResponseError](err)
		require.True(t, ok, name)
		assert.Same(t, &e.ResponseError, common, name)
	}
}

// What is judged by code: whether the same request may be sent again.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status int
		body   string
		want   retry.Verdict
		class  error
	}{
		"122 with another status":        {503, `{"code":122}`, retry.Unknown, client.ErrRateLimited},
		"123 with another status":        {503, `{"code":123}`, retry.Unknown, client.ErrRateLimited},
		"429 of a proxy":                 {429, `<html>slow down</html>`, retry.Unknown, client.ErrRateLimited},
		"74 needs a look first":          {400, `{"code":74}`, retry.Stop, client.ErrConflict},
		"2 is transient":                 {500, `{"code":2}`, retry.Unknown, client.ErrServer},
		"108 is a money operation":       {500, `{"code":108}`, retry.Unknown, client.ErrServer},
		"hard decline with 500":          {500, `{"code":66,"transaction_error":"credit_card_expired"}`, retry.Stop, client.ErrServer},
		"soft decline with 500":          {500, `{"code":66,"transaction_error":"insufficient_funds"}`, retry.Stop, client.ErrServer},
		"unknown reason with 500":        {500, `{"code":66,"transaction_error":"brand_new"}`, retry.Unknown, client.ErrServer},
		"77 is declined":                 {400, `{"code":77}`, retry.Stop, billwerk.ErrDeclined},
		"147 is declined":                {400, `{"code":147}`, retry.Stop, billwerk.ErrDeclined},
		"141 too many settles":           {400, `{"code":141}`, retry.Stop, client.ErrConflict},
		"71 with the status of the list": {404, `{"code":71}`, retry.Unknown, client.ErrNotFound},
		"71 with the status of a page":   {400, `{"code":71}`, retry.Unknown, client.ErrNotFound},
		"an unknown code":                {418, `{"code":4711}`, retry.Unknown, client.ErrInvalid},
		"no code":                        {403, `{}`, retry.Unknown, client.ErrForbidden},
		"405 has no body":                {405, ``, retry.Unknown, client.ErrInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := refusal(t, tc.status, tc.body)
			e, ok := errors.AsType[interface {
				error
				RetryVerdict() retry.Verdict
			}](err)
			require.True(t, ok)
			assert.Equal(t, tc.want, e.RetryVerdict())
			require.ErrorIs(t, err, tc.class)
		})
	}
}

// 77 and 147 are neither an invalid request nor a conflict.
func TestDeclinedClass(t *testing.T) {
	t.Parallel()
	for _, code := range []int{77, 147} {
		err := refusal(t, 400, fmt.Sprintf(`{"code":%d}`, code))
		for _, class := range []error{client.ErrInvalid, client.ErrConflict, client.ErrServer, client.ErrOutcomeUnknown} {
			assert.NotErrorIs(t, err, class)
		}
	}
	err := refusal(t, 400, `{"code":147}`)
	declined, ok := errors.AsType[*billwerk.DeclinedError](err)
	require.True(t, ok)
	assert.Equal(t, billwerk.DeclineHard, declined.DeclineClass(), "147 is to be treated as a hard decline")
}

// Both spellings of the request id, and the header where the body has none.
func TestRequestID(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"code":9,"request_id":"a"}`:                  "a",
		`{"code":9,"request-id":"b"}`:                  "b",
		`{"code":9,"request-id":"b","request_id":"a"}`: "a",
		`{"code":9,"request_id":""}`:                   "h",
		`{"code":9}`:                                   "h",
		`<html>`:                                       "h",
		``:                                             "h",
	} {
		err := refusal(t, 404, body, "Request-Id", "h")
		e, ok := errors.AsType[*billwerk.Error](err)
		require.True(t, ok)
		assert.Equal(t, want, e.RequestID, body)
	}
}

// One field of a wrong type doesn't cost the others, and no body is too strange.
func TestStrangeBodies(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		body    string
		code    billwerk.Code
		message string
	}{
		"code as text":       {`{"code":"9","error":"Customer not found"}`, 9, "Customer not found"},
		"code as object":     {`{"code":{},"error":"Customer not found"}`, 0, "Customer not found"},
		"huge code":          {`{"code":99999999999999999999,"error":"x"}`, 0, "x"},
		"fraction":           {`{"code":9.5,"error":"x"}`, 0, "x"},
		"error as number":    {`{"code":9,"error":17}`, 9, "17"},
		"error as list":      {`{"code":9,"error":["x"]}`, 9, "Customer not found"},
		"null fields":        {`{"code":9,"error":null,"message":null,"request_id":null}`, 9, "Customer not found"},
		"bad timestamp":      {`{"code":9,"error":"x","timestamp":"yesterday"}`, 9, "x"},
		"other case":         {`{"Code":9,"ERROR":"x"}`, 9, "x"},
		"escapes":            {`{"code":9,"error":"a\u0007\"b"}`, 9, "a\a\"b"},
		"truncated":          {`{"code":9,"error":"Custo`, 0, ""},
		"list":               {`[{"code":9}]`, 0, ""},
		"text":               {`"no"`, 0, ""},
		"null":               {`null`, 0, ""},
		"html":               {`<html><body>502</body></html>`, 0, ""},
		"empty":              {``, 0, ""},
		"trailing junk":      {`{"code":9} junk`, 0, ""},
		"byte order mark":    {"\xef\xbb\xbf" + `{"code":9,"error":"x"}`, 9, "x"},
		"zero code":          {`{"code":0}`, 0, ""},
		"invalid UTF-8 text": {"{\"code\":9,\"error\":\"a\xffb\"}", 9, "a\ufffdb"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := refusal(t, 404, tc.body)
			e, ok := err.(*billwerk.Error) //nolint:errorlint // the outermost type is the point
			require.True(t, ok, "%T", err)
			assert.Equal(t, tc.code, e.ErrorCode)
			assert.Equal(t, tc.message, e.Message)
			assert.Equal(t, tc.body, string(e.Body))
			require.ErrorIs(t, err, client.ErrNotFound)
		})
	}
}

// Error texts are bounded, single lines, and hold no secret.
func TestErrorText(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 5000)
	body := fmt.Sprintf(`{"code":77,"error":"%[1]s %[2]s","message":"a\nb","transaction_error":"%[1]s","request_id":"%[1]s","path":"/%[1]s"}`, long, testKey)
	err := refusal(t, 400, body)
	encoded, jsonErr := json.Marshal(err)
	require.NoError(t, jsonErr)
	for _, text := range []string{err.Error(), fmt.Sprintf("%v", err), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err), string(encoded)} {
		assert.Less(t, len(text), 2048)
		assert.NotContains(t, text, "\n")
		assert.NotContains(t, text, testKey)
	}
	e, ok := errors.AsType[*billwerk.Error](err)
	require.True(t, ok)
	assert.NotContains(t, e.ErrorMessage, testKey)
	assert.NotContains(t, string(e.Body), testKey)
}

// The limits refuse before anything is processed, so even a write that must not
// be doubled is sent again; and the refusal reaches the right limiter.
func TestThrottleIsRepeated(t *testing.T) {
	t.Parallel()
	for _, code := range []int{122, 123} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c, transport := apiOf(t, inTurn(
					says(http.StatusTooManyRequests, fmt.Sprintf(`{"code":%d}`, code)),
					says(http.StatusOK, `{"id":"ca_1","state":"active"}`),
				))
				_, err := c.PaymentMethods.Inactivate(t.Context(), "ca_1")
				require.NoError(t, err)
				assert.Equal(t, 2, transport.Count())
			})
		})
	}
}

// A 429 without the documented codes may come from anywhere, so that a write is
// not repeated for it, and a read is.
func TestUnknownThrottle(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, transport := apiOf(t, says(http.StatusTooManyRequests, "slow down"))
		_, err := c.PaymentMethods.Inactivate(t.Context(), "ca_1")
		require.ErrorIs(t, err, client.ErrRateLimited)
		assert.Equal(t, 1, transport.Count())
		_, err = c.PaymentMethods.Get(t.Context(), "ca_1", client.WithMaxAttempts(2))
		require.ErrorIs(t, err, client.ErrRateLimited)
		assert.Equal(t, 3, transport.Count())
	})
}

// The table of statuses on the page "errors", for answers without a body.
func TestStatuses(t *testing.T) {
	t.Parallel()
	for status, class := range map[int]error{
		400: client.ErrInvalid, 401: client.ErrUnauthorized, 403: client.ErrForbidden, 404: client.ErrNotFound,
		405: client.ErrInvalid, 422: client.ErrInvalid, 429: client.ErrRateLimited,
		500: client.ErrServer, 501: client.ErrServer, 502: client.ErrServer, 503: client.ErrServer, 504: client.ErrServer,
	} {
		err := refusal(t, status, "")
		e, ok := err.(*billwerk.Error) //nolint:errorlint // the outermost type is the point
		require.True(t, ok, "%T", err)
		assert.Equal(t, status, e.StatusCode)
		require.ErrorIs(t, err, class)
	}
}
