package billwerk

import (
	"fmt"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// Hosts of the API, for client.WithBaseURL. They serve the same API under the
// current and the former brand. There is no sandbox: the key decides the mode.
const (
	BaseURLFrisbii = "https://api.frisbii.com"
	BaseURLReepay  = "https://api.reepay.com"
	// BaseURL is the default: the current documentation uses this brand.
	BaseURL = BaseURLFrisbii
)

// Hosts of the second API, which makes checkout sessions; see [NewWithCheckout].
const (
	CheckoutURLFrisbii = "https://checkout-api.frisbii.com"
	CheckoutURLReepay  = "https://checkout-api.reepay.com"
)

// checkoutURLOf is where the sessions go that belong to a base URL: the checkout
// host of the same brand, or, for an address that isn't the vendor's, the same
// address.
func checkoutURLOf(baseURL string) string {
	switch host := strings.ToLower(strings.TrimSuffix(baseURL, ":443")); host {
	case BaseURLFrisbii:
		return CheckoutURLFrisbii
	case BaseURLReepay:
		return CheckoutURLReepay
	default:
		return baseURL
	}
}

// The documented request limits (reference/request_limiting), the same in test
// and live mode. Whether they hold per key or per account is not documented; a
// client counts for itself.
const (
	ReadsPerSecond  = 25
	ReadBurst       = 50
	WritesPerSecond = 10
	WriteBurst      = 25
	// MaxConcurrent holds for reads and writes apart.
	MaxConcurrent = 10
)

// moneyTimeout bounds one attempt of an operation that moves money. The
// vendor's test gateway has a scenario that takes 60 s, so less would turn slow
// successes into unknown outcomes. The value is inferred.
const moneyTimeout = 90 * time.Second

func profile(credentials Credentials) client.Profile {
	return client.Profile{
		Vendor:  Vendor,
		BaseURL: BaseURL,
		Auth: func(*client.Client) (auth.Authenticator, error) {
			if credentials.PrivateKey == "" {
				return nil, fmt.Errorf("%w: the credentials have no private key", client.ErrInvalid)
			}
			return auth.BasicAuth(credentials.PrivateKey.Reveal(), "")
		},
		Secrets:         []auth.Secret{credentials.PrivateKey},
		RequestIDHeader: "Request-Id",
		DecodeError:     decodeError,
	}
}

// shareLimits makes the limiters at once, so that every client of the profile has
// the same.
func shareLimits(p *client.Profile) error {
	reads, writes, err := limits()
	if err != nil {
		return err
	}
	p.Limits = func() (retry.Limiter, retry.Limiter, error) { return reads, writes, nil }
	return nil
}

// limits makes the limiters of one client, reads and writes apart.
func limits() (reads, writes retry.Limiter, err error) {
	if reads, err = limiter("billwerk reads", ReadsPerSecond, ReadBurst); err != nil {
		return nil, nil, err
	}
	writes, err = limiter("billwerk writes", WritesPerSecond, WriteBurst)
	return reads, writes, err
}

// limiter puts the slot before the token: a token that is held while waiting
// for a slot would be lost to everybody.
func limiter(name string, perSecond float64, burst int) (retry.Limiter, error) {
	slots, err := retry.NewConcurrencyLimiter(retry.ConcurrencyConfig{Name: name + " at once", Max: MaxConcurrent})
	if err != nil {
		return nil, err
	}
	tokens, err := retry.NewRateLimiter(retry.RateConfig{Name: name + " per second", Rate: perSecond, Burst: burst})
	if err != nil {
		return nil, err
	}
	return retry.Join(slots, tokens), nil
}
