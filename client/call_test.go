package client_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

var (
	errReset   = &net.OpError{Op: "read", Err: syscall.ECONNRESET}
	errRefused = &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
)

// brokenBody is a success whose body breaks off.
func brokenBody(*http.Request) (*http.Response, error) {
	r := answer(http.StatusOK, goodWidget)
	r.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"id":`), errReader{io.ErrUnexpectedEOF}))
	return r, nil
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

// TestRepeat is the table of what is sent again when: the rules 5, 7, 8 and 16.
func TestRepeat(t *testing.T) {
	t.Parallel()
	type result struct {
		requests int
		unknown  bool
		ok       bool
	}
	read := func(ctx context.Context, c *client.Client, opts ...client.CallOption) error {
		_, err := get(ctx, c, opts...)
		return err
	}
	write := func(ctx context.Context, c *client.Client, opts ...client.CallOption) error {
		_, err := create(ctx, c, opts...)
		return err
	}
	keyed := func(ctx context.Context, c *client.Client, opts ...client.CallOption) error {
		_, err := charge(ctx, c, "", opts...)
		return err
	}
	allowed := func(ctx context.Context, c *client.Client, _ ...client.CallOption) error {
		_, err := create(ctx, c, client.AllowRepeat())
		return err
	}
	put := func(ctx context.Context, c *client.Client, opts ...client.CallOption) error {
		_, err := client.Call[widget](ctx, c, client.Request{Op: &opPut, Args: []string{"w1"}, Body: widget{}}, opts...)
		return err
	}
	kinds := map[string]func(context.Context, *client.Client, ...client.CallOption) error{
		"read": read, "write": write, "keyed": keyed, "allowed": allowed, "put": put,
	}
	good := result{requests: 2, ok: true}
	inDoubt := result{requests: 1, unknown: true}
	final := result{requests: 1}
	cases := map[string]struct {
		first func(*http.Request) (*http.Response, error)
		want  map[string]result
	}{
		"503": {says(503, "down"), map[string]result{"read": good, "write": inDoubt, "keyed": good, "put": good, "allowed": good}},
		"500 html": {
			says(500, "<html>oops</html>", "Content-Type", "text/html"),
			map[string]result{"read": good, "write": inDoubt, "keyed": good, "put": good, "allowed": good},
		},
		"501":          {says(501, ""), map[string]result{"read": final, "write": final, "keyed": final, "put": final, "allowed": final}},
		"reset":        {fails(errReset), map[string]result{"read": good, "write": inDoubt, "keyed": good, "put": good, "allowed": good}},
		"broken body":  {brokenBody, map[string]result{"read": good, "write": inDoubt, "keyed": good, "put": good, "allowed": good}},
		"throttle":     {says(429, `{"code":122}`), map[string]result{"read": good, "write": good, "keyed": good, "put": good, "allowed": good}},
		"400":          {says(400, `{"code":1}`), map[string]result{"read": final, "write": final, "keyed": final, "put": final, "allowed": final}},
		"404":          {says(404, ""), map[string]result{"read": final, "write": final, "keyed": final, "put": final, "allowed": final}},
		"302":          {says(302, "", "Location", "https://elsewhere.test/"), map[string]result{"read": final, "write": inDoubt, "keyed": inDoubt, "put": inDoubt, "allowed": inDoubt}},
		"307":          {says(307, "", "Location", "https://elsewhere.test/"), map[string]result{"read": final, "write": final, "keyed": final, "put": final, "allowed": final}},
		"401, no more": {says(401, ""), map[string]result{"read": final, "write": final, "keyed": final, "put": final, "allowed": final}},
	}
	for name, tc := range cases {
		for kind, want := range tc.want {
			t.Run(name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					s := steps(tc.first, says(200, goodWidget))
					err := kinds[kind](t.Context(), acme(t, s))
					assert.Equal(t, want.requests, s.count(), "requests")
					assert.Equal(t, want.ok, err == nil, "success, error: %v", err)
					assert.Equal(t, want.unknown, errors.Is(err, client.ErrOutcomeUnknown), "outcome unknown, error: %v", err)
				})
			})
		}
	}
}

// A request that provably never left may always be sent again, a write too. The
// body must not have been touched, so the transport here doesn't read it.
func TestRepeatUnsentWrite(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := 0
		rt := roundTrip(func(r *http.Request) (*http.Response, error) {
			if n++; n < 3 {
				return nil, errRefused
			}
			return answer(200, goodWidget), nil
		})
		_, err := create(t.Context(), acme(t, rt))
		require.NoError(t, err)
		assert.Equal(t, 3, n)
	})
}

// Whoever has read the body may have sent it, whatever the error looks like.
func TestDialErrorAfterBodyWasRead(t *testing.T) {
	t.Parallel()
	s := steps(fails(errRefused), says(200, goodWidget))
	_, err := create(t.Context(), acme(t, s))
	require.ErrorIs(t, err, client.ErrOutcomeUnknown)
	assert.Equal(t, 1, s.count())
}

// An earlier attempt that may have worked is not forgotten when a later one is refused.
func TestUnknownIsSticky(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := steps(fails(errReset), says(400, `{"code":79,"message":"already settled"}`))
		_, err := charge(t.Context(), acme(t, s), "")
		require.ErrorIs(t, err, client.ErrOutcomeUnknown)
		e, ok := errors.AsType[*acmeError](err)
		require.True(t, ok)
		assert.Equal(t, 79, e.Number)
		assert.Equal(t, 2, e.Attempts)
	})
}

func TestVendorErrorIsOutermost(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		status int
		body   string
		class  error
		code   string
	}{
		"json":      {400, `{"code":7,"message":"no"}`, client.ErrInvalid, "7"},
		"html":      {502, "<html><body>Bad Gateway</body></html>", client.ErrServer, ""},
		"empty":     {404, "", client.ErrNotFound, ""},
		"truncated": {409, `{"code":7,"mess`, client.ErrConflict, ""},
		"null":      {403, "null", client.ErrForbidden, "0"},
		"array":     {400, "[1,2]", client.ErrInvalid, ""},
		"huge":      {400, strings.Repeat("x", 1<<20), client.ErrInvalid, ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := acme(t, steps(says(tc.status, tc.body, "Acme-Request", "req-9")), client.WithRetry(retry.NoRetry()))
			var resp client.Response
			_, err := get(t.Context(), c, client.WithResponse(&resp))
			e, ok := err.(*acmeError) //nolint:errorlint // outermost is the point
			require.True(t, ok, "%T", err)
			require.ErrorIs(t, err, tc.class)
			assert.Equal(t, tc.code, e.Code)
			assert.Equal(t, tc.status, e.StatusCode)
			assert.Equal(t, "req-9", e.RequestID)
			assert.Equal(t, "https://api.acme.test/v1/widgets/w1", e.URL)
			assert.LessOrEqual(t, len(e.Body), client.MaxErrorBytes)
			assert.Equal(t, len(tc.body) > client.MaxErrorBytes, e.Truncated)
			assert.Less(t, len(err.Error()), 2048)
			assert.Equal(t, tc.status, resp.StatusCode)
			base, ok := errors.AsType[*client.ResponseError](err)
			require.True(t, ok)
			assert.Equal(t, "widgets.get", base.Operation)
		})
	}
}

