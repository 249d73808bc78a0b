package client

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// deadable is a connection that a router may forget: from then on nothing
// arrives, and nobody is told.
type deadable struct {
	net.Conn
	dead *atomic.Bool
}

func (c deadable) Write(p []byte) (int, error) {
	if c.dead.Load() {
		return len(p), nil
	}
	return c.Conn.Write(p)
}

// pipes is a listener without sockets.
type pipes struct {
	conns chan net.Conn
	close func()
}

func newPipes() *pipes {
	p := &pipes{conns: make(chan net.Conn)}
	p.close = sync.OnceFunc(func() { close(p.conns) })
	return p
}

func (p *pipes) Accept() (net.Conn, error) {
	if conn, ok := <-p.conns; ok {
		return conn, nil
	}
	return nil, net.ErrClosed
}

func (p *pipes) Close() error   { p.close(); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 443} }

// All HTTP/2 requests share one connection, repeated ones too. If it is dead, all
// of them would fail until the system gives it up, after a quarter of an hour.
func TestDeadHTTP2ConnectionIsReplaced(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		listener := newPipes()
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, `{"proto":"`+r.Proto+`"}`)
		}))
		_ = server.Listener.Close()
		server.Listener, server.EnableHTTP2 = listener, true
		server.StartTLS()

		transport := newTransport()
		transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // There is nothing to protect.
		dials, dead := 0, new(atomic.Bool)
		transport.DialContext = func(context.Context, string, string) (net.Conn, error) {
			dials++
			ours, theirs := net.Pipe()
			listener.conns <- theirs
			dead = new(atomic.Bool)
			return deadable{ours, dead}, nil
		}
		c, err := New(Profile{Vendor: "acme", BaseURL: "https://127.0.0.1"}, WithTransport(transport))
		require.NoError(t, err)
		get := func() time.Duration {
			start := time.Now()
			var out struct{ Proto string }
			require.NoError(t, c.Do(t.Context(), http.MethodGet, "/", nil, nil, &out))
			assert.Equal(t, "HTTP/2.0", out.Proto)
			return time.Since(start)
		}
		get()
		get()
		assert.Equal(t, 1, dials)
		dead.Store(true)
		assert.Less(t, get(), 30*time.Second)
		assert.Equal(t, 2, dials)
		transport.CloseIdleConnections()
		server.Close()
	})
}
