package auth_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
)

func TestNewCacheRefusesNonsense(t *testing.T) {
	t.Parallel()
	source := auth.TokenSourceFunc(func(context.Context) (auth.Token, error) { return auth.Token{Value: "t"}, nil })
	_, err := auth.NewCache(nil)
	require.Error(t, err)
	for name, opt := range map[string]auth.CacheOption{
		"nil option":       nil,
		"early below 0":    auth.WithEarlyRefresh(-1),
		"hard below 0":     auth.WithHardRefresh(-1),
		"no timeout":       auth.WithRefreshTimeout(0),
		"timeout below 0":  auth.WithRefreshTimeout(-time.Second),
		"no back-off":      auth.WithFailureBackoff(0, time.Second),
		"most below least": auth.WithFailureBackoff(2*time.Second, time.Second),
		"back-off below 0": auth.WithFailureBackoff(-2*time.Second, -time.Second),
		"no store":         auth.WithStore(nil, "k"),
		"no key":           auth.WithStore(auth.NewMemoryStore(), ""),
		"no refresh hook":  auth.WithOnRefresh(nil),
		"no error hook":    auth.WithOnError(nil),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := auth.NewCache(source, opt)
			require.Error(t, err)
			assert.Nil(t, c)
		})
	}
	for name, opt := range map[string]auth.CacheOption{
		"no early refresh":  auth.WithEarlyRefresh(0),
		"no margin":         auth.WithHardRefresh(0),
		"shortest timeout":  auth.WithRefreshTimeout(time.Nanosecond),
		"constant back-off": auth.WithFailureBackoff(time.Second, time.Second),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := auth.NewCache(source, opt)
			require.NoError(t, err)
		})
	}
}
