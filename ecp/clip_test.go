package ecp_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/ecp"
	"github.com/vendorkit/vendorkit-go/ecp/ecptest"
)

// A coupon that reaches its limit in the middle of a request was counted, and is
// at its limit.
func TestClip_reportedTwice(t *testing.T) {
	t.Parallel()
	c, fake, _ := withFake(t, ecptest.WithOthersCounted(), ecptest.WithCoupons(ecptest.Coupon{ID: 5, MaxClips: 1}))
	_, err := c.Coupons.Clip(t.Context(), []int{5, 5})
	refused, ok := errors.AsType[*ecp.ClipError](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, []int{5}, refused.AtLimit)
	assert.Equal(t, []int{5}, refused.Undetermined)
	require.ErrorIs(t, err, client.ErrOutcomeUnknown)
	assert.Equal(t, 1, fake.Clips(5))
}

// The three candidate bodies of a clip request.
func TestClipBodies(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		file   string
		encode func([]int) any
		ids    []int
	}{
		{"clip-request-ids.json", ecp.ClipCouponIDs, []int{48213, 48377}},
		{"clip-request-quantities.json", ecp.ClipQuantities, []int{48213, 48377, 48213, 48213}},
		{"clip-request-objects.json", ecp.ClipObjects, []int{48213, 48377}},
	} {
		want, err := os.ReadFile(filepath.Join("testdata", test.file))
		require.NoError(t, err)
		got, err := client.Marshal(test.encode(test.ids))
		require.NoError(t, err)
		assert.JSONEq(t, string(want), string(got), test.file)
	}
}

func TestClip_refusedLocally(t *testing.T) {
	t.Parallel()
	fake := ecptest.NewFake(ecptest.WithAnyCoupon())
	config := fake.Config()
	config.MaxClipIDs = 3
	c, wire := inMemory(t, fake, config)
	for _, ids := range [][]int{nil, {}, {0}, {1001, -5}, {1, 2, 3, 4}} {
		_, err := c.Coupons.Clip(t.Context(), ids)
		require.ErrorIs(t, err, client.ErrInvalid, ids)
		var call *client.CallError
		require.ErrorAs(t, err, &call, ids)
		assert.Equal(t, "coupons.clip", call.Operation)
		require.NotErrorIs(t, err, client.ErrOutcomeUnknown, ids)
	}
	for _, ids := range [][]int{nil, {}, {0}, {1001, -5}} {
		outcomes, err := c.Coupons.ClipEach(t.Context(), ids)
		require.ErrorIs(t, err, client.ErrInvalid, ids)
		assert.Nil(t, outcomes)
	}
	assert.Equal(t, 0, wire.Count())
	_, err := c.Coupons.Clip(t.Context(), []int{1, 2, 3})
	require.NoError(t, err)
}

func TestClip_defaultMaximum(t *testing.T) {
	t.Parallel()
	c, _, _ := withFake(t, ecptest.WithAnyCoupon())
	ids := make([]int, 101)
	for i := range ids {
		ids[i] = i + 1
	}
	_, err := c.Coupons.Clip(t.Context(), ids)
	require.ErrorIs(t, err, client.ErrInvalid)
	assert.ErrorContains(t, err, "101 coupon ids")
	_, err = c.Coupons.Clip(t.Context(), ids[:100])
	require.NoError(t, err)
}

func TestClip_result(t *testing.T) {
	t.Parallel()
	c, fake, _ := withFake(t)
	ids := []int{1002, 1001, 1002}
	result, err := c.Coupons.Clip(t.Context(), ids)
	require.NoError(t, err)
	ids[0] = 5
	assert.Equal(t, &ecp.ClipResult{CouponIDs: []int{1002, 1001, 1002}}, result, "Data null is none")
	assert.Equal(t, []int{1, 2}, []int{fake.Clips(1001), fake.Clips(1002)})

	c, _ = inMemory(t, login(tokenAnswer, answering(200, `{"Code":"1000","Data":{"Clipped":1}}`)), someone)
	result, err = c.Coupons.Clip(t.Context(), []int{1})
	require.NoError(t, err)
	assert.JSONEq(t, `{"Clipped":1}`, string(result.RawData))
}

