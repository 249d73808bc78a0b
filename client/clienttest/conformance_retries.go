package clienttest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

var retryTests = []conformanceTest{
	{"rule 8: reads are repeated", testReadsRepeat},
	{"rule 8: a write that was never sent is repeated", testUnsentWrite},
	{"rule 8: 10,000 writes, 20 % of the connections die after processing", testNoDoubleWrite},
	{"rule 8: AllowRepeat is the caller's word", testAllowRepeat},
	{"rule 9: a Retry-After beyond the bound ends the call at once", testRetryAfterTooLong},
	{"rule 9: a Retry-After within the bound is honoured", testRetryAfter},
	{"rule 10: a cancel ends every wait at once", testCancel},
	{"rule 10: a deadline ends every wait in time", testDeadline},
	{"rule 10: a silent vendor ends the attempt", testSilence},
	{"rule 11: an outage is not amplified", testOutage},
	{"rule 12: a limiter's refusal is final", testLimiterRefuses},
	{"rule 12: each request on the wire pays", testEachAttemptPays},
	{"rule 13: a keyed write is repeated and happens once", testKeyedWrite},
}

func testReadsRepeat(t *testing.T, v Vendor) {
	for name, fault := range map[string]Fault{
		"503":               HTMLPage(http.StatusServiceUnavailable),
		"502":               EmptyBody(http.StatusBadGateway),
		"dropped before":    DropBefore(),
		"dropped after":     DropAfter(),
		"cut in the middle": ResetMidBody(),
	} {
		b := newBench(t, v)
		b.warm(t)
		b.wire.Script.Next(fault, fault)
		var err error
		n := b.requests(func() { err = b.Read(t.Context()) })
		if err != nil || n != 3 {
			t.Errorf("%s: %d requests, error %v", name, n, err)
		}
	}
}

func testUnsentWrite(t *testing.T, v Vendor) {
	refuse, fail := RefuseDial(), atomic.Int32{}
	b := newBench(t, v, client.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripFunc(func(r *http.Request) (*http.Response, error) {
			if fail.Add(-1) >= 0 {
				return refuse.RoundTrip(r)
			}
			return next.RoundTrip(r)
		})
	}))
	b.warm(t)
	fail.Store(2)
	if err := b.Write(t.Context(), writeID(1)); err != nil {
		t.Errorf("the third connection works, but: %v", err)
	}
	if n := b.fake.Processed(writeID(1)); n != 1 {
		t.Errorf("the write took effect %d times", n)
	}
}

type roundTripFunc func(*http.Request) (*http.Response, error)

