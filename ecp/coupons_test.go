package ecp_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/ecp"
	"github.com/vendorkit/vendorkit-go/ecp/ecptest"
)

func TestCouponList_params(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		wire   ecp.Wire
		params *ecp.CouponListParams
		want   string
	}{
		{"nil", ecp.Wire{}, nil, "page=1"},
		{"zero", ecp.Wire{}, &ecp.CouponListParams{}, "page=1"},
		{"third", ecp.Wire{}, &ecp.CouponListParams{Page: 3}, "page=3"},
		{"nil, zero-based", ecp.Wire{ZeroBasedPages: true}, nil, "page=0"},
		{"other name", ecp.Wire{PageParam: "Page"}, nil, "Page=1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			config := someone
			config.Wire = test.wire
			c, wire := inMemory(t, login(tokenAnswer, answering(200, noCoupons)), config)
			_, err := c.Coupons.List(t.Context(), test.params)
			require.NoError(t, err)
			assert.Equal(t, test.want, wire.Requests()[1].RawQuery)
		})
	}
	c, wire := inMemory(t, login(tokenAnswer, answering(200, noCoupons)), someone)
	_, err := c.Coupons.List(t.Context(), &ecp.CouponListParams{Page: -1})
	require.ErrorIs(t, err, client.ErrInvalid)
	assert.Equal(t, 0, wire.Count())
}

// At most 100 coupons come in one answer, and the pages are walked until all
// are read (guide "Getting Started").
func TestSweep(t *testing.T) {
	t.Parallel()
	c, _, wire := withFake(t, ecptest.WithCoupons(ecptest.Catalogue(250)...))
	sweep, err := c.Coupons.Sweep(t.Context())
	require.NoError(t, err)
	assert.True(t, sweep.Consistent, sweep.Inconsistency)
	assert.Equal(t, []int{250, 3, 250}, []int{sweep.Total, sweep.Pages, len(sweep.Coupons)})
	assert.Equal(t, 3, sent(wire, "/coupons"))

	n := 0
	for coupon, err := range c.Coupons.All(t.Context()) {
		require.NoError(t, err)
		assert.Equal(t, 1001+n, coupon.ID)
		n++
	}
	assert.Equal(t, 250, n)
}

func TestSweep_inconsistent(t *testing.T) {
	t.Parallel()
	const short = `{"Code":1000,"Data":{"Page":1,"ResultsPerPage":100,"TotalCoupons":3,"Coupons":[{"CouponId":1},{"CouponId":2}]}}`
	c, _ := inMemory(t, login(tokenAnswer, answering(200, short)), someone)
	sweep, err := c.Coupons.Sweep(t.Context())
	require.NoError(t, err)
	assert.False(t, sweep.Consistent)
	assert.Equal(t, "3 coupons are announced, and 2 came", sweep.Inconsistency)
	assert.Equal(t, []int{3, 1, 2}, []int{sweep.Total, sweep.Pages, len(sweep.Coupons)})
}

func TestAll_startsOverEachTime(t *testing.T) {
	t.Parallel()
	c, _, _ := withFake(t)
	all := c.Coupons.All(t.Context())
	for range 2 {
		n := 0
		for _, err := range all {
			require.NoError(t, err)
			n++
		}
		assert.Equal(t, 3, n)
	}
}

// Coupons that ended, or reached their maximum, are absent; edited ones keep
// their id (guide "Getting Started").
func TestSweep_lifeOfACoupon(t *testing.T) {
	t.Parallel()
	past := time.Now().Add(-time.Hour)
	c, fake, _ := withFake(t, ecptest.WithCoupons(
		ecptest.Coupon{ID: 1, Title: "old title"}, ecptest.Coupon{ID: 2, MaxClips: 1}, ecptest.Coupon{ID: 3, EndDate: past},
		ecptest.Coupon{ID: 4, EndDate: past.Add(2 * time.Hour)},
	))
	ids := func() (list []int) {
		sweep, err := c.Coupons.Sweep(t.Context())
		require.NoError(t, err)
		require.True(t, sweep.Consistent)
		for _, c := range sweep.Coupons {
			list = append(list, c.ID)
		}
		return list
	}
	assert.Equal(t, []int{1, 2, 4}, ids())
	_, err := c.Coupons.Clip(t.Context(), []int{2})
	require.NoError(t, err)
	assert.Equal(t, []int{1, 4}, ids())
	fake.SetCoupons(ecptest.Coupon{ID: 1, Title: "new title"})
	assert.Equal(t, []int{1}, ids())
	fake.SetCoupons()
	assert.Empty(t, ids(), "an empty catalogue is legal")
}

