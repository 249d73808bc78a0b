package ecp

import (
	"errors"
	"fmt"
	"time"
)

// Environment is the base URL of one of the vendor's environments.
type Environment string

// The vendor's hosts. Documented is that the guide is served there; that the
// API answers on the same hosts, and without a path prefix, is inferred.
const (
	Production Environment = "https://llenterprisecouponapi.loyaltylane.com"
	Test       Environment = "https://lltestenterprisecouponapi.loyaltylane.com"
)

// Defaults of [Config].
const (
	// DefaultMaxClipIDs bounds one clip request. The vendor's own bound is not
	// documented.
	DefaultMaxClipIDs = 100
	// DefaultMaxPages bounds one walk over the catalogue, at the documented
	// 100 coupons per page: 100,000 coupons.
	DefaultMaxPages = 1000
	// DefaultConcurrency bounds the requests at once. The vendor documents no
	// limit; this is a modest number for an API that is meant to be polled.
	DefaultConcurrency = 8
)

// MaxPageSize is the most coupons that the vendor puts on a page (guide
// "Getting Started").
const MaxPageSize = 100

// The time between two sweeps that the vendor recommends (guide "Getting
// Started").
const (
	MinPollInterval = 15 * time.Minute
	MaxPollInterval = 20 * time.Minute
)

// Config is what a client is made of. Zero fields stand for defaults.
type Config struct {
	Credentials Credentials
	// Environment is where requests go. Default [Production]. A path in it is
	// kept as a prefix, such as "https://host/api". client.WithBaseURL wins.
	Environment Environment
	// Wire holds the names that the vendor doesn't document.
	Wire Wire
	// MaxClipIDs bounds the ids of one clip request; more are refused before
	// anything is sent. Default 100.
	MaxClipIDs int
	// MaxPages bounds the pages of one walk over the catalogue; beyond it the
	// walk ends with [ErrTooManyPages]. Default 1000.
	MaxPages int
	// Concurrency bounds the requests at once, reads and clips together; others
	// wait for their turn. The login is not counted. Default 8.
	Concurrency int
	// TokenLifetime is the life of a token that tells no expiry itself and comes
	// with none. Default 0: such a token is used until the vendor answers 401.
	TokenLifetime time.Duration
}

// resolve fills in the defaults and refuses nonsense.
func (c Config) resolve() (Config, error) {
	if c.Credentials.Username == "" || c.Credentials.Password == "" {
		return c, errors.New("the credentials need a username and a password")
	}
	if c.Environment == "" {
		c.Environment = Production
	}
	for _, bound := range []struct {
		name  string
		value *int
		def   int
	}{
		{"MaxClipIDs", &c.MaxClipIDs, DefaultMaxClipIDs},
		{"MaxPages", &c.MaxPages, DefaultMaxPages},
		{"Concurrency", &c.Concurrency, DefaultConcurrency},
	} {
		if *bound.value < 0 {
			return c, fmt.Errorf("the Config's %s is %d; it can't be negative", bound.name, *bound.value)
		}
		if *bound.value == 0 {
			*bound.value = bound.def
		}
	}
	if c.TokenLifetime < 0 {
		return c, fmt.Errorf("the Config's TokenLifetime is %v; it can't be negative", c.TokenLifetime)
	}
	c.Wire = c.Wire.WithDefaults()
	return c, c.Wire.validate()
}
