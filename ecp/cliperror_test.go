package ecp

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
)

func decodeClip(t *testing.T, w Wire, data string) *ClipError {
	t.Helper()
	err := w.WithDefaults().decodeError(answered("coupons.clip", 400, []byte(`{"Code":2002,"Message":"m","Data":`+data+`}`)))
	e, ok := errors.AsType[*ClipError](err)
	require.True(t, ok, "%T", err)
	return e
}

// The names of the two arrays are not documented; each likely one, in any
// casing, must be recognised.
func TestClipError_keyNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"CouponsNotFound", "NotFound", "NotFoundCoupons", "CouponIdsNotFound", "NotFoundCouponIds", "InvalidCoupons",
		"InvalidCouponIds", "MissingCoupons", "UnknownCoupons", "not_found", "coupons-not-found", "NOTFOUND",
		"InvalidMaxClips", // both words: not found goes first
	} {
		e := decodeClip(t, Wire{}, `{"`+name+`":[99120]}`)
		assert.Equal(t, []int{99120}, e.NotFound, name)
		assert.Empty(t, e.AtLimit, name)
		assert.Empty(t, e.Unclassified, name)
	}
	for _, name := range []string{
		"CouponsAtMaxClips", "MaxClipsReached", "MaxClipLimitReached", "CouponsAtMaxClipLimit", "CouponsAtLimit",
		"ClipLimitReached", "MaxedOut", "MaxClips", "LimitExceeded", "at_limit", "REACHED",
	} {
		e := decodeClip(t, Wire{}, `{"`+name+`":[48377,48402]}`)
		assert.Equal(t, []int{48377, 48402}, e.AtLimit, name)
		assert.Empty(t, e.NotFound, name)
		assert.Empty(t, e.Unclassified, name)
	}
	for _, name := range []string{"UnavailableCoupons", "Coupons", "A", "", "12"} {
		e := decodeClip(t, Wire{}, `{"`+name+`":[7,"x"]}`)
		assert.Equal(t, map[string][]string{name: {"7", "x"}}, e.Unclassified, name)
		assert.Empty(t, e.NotFound, name)
		assert.Empty(t, e.AtLimit, name)
	}
}

func TestClipError_sample(t *testing.T) {
	t.Parallel()
	err := Wire{}.WithDefaults().decodeError(answered("coupons.clip", 400, sample(t, "clip-error.json")))
	e, ok := errors.AsType[*ClipError](err)
	require.True(t, ok)
	assert.Equal(t, []int{99120}, e.NotFound)
	assert.Equal(t, []int{48377, 48402}, e.AtLimit)
	assert.Empty(t, e.Undetermined, "only Clip knows the request")
	assert.Empty(t, e.Unclassified)
	assert.JSONEq(t, `{"CouponsNotFound":[99120],"CouponsAtMaxClips":[48377,48402]}`, string(e.RawData))
}

func TestClipError_elements(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, data   string
		notFound     []int
		atLimit      []int
		unclassified map[string][]string
	}{
		{"numbers in quotes", `{"NotFound":["48213"]}`, []int{48213}, nil, nil},
		{"objects", `{"NotFound":[{"CouponId":1},{"couponid":"2"},{"Id":3}]}`, []int{1, 2, 3}, nil, nil},
		{"large number, not rounded", `{"NotFound":[9007199254740993]}`, []int{9007199254740993}, nil, nil},
		{"words", `{"NotFound":["AB-1",2]}`, []int{2}, nil, map[string][]string{"NotFound": {"AB-1"}}},
		{"leading zeros are another id", `{"NotFound":["0048"]}`, nil, nil, map[string][]string{"NotFound": {"0048"}}},
		{"fraction, zero, negative", `{"AtLimit":[1.0,0,-1]}`, nil, nil, map[string][]string{"AtLimit": {"1.0", "0", "-1"}}},
		{"beyond int", `{"AtLimit":[92233720368547758080]}`, nil, nil, map[string][]string{"AtLimit": {"92233720368547758080"}}},
		{"no ids at all", `{"AtLimit":[null,{"x":1},[2]]}`, nil, nil, map[string][]string{"AtLimit": {"null", `{"x":1}`, "[2]"}}},
		{"null and absent count as empty", `{"NotFound":null}`, nil, nil, nil},
		{"two arrays of a kind", `{"InvalidCoupons":[1],"NotFound":[2]}`, []int{1, 2}, nil, nil},
		{"no array", `{"NotFound":5,"AtLimit":"6"}`, nil, nil, nil},
		{"arrays by position are never classified", `[[1],[2,"x"]]`, nil, nil, map[string][]string{"0": {"1"}, "1": {"2", "x"}}},
		{"array of ids", `[1,2]`, nil, nil, nil},
		{"null", `null`, nil, nil, nil},
		{"text", `"CouponsNotFound: 5"`, nil, nil, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			e := decodeClip(t, Wire{}, test.data)
			assert.Equal(t, test.notFound, e.NotFound)
			assert.Equal(t, test.atLimit, e.AtLimit)
			assert.Equal(t, test.unclassified, e.Unclassified)
			if test.data != "null" {
				assert.JSONEq(t, test.data, string(e.RawData))
			}
		})
	}
}

