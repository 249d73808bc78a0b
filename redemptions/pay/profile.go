package pay

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
		BaseURL: noBaseURL,
		Account: credentials.Key,
		Secrets: []auth.Secret{credentials.Secret},
		Auth: func(c *client.Client) (auth.Authenticator, error) {
			return wire.Authenticator(c, &opLogin, credentials.Key, credentials.Secret)
		},
		DecodeError: decodeError,
	}
}

// The wire names that are inferred. What the vendor sends under another name stays
// reachable in BatchResult.Raw.
var (
	// paymentsNames may hold the payments in the answers to submit and to adding
	// payments. Under another name, a single array of payments is understood too.
	paymentsNames = []string{"payments"}
	// problemsNames may hold "any errors" in the answer to adding payments.
	problemsNames = []string{"errors", "validationErrors"}
)

// maxListBytes bounds the answers that hold all payments of a batch, which have no
// paging: some 100,000 payments.
const maxListBytes = 32 << 20

// The operations. Prose on the vendor's pages sometimes has /batch in the
// singular; the titles have /batches.
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
	opMemberExists = client.Operation{
		Name: "members.exists", Method: http.MethodGet, Path: "/members/{msisdn}/exists",
		Why: "reads",
	}

	opBatchCreate = client.Operation{
		Name: "batches.create", Method: http.MethodPost, Path: "/batches",
		Repeat: client.RepeatWithKey,
		Why:    "an externalId is unique over all batches, so a second batch is refused [POST /batches]",
	}
	opBatchList = client.Operation{
		Name: "batches.list", Method: http.MethodGet, Path: "/batches",
		Why: "reads",
	}
	opBatchStatusCodes = client.Operation{
		Name: "batches.statusCodes", Method: http.MethodGet, Path: "/batches/statusCodes",
		Why: "reads",
	}
	opBatchGet = client.Operation{
		Name: "batches.get", Method: http.MethodGet, Path: "/batches/{id}",
		Why: "reads",
	}
	opBatchUpdate = client.Operation{
		Name: "batches.update", Method: http.MethodPut, Path: "/batches/{id}",
		Repeat: client.RepeatAlways,
		Why:    "sets the same name and externalId again [PUT /batches/{id}]",
	}
	opBatchSubmit = client.Operation{
		Name: "batches.submit", Method: http.MethodPost, Path: "/batches/{id}/submit",
		Repeat:           client.RepeatNever,
		Why:              "moves money, and that a second submit is refused follows only from \"the batch must be a draft\" [POST /batches/{id}/submit]",
		MaxResponseBytes: maxListBytes,
	}
	opBatchCancel = client.Operation{
		Name: "batches.cancel", Method: http.MethodPost, Path: "/batches/{id}/cancel",
		Repeat: client.RepeatAlways,
		Why:    "a second one is refused because the batch is no draft any more, which is harmless (inferred)",
	}

	// Adding payments is overridden per request, see PaymentAddParams.repeat.
	opPaymentAdd = client.Operation{
		Name: "payments.add", Method: http.MethodPost, Path: "/batches/{id}/payments",
		Repeat: client.RepeatNever, MaxResponseBytes: maxListBytes,
		Why: "payments would be in the batch twice, unless they replace all others or each has a unique externalId (inferred)",
	}
	opPaymentList = client.Operation{
		Name: "payments.list", Method: http.MethodGet, Path: "/batches/{id}/payments",
		MaxResponseBytes: maxListBytes, Why: "reads",
	}
	opPaymentStatusCodes = client.Operation{
		Name: "payments.statusCodes", Method: http.MethodGet, Path: "/payments/statusCodes",
		Why: "reads",
	}
	opPaymentGet = client.Operation{
		Name: "payments.get", Method: http.MethodGet, Path: "/payments/{id}",
		Why: "reads",
	}
	opPaymentDelete = client.Operation{
		Name: "payments.delete", Method: http.MethodDelete, Path: "/payments/{id}",
		Repeat: client.RepeatAlways,
		Why:    "a second one answers 404, which is harmless [DELETE /payments/{id}]",
	}
)

// nameFind names an operation that consists of several calls, for its errors.
const nameFind = "batches.findByExternalId"