// 2002 ("at least one of the coupons … was either not found … or was already at
// its maximum clip limit"). Whether the others were clipped is not documented,
// so they are undetermined, and nothing is sent again.
func TestClip_clipError(t *testing.T) {
	t.Parallel()
	for _, counted := range []bool{false, true} {
		opts := []ecptest.Option{ecptest.WithCoupons(
			ecptest.Coupon{ID: 48213}, ecptest.Coupon{ID: 48377, MaxClips: 5, Clips: 5}, ecptest.Coupon{ID: 48500},
		)}
		if counted {
			opts = append(opts, ecptest.WithOthersCounted())
		}
		c, fake, wire := withFake(t, opts...)
		_, err := c.Coupons.Clip(t.Context(), []int{48500, 99120, 48377, 48213})
		var refused *ecp.ClipError
		require.ErrorAs(t, err, &refused)
		assert.Equal(t, []int{99120}, refused.NotFound)
		assert.Equal(t, []int{48377}, refused.AtLimit)
		assert.Equal(t, []int{48500, 48213}, refused.Undetermined)
		assert.NotEmpty(t, refused.RawData)
		require.ErrorIs(t, err, client.ErrOutcomeUnknown)
		require.ErrorIs(t, err, client.ErrInvalid)
		assert.Equal(t, 1, sent(wire, "/Clip"))
		assert.Equal(t, counted, fake.Clips(48213) == 1, "the two vendors look alike from outside")

		_, err = c.Coupons.Clip(t.Context(), []int{99120, 48377})
		require.ErrorAs(t, err, &refused)
		assert.Empty(t, refused.Undetermined)
		require.NotErrorIs(t, err, client.ErrOutcomeUnknown, "both are listed, so both are known")
	}
}

// What is sent again, and what is unknown. Each 400 has one of four codes, so one
// without them may have been a 2002, of which a part may have been counted.
func TestClip_outcomes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		fault   clienttest.Fault
		sent    int
		unknown bool
	}{
		{"2001", clienttest.Answer(400, "application/json", `{"Code":2001,"Message":"CouponId is required."}`), 1, false},
		{"404", clienttest.Answer(404, "text/html", "<html>"), 1, false},
		{"400 with half a document", clienttest.Answer(400, "application/json", `{"Code":2002,"Data":{"CouponsNotF`), 1, true},
		{"400 without a body", clienttest.EmptyBody(400), 1, true},
		{"400 without a code", clienttest.Answer(400, "application/json", `{"Message":"m"}`), 1, true},
		{"400 with a code to come", clienttest.Answer(400, "application/json", `{"Code":2004}`), 1, true},
		{"400 with HTML", clienttest.HTMLPage(400), 1, true},
		{"500 with 3000", clienttest.Answer(500, "application/json", `{"Code":3000}`), 1, true},
		{"500 after processing", clienttest.AnswerAfter(500, "application/json", `{"Code":3000}`), 1, true},
		{"503", clienttest.HTMLPage(503), 1, true},
		{"lost before processing", clienttest.DropBefore(), 1, true},
		{"lost after processing", clienttest.DropAfter(), 1, true},
		{"cut", clienttest.ResetMidBody(), 1, true},
		{"200 with another code", clienttest.Answer(200, "application/json", `{"Code":2002,"Data":{}}`), 1, true},
		{"200 with a word for a code", clienttest.Answer(200, "application/json", `{"Code":"OK"}`), 1, true},
		{"200 without a code", clienttest.Answer(200, "application/json", `{}`), 1, true},
		{"200 with a null code", clienttest.Answer(200, "application/json", `{"Code":null,"Data":{}}`), 1, true},
		{"200 with HTML", clienttest.HTMLPage(200), 1, true},
		{"200 without a body", clienttest.EmptyBody(200), 1, true},
		{"redirect after the POST", clienttest.Redirect(303, "/done"), 1, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c, fake, wire := withFake(t)
			wire.Script.Match("POST", "/Clip").Next(test.fault)
			result, err := c.Coupons.Clip(t.Context(), []int{1001})
			require.Error(t, err)
			assert.Nil(t, result)
			assert.Equal(t, test.unknown, errors.Is(err, client.ErrOutcomeUnknown), "%v", err)
			assert.Equal(t, test.sent, sent(wire, "/Clip"))
			assert.LessOrEqual(t, fake.Clips(1001), 1)
		})
	}
}

// A refused connection is no sent clip, and the caller may lift the rule.
func TestClip_repeats(t *testing.T) {
	t.Parallel()
	c, fake, wire := withFake(t)
	wire.Script.Match("POST", "/Clip").Next(clienttest.Answer(500, "application/json", `{"Code":3000}`))
	_, err := c.Coupons.Clip(t.Context(), []int{1001}, client.AllowRepeat())
	require.NoError(t, err)
	assert.Equal(t, 1, fake.Clips(1001))

	dead, err := ecp.NewFromConfig(someone, client.WithBaseURL(memoryURL), client.WithTransport(clienttest.RefuseDial()))
	require.NoError(t, err)
	_, err = dead.Coupons.Clip(t.Context(), []int{1001})
	require.Error(t, err)
	assert.NotErrorIs(t, err, client.ErrOutcomeUnknown)
}

func states(outcomes []ecp.ClipOutcome) []ecp.ClipState {
	list := make([]ecp.ClipState, len(outcomes))
	for i, o := range outcomes {
		list[i] = o.State
	}
	return list
}

