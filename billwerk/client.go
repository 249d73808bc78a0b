package billwerk

import (
	"context"
	"fmt"
	"net/url"
	"os"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
)

// Vendor labels the errors, logs and metrics of this package.
const Vendor = "billwerk"

// EnvPrivateKey is the environment variable that CredentialsFromEnv reads.
const EnvPrivateKey = "BILLWERK_PRIVATE_KEY"

// Credentials are what the API asks for: HTTP Basic with the private API key as
// the user name and an empty password (docs.reepay.com/api). The key belongs to
// one account, and so decides between test and live mode: there is no other
// host for tests.
type Credentials struct {
	// PrivateKey is the private API key; "priv_" and 32 hex digits in the
	// vendor's examples.
	PrivateKey auth.Secret
}

// CredentialsFromEnv reads BILLWERK_PRIVATE_KEY. An unset or empty variable is
// an error that matches client.ErrInvalid.
func CredentialsFromEnv() (Credentials, error) {
	key := os.Getenv(EnvPrivateKey)
	if key == "" {
		return Credentials{}, fmt.Errorf("%w: the environment variable %s is not set", client.ErrInvalid, EnvPrivateKey)
	}
	return Credentials{PrivateKey: auth.Secret(key)}, nil
}

// Client calls the API for one account. It is safe for concurrent use; all its
// calls share limits, retry budget and connections, so make one per account and
// keep it. The services are fields typed by interfaces, so that a test can
// replace them.
type Client struct {
	Customers      CustomerService
	Subscriptions  SubscriptionService
	Plans          PlanService
	Invoices       InvoiceService
	Charges        ChargeService
	Refunds        RefundService
	PaymentMethods PaymentMethodService

	core *client.Client
}

// New makes a client. Options are checked; none is needed. Without
// client.WithBaseURL it talks to [BaseURL], without client.WithLimiter it keeps
// the documented limits. An empty key is an error that matches client.ErrInvalid,
// unless client.WithAuthenticator makes it needless.
func New(credentials Credentials, opts ...client.Option) (*Client, error) {
	core, err := client.New(profile(credentials), opts...)
	if err != nil {
		return nil, err
	}
	return &Client{
		Customers:      &customerService{core},
		Subscriptions:  &subscriptionService{core},
		Plans:          &planService{core},
		Invoices:       &invoiceService{core},
		Charges:        &chargeService{core},
		Refunds:        &refundService{core},
		PaymentMethods: &paymentMethodService{core},
		core:           core,
	}, nil
}

// Do is the way to an operation that this package doesn't have yet, with the
// same credentials, limits, retries and errors. path is escaped and starts with
// /v1/. Only GET is repeated after an unknown outcome, unless
// client.AllowRepeat says otherwise.
func (c *Client) Do(ctx context.Context, method, path string, query url.Values, body, out any, opts ...client.CallOption) error {
	return c.core.Do(ctx, method, path, query, body, out, opts...)
}

// Core gives access to what all calls share: the retry budget and the limiters.
func (c *Client) Core() *client.Client { return c.core }

// CloseIdleConnections closes the connections that no call uses.
func (c *Client) CloseIdleConnections() { c.core.CloseIdleConnections() }
