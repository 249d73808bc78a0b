package auth_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
)

func TestMemoryStoreSwap(t *testing.T) {
	t.Parallel()
	expiry := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	a, b, none := auth.Token{Value: "a", Expiry: expiry}, auth.Token{Value: "b"}, auth.Token{}
	tests := map[string]struct {
		held, old, next, want auth.Token
		swapped               bool
	}{
		"first":                     {none, none, a, a, true},
		"first, but one is there":   {a, none, b, a, false},
		"replace":                   {a, a, b, b, true},
		"replace what isn't there":  {none, a, b, none, false},
		"replace another":           {a, b, b, a, false},
		"the expiry isn't compared": {a, auth.Token{Value: "a"}, b, b, true},
		"delete":                    {a, a, none, none, true},
		"delete another":            {a, b, none, a, false},
		"delete nothing":            {none, none, none, none, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := auth.NewMemoryStore()
			if tt.held != none {
				swapped, err := s.Swap(t.Context(), "k", none, tt.held)
				require.NoError(t, err)
				require.True(t, swapped)
			}
			swapped, err := s.Swap(t.Context(), "k", tt.old, tt.next)
			require.NoError(t, err)
			assert.Equal(t, tt.swapped, swapped)
			got, err := s.Load(t.Context(), "k")
			require.NoError(t, err)
			assert.Equal(t, tt.want, got)
			other, err := s.Load(t.Context(), "other")
			require.NoError(t, err)
			assert.Zero(t, other, "keys are apart")
		})
	}
}

func TestMemoryStoreSwapIsAtomic(t *testing.T) {
	t.Parallel()
	s := auth.NewMemoryStore()
	var won sync.Map
	var wg sync.WaitGroup
	for i := range many {
		wg.Go(func() {
			if swapped, err := s.Swap(t.Context(), "k", auth.Token{}, auth.Token{Value: nth(i)}); err == nil && swapped {
				won.Store(i, true)
			}
		})
	}
	wg.Wait()
	winners := 0
	won.Range(func(any, any) bool { winners++; return true })
	assert.Equal(t, 1, winners)
}

func TestMemoryStoreLock(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := auth.NewMemoryStore()
		unlock, err := s.Lock(t.Context(), "k")
		require.NoError(t, err)

		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		_, err = s.Lock(ctx, "k")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, time.Second, time.Since(start))

		other, err := s.Lock(t.Context(), "other")
		require.NoError(t, err, "keys are apart")
		other()

		holders, most := 0, 0
		var wg sync.WaitGroup
		for range many {
			wg.Go(func() {
				release, err := s.Lock(t.Context(), "k")
				if !assert.NoError(t, err) {
					return
				}
				holders++ // guarded by the lock, as the race detector would show
				most = max(most, holders)
				pass(time.Millisecond)
				holders--
				release()
				release() // does no harm
			})
		}
		synctest.Wait()
		assert.Zero(t, most)
		unlock()
		unlock()
		wg.Wait()
		assert.Equal(t, 1, most)
	})
}

func TestMemoryStoreEndedContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := auth.NewMemoryStore()
	_, err := s.Load(ctx, "k")
	require.ErrorIs(t, err, context.Canceled)
	_, err = s.Swap(ctx, "k", auth.Token{}, auth.Token{Value: "a"})
	require.ErrorIs(t, err, context.Canceled)
	unlock, err := s.Lock(t.Context(), "k")
	require.NoError(t, err)
	_, err = s.Lock(ctx, "k")
	require.ErrorIs(t, err, context.Canceled)
	unlock()
}
