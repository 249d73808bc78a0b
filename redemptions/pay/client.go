package pay

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
const Vendor = "pay"

// Credentials are a key and a secret from the "API" page of the PAY portal
// [API Keys]. Test and production have portals and keys of their own, and the keys
// of the Redemptions API are others (inferred). The portal shows a secret once.
type Credentials struct {
	Key    string
	Secret auth.Secret
}

// The environment variables that CredentialsFromEnv reads.
const (
	envKey    = "REDEMPTIONS_PAY_KEY"
	envSecret = "REDEMPTIONS_PAY_SECRET"
)

// CredentialsFromEnv reads REDEMPTIONS_PAY_KEY and REDEMPTIONS_PAY_SECRET. Its
// error matches client.ErrInvalid and names the variables that are missing.
func CredentialsFromEnv() (Credentials, error) {
	c := Credentials{Key: os.Getenv(envKey), Secret: auth.Secret(os.Getenv(envSecret))}
	var missing []string
	if c.Key == "" {
		missing = append(missing, envKey)
	}
	if c.Secret == "" {
		missing = append(missing, envSecret)
	}
	if len(missing) > 0 {
		return Credentials{}, fmt.Errorf("%s: %w: set %s", Vendor, client.ErrInvalid, strings.Join(missing, " and "))
	}
	return c, nil
}

// Client is a client of the PAY API for one organisation. It is safe for
// concurrent use; its fields may be replaced by fakes before it is used.
type Client struct {
	Accounts AccountService
	Batches  BatchService
	Members  MemberService
	Payments PaymentService

	core *client.Client
}

// noBaseURL stands for a base URL that wasn't given. Its top-level domain is
// reserved for names that never resolve.
const noBaseURL = "https://base-url-not-given.invalid"

// New makes a client. It sends nothing: the first call logs in.
//
// The option client.WithBaseURL is mandatory, since the vendor's page with the
// base URLs could not be had and a guess would send credentials to it. Leaving it
// out is an error that matches client.ErrInvalid, and so are empty credentials,
// unless client.WithAuthenticator makes them needless.
func New(credentials Credentials, opts ...client.Option) (*Client, error) {
	core, err := client.New(profile(credentials), opts...)
	if err != nil {
		return nil, err
	}
	if core.BaseURL() == noBaseURL {
		return nil, fmt.Errorf("%s: %w: the PAY API has no default base URL, give client.WithBaseURL", Vendor, client.ErrInvalid)
	}
	return &Client{
		Accounts: &accountService{core}, Batches: &batchService{core},
		Members: &memberService{core}, Payments: &paymentService{core}, core: core,
	}, nil
}

// Core returns the shared core, for its retry budget and limiters.
func (c *Client) Core() *client.Client { return c.core }

// CloseIdleConnections closes the connections that no call uses.
func (c *Client) CloseIdleConnections() { c.core.CloseIdleConnections() }

// Do calls an operation that this package doesn't have, or one of its operations
// in another way, with the same credentials, retries and errors: see
// [client.Client.Do].
func (c *Client) Do(ctx context.Context, method, path string, query url.Values, body, out any, opts ...client.CallOption) error {
	return c.core.Do(ctx, method, path, query, body, out, opts...)
}
