package redemptions_test

import (
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
	samples "github.com/vendorkit/vendorkit-go/redemptions/testdata"
)

const loginPath = "/za/redemptions/authentication/getToken"

func TestLoginOnTheWire(t *testing.T) {
	t.Parallel()
	c, wire := inMemory(t, redemptionstest.NewFake())
	_, err := c.Accounts.List(t.Context())
	require.NoError(t, err)
	requests := wire.Requests()
	require.Len(t, requests, 2)
	login, list := requests[0], requests[1]
	assert.Equal(t, "POST "+loginPath, login.Method+" "+login.Path)
	assert.Empty(t, login.Header.Get("Authorization"))
	assert.Equal(t, "application/json", login.Header.Get("Content-Type"))
	assert.JSONEq(t, fmt.Sprintf(`{"key":%q,"secret":%q}`, redemptionstest.Key, redemptionstest.Secret), string(login.Body))
	assert.Equal(t, "GET /za/redemptions/accounts", list.Method+" "+list.Path)
	assert.Regexp(t, `^Bearer \S+$`, list.Header.Get("Authorization"))
}

// POST /authentication/getToken: a token lives 15 minutes, and is renewed by the
// same operation.
func TestTokenIsRenewed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		fake := redemptionstest.NewFake()
		c, wire := inMemory(t, fake)
		for range 60 { // an hour, one call a minute
			_, err := c.Accounts.List(t.Context())
			require.NoError(t, err)
			synctest.Wait()
			advance(t, time.Minute)
		}
		assert.GreaterOrEqual(t, fake.Logins(), 4)
		assert.LessOrEqual(t, fake.Logins(), 5)
		assert.Equal(t, 60+fake.Logins(), wire.Count(), "no call met a 401")
	})
}

// advance lets the bubble's clock run.
func advance(t *testing.T, d time.Duration) {
	t.Helper()
	timer := time.NewTimer(d)
	defer timer.Stop()
	<-timer.C
}

// The sample answer, and what is made of its variants: the expiry decides when the
// next login comes.
func TestLoginAnswers(t *testing.T) {
	t.Parallel()
	const head = `{"success":true,"token":"eyJhbGciOiJIUzI1NiJ9.eyJtIjoiZGVtbyJ9.c2ln"`
	for name, test := range map[string]struct {
		answer string
		renews time.Duration // a login comes at the latest after this
	}{
		"with a zone":     {head + `,"expiresAt":"2000-01-01T00:15:00.218Z"}`, 15 * time.Minute},
		"without a zone":  {head + `,"expiresAt":"2000-01-01T00:10:00.21"}`, 10 * time.Minute},
		"no expiry":       {head + `}`, 15 * time.Minute},
		"a strange one":   {head + `,"expiresAt":"soon"}`, 15 * time.Minute},
		"names in Pascal": {`{"Success":true,"Token":"t-123456","ExpiresAt":"2000-01-01T00:15:00Z"}`, 15 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { // a bubble begins at 2000-01-01T00:00:00Z
				c, wire := inMemory(t, redemptionstest.NewFake())
				wire.Script.Match("POST", loginPath).Always(clienttest.Answer(http.StatusOK, "application/json", test.answer))
				wire.Script.Match("GET", "/za/redemptions/accounts").Always(clienttest.Answer(http.StatusOK, "application/json", "[]"))
				logins := func() int {
					_, err := c.Accounts.List(t.Context())
					require.NoError(t, err)
					synctest.Wait()
					n := 0
					for _, r := range wire.Requests() {
						if r.Path == loginPath {
							n++
						}
					}
					return n
				}
				assert.Equal(t, 1, logins())
				advance(t, test.renews/2)
				assert.Equal(t, 1, logins(), "the token is kept")
				advance(t, test.renews/2-30*time.Second)
				assert.Equal(t, 2, logins(), "the token is renewed before its end")
			})
		})
	}
}

