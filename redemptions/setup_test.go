package redemptions_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
)

const account = redemptionstest.AccountID

// inMemory connects a client with a fake, without a socket, so that it works in a
// synctest bubble.
func inMemory(t *testing.T, fake *redemptionstest.Fake, opts ...client.Option) (*redemptions.Client, *clienttest.Transport) {
	t.Helper()
	wire := clienttest.NewTransport(fake)
	t.Cleanup(func() { require.NoError(t, wire.Close()) })
	opts = append([]client.Option{client.WithTransport(wire)}, opts...)
	c, err := redemptions.New(redemptions.Credentials{Key: redemptionstest.Key, Secret: redemptionstest.Secret}, opts...)
	require.NoError(t, err)
	return c, wire
}

func order(reference string) *redemptions.PaymentCreateParams {
	return &redemptions.PaymentCreateParams{
		Amount: redemptions.NewCents(25900), CurrencyCode: "DZAR", AccountID: account,
		Reference: reference, ReturnURL: "https://shop.example/return", CountryCode: "ZA",
	}
}
