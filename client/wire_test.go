package client_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// What net/http tells of its connections, over both protocols and through a
// proxy: a write that can't have left is repeated, and one that may have been
// processed is sent once and reported as such.
func TestWritesOverRealConnections(t *testing.T) {
	t.Parallel()
	good := func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, goodWidget) }
	drop := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	hangUp := func(_ http.ResponseWriter, r *http.Request) {
		if conn, ok := r.Context().Value(connKey{}).(net.Conn); ok {
			_ = conn.Close()
		}
	}
	cases := map[string]struct {
		http2     bool
		handler   http.HandlerFunc
		transport func(*http.Transport, *httptest.Server)
		processed int64
		unknown   bool
		final     bool // not repeated, because it won't mend
	}{
		"HTTP/1.1, lost after processing": {handler: drop, processed: 1, unknown: true},
		"HTTP/2, lost after processing":   {http2: true, handler: drop, processed: 1, unknown: true},
		"HTTP/2, connection lost":         {http2: true, handler: hangUp, processed: 1, unknown: true},
		"HTTP/1.1, answered":              {handler: good, processed: 1},
		"HTTP/2, answered":                {http2: true, handler: good, processed: 1},
		"nobody listens": {transport: func(tr *http.Transport, _ *httptest.Server) {
			tr.DialContext = func(context.Context, string, string) (net.Conn, error) { return nil, errRefused }
		}},
		"the handshake fails": {http2: true, transport: func(_ *http.Transport, srv *httptest.Server) {
			srv.TLS.Certificates = nil
			srv.TLS.GetCertificate = func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return nil, errors.New("no certificate") }
		}},
		"the certificate isn't trusted": {final: true, transport: func(tr *http.Transport, _ *httptest.Server) { tr.TLSClientConfig = nil }},
		"the proxy refuses": {transport: func(tr *http.Transport, srv *httptest.Server) {
			tr.Proxy = func(*http.Request) (*url.URL, error) {
				u, err := url.Parse(srv.URL)
				u.User = url.UserPassword("me", "hunter2")
				return u, err
			}
		}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var processed atomic.Int64
			srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodConnect {
					w.WriteHeader(http.StatusForbidden)
					return
				}
				processed.Add(1)
				tc.handler(w, r)
			}))
			srv.EnableHTTP2 = tc.http2
			srv.Config.ConnContext = func(ctx context.Context, c net.Conn) context.Context {
				return context.WithValue(ctx, connKey{}, c)
			}
			srv.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
			srv.StartTLS()
			t.Cleanup(srv.Close)
			transport, ok := srv.Client().Transport.(*http.Transport)
			require.True(t, ok)
			if tc.transport != nil {
				tc.transport(transport, srv)
			}
			c := acme(t, transport, client.WithBaseURL(srv.URL),
				client.WithRetry(retry.Policy{MaxAttempts: 2, BaseDelay: -1}))
			_, err := create(t.Context(), c)
			assert.Equal(t, tc.processed, processed.Load())
			assert.Equal(t, tc.unknown, errors.Is(err, client.ErrOutcomeUnknown), "%v", err)
			assert.Equal(t, tc.processed == 0, errors.Is(err, retry.ErrAttemptsExhausted) || tc.final, "%v", err)
		})
	}
}

type connKey struct{}

// A write that waits for a connection until its time is up has not left.
func TestConnectionNeverComes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		end := make(chan struct{}) // net/http lets a dial outlive its request
		defer close(end)
		transport := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
			<-end
			return nil, errRefused
		}}
		_, err := create(t.Context(), acme(t, transport), client.WithMaxAttempts(2))
		require.ErrorIs(t, err, retry.ErrAttemptsExhausted)
		require.NotErrorIs(t, err, client.ErrOutcomeUnknown)

		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = create(ctx, acme(t, transport))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.NotErrorIs(t, err, client.ErrOutcomeUnknown)
	})
}

// grantingLimiter ends the caller's context while it grants the turn.
type grantingLimiter struct{ leave func() }

func (l grantingLimiter) Acquire(context.Context) (func(retry.Outcome), error) {
	l.leave()
	return func(retry.Outcome) {}, nil
}

// So has one whose caller leaves before the transport has seen it.
func TestCallerLeavesBeforeTheTransport(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	s := steps(says(200, goodWidget))
	_, err := create(ctx, acme(t, s, client.WithLimiter(grantingLimiter{cancel})))
	require.ErrorIs(t, err, context.Canceled)
	require.NotErrorIs(t, err, client.ErrOutcomeUnknown)
	assert.Zero(t, s.count())
}