// The status of an answer to wrong credentials is unknown.
func TestWrongCredentials(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusOK, http.StatusBadRequest, http.StatusUnauthorized} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				wire := clienttest.NewTransport(redemptionstest.NewFake(redemptionstest.WithRejectedStatus(status)))
				defer wire.Close()
				c, err := redemptions.New(redemptions.Credentials{Key: redemptionstest.Key, Secret: "wrong-secret"}, client.WithTransport(wire))
				require.NoError(t, err)
				for range 3 {
					_, err = c.Accounts.List(t.Context())
					refusal, ok := err.(*redemptions.AuthError) //nolint:errorlint // outermost
					require.True(t, ok, "%T", err)
					assert.ErrorIs(t, err, client.ErrUnauthorized)
					assert.Equal(t, status, refusal.StatusCode)
					assert.NotContains(t, fmt.Sprintf("%+v %s", err, refusal.Body), "wrong-secret")
					advance(t, 5*time.Second)
				}
				assert.Equal(t, 1, wire.Count(), "refused credentials are not tried again soon")
			})
		})
	}
}

func TestLoginIsNotTheDocumentedAnswer(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]string{
		"no success": `{"token":"abcdefgh","expiresAt":"2099-01-01T00:00:00Z"}`,
		"no token":   `{"success":true}`,
		"empty":      `{}`,
		"html":       `<html>login</html>`,
	} {
		c, wire := inMemory(t, redemptionstest.NewFake())
		wire.Script.Always(clienttest.Answer(http.StatusOK, "application/json", answer))
		_, err := c.Accounts.List(t.Context())
		e, ok := errors.AsType[*client.DecodeError](err)
		require.True(t, ok, "%s: %T %v", name, err, err)
		assert.Empty(t, e.Body, "%s: the body may hold a token", name)
		assert.NotContains(t, err.Error(), "abcdefgh")
	}
}

// Response Models: a 401 has no documented body.
func TestTokenRejectedInTheMiddle(t *testing.T) {
	t.Parallel()
	fake := redemptionstest.NewFake()
	c, _ := inMemory(t, fake)
	_, err := c.Payments.Create(t.Context(), order("KB-1"))
	require.NoError(t, err)
	fake.RevokeTokens()
	_, err = c.Payments.Create(t.Context(), order("KB-2"))
	require.NoError(t, err, "a 401 is refused before it is processed, so a write is replayed too")
	assert.Equal(t, 1, fake.Processed("KB-2"))
	assert.Equal(t, 2, fake.Logins())
}

func TestLoginSample(t *testing.T) {
	t.Parallel()
	c, wire := inMemory(t, redemptionstest.NewFake())
	wire.Script.Match("POST", loginPath).Always(clienttest.Answer(http.StatusOK, "application/json", string(samples.Read("login-accepted.json"))))
	wire.Script.Match("GET", "/").Always(clienttest.Answer(http.StatusOK, "application/json", "[]"))
	// Its expiry lies in the past, which a client must not take for a token.
	_, err := c.Accounts.List(t.Context())
	assert.ErrorIs(t, err, auth.ErrTokenExpired)
	assert.Equal(t, 1, wire.Count())
}

func TestCredentials(t *testing.T) {
	for _, creds := range []redemptions.Credentials{{}, {Key: "k"}, {Secret: "s"}} {
		_, err := redemptions.New(creds)
		assert.ErrorIs(t, err, client.ErrInvalid)
	}
	_, err := redemptions.New(redemptions.Credentials{}, client.WithAuthenticator(auth.None()))
	assert.NoError(t, err, "with an authenticator of one's own there is no login")

	t.Setenv("REDEMPTIONS_KEY", "k")
	t.Setenv("REDEMPTIONS_SECRET", "")
	_, err = redemptions.CredentialsFromEnv()
	require.ErrorIs(t, err, client.ErrInvalid)
	assert.Contains(t, err.Error(), "REDEMPTIONS_SECRET")
	assert.NotContains(t, err.Error(), "REDEMPTIONS_KEY")
	t.Setenv("REDEMPTIONS_SECRET", "the secret")
	creds, err := redemptions.CredentialsFromEnv()
	require.NoError(t, err)
	assert.Equal(t, redemptions.Credentials{Key: "k", Secret: "the secret"}, creds)
	assert.NotContains(t, fmt.Sprintf("%v %+v %#v", creds, creds, creds), "the secret")
}
