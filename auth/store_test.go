package auth_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
)

// hookStore is a MemoryStore without its lock whose calls can be replaced.
type hookStore struct {
	memory *auth.MemoryStore
	load   func(context.Context) (auth.Token, error)
	swap   func(ctx context.Context, old, next auth.Token) (bool, error)
}

func (s *hookStore) Load(ctx context.Context, key string) (auth.Token, error) {
	if s.load != nil {
		return s.load(ctx)
	}
	return s.memory.Load(ctx, key)
}

func (s *hookStore) Swap(ctx context.Context, key string, old, next auth.Token) (bool, error) {
	if s.swap != nil {
		return s.swap(ctx, old, next)
	}
	return s.memory.Swap(ctx, key, old, next)
}

// lockStore adds a lock that can be replaced.
type lockStore struct {
	hookStore
	lock func(context.Context) (func(), error)
}

func (s *lockStore) Lock(ctx context.Context, _ string) (func(), error) { return s.lock(ctx) }

const storeKey = "vendor/account"

func stored(t *testing.T, s auth.Store) auth.Token {
	t.Helper()
	token, err := s.Load(t.Context(), storeKey)
	require.NoError(t, err)
	return token
}

func put(t *testing.T, s auth.Store, token auth.Token) {
	t.Helper()
	swapped, err := s.Swap(t.Context(), storeKey, stored(t, s), token)
	require.NoError(t, err)
	require.True(t, swapped)
}

// A fleet is many caches with one store, as in many processes.
func TestFleetLogsInOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{delay: 50 * time.Millisecond, ttl: 15 * time.Minute}
		store := auth.NewMemoryStore()
		fleet := make([]*auth.Cache, 16)
		for i := range fleet {
			fleet[i] = newCache(t, v, auth.WithStore(store, storeKey))
		}
		everybody := func(n int) auth.Token {
			var wg sync.WaitGroup
			for _, c := range fleet {
				wg.Go(func() {
					for _, got := range callers(t.Context(), c, 4) {
						assert.NoError(t, got.err)
						assert.Equal(t, nth(n).Reveal(), got.token.Value.Reveal())
					}
				})
			}
			wg.Wait()
			return auth.Token{Value: nth(n)}
		}
		first := everybody(1)
		assert.Equal(t, 1, v.logins(), "cold start")

		pass(14 * time.Minute)
		everybody(1)
		pass(time.Second)
		second := everybody(2)
		assert.Equal(t, 2, v.logins(), "early refresh")

		pass(time.Hour)
		third := everybody(3)
		assert.Equal(t, 3, v.logins(), "expired")

		for _, c := range fleet {
			assert.False(t, c.Invalidate(first))
			assert.False(t, c.Invalidate(second))
			assert.True(t, c.Invalidate(third))
		}
		everybody(4)
		assert.Equal(t, 4, v.logins(), "revoked")
		assert.Equal(t, nth(4), stored(t, store).Value)
	})
}

func TestCacheTakesAGoodTokenFromTheStore(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		token func(now time.Time) auth.Token
		taken bool
	}{
		"nothing":            {func(time.Time) auth.Token { return auth.Token{} }, false},
		"unknown expiry":     {func(time.Time) auth.Token { return auth.Token{Value: "s"} }, true},
		"a minute left":      {func(n time.Time) auth.Token { return auth.Token{Value: "s", Expiry: n.Add(time.Minute)} }, true},
		"6 s left":           {func(n time.Time) auth.Token { return auth.Token{Value: "s", Expiry: n.Add(6 * time.Second)} }, true},
		"5 s left":           {func(n time.Time) auth.Token { return auth.Token{Value: "s", Expiry: n.Add(5 * time.Second)} }, false},
		"expired":            {func(n time.Time) auth.Token { return auth.Token{Value: "s", Expiry: n.Add(-time.Second)} }, false},
		"no value, only end": {func(n time.Time) auth.Token { return auth.Token{Expiry: n.Add(time.Hour)} }, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				token := tt.token(time.Now())
				v := &vendor{ttl: time.Hour}
				hooked := 0
				c := newCache(t, v, auth.WithOnRefresh(func(auth.Token) { hooked++ }), auth.WithStore(&hookStore{
					memory: auth.NewMemoryStore(),
					load:   func(context.Context) (auth.Token, error) { return token, nil },
					swap:   func(context.Context, auth.Token, auth.Token) (bool, error) { return true, nil },
				}, storeKey))
				got, err := c.Token(t.Context())
				require.NoError(t, err)
				if tt.taken {
					assert.Equal(t, "s", got.Value.Reveal())
					assert.Zero(t, v.logins())
					assert.Zero(t, hooked, "the hook is for logins")
				} else {
					assert.Equal(t, nth(1), got.Value)
					assert.Equal(t, 1, v.logins())
					assert.Equal(t, 1, hooked)
				}
			})
		})
	}
}

