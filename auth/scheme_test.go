package auth_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
)

func TestSchemes(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		scheme     auth.Scheme
		name, want string
	}{
		"bearer":                       {auth.Bearer(), "Authorization", "Bearer cred"},
		"raw":                          {auth.Raw(), "Authorization", "cred"},
		"basic":                        {auth.BasicScheme(), "Authorization", "Basic cred"},
		"header":                       {auth.Header("X-Api-Key"), "X-Api-Key", "cred"},
		"header's name made canonical": {auth.Header("x-api-key"), "X-Api-Key", "cred"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			static, err := auth.Static(tt.scheme, "cred")
			require.NoError(t, err)
			source := auth.TokenSourceFunc(func(context.Context) (auth.Token, error) { return auth.Token{Value: "cred"}, nil })
			refreshing, err := auth.Refreshing(tt.scheme, newCache(t, source))
			require.NoError(t, err)
			for _, a := range []auth.Authenticator{static, refreshing} {
				h := http.Header{tt.name: {"of the last attempt", "twice"}}
				used, err := a.Authenticate(t.Context(), h)
				require.NoError(t, err)
				assert.Equal(t, http.Header{tt.name: {tt.want}}, h)
				assert.Equal(t, "cred", used.Value.Reveal())
				assert.Equal(t, tt.name, a.CredentialHeader())
			}
		})
	}
}

func TestSchemesThatAreRefused(t *testing.T) {
	t.Parallel()
	c := newCache(t, &vendor{})
	for name, scheme := range map[string]auth.Scheme{
		"zero": {}, "no name": auth.Header(""), "space": auth.Header("X Api"), "colon": auth.Header("X-Api:"),
		"line end": auth.Header("X-Api\r\n"), "not ASCII": auth.Header("X-Äpi"),
		"host": auth.Header("host"), "content length": auth.Header("Content-Length"), "connection": auth.Header("Connection"),
		"te": auth.Header("TE"), "trailer": auth.Header("Trailer"), "transfer encoding": auth.Header("Transfer-Encoding"),
		"upgrade": auth.Header("Upgrade"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := auth.Static(scheme, "cred")
			require.Error(t, err)
			_, err = auth.Refreshing(scheme, c)
			require.Error(t, err)
		})
	}
	_, err := auth.Refreshing(auth.Bearer(), nil)
	require.Error(t, err)
}

func TestCredentialsThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, value := range map[string]auth.Secret{
		"CR LF":     canary + "\r\nX-Injected: 1",
		"LF at end": canary + "\n",
		"NUL":       canary + "\x00",
		"tab":       canary + "\t" + canary,
		"DEL":       canary + "\x7f",
		"space":     " " + canary,
		"space end": canary + " ",
		"too long":  canary + auth.Secret(strings.Repeat("a", 64<<10)),
		"empty":     "",
		"printed":   "[redacted]",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := auth.Static(auth.Bearer(), value)
			require.Error(t, err)
			assertClean(t, err.Error())
			assert.Less(t, len(err.Error()), 256)

			if value == "" {
				return // the cache refuses it first
			}
			a, err := auth.Refreshing(auth.Bearer(), newCache(t, auth.TokenSourceFunc(
				func(context.Context) (auth.Token, error) { return auth.Token{Value: value}, nil })))
			require.NoError(t, err)
			h := http.Header{}
			_, err = a.Authenticate(t.Context(), h)
			require.Error(t, err)
			assertClean(t, err.Error())
			assert.Empty(t, h)
		})
	}
	_, err := auth.Static(auth.Bearer(), auth.Secret(strings.Repeat("a", 64<<10)))
	require.NoError(t, err, "64 KiB are allowed")
	_, err = auth.Static(auth.Bearer(), "pass word ü")
	require.NoError(t, err)
}

// What the schemes accept goes over the wire unchanged.
func TestCredentialsOnTheWire(t *testing.T) {
	t.Parallel()
	got := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		got <- r.Header.Get("X-Api-Key")
	}))
	t.Cleanup(server.Close)
	for _, value := range []string{"plain", "inner space", "ü", `"quoted", and more;=`} {
		a, err := auth.Static(auth.Header("X-Api-Key"), auth.Secret(value))
		require.NoError(t, err)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, http.NoBody)
		require.NoError(t, err)
		_, err = a.Authenticate(t.Context(), r.Header)
		require.NoError(t, err)
		resp, err := server.Client().Do(r)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		assert.Equal(t, value, <-got)
	}
}

