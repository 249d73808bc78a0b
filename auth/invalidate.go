package auth

import (
	"hash/maphash"
	"slices"
	"time"
)

const (
	// quickRejection is the age below which the rejection of a new token counts
	// towards maxQuick.
	quickRejection = time.Minute
	// maxQuick is how many new tokens in a row may be rejected quickly before
	// drops are slowed down.
	maxQuick = 8
)

// Invalidate drops the cached token after the vendor rejected it (401), and
// reports whether it did. It compares first: if the cache holds another value than
// rejected.Value by now, that is newer, and nothing happens. So 64 callers with the
// same rejected token cause one login. A dropped value doesn't come back from the
// [Store] either: the next login ignores it there and swaps it out.
//
// Invalidate is false, and the token stays, where dropping it leads nowhere. That
// is so if the vendor gave the very value out again after it had been dropped, also
// by a login that began before the drop; and after 8 new tokens in a row were each
// rejected within a minute. The callers then see the vendor's 401, and
// the next drop is possible after the times of [WithFailureBackoff].
func (c *Cache) Invalidate(rejected Token) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	e := c.current.Load()
	if e == nil || e.token.Value != rejected.Value || now.Before(e.keepTo) {
		return false
	}
	switch {
	case !e.login: // another process's login; nothing is known about ours
	case now.Sub(e.since) < c.quickAge():
		c.quick++
	default:
		c.quick = 0
	}
	c.current.Store(nil)
	c.dropped = e.token.Expiry
	copy(c.rejected[1:], c.rejected[:])
	c.rejected[0] = c.hash(e.token)
	return true
}

// keepTo returns until when a token that a login brought isn't dropped; mu is held.
func (c *Cache) keepTo(t Token, now time.Time) time.Time {
	switch {
	case c.isRejected(t):
		return now.Add(c.config.backoff(max(c.quick, 1), false))
	case c.quick >= maxQuick:
		return now.Add(c.config.backoff(c.quick-maxQuick+1, false))
	}
	return time.Time{}
}

// quickAge is above the longest time that keepTo grants, so that a token which is
// rejected at the end of it still counts.
func (c *Cache) quickAge() time.Duration { return max(quickRejection, 2*c.config.maxBackoff) }

// isRejected reports whether t was dropped lately; mu is held.
func (c *Cache) isRejected(t Token) bool { return slices.Contains(c.rejected[:], c.hash(t)) }

func (c *Cache) wasRejected(t Token) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.isRejected(t)
}

// hash stands for a token's value, so that rejected ones needn't be kept.
func (c *Cache) hash(t Token) uint64 { return maphash.String(c.seed, t.Value.Reveal()) }