func TestCacheMarginForTheStoreIsTheHardWindow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := auth.NewMemoryStore()
		put(t, store, auth.Token{Value: "s", Expiry: time.Now().Add(6 * time.Second)})
		v := &vendor{ttl: time.Hour}
		c := newCache(t, v, auth.WithStore(store, storeKey), auth.WithHardRefresh(10*time.Second))
		get(t, c, 1)
	})
}

func TestRejectedTokenDoesNotComeBackFromTheStore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := auth.NewMemoryStore()
		v := &vendor{ttl: time.Hour}
		c := newCache(t, v, auth.WithStore(store, storeKey))
		rejected := get(t, c, 1)
		require.Equal(t, nth(1), stored(t, store).Value)
		require.True(t, c.Invalidate(rejected))
		get(t, c, 2)
		assert.Equal(t, nth(2), stored(t, store).Value, "swapped out")

		// Somebody puts a rejected token back, or one from before it.
		for _, old := range []auth.Token{rejected, {Value: "older", Expiry: rejected.Expiry.Add(-time.Minute)}} {
			put(t, store, old)
			current, err := c.Token(t.Context())
			require.NoError(t, err)
			require.True(t, c.Invalidate(current))
			before := v.logins()
			next, err := c.Token(t.Context())
			require.NoError(t, err)
			assert.Equal(t, before+1, v.logins(), "it isn't taken")
			assert.Equal(t, next.Value, stored(t, store).Value)
		}

		// Another process has logged in meanwhile: no login is needed.
		put(t, store, auth.Token{Value: "theirs", Expiry: time.Now().Add(2 * time.Hour)})
		current, err := c.Token(t.Context())
		require.NoError(t, err)
		require.True(t, c.Invalidate(current))
		before := v.logins()
		next, err := c.Token(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "theirs", next.Value.Reveal())
		assert.Equal(t, before, v.logins())
	})
}

func TestEarlyRefreshFromTheStoreTakesNothingOlder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := auth.NewMemoryStore()
		v := &vendor{ttl: 15 * time.Minute}
		c := newCache(t, v, auth.WithStore(store, storeKey))
		token := get(t, c, 1)
		put(t, store, auth.Token{Value: "older", Expiry: token.Expiry.Add(-time.Second)})
		pass(14 * time.Minute)
		get(t, c, 1)
		synctest.Wait()
		get(t, c, 2)
		assert.Equal(t, nth(2), stored(t, store).Value)
	})
}

