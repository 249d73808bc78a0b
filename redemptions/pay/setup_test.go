package pay_test

import (
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
	"github.com/vendorkit/vendorkit-go/redemptions/pay/paytest"
	samples "github.com/vendorkit/vendorkit-go/redemptions/pay/testdata"
)

// prefix is a path in the base URL, which must survive.
const prefix = "/za/pay"

// inMemory connects a client with a fake, without a socket.
func inMemory(t *testing.T, fake *paytest.Fake, opts ...client.Option) (*pay.Client, *clienttest.Transport) {
	t.Helper()
	wire := clienttest.NewTransport(http.StripPrefix(prefix, fake))
	t.Cleanup(func() { require.NoError(t, wire.Close()) })
	opts = append([]client.Option{client.WithBaseURL("https://pay.example" + prefix), client.WithTransport(wire)}, opts...)
	c, err := pay.New(pay.Credentials{Key: paytest.Key, Secret: paytest.Secret}, opts...)
	require.NoError(t, err)
	return c, wire
}

// sample answers requests with a sample.
func sample(name string) clienttest.Fault {
	return clienttest.Answer(http.StatusOK, "application/json", string(samples.Read(name)))
}

// readFirst reads the request, so that the log has its body although the next
// handler doesn't look at it.
func readFirst(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		next.ServeHTTP(w, r)
	})
}

func stipends() *pay.PaymentAddParams {
	return &pay.PaymentAddParams{ClearExisting: true, Payments: []*pay.NewPayment{
		{MSISDN: "27715550101", Amount: "400.00", FirstName: "Thandi", LastName: "M.", ExternalID: "st-0301"},
		{MSISDN: "27715550102", Amount: "450.50", ExternalID: "st-0302"},
		{MSISDN: "27715550103", Amount: "400.00", ExternalID: "st-0303"},
	}}
}
