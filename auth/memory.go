package auth

import (
	"context"
	"fmt"
	"io"
	"sync"
)

// MemoryStore is a [Store] and a [Locker] in memory, for tests and for clients of
// one process that use the same credentials. It grows with the number of keys and
// never with the number of calls.
type MemoryStore struct {
	mu sync.Mutex
	// tokens holds pointers, since fmt follows no pointer below the top and so
	// can't print what it would find in an unexported field.
	tokens map[string]*Token
	locks  map[string]*memoryLock
}

type memoryLock struct {
	held  chan struct{} // holds one element while the lock is held
	users int           // holder and waiters; at 0 the entry is removed
}

var (
	_ Store  = (*MemoryStore)(nil)
	_ Locker = (*MemoryStore)(nil)
)

// NewMemoryStore returns an empty store.
func NewMemoryStore() *MemoryStore {
	return &MemoryStore{tokens: map[string]*Token{}, locks: map[string]*memoryLock{}}
}

// Load implements [Store]. It fails only if ctx has ended.
func (m *MemoryStore) Load(ctx context.Context, key string) (Token, error) {
	if err := ctx.Err(); err != nil {
		return Token{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.load(key), nil
}

func (m *MemoryStore) load(key string) Token {
	if t := m.tokens[key]; t != nil {
		return *t
	}
	return Token{}
}

// Swap implements [Store]. It fails only if ctx has ended.
func (m *MemoryStore) Swap(ctx context.Context, key string, old, new Token) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.load(key).Value != old.Value {
		return false, nil
	}
	if new.Value == "" {
		delete(m.tokens, key)
	} else {
		m.tokens[key] = &new
	}
	return true, nil
}

// Lock implements [Locker]. It fails only if ctx ends first.
func (m *MemoryStore) Lock(ctx context.Context, key string) (unlock func(), err error) {
	m.mu.Lock()
	l := m.locks[key]
	if l == nil {
		l = &memoryLock{held: make(chan struct{}, 1)}
		m.locks[key] = l
	}
	l.users++
	m.mu.Unlock()

	select {
	case l.held <- struct{}{}:
		return sync.OnceFunc(func() {
			<-l.held
			m.leave(key, l)
		}), nil
	case <-ctx.Done():
		m.leave(key, l)
		return nil, ctx.Err()
	}
}

func (m *MemoryStore) leave(key string, l *memoryLock) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if l.users--; l.users == 0 {
		delete(m.locks, key)
	}
}

// Format implements [fmt.Formatter]. It prints how many keys there are, and neither
// keys nor tokens.
func (m *MemoryStore) Format(f fmt.State, _ rune) {
	m.mu.Lock()
	n := len(m.tokens)
	m.mu.Unlock()
	_, _ = io.WriteString(f, fmt.Sprintf("auth.MemoryStore(%d keys)", n))
}
