package ecp_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/ecp"
	"github.com/vendorkit/vendorkit-go/ecp/ecptest"
	"github.com/vendorkit/vendorkit-go/retry"
)

func TestNew_refusesNonsense(t *testing.T) {
	t.Parallel()
	good := someone.Credentials
	for name, config := range map[string]ecp.Config{
		"no username":        {Credentials: ecp.Credentials{Password: "planted-password-1"}},
		"no password":        {Credentials: ecp.Credentials{Username: "u"}},
		"plain http":         {Credentials: good, Environment: "http://example.test"},
		"negative ids":       {Credentials: good, MaxClipIDs: -1},
		"negative pages":     {Credentials: good, MaxPages: -1},
		"negative at once":   {Credentials: good, Concurrency: -1},
		"negative lifetime":  {Credentials: good, TokenLifetime: -1},
		"relative path":      {Credentials: good, Wire: ecp.Wire{ClipPath: "Clip"}},
		"path with query":    {Credentials: good, Wire: ecp.Wire{CouponsPath: "/coupons?x=1"}},
		"path with braces":   {Credentials: good, Wire: ecp.Wire{StoresPath: "/{id}"}},
		"login by GET":       {Credentials: good, Wire: ecp.Wire{AuthenticateMethod: http.MethodGet}},
		"clip by GET":        {Credentials: good, Wire: ecp.Wire{ClipMethod: http.MethodGet}},
		"stores by DELETE":   {Credentials: good, Wire: ecp.Wire{StoresMethod: http.MethodDelete}},
		"same login members": {Credentials: good, Wire: ecp.Wire{UsernameKey: "password"}},
	} {
		c, err := ecp.NewFromConfig(config)
		require.ErrorIs(t, err, client.ErrInvalid, name)
		assert.Nil(t, c, name)
		assert.NotContains(t, fmt.Sprintf("%+v", err), "planted", name)
	}
	_, err := ecp.New(good, client.WithUserAgent("\n"))
	require.ErrorIs(t, err, client.ErrInvalid)
}

func TestNew_defaults(t *testing.T) {
	t.Parallel()
	c, err := ecp.New(someone.Credentials)
	require.NoError(t, err)
	assert.Equal(t, "https://llenterprisecouponapi.loyaltylane.com", c.Core().BaseURL())
	reads, writes := c.Core().Limiters()
	assert.Same(t, reads, writes, "one bound for all requests")
	limiter, ok := reads.(*retry.ConcurrencyLimiter)
	require.True(t, ok)
	assert.Equal(t, ecp.DefaultConcurrency, limiter.State().Max)

	c, err = ecp.NewFromConfig(ecp.Config{Credentials: someone.Credentials, Environment: ecp.Test, Concurrency: 2})
	require.NoError(t, err)
	assert.Equal(t, "https://lltestenterprisecouponapi.loyaltylane.com", c.Core().BaseURL())
	c, err = ecp.New(someone.Credentials, client.WithBaseURL(string(ecp.Test)+"/api"))
	require.NoError(t, err)
	assert.Equal(t, "https://lltestenterprisecouponapi.loyaltylane.com/api", c.Core().BaseURL())
	c.CloseIdleConnections()
}

func TestCredentialsFromEnv(t *testing.T) {
	t.Setenv("ECP_USERNAME", "harvest-foods-api")
	t.Setenv("ECP_PASSWORD", "planted-password-1")
	got, err := ecp.CredentialsFromEnv()
	require.NoError(t, err)
	assert.Equal(t, ecp.Credentials{Username: "harvest-foods-api", Password: "planted-password-1"}, got)
	assert.NotContains(t, fmt.Sprintf("%+v %#v", got, got), "planted")
	for _, name := range []string{"ECP_USERNAME", "ECP_PASSWORD"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, "")
			_, err := ecp.CredentialsFromEnv()
			require.ErrorIs(t, err, client.ErrInvalid)
			assert.ErrorContains(t, err, name)
		})
	}
}

// What the first calls send: documented are the four paths, GET for the
// coupons, the token in Authorization; the rest are the inferred defaults.
func TestRequests(t *testing.T) {
	t.Parallel()
	c, fake, wire := withFake(t)
	_, err := c.Coupons.List(t.Context(), nil)
	require.NoError(t, err)
	_, err = c.Coupons.Clip(t.Context(), []int{1001, 1003})
	require.NoError(t, err)
	_, err = c.Stores.List(t.Context())
	require.NoError(t, err)

	requests := wire.Requests()
	require.Len(t, requests, 4)
	for i, want := range []struct{ line, body string }{
		{"POST /Authenticate?", `{"Password":"example-only-9Qz","Username":"harvest-foods-api"}`},
		{"GET /coupons?page=1", ""},
		{"POST /Clip?", `{"CouponIds":[1001,1003]}`},
		{"GET /AggregatorStores?", ""},
	} {
		r := requests[i]
		assert.Equal(t, want.line, r.Method+" "+r.Path+"?"+r.RawQuery)
		assert.Equal(t, want.body, string(r.Body))
		assert.Equal(t, "application/json", r.Header.Get("Accept"))
		if want.body != "" {
			assert.Equal(t, "application/json", r.Header.Get("Content-Type"))
		}
		if i == 0 {
			assert.Empty(t, r.Header.Get("Authorization"))
		} else {
			assert.Equal(t, "Bearer "+fake.Tokens()[0], r.Header.Get("Authorization"))
		}
	}
}

