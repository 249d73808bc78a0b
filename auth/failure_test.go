package auth_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
)

// statusError is what a vendor's login may fail with; 400 is wrong credentials.
type statusError struct{ status int }

func (e *statusError) Error() string    { return fmt.Sprintf("status %d", e.status) }
func (e *statusError) FinalLogin() bool { return e.status == 400 }

func failing(status int) func(int) error {
	return func(int) error { return &statusError{status} }
}

func TestCacheFailedLoginIsOneLoginForManyCallers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{delay: 50 * time.Millisecond, fail: failing(500)}
		c := newCache(t, v)
		var first error
		for _, got := range callers(t.Context(), c, many) {
			failure, ok := errorAs[*auth.LoginError](got.err)
			require.True(t, ok)
			assert.Equal(t, 1, failure.Failures)
			assert.Equal(t, time.Second, time.Until(failure.RetryAt))
			assert.False(t, failure.FinalLogin())
			status, ok := errorAs[*statusError](got.err)
			require.True(t, ok, "the source's typed error is reachable")
			assert.Equal(t, 500, status.status)
			assert.Equal(t, 50*time.Millisecond, got.took)
			first = got.err
		}
		pass(999 * time.Millisecond)
		for _, got := range callers(t.Context(), c, many) {
			assert.Same(t, first, got.err, "the same error, at once")
			assert.Zero(t, got.took)
		}
		assert.Equal(t, 1, v.logins())
		pass(time.Millisecond)
		callers(t.Context(), c, many)
		assert.Equal(t, 2, v.logins())
	})
}

// waits calls the cache at every login that it allows and returns the back-offs.
func waits(t *testing.T, c *auth.Cache, n int) []time.Duration {
	t.Helper()
	out := make([]time.Duration, 0, n)
	for range n {
		_, err := c.Token(t.Context())
		failure, ok := errorAs[*auth.LoginError](err)
		require.True(t, ok)
		out = append(out, time.Until(failure.RetryAt))
		pass(time.Until(failure.RetryAt))
	}
	return out
}

func seconds(s ...int) []time.Duration {
	out := make([]time.Duration, 0, len(s))
	for _, n := range s {
		out = append(out, time.Duration(n)*time.Second)
	}
	return out
}

func TestCacheFailureBackoff(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		fail func(int) error
		opts []auth.CacheOption
		want []time.Duration
	}{
		"default": {fail: failing(500), want: seconds(1, 2, 4, 8, 16, 30, 30)},
		"own": {
			fail: failing(500), opts: []auth.CacheOption{auth.WithFailureBackoff(5*time.Second, 12*time.Second)},
			want: seconds(5, 10, 12, 12),
		},
		"wrong credentials": {fail: failing(400), want: seconds(30, 60, 120, 240, 300, 300)},
		"wrapped": {
			fail: func(int) error { return fmt.Errorf("login: %w", &statusError{400}) },
			want: seconds(30, 60),
		},
		"own above the final one": {
			fail: failing(400), opts: []auth.CacheOption{auth.WithFailureBackoff(time.Minute, 10*time.Minute)},
			want: seconds(60, 120, 240, 480, 600),
		},
		"starts again after a success": {
			fail: func(n int) error {
				if n == 3 {
					return nil
				}
				return errors.New("down")
			},
			want: seconds(1, 2),
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				v := &vendor{fail: tt.fail}
				c := newCache(t, v, tt.opts...)
				assert.Equal(t, tt.want, waits(t, c, len(tt.want)))
				assert.Equal(t, len(tt.want), v.logins())
				if strings.HasPrefix(name, "starts again") {
					require.True(t, c.Invalidate(get(t, c, 3)))
					assert.Equal(t, seconds(1, 2, 4), waits(t, c, 3))
				}
			})
		})
	}
}

func TestCacheEarlyFailureIsSwallowedWhileTheTokenIsValid(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var reported []error
		v := &vendor{ttl: 15 * time.Minute}
		c := newCache(t, v, auth.WithOnError(func(err error) { reported = append(reported, err) }))
		get(t, c, 1)
		v.fail = failing(503)
		start := time.Now()
		pass(13*time.Minute + 30*time.Second)
		// 90 s early: logins at 0, 1, 3, 7, 15, 31 and 61 s of them.
		for time.Since(start) < 15*time.Minute-5*time.Second {
			get(t, c, 1)
			synctest.Wait()
			pass(100 * time.Millisecond)
		}
		assert.Equal(t, 1+7, v.logins())
		assert.Len(t, reported, 7)

		pass(time.Until(start.Add(15*time.Minute - time.Nanosecond)))
		get(t, c, 1) // in its safety margin, and still better than none
		pass(time.Nanosecond)
		_, err := c.Token(t.Context())
		_, ok := errorAs[*statusError](err)
		require.True(t, ok, "at its end the token is withheld, and the error of the back-off returned")
		assert.Equal(t, 1+7, v.logins())

		v.fail = nil
		pass(30 * time.Second)
		get(t, c, 9)
	})
}

