package clienttest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// post sends a body, and closes the answer.
func post(t *testing.T, rt http.RoundTripper, url, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Authorization", "Bearer canary-secret")
	req.Header.Set("Content-Type", "application/json")
	res, err := rt.RoundTrip(req)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
}

func TestLogKeepsRequests(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		transport := clienttest.NewTransport(&shop{})
		start := time.Now()
		transport.Script.Next(clienttest.Delay(time.Minute))
		post(t, transport, "https://vendor.test/a?x=1", requestText)
		post(t, transport, "https://vendor.test/b", "")
		requests := transport.Requests()
		require.Len(t, requests, 2)
		assert.Equal(t, 2, transport.Count())
		assert.Equal(t, "POST", requests[0].Method)
		assert.Equal(t, "/a", requests[0].Path)
		assert.Equal(t, "x=1", requests[0].RawQuery)
		assert.Equal(t, requestText, string(requests[0].Body))
		assert.Equal(t, "Bearer canary-secret", requests[0].Header.Get("Authorization"), "a test may look")
		assert.Equal(t, start, requests[0].At, "of arrival")
		assert.Equal(t, start.Add(time.Minute), requests[1].At)
		transport.Log.Reset()
		assert.Zero(t, transport.Count())
		assert.Empty(t, transport.Requests())
		require.NoError(t, transport.Close())
	})
}

// A log stays small whatever comes in.
func TestLogIsBounded(t *testing.T) {
	t.Parallel()
	transport := clienttest.NewTransport(http.HandlerFunc(readAll))
	const most = 64
	body := strings.Repeat("x", 3*mib/2)
	for range most + 2 {
		post(t, transport, "https://vendor.test/", body)
	}
	total := 0
	for i, r := range transport.Requests() {
		if i < most {
			assert.Len(t, r.Body, mib)
		}
		total += len(r.Body)
	}
	assert.Equal(t, most*mib, total)
	assert.Equal(t, most+2, transport.Count())
}

// readAll reads the whole body.
func readAll(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }

func TestLogCountsBeyondItsBound(t *testing.T) {
	t.Parallel()
	var log clienttest.Log
	h := log.Wrap(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	require.NoError(t, err)
	const bound = 1 << 16
	for range bound + 5 {
		h.ServeHTTP(nil, r)
	}
	assert.Equal(t, bound+5, log.Count())
	assert.Len(t, log.Requests(), bound)
}

func TestRecordedPrintsNoSecrets(t *testing.T) {
	t.Parallel()
	canary := clienttest.NewCanary(t, "canary-secret")
	r := clienttest.Recorded{
		Method: "POST", Path: "/login", RawQuery: "key=canary-secret", Body: []byte("canary-secret"),
		Header: http.Header{"Authorization": {"Bearer canary-secret"}, "Content-Type": {"application/json"}, "X-Request-Id": {"r-1"}},
	}
	const want = `POST /login?[redacted] Content-Type=["application/json"] X-Request-Id=["r-1"] (13 bytes)`
	assert.Equal(t, want, r.String())
	assert.Equal(t, want, fmt.Sprintf("%+v", r))
	assert.Equal(t, want, fmt.Sprintf("%#v", r))
	text, err := json.Marshal(r)
	require.NoError(t, err)
	var out bytes.Buffer
	slog.New(slog.NewJSONHandler(&out, nil)).Info("request", "r", r)
	canary.Check(t, "a recorded request", r, []clienttest.Recorded{r}, text, &out)
}
