package client

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/retry"
)

// layer is one part of an attempt; it calls a.enter(ctx, next) for the rest.
type layer func(ctx context.Context, a *attempt, next int)

// attemptLayers is the order in which an attempt passes its layers, outermost
// first. Around it stand, once per call, the checks, the encoding and the
// idempotency key (call.prepare), and the retry loop (engine.run).
//
// Credentials come before the permit, because a permit is leave to send now:
// callers that took theirs and then waited for a login would all send at once
// when it ends, faster than the rate allows.
func attemptLayers() []layer {
	return []layer{
		credentialsLayer, // the token or key; a 401 is replayed once, from the top, by call.attempt
		limitLayer,       // a permit of the breaker and of the vendor's limiter: each request on the wire pays
		timeoutLayer,     // bounds all below, reading the body included
		exchangeLayer,    // the user's middleware, the transport, the bounded body, the typed error
	}
}

func (a *attempt) enter(ctx context.Context, next int) { a.client.layers[next](ctx, a, next+1) }

// attempt is the state of one request on the wire. What it takes from its call
// doesn't change while the call lives: a hedged attempt may outlive its turn.
type attempt struct {
	*call
	number    int
	first     bool // goes before newcomers: it repeats a refused one
	replay    bool // the one repetition after a 401
	hedged    bool // a second copy was sent because the first was slow
	observed  bool // the observers know of it
	start     time.Time
	answered  bool
	status    int
	header    http.Header
	body      *buffer
	truncated bool
	// err is the typed error of an answer, or why there was none. It is nil
	// exactly when the answer is a success.
	err     error
	verdict retry.Verdict
	unsent  bool // provably nothing reached the vendor
	sending http.Header
	token   auth.Token
}

// attempt makes one attempt, and, once in a call, its replay after a 401.
func (k *call) attempt() {
	k.now.body.release() // of the attempt before
	k.attempts++
	k.exchange(false)
	if k.now.status != http.StatusUnauthorized || !k.now.answered || k.op.Login || k.replayed {
		return
	}
	if !k.client.credentials.Reject(k.now.token) {
		return
	}
	k.replayed, k.typed = true, k.now.err
	k.observeAttempt(false, "401: replayed once with new credentials")
	rejected := k.now
	k.exchange(true)
	if !k.now.answered && k.now.unsent && isCredentialsError(k.now.err) {
		// The refresh failed: the 401 stands, and says why there is nothing better.
		k.observeAttempt(false, "no new credentials")
		k.stop = k.now.err
		k.now = rejected
		return
	}
	rejected.body.release()
}

// exchange sends one request through all layers.
func (k *call) exchange(replay bool) {
	k.now = attempt{call: k, number: k.attempts, first: k.refused, replay: replay, start: time.Now()}
	if k.client.hedge != nil && !k.op.IsWrite() && !k.op.Login {
		k.client.hedge.exchange(&k.now)
	} else {
		k.now.enter(k.ctx, 0)
	}
	k.refused = k.now.verdict == retry.Throttle
}

// credentialsError marks that no credentials could be had: nothing was sent.
type credentialsError struct{ err error }

func (e *credentialsError) Error() string { return "no credentials: " + e.err.Error() }
func (e *credentialsError) Unwrap() error { return e.err }

func isCredentialsError(err error) bool {
	_, ok := errors.AsType[*credentialsError](err)
	return ok
}

func (a *attempt) refuse(err error) {
	a.err, a.verdict, a.unsent = err, retry.Stop, true
}

func limitLayer(ctx context.Context, a *attempt, next int) {
	if a.op.Login {
		a.enter(ctx, next)
		return
	}
	acquire := ctx
	if a.first {
		acquire = retry.WithRightOfWay(ctx)
	}
	done, err := a.limiter.Acquire(acquire)
	if err != nil {
		a.refuse(err)
		return
	}
	sent := time.Now()
	defer func() {
		done(retry.Outcome{
			Throttled: a.verdict == retry.Throttle, RetryAfter: a.retryAfter(),
			Latency: time.Since(sent), Err: a.err,
		})
	}()
	a.enter(ctx, next)
}

func (a *attempt) retryAfter() time.Duration {
	if base := baseOf(a.err); base != nil {
		return base.RetryAfter
	}
	return 0
}

func timeoutLayer(ctx context.Context, a *attempt, next int) {
	limited, cancel := context.WithTimeout(ctx, a.attemptTimeout)
	defer cancel()
	a.enter(limited, next)
	if a.err != nil && !a.answered && limited.Err() != nil && ctx.Err() == nil {
		// Ours, not the caller's: an ordinary transport failure.
		a.err = &TimeoutError{After: a.attemptTimeout}
	}
}

func credentialsLayer(ctx context.Context, a *attempt, next int) {
	a.sending = a.newHeader()
	if !a.op.Login {
		token, err := a.client.credentials.Authenticate(ctx, a.sending)
		if err != nil {
			a.refuse(&credentialsError{err})
			return
		}
		a.token = token
	}
	a.enter(ctx, next)
}

// newHeader makes the header of one request. Values are shared, the map is not.
func (k *call) newHeader() http.Header {
	c := k.client
	h := make(http.Header, len(c.header)+len(k.cfg.header)+3)
	maps.Copy(h, c.header)
	maps.Copy(h, k.cfg.header)
	if k.body != nil {
		contentType := k.op.ContentType
		if contentType == "" {
			h["Content-Type"] = jsonContentType
		} else {
			h["Content-Type"] = []string{contentType}
		}
	}
	if k.op.KeyHeader != "" {
		h[http.CanonicalHeaderKey(k.op.KeyHeader)] = []string{k.key}
	}
	return h
}

var jsonContentType = []string{"application/json"}