// Callers who wait for a login in the token's safety margin get the old token if
// the login fails.
func TestCacheTokenInItsMarginIsBetterThanNone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{ttl: time.Hour}
		c := newCache(t, v)
		get(t, c, 1)
		pass(time.Hour - 4*time.Second)
		v.fail, v.delay = failing(503), time.Second
		for _, got := range callers(t.Context(), c, many) {
			require.NoError(t, got.err)
			assert.Equal(t, nth(1), got.token.Value)
			assert.Equal(t, time.Second, got.took)
		}
		assert.Equal(t, 2, v.logins())
		v.delay = 3 * time.Second // the token expires while they wait
		pass(time.Second)
		for _, got := range callers(t.Context(), c, many) {
			_, ok := errorAs[*statusError](got.err)
			require.True(t, ok)
			assert.Zero(t, got.token)
		}
		assert.Equal(t, 3, v.logins())
	})
}

// rudeError panics when it is asked.
type rudeError struct{}

func (rudeError) Error() string    { return "rude" }
func (rudeError) FinalLogin() bool { panic("rude") }

func TestCacheErrorThatPanics(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{fail: func(int) error { return rudeError{} }}
		c := newCache(t, v)
		assert.Equal(t, seconds(1, 2), waits(t, c, 2))
	})
}

func TestCacheLoginTimeoutIsNotTheCallersDeadline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{delay: time.Hour}
		c := newCache(t, v, auth.WithRefreshTimeout(3*time.Second))
		for _, got := range callers(t.Context(), c, many) {
			failure, ok := errorAs[*auth.LoginError](got.err)
			require.True(t, ok)
			assert.NotErrorIs(t, got.err, context.DeadlineExceeded)
			require.ErrorIs(t, failure.Err, context.DeadlineExceeded)
			assert.Contains(t, got.err.Error(), "no token within 3s")
			assert.Equal(t, 3*time.Second, got.took)
		}
		assert.Equal(t, 1, v.logins())
	})
}

func TestCacheSourceThatIgnoresItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var logins atomic.Int64
		release := make(chan auth.Token)
		c := newCache(t, auth.TokenSourceFunc(func(context.Context) (auth.Token, error) {
			logins.Add(1)
			return <-release, nil
		}), auth.WithRefreshTimeout(4*time.Second))
		for _, got := range callers(t.Context(), c, many) {
			require.ErrorIs(t, got.err, auth.ErrLoginOverdue)
			assert.Equal(t, 5*time.Second, got.took)
		}
		pass(time.Hour)
		for _, got := range callers(t.Context(), c, many) {
			require.ErrorIs(t, got.err, auth.ErrLoginOverdue)
			assert.Zero(t, got.took)
		}
		assert.EqualValues(t, 1, logins.Load(), "no second goroutine behind a source that hangs")

		release <- auth.Token{Value: "late"}
		synctest.Wait()
		token, err := c.Token(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "late", token.Value.Reveal(), "a late token is a token")

		require.True(t, c.Invalidate(token))
		go func() { release <- auth.Token{Value: "next"} }()
		token, err = c.Token(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "next", token.Value.Reveal())
	})
}

// A late token ends the back-off that its lateness began.
func TestCacheLateTokenEndsTheBackoff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{}
		c := newCache(t, auth.TokenSourceFunc(func(ctx context.Context) (auth.Token, error) {
			if v.logins() == 0 {
				pass(5*time.Second + time.Millisecond)
			}
			return v.Token(ctx)
		}), auth.WithRefreshTimeout(4*time.Second))
		_, err := c.Token(t.Context())
		require.ErrorIs(t, err, auth.ErrLoginOverdue)
		pass(2 * time.Millisecond)
		require.True(t, c.Invalidate(get(t, c, 1)))
		get(t, c, 2)
	})
}