func TestBasic(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		user     string
		password auth.Secret
		fails    string
	}{
		"both":                        {user: "user", password: "pa:ss"},
		"user only":                   {user: "priv_key"},
		"password only":               {password: "key"},
		"not ASCII":                   {user: "üser", password: "pässword"},
		"neither":                     {fails: "empty"},
		"colon in the user":           {user: canary + ":", password: "p", fails: "':'"},
		"line end in the user":        {user: canary + "\n", fails: "user contains a control"},
		"line end in the password":    {user: "u", password: canary + "\n", fails: "password contains a control"},
		"tab in the password is a C0": {user: "u", password: "a\tb", fails: "password contains a control"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, err := auth.BasicAuth(tt.user, tt.password)
			if tt.fails != "" {
				require.ErrorContains(t, err, tt.fails)
				assertClean(t, err.Error())
				assert.Empty(t, auth.Basic(tt.user, tt.password).Reveal())
				_, err = auth.Static(auth.BasicScheme(), auth.Basic(tt.user, tt.password))
				require.Error(t, err, "what Basic refuses, Static refuses")
				return
			}
			require.NoError(t, err)
			r := &http.Request{Header: http.Header{}}
			_, err = a.Authenticate(t.Context(), r.Header)
			require.NoError(t, err)
			user, password, ok := r.BasicAuth()
			require.True(t, ok)
			assert.Equal(t, tt.user, user)
			assert.Equal(t, tt.password.Reveal(), password)
			assert.Equal(t, "Authorization", a.CredentialHeader())
		})
	}
}

func TestStaticIsNeverWorthAReplay(t *testing.T) {
	t.Parallel()
	a, err := auth.Static(auth.Bearer(), "cred")
	require.NoError(t, err)
	used, err := a.Authenticate(t.Context(), http.Header{})
	require.NoError(t, err)
	assert.False(t, a.Reject(used))
}

func TestNone(t *testing.T) {
	t.Parallel()
	a := auth.None()
	h := http.Header{}
	used, err := a.Authenticate(t.Context(), h)
	require.NoError(t, err)
	assert.Empty(t, h)
	assert.Zero(t, used)
	assert.False(t, a.Reject(used))
	assert.Empty(t, a.CredentialHeader())
}

// A request whose header is appended to doesn't change those of others.
func TestHeaderValueIsSharedSafely(t *testing.T) {
	t.Parallel()
	a, err := auth.Static(auth.Bearer(), "cred")
	require.NoError(t, err)
	first, second := http.Header{}, http.Header{}
	_, err = a.Authenticate(t.Context(), first)
	require.NoError(t, err)
	first.Add("Authorization", "more")
	first.Set("Authorization", "[redacted]")
	_, err = a.Authenticate(t.Context(), second)
	require.NoError(t, err)
	assert.Equal(t, []string{"Bearer cred"}, second["Authorization"])
}

func TestRefreshingPassesTheError(t *testing.T) {
	t.Parallel()
	down := errors.New("down")
	a, err := auth.Refreshing(auth.Bearer(), newCache(t, auth.TokenSourceFunc(
		func(context.Context) (auth.Token, error) { return auth.Token{}, down })))
	require.NoError(t, err)
	h := http.Header{}
	used, err := a.Authenticate(t.Context(), h)
	require.ErrorIs(t, err, down)
	assert.Empty(t, h)
	assert.Zero(t, used)
}

func TestRefreshingFollowsTheCache(t *testing.T) {
	t.Parallel()
	c := newCache(t, &vendor{})
	a, err := auth.Refreshing(auth.Bearer(), c)
	require.NoError(t, err)
	h := http.Header{}
	first, err := a.Authenticate(t.Context(), h)
	require.NoError(t, err)
	assert.True(t, a.Reject(first))
	assert.True(t, a.Reject(first), "dropped already, and so worth a replay as well")
	second, err := a.Authenticate(t.Context(), h)
	require.NoError(t, err)
	assert.Equal(t, "Bearer token-2", h.Get("Authorization"))
	assert.True(t, a.Reject(first), "there is a newer one")
	assert.True(t, a.Reject(second))
}

func TestGoodCallDoesNotAllocate(t *testing.T) { //nolint:paralleltest // AllocsPerRun forbids it
	static, err := auth.Static(auth.Bearer(), "cred")
	require.NoError(t, err)
	refreshing, err := auth.Refreshing(auth.Bearer(), newCache(t, &vendor{ttl: 1 << 50}))
	require.NoError(t, err)
	for name, a := range map[string]auth.Authenticator{"static": static, "refreshing": refreshing} {
		h := http.Header{}
		ctx := t.Context()
		allocs := testing.AllocsPerRun(100, func() {
			if _, err := a.Authenticate(ctx, h); err != nil {
				t.Error(err)
			}
		})
		assert.Zero(t, allocs, name)
	}
}
