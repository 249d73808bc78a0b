package auth_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
)

const many = 64

func TestCacheColdStartIsOneLogin(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{delay: 50 * time.Millisecond, ttl: time.Hour}
		c := newCache(t, v)
		for _, got := range callers(t.Context(), c, many) {
			require.NoError(t, got.err)
			assert.Equal(t, nth(1), got.token.Value)
			assert.Equal(t, 50*time.Millisecond, got.took)
		}
		callers(t.Context(), c, many)
		assert.Equal(t, 1, v.logins())
	})
}

func TestCacheExpiredTokenIsOneLogin(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{delay: 50 * time.Millisecond, ttl: time.Hour}
		c := newCache(t, v)
		get(t, c, 1)
		pass(2 * time.Hour)
		for _, got := range callers(t.Context(), c, many) {
			require.NoError(t, got.err)
			assert.Equal(t, nth(2), got.token.Value)
		}
		assert.Equal(t, 2, v.logins())
	})
}

// The default windows, walked through second by second: when the token is replaced
// in the background, and when callers have to wait.
func TestCacheWindows(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		ttl   time.Duration
		opts  []auth.CacheOption
		quiet time.Duration // until then no second login
		early time.Duration // from then on a login in the background; 0: none
		hard  time.Duration // from then on callers wait
	}{
		"8 s, just fetched":   {ttl: 8 * time.Second, quiet: 3990 * time.Millisecond, early: 4 * time.Second, hard: 7200 * time.Millisecond},
		"15 min":              {ttl: 15 * time.Minute, quiet: 13*time.Minute + 29*time.Second, early: 13*time.Minute + 30*time.Second, hard: 15*time.Minute - 5*time.Second},
		"5 min, 60 s early":   {ttl: 5 * time.Minute, quiet: 3*time.Minute + 59*time.Second, early: 4 * time.Minute, hard: 5*time.Minute - 5*time.Second},
		"1 s has no windows":  {ttl: time.Second, quiet: 999 * time.Millisecond, hard: time.Second},
		"early switched off":  {ttl: time.Hour, opts: []auth.CacheOption{auth.WithEarlyRefresh(0)}, quiet: time.Hour - 6*time.Second, hard: time.Hour - 5*time.Second},
		"own windows":         {ttl: time.Hour, opts: []auth.CacheOption{auth.WithEarlyRefresh(20 * time.Minute), auth.WithHardRefresh(time.Minute)}, quiet: 39 * time.Minute, early: 40 * time.Minute, hard: 59 * time.Minute},
		"own windows, capped": {ttl: time.Minute, opts: []auth.CacheOption{auth.WithEarlyRefresh(time.Hour), auth.WithHardRefresh(0)}, quiet: 29 * time.Second, early: 30 * time.Second, hard: time.Minute},
		"hard above early":    {ttl: time.Hour, opts: []auth.CacheOption{auth.WithEarlyRefresh(time.Second), auth.WithHardRefresh(time.Minute)}, quiet: 58 * time.Minute, hard: 59 * time.Minute},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				v := &vendor{ttl: tt.ttl}
				c := newCache(t, v, tt.opts...)
				start := time.Now()
				get(t, c, 1)
				v.delay = 10 * time.Millisecond

				pass(tt.quiet)
				get(t, c, 1)
				synctest.Wait()
				assert.Equal(t, 1, v.logins(), "quiet")

				if tt.early > 0 {
					pass(time.Until(start.Add(tt.early)))
					for range 3 {
						get(t, c, 1)
						synctest.Wait()
					}
					assert.Equal(t, 2, v.logins(), "one login in the background")
					pass(v.delay)
					synctest.Wait()
					get(t, c, 2)
					// Look at the hard limit with a fresh cache that nobody asked early.
					v = &vendor{ttl: tt.ttl}
					c = newCache(t, v, tt.opts...)
					start = time.Now()
					get(t, c, 1)
					v.delay = 10 * time.Millisecond
				}
				pass(time.Until(start.Add(tt.hard)))
				before := time.Now()
				get(t, c, 2)
				assert.Equal(t, 10*time.Millisecond, time.Since(before), "callers wait for the new token")
			})
		})
	}
}

func TestCacheEarlyRefreshIsOneLoginForManyCallers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{delay: 5 * time.Second, ttl: 15 * time.Minute}
		c := newCache(t, v)
		get(t, c, 1)
		pass(14 * time.Minute)
		for range 4 {
			for _, got := range callers(t.Context(), c, many) {
				require.NoError(t, got.err)
				assert.Equal(t, nth(1), got.token.Value)
				assert.Zero(t, got.took, "nobody waits while the old token is good")
			}
			pass(time.Second)
		}
		pass(time.Second)
		synctest.Wait()
		get(t, c, 2)
		assert.Equal(t, 2, v.logins())
	})
}

func TestCacheUnknownExpiryIsValidUntilRejected(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{}
		c := newCache(t, v)
		token := get(t, c, 1)
		pass(1000 * time.Hour)
		get(t, c, 1)
		require.True(t, c.Invalidate(token))
		get(t, c, 2)
	})
}

// A vendor may give out one and the same token until it expires.
func TestCacheSameTokenUntilItExpiresIsNoStorm(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		end := time.Now().Add(time.Hour)
		logins := 0
		c := newCache(t, auth.TokenSourceFunc(func(context.Context) (auth.Token, error) {
			logins++
			for !time.Now().Before(end) {
				end = end.Add(time.Hour)
			}
			return auth.Token{Value: auth.Secret(end.String()), Expiry: end}, nil
		}))
		stop := time.Now().Add(2 * time.Hour)
		for time.Now().Before(stop) {
			token, err := c.Token(t.Context())
			require.NoError(t, err)
			require.False(t, token.Expired(time.Now()))
			synctest.Wait()
			pass(100 * time.Millisecond)
		}
		assert.Less(t, logins, 30)
	})
}

