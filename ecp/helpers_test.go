package ecp_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/ecp"
	"github.com/vendorkit/vendorkit-go/ecp/ecptest"
)

const memoryURL = "http://127.0.0.1:1" // nothing listens there, or is dialled

// inMemory connects a client with a handler, without a socket.
func inMemory(t *testing.T, h http.Handler, config ecp.Config, opts ...client.Option) (*ecp.Client, *clienttest.Transport) {
	t.Helper()
	wire := clienttest.NewTransport(h)
	t.Cleanup(func() { require.NoError(t, wire.Close()) })
	c, err := ecp.NewFromConfig(config, append([]client.Option{client.WithBaseURL(memoryURL), client.WithTransport(wire)}, opts...)...)
	require.NoError(t, err)
	return c, wire
}

// withFake connects a client with a fake.
func withFake(t *testing.T, opts ...ecptest.Option) (*ecp.Client, *ecptest.Fake, *clienttest.Transport) {
	t.Helper()
	fake := ecptest.NewFake(opts...)
	c, wire := inMemory(t, fake, fake.Config())
	return c, fake, wire
}

// login answers every login with this body, and hands the rest on.
func login(body string, rest http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/Authenticate" {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, body)
			return
		}
		rest(w, r)
	})
}

// answering answers everything with this body.
func answering(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

var someone = ecp.Config{Credentials: ecp.Credentials{Username: "harvest-foods-api", Password: "planted-password-1"}}

const (
	tokenAnswer = `{"Code":1000,"Message":"Success","Data":{"Token":"planted-token-1"}}`
	noCoupons   = `{"Code":1000,"Data":{"Page":1,"ResultsPerPage":100,"TotalCoupons":0,"Coupons":[]}}`
)

// sent counts the requests to a path.
func sent(wire *clienttest.Transport, path string) int {
	n := 0
	for _, r := range wire.Requests() {
		if strings.HasSuffix(r.Path, path) {
			n++
		}
	}
	return n
}
