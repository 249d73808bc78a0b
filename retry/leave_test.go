package retry

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// These happen only if two things come in one instant, so the tests put the gate into the state in between.

func TestLeavingWithAPermitGivesItBack(t *testing.T) {
	t.Parallel()
	l := newConcurrency(t, ConcurrencyConfig{Max: 1})
	w := &waiter{ticket: new(ticket), start: time.Now(), ready: make(chan struct{})}
	l.gate.queue.push(w, false)
	l.gate.tick()
	<-w.ready
	require.Equal(t, 1, l.State().InFlight)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.Equal(t, context.Canceled, l.gate.leave(ctx, w))
	assert.Zero(t, l.State().InFlight)
	assert.Zero(t, l.State().Granted)
	idle(t, &l.gate)
}

func TestLeavingAfterRefusalGivesNothingBack(t *testing.T) {
	t.Parallel()
	l := newConcurrency(t, ConcurrencyConfig{Max: 1})
	mustAcquire(t.Context(), t, l)
	l.slots.asked = time.Now().Add(time.Hour)
	w := &waiter{ticket: new(ticket), start: time.Now(), deadline: time.Now().Add(time.Minute), ready: make(chan struct{})}
	l.gate.queue.push(w, false)
	l.gate.sweep(time.Now())
	<-w.ready

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, l.gate.leave(ctx, w), ErrLimited, "what was decided first stands")
	assert.Equal(t, 1, l.State().InFlight)
	idle(t, &l.gate)
}

// A permit is free, but its timer hasn't run yet. A newcomer must not snatch it from those who wait.
func TestNewcomersDoNotOvertake(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newExactRate(t, 1, 1)
		l.gate.queue.push(&waiter{ticket: new(ticket), start: time.Now(), ready: make(chan struct{})}, false)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		_, err := l.Acquire(ctx)
		assert.ErrorIs(t, err, ErrLimited)
		assert.Zero(t, l.State().Granted)
	})
}

func TestWaitCountsFromTheRequest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newExactRate(t, 0.1, 1)
		done := mustAcquire(t.Context(), t, l)
		at := time.AfterFunc(4*time.Second, func() { done(Outcome{Throttled: true, RetryAfter: 20 * time.Second}) })
		defer at.Stop()
		ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
		defer cancel()
		_, err := l.Acquire(ctx)
		refusal, ok := errors.AsType[*LimitError](err)
		require.True(t, ok)
		// 4 s are over. 20 s of pause follow, in which the bucket gathers 1.19 of 2 tokens, and then the rest has to come.
		rate := 0.1 * guessCut * undershoot
		assert.InDelta(t, 24+(2-20*rate)/rate, refusal.Wait.Seconds(), 0.001)
	})
}
