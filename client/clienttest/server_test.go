package clienttest_test

import (
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// fetch makes a GET request and reads the answer.
func fetch(t *testing.T, c *http.Client, url string) (string, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	res, err := c.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return string(body), err
}

func hello(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") }

func TestServerCountsConnections(t *testing.T) {
	t.Parallel()
	server := clienttest.NewServer(t, http.HandlerFunc(hello))
	for range 3 {
		body, err := fetch(t, server.Client(), server.URL)
		require.NoError(t, err)
		assert.Equal(t, "hello", body)
	}
	assert.Equal(t, 3, server.Count())
	assert.Len(t, server.Requests(), 3)
	assert.Equal(t, 1, server.Connections(), "kept alive")
	assert.Equal(t, 1, server.OpenConnections())

	server.CloseConnections()
	assert.Eventually(t, func() bool { return server.OpenConnections() == 0 }, 5*time.Second, time.Millisecond)
	body, err := fetch(t, server.Client(), server.URL)
	require.NoError(t, err)
	assert.Equal(t, "hello", body)
	assert.Equal(t, 2, server.Connections())
}

// Close ends handlers that hang, and the requests of their clients.
func TestServerCloseUnderHangingHandlers(t *testing.T) {
	t.Parallel()
	server := clienttest.NewServer(t, http.HandlerFunc(hello))
	arrived := make(chan struct{})
	server.Script.Always(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			arrived <- struct{}{}
			clienttest.Hang()(next).ServeHTTP(w, r)
		})
	})
	failed := make(chan error, 3)
	for range cap(failed) {
		go func() {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, nil)
			if err == nil {
				_, err = server.Client().Do(req)
			}
			failed <- err
		}()
		<-arrived
	}
	server.Close()
	assert.Zero(t, server.OpenConnections(), "else Close has given up on them")
	for range cap(failed) {
		require.Error(t, <-failed)
	}
	_, err := fetch(t, server.Client(), server.URL)
	require.Error(t, err, "nobody listens")
	server.Close() // twice is fine
}

// Close reaches a handler that hasn't read its body, whom net/http doesn't tell
// that the connection is gone.
func TestServerCloseEndsContexts(t *testing.T) {
	t.Parallel()
	arrived := make(chan struct{})
	server := clienttest.NewServer(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
	}))
	failed := make(chan error, 1)
	go func() {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, strings.NewReader("x"))
		if err == nil {
			_, err = server.Client().Do(req)
		}
		failed <- err
	}()
	<-arrived
	server.Close()
	require.Error(t, <-failed)
	assert.Zero(t, server.OpenConnections())
}

// A handler that outlives the server is a failure of the test.
func TestServerReportsDeafHandlers(t *testing.T) {
	t.Parallel()
	tb := &spy{}
	release := make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	server := clienttest.NewServer(tb, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		cancel() // the client leaves when its request has arrived
		<-release
	}))
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
	require.NoError(t, err)
	_, err = server.Client().Do(req)
	require.ErrorIs(t, err, context.Canceled)
	tb.finish()
	close(release)
	assert.Contains(t, tb.said(), "1 connections of the server at "+server.URL+" were still open")
}

// A bug in a handler is told to the test that it belongs to.
func TestServerLogsPanics(t *testing.T) {
	t.Parallel()
	tb := &spy{}
	server := clienttest.NewServer(tb, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("a bug") }))
	_, err := fetch(t, server.Client(), server.URL)
	require.Error(t, err)
	tb.finish()
	assert.Contains(t, tb.logged(), "a bug")
	assert.Empty(t, tb.said())
}

func TestTLSServer(t *testing.T) {
	t.Parallel()
	server := clienttest.NewTLSServer(t, http.HandlerFunc(hello))
	assert.True(t, strings.HasPrefix(server.URL, "https://127.0.0.1:"))
	body, err := fetch(t, server.Client(), server.URL)
	require.NoError(t, err)
	assert.Equal(t, "hello", body)

	own := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: server.CertPool(), MinVersion: tls.VersionTLS12}}
	defer own.CloseIdleConnections()
	body, err = fetch(t, &http.Client{Transport: own}, server.URL)
	require.NoError(t, err)
	assert.Equal(t, "hello", body)

	stranger := &http.Transport{}
	defer stranger.CloseIdleConnections()
	_, err = fetch(t, &http.Client{Transport: stranger}, server.URL)
	var unknown *tls.CertificateVerificationError
	require.ErrorAs(t, err, &unknown, "only those who have the pool trust it")

	server.Script.Next(clienttest.DropAfter())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, strings.NewReader("x"))
	require.NoError(t, err)
	_, err = server.Client().Do(req)
	require.Error(t, err, "faults work over TLS")
}
