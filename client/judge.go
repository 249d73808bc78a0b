package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"math"
	"net/http"
	"time"

	"github.com/vendorkit/vendorkit-go/retry"
)

// judge decides, after each attempt, whether another one follows. It keeps the
// books on the way: whether the write may have happened, and why it stops.
func (k *call) judge() (again bool) {
	again, reason := k.decide()
	k.waiting = again
	k.observeAttempt(again, reason)
	return again
}

func (k *call) decide() (again bool, reason string) {
	a := &k.now
	if a.answered && a.err == nil {
		k.client.budget.Success(k.attempts - 1)
		k.stop, k.unknown = nil, false
		return false, "success"
	}
	if a.answered {
		k.typed = a.err
	}
	k.unknown = k.unknown || k.mayHaveHappened()
	if k.ctx.Err() != nil {
		if a.answered || !errors.Is(a.err, context.Cause(k.ctx)) {
			k.stop = contextError(k.ctx)
		}
		return false, "the caller left"
	}
	if k.op.Login && a.answered {
		return false, "a login's answer is final"
	}
	decision := retry.Decide(a.verdict, k.mayRepeat, a.unsent)
	if !decision.Repeat {
		if a.answered && a.status/100 == 3 && a.status != http.StatusNotModified {
			k.stop = errRedirect
		}
		return false, decision.Reason
	}
	if err := k.affordable(); err != nil {
		k.stop = err
		return false, err.Error()
	}
	return true, decision.Reason
}

// affordable sets the wait before the next attempt, or says what forbids one.
func (k *call) affordable() error {
	policy, now := &k.client.policy, time.Now()
	if k.attempts >= k.maxAttempts {
		return retry.ErrAttemptsExhausted
	}
	k.wait = policy.Backoff(k.attempts)
	if after := k.now.retryAfter(); after > 0 {
		if policy.MaxRetryAfter >= 0 && after > policy.MaxRetryAfter {
			return retry.ErrWaitTooLong
		}
		// Jitter on top only adds: nobody comes back before the time asked for, nor
		// at once because the sum has overflowed.
		k.wait = after + min(k.wait, after/10, math.MaxInt64-after)
	}
	if deadline, ok := k.ctx.Deadline(); ok && now.Add(k.wait).After(deadline) {
		return fmt.Errorf("%w: %w", retry.ErrWaitTooLong, context.DeadlineExceeded)
	}
	if policy.MaxElapsed > 0 && now.Add(k.wait).Sub(k.start) > policy.MaxElapsed {
		return retry.ErrWaitTooLong
	}
	if !k.client.budget.Withdraw() {
		return retry.ErrBudgetExhausted
	}
	return nil
}

// mayHaveHappened says whether the attempt at hand is a write that the vendor
// may have processed although it didn't say so.
func (k *call) mayHaveHappened() bool {
	a := &k.now
	if !k.op.IsWrite() || a.unsent || a.verdict == retry.Throttle {
		return false
	}
	if !a.answered {
		return true
	}
	switch a.status {
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return false
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther:
		return true // "done, see there" is a usual meaning of these after a POST
	default:
		return a.status >= 500
	}
}

// errRedirect is why an answer that leads elsewhere ends the call: is the base
// URL right?
var errRedirect = errors.New("redirects are not followed")

// isPermanent names transport failures that no repetition mends.
func isPermanent(err error) bool {
	var (
		verification *tls.CertificateVerificationError
		authority    x509.UnknownAuthorityError
		hostname     x509.HostnameError
		record       tls.RecordHeaderError
	)
	return errors.As(err, &verification) || errors.As(err, &authority) || errors.As(err, &hostname) || errors.As(err, &record)
}

func (k *call) observeAttempt(again bool, reason string) {
	a := &k.now
	if len(k.client.observers) == 0 || a.observed {
		return
	}
	a.observed = true
	info := AttemptInfo{
		CallInfo: k.info, Number: k.attempts, Replay: a.replay, Start: a.start, Duration: time.Since(a.start),
		StatusCode: a.status, RequestID: k.client.requestID(a.header), Err: a.err, Verdict: a.verdict,
		Hedged: a.hedged, Repeat: again, Reason: reason,
	}
	if again {
		info.Wait = k.wait
	}
	for _, o := range k.client.observers {
		o.EndAttempt(k.ctx, info)
	}
}