// Two processes log in at once, without a lock: the token of the later login wins.
func TestStoreConflict(t *testing.T) {
	t.Parallel()
	const ttl = time.Hour
	tests := map[string]struct {
		theirs     func(now time.Time) auth.Token
		want, kept string
	}{
		"theirs is older":   {func(n time.Time) auth.Token { return auth.Token{Value: "theirs", Expiry: n.Add(ttl - time.Second)} }, "token-1", "token-1"},
		"theirs is newer":   {func(n time.Time) auth.Token { return auth.Token{Value: "theirs", Expiry: n.Add(ttl + time.Second)} }, "theirs", "theirs"},
		"theirs is expired": {func(n time.Time) auth.Token { return auth.Token{Value: "theirs", Expiry: n.Add(-ttl)} }, "token-1", "token-1"},
		"the same":          {func(n time.Time) auth.Token { return auth.Token{Value: "token-1", Expiry: n.Add(ttl)} }, "token-1", "token-1"},
		"deleted":           {func(time.Time) auth.Token { return auth.Token{} }, "token-1", "token-1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				memory := auth.NewMemoryStore()
				put(t, memory, auth.Token{Value: "before", Expiry: time.Now()})
				v := &vendor{ttl: ttl}
				c := newCache(t, auth.TokenSourceFunc(func(ctx context.Context) (auth.Token, error) {
					put(t, memory, tt.theirs(time.Now())) // while we log in
					return v.Token(ctx)
				}), auth.WithStore(&hookStore{memory: memory}, storeKey))
				got, err := c.Token(t.Context())
				require.NoError(t, err)
				assert.Equal(t, tt.want, got.Value.Reveal())
				assert.Equal(t, tt.kept, stored(t, memory).Value.Reveal())
				assert.Equal(t, 1, v.logins())
			})
		})
	}
}

func TestStoreConflictsAreBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		swaps := 0
		v := &vendor{ttl: time.Hour}
		c := newCache(t, v, auth.WithStore(&hookStore{
			memory: auth.NewMemoryStore(),
			swap: func(context.Context, auth.Token, auth.Token) (bool, error) {
				swaps++
				return false, nil
			},
		}, storeKey))
		get(t, c, 1)
		assert.Equal(t, 3, swaps)
	})
}

func TestStoreDownDegradesToAnOwnLogin(t *testing.T) {
	t.Parallel()
	down := errors.New("store is down")
	hang := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	tests := map[string]struct {
		store    func(memory *auth.MemoryStore) auth.Store
		took     time.Duration
		ops      []string
		inMemory string // what the store holds afterwards
	}{
		"load fails": {
			store: func(m *auth.MemoryStore) auth.Store {
				return &hookStore{memory: m, load: func(context.Context) (auth.Token, error) { return auth.Token{}, down }}
			},
			ops: []string{"load"},
		},
		"load hangs": {
			store: func(m *auth.MemoryStore) auth.Store {
				return &hookStore{memory: m, load: func(ctx context.Context) (auth.Token, error) { return auth.Token{}, hang(ctx) }}
			},
			took: time.Second, ops: []string{"load"},
		},
		"load panics": {
			store: func(m *auth.MemoryStore) auth.Store {
				return &hookStore{memory: m, load: func(context.Context) (auth.Token, error) { panic(down) }}
			},
			ops: []string{"load"},
		},
		"lock fails": {
			store: func(m *auth.MemoryStore) auth.Store {
				return &lockStore{hookStore{memory: m}, func(context.Context) (func(), error) { return nil, down }}
			},
			ops: []string{"lock"}, inMemory: "token-1",
		},
		"lock hangs": {
			store: func(m *auth.MemoryStore) auth.Store {
				return &lockStore{hookStore{memory: m}, func(ctx context.Context) (func(), error) { return nil, hang(ctx) }}
			},
			took: 5 * time.Second, ops: []string{"lock"}, inMemory: "token-1",
		},
		"lock gives no unlock": {
			store: func(m *auth.MemoryStore) auth.Store {
				return &lockStore{hookStore{memory: m}, func(context.Context) (func(), error) { return nil, nil }}
			},
			inMemory: "token-1",
		},
		"unlock panics": {
			store: func(m *auth.MemoryStore) auth.Store {
				return &lockStore{hookStore{memory: m}, func(context.Context) (func(), error) { return func() { panic(down) }, nil }}
			},
			ops: []string{"unlock"}, inMemory: "token-1",
		},
		"second load fails": {
			store: func(m *auth.MemoryStore) auth.Store {
				loads := 0
				return &lockStore{hookStore{memory: m, load: func(context.Context) (auth.Token, error) {
					if loads++; loads == 2 {
						return auth.Token{}, down
					}
					return auth.Token{}, nil
				}}, func(context.Context) (func(), error) { return func() {}, nil }}
			},
			ops: []string{"load"}, inMemory: "token-1",
		},
		"swap fails": {
			store: func(m *auth.MemoryStore) auth.Store {
				return &hookStore{memory: m, swap: func(context.Context, auth.Token, auth.Token) (bool, error) { return false, down }}
			},
			ops: []string{"swap"},
		},
		"swap hangs": {
			store: func(m *auth.MemoryStore) auth.Store {
				return &hookStore{memory: m, swap: func(ctx context.Context, _, _ auth.Token) (bool, error) { return false, hang(ctx) }}
			},
			took: time.Second, ops: []string{"swap"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				memory := auth.NewMemoryStore()
				var ops []string
				v := &vendor{ttl: time.Hour}
				c := newCache(t, v,
					auth.WithStore(tt.store(memory), storeKey),
					auth.WithRefreshTimeout(10*time.Second),
					auth.WithOnError(func(err error) {
						failure, ok := errorAs[*auth.StoreError](err)
						if assert.True(t, ok, "nothing but the store failed: %v", err) {
							ops = append(ops, failure.Op)
						}
					}))
				for _, got := range callers(t.Context(), c, many) {
					require.NoError(t, got.err)
					assert.Equal(t, nth(1), got.token.Value)
					assert.Equal(t, tt.took, got.took)
				}
				synctest.Wait()
				assert.Equal(t, 1, v.logins(), "one extra login for all callers")
				assert.Equal(t, tt.ops, ops)
				assert.Equal(t, tt.inMemory, stored(t, memory).Value.Reveal())
			})
		})
	}
}