// 3000 on a read is repeated; an error that stays ends the sweep without a part
// of it.
func TestSweep_errors(t *testing.T) {
	t.Parallel()
	c, _, wire := withFake(t, ecptest.WithCoupons(ecptest.Catalogue(250)...))
	broken := clienttest.Answer(500, "application/json", `{"Code":3000,"Message":"An unexpected error occurred."}`)
	wire.Script.Match("GET", "/coupons").Next(nil, broken, nil, clienttest.ResetMidBody())
	sweep, err := c.Coupons.Sweep(t.Context())
	require.NoError(t, err)
	assert.True(t, sweep.Consistent)
	assert.Equal(t, 5, sent(wire, "/coupons"))

	wire.Script.Match("GET", "/coupons").Next(nil, clienttest.Answer(400, "application/json", `{"Code":2001}`))
	sweep, err = c.Coupons.Sweep(t.Context())
	var refused *ecp.InputError
	require.ErrorAs(t, err, &refused)
	assert.Nil(t, sweep)
}

func TestSweep_hardCap(t *testing.T) {
	t.Parallel()
	fake := ecptest.NewFake(ecptest.WithPageSize(1), ecptest.WithCoupons(ecptest.Catalogue(4)...))
	config := fake.Config()
	config.MaxPages = 3
	c, wire := inMemory(t, fake, config)
	_, err := c.Coupons.Sweep(t.Context())
	require.ErrorIs(t, err, ecp.ErrTooManyPages)
	assert.Equal(t, 3, sent(wire, "/coupons"))
}

func TestAll_cancel(t *testing.T) {
	t.Parallel()
	c, _, _ := withFake(t, ecptest.WithPageSize(1))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var failures []error
	for _, err := range c.Coupons.All(ctx) {
		cancel()
		if err != nil {
			failures = append(failures, err)
		}
	}
	require.Len(t, failures, 1)
	assert.ErrorIs(t, failures[0], context.Canceled)
}

// A success that isn't the documented one is never an empty list.
func TestCouponList_undocumentedSuccess(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{}`, `{"Code":1000}`, `{"Code":1000,"Data":null}`, `{"Code":2001,"Data":{"Coupons":[]}}`, `[]`, `"x"`, `null`, ``,
		`{"Code":1000,"Data":{"Offers":[]}}`, `{"Code":1000,"Data":{"Coupons":[{}]}}`, `{"Code":1000,"Data":{"Coupons":[]}} x`,
	} {
		c, wire := inMemory(t, login(tokenAnswer, answering(200, body)), someone)
		for _, read := range []func() error{
			func() error { _, err := c.Coupons.List(t.Context(), nil); return err },
			func() error { _, err := c.Coupons.Sweep(t.Context()); return err },
		} {
			err := read()
			failure, ok := errors.AsType[*client.DecodeError](err)
			require.True(t, ok, "%s: %v", body, err)
			assert.Equal(t, http.StatusOK, failure.StatusCode)
			assert.Equal(t, "coupons.list", failure.Operation)
			assert.Equal(t, memoryURL+"/coupons", failure.URL)
			assert.Equal(t, body, string(failure.Body))
			require.NotErrorIs(t, err, client.ErrOutcomeUnknown)
		}
		assert.Equal(t, 2, sent(wire, "/coupons"), "a wrong document doesn't get better")
	}
}

// 2003 is about the account, and never repeated.
func TestStoresList(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 2} {
		c, _, wire := withFake(t, ecptest.WithAggregators(n))
		_, err := c.Stores.List(t.Context())
		var refused *ecp.AggregatorStoresError
		require.ErrorAs(t, err, &refused)
		require.ErrorIs(t, err, client.ErrInvalid)
		assert.Equal(t, 1, sent(wire, "/AggregatorStores"))
	}
	c, _, wire := withFake(t, ecptest.WithStores(ecptest.Store{ID: 7, Name: "n"}))
	wire.Script.Match("GET", "/AggregatorStores").Next(clienttest.HTMLPage(502))
	stores, err := c.Stores.List(t.Context())
	require.NoError(t, err)
	require.Len(t, stores, 1)
	assert.Equal(t, 7, stores[0].ID)

	c, _ = inMemory(t, login(tokenAnswer, answering(200, `{"Code":1000,"Data":{"Total":2,"Stores":[{"StoreId":1}]}}`)), someone)
	_, err = c.Stores.List(t.Context())
	require.ErrorIs(t, err, ecp.ErrPaging)
	var failure *client.DecodeError
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, "stores.list", failure.Operation)
}
