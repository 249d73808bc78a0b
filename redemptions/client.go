package redemptions

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
const Vendor = "redemptions"

// Credentials are a merchant account's key and secret. They differ between
// [Test] and [Production] [POST /authentication/getToken].
type Credentials struct {
	// Key identifies the merchant account; it is a GUID in the vendor's sample.
	Key string
	// Secret goes with it.
	Secret auth.Secret
}

// The environment variables that CredentialsFromEnv reads.
const (
	envKey    = "REDEMPTIONS_KEY"
	envSecret = "REDEMPTIONS_SECRET"
)

// CredentialsFromEnv reads REDEMPTIONS_KEY and REDEMPTIONS_SECRET. Its error
// matches client.ErrInvalid and names the variables that are missing.
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

// Client is a client of the Redemptions API for one merchant account. It is safe
// for concurrent use; its fields may be replaced by fakes before it is used.
type Client struct {
	Accounts AccountService
	Payments PaymentService

	core *client.Client
}

// New makes a client for [Production]; client.WithBaseURL chooses another
// environment. It sends nothing: the first call logs in.
//
// Empty credentials are an error that matches client.ErrInvalid, unless
// client.WithAuthenticator makes them needless.
func New(credentials Credentials, opts ...client.Option) (*Client, error) {
	core, err := client.New(profile(credentials), opts...)
	if err != nil {
		return nil, err
	}
	return &Client{Accounts: &accountService{core}, Payments: &paymentService{core}, core: core}, nil
}

// Core returns the shared core, for its retry budget and limiters.
func (c *Client) Core() *client.Client { return c.core }

// CloseIdleConnections closes the connections that no call uses.
func (c *Client) CloseIdleConnections() { c.core.CloseIdleConnections() }

// Do calls an operation that this package doesn't have yet, with the same
// credentials, retries and errors: see [client.Client.Do].
func (c *Client) Do(ctx context.Context, method, path string, query url.Values, body, out any, opts ...client.CallOption) error {
	return c.core.Do(ctx, method, path, query, body, out, opts...)
}
