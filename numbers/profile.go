package numbers

import (
	"net/http"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// BaseURL is the production API (vendor SDKs). No test host is documented;
// staging.fonedynamics.com is a copy of the documentation, not an API.
const BaseURL = "https://api.fonedynamics.com"

// MaxConcurrent is how many requests one client has under way at once. The
// vendor documents no limit of any kind, so this is our own modesty, not the
// vendor's rule; client.WithLimiter replaces it. A 429 or a Retry-After header
// is honoured should one appear.
const MaxConcurrent = 4

func profile(credentials Credentials) client.Profile {
	return client.Profile{
		Vendor:  Vendor,
		BaseURL: BaseURL,
		Account: credentials.AccountSID,
		// Pre-emptively, as the vendor's C# SDK does: the Java SDK waits for a 401
		// first, which costs a request for each new connection.
		Auth: func(*client.Client) (auth.Authenticator, error) {
			return auth.BasicAuth(credentials.AccountSID, credentials.Token)
		},
		Secrets:     []auth.Secret{credentials.Token, auth.Basic(credentials.AccountSID, credentials.Token)},
		Limits:      limits,
		DecodeError: decodeError,
	}
}

// limits makes one limiter for reads and writes together: nothing says that the
// vendor counts them apart.
func limits() (reads, writes retry.Limiter, err error) {
	l, err := retry.NewConcurrencyLimiter(retry.ConcurrencyConfig{Name: Vendor + " at once", Max: MaxConcurrent})
	return l, l, err
}

// mergePatch is the required Content-Type of PATCH (pages patch-project and
// patch-online-login).
const mergePatch = "application/merge-patch+json"

// Bounds of answers that have no paging, or whose paging is not documented.
const (
	maxCallListBytes = 32 << 20
	maxBatchBytes    = 32 << 20
)

// The operations. Reads may be repeated. For each write, Why says what a second
// one would do; the vendor documents no idempotency key, so these are our own
// conclusions from what the operations do.
var (
	opNumberGet            = client.Operation{Name: "numbers.get", Method: http.MethodGet, Path: "/v2/Numbers/{Number}"}
	opNumberListByProperty = client.Operation{Name: "numbers.list_by_property", Method: http.MethodGet, Path: "/v2/Properties/{PropertySid}/Numbers"}
	opNumberListByAccount  = client.Operation{Name: "numbers.list_by_account", Method: http.MethodGet, Path: "/v2/Accounts/{AccountSid}/Numbers"}
	opNumberBuy            = client.Operation{
		Name: "numbers.buy", Method: http.MethodPost, Path: "/v2/Properties/{PropertySid}/Numbers", Repeat: client.RepeatNever,
		Why: "spends money, and no documented code tells \"already yours\" from \"taken by another\" (page purchase-available)",
	}
	opNumberConfigure = client.Operation{
		Name: "numbers.configure", Method: http.MethodPost, Path: "/v2/Numbers/{Number}", Repeat: client.RepeatAlways,
		Why: "sets values; the same body gives the same result (page configure-numbers)",
	}

	// The paths of blocks are lower case as printed, but for the purchase.
	opBlockSearch         = client.Operation{Name: "number_blocks.search", Method: http.MethodGet, Path: "/v2/numberblocks/{Text}"}
	opBlockListByProperty = client.Operation{Name: "number_blocks.list_by_property", Method: http.MethodGet, Path: "/v2/Properties/{PropertySid}/numberblocks"}
	opBlockListByAccount  = client.Operation{Name: "number_blocks.list_by_account", Method: http.MethodGet, Path: "/v2/Accounts/{AccountSid}/numberblocks"}
	opBlockBuy            = client.Operation{
		Name: "number_blocks.buy", Method: http.MethodPost, Path: "/v2/Properties/{PropertySid}/NumberBlocks", Repeat: client.RepeatNever,
		Why: "spends more money than the purchase of a number (page purchase-number-block)",
	}
	opBlockConfigure = client.Operation{
		Name: "number_blocks.configure", Method: http.MethodPost, Path: "/v2/numberblocks/{numberBlockSid}", Repeat: client.RepeatAlways,
		Why: "sets values; the same body gives the same result (page configure-number-block)",
	}

	opAddressGet    = client.Operation{Name: "addresses.get", Method: http.MethodGet, Path: "/v2/Addresses/{AddressSid}"}
	opAddressList   = client.Operation{Name: "addresses.list", Method: http.MethodGet, Path: "/v2/Accounts/{AccountSid}/Addresses"}
	opAddressCreate = client.Operation{
		Name: "addresses.create", Method: http.MethodPost, Path: "/v2/Accounts/{AccountSid}/Addresses", Repeat: client.RepeatNever,
		Why: "the server makes the SID, so a second one is a duplicate (page add-remove-addresses)",
	}
	opAddressDelete = client.Operation{
		Name: "addresses.delete", Method: http.MethodDelete, Path: "/v2/Addresses/{AddressSid}", Repeat: client.RepeatAlways,
		Why: "a second one finds nothing: ADDRESS_NOT_FOUND (page errors)",
	}

	opCallGet            = client.Operation{Name: "calls.get", Method: http.MethodGet, Path: "/v2/Calls/{CallSid}"}
	opCallListByProperty = client.Operation{
		Name: "calls.list_by_property", Method: http.MethodGet, Path: "/v2/Properties/{PropertySid}/Calls", MaxResponseBytes: maxCallListBytes,
	}
	opCallListByAccount = client.Operation{
		Name: "calls.list_by_account", Method: http.MethodGet, Path: "/v2/Accounts/{AccountSid}/Calls", MaxResponseBytes: maxCallListBytes,
	}

	opFlowList = client.Operation{Name: "flows.list", Method: http.MethodGet, Path: "/v2/Properties/{PropertySid}/Flows"}

	opMessageGet  = client.Operation{Name: "messages.get", Method: http.MethodGet, Path: "/v2/Messages/{MessageSid}"}
	opMessageList = client.Operation{Name: "messages.list", Method: http.MethodGet, Path: "/v2/Properties/{PropertySid}/Messages"}
	opMessageSend = client.Operation{
		Name: "messages.send", Method: http.MethodPost, Path: "/v2/Properties/{PropertySid}/Messages", Repeat: client.RepeatNever,
		Why: "sends and bills again, and may use up one of the 5 leased senders of the recipient (page send-sms)",
	}
	opMessageSendBatch = client.Operation{
		Name: "messages.send_batch", Method: http.MethodPost, Path: "/v2/Properties/{PropertySid}/BatchMessages", Repeat: client.RepeatNever,
		Why: "sends and bills every message again (page send-sms-batch)", MaxResponseBytes: maxBatchBytes,
	}

	opPropertyGet    = client.Operation{Name: "properties.get", Method: http.MethodGet, Path: "/v2/Properties/{PropertySid}"}
	opPropertyList   = client.Operation{Name: "properties.list", Method: http.MethodGet, Path: "/v2/Properties"}
	opPropertyCreate = client.Operation{
		Name: "properties.create", Method: http.MethodPost, Path: "/v2/Properties", Repeat: client.RepeatNever,
		Why: "the server makes the SID, so a second one is a duplicate (page create-project)",
	}
	opPropertyUpdate = client.Operation{
		Name: "properties.update", Method: http.MethodPatch, Path: "/v2/Properties/{PropertySid}", Repeat: client.RepeatAlways,
		Why: "a merge patch; the same patch gives the same result (page patch-project)", ContentType: mergePatch, NoContent: true,
	}

	opLoginGet    = client.Operation{Name: "online_logins.get", Method: http.MethodGet, Path: "/v2/OnlineLogins/{OnlineLoginSid}"}
	opLoginList   = client.Operation{Name: "online_logins.list", Method: http.MethodGet, Path: "/v2/OnlineLogins"}
	opLoginCreate = client.Operation{
		Name: "online_logins.create", Method: http.MethodPost, Path: "/v2/Properties/{PropertySid}/OnlineLogins", Repeat: client.RepeatNever,
		Why: "probably refused, the e-mail being the user name, but nothing says so (page create-online-login)", Sensitive: true,
	}
	opLoginUpdate = client.Operation{
		Name: "online_logins.update", Method: http.MethodPatch, Path: "/v2/OnlineLogins/{OnlineLoginSid}", Repeat: client.RepeatAlways,
		Why: "a merge patch; the same patch gives the same result (page patch-online-login)", ContentType: mergePatch, NoContent: true, Sensitive: true,
	}
)
