package client

import (
	"context"
	"time"

	"github.com/vendorkit/vendorkit-go/retry"
)

// Observer is told about every call and every attempt. Its methods run on the
// caller's goroutine and must be safe for concurrent use and quick. Embed
// NopObserver to implement a part of it.
type Observer interface {
	// StartCall may return a context with, say, a span in it; it is used for
	// all that follows in the call.
	StartCall(ctx context.Context, call CallInfo) context.Context
	// EndAttempt follows each request on the wire, and each one that was refused
	// before it got there. For a repeated one, Wait and Reason say what comes next.
	EndAttempt(ctx context.Context, attempt AttemptInfo)
	// EndCall follows the last attempt.
	EndCall(ctx context.Context, result CallResult)
}

// CallInfo names a call. All its values are safe as labels.
type CallInfo struct {
	Vendor    string
	Operation string
	Method    string
	// Route is the path template, with {placeholders}.
	Route string
}

// AttemptInfo describes one attempt after its end.
type AttemptInfo struct {
	CallInfo
	// Number counts from 1.
	Number int
	// Replay marks the one repetition after a 401; it has the Number of the
	// attempt that it replays.
	Replay bool
	// Hedged says that a second copy of a read was sent because the first was
	// slow; the faster of the two is described.
	Hedged   bool
	Start    time.Time
	Duration time.Duration
	// StatusCode is 0 when there was no answer.
	StatusCode int
	RequestID  string
	Err        error
	Verdict    retry.Verdict
	// Repeat says whether another attempt follows, after Wait.
	Repeat bool
	Wait   time.Duration
	// Reason says, in a few words, why another attempt follows or not.
	Reason string
}

// CallResult describes a call after its end.
type CallResult struct {
	CallInfo
	Start          time.Time
	Duration       time.Duration
	Attempts       int
	StatusCode     int
	RequestID      string
	IdempotencyKey string
	Err            error
}

// NopObserver does nothing.
type NopObserver struct{}

var _ Observer = NopObserver{}

// StartCall returns ctx.
func (NopObserver) StartCall(ctx context.Context, _ CallInfo) context.Context { return ctx }

// EndAttempt does nothing.
func (NopObserver) EndAttempt(context.Context, AttemptInfo) {}

// EndCall does nothing.
func (NopObserver) EndCall(context.Context, CallResult) {}
