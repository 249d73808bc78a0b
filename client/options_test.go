package client_test

import (
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

func TestOptionsRefuseNonsense(t *testing.T) {
	t.Parallel()
	bad := map[string]client.Option{
		"nil option":            nil,
		"http elsewhere":        client.WithBaseURL("http://api.acme.test"),
		"no scheme":             client.WithBaseURL("api.acme.test"),
		"no host":               client.WithBaseURL("https://"),
		"password in URL":       client.WithBaseURL("https://user:hunter2@api.acme.test"),
		"unparsable password":   client.WithBaseURL("https://user:hunter2%zz@api.acme.test"),
		"query":                 client.WithBaseURL("https://api.acme.test?token=hunter2"),
		"other scheme":          client.WithBaseURL("ftp://api.acme.test"),
		"nil client":            client.WithHTTPClient(nil),
		"nil transport":         client.WithTransport(nil),
		"negative max delay":    client.WithRetry(retry.Policy{MaxDelay: -1}),
		"nil limiter":           client.WithLimiter(nil),
		"nil breaker":           client.WithBreaker(nil),
		"nil logger":            client.WithLogger(nil),
		"nil observer":          client.WithObserver(nil),
		"nil middleware":        client.WithMiddleware(nil),
		"middleware gives nil":  client.WithMiddleware(func(http.RoundTripper) http.RoundTripper { return nil }),
		"agent with line break": client.WithUserAgent("x\r\ny"),
		"no bytes":              client.WithMaxResponseBytes(0),
		"too many bytes":        client.WithMaxResponseBytes(2 << 30),
		"nil store":             client.WithTokenStore(nil),
		"nil authenticator":     client.WithAuthenticator(nil),
	}
	for name, opt := range bad {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := client.New(acmeProfile(), opt)
			require.ErrorIs(t, err, client.ErrInvalid)
			assert.NotContains(t, err.Error(), "hunter2")
		})
	}
	good := []string{"http://127.0.0.1:8080", "http://localhost", "http://[::1]:1", "https://host/prefix/"}
	for _, u := range good {
		_, err := client.New(acmeProfile(), client.WithBaseURL(u))
		require.NoError(t, err, u)
	}
}

func TestCallOptionsRefuseNonsense(t *testing.T) {
	t.Parallel()
	bad := map[string]client.CallOption{
		"nil":             nil,
		"empty key":       client.WithIdempotencyKey(""),
		"no attempts":     client.WithMaxAttempts(0),
		"no time":         client.WithAttemptTimeout(0),
		"authorization":   client.WithHeader("authorization", "x"),
		"host":            client.WithHeader("Host", "x"),
		"header break":    client.WithHeader("X-A", "b\r\nc"),
		"header name":     client.WithHeader("X A", "b"),
		"no response":     client.WithResponse(nil),
		"idempotency key": client.WithHeader("Idempotency-Key", "x"),
	}
	for name, opt := range bad {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := steps(says(200, goodWidget))
			_, err := get(t.Context(), acme(t, s), opt)
			require.ErrorIs(t, err, client.ErrInvalid)
			assert.Zero(t, s.count())
		})
	}
}

// The zero option set is safe, and every option reaches the wire.
func TestOptionsReachTheWire(t *testing.T) {
	t.Parallel()
	s := steps(says(200, goodWidget))
	var order []string
	mark := func(name string) func(http.RoundTripper) http.RoundTripper {
		return func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				order = append(order, name)
				return next.RoundTrip(r)
			})
		}
	}
	c := acme(t, s, client.WithBaseURL("https://proxy.test/acme/"), client.WithUserAgent("shop/1.4"), client.WithMiddleware(mark("a"), mark("b")))
	_, err := get(t.Context(), c, client.WithHeader("x-trace", "1"))
	require.NoError(t, err)
	r := s.requests[0]
	assert.Equal(t, "https://proxy.test/acme/widgets/w1", r.URL.String())
	assert.Equal(t, "shop/1.4 vendorkit-go", r.Header.Get("User-Agent"))
	assert.Equal(t, "application/json", r.Header.Get("Accept"))
	assert.Equal(t, "1", r.Header.Get("X-Trace"))
	assert.Equal(t, []string{"a", "b"}, order)
	assert.Equal(t, "https://proxy.test/acme", c.BaseURL())
}

func TestHTTPClientTimeoutBoundsAnAttempt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		silent := roundTrip(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})
		c, err := client.New(acmeProfile(), client.WithHTTPClient(&http.Client{Transport: silent, Timeout: 7 * time.Second}))
		require.NoError(t, err)
		start := time.Now()
		_, err = get(t.Context(), c, client.WithMaxAttempts(1))
		timeout, ok := errors.AsType[*client.TimeoutError](err)
		require.True(t, ok, "%v", err)
		assert.Equal(t, 7*time.Second, timeout.After)
		assert.Equal(t, 7*time.Second, time.Since(start))
	})
}
