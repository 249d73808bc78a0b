package redemptions_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/redemptions"
)

// Pages "Overview" (base URLs) and "User Payment Pages".
func TestEnvironments(t *testing.T) {
	t.Parallel()
	const id = "04cc1ca5-3d37-4736-a39a-b2de97ae20a8"
	assert.Equal(t, "https://api.staging.6dot50.com/za/redemptions", redemptions.Test.BaseURL())
	assert.Equal(t, "https://api.6dot50.com/za/redemptions", redemptions.Production.BaseURL())
	assert.Equal(t, "https://secure.staging.6dot50.com/payment?id="+id, redemptions.PaymentURL(redemptions.Test, id))
	assert.Equal(t, "https://secure.6dot50.com/payment?id="+id, redemptions.PaymentURL(redemptions.Production, id))
	assert.Equal(t, "https://secure.6dot50.com/payment?id=a%26b%3D1", redemptions.PaymentURL(redemptions.Production, "a&b=1"))
	assert.Empty(t, redemptions.PaymentURL("nowhere", id))
	assert.Empty(t, redemptions.PaymentURL(redemptions.Test, ""))

	creds := redemptions.Credentials{Key: "k", Secret: "s"}
	c, err := redemptions.New(creds)
	require.NoError(t, err)
	assert.Equal(t, redemptions.Production.BaseURL(), c.Core().BaseURL())
	_, err = redemptions.New(creds, client.WithBaseURL(redemptions.Environment("nowhere").BaseURL()))
	assert.ErrorIs(t, err, client.ErrInvalid)
}

// POST /payments: id is appended to the return URL as a parameter.
func TestReturnedPaymentID(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"id=04cc1ca5-3d37-4736-a39a-b2de97ae20a8": "04cc1ca5-3d37-4736-a39a-b2de97ae20a8",
		"order=7&id=04cc1ca5":                     "04cc1ca5",
		"":                                        "",
		"id=":                                     "",
		"id=a&id=b":                               "",
		"id=" + strings.Repeat("a", 65):           "",
		"order=7?id=04cc1ca5-3d37-4736-a39a-b2de97ae": "",
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "https://shop.example/return?"+query, nil)
		id, err := redemptions.ReturnedPaymentID(r)
		assert.Equal(t, want, id, query)
		if want == "" {
			assert.ErrorIs(t, err, client.ErrInvalid, query)
		} else {
			assert.NoError(t, err, query)
		}
	}
}
