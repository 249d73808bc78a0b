package sim

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
)

// badStore is a token store that fails, hangs and loses races on schedule.
type badStore struct {
	*auth.MemoryStore
	schedule *schedule
	calls    atomic.Uint64
}

func newBadStore(s *schedule) *badStore {
	return &badStore{MemoryStore: auth.NewMemoryStore(), schedule: s}
}

var errStore = errors.New("the store is down, it knows " + password)

func (s *badStore) trouble(ctx context.Context) error {
	d := dice(s.schedule.seed, 4, s.calls.Add(1))
	if d.Float64() >= s.schedule.faultShare {
		return nil
	}
	switch d.IntN(3) {
	case 0:
		return errStore
	case 1:
		return sleep(ctx, time.Duration(d.IntN(2000))*time.Millisecond)
	default:
		<-ctx.Done()
		return ctx.Err()
	}
}

// Load is that of auth.Store.
func (s *badStore) Load(ctx context.Context, key string) (auth.Token, error) {
	if err := s.trouble(ctx); err != nil {
		return auth.Token{}, err
	}
	return s.MemoryStore.Load(ctx, key)
}

// Swap is that of auth.Store; it loses some races that it should have won.
func (s *badStore) Swap(ctx context.Context, key string, old, next auth.Token) (bool, error) {
	if err := s.trouble(ctx); err != nil {
		return false, err
	}
	if s.calls.Load()%7 == 0 {
		return false, nil
	}
	return s.MemoryStore.Swap(ctx, key, old, next)
}

// Lock is that of auth.Locker.
func (s *badStore) Lock(ctx context.Context, key string) (func(), error) {
	if err := s.trouble(ctx); err != nil {
		return nil, err
	}
	return s.MemoryStore.Lock(ctx, key)
}