func TestCacheLateFailureOfAnAbandonedLogin(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var reported []error
		v := &vendor{}
		c := newCache(t, auth.TokenSourceFunc(func(ctx context.Context) (auth.Token, error) {
			if v.logins() == 0 {
				pass(time.Hour)
			}
			return v.Token(ctx)
		}), auth.WithOnError(func(err error) { reported = append(reported, err) }))
		v.fail = func(n int) error {
			if n == 1 {
				return errors.New("late")
			}
			return nil
		}
		_, err := c.Token(t.Context())
		require.ErrorIs(t, err, auth.ErrLoginOverdue)
		pass(time.Hour)
		get(t, c, 2)
		synctest.Wait() // for the goroutine that reported, too
		assert.Len(t, reported, 1, "one login, one failure")
	})
}

func TestCacheSourceMisbehaves(t *testing.T) {
	t.Parallel()
	boom := errors.New("boom")
	tests := map[string]struct {
		source func(context.Context) (auth.Token, error)
		check  func(*testing.T, error)
	}{
		"panics": {
			func(context.Context) (auth.Token, error) { panic("boom") },
			func(t *testing.T, err error) {
				p, ok := errorAs[*auth.PanicError](err)
				require.True(t, ok)
				assert.Equal(t, "boom", p.Value)
				assert.Contains(t, string(p.Stack), "TestCacheSourceMisbehaves")
				assert.LessOrEqual(t, len(p.Stack), 16<<10)
				assert.Contains(t, err.Error(), "auth: panic: boom")
			},
		},
		"panics with an error": {
			func(context.Context) (auth.Token, error) { panic(boom) },
			func(t *testing.T, err error) { require.ErrorIs(t, err, boom) },
		},
		"panics at length": {
			func(context.Context) (auth.Token, error) { panic(strings.Repeat("ü", 10_000)) },
			func(t *testing.T, err error) {
				assert.Less(t, len(err.Error()), 2048)
				assert.NotContains(t, err.Error(), "\ufffd")
			},
		},
		"ends its goroutine": {
			func(context.Context) (auth.Token, error) { runtime.Goexit(); return auth.Token{}, nil },
			func(t *testing.T, err error) { assert.ErrorContains(t, err, "Goexit") },
		},
		"gives an expired token": {
			func(context.Context) (auth.Token, error) {
				return auth.Token{Value: "old", Expiry: time.Now().Add(-time.Hour)}, nil
			},
			func(t *testing.T, err error) { require.ErrorIs(t, err, auth.ErrTokenExpired) },
		},
		"gives a token that expires now": {
			func(context.Context) (auth.Token, error) {
				return auth.Token{Value: "old", Expiry: time.Now()}, nil
			},
			func(t *testing.T, err error) { require.ErrorIs(t, err, auth.ErrTokenExpired) },
		},
		"gives an empty token": {
			func(context.Context) (auth.Token, error) { return auth.Token{}, nil },
			func(t *testing.T, err error) { require.ErrorIs(t, err, auth.ErrTokenEmpty) },
		},
		"gives a token and an error": {
			func(context.Context) (auth.Token, error) { return auth.Token{Value: "half"}, boom },
			func(t *testing.T, err error) { require.ErrorIs(t, err, boom) },
		},
		"says cancelled": {
			func(context.Context) (auth.Token, error) { return auth.Token{}, context.Canceled },
			func(t *testing.T, err error) { assert.NotErrorIs(t, err, context.Canceled) },
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				logins, healed := 0, false
				c := newCache(t, auth.TokenSourceFunc(func(ctx context.Context) (auth.Token, error) {
					logins++
					if healed {
						return auth.Token{Value: "good"}, nil
					}
					return tt.source(ctx)
				}))
				for _, got := range callers(t.Context(), c, many) {
					require.Error(t, got.err)
					assert.Zero(t, got.token)
					tt.check(t, got.err)
				}
				assert.Equal(t, 1, logins, "an error, not a loop")

				healed = true
				pass(time.Second)
				token, err := c.Token(t.Context())
				require.NoError(t, err, "the cache isn't wedged")
				assert.Equal(t, "good", token.Value.Reveal())
			})
		})
	}
}

func TestCacheErrorHookPanics(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &vendor{fail: failing(500)}
		c := newCache(t, v, auth.WithOnError(func(error) { panic("a bad hook") }))
		_, err := c.Token(t.Context())
		_, ok := errorAs[*statusError](err)
		require.True(t, ok)
		v.fail = nil
		pass(time.Second)
		get(t, c, 2)
	})
}
