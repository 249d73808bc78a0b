package redemptionstest

import (
	"net/http"
	"time"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/fakeapi"
)

// The credentials that a fake accepts, and the account that it begins with.
const (
	Key       = "d55bc7b0-895c-496a-881e-c648417acece"
	Secret    = "redemptionstest-secret-7Qd4"
	AccountID = "ef8f2282-89e3-4a4d-b066-04e372de723e"
)

// Transactions is how many rows AccountID begins with.
const Transactions = 25

type config struct {
	life     time.Duration
	rejected int
	nulls    bool
	notFound bool
	partial  bool
	maxTake  int
	clock    fakeapi.Clock
}

func defaults() config {
	return config{life: 15 * time.Minute, rejected: http.StatusOK}
}

// Option changes how a fake answers.
type Option func(*config)

// WithTokenLife sets how long tokens live; the default is the documented 15 minutes.
func WithTokenLife(d time.Duration) Option { return func(c *config) { c.life = d } }

// WithRejectedStatus sets the status of the answer to wrong credentials, which the
// vendor doesn't document; the default is 200.
func WithRejectedStatus(status int) Option { return func(c *config) { c.rejected = status } }

// WithNulls sends empty optional values as null; by default they are left out.
func WithNulls() Option { return func(c *config) { c.nulls = true } }

// WithNotFoundStatus answers 404 with an empty body for an id that doesn't exist;
// the default is a validation error on the field Id.
func WithNotFoundStatus() Option { return func(c *config) { c.notFound = true } }

// WithPartialReferences lets the search find parts of a reference; by default
// only equal ones are found.
func WithPartialReferences() Option { return func(c *config) { c.partial = true } }

// WithMaxTake caps all pages, in silence; by default a page is as long as asked for.
func WithMaxTake(n int) Option { return func(c *config) { c.maxTake = n } }

// WithZones writes all times with seven fractional digits and a Z; by default they
// have no zone and up to three digits.
func WithZones() Option { return func(c *config) { c.clock.Zones = true } }
