package billwerktest

import (
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// What a fake begins with: one customer who has one stored card, and one plan.
const (
	// PrivateKey is the key that a fake accepts.
	PrivateKey = "priv_5f1c8e0d2b7a4963b1d0e4f79a6c3582"
	// Customer is the handle of the customer, PaymentMethod the id of the card.
	// The card is a visa with the CVV 888: the amount decides what happens, see
	// [Card].
	Customer      = "c-20418"
	PaymentMethod = "ca_7d1f0e5a9b2c4c1e8f3a6b5d4c3e2f10"
	// Plan is the handle of the plan: 129.00 DKK a month.
	Plan = "reader-plus"
	// Currency is the account's default.
	Currency = "DKK"
	// WebhookSecret signs what is delivered, WebhookURL is where it goes to, until
	// somebody changes the settings.
	WebhookSecret = "whs_5d0c2f6b91e84c7aa3d2"
	WebhookURL    = "https://shop.example.org/webhooks"
)

// Limits are the request limits of one kind of request.
type Limits struct {
	// PerSecond is the sustained rate, Burst the size of the token bucket.
	PerSecond float64
	Burst     int
	// Concurrent requests at once.
	Concurrent int
}

type config struct {
	reads, writes Limits
	unlimited     bool
	serviceTime   time.Duration
	live          bool
	oldEnvelope   bool
	customers     int
}

// defaults have the documented limits (page "request_limiting").
func defaults() config {
	return config{
		reads:  Limits{PerSecond: billwerk.ReadsPerSecond, Burst: billwerk.ReadBurst, Concurrent: billwerk.MaxConcurrent},
		writes: Limits{PerSecond: billwerk.WritesPerSecond, Burst: billwerk.WriteBurst, Concurrent: billwerk.MaxConcurrent},
	}
}

// Option changes how a fake behaves.
type Option func(*config)

// WithLimits replaces the documented request limits: 25 reads per second with a
// burst of 50, 10 writes per second with a burst of 25, and 10 of each at once.
func WithLimits(reads, writes Limits) Option {
	return func(c *config) { c.reads, c.writes, c.unlimited = reads, writes, false }
}

// WithoutLimits takes the request limits away.
func WithoutLimits() Option { return func(c *config) { c.unlimited = true } }

// WithServiceTime makes every request that the limits let in take this long. It
// occupies its place among the concurrent ones meanwhile. A request whose client
// leaves is processed all the same. The default is 0.
func WithServiceTime(d time.Duration) Option { return func(c *config) { c.serviceTime = d } }

// WithLiveAccount makes the account a live one; by default it is a test account.
// Creates whose Test field disagrees get 20 or 21.
func WithLiveAccount() Option { return func(c *config) { c.live = true } }

// WithOldEnvelope writes errors as the older documentation shows them: with
// request-id for request_id, and no colon in the offset of the timestamp.
func WithOldEnvelope() Option { return func(c *config) { c.oldEnvelope = true } }

// WithCustomers adds n customers "c-seed-1" and so on, one a minute up to now, so
// that there is something to page through.
func WithCustomers(n int) Option { return func(c *config) { c.customers = n } }
