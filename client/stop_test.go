package client_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

func TestRetriesStop(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		policy   retry.Policy
		step     func(*http.Request) (*http.Response, error)
		requests int
		cause    error
		typed    bool
	}{
		"attempts, answered":  {retry.Policy{MaxAttempts: 3}, says(503, ""), 3, retry.ErrAttemptsExhausted, true},
		"attempts, transport": {retry.Policy{MaxAttempts: 3}, fails(errReset), 3, retry.ErrAttemptsExhausted, false},
		"retry-after too long": {
			retry.Policy{MaxRetryAfter: time.Second}, says(503, "", "Retry-After", "3600"), 1, retry.ErrWaitTooLong, true,
		},
		"elapsed": {retry.Policy{MaxElapsed: time.Second, MaxRetryAfter: time.Minute}, says(503, "", "Retry-After", "5"), 1, retry.ErrWaitTooLong, true},
		"retry-after without a bound of its own": {
			retry.Policy{MaxRetryAfter: -1}, says(503, "", "Retry-After", "9223372037"), 1, retry.ErrWaitTooLong, true,
		},
		"no retry": {retry.NoRetry(), says(503, ""), 1, retry.ErrAttemptsExhausted, true},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := steps(tc.step)
				_, err := get(t.Context(), acme(t, s, client.WithRetry(tc.policy)))
				require.ErrorIs(t, err, tc.cause)
				assert.Equal(t, tc.requests, s.count())
				_, typed := err.(*acmeError) //nolint:errorlint // outermost is the point
				assert.Equal(t, tc.typed, typed, "%T", err)
				if !tc.typed {
					require.ErrorIs(t, err, syscall.ECONNRESET)
				}
			})
		})
	}
}

func TestBudgetStops(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		budget, err := retry.NewBudget(retry.BudgetConfig{Capacity: 10, RetryCost: 5, FirstTryRefund: 1, RefillPerSecond: 0.001})
		require.NoError(t, err)
		s := steps(says(503, ""))
		c := acme(t, s, client.WithRetry(retry.Policy{Budget: budget}))
		_, err = get(t.Context(), c)
		require.ErrorIs(t, err, retry.ErrBudgetExhausted)
		assert.Equal(t, 3, s.count(), "one attempt and two retries, which is all the budget has")
		_, err = get(t.Context(), c)
		require.ErrorIs(t, err, retry.ErrBudgetExhausted)
		assert.Equal(t, 4, s.count(), "no retry for the next call")
	})
}

// Only the caller's context ends a call early, at once, and the last answer is in the error.
func TestCallerLeaves(t *testing.T) {
	t.Parallel()
	silent := func(r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	cases := map[string]struct {
		step  func(*http.Request) (*http.Response, error)
		typed bool
	}{
		"in a wait":                {says(503, "", "Retry-After", "20"), true},
		"during an attempt":        {silent, false},
		"in a wait after no reply": {fails(errReset), false},
	}
	for name, tc := range cases {
		t.Run(name+", cancel", func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				stop := time.AfterFunc(40*time.Millisecond, cancel)
				defer stop.Stop()
				start := time.Now()
				policy := retry.Policy{BaseDelay: time.Hour, MaxDelay: time.Hour, MaxElapsed: -1}
				var resp client.Response
				_, err := get(ctx, acme(t, steps(tc.step), client.WithRetry(policy)), client.WithResponse(&resp))
				if tc.typed {
					assert.Equal(t, 503, resp.StatusCode)
				}
				require.ErrorIs(t, err, context.Canceled)
				assert.Equal(t, 40*time.Millisecond, time.Since(start))
				_, typed := errors.AsType[*acmeError](err)
				assert.Equal(t, tc.typed, typed)
			})
		})
		t.Run(name+", deadline", func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
				defer cancel()
				start := time.Now()
				_, err := get(ctx, acme(t, steps(tc.step)))
				require.ErrorIs(t, err, context.DeadlineExceeded)
				assert.LessOrEqual(t, time.Since(start), 300*time.Millisecond)
				_, typed := errors.AsType[*acmeError](err)
				assert.Equal(t, tc.typed, typed)
			})
		})
	}
}

