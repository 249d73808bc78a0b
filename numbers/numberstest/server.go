package numberstest

import (
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
)

// Server is a Fake on loopback. The embedded clienttest.Server has the URL, the
// requests that came in, and the Script that makes it misbehave.
type Server struct {
	*clienttest.Server
	*Fake
}

// NewServer starts a fake on loopback. It is closed when the test ends.
func NewServer(tb clienttest.TB, opts ...Option) *Server {
	tb.Helper()
	fake := NewFake(opts...)
	return &Server{Server: clienttest.NewServer(tb, fake), Fake: fake}
}

// Client makes a client of the server, with the credentials that it accepts. Its
// idle connections are closed when the test ends.
func (s *Server) Client(tb clienttest.TB, opts ...client.Option) *numbers.Client {
	tb.Helper()
	c, err := numbers.New(s.credentials, append([]client.Option{client.WithBaseURL(s.URL)}, opts...)...)
	if err != nil {
		tb.Fatalf("numberstest: %v", err)
	}
	tb.Cleanup(c.CloseIdleConnections)
	return c
}
