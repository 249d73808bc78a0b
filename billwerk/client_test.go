package billwerk_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

func TestNew(t *testing.T) {
	t.Parallel()
	c, err := billwerk.New(billwerk.Credentials{PrivateKey: testKey})
	require.NoError(t, err)
	assert.Equal(t, "https://api.frisbii.com", c.Core().BaseURL())
	for name, service := range map[string]any{
		"customers": c.Customers, "subscriptions": c.Subscriptions, "plans": c.Plans, "invoices": c.Invoices,
		"charges": c.Charges, "refunds": c.Refunds, "payment methods": c.PaymentMethods,
		"sessions": c.Sessions, "webhooks": c.Webhooks, "events": c.Events,
	} {
		assert.NotNil(t, service, name)
	}
	c, err = billwerk.New(billwerk.Credentials{PrivateKey: testKey}, client.WithBaseURL(billwerk.BaseURLReepay))
	require.NoError(t, err)
	assert.Equal(t, "https://api.reepay.com", c.Core().BaseURL())
	c.CloseIdleConnections()
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	for name, key := range map[string]auth.Secret{"empty": "", "line end": "priv_1\n", "colon": "priv:1"} {
		_, err := billwerk.New(billwerk.Credentials{PrivateKey: key})
		require.Error(t, err, name)
		if key != "" {
			assert.NotContains(t, err.Error(), key.Reveal())
		} else {
			require.ErrorIs(t, err, client.ErrInvalid, name)
			require.ErrorContains(t, err, "private key", name)
		}
	}
	_, err := billwerk.New(billwerk.Credentials{PrivateKey: testKey}, client.WithBaseURL("http://api.reepay.com"))
	require.ErrorIs(t, err, client.ErrInvalid, "plain HTTP")
}

func TestCredentialsFromEnv(t *testing.T) {
	t.Setenv(billwerk.EnvPrivateKey, testKey)
	credentials, err := billwerk.CredentialsFromEnv()
	require.NoError(t, err)
	assert.Equal(t, testKey, credentials.PrivateKey.Reveal())
	t.Setenv(billwerk.EnvPrivateKey, "")
	_, err = billwerk.CredentialsFromEnv()
	require.ErrorIs(t, err, client.ErrInvalid)
	require.ErrorContains(t, err, "BILLWERK_PRIVATE_KEY")
}

// The credentials print as nothing.
func TestCredentialsDontPrint(t *testing.T) {
	t.Parallel()
	credentials := billwerk.Credentials{PrivateKey: testKey}
	encoded, err := json.Marshal(credentials)
	require.NoError(t, err)
	for _, text := range []string{fmt.Sprint(credentials), fmt.Sprintf("%+v %#v %x", credentials, credentials, credentials), string(encoded)} {
		assert.NotContains(t, text, testKey)
	}
}

// An authenticator of the user's own replaces the key, for example a user token.
func TestUserToken(t *testing.T) {
	t.Parallel()
	token, err := auth.Static(auth.Header("X-Auth-Token"), "the-token")
	require.NoError(t, err)
	c, transport := apiOf(t, says(http.StatusOK, aCharge), client.WithAuthenticator(token))
	_, err = c.Charges.Get(t.Context(), "o-1")
	require.NoError(t, err)
	header := transport.Requests()[0].Header
	assert.Equal(t, "the-token", header.Get("X-Auth-Token"))
	assert.Empty(t, header.Get("Authorization"))
}

// Do reaches an operation that has no method, with the same errors.
func TestDo(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, inTurn(says(http.StatusOK, `{"id":"e1"}`), says(http.StatusNotFound, `{"code":47}`)))
	var event struct {
		ID string `json:"id"`
	}
	require.NoError(t, c.Do(t.Context(), http.MethodGet, "/v1/event/e1", url.Values{"size": {"10"}}, nil, &event))
	assert.Equal(t, "e1", event.ID)
	assert.Equal(t, "/v1/event/e1", transport.Requests()[0].Path)
	assert.Equal(t, "size=10", transport.Requests()[0].RawQuery)
	err := c.Do(t.Context(), http.MethodGet, "/v1/event/e2", nil, nil, &event)
	require.ErrorIs(t, err, client.ErrNotFound)
	var typed *billwerk.Error
	require.ErrorAs(t, err, &typed)
	assert.Equal(t, billwerk.CodeEventNotFound, typed.ErrorCode)
}
