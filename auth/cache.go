package auth

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// Cache keeps one token and renews it with as few logins as possible. It is a
// [TokenSource] itself, and safe for many goroutines. Make it with [NewCache].
//
//   - One login at a time, however many callers wait. It doesn't end with the
//     context of the caller who began it, and each caller leaves with its own.
//   - Shortly before its expiry a token is replaced in the background; only a token
//     at its end makes callers wait.
//   - After a failed login there is a back-off: see [WithFailureBackoff].
//   - A panic of the source, a source that never returns, and a store that is down
//     are errors or detours; none of them wedges the cache.
//
// A Cache has nothing to close: its one goroutine lives as long as a login.
type Cache struct {
	config cacheConfig
	source TokenSource
	seed   maphash.Seed

	// current is read without the lock, which is what makes a good call cheap. It
	// is written with mu held.
	current atomic.Pointer[entry]

	mu       sync.Mutex
	flight   *flight     // the login under way, or nil
	failure  *LoginError // of the last login, nil if that succeeded
	retryAt  time.Time   // no login before it; monotonic, so no clock jump moves it
	rejected [4]uint64   // hashes of the values that were dropped last
	quick    int         // logins in a row whose token was rejected soon
	dropped  time.Time   // expiry of the token that was dropped last
}

// entry is a token with all that Token needs to judge it. It is never changed.
type entry struct {
	token   Token
	since   time.Time
	earlyAt time.Time // replace it in the background from here on; zero: never
	hardAt  time.Time // don't hand it out from here on; zero: never
	keepTo  time.Time // don't drop it before; see Invalidate
	login   bool      // from a login of ours, not from the store
}

// NewCache returns an empty cache over source, which logs in at the first call of
// Token. A nil source or option, and an option that makes no sense, is an error.
func NewCache(source TokenSource, opts ...CacheOption) (*Cache, error) {
	if source == nil {
		return nil, errors.New("auth: the token source is nil")
	}
	c := &Cache{config: defaultCacheConfig(), source: source, seed: maphash.MakeSeed()}
	for _, opt := range opts {
		if opt == nil {
			return nil, errors.New("auth: nil option")
		}
		if err := opt(&c.config); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// Token returns the cached token, or else waits for a login. It fails with a
// [*LoginError] if the login failed and the old token has expired, and with the
// error of ctx (wrapped) if that ended first. A cached token is returned whatever
// ctx says.
func (c *Cache) Token(ctx context.Context) (Token, error) {
	now := time.Now()
	if e := c.current.Load(); e.usable(now) {
		if e.due(now) {
			c.refreshEarly(ctx, e)
		}
		return e.token, nil
	}
	if err := ctx.Err(); err != nil {
		// A caller who has left doesn't begin a login.
		return Token{}, fmt.Errorf("auth: no token: %w", err)
	}
	f, token, err := c.join(ctx)
	if f != nil {
		select {
		case <-f.done:
			token, err = f.token, f.err
		case <-ctx.Done():
			return Token{}, fmt.Errorf("auth: waiting for a login: %w", ctx.Err())
		}
	}
	if err == nil {
		return token, nil
	}
	// Better a token within its safety margin than none.
	if e := c.current.Load(); e != nil && !e.token.Expired(time.Now()) {
		return e.token, nil
	}
	return Token{}, err
}

// join returns the login to wait for; it is nil if token or err is known already.
func (c *Cache) join(ctx context.Context) (f *flight, token Token, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	e := c.current.Load()
	switch {
	case e.usable(now):
		return nil, e.token, nil
	case c.flight != nil:
		return c.flight, Token{}, nil
	case now.Before(c.retryAt):
		return nil, Token{}, c.failure
	}
	return c.start(ctx, e), Token{}, nil
}

// refreshEarly begins a login that nobody waits for, unless one is under way or
// the last one failed a moment ago.
func (c *Cache) refreshEarly(ctx context.Context, e *entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.flight == nil && c.current.Load() == e && !time.Now().Before(c.retryAt) {
		c.start(ctx, e)
	}
}

func (c *Cache) holds(t Token) bool {
	e := c.current.Load()
	return e != nil && e.token.Value == t.Value
}

// Format implements [fmt.Formatter]: a cache prints as its type's name only.
func (c *Cache) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "auth.Cache") }

// newEntry fills in the times. The expiry's monotonic reading is dropped, for it
// stands still while the machine sleeps and the token grows old.
func (c *Cache) newEntry(t Token, login bool) *entry {
	e := &entry{token: t, since: time.Now(), login: login}
	if !t.Expiry.IsZero() {
		e.token.Expiry = t.Expiry.Round(0)
		early, hard := c.config.windows(e.token.Expiry.Sub(e.since.Round(0)))
		e.hardAt = e.token.Expiry.Add(-hard)
		if early > 0 {
			e.earlyAt = e.token.Expiry.Add(-early)
		}
	}
	return e
}

func (e *entry) usable(now time.Time) bool {
	return e != nil && (e.hardAt.IsZero() || now.Before(e.hardAt))
}

func (e *entry) due(now time.Time) bool {
	return !e.earlyAt.IsZero() && !now.Before(e.earlyAt)
}