func TestSlowUnlockDelaysNobody(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var unlocked atomic.Int64
		v := &vendor{ttl: time.Hour}
		c := newCache(t, v, auth.WithStore(&lockStore{
			hookStore{memory: auth.NewMemoryStore()},
			func(context.Context) (func(), error) {
				return func() { pass(time.Minute); unlocked.Add(1) }, nil
			},
		}, storeKey))
		start := time.Now()
		token := get(t, c, 1)
		require.True(t, c.Invalidate(token))
		get(t, c, 2)
		assert.Zero(t, time.Since(start))
		pass(time.Minute)
		synctest.Wait()
		assert.EqualValues(t, 2, unlocked.Load())
	})
}

// The lock is given back whatever the login does.
func TestLockIsGivenBack(t *testing.T) {
	t.Parallel()
	tests := map[string]func(context.Context) (auth.Token, error){
		"success": func(context.Context) (auth.Token, error) { return auth.Token{Value: "t"}, nil },
		"failure": func(context.Context) (auth.Token, error) { return auth.Token{}, errors.New("no") },
		"panic":   func(context.Context) (auth.Token, error) { panic("no") },
		"timeout": func(ctx context.Context) (auth.Token, error) { <-ctx.Done(); return auth.Token{}, ctx.Err() },
	}
	for name, source := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				store := auth.NewMemoryStore()
				c := newCache(t, auth.TokenSourceFunc(source), auth.WithStore(store, storeKey))
				_, _ = c.Token(t.Context())
				synctest.Wait()
				ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
				defer cancel()
				unlock, err := store.Lock(ctx, storeKey)
				require.NoError(t, err)
				unlock()
			})
		})
	}
}

// A login that took all of the time is saved nevertheless.
func TestLateTokenIsSaved(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := auth.NewMemoryStore()
		c := newCache(t, auth.TokenSourceFunc(func(context.Context) (auth.Token, error) {
			pass(11 * time.Second) // ignores its context
			return auth.Token{Value: "t"}, nil
		}), auth.WithStore(store, storeKey), auth.WithRefreshTimeout(10*time.Second))
		token, err := c.Token(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "t", token.Value.Reveal())
		assert.Equal(t, "t", stored(t, store).Value.Reveal())
	})
}