// A vendor whose clock differs from ours asks for a time by its own clock.
func TestRetryAfterDateIsByTheVendorsClock(t *testing.T) {
	t.Parallel()
	for name, ahead := range map[string]time.Duration{"ahead": time.Hour, "behind": -time.Hour, "in step": 0} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				clock := start.Add(ahead).UTC()
				s := steps(says(503, "", "Date", clock.Format(http.TimeFormat),
					"Retry-After", clock.Add(5*time.Second).Format(http.TimeFormat)), says(200, goodWidget))
				_, err := get(t.Context(), acme(t, s))
				require.NoError(t, err)
				assert.GreaterOrEqual(t, time.Since(start), 5*time.Second)
				assert.Less(t, time.Since(start), 6*time.Second)
			})
		})
	}
}

// leavingLimiter ends the caller's context when the attempt is over.
type leavingLimiter struct{ leave func() }

func (l leavingLimiter) Acquire(context.Context) (func(retry.Outcome), error) {
	return func(retry.Outcome) { l.leave() }, nil
}

// The caller leaves after an attempt has failed by itself, and before anything
// is decided: the error says both.
func TestCallerLeavesAfterAFailure(t *testing.T) {
	t.Parallel()
	shutdown := errors.New("shutting down")
	for name, step := range map[string]func(*http.Request) (*http.Response, error){
		"no reply": fails(errReset), "answered": says(503, ""),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			s := steps(step)
			_, err := get(ctx, acme(t, s, client.WithLimiter(leavingLimiter{func() { cancel(shutdown) }})))
			require.ErrorIs(t, err, context.Canceled)
			require.ErrorIs(t, err, shutdown)
			assert.Equal(t, name == "no reply", errors.Is(err, syscall.ECONNRESET))
			assert.Equal(t, name == "answered", errors.Is(err, client.ErrServer))
			assert.Equal(t, 1, s.count())
		})
	}
}

// An attempt's own time limit is a transport failure, not the caller's deadline.
func TestAttemptTimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := 0
		rt := roundTrip(func(r *http.Request) (*http.Response, error) {
			if n++; n == 1 {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			if n == 2 { // headers, then a body that stalls
				resp := answer(200, "")
				resp.Body = io.NopCloser(stalled{r.Context()})
				return resp, nil
			}
			return answer(200, goodWidget), nil
		})
		start := time.Now()
		_, err := get(t.Context(), acme(t, rt), client.WithAttemptTimeout(3*time.Second))
		require.NoError(t, err)
		assert.Equal(t, 3, n)
		assert.GreaterOrEqual(t, time.Since(start), 6*time.Second)

		n = 0
		_, err = create(t.Context(), acme(t, rt), client.WithAttemptTimeout(3*time.Second))
		timeout, ok := errors.AsType[*client.TimeoutError](err)
		require.True(t, ok, "%v", err)
		assert.Equal(t, 3*time.Second, timeout.After)
		require.NotErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, client.ErrOutcomeUnknown)
	})
}

type stalled struct{ ctx context.Context }

func (s stalled) Read([]byte) (int, error) {
	<-s.ctx.Done()
	return 0, s.ctx.Err()
}

// A redirect ends a call with a hint at the base URL. 304 leads nowhere else: it is
// what a caller's If-None-Match asks for.
func TestRedirectsAreNamed(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{
		http.StatusMovedPermanently: "redirects are not followed", http.StatusTemporaryRedirect: "redirects are not followed",
		http.StatusNotModified: "",
	} {
		_, err := get(t.Context(), acme(t, steps(says(status, ""))), client.WithHeader("If-None-Match", `"x"`))
		e, ok := errors.AsType[*client.ResponseError](err)
		require.True(t, ok)
		if want == "" {
			assert.NoError(t, e.Cause)
			continue
		}
		assert.ErrorContains(t, e.Cause, want)
	}
}