func (f roundTripFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// testNoDoubleWrite is the promise that matters most: whatever happens to the connection, no write happens twice, and
// none is reported as a plain failure although it happened.
func testNoDoubleWrite(t *testing.T, v Vendor) {
	const writes, workers = 10_000, 32
	b := newBench(t, v)
	b.warm(t)
	b.wire.Script.Chance(1, 0.2, DropAfter())
	var wg sync.WaitGroup
	var unknown, lost atomic.Int64
	for w := range workers {
		wg.Go(func() {
			for i := w; i < writes; i += workers {
				id := writeID(i)
				err := b.Write(t.Context(), id)
				switch n := b.fake.Processed(id); {
				case n > 1:
					t.Errorf("write %d took effect %d times", i, n)
				case err == nil && n != 1:
					t.Errorf("write %d is reported as done but took effect %d times", i, n)
				case errors.Is(err, client.ErrOutcomeUnknown):
					unknown.Add(1)
				case err != nil:
					lost.Add(1)
					t.Errorf("write %d failed plainly: %v", i, err)
				}
			}
		})
	}
	wg.Wait()
	if n := unknown.Load(); n < writes/10 || n > writes*3/10 {
		t.Errorf("%d of %d writes are in doubt; with 20 %% of the connections lost it should be about a fifth", n, writes)
	}
}

func testAllowRepeat(t *testing.T, v Vendor) {
	b := newBench(t, v)
	b.warm(t)
	b.wire.Script.Next(HTMLPage(http.StatusServiceUnavailable))
	if err := b.Write(t.Context(), writeID(1), client.AllowRepeat()); err != nil {
		t.Error(err)
	}
}

func testRetryAfterTooLong(t *testing.T, v Vendor) {
	b := newBench(t, v)
	b.warm(t)
	for _, after := range []string{"3600", "9223372037", "99999999999999999999"} {
		b.wire.Script.Always(Answer(http.StatusServiceUnavailable, "text/plain", "busy", "Retry-After", after))
		start := time.Now()
		var err error
		n := b.requests(func() { err = b.Read(t.Context()) })
		base := typedPart(t, v, err)
		checkIs(t, err, retry.ErrWaitTooLong)
		if n != 1 || time.Since(start) > time.Second || base.RetryAfter < time.Hour {
			t.Errorf("Retry-After %s: %d requests, %s, RetryAfter %s", after, n, time.Since(start), base.RetryAfter)
		}
	}
}

func testRetryAfter(t *testing.T, v Vendor) {
	b := newBench(t, v)
	b.warm(t)
	b.wire.Script.Next(Answer(http.StatusServiceUnavailable, "text/plain", "busy", "Retry-After", "7"))
	start := time.Now()
	if err := b.Read(t.Context()); err != nil {
		t.Error(err)
	}
	if waited := time.Since(start); waited < 7*time.Second || waited > 9*time.Second {
		t.Errorf("the call came back after %s, not after 7 s", waited)
	}
}

// waits are the places in which a call can be stuck.
var waits = map[string]Fault{
	"answer 503, long wait": Answer(http.StatusServiceUnavailable, "text/plain", "busy", "Retry-After", "25"),
	"no answer":             Hang(),
	"stalled body":          Stall(),
	"connection closed":     DropBefore(),
}

func testCancel(t *testing.T, v Vendor) {
	for name, fault := range waits {
		for _, write := range []bool{false, true} {
			b := newBench(t, v, client.WithRetry(retry.Policy{BaseDelay: 20 * time.Second, MaxDelay: 20 * time.Second}))
			b.warm(t)
			b.wire.Script.Always(fault)
			ctx, cancel := context.WithCancel(t.Context())
			stop := time.AfterFunc(time.Second, cancel)
			start := time.Now()
			err := b.call(ctx, write)
			if late := time.Since(start) - time.Second; late > 10*time.Millisecond {
				t.Errorf("%s, write=%t: back %s after the cancel", name, write, late)
			}
			if time.Since(start) == time.Second { // else the call was over before, which writes may be
				checkIs(t, err, context.Canceled)
			}
			stop.Stop()
			cancel()
		}
	}
}

func testDeadline(t *testing.T, v Vendor) {
	for name, fault := range waits {
		b := newBench(t, v)
		b.warm(t)
		b.wire.Script.Always(fault)
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		start := time.Now()
		err := b.Read(ctx)
		if took := time.Since(start); took > 310*time.Millisecond {
			t.Errorf("%s: back after %s", name, took)
		}
		checkIs(t, err, context.DeadlineExceeded)
		if name == "answer 503, long wait" {
			checkTyped(t, v, err)
			if time.Since(start) > 10*time.Millisecond {
				t.Errorf("%s: slept %s although the wait could not end in time", name, time.Since(start))
			}
		}
		cancel()
	}
}

func (b *bench) call(ctx context.Context, write bool) error {
	if write {
		return b.Write(ctx, writeID(1))
	}
	return b.Read(ctx)
}

func testSilence(t *testing.T, v Vendor) {
	for name, fault := range map[string]Fault{"no answer": Hang(), "stalled body": Stall()} {
		b := newBench(t, v)
		b.warm(t)
		b.wire.Script.Next(fault)
		if err := b.Read(t.Context(), client.WithAttemptTimeout(2*time.Second)); err != nil {
			t.Errorf("%s: the second attempt works, but: %v", name, err)
		}
		b.wire.Script.Next(fault)
		err := b.Write(t.Context(), writeID(1), client.WithAttemptTimeout(2*time.Second))
		checkIs(t, err, client.ErrOutcomeUnknown)
		checkIsNot(t, err, context.DeadlineExceeded) // it was not the caller's
	}
}

func testOutage(t *testing.T, v Vendor) {
	b := newBench(t, v)
	b.warm(t)
	b.wire.Script.Always(Chain(Delay(10*time.Millisecond), HTMLPage(http.StatusServiceUnavailable))) // 12,800 calls, which a slow machine can do
	var calls atomic.Int64
	var wg sync.WaitGroup
	requests := b.requests(func() {
		end := time.Now().Add(2 * time.Second)
		for range 64 {
			wg.Go(func() {
				for time.Now().Before(end) {
					calls.Add(1)
					if b.Read(t.Context()) == nil {
						t.Error("a success in an outage")
					}
				}
			})
		}
		wg.Wait()
	})
	if ratio := float64(requests) / float64(calls.Load()); ratio > 1.10 {
		t.Errorf("%d requests for %d calls: %.2f per call", requests, calls.Load(), ratio)
	}
}

// refusing is a limiter that has no turn for anybody from some time on.
type refusing struct{ closed atomic.Bool }

func (r *refusing) Acquire(context.Context) (func(retry.Outcome), error) {
	if r.closed.Load() {
		return nil, fmt.Errorf("%w: no turn", retry.ErrLimited)
	}
	return func(retry.Outcome) {}, nil
}

func testLimiterRefuses(t *testing.T, v Vendor) {
	var limiter refusing
	b := newBench(t, v, client.WithLimiter(&limiter))
	b.warm(t)
	limiter.closed.Store(true)
	for _, write := range []bool{false, true} {
		var err error
		n := b.requests(func() { err = b.call(t.Context(), write) })
		checkIs(t, checkCallError(t, err), retry.ErrLimited)
		checkIsNot(t, err, client.ErrOutcomeUnknown)
		if n != 0 {
			t.Errorf("%d requests went out although the limiter refused", n)
		}
	}
}

// counting is a limiter that counts its turns.
type counting struct{ acquired, done atomic.Int64 }

func (c *counting) Acquire(context.Context) (func(retry.Outcome), error) {
	c.acquired.Add(1)
	return func(retry.Outcome) { c.done.Add(1) }, nil
}

func testEachAttemptPays(t *testing.T, v Vendor) {
	var limiter counting
	b := newBench(t, v, client.WithLimiter(&limiter))
	b.warm(t)
	before := limiter.acquired.Load()
	b.wire.Script.Next(HTMLPage(http.StatusServiceUnavailable), DropBefore())
	n := b.requests(func() {
		if err := b.Read(t.Context()); err != nil {
			t.Error(err)
		}
	})
	if paid := limiter.acquired.Load() - before; paid != int64(n) || n != 3 {
		t.Errorf("%d requests, %d turns", n, paid)
	}
	if limiter.acquired.Load() != limiter.done.Load() {
		t.Errorf("%d turns taken, %d given back", limiter.acquired.Load(), limiter.done.Load())
	}
}

func testKeyedWrite(t *testing.T, v Vendor) {
	b := newBench(t, v)
	if b.KeyedWrite == nil {
		t.Skip("this vendor documents no idempotency key")
	}
	b.warm(t)
	for i, fault := range []Fault{DropAfter(), DropBefore(), ResetMidBody(), AnswerAfter(http.StatusServiceUnavailable, "text/plain", "busy")} {
		b.wire.Script.Next(fault, fault)
		var resp client.Response
		if err := b.KeyedWrite(t.Context(), writeID(i), client.WithResponse(&resp)); err != nil {
			t.Errorf("fault %d: %v", i, err)
		}
		if n := b.fake.Processed(writeID(i)); n != 1 {
			t.Errorf("fault %d: the write took effect %d times", i, n)
		}
		if resp.IdempotencyKey == "" || resp.Attempts != 3 {
			t.Errorf("fault %d: key %q, %d attempts", i, resp.IdempotencyKey, resp.Attempts)
		}
	}
}
