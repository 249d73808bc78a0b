package ecp

import (
	"context"
	"fmt"
	"net/url"
	"os"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
)

// Vendor labels the errors, logs and metrics of this package.
const Vendor = "ecp"

// The environment variables that CredentialsFromEnv reads.
const (
	EnvUsername = "ECP_USERNAME"
	EnvPassword = "ECP_PASSWORD"
)

// Credentials are those of an API User, as /Authenticate takes them.
type Credentials struct {
	Username string
	Password auth.Secret
}

// CredentialsFromEnv reads ECP_USERNAME and ECP_PASSWORD. An unset or empty one
// is an error that matches client.ErrInvalid and names the variable.
func CredentialsFromEnv() (Credentials, error) {
	for _, name := range []string{EnvUsername, EnvPassword} {
		if os.Getenv(name) == "" {
			return Credentials{}, fmt.Errorf("%w: the environment variable %s is not set", client.ErrInvalid, name)
		}
	}
	return Credentials{Username: os.Getenv(EnvUsername), Password: auth.Secret(os.Getenv(EnvPassword))}, nil
}

// Client calls the API for one API User. It is safe for concurrent use; all its
// calls share token, limits, retry budget and connections, so make one per API
// User and keep it. Whether a new login voids an older token is not documented:
// processes that share an API User should share the token too, see
// client.WithTokenStore.
//
// The services are fields typed by interfaces, so that a test can replace them.
type Client struct {
	Coupons CouponService
	Stores  StoreService

	core *client.Client
}

// New makes a client of the production environment. client.WithBaseURL leads it
// elsewhere, for instance to string([Test]). Credentials and options are
// checked: nonsense is an error that matches client.ErrInvalid. Nothing is sent
// before the first call, which logs in.
func New(credentials Credentials, opts ...client.Option) (*Client, error) {
	return NewFromConfig(Config{Credentials: credentials}, opts...)
}

// NewFromConfig is New with everything that this package has to guess, and its
// own bounds, in the caller's hands. Where both say something, an option wins.
func NewFromConfig(config Config, opts ...client.Option) (*Client, error) {
	config, err := config.resolve()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", Vendor, client.ErrInvalid, err)
	}
	core, err := client.New(config.profile(), opts...)
	if err != nil {
		return nil, err
	}
	ops := config.Wire.operations()
	return &Client{
		Coupons: &couponService{core: core, ops: ops, config: &config},
		Stores:  &storeService{core: core, ops: ops, wire: &config.Wire},
		core:    core,
	}, nil
}

// Do is the way to an operation that this package doesn't have, with the same
// credentials, limits, retries and errors. path is escaped and starts with a
// slash. Only GET is repeated after an unknown outcome, unless
// client.AllowRepeat says otherwise. The internal code of a successful answer
// is not checked.
func (c *Client) Do(ctx context.Context, method, path string, query url.Values, body, out any, opts ...client.CallOption) error {
	return c.core.Do(ctx, method, path, query, body, out, opts...)
}

// Core gives access to what all calls share: the retry budget and the limiters.
func (c *Client) Core() *client.Client { return c.core }

// CloseIdleConnections closes the connections that no call uses.
func (c *Client) CloseIdleConnections() { c.core.CloseIdleConnections() }