func TestSuccessThatIsNoDocument(t *testing.T) {
	t.Parallel()
	cases := map[string]string{
		"html": "<!doctype html><p>Sign in", "empty": "", "spaces": "  \n", "null": "null", "half": `{"id":"w1"`,
		"junk": goodWidget + "junk", "two": goodWidget + goodWidget, "wrong type": `{"id":5}`, "array": "[]",
		"no id": "{}", "text": "ok", "too large": `{"id":"` + strings.Repeat("x", 3<<20) + `"}`,
	}
	for name, body := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, write := range []bool{false, true} {
				s := steps(says(200, body, "Content-Type", "text/weird", "Acme-Request", "req-1"))
				call := get
				if write {
					call = create
				}
				w, err := call(t.Context(), acme(t, s))
				assert.Nil(t, w)
				e, ok := errors.AsType[*client.DecodeError](err)
				require.True(t, ok, "%T %v", err, err)
				assert.Equal(t, 200, e.StatusCode)
				assert.Equal(t, "text/weird", e.ContentType)
				assert.Equal(t, "req-1", e.RequestID)
				assert.LessOrEqual(t, len(e.Body), 512)
				assert.Less(t, len(e.Error()), 2048)
				assert.Equal(t, write, errors.Is(err, client.ErrOutcomeUnknown))
				assert.Equal(t, name == "too large", errors.Is(err, client.ErrTooLarge))
				if name == "html" {
					assert.Contains(t, err.Error(), "HTML page")
				}
				assert.Equal(t, 1, s.count())
			}
		})
	}
}

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
		"elapsed":  {retry.Policy{MaxElapsed: time.Second, MaxRetryAfter: time.Minute}, says(503, "", "Retry-After", "5"), 1, retry.ErrWaitTooLong, true},
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

