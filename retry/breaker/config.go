package breaker

import (
	"fmt"
	"time"
)

// The defaults of a [Config].
const (
	DefaultFailures = 20
	DefaultOpenFor  = 250 * time.Millisecond
	DefaultProbes   = 3
)

// What a [Config] can ask for at most. A longer OpenFor would be an outage of
// the client's own.
const (
	MaxFailures = 1_000_000
	MaxOpenFor  = 10 * time.Minute
	MaxProbes   = 1000
)

// A Config says when a [Breaker] opens and how it comes back. A zero field
// stands for its default.
type Config struct {
	// Name names the breaker in its refusals, for example "billing". It must be
	// fit for logs. Default none.
	Name string
	// Failures is how many attempts in a row must fail, with no success in
	// between, to open the breaker; and they must be as many as are under way.
	// Default 20: three failures in ten make 20 in a row once in some 28
	// billion attempts, a server that is down after 20.
	Failures int
	// OpenFor is how long the breaker stays open before the first probes, and
	// how long a probe may keep its place without an answer. Default 250 ms,
	// at most 10 min. It bounds how long callers are still refused after the
	// server's return.
	OpenFor time.Duration
	// Probes is how many attempts a half-open breaker lets pass, and how many
	// must succeed to close it. Default 3.
	Probes int
	// OnChange, if not nil, is told of each change of state, in order, for logs
	// and metrics. It runs while the breaker is locked: it must be quick and
	// must not use the breaker.
	OnChange func(from, to State)
}

// resolve puts defaults in place of zero fields.
func (c Config) resolve() (Config, error) {
	if c.Failures == 0 {
		c.Failures = DefaultFailures
	}
	if c.OpenFor == 0 {
		c.OpenFor = DefaultOpenFor
	}
	if c.Probes == 0 {
		c.Probes = DefaultProbes
	}
	switch {
	case c.Failures < 0 || c.Failures > MaxFailures:
		return Config{}, fmt.Errorf("breaker: Config.Failures is %d; it must be between 1 and %d", c.Failures, MaxFailures)
	case c.OpenFor < 0 || c.OpenFor > MaxOpenFor:
		return Config{}, fmt.Errorf("breaker: Config.OpenFor is %v; it must be positive and at most %v", c.OpenFor, MaxOpenFor)
	case c.Probes < 0 || c.Probes > MaxProbes:
		return Config{}, fmt.Errorf("breaker: Config.Probes is %d; it must be between 1 and %d", c.Probes, MaxProbes)
	}
	return c, nil
}
