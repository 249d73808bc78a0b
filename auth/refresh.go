package auth

import (
	"context"
	"time"
)

// result is what one refresh brought.
type result struct {
	token Token
	login bool // by a login of ours; otherwise the store had it
	err   error
}

// refresh gets a token to follow replaced: from the store if it has one, else by a
// login. No trouble of the store makes it fail.
func (c *Cache) refresh(ctx context.Context, f *flight, replaced Token) result {
	if c.config.store == nil {
		return c.login(ctx)
	}
	stored, err := c.load(ctx)
	if err != nil {
		// The store is down. It isn't asked for its lock or to keep the new token
		// either: each further question could cost the callers another timeout.
		return c.login(ctx)
	}
	if c.follows(stored, replaced) {
		return result{token: stored}
	}
	if c.lock(ctx, f) {
		// Whoever held the lock before may have left a new token.
		if again, err := c.load(ctx); err == nil {
			if stored = again; c.follows(stored, replaced) {
				return result{token: stored}
			}
		}
	}
	r := c.login(ctx)
	if r.err != nil {
		return r
	}
	return c.save(ctx, stored, r)
}

// login asks the source and checks what it says.
func (c *Cache) login(ctx context.Context) result {
	var t Token
	err := guard(func() (err error) {
		t, err = c.source.Token(ctx)
		return err
	})
	switch {
	case err != nil:
		return result{err: err}
	case t.Value == "":
		return result{err: ErrTokenEmpty}
	case t.Expired(time.Now()):
		return result{err: ErrTokenExpired}
	}
	return result{token: t, login: true}
}

// follows reports whether a token from the store is worth taking instead of
// replaced: not a rejected one, not the same, not an older one, and not one that
// is about to expire.
func (c *Cache) follows(stored, replaced Token) bool {
	if stored.Value == "" || stored.Value == replaced.Value || c.wasRejected(stored) {
		return false
	}
	if stored.Expiry.IsZero() {
		return true
	}
	return !stored.Expired(time.Now().Add(c.config.margin())) && !stored.Expiry.Before(replaced.Expiry)
}

// ask puts one question to the store, bounded in time. Its failure is reported and
// survived, a panic included.
func (c *Cache) ask(ctx context.Context, op string, limit time.Duration, question func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err := guard(func() error { return question(ctx) })
	if err != nil {
		c.report(&StoreError{Op: op, Err: err})
	}
	return err
}

func (c *Cache) load(ctx context.Context) (t Token, err error) {
	err = c.ask(ctx, "load", c.config.storeTimeout(), func(ctx context.Context) (err error) {
		t, err = c.config.store.Load(ctx, c.config.storeKey)
		return err
	})
	return t, err
}

// lock reports whether the flight now holds the store's lock. It waits for at most
// half of the refresh timeout, so that the login keeps some of it.
func (c *Cache) lock(ctx context.Context, f *flight) bool {
	locker, ok := c.config.store.(Locker)
	if !ok {
		return false
	}
	return c.ask(ctx, "lock", c.config.timeout/2, func(ctx context.Context) error {
		unlock, err := locker.Lock(ctx, c.config.storeKey)
		if err == nil {
			f.unlock = unlock
		}
		return err
	}) == nil
}

// maxSwaps bounds how often save tries again after another process was faster.
const maxSwaps = 3

// save puts a new token in the place of old, which is what the store held. Where
// another process has put its own there meanwhile, the one that lives longer wins:
// it comes from the later login, which is the valid one should the vendor keep only
// one token per account. It returns the token to go on with.
func (c *Cache) save(ctx context.Context, old Token, r result) result {
	// The login may have taken all of the flight's time; its token is worth
	// keeping nevertheless.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.config.storeTimeout())
	defer cancel()
	for range maxSwaps {
		var swapped bool
		err := c.ask(ctx, "swap", c.config.storeTimeout(), func(ctx context.Context) (err error) {
			swapped, err = c.config.store.Swap(ctx, c.config.storeKey, old, r.token)
			return err
		})
		if err != nil || swapped {
			return r
		}
		if old, err = c.load(ctx); err != nil {
			return r
		}
		if c.follows(old, r.token) {
			return result{token: old}
		}
	}
	return r
}
