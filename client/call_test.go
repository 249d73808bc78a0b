package client_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

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

// Whichever way it is logged, a success that is none doesn't look like one.
func TestDecodeErrorIsLoggedAsSuch(t *testing.T) {
	t.Parallel()
	_, err := get(t.Context(), acme(t, steps(says(200, "<html>Sign in</html>", "Acme-Request", "req-1"))))
	require.ErrorContains(t, err, "HTML page")
	var text, log bytes.Buffer
	slog.New(slog.NewTextHandler(&text, nil)).Error("failed", "err", err)
	slog.New(slog.NewJSONHandler(&log, nil)).Error("failed", "err", err)
	for _, shown := range []string{text.String(), log.String(), mustJSON(t, err)} {
		assert.Contains(t, shown, "HTML page")
		assert.Contains(t, shown, "req-1")
		assert.NotContains(t, shown, "Sign in")
	}
}

// A Response that is used again doesn't show the answer of an earlier call.
func TestResponseOfACallWithoutAnswer(t *testing.T) {
	t.Parallel()
	c := acme(t, steps(says(200, goodWidget), fails(errReset)), client.WithRetry(retry.NoRetry()))
	var resp client.Response
	for _, path := range []string{"w1", "w2", ""} {
		_, err := client.Call[widget](t.Context(), c, client.Request{Op: &opGet, Args: []string{path}}, client.WithResponse(&resp))
		if path == "w1" {
			require.NoError(t, err)
			assert.Equal(t, 200, resp.StatusCode)
			continue
		}
		require.Error(t, err)
		assert.Zero(t, resp)
	}
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
	for _, bad := range []string{"", "get", "GE T", "GET\r\n", "CONNECT"} {
		err := c.Do(t.Context(), bad, "/x", nil, nil, nil)
		require.ErrorIs(t, err, client.ErrInvalid, bad)
		require.NotErrorIs(t, err, client.ErrOutcomeUnknown, bad)
	}
	assert.Equal(t, 1, s.count())
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
