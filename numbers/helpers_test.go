package numbers_test

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
	"github.com/vendorkit/vendorkit-go/numbers/testdata"
	"github.com/vendorkit/vendorkit-go/retry"
)

const (
	propertySID = numberstest.PropertySID
	baseURL     = "http://127.0.0.1:1" // nothing listens there, and nothing is dialled
	heldNumber  = "+61255501200"
)

// sample is a file of testdata.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	body, err := testdata.Files.ReadFile(name)
	require.NoError(t, err)
	return body
}

// inMemory connects a client with a fake, without a socket.
func inMemory(t testing.TB, opts ...client.Option) (*numbers.Client, *numberstest.Fake, *clienttest.Transport) {
	t.Helper()
	fake := numberstest.NewFake()
	wire := clienttest.NewTransport(fake)
	t.Cleanup(func() { require.NoError(t, wire.Close()) })
	return newClient(t, wire, numbers.Wire{}, opts...), fake, wire
}

func newClient(t testing.TB, rt http.RoundTripper, wire numbers.Wire, opts ...client.Option) *numbers.Client {
	t.Helper()
	opts = append([]client.Option{
		client.WithBaseURL(baseURL), client.WithTransport(rt), client.WithRetry(retry.Policy{BaseDelay: time.Millisecond}),
	}, opts...)
	c, err := numbers.NewFromConfig(numbers.Config{Credentials: numberstest.Credentials(), Wire: wire}, opts...)
	require.NoError(t, err)
	return c
}

// answering is a client whose every request gets this answer.
func answering(t testing.TB, status int, body string) (*numbers.Client, *clienttest.Transport) {
	t.Helper()
	c, _, wire := inMemory(t)
	wire.Script.Always(clienttest.Answer(status, "application/json", body))
	return c, wire
}

// as is errors.AsType that fails the test.
func as[E error](t testing.TB, err error) E {
	t.Helper()
	e, ok := errors.AsType[E](err)
	require.Truef(t, ok, "%T is not in the chain of %v", e, err)
	return e
}

// isA fails the test if there is no E in the chain.
func isA[E error](t testing.TB, err error) {
	t.Helper()
	_, ok := errors.AsType[E](err)
	require.Truef(t, ok, "%T has no %T in its chain: %v", err, *new(E), err)
}

func unknownOutcome(t testing.TB, err error) {
	t.Helper()
	require.ErrorIs(t, err, client.ErrOutcomeUnknown)
}

func debugLogger(w io.Writer) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))
}
