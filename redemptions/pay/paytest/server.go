package paytest

import (
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
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

// Client makes a client of the server with Key and Secret. It fails the test if
// an option is wrong.
func (s *Server) Client(t clienttest.TB, opts ...client.Option) *pay.Client {
	t.Helper()
	c, err := pay.New(pay.Credentials{Key: Key, Secret: Secret},
		append([]client.Option{client.WithBaseURL(s.URL)}, opts...)...)
	if err != nil {
		t.Fatalf("paytest: %v", err)
	}
	t.Cleanup(c.CloseIdleConnections)
	return c
}
