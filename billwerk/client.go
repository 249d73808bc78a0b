package billwerk

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"slices"

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
// keep it. Sessions live on a host of their own, see [NewWithCheckout]. The
// services are fields typed by interfaces, so that a test can replace them.
type Client struct {
	Customers      CustomerService
	Subscriptions  SubscriptionService
	Plans          PlanService
	Invoices       InvoiceService
	Charges        ChargeService
	Refunds        RefundService
	PaymentMethods PaymentMethodService
	Sessions       SessionService
	Webhooks       WebhookService
	Events         EventService

	core     *client.Client
	checkout *client.Client // core itself if both hosts have the same address
}

// New makes a client. Options are checked; none is needed. Without
// client.WithBaseURL it talks to [BaseURL], without client.WithLimiter it keeps
// the documented limits. An empty key is an error that matches client.ErrInvalid,
// unless client.WithAuthenticator makes it needless. Where sessions go is said at
// [NewWithCheckout], of which this is the form with the address of the checkout
// host left out.
func New(credentials Credentials, opts ...client.Option) (*Client, error) {
	return NewWithCheckout(credentials, "", opts...)
}

// NewWithCheckout makes a client whose sessions go to the given base URL of the
// checkout host. It must use https, but for loopback; a path in it is kept as a
// prefix. The private key goes to it, and to the base URL, and nowhere else.
//
// "" follows the base URL: for [BaseURLFrisbii] it is [CheckoutURLFrisbii], for
// [BaseURLReepay] [CheckoutURLReepay], and for any other it is the base URL itself.
// So a fake, or a proxy, that is given with client.WithBaseURL gets the sessions
// too, and none of them ever goes to production. Name the checkout host for a proxy
// that has two addresses.
//
// The other options hold for both hosts. They share the limits, because whether
// those of the vendor hold for each host apart is not documented. Each has a retry
// budget of its own, unless client.WithRetry brings one, so that an outage of one
// host doesn't keep calls to the other from being repeated. A breaker of
// client.WithBreaker stands before both.
func NewWithCheckout(credentials Credentials, checkoutURL string, opts ...client.Option) (*Client, error) {
	p := profile(credentials)
	if err := shareLimits(&p); err != nil {
		return nil, err
	}
	core, err := client.New(p, opts...)
	if err != nil {
		return nil, err
	}
	if checkoutURL == "" {
		checkoutURL = checkoutURLOf(core.BaseURL())
	}
	checkout := core
	if checkoutURL != core.BaseURL() {
		if checkout, err = client.New(p, append(slices.Clone(opts), client.WithBaseURL(checkoutURL))...); err != nil {
			return nil, err
		}
	}
	return &Client{
		Customers:      &customerService{core},
		Subscriptions:  &subscriptionService{core},
		Plans:          &planService{core},
		Invoices:       &invoiceService{core},
		Charges:        &chargeService{core},
		Refunds:        &refundService{core},
		PaymentMethods: &paymentMethodService{core},
		Sessions:       &sessionService{checkout},
		Webhooks:       &webhookService{core},
		Events:         &eventService{core},
		core:           core,
		checkout:       checkout,
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

// CheckoutCore is the same for the checkout host, where Sessions are. Its Do is the
// way to the other operations of that host. It is Core itself if the two have the
// same address.
func (c *Client) CheckoutCore() *client.Client { return c.checkout }

// CloseIdleConnections closes the connections that no call uses.
func (c *Client) CloseIdleConnections() {
	c.core.CloseIdleConnections()
	if c.checkout != c.core {
		c.checkout.CloseIdleConnections()
	}
}
