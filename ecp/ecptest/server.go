package ecptest

import (
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/ecp"
)

// Server is a [Fake] on loopback. Its Script, from clienttest.Server, makes
// things go wrong on the way:
//
//	s := ecptest.NewServer(t)
//	s.Script.Match("POST", "/Clip").Next(clienttest.DropAfter())
//	c := s.Client(t)
type Server struct {
	*Fake
	*clienttest.Server
}

// NewServer starts a fake on loopback. It is closed when the test ends.
func NewServer(t clienttest.TB, opts ...Option) *Server {
	t.Helper()
	fake := NewFake(opts...)
	return &Server{Fake: fake, Server: clienttest.NewServer(t, fake)}
}

// Client makes a client of the server with the credentials and wire names of
// its fake. Its connections are closed when the test ends.
func (s *Server) Client(t clienttest.TB, opts ...client.Option) *ecp.Client {
	t.Helper()
	c, err := ecp.NewFromConfig(s.Config(), append([]client.Option{client.WithBaseURL(s.URL)}, opts...)...)
	if err != nil {
		t.Fatalf("ecptest: make a client: %v", err)
	}
	t.Cleanup(c.CloseIdleConnections)
	return c
}
