package ecp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/vendorkit/vendorkit-go/client"
)

// ClipResult is a clip request that was counted.
type ClipResult struct {
	// CouponIDs are those of the request.
	CouponIDs []int
	// RawData is the member Data of the answer; nil if there was none. What it
	// holds is not documented.
	RawData json.RawMessage
}

// clipAnswer is a successful answer to a clip. Of it the code alone is
// documented, so the code has to be there: {} is no success.
type clipAnswer struct{ envelope }

// Verify asks for the code of a success.
func (a *clipAnswer) Verify() error {
	if !a.hasCode {
		return errors.New("the answer has no Code")
	}
	return a.verifyCode()
}

// clipBody is the body of a clip request.
type clipBody struct {
	ids    []int
	most   int
	encode func(couponIDs []int) any
}

// Validate refuses what can't be right.
func (b *clipBody) Validate() error {
	if len(b.ids) > b.most {
		return fmt.Errorf("%d coupon ids are more than the %d of Config.MaxClipIDs", len(b.ids), b.most)
	}
	return checkClipIDs(b.ids)
}

func checkClipIDs(ids []int) error {
	if len(ids) == 0 {
		return errors.New("there are no coupon ids")
	}
	if i := slices.IndexFunc(ids, func(id int) bool { return id < 1 }); i >= 0 {
		return fmt.Errorf("the coupon id %d is not positive", ids[i])
	}
	return nil
}

// MarshalJSON writes the body in the form that Wire.ClipBody gives it.
func (b *clipBody) MarshalJSON() ([]byte, error) { return client.Marshal(b.encode(b.ids)) }

// ClipCouponIDs is the body {"CouponIds":[48213,48377]}, the most likely one
// (inferred) and the default of [Wire].ClipBody.
func ClipCouponIDs(couponIDs []int) any {
	return map[string]any{"CouponIds": couponIDs}
}

// ClipQuantities is the body {"Clips":[{"CouponId":48213,"Quantity":3}]}
// (inferred), with one entry for each id in the order of first occurrence.
func ClipQuantities(couponIDs []int) any {
	type clip struct {
		CouponID int `json:"CouponId"`
		Quantity int
	}
	clips := make([]clip, 0, len(couponIDs))
	at := make(map[int]int, len(couponIDs))
	for _, id := range couponIDs {
		i, ok := at[id]
		if !ok {
			i = len(clips)
			at[id] = i
			clips = append(clips, clip{CouponID: id})
		}
		clips[i].Quantity++
	}
	return map[string]any{"Clips": clips}
}

// ClipObjects is the body [{"CouponId":48213},{"CouponId":48377}] (inferred).
func ClipObjects(couponIDs []int) any {
	type clip struct {
		CouponID int `json:"CouponId"`
	}
	clips := make([]clip, len(couponIDs))
	for i, id := range couponIDs {
		clips[i].CouponID = id
	}
	return clips
}

func (s *couponService) Clip(ctx context.Context, couponIDs []int, opts ...client.CallOption) (*ClipResult, error) {
	body := &clipBody{ids: slices.Clone(couponIDs), most: s.config.MaxClipIDs, encode: s.config.Wire.ClipBody}
	answered, err := client.Call[clipAnswer](ctx, s.core, client.Request{
		Op: &s.ops.clip, Body: body, FillError: func(err error) { completeClipError(err, body.ids) },
	}, opts...)
	if err != nil {
		return nil, err
	}
	return &ClipResult{CouponIDs: body.ids, RawData: answered.data}, nil
}