func TestCacheWaitersLeaveWithTheirOwnContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{delay: 2 * time.Second, ttl: time.Hour}
		c := newCache(t, v)
		patient := make(chan outcome, 1)
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		for _, got := range callers(ctx, c, many) {
			require.ErrorIs(t, got.err, context.DeadlineExceeded)
			assert.Equal(t, 200*time.Millisecond, got.took)
			_, isLogin := errorAs[*auth.LoginError](got.err)
			assert.False(t, isLogin, "the login hasn't failed")
		}
		go func() {
			token, err := c.Token(t.Context())
			patient <- outcome{token: token, err: err}
		}()
		got := <-patient
		require.NoError(t, got.err)
		assert.Equal(t, nth(1), got.token.Value)
		assert.Equal(t, 1, v.logins(), "the login outlived the caller that began it")
	})
}

func TestCacheLeaderCancelledWhileWaitersLive(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		type key struct{}
		var seen any
		v := &vendor{delay: time.Second, ttl: time.Hour}
		c := newCache(t, auth.TokenSourceFunc(func(ctx context.Context) (auth.Token, error) {
			seen = ctx.Value(key{})
			return v.Token(ctx)
		}))
		leaderCtx, cancel := context.WithCancel(context.WithValue(t.Context(), key{}, "trace"))
		leader := make(chan error, 1)
		go func() {
			_, err := c.Token(leaderCtx)
			leader <- err
		}()
		synctest.Wait()
		waiters := make(chan []outcome, 1)
		go func() { waiters <- callers(t.Context(), c, many) }()
		synctest.Wait()

		cancel()
		synctest.Wait()
		require.ErrorIs(t, <-leader, context.Canceled)
		for _, got := range <-waiters {
			require.NoError(t, got.err)
			assert.Equal(t, nth(1), got.token.Value)
		}
		assert.Equal(t, 1, v.logins())
		assert.Equal(t, "trace", seen, "the context's values are kept")
	})
}

func TestCacheEndedContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{}
		c := newCache(t, v)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := c.Token(ctx)
		require.ErrorIs(t, err, context.Canceled)
		synctest.Wait()
		assert.Zero(t, v.logins(), "who has left begins no login")

		get(t, c, 1)
		token, err := c.Token(ctx)
		require.NoError(t, err, "a cached token costs nothing")
		assert.Equal(t, nth(1), token.Value)
	})
}

// errContext calls back when it is asked whether it has ended.
type errContext struct {
	context.Context
	asked func()
}

func (c errContext) Err() error { c.asked(); return c.Context.Err() }

// A login may end while another caller is between its look at the cache and the
// lock. That caller mustn't begin another one.
func TestCacheLoginThatEndsBeforeTheLock(t *testing.T) {
	t.Parallel()
	v := &vendor{}
	c := newCache(t, v)
	token, err := c.Token(errContext{t.Context(), func() { get(t, c, 1) }})
	require.NoError(t, err)
	assert.Equal(t, nth(1), token.Value)
	assert.Equal(t, 1, v.logins())
}

// The same with a login in the background that takes no time.
func TestCacheEarlyLoginThatEndsBeforeTheLock(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for range 200 {
			v := &vendor{ttl: time.Minute}
			c := newCache(t, v)
			get(t, c, 1)
			pass(45 * time.Second)
			callers(t.Context(), c, many)
			synctest.Wait()
			require.Equal(t, 2, v.logins())
		}
	})
}

func TestCacheOnRefresh(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var seen []auth.Token
		v := &vendor{ttl: time.Hour, delay: time.Millisecond}
		c := newCache(t, v, auth.WithOnRefresh(func(token auth.Token) {
			seen = append(seen, token) // no lock: before any caller has the token
			panic("a bad hook")
		}))
		callers(t.Context(), c, many)
		require.Len(t, seen, 1)
		assert.Equal(t, nth(1), seen[0].Value)
		pass(time.Hour)
		get(t, c, 2)
		assert.Len(t, seen, 2)
	})
}

// A clock that jumps backwards makes a token live longer here than at the vendor,
// never forever; what counts is that the wall clock is read, not the monotonic one.
func TestCacheDropsTheMonotonicReading(t *testing.T) {
	t.Parallel()
	c := newCache(t, &vendor{ttl: time.Hour})
	token := get(t, c, 1)
	assert.Equal(t, token.Expiry.Round(0).String(), token.Expiry.String())
}

// Everything at once, for the race detector.
func TestCacheUnderConcurrentUse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{delay: 30 * time.Millisecond, ttl: 10 * time.Second}
		c := newCache(t, v, auth.WithStore(auth.NewMemoryStore(), "k"))
		var failed atomic.Int64
		var wg sync.WaitGroup
		for i := range many {
			wg.Go(func() {
				for step := range 200 {
					token, err := c.Token(t.Context())
					if err != nil || token.Expired(time.Now()) {
						failed.Add(1)
					}
					if i == 0 && step%50 == 49 {
						c.Invalidate(token)
					}
					pass(time.Duration(i+1) * time.Millisecond)
				}
			})
		}
		wg.Wait()
		assert.Zero(t, failed.Load())
		assert.Less(t, v.logins(), 12)
	})
}
