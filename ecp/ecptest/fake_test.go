package ecptest_test

import (
	"context"
	"iter"
	"net/http"
	"net/http/httptest"
	"strings"
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

// ask sends one request to a fake by hand.
func ask(t *testing.T, f *ecptest.Fake, method, target, authorization, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	w := httptest.NewRecorder()
	f.ServeHTTP(w, r)
	return w
}

const goodLogin = `{"Username":"harvest-foods-api","Password":"example-only-9Qz"}`

// What the page "ECP API Error Codes" says, asked of the fake without a client.
func TestFake_documentedAnswers(t *testing.T) {
	t.Parallel()
	f := ecptest.NewFake(ecptest.WithAggregators(2), ecptest.WithCoupons(ecptest.Coupon{ID: 1}, ecptest.Coupon{ID: 2, MaxClips: 1}))
	require.Equal(t, 200, ask(t, f, "POST", "/Authenticate", "", goodLogin).Code)
	token := "Bearer " + f.Tokens()[0]
	for _, test := range []struct {
		name, method, target, token, body string
		status                            int
		want                              string
	}{
		{"good login", "POST", "/Authenticate", "", goodLogin, 200, `"Code":1000`},
		{"wrong password", "POST", "/Authenticate", "", `{"Username":"harvest-foods-api","Password":"x"}`, 400, `"Code":2000`},
		{"wrong user", "POST", "/Authenticate", "", `{"Username":"x","Password":"example-only-9Qz"}`, 400, `"Code":2000`},
		{"no password", "POST", "/Authenticate", "", `{"Username":"harvest-foods-api"}`, 400, `"Code":2001`},
		{"login that is no JSON", "POST", "/Authenticate", "", `<x>`, 400, `"Code":2001`},
		{"wrong method of the login", "GET", "/Authenticate", "", "", 404, `"Message"`},
		{"no token", "GET", "/coupons?page=1", "", "", 401, `"Message"`},
		{"bad token", "GET", "/coupons?page=1", "Bearer x", "", 401, `"Message"`},
		{"no scheme", "GET", "/coupons?page=1", strings.TrimPrefix(token, "Bearer "), "", 401, `"Message"`},
		{"a page", "GET", "/coupons?page=1", token, "", 200, `"Code":1000`},
		{"past the end", "GET", "/coupons?page=9", token, "", 200, `"Coupons":[]`},
		{"past every end", "GET", "/coupons?page=9223372036854775807", token, "", 200, `"Coupons":[]`},
		{"no page", "GET", "/coupons", token, "", 400, `"Code":2001`},
		{"page that is a word", "GET", "/coupons?page=one", token, "", 400, `"Code":2001`},
		{"page 0", "GET", "/coupons?page=0", token, "", 400, `"Code":2001`},
		{"wrong method of the coupons", "POST", "/coupons", token, "", 404, `"Message"`},
		{"wrong method of a clip", "GET", "/Clip", token, "", 404, `"Message"`},
		{"other case of a path", "POST", "/clip", token, "", 404, `"Message"`},
		{"unknown path", "GET", "/Redemptions", token, "", 404, `"Message"`},
		{"clip of nothing", "POST", "/Clip", token, `{}`, 400, `"Code":2001`},
		{"clip that is no JSON", "POST", "/Clip", token, `x`, 400, `"Code":2001`},
		{"clip of an unknown coupon", "POST", "/Clip", token, `{"CouponIds":[1,9]}`, 400, `{"Code":2002,"Data":{"CouponsAtMaxClips":[],"CouponsNotFound":[9]}`},
		{"clip beyond the limit in one request", "POST", "/Clip", token, `{"CouponIds":[2,2]}`, 400, `"CouponsAtMaxClips":[2]`},
		{"two aggregators", "GET", "/AggregatorStores", token, "", 400, `"Code":2003`},
	} {
		got := ask(t, f, test.method, test.target, test.token, test.body)
		assert.Equal(t, test.status, got.Code, test.name)
		assert.Contains(t, got.Body.String(), test.want, test.name)
	}
	assert.Equal(t, []int{0, 0}, []int{f.Clips(1), f.Clips(2)}, "a refused request counts nothing")
	assert.Equal(t, 2, f.Logins())
	assert.Equal(t, 2, f.RefusedLogins())
}

// lookingBack is a client that asks the fake something while it reads its answer.
type lookingBack struct {
	*httptest.ResponseRecorder
	fake *ecptest.Fake
}

func (w *lookingBack) Write(data []byte) (int, error) {
	w.fake.Logins()
	return w.ResponseRecorder.Write(data)
}

// A slow reader must not keep all others waiting.
func TestFake_holdsNoLockWhileItWrites(t *testing.T) {
	t.Parallel()
	f := ecptest.NewFake()
	w := &lookingBack{httptest.NewRecorder(), f}
	f.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "POST", "/Authenticate", strings.NewReader(goodLogin)))
	assert.Equal(t, 200, w.Code)
	assert.Contains(t, w.Body.String(), f.Tokens()[0])
}

func TestFake_clipForms(t *testing.T) {
	t.Parallel()
	f := ecptest.NewFake(ecptest.WithAnyCoupon())
	ask(t, f, "POST", "/Authenticate", "", goodLogin)
	token := "Bearer " + f.Tokens()[0]
	for _, body := range []string{
		`{"CouponIds":[5,5,5,6]}`, `{"Clips":[{"CouponId":5,"Quantity":3},{"CouponId":6,"Quantity":1}]}`,
		`[{"CouponId":5},{"CouponId":6},{"CouponId":5},{"CouponId":5}]`,
	} {
		require.Equal(t, 200, ask(t, f, "POST", "/Clip", token, body).Code, body)
	}
	assert.Equal(t, []int{9, 3}, []int{f.Clips(5), f.Processed("6")})
}

