package clienttest

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// closeLimit bounds how long the end of a test waits for what should be over.
const closeLimit = 5 * time.Second

// Server is a server on loopback with a [Log] and a [Script] in front of its
// handler. Use it where sockets matter: connection reuse, resets, TLS. Where
// time matters, use [Transport].
type Server struct {
	URL    string  // such as http://127.0.0.1:40123, without a slash at the end
	Script *Script // decides which fault meets which request; empty at first
	Log    *Log    // the requests that came in, faulty ones too

	http     *http.Server
	client   *http.Client
	pool     *x509.CertPool
	leave    context.CancelFunc // ends the context of every request
	closed   sync.Once
	mu       sync.Mutex
	open     map[net.Conn]struct{}
	accepted int
	over     bool // nothing may be logged to the test any more
}

// NewServer starts a server over a handler. It is closed when the test ends.
func NewServer(tb TB, h http.Handler) *Server {
	tb.Helper()
	return start(tb, h, nil)
}

// NewTLSServer is [NewServer] with https and a certificate that only
// [Server.Client] and [Server.CertPool] trust.
func NewTLSServer(tb TB, h http.Handler) *Server {
	tb.Helper()
	cert, err := selfSigned()
	if err != nil {
		tb.Fatalf("clienttest: make a certificate: %v", err)
	}
	return start(tb, h, cert)
}

func start(tb TB, h http.Handler, cert *tls.Certificate) *Server {
	tb.Helper()
	listener, err := listen()
	if err != nil {
		tb.Fatalf("clienttest: listen on loopback: %v", err)
	}
	s := &Server{
		URL: "http://" + listener.Addr().String(), Script: NewScript(), Log: new(Log),
		pool: x509.NewCertPool(), open: map[net.Conn]struct{}{},
	}
	tlsConfig := &tls.Config{RootCAs: s.pool, MinVersion: tls.VersionTLS12}
	if cert != nil {
		s.URL = "https://" + listener.Addr().String()
		s.pool.AddCert(cert.Leaf)
		listener = tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{*cert}, MinVersion: tls.VersionTLS12})
	}
	ctx, leave := context.WithCancel(context.Background())
	s.leave = leave
	s.client = &http.Client{Transport: &http.Transport{TLSClientConfig: tlsConfig, MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Minute}}
	s.http = &http.Server{
		Handler: s.Log.Wrap(s.Script.Wrap(h)), ReadHeaderTimeout: time.Minute,
		ConnState: s.track, BaseContext: func(net.Listener) context.Context { return ctx },
		ErrorLog: log.New(testLog{tb, s}, "", 0),
	}
	tb.Cleanup(func() {
		tb.Helper()
		if left := s.shutdown(); left > 0 {
			tb.Errorf("clienttest: %d connections of the server at %s were still open %v after it was closed: does a handler ignore its context?", left, s.URL, closeLimit)
		}
	})
	go func() { // ends when shutdown closes the listener
		if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			tb.Errorf("clienttest: serve: %v", err)
		}
	}()
	return s
}

// Requests gives the requests so far: [Log.Requests].
func (s *Server) Requests() []Recorded { return s.Log.Requests() }

// Count counts the requests so far: [Log.Count].
func (s *Server) Count() int { return s.Log.Count() }

// Connections counts the connections accepted so far.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.accepted
}

// OpenConnections counts the connections that are open now, idle ones too.
func (s *Server) OpenConnections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.open)
}

// CloseConnections closes all connections, those in use too, and goes on
// listening.
func (s *Server) CloseConnections() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for conn := range s.open {
		_ = conn.Close()
	}
}

// Close ends the server and its connections, under handlers that hang too. It
// waits at most 5 s. A test need not call it.
func (s *Server) Close() { s.shutdown() }

// Client gives a client that trusts the server's certificate and keeps up to 64
// idle connections. They are closed with the server.
func (s *Server) Client() *http.Client { return s.client }

// CertPool gives the pool that holds the server's certificate, if it has one.
func (s *Server) CertPool() *x509.CertPool { return s.pool }

// shutdown closes the server once, and counts the connections that it couldn't
// close within closeLimit.
func (s *Server) shutdown() (left int) {
	s.closed.Do(func() {
		_ = s.http.Close()
		s.leave() // a handler that hasn't read its body doesn't notice a closed connection
		s.client.CloseIdleConnections()
	})
	// A connection counts as open until its handler has returned.
	poll(func() bool {
		s.CloseConnections() // one may have been accepted while http.Close was at work
		left = s.OpenConnections()
		return left == 0
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
	return left
}

// track keeps the books of connections.
func (s *Server) track(conn net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch state {
	case http.StateNew:
		s.accepted++
		s.open[conn] = struct{}{}
	case http.StateClosed, http.StateHijacked:
		delete(s.open, conn)
	}
}

// testLog hands what net/http's server has to say, such as a handler's panic, to
// the test as long as that is allowed.
type testLog struct {
	tb     TB
	server *Server
}

func (l testLog) Write(p []byte) (int, error) {
	l.server.mu.Lock()
	defer l.server.mu.Unlock()
	if !l.server.over {
		l.tb.Logf("clienttest: server: %s", p)
	}
	return len(p), nil
}

// listen opens a port on loopback.
func listen() (net.Listener, error) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return net.Listen("tcp6", "[::1]:0")
	}
	return listener, nil
}

// poll asks until the answer is yes, at most for closeLimit, and gives the last
// answer. It asks less and less often, up to every 64 ms.
func poll(done func() bool) bool {
	deadline := time.NewTimer(closeLimit)
	defer deadline.Stop()
	for pause := time.Millisecond; !done(); pause = min(2*pause, 64*time.Millisecond) {
		tick := time.NewTimer(pause)
		select {
		case <-tick.C:
		case <-deadline.C:
			tick.Stop()
			return done()
		}
	}
	return true
}
