package auth

import (
	"errors"
	"fmt"
	"time"
)

// Defaults of a [Cache].
const (
	// DefaultRefreshTimeout is the default of [WithRefreshTimeout].
	DefaultRefreshTimeout = 30 * time.Second
	// DefaultMinBackoff and DefaultMaxBackoff are the defaults of [WithFailureBackoff].
	DefaultMinBackoff = time.Second
	DefaultMaxBackoff = 30 * time.Second
)

const (
	// minFinalBackoff and maxFinalBackoff hold after a final login error.
	minFinalBackoff = 30 * time.Second
	maxFinalBackoff = 5 * time.Minute
	// autoWindow stands for the computed default of a refresh window.
	autoWindow = time.Duration(-1)
	// maxHard is the default safety margin of a token that lives long enough.
	maxHard = 5 * time.Second
	// minLife is the life below which a token has no windows. A vendor that gives
	// out the same token until it expires would otherwise be asked ever faster.
	minLife = 2 * time.Second
)

// CacheOption configures a [Cache]. An option that makes no sense is an error of
// [NewCache].
type CacheOption func(*cacheConfig) error

type cacheConfig struct {
	early, hard            time.Duration
	timeout                time.Duration
	minBackoff, maxBackoff time.Duration
	store                  Store
	storeKey               string
	onRefresh              func(Token)
	onError                func(error)
}

func defaultCacheConfig() cacheConfig {
	return cacheConfig{
		early: autoWindow, hard: autoWindow,
		timeout:    DefaultRefreshTimeout,
		minBackoff: DefaultMinBackoff, maxBackoff: DefaultMaxBackoff,
	}
}

// WithEarlyRefresh sets how long before its expiry a token is replaced in the
// background, while callers go on with the old one. 0 switches that off. The
// default is 60 s or a tenth of the token's life, whichever is longer. Never more
// than half of the life is used, so that a short-lived token isn't refetched as
// soon as it has arrived.
func WithEarlyRefresh(d time.Duration) CacheOption {
	return func(c *cacheConfig) error {
		if d < 0 {
			return fmt.Errorf("auth: early refresh of %v is negative", d)
		}
		c.early = d
		return nil
	}
}

// WithHardRefresh sets the safety margin: how long before its expiry a token is no
// longer handed out unless the login fails, so that it doesn't expire on its way.
// The default is 5 s or a
// tenth of the token's life, whichever is shorter; never more than half of the
// life is used. A token from the store is taken if it has more left than d (5 s).
func WithHardRefresh(d time.Duration) CacheOption {
	return func(c *cacheConfig) error {
		if d < 0 {
			return fmt.Errorf("auth: hard refresh of %v is negative", d)
		}
		c.hard = d
		return nil
	}
}

// WithRefreshTimeout bounds one login, store and lock included; the default is
// [DefaultRefreshTimeout]. The login runs apart from the callers who wait for it:
// each of them leaves when its own context ends. Saving the new token may take a
// tenth of d more, at most 3 s. A source that ignores its context is left behind
// after d and a quarter: its callers get [ErrLoginOverdue], and no other login
// starts before it returns.
func WithRefreshTimeout(d time.Duration) CacheOption {
	return func(c *cacheConfig) error {
		if d <= 0 {
			return fmt.Errorf("auth: refresh timeout of %v is not positive", d)
		}
		c.timeout = d
		return nil
	}
}

// WithFailureBackoff sets how long after a failed login no other is tried: least
// after the first failure, doubled with each further one, up to most. The default
// is [DefaultMinBackoff] and [DefaultMaxBackoff]. In that time callers use the old
// token if it is still valid; otherwise they get the [LoginError] at once.
//
// An error that has a method FinalLogin() bool which returns true says that the
// same login can't succeed, as for wrong credentials. After it at least 30 s pass,
// doubled up to at least 5 min, lest the vendor lock the account.
func WithFailureBackoff(least, most time.Duration) CacheOption {
	return func(c *cacheConfig) error {
		if least <= 0 || most < least {
			return fmt.Errorf("auth: failure back-off from %v to %v is no range of positive times", least, most)
		}
		c.minBackoff, c.maxBackoff = least, most
		return nil
	}
}

// WithStore shares the token under key with other processes that have the same
// credentials. The key should name vendor, environment and account, and mustn't
// hold a secret. If s is also a [Locker], it keeps processes from logging in at
// the same time. A store that fails costs a login of one's own and nothing else:
// each of its calls gets a tenth of the refresh timeout, at most 3 s, and the wait
// for the lock a half of it, so that at least three tenths remain for the login.
func WithStore(s Store, key string) CacheOption {
	return func(c *cacheConfig) error {
		if s == nil || key == "" {
			return errors.New("auth: the store needs a value and a key")
		}
		c.store, c.storeKey = s, key
		return nil
	}
}

// WithOnRefresh sets a hook for each new token that a login of this cache brought,
// not for those that it found in the store. The hook runs before any caller gets
// the token, in the login's goroutine: it should be quick, and mustn't call the
// cache. Its panic is swallowed.
func WithOnRefresh(hook func(Token)) CacheOption {
	return func(c *cacheConfig) error {
		if hook == nil {
			return errors.New("auth: the refresh hook is nil")
		}
		c.onRefresh = hook
		return nil
	}
}

// WithOnError sets a hook for what the cache swallows or survives: a
// [*LoginError] for each failed login, also of one in the background, and a
// [*StoreError] for each failure of the store. It may be called by several
// goroutines at once, should be quick, and mustn't call the cache. Its panic is
// swallowed.
func WithOnError(hook func(error)) CacheOption {
	return func(c *cacheConfig) error {
		if hook == nil {
			return errors.New("auth: the error hook is nil")
		}
		c.onError = hook
		return nil
	}
}

// windows returns for a token with this much life left how long before its end it
// is to be replaced in the background and to be withheld.
func (c *cacheConfig) windows(life time.Duration) (early, hard time.Duration) {
	if life < minLife {
		return 0, 0
	}
	early, hard = c.early, c.hard
	if early == autoWindow {
		early = max(time.Minute, life/10)
	}
	if hard == autoWindow {
		hard = min(maxHard, life/10)
	}
	return min(early, life/2), min(hard, life/2)
}

// margin is the life that a token from the store must have left.
func (c *cacheConfig) margin() time.Duration {
	if c.hard == autoWindow {
		return maxHard
	}
	return c.hard
}

// backoff returns the wait after so many failures in a row.
func (c *cacheConfig) backoff(failures int, final bool) time.Duration {
	least, most := c.minBackoff, c.maxBackoff
	if final {
		least, most = max(least, minFinalBackoff), max(most, maxFinalBackoff)
	}
	// Above 2^40 times the least, most has won long ago.
	d := least << min(failures-1, 40)
	if d>>min(failures-1, 40) != least {
		return most // overflow
	}
	return min(d, most)
}

// storeTimeout bounds each call of the store.
func (c *cacheConfig) storeTimeout() time.Duration { return min(c.timeout/10, 3*time.Second) }
