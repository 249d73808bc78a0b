package auth

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"
)

// flight is one login and those who wait for it. token and err are written before
// done is closed, and not after.
type flight struct {
	done  chan struct{}
	ended bool // done is closed; under Cache.mu
	token Token
	err   error

	unlock func() // gives back the store's lock; the flight's goroutine only
}

func (f *flight) end(t Token, err error) {
	f.ended, f.token, f.err = true, t, err
	close(f.done)
}

// start begins a login to replace old, which may be nil; mu is held. The login
// keeps the values of ctx, for tracing, and not its end.
func (c *Cache) start(ctx context.Context, old *entry) *flight {
	f := &flight{done: make(chan struct{})}
	c.flight = f
	// Of a dropped token the expiry remains: what the store has from before it is
	// hardly better, and the one replay of a call is too precious to try it.
	replaced := Token{Expiry: c.dropped}
	if old != nil {
		replaced = old.token
	}
	go c.run(context.WithoutCancel(ctx), f, replaced)
	return f
}

// run makes the flight. Whatever the source does, the flight ends.
func (c *Cache) run(ctx context.Context, f *flight, replaced Token) {
	overdue := time.AfterFunc(c.config.timeout+c.config.timeout/4, func() { c.abandon(f) })
	r := result{err: errNoReturn}
	defer func() {
		overdue.Stop()
		c.settle(f, r)
		if f.unlock != nil {
			// After settle, since the store may be slow, and nobody need wait for it.
			if err := guard(func() error { f.unlock(); return nil }); err != nil {
				c.report(&StoreError{Op: "unlock", Err: err})
			}
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, c.config.timeout)
	defer cancel()
	r = c.refresh(ctx, f, replaced)
	if r.err != nil && ctx.Err() != nil {
		r.err = fmt.Errorf("no token within %v: %w", c.config.timeout, r.err)
	}
	if hook := c.config.onRefresh; hook != nil && r.err == nil && r.login {
		_ = guard(func() error { hook(r.token); return nil })
	}
}

// settle records how the flight ended and lets the waiters go.
func (c *Cache) settle(f *flight, r result) {
	if r.err != nil {
		c.fail(f, r.err, true)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.flight = nil
	e := c.newEntry(r.token, r.login)
	if old := c.current.Load(); old != nil && e.since.Sub(old.since) >= c.quickAge() {
		c.quick = 0 // the old token did well
	}
	if r.login {
		e.keepTo = c.keepTo(r.token, e.since)
	}
	c.current.Store(e)
	c.failure, c.retryAt = nil, time.Time{}
	if !f.ended {
		f.end(e.token, nil)
	}
}

// abandon lets the waiters of an overdue flight go. It stays the cache's flight,
// so that no second one is sent after a source that hangs.
func (c *Cache) abandon(f *flight) { c.fail(f, ErrLoginOverdue, false) }

// fail ends a flight in a back-off. returned says that its source has come back.
func (c *Cache) fail(f *flight, err error, returned bool) {
	final := false
	// The error is the source's code, so it is asked without the lock and under guard.
	_ = guard(func() error { final = isFinal(err); return nil })
	c.mu.Lock()
	if returned {
		c.flight = nil
	}
	if f.ended { // abandoned before, and counted then
		c.mu.Unlock()
		return
	}
	failures := 1
	if c.failure != nil {
		failures = c.failure.Failures + 1
	}
	c.retryAt = time.Now().Add(c.config.backoff(failures, final))
	c.failure = &LoginError{Err: err, RetryAt: c.retryAt, Failures: failures}
	failure := c.failure
	f.end(Token{}, failure)
	c.mu.Unlock()
	c.report(failure)
}

// report tells the hook of WithOnError, whose panic is swallowed.
func (c *Cache) report(err error) {
	if hook := c.config.onError; hook != nil {
		_ = guard(func() error { hook(err); return nil })
	}
}

const maxStack = 16 << 10

// guard turns a panic of f into an error.
func guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			stack := debug.Stack()
			err = &PanicError{Value: v, Stack: stack[:min(len(stack), maxStack)]}
		}
	}()
	return f()
}