func TestIdempotencyKey(t *testing.T) {
	t.Parallel()
	t.Run("minted once and kept", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			s := steps(says(503, ""), fails(errReset), says(200, goodWidget))
			var resp client.Response
			_, err := charge(t.Context(), acme(t, s), "", client.WithResponse(&resp))
			require.NoError(t, err)
			assert.Len(t, s.bodies, 3)
			assert.Equal(t, s.bodies[0], s.bodies[1])
			assert.Equal(t, s.bodies[0], s.bodies[2])
			require.NotEmpty(t, resp.IdempotencyKey)
			assert.Contains(t, s.bodies[0], resp.IdempotencyKey)
			assert.Equal(t, 3, resp.Attempts)
		})
	})
	t.Run("another one for each call", func(t *testing.T) {
		t.Parallel()
		s := steps(says(200, goodWidget))
		for range 2 {
			_, err := charge(t.Context(), acme(t, s), "")
			require.NoError(t, err)
		}
		assert.NotEqual(t, s.bodies[0], s.bodies[1])
	})
	t.Run("the caller's wins, and is in the error", func(t *testing.T) {
		t.Parallel()
		s := steps(says(400, ""))
		_, err := charge(t.Context(), acme(t, s), "mine")
		e, ok := errors.AsType[*client.ResponseError](err)
		require.True(t, ok)
		assert.Equal(t, "mine", e.IdempotencyKey)
		assert.Equal(t, "mine", client.IdempotencyKeyOf(err))
		_, lost := charge(t.Context(), acme(t, steps(fails(errReset)), client.WithRetry(retry.NoRetry())), "lost")
		assert.Equal(t, "lost", client.IdempotencyKeyOf(lost))
		assert.Empty(t, client.IdempotencyKeyOf(errReset))
		_, err = charge(t.Context(), acme(t, s), "", client.WithIdempotencyKey("option"))
		e, ok = errors.AsType[*client.ResponseError](err)
		require.True(t, ok)
		assert.Equal(t, "option", e.IdempotencyKey)
		assert.Contains(t, s.bodies[0], "mine")
		assert.Contains(t, s.bodies[1], "option")
	})
	t.Run("two different ones, or one for nothing", func(t *testing.T) {
		t.Parallel()
		s := steps(says(200, goodWidget))
		_, err := charge(t.Context(), acme(t, s), "a", client.WithIdempotencyKey("b"))
		require.ErrorIs(t, err, client.ErrInvalid)
		_, err = get(t.Context(), acme(t, s), client.WithIdempotencyKey("b"))
		require.ErrorIs(t, err, client.ErrInvalid)
		assert.Zero(t, s.count())
	})
}

