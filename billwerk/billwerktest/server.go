package billwerktest

import (
	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// Server is a [Fake] on loopback. Faults are scripted with its Script; its Log
// holds the requests.
type Server struct {
	*clienttest.Server
	*Fake
}

// NewServer starts a fake that is closed when the test ends.
func NewServer(t clienttest.TB, opts ...Option) *Server {
	t.Helper()
	fake := NewFake(opts...)
	return &Server{Server: clienttest.NewServer(t, fake), Fake: fake}
}

// Client makes a client of the server with [PrivateKey]. It keeps the documented
// limits unless an option changes them. It fails the test if an option is wrong.
func (s *Server) Client(t clienttest.TB, opts ...client.Option) *billwerk.Client {
	t.Helper()
	c, err := billwerk.New(billwerk.Credentials{PrivateKey: PrivateKey},
		append([]client.Option{client.WithBaseURL(s.URL)}, opts...)...)
	if err != nil {
		t.Fatalf("billwerktest: %v", err)
	}
	t.Cleanup(c.CloseIdleConnections)
	return c
}