func TestFake_tokensEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := ecptest.NewFake(ecptest.WithTokenLifetime(time.Minute))
		ask(t, f, "POST", "/Authenticate", "", goodLogin)
		token := "Bearer " + f.Tokens()[0]
		assert.Equal(t, 200, ask(t, f, "GET", "/AggregatorStores", token, "").Code)
		<-time.After(time.Minute)
		assert.Equal(t, 401, ask(t, f, "GET", "/AggregatorStores", token, "").Code)
		ask(t, f, "POST", "/Authenticate", "", goodLogin)
		f.RevokeTokens()
		for _, token := range f.Tokens() {
			assert.Equal(t, 401, ask(t, f, "GET", "/AggregatorStores", "Bearer "+token, "").Code)
		}
	})
}

func TestCouponID(t *testing.T) {
	t.Parallel()
	assert.Equal(t, 48213, ecptest.CouponID("48213"))
	seen := map[int]bool{}
	for i := range 20_000 {
		seen[ecptest.CouponID("write-"+time.Unix(int64(i), 0).String())] = true
	}
	assert.Len(t, seen, 20_000)
	for id := range seen {
		require.Positive(t, id)
	}
}

func TestServer(t *testing.T) {
	t.Parallel()
	s := ecptest.NewServer(t, ecptest.WithCredentials(ecp.Credentials{Username: "u", Password: "another-one-1"}))
	c := s.Client(t)
	s.Script.Match("GET", "/AggregatorStores").Next(clienttest.HTMLPage(http.StatusBadGateway))
	stores, err := c.Stores.List(t.Context())
	require.NoError(t, err)
	assert.Len(t, stores, 2)
	assert.Equal(t, 3, s.Count())
	assert.Equal(t, 1, s.Logins())
	_, err = s.Client(t, client.WithUserAgent("shop/1.4")).Stores.List(t.Context())
	require.NoError(t, err)
	assert.Contains(t, s.Requests()[4].Header.Get("User-Agent"), "shop/1.4")
}

func TestFuncs(t *testing.T) {
	t.Parallel()
	c, err := ecp.New(ecp.Credentials{Username: "u", Password: "another-one-1"})
	require.NoError(t, err)
	coupons := &ecptest.FakeCoupons{}
	c.Coupons, c.Stores = coupons, &ecptest.FakeStores{}
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"ListFunc":     func() error { _, err := c.Coupons.List(ctx, nil); return err },
		"SweepFunc":    func() error { _, err := c.Coupons.Sweep(ctx); return err },
		"ClipFunc":     func() error { _, err := c.Coupons.Clip(ctx, nil); return err },
		"ClipEachFunc": func() error { _, err := c.Coupons.ClipEach(ctx, nil); return err },
		"FakeStores":   func() error { _, err := c.Stores.List(ctx); return err },
		"AllFunc": func() (last error) {
			for _, err := range c.Coupons.All(ctx) {
				last = err
			}
			return last
		},
	} {
		err := call()
		require.ErrorIs(t, err, clienttest.ErrUnset, name)
		assert.ErrorContains(t, err, name)
	}
}

func TestFuncs_areCalled(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	page, sweep, result, outcomes, stores := &ecp.CouponPage{}, &ecp.Sweep{}, &ecp.ClipResult{}, []ecp.ClipOutcome{{CouponID: 5}}, []*ecp.Store{{ID: 6}}
	var coupons ecp.CouponService = &ecptest.FakeCoupons{
		ListFunc: func(_ context.Context, p *ecp.CouponListParams, _ ...client.CallOption) (*ecp.CouponPage, error) {
			assert.Equal(t, 4, p.Page)
			return page, nil
		},
		AllFunc: func(context.Context, ...client.CallOption) iter.Seq2[*ecp.Coupon, error] {
			return func(yield func(*ecp.Coupon, error) bool) { yield(&ecp.Coupon{ID: 3}, nil) }
		},
		SweepFunc: func(context.Context, ...client.CallOption) (*ecp.Sweep, error) { return sweep, nil },
		ClipFunc: func(_ context.Context, ids []int, _ ...client.CallOption) (*ecp.ClipResult, error) {
			assert.Equal(t, []int{1}, ids)
			return result, nil
		},
		ClipEachFunc: func(_ context.Context, ids []int, _ ...client.CallOption) ([]ecp.ClipOutcome, error) {
			assert.Equal(t, []int{2}, ids)
			return outcomes, nil
		},
	}
	gotPage, err := coupons.List(ctx, &ecp.CouponListParams{Page: 4})
	require.NoError(t, err)
	assert.Same(t, page, gotPage)
	for c, err := range coupons.All(ctx) {
		require.NoError(t, err)
		assert.Equal(t, 3, c.ID)
	}
	gotSweep, err := coupons.Sweep(ctx)
	require.NoError(t, err)
	assert.Same(t, sweep, gotSweep)
	gotResult, err := coupons.Clip(ctx, []int{1})
	require.NoError(t, err)
	assert.Same(t, result, gotResult)
	gotOutcomes, err := coupons.ClipEach(ctx, []int{2})
	require.NoError(t, err)
	assert.Equal(t, outcomes, gotOutcomes)
	var list ecp.StoreService = &ecptest.FakeStores{ListFunc: func(context.Context, ...client.CallOption) ([]*ecp.Store, error) { return stores, nil }}
	gotStores, err := list.List(ctx)
	require.NoError(t, err)
	assert.Equal(t, stores, gotStores)
}