func TestClipError_wireNames(t *testing.T) {
	t.Parallel()
	w := Wire{ClipNotFoundKeys: []string{"Max"}, ClipAtLimitKeys: []string{"Unavailable"}, CouponIDKeys: []string{"Nr"}}
	e := decodeClip(t, w, `{"max":[1],"Unavailable":[{"Nr":2}],"NotFound":[3]}`)
	assert.Equal(t, []int{3, 1}, e.NotFound)
	assert.Equal(t, []int{2}, e.AtLimit)
}

func TestCompleteClipError(t *testing.T) {
	t.Parallel()
	e := decodeClip(t, Wire{}, `{"NotFound":[2],"AtLimit":[4]}`)
	completeClipError(e, []int{5, 2, 1, 4, 5})
	assert.Equal(t, []int{5, 1}, e.Undetermined)
	require.ErrorIs(t, e, client.ErrOutcomeUnknown)
	assert.Contains(t, e.Error(), "the outcome is unknown")

	complete := decodeClip(t, Wire{}, `{"NotFound":[2],"AtLimit":[4]}`)
	completeClipError(complete, []int{2, 4})
	require.NotErrorIs(t, complete, client.ErrOutcomeUnknown)

	around := decodeClip(t, Wire{}, `{"NotFound":[2]}`)
	completeClipError(&aroundError{around}, []int{1})
	assert.Empty(t, around.Undetermined, "an error around it stays as it is")
	completeClipError(nil, []int{1})
}

// One clip was left of coupon 5, and two were reported: the vendor may have
// counted the first and refused the second.
func TestCompleteClipError_reportedTwice(t *testing.T) {
	t.Parallel()
	for data, want := range map[string][]int{
		`{"AtLimit":[5]}`:                  {5},
		`{"AtLimit":[5,5]}`:                nil, // one for each entry
		`{"AtLimit":["5",{"CouponId":5}]}`: nil,
		`{"NotFound":[5]}`:                 nil, // none of them can have been counted
	} {
		e := decodeClip(t, Wire{}, data)
		completeClipError(e, []int{5, 5})
		assert.Equal(t, want, e.Undetermined, data)
		assert.Equal(t, want != nil, errors.Is(e, client.ErrOutcomeUnknown), data)
	}
}

// aroundError stands for an error that holds a ClipError without being one.
type aroundError struct{ err error }

func (e *aroundError) Error() string { return e.err.Error() }
func (e *aroundError) Unwrap() error { return e.err }

func TestClipError_text(t *testing.T) {
	t.Parallel()
	e := decodeClip(t, Wire{}, `{"NotFound":[1],"AtLimit":[2,3,4,5,6,7,8]}`)
	e.Undetermined = []int{9}
	const lists = "; not found 1; at limit 2 3 4 5 6 and 2 more; undetermined 9"
	assert.True(t, strings.HasSuffix(e.Error(), lists), e.Error())
	assert.Equal(t, e.Error(), fmt.Sprintf("%+v", e))
	assert.Equal(t, e.Error(), fmt.Sprintf("%#v", e))
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "err", e)
	assert.Contains(t, log.String(), "err.code=2002")
	assert.Contains(t, log.String(), `err.at_limit="2 3 4 5 6 and 2 more"`)
}