// Each inferred name of a request can be replaced, the candidates of the
// vendor's sheet among them.
func TestWire_overrides(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]ecp.Wire{
		"methods":     {AuthenticateMethod: http.MethodPut, ClipMethod: http.MethodPut, StoresMethod: http.MethodPost},
		"paths":       {AuthenticatePath: "/v2/Authenticate", CouponsPath: "/v2/coupons", ClipPath: "/v2/Clip", StoresPath: "/v2/AggregatorStores"},
		"login":       {UsernameKey: "UserName", PasswordKey: "password", TokenKeys: []string{"Bearer"}},
		"raw token":   {Scheme: auth.Raw()},
		"paging":      {PageParam: "pageNumber", PageKeys: []string{"Nr"}, PageSizeKeys: []string{"Most"}, TotalKeys: []string{"All"}},
		"zero-based":  {ZeroBasedPages: true},
		"lists":       {CouponListKeys: []string{"Offers"}, CouponIDKeys: []string{"OfferNr"}, Store: ecp.StoreKeys{ID: []string{"Nr"}, Name: []string{"Label"}}},
		"quantities":  {ClipBody: ecp.ClipQuantities},
		"objects":     {ClipBody: ecp.ClipObjects},
		"clip errors": {ClipNotFoundKeys: []string{"A"}, ClipAtLimitKeys: []string{"B"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, fake, _ := withFake(t, ecptest.WithWire(w), ecptest.WithPageSize(2), ecptest.WithCoupons(ecptest.Catalogue(5)...))
			sweep, err := c.Coupons.Sweep(t.Context())
			require.NoError(t, err)
			assert.True(t, sweep.Consistent, sweep.Inconsistency)
			require.Len(t, sweep.Coupons, 5)
			assert.Equal(t, 1005, sweep.Coupons[4].ID)
			_, err = c.Coupons.Clip(t.Context(), []int{1001})
			require.NoError(t, err)
			assert.Equal(t, 1, fake.Clips(1001))
			var refused *ecp.ClipError
			_, err = c.Coupons.Clip(t.Context(), []int{7})
			require.ErrorAs(t, err, &refused)
			assert.Equal(t, []int{7}, refused.NotFound)
			stores, err := c.Stores.List(t.Context())
			require.NoError(t, err)
			require.Len(t, stores, 2)
			assert.Equal(t, 311, stores[0].ID)
			assert.Equal(t, "Harvest Foods Elm St", stores[0].Name)
		})
	}
}

// A base URL may hold a path; the endpoints are joined to it.
func TestPathPrefix(t *testing.T) {
	t.Parallel()
	fake := ecptest.NewFake()
	c, wire := inMemory(t, http.StripPrefix("/api", fake), fake.Config(), client.WithBaseURL(memoryURL+"/api/"))
	_, err := c.Stores.List(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "/api/AggregatorStores", wire.Requests()[1].Path)
}

// A wrong prefix or method is a 404, and the error says what to look at.
func TestNotFound(t *testing.T) {
	t.Parallel()
	fake := ecptest.NewFake()
	config := fake.Config()
	config.Wire.StoresMethod = http.MethodPost
	c, wire := inMemory(t, fake, config)
	_, err := c.Stores.List(t.Context())
	require.ErrorIs(t, err, client.ErrNotFound)
	assert.NotErrorIs(t, err, client.ErrOutcomeUnknown)
	assert.ErrorContains(t, err, "method of POST")
	assert.Equal(t, 1, sent(wire, "/AggregatorStores"))
}

func TestDo(t *testing.T) {
	t.Parallel()
	c, _, _ := withFake(t)
	var out struct{ Code int }
	require.NoError(t, c.Do(t.Context(), http.MethodGet, "/coupons", map[string][]string{"page": {"1"}}, nil, &out))
	assert.Equal(t, 1000, out.Code)
	err := c.Do(t.Context(), http.MethodGet, "/coupons", map[string][]string{"page": {"one"}}, nil, &out)
	var refused *ecp.InputError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, "The page parameter must be a whole number.", refused.Message)
}

// A 429 is not documented; if it ever comes, Retry-After holds for reads. That a
// refused clip wasn't counted is not documented either, so it isn't repeated.
func TestTooManyRequests(t *testing.T) {
	t.Parallel()
	c, fake, wire := withFake(t)
	wire.Script.Match("GET", "/coupons").Next(clienttest.Answer(429, "text/plain", "slow down", "Retry-After", "0"))
	_, err := c.Coupons.List(t.Context(), nil)
	require.NoError(t, err)
	wire.Script.Match("POST", "/Clip").Next(clienttest.Answer(429, "text/plain", "slow down", "Retry-After", "0"))
	_, err = c.Coupons.Clip(t.Context(), []int{1001})
	require.ErrorIs(t, err, client.ErrRateLimited)
	assert.Equal(t, 0, fake.Clips(1001))
	assert.Equal(t, 1, sent(wire, "/Clip"))
}
