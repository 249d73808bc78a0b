package numbers

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
)

// Vendor labels the errors, logs and metrics of this package.
const Vendor = "numbers"

// The environment variables that CredentialsFromEnv reads.
const (
	EnvAccountSID = "NUMBERS_ACCOUNT_SID"
	EnvToken      = "NUMBERS_TOKEN"
)

// Credentials are what the API asks for: HTTP Basic with the Account SID as the
// user and a token of that account as the password (vendor SDKs for C# and
// Java). A token belongs to one account.
type Credentials struct {
	// AccountSID names the account. It is not a secret: it is part of the paths
	// of account-scoped calls, and the default account of all of them.
	AccountSID string
	// Token is the secret.
	Token auth.Secret
}

// CredentialsFromEnv reads NUMBERS_ACCOUNT_SID and NUMBERS_TOKEN. An unset or
// empty variable is an error that matches client.ErrInvalid.
func CredentialsFromEnv() (Credentials, error) {
	credentials := Credentials{AccountSID: os.Getenv(EnvAccountSID), Token: auth.Secret(os.Getenv(EnvToken))}
	var missing []string
	if credentials.AccountSID == "" {
		missing = append(missing, EnvAccountSID)
	}
	if credentials.Token == "" {
		missing = append(missing, EnvToken)
	}
	if len(missing) != 0 {
		return Credentials{}, fmt.Errorf("%w: not set in the environment: %s", client.ErrInvalid, strings.Join(missing, ", "))
	}
	return credentials, nil
}

// Config is what NewFromConfig takes. Only Credentials are required.
type Config struct {
	Credentials Credentials
	// Wire overrides names and places that the vendor's documentation leaves
	// open. The zero value uses what is most likely.
	Wire Wire
}

// Client calls the API for one account. It is safe for concurrent use; all its
// calls share limits, retry budget and connections, so make one per account and
// keep it. The services are fields typed by interfaces, so that a test can
// replace them.
type Client struct {
	Addresses    AddressService
	Calls        CallService
	Flows        FlowService
	Messages     MessageService
	NumberBlocks NumberBlockService
	Numbers      NumberService
	OnlineLogins OnlineLoginService
	Properties   PropertyService

	api *api
}

// api is what the services share.
type api struct {
	core    *client.Client
	account string
	wire    Wire
}

// New makes a client. Options are checked; none is needed. Without
// client.WithBaseURL it talks to [BaseURL], without client.WithLimiter it has at
// most [MaxConcurrent] requests under way.
func New(credentials Credentials, opts ...client.Option) (*Client, error) {
	return NewFromConfig(Config{Credentials: credentials}, opts...)
}

// NewFromConfig is [New] for an account where one of the names of [Wire] turned
// out to be different.
func NewFromConfig(config Config, opts ...client.Option) (*Client, error) {
	credentials := config.Credentials
	if credentials.AccountSID == "" || credentials.Token == "" {
		return nil, fmt.Errorf("%s: %w: the credentials need an account SID and a token", Vendor, client.ErrInvalid)
	}
	core, err := client.New(profile(credentials), opts...)
	if err != nil {
		return nil, err
	}
	a := &api{core: core, account: credentials.AccountSID, wire: config.Wire.withDefaults()}
	return &Client{
		Addresses:    &addressService{a},
		Calls:        &callService{a},
		Flows:        &flowService{a},
		Messages:     &messageService{a},
		NumberBlocks: &numberBlockService{a},
		Numbers:      &numberService{a},
		OnlineLogins: &onlineLoginService{a},
		Properties:   &propertyService{a},
		api:          a,
	}, nil
}

// AccountSID is the account that account-scoped calls use when their parameters
// name no other.
func (c *Client) AccountSID() string {
	if c.api == nil { // a zero Client, whose services a test has replaced
		return ""
	}
	return c.api.account
}

// Do is the way to an operation that this package doesn't have, with the same
// credentials, limits, retries and errors. path is escaped and starts with /v2/.
// Only GET is repeated after an unknown outcome, unless client.AllowRepeat says
// otherwise.
func (c *Client) Do(ctx context.Context, method, path string, query url.Values, body, out any, opts ...client.CallOption) error {
	return c.Core().Do(ctx, method, path, query, body, out, opts...)
}

// Core gives access to what all calls share: the retry budget and the limiters.
func (c *Client) Core() *client.Client {
	if c.api == nil {
		return nil
	}
	return c.api.core
}

// CloseIdleConnections closes the connections that no call uses.
func (c *Client) CloseIdleConnections() { c.Core().CloseIdleConnections() }
