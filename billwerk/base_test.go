package billwerk_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// testKey is the planted credential of these tests.
const testKey = "priv_00112233445566778899aabbccddeeff"

// apiOf is a client over a handler in memory.
func apiOf(t *testing.T, h http.HandlerFunc, opts ...client.Option) (*billwerk.Client, *clienttest.Transport) {
	t.Helper()
	transport := clienttest.NewTransport(h)
	t.Cleanup(func() { require.NoError(t, transport.Close()) })
	opts = append([]client.Option{client.WithTransport(transport)}, opts...)
	c, err := billwerk.New(billwerk.Credentials{PrivateKey: testKey}, opts...)
	require.NoError(t, err)
	return c, transport
}

// says is a handler that always answers the same.
func says(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// inTurn gives each request the next handler, the last one for all further ones.
func inTurn(handlers ...http.HandlerFunc) http.HandlerFunc {
	next := make(chan http.HandlerFunc, len(handlers))
	for _, h := range handlers {
		next <- h
	}
	return func(w http.ResponseWriter, r *http.Request) {
		select {
		case h := <-next:
			h(w, r)
		default:
			handlers[len(handlers)-1](w, r)
		}
	}
}

// refusal is the error of a read that is answered so, without a retry.
func refusal(t *testing.T, status int, body string, header ...string) error {
	t.Helper()
	c, _ := apiOf(t, says(status, body, header...))
	_, err := c.Charges.Get(t.Context(), "o-1", client.WithMaxAttempts(1))
	require.Error(t, err)
	return err
}

// sample is a file of testdata.
func sample(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return strings.TrimSpace(string(data))
}
