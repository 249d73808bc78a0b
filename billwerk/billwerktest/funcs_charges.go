package billwerktest

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// FakeCharges is a billwerk.ChargeService made of functions. A method whose function is nil
// returns an error that says so.
type FakeCharges struct {
	CreateFunc        func(ctx context.Context, params *billwerk.ChargeCreateParams, opts ...client.CallOption) (*billwerk.Charge, error)
	PrepareFunc       func(ctx context.Context, params *billwerk.ChargePrepareParams, opts ...client.CallOption) (*billwerk.Charge, error)
	GetFunc           func(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Charge, error)
	ListFunc          func(ctx context.Context, params *billwerk.ChargeListParams, opts ...client.CallOption) (*billwerk.Page[billwerk.Charge], error)
	AllFunc           func(ctx context.Context, params *billwerk.ChargeListParams, opts ...client.CallOption) iter.Seq2[*billwerk.Charge, error]
	SettleFunc        func(ctx context.Context, handle string, params *billwerk.ChargeSettleParams, opts ...client.CallOption) (*billwerk.Charge, error)
	SettleOfflineFunc func(ctx context.Context, id, transaction string, opts ...client.CallOption) (*billwerk.Charge, error)
	CancelFunc        func(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Charge, error)
	DeleteFunc        func(ctx context.Context, id string, opts ...client.CallOption) error
}

var _ billwerk.ChargeService = (*FakeCharges)(nil)

// Create calls CreateFunc.
func (f *FakeCharges) Create(ctx context.Context, params *billwerk.ChargeCreateParams, opts ...client.CallOption) (*billwerk.Charge, error) {
	if f.CreateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCharges.CreateFunc")
	}
	return f.CreateFunc(ctx, params, opts...)
}

// Prepare calls PrepareFunc.
func (f *FakeCharges) Prepare(ctx context.Context, params *billwerk.ChargePrepareParams, opts ...client.CallOption) (*billwerk.Charge, error) {
	if f.PrepareFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCharges.PrepareFunc")
	}
	return f.PrepareFunc(ctx, params, opts...)
}

// Get calls GetFunc.
func (f *FakeCharges) Get(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Charge, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCharges.GetFunc")
	}
	return f.GetFunc(ctx, handle, opts...)
}

// List calls ListFunc.
func (f *FakeCharges) List(ctx context.Context, params *billwerk.ChargeListParams, opts ...client.CallOption) (*billwerk.Page[billwerk.Charge], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCharges.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeCharges) All(ctx context.Context, params *billwerk.ChargeListParams, opts ...client.CallOption) iter.Seq2[*billwerk.Charge, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*billwerk.Charge](clienttest.Unset("billwerktest.FakeCharges.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// Settle calls SettleFunc.
func (f *FakeCharges) Settle(ctx context.Context, handle string, params *billwerk.ChargeSettleParams, opts ...client.CallOption) (*billwerk.Charge, error) {
	if f.SettleFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCharges.SettleFunc")
	}
	return f.SettleFunc(ctx, handle, params, opts...)
}

// SettleOffline calls SettleOfflineFunc.
func (f *FakeCharges) SettleOffline(ctx context.Context, id, transaction string, opts ...client.CallOption) (*billwerk.Charge, error) {
	if f.SettleOfflineFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCharges.SettleOfflineFunc")
	}
	return f.SettleOfflineFunc(ctx, id, transaction, opts...)
}

// Cancel calls CancelFunc.
func (f *FakeCharges) Cancel(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Charge, error) {
	if f.CancelFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCharges.CancelFunc")
	}
	return f.CancelFunc(ctx, handle, opts...)
}

// Delete calls DeleteFunc.
func (f *FakeCharges) Delete(ctx context.Context, id string, opts ...client.CallOption) error {
	if f.DeleteFunc == nil {
		return clienttest.Unset("billwerktest.FakeCharges.DeleteFunc")
	}
	return f.DeleteFunc(ctx, id, opts...)
}
