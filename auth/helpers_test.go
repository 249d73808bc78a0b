package auth_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
)

// vendor is a login endpoint: its nth login takes delay and gives out "token-n" for
// ttl, or fails with what fail says.
type vendor struct {
	delay, ttl time.Duration
	fail       func(n int) error
	count      atomic.Int64
}

func (v *vendor) Token(ctx context.Context) (auth.Token, error) {
	n := int(v.count.Add(1))
	if v.delay > 0 {
		select {
		case <-time.After(v.delay):
		case <-ctx.Done():
			return auth.Token{}, ctx.Err()
		}
	}
	if v.fail != nil {
		if err := v.fail(n); err != nil {
			return auth.Token{}, err
		}
	}
	token := auth.Token{Value: nth(n)}
	if v.ttl != 0 {
		token.Expiry = time.Now().Add(v.ttl)
	}
	return token, nil
}

func (v *vendor) logins() int { return int(v.count.Load()) }

func nth(n int) auth.Secret { return auth.Secret(fmt.Sprintf("token-%d", n)) }

func newCache(t testing.TB, source auth.TokenSource, opts ...auth.CacheOption) *auth.Cache {
	t.Helper()
	c, err := auth.NewCache(source, opts...)
	require.NoError(t, err)
	return c
}

// get fails the test unless the cache gives the nth token.
func get(t testing.TB, c *auth.Cache, n int) auth.Token {
	t.Helper()
	token, err := c.Token(t.Context())
	require.NoError(t, err)
	require.Equal(t, nth(n).Reveal(), token.Value.Reveal())
	return token
}

// outcome is what one of many callers got, and when.
type outcome struct {
	token auth.Token
	err   error
	took  time.Duration
}

// callers calls c from n goroutines at once and waits for all of them.
func callers(ctx context.Context, c *auth.Cache, n int) []outcome {
	out := make([]outcome, n)
	done := make(chan struct{}, n)
	start := time.Now()
	for i := range n {
		go func() {
			out[i].token, out[i].err = c.Token(ctx)
			out[i].took = time.Since(start)
			done <- struct{}{}
		}()
	}
	for range n {
		<-done
	}
	return out
}

func errorAs[T error](err error) (T, bool) { return errors.AsType[T](err) }

// pass lets d pass on the fake clock of a synctest bubble.
func pass(d time.Duration) { <-time.After(d) }
