package ecp_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/ecp"
	"github.com/vendorkit/vendorkit-go/ecp/ecptest"
)

// The place of the token is not documented; each likely one must do.
func TestLogin_tokenPlaces(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		tokenAnswer,
		`{"Code":1000,"Data":{"token":"planted-token-1"}}`,
		`{"Code":1000,"Data":{"Jwt":"planted-token-1"}}`,
		`{"Code":1000,"Data":{"JWT":"planted-token-1"}}`,
		`{"Code":1000,"Data":{"AccessToken":"planted-token-1"}}`,
		`{"Code":1000,"Data":{"access_token":"planted-token-1"}}`,
		`{"Code":1000,"Data":{"AuthToken":"planted-token-1"}}`,
		`{"Code":1000,"Data":"planted-token-1"}`,
		`{"Code":1000,"Token":"planted-token-1"}`,
		`{"Code":"1000","Data":null,"JWT":"planted-token-1"}`,
		`{"access_token":"planted-token-1"}`,
		`{"Code":1000,"Data":{"Token":null,"Jwt":"planted-token-1"}}`,
	} {
		var got string
		c, _ := inMemory(t, login(body, func(w http.ResponseWriter, r *http.Request) {
			got = r.Header.Get("Authorization")
			answering(200, noCoupons)(w, r)
		}), someone)
		_, err := c.Coupons.List(t.Context(), nil)
		require.NoError(t, err, body)
		assert.Equal(t, "Bearer planted-token-1", got, body)
	}
}

// A login that answers without a token, or denies its success, is an error
// without secrets; nothing else is sent.
func TestLogin_noToken(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"Code":1000}`, `{"Code":1000,"Data":null}`, `{"Code":1000,"Data":{"Token":""}}`, `{"Code":1000,"Data":{"Token":5}}`,
		`{"Code":1000,"Data":{"Secret":"planted-token-1"}}`, `{"Code":2000,"Data":{"Token":"planted-token-1"}}`,
		`{}`, `[]`, `null`, `<html>planted-token-1</html>`, ``,
	} {
		c, wire := inMemory(t, login(body, answering(200, noCoupons)), someone)
		_, err := c.Coupons.List(t.Context(), nil)
		var failure *client.DecodeError
		require.ErrorAs(t, err, &failure, body)
		assert.Equal(t, "authenticate", failure.Operation, body)
		assert.Empty(t, failure.Body, body)
		assert.NotContains(t, fmt.Sprintf("%+v %#v", err, err), "planted", body)
		assert.Equal(t, 0, sent(wire, "/coupons"), body)
	}
}

func jwt(exp time.Time) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"HS256"}`)) + "." + encode([]byte(`{"exp":`+strconv.FormatInt(exp.Unix(), 10)+`}`)) + ".c2ln"
}

// Where a token's life is told: in the JWT, beside the token, in the Config, or
// nowhere; then it is used until a 401.
func TestLogin_expiry(t *testing.T) {
	t.Parallel()
	const never = 1000 * time.Hour
	for name, test := range map[string]struct {
		data     func(now time.Time) string
		lifetime time.Duration
		lives    time.Duration
	}{
		"JWT":                       {func(now time.Time) string { return `{"Token":"` + jwt(now.Add(time.Hour)) + `"}` }, 0, time.Hour},
		"JWT goes before ExpiresIn": {func(now time.Time) string { return `{"Token":"` + jwt(now.Add(time.Hour)) + `","ExpiresIn":60}` }, 0, time.Hour},
		"ExpiresIn":                 {func(time.Time) string { return `{"Token":"opaque-token","ExpiresIn":3600}` }, 0, time.Hour},
		"expires_in in quotes":      {func(time.Time) string { return `{"Token":"opaque-token","expires_in":"3600"}` }, 0, time.Hour},
		"Expires with a zone": {func(now time.Time) string {
			return `{"Token":"opaque-token","Expires":"` + now.Add(time.Hour).Format(time.RFC3339) + `"}`
		}, 0, time.Hour},
		"Expiration": {func(now time.Time) string {
			return `{"Token":"opaque-token","Expiration":"` + now.UTC().Add(time.Hour).Format(time.RFC3339Nano) + `"}`
		}, 0, time.Hour},
		"Expires without a zone": {func(now time.Time) string {
			return `{"Token":"opaque-token","Expires":"` + now.Add(time.Hour).Format("2006-01-02T15:04:05") + `"}`
		}, 0, never},
		"ExpiresIn beyond reason":    {func(time.Time) string { return `{"Token":"opaque-token","ExpiresIn":9223372036854775807}` }, 0, never},
		"ExpiresIn 0":                {func(time.Time) string { return `{"Token":"opaque-token","ExpiresIn":0}` }, 0, never},
		"nothing":                    {func(time.Time) string { return `{"Token":"opaque-token"}` }, 0, never},
		"Config.TokenLifetime":       {func(time.Time) string { return `{"Token":"opaque-token"}` }, time.Hour, time.Hour},
		"the answer goes before it":  {func(time.Time) string { return `{"Token":"opaque-token","ExpiresIn":3600}` }, 10 * time.Hour, time.Hour},
		"ExpiresIn beside Data":      {func(time.Time) string { return `"opaque-token","ExpiresIn":3600` }, 0, time.Hour},
		"ExpiresIn that is no count": {func(time.Time) string { return `{"Token":"opaque-token","ExpiresIn":"soon"}` }, time.Hour, time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				config := someone
				config.TokenLifetime = test.lifetime
				body := `{"Code":1000,"Data":` + test.data(time.Now()) + `}`
				c, wire := inMemory(t, login(body, answering(200, noCoupons)), config)
				read := func() {
					_, err := c.Coupons.List(t.Context(), nil)
					require.NoError(t, err)
					synctest.Wait() // for a renewal in the background
				}
				read()
				<-time.After(test.lives * 3 / 4)
				read()
				assert.Equal(t, 1, sent(wire, "/Authenticate"), "in the middle of its life")
				if test.lives == never {
					return
				}
				<-time.After(test.lives/4 - time.Second)
				_, _ = c.Coupons.List(t.Context(), nil) // the same JWT again has ended by now, so its login may fail
				synctest.Wait()
				assert.Equal(t, 2, sent(wire, "/Authenticate"), "near its end")
			})
		})
	}
}