func TestClipEach(t *testing.T) {
	t.Parallel()
	c, fake, wire := withFake(t, ecptest.WithCoupons(ecptest.Coupon{ID: 1}, ecptest.Coupon{ID: 2, MaxClips: 1}))
	wire.Script.Match("POST", "/Clip").Next(nil, nil, nil, nil, clienttest.Answer(400, "application/json", `{"Code":2001,"Message":"CouponId"}`))
	ids := []int{1, 9, 2, 2, 7, 1}
	outcomes, err := c.Coupons.ClipEach(t.Context(), ids)
	require.NoError(t, err, "refused coupons don't end it")
	assert.Equal(t, []ecp.ClipState{
		ecp.ClipCounted, ecp.ClipNotFound, ecp.ClipCounted, ecp.ClipAtLimit, ecp.ClipFailed, ecp.ClipCounted,
	}, states(outcomes))
	for i, o := range outcomes {
		assert.Equal(t, ids[i], o.CouponID)
		assert.Equal(t, o.State == ecp.ClipCounted, o.Err == nil)
	}
	assert.Equal(t, []int{2, 1}, []int{fake.Clips(1), fake.Clips(2)})
	assert.Equal(t, 6, sent(wire, "/Clip"))
}

// What is not about the coupon ends the report: more requests would make more
// clips unknown, or fail alike.
func TestClipEach_stops(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		fault clienttest.Fault
		state ecp.ClipState
		err   error
	}{
		{"500", clienttest.Answer(500, "application/json", `{"Code":3000}`), ecp.ClipUnknown, client.ErrOutcomeUnknown},
		{"lost", clienttest.DropAfter(), ecp.ClipUnknown, client.ErrOutcomeUnknown},
		{"404", clienttest.HTMLPage(404), ecp.ClipFailed, client.ErrNotFound},
		{
			"names that nobody knows", clienttest.Answer(400, "application/json", `{"Code":2002,"Data":{"X":[2]}}`),
			ecp.ClipUnknown, client.ErrOutcomeUnknown,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c, _, wire := withFake(t, ecptest.WithAnyCoupon())
			wire.Script.Match("POST", "/Clip").Next(nil, test.fault)
			outcomes, err := c.Coupons.ClipEach(t.Context(), []int{1, 2, 3, 4})
			require.ErrorIs(t, err, test.err)
			assert.Equal(t, []ecp.ClipState{ecp.ClipCounted, test.state, ecp.ClipNotSent, ecp.ClipNotSent}, states(outcomes))
			assert.Equal(t, err, outcomes[1].Err)
			for _, o := range outcomes[2:] {
				require.ErrorIs(t, o.Err, ecp.ErrNotSent)
				require.NotErrorIs(t, o.Err, client.ErrOutcomeUnknown)
			}
			assert.Equal(t, 2, sent(wire, "/Clip"))
		})
	}
}

// A login that is refused as invalid says nothing about a coupon: the others
// would fail alike, and the report must not look as if it had gone through.
func TestClipEach_stopsAtTheLogin(t *testing.T) {
	t.Parallel()
	c, _, wire := withFake(t, ecptest.WithAnyCoupon())
	wire.Script.Match("POST", "/Authenticate").Always(clienttest.Answer(400, "application/json", `{"Code":2001,"Message":"UserName is required."}`))
	outcomes, err := c.Coupons.ClipEach(t.Context(), []int{1, 2, 3})
	refused, ok := errors.AsType[*ecp.InputError](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, "authenticate", refused.Operation)
	assert.Equal(t, []ecp.ClipState{ecp.ClipFailed, ecp.ClipNotSent, ecp.ClipNotSent}, states(outcomes))
	assert.Equal(t, 0, sent(wire, "/Clip"))
}

// The documented error of a clip as a whole: the sample's lists, and the rest of
// the request.
func TestClip_sample(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile("testdata/clip-error.json")
	require.NoError(t, err)
	c, _ := inMemory(t, login(tokenAnswer, answering(400, string(body))), someone)
	_, err = c.Coupons.Clip(t.Context(), []int{48213, 99120, 48377, 48402})
	refused, ok := err.(*ecp.ClipError) //nolint:errorlint // the outermost error is the vendor's type
	require.True(t, ok, "%T", err)
	assert.Equal(t, []int{48213}, refused.Undetermined)
	general, ok := errors.AsType[*ecp.Error](err)
	require.True(t, ok)
	assert.Equal(t, ecp.CodeClipError, general.ErrorCode)
	base, ok := errors.AsType[*client.ResponseError](err)
	require.True(t, ok)
	assert.True(t, base.OutcomeUnknown)
	assert.Equal(t, "coupons.clip", base.Operation)
	assert.True(t, slices.Equal(refused.AtLimit, []int{48377, 48402}))
}
