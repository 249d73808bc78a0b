package auth_test

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
)

func TestInvalidateComparesFirst(t *testing.T) {
	t.Parallel()
	v := &vendor{}
	c := newCache(t, v)
	assert.False(t, c.Invalidate(auth.Token{}), "an empty cache holds nothing to drop")
	first := get(t, c, 1)
	assert.False(t, c.Invalidate(auth.Token{Value: "another"}))
	get(t, c, 1)
	assert.True(t, c.Invalidate(auth.Token{Value: first.Value}), "only the value is compared")
	assert.False(t, c.Invalidate(first), "dropped once")
	get(t, c, 2)
	assert.False(t, c.Invalidate(first), "the cache holds a newer one")
	get(t, c, 2)
	assert.Equal(t, 2, v.logins())
}

// 64 callers whose token is revoked: each gets one 401, replays once, and no call fails.
func TestRevokedTokenIsOneLogin(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{delay: 50 * time.Millisecond, ttl: time.Hour}
		a, err := auth.Refreshing(auth.Bearer(), newCache(t, v))
		require.NoError(t, err)
		_, err = a.Authenticate(t.Context(), http.Header{})
		require.NoError(t, err)

		var failed, replays atomic.Int64
		var wg sync.WaitGroup
		for i := range many {
			wg.Go(func() {
				for attempt := range 2 {
					h := http.Header{}
					used, err := a.Authenticate(t.Context(), h)
					// The answer takes a different time for each caller, so that
					// some 401s come when the new token is already there.
					pass(time.Duration(1+i*2) * time.Millisecond)
					if err == nil && h.Get("Authorization") != "Bearer token-1" {
						return
					}
					if attempt == 0 && a.Reject(used) {
						replays.Add(1)
						continue
					}
					failed.Add(1)
				}
			})
		}
		wg.Wait()
		assert.Zero(t, failed.Load())
		assert.EqualValues(t, many, replays.Load(), "each caller is told to replay")
		assert.Equal(t, 2, v.logins())
	})
}

func TestInvalidateRacingAnEarlyRefresh(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{delay: time.Second, ttl: 15 * time.Minute}
		c := newCache(t, v)
		first := get(t, c, 1)
		pass(14 * time.Minute)
		get(t, c, 1) // begins the login in the background
		synctest.Wait()
		require.Equal(t, 2, v.logins())

		require.True(t, c.Invalidate(first))
		for _, got := range callers(t.Context(), c, many) {
			require.NoError(t, got.err)
			assert.Equal(t, nth(2), got.token.Value)
			assert.Equal(t, time.Second, got.took, "they wait for the login under way")
		}
		assert.False(t, c.Invalidate(first), "a late 401 doesn't hurt the new token")
		get(t, c, 2)
		assert.Equal(t, 2, v.logins())
	})
}

// The vendor gives the rejected value out again: the callers get it and see the 401;
// logins follow the back-off however often they say so.
func TestInvalidateOfAValueThatComesBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		logins := 0
		c := newCache(t, auth.TokenSourceFunc(func(context.Context) (auth.Token, error) {
			logins++
			return auth.Token{Value: "same"}, nil
		}))
		a, err := auth.Refreshing(auth.Raw(), c)
		require.NoError(t, err)
		h := http.Header{}
		used, err := a.Authenticate(t.Context(), h)
		require.NoError(t, err)
		require.True(t, a.Reject(used), "the first rejection is believed")

		at := map[int]time.Duration{} // when each login was made
		start := time.Now()
		for time.Since(start) < 2*time.Minute {
			used, err = a.Authenticate(t.Context(), h)
			require.NoError(t, err)
			require.Equal(t, "same", used.Value.Reveal())
			if _, ok := at[logins]; !ok {
				at[logins] = time.Since(start)
			}
			if a.Reject(used) {
				_, err = a.Authenticate(t.Context(), h)
				require.NoError(t, err)
				if _, ok := at[logins]; !ok {
					at[logins] = time.Since(start)
				}
				require.False(t, a.Reject(used), "a replay with the same value isn't worth it")
			}
			pass(100 * time.Millisecond)
		}
		assert.Equal(t, map[int]time.Duration{
			2: 0, 3: 1 * time.Second, 4: 3 * time.Second, 5: 7 * time.Second, 6: 15 * time.Second,
			7: 31 * time.Second, 8: 61 * time.Second, 9: 91 * time.Second,
		}, at)
	})
}

// Each login works and each of its tokens is refused: the logins become rarer.
func TestInvalidateWhereEveryTokenIsRejected(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{}
		c := newCache(t, v)
		start := time.Now()
		for range 8 {
			token, err := c.Token(t.Context())
			require.NoError(t, err)
			require.True(t, c.Invalidate(token), "some are believed at once")
		}
		for time.Since(start) < 2*time.Minute {
			token, err := c.Token(t.Context())
			require.NoError(t, err)
			c.Invalidate(token)
			pass(10 * time.Millisecond)
		}
		assert.LessOrEqual(t, v.logins(), 8+8)
		assert.GreaterOrEqual(t, v.logins(), 8+6)

		// A token that does well for a while, and the vendor is trusted again.
		token, err := c.Token(t.Context())
		require.NoError(t, err)
		pass(10 * time.Minute)
		require.True(t, c.Invalidate(token))
		for range 8 {
			token, err := c.Token(t.Context())
			require.NoError(t, err)
			require.True(t, c.Invalidate(token))
		}
	})
}

// A token that lived to its expiry is proof of a vendor in order as well.
func TestInvalidateCountEndsWithATokenThatExpires(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{ttl: time.Hour}
		c := newCache(t, v)
		for range 3 {
			for range 7 {
				token, err := c.Token(t.Context())
				require.NoError(t, err)
				require.True(t, c.Invalidate(token))
			}
			_, err := c.Token(t.Context())
			require.NoError(t, err)
			pass(time.Hour)
			_, err = c.Token(t.Context())
			require.NoError(t, err)
		}
	})
}

// Tokens of other processes say nothing about our logins.
func TestInvalidateOfTokensFromTheStoreIsNotCounted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := auth.NewMemoryStore()
		v := &vendor{}
		c := newCache(t, v, auth.WithStore(store, storeKey))
		for i := range 20 {
			put(t, store, auth.Token{Value: auth.Secret(fmt.Sprint("theirs ", i))})
			token, err := c.Token(t.Context())
			require.NoError(t, err)
			require.True(t, c.Invalidate(token))
		}
		assert.Zero(t, v.logins())
		for n := range 8 {
			require.True(t, c.Invalidate(get(t, c, n+1)))
		}
	})
}

func TestInvalidateDuringTheFailureBackoff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{ttl: 15 * time.Minute}
		c := newCache(t, v)
		a, err := auth.Refreshing(auth.Bearer(), c)
		require.NoError(t, err)
		token := get(t, c, 1)
		pass(14 * time.Minute)
		v.fail = failing(503)
		get(t, c, 1)
		synctest.Wait()
		require.Equal(t, 2, v.logins())

		require.True(t, a.Reject(token))
		_, err = a.Authenticate(t.Context(), http.Header{})
		_, ok := errorAs[*statusError](err)
		require.True(t, ok, "the login's error, to be shown beside the 401")
		assert.Equal(t, 2, v.logins())
	})
}