// 401 on any endpoint: one new login, the request once more. Repeating a clip is
// safe because the 401 is decided before it is processed (inferred).
func TestUnauthorized_replaysOnce(t *testing.T) {
	t.Parallel()
	c, fake, wire := withFake(t)
	_, err := c.Coupons.Clip(t.Context(), []int{1001})
	require.NoError(t, err)
	fake.RevokeTokens()
	var resp client.Response
	_, err = c.Coupons.Clip(t.Context(), []int{1001}, client.WithResponse(&resp))
	require.NoError(t, err)
	assert.Equal(t, 2, fake.Clips(1001))
	assert.Equal(t, 2, fake.Logins())
	assert.Equal(t, 3, sent(wire, "/Clip"))
	assert.Equal(t, 1, resp.Attempts)
}

func TestUnauthorized_secondIsFinal(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"Message":"Authorization has been denied for this request."}`, `""`, ``, `<html></html>`} {
		fake := ecptest.NewFake()
		c, wire := inMemory(t, fake, fake.Config())
		wire.Script.Match("POST", "/Clip").Always(clienttest.Answer(401, "application/json", body))
		_, err := c.Coupons.Clip(t.Context(), []int{1001})
		require.ErrorIs(t, err, client.ErrUnauthorized, body)
		require.NotErrorIs(t, err, client.ErrOutcomeUnknown, body)
		assert.Equal(t, 2, sent(wire, "/Clip"), body)
		assert.Equal(t, 2, fake.Logins(), body)
	}
}

// Code 2000 is 400, not 401, and final: however many callers wait and come
// back, one login is tried.
func TestWrongCredentials(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		fake := ecptest.NewFake()
		c, wire := inMemory(t, fake, ecp.Config{Credentials: ecp.Credentials{Username: "harvest-foods-api", Password: "planted-password-1"}})
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				for range 3 {
					_, err := c.Coupons.Clip(t.Context(), []int{1001})
					var refused *ecp.AuthError
					if !assert.ErrorAs(t, err, &refused) {
						return
					}
					assert.Equal(t, http.StatusBadRequest, refused.StatusCode)
					assert.Equal(t, ecp.CodeAuthError, refused.ErrorCode)
					assert.NotErrorIs(t, err, client.ErrOutcomeUnknown)
					assert.ErrorIs(t, err, client.ErrUnauthorized)
				}
			})
		}
		wg.Wait()
		assert.Equal(t, 1, fake.RefusedLogins())
		assert.Equal(t, 1, wire.Count())
		<-time.After(29 * time.Second)
		_, err := c.Stores.List(t.Context())
		require.Error(t, err)
		assert.Equal(t, 1, fake.RefusedLogins(), "half a minute of quiet, lest the account be locked")
	})
}

// A login that fails for another reason says which, and works again later.
func TestLogin_serverError(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, fake, wire := withFake(t)
		wire.Script.Match("POST", "/Authenticate").Next(clienttest.Answer(500, "application/json", `{"Code":3000,"Message":"An unexpected error occurred."}`))
		_, err := c.Coupons.Clip(t.Context(), []int{1001})
		var failed *ecp.ServerError
		require.ErrorAs(t, err, &failed)
		assert.Equal(t, "authenticate", failed.Operation)
		assert.NotErrorIs(t, err, client.ErrOutcomeUnknown, "no clip was sent")
		<-time.After(2 * time.Second)
		_, err = c.Coupons.Clip(t.Context(), []int{1001})
		require.NoError(t, err)
		assert.Equal(t, 1, fake.Clips(1001))
	})
}

// A vendor that repeats the login in its error doesn't put the password there.
func TestLogin_echoedPassword(t *testing.T) {
	t.Parallel()
	c, _ := inMemory(t, answering(400, `{"Code":2001,"Message":"bad login planted-password-1","Data":"planted-password-1"}`), someone)
	_, err := c.Stores.List(t.Context())
	var refused *ecp.InputError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, "bad login [redacted]", refused.Message)
	assert.NotContains(t, string(refused.RawData)+string(refused.Body), "planted")
}
