package redemptions

import (
	"net/http"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/wire"
)

// profile is what the core has to know of the vendor. There are no limiters: the
// vendor publishes no rate limit and documents no 429.
func profile(credentials Credentials) client.Profile {
	return client.Profile{
		Vendor:  Vendor,
		BaseURL: Production.BaseURL(),
		Account: credentials.Key,
		Secrets: []auth.Secret{credentials.Secret},
		Auth: func(c *client.Client) (auth.Authenticator, error) {
			return wire.Authenticator(c, &opLogin, credentials.Key, credentials.Secret)
		},
		DecodeError: decodeError,
	}
}

// The operations. Path words are case-sensitive until proven otherwise
// (inferred), so they are written as the documentation has them.
var (
	opLogin = client.Operation{
		Name: "authentication.getToken", Method: http.MethodPost, Path: "/authentication/getToken",
		Login: true, Sensitive: true,
		Repeat: client.RepeatAlways, Why: "a second token does no harm (inferred)",
	}
	opAccountList = client.Operation{
		Name: "accounts.list", Method: http.MethodGet, Path: "/accounts",
		Why: "reads",
	}
	opTransactionList = client.Operation{
		Name: "accounts.transactions", Method: http.MethodGet, Path: "/accounts/{id}/transactions",
		Why: "reads",
	}
	opPaymentCreate = client.Operation{
		Name: "payments.create", Method: http.MethodPost, Path: "/payments",
		Repeat: client.RepeatNever,
		Why:    "no idempotency header, and that a used reference is refused is not documented [POST /payments]",
	}
	opPaymentGet = client.Operation{
		Name: "payments.get", Method: http.MethodGet, Path: "/payments/{id}",
		Why: "reads",
	}
	opPaymentList = client.Operation{
		Name: "payments.list", Method: http.MethodGet, Path: "/payments",
		Why: "reads",
	}
)

// Names of operations that consist of several calls, for their errors.
const (
	nameWait = "payments.wait"
	nameFind = "payments.findByReference"
)