func TestBadInputIsRefusedLocally(t *testing.T) {
	t.Parallel()
	cases := map[string]client.Request{
		"empty arg":    {Op: &opGet, Args: []string{""}},
		"dot segment":  {Op: &opGet, Args: []string{".."}},
		"missing arg":  {Op: &opGet},
		"too many":     {Op: &opGet, Args: []string{"a", "b"}},
		"bad body":     {Op: &opCreate, Body: func() {}},
		"invalid body": {Op: &opCreate, Body: refusing{}},
	}
	for name, r := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := steps(says(200, goodWidget))
			_, err := client.Call[widget](t.Context(), acme(t, s), r)
			require.ErrorIs(t, err, client.ErrInvalid)
			require.NotErrorIs(t, err, client.ErrOutcomeUnknown)
			assert.Zero(t, s.count())
		})
	}
}

type refusing struct{}

func (refusing) Validate() error { return errors.New("amount must be positive") }

func TestCancelledBeforeTheStart(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("shutting down"))
	s := steps(says(200, goodWidget))
	_, err := create(ctx, acme(t, s))
	require.ErrorIs(t, err, context.Canceled)
	assert.Contains(t, err.Error(), "shutting down")
	require.NotErrorIs(t, err, client.ErrOutcomeUnknown)
	assert.Zero(t, s.count())
}

func TestEscapedPath(t *testing.T) {
	t.Parallel()
	cases := map[string]string{
		"a b": "/v1/widgets/a%20b", "a/b": "/v1/widgets/a%2Fb", "user@x": "/v1/widgets/user@x", "æ?#": "/v1/widgets/%C3%A6%3F%23",
	}
	for arg, want := range cases {
		s := steps(says(200, goodWidget))
		_, err := client.Call[widget](t.Context(), acme(t, s), client.Request{Op: &opGet, Args: []string{arg}})
		require.NoError(t, err)
		assert.Equal(t, want, s.requests[0].URL.EscapedPath())
	}
}

func TestDo(t *testing.T) {
	t.Parallel()
	s := steps(says(200, goodWidget))
	c := acme(t, s)
	var w widget
	require.NoError(t, c.Do(t.Context(), http.MethodPatch, "/x/y%2Fz", map[string][]string{"q": {"1 2"}}, map[string]int{"n": 1}, &w))
	assert.Equal(t, "w1", w.ID)
	assert.Equal(t, "https://api.acme.test/v1/x/y%2Fz?q=1+2", s.requests[0].URL.String())
	assert.Equal(t, `{"n":1}`, s.bodies[0])
	assert.Equal(t, "Bearer "+acmeKey, s.requests[0].Header.Get("Authorization"))
	for _, bad := range []string{"", "x", "/a?b", "/../x", "/%2e%2e/x", "/%zz"} {
		require.ErrorIs(t, c.Do(t.Context(), http.MethodGet, bad, nil, nil, nil), client.ErrInvalid, bad)
	}
}

// What only the request knows gets into the typed error before observers see it.
func TestFillError(t *testing.T) {
	t.Parallel()
	var o recorder
	c := acme(t, steps(says(400, `{"code":1}`)), client.WithObserver(&o))
	out := &widget{}
	err := client.CallInto(t.Context(), c, client.Request{Op: &opCreate, Body: widget{Name: "n"}, FillError: func(err error) {
		if e, ok := errors.AsType[*acmeError](err); ok {
			e.Message = "filled"
		}
	}}, out)
	require.ErrorContains(t, err, "filled")
	require.Len(t, o.attempts, 1)
	require.ErrorContains(t, o.attempts[0].Err, "filled")
}

// What an operation without a documented body answers is not looked at, unless
// it is a page that only a proxy can have made.
func TestNoContent(t *testing.T) {
	t.Parallel()
	for _, step := range []func(*http.Request) (*http.Response, error){says(204, ""), says(200, "null"), says(200, "{}")} {
		s := steps(step)
		require.NoError(t, client.Exec(t.Context(), acme(t, s), client.Request{Op: &opDelete, Args: []string{"w1"}}))
		assert.Equal(t, http.MethodDelete, s.requests[0].Method)
	}
	err := client.Exec(t.Context(), acme(t, steps(says(200, "<html>Sign in</html>"))), client.Request{Op: &opDelete, Args: []string{"w1"}})
	require.ErrorIs(t, err, client.ErrOutcomeUnknown)
	_, ok := errors.AsType[*client.DecodeError](err)
	assert.True(t, ok)
}
