package billwerktest

import (
	"context"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// FakeSessions is a billwerk.SessionService made of functions. A method whose function is nil
// returns an error that says so.
type FakeSessions struct {
	CreateChargeFunc       func(ctx context.Context, params *billwerk.SessionCreateChargeParams, opts ...client.CallOption) (*billwerk.Session, error)
	CreateRecurringFunc    func(ctx context.Context, params *billwerk.SessionCreateRecurringParams, opts ...client.CallOption) (*billwerk.Session, error)
	CreateSubscriptionFunc func(ctx context.Context, params *billwerk.SessionCreateSubscriptionParams, opts ...client.CallOption) (*billwerk.Session, error)
	DeleteFunc             func(ctx context.Context, id string, opts ...client.CallOption) error
	GetFunc                func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.SessionInfo, error)
	FindFunc               func(ctx context.Context, relation billwerk.SessionRelation, handle string, opts ...client.CallOption) ([]*billwerk.SessionInfo, error)
}

var _ billwerk.SessionService = (*FakeSessions)(nil)

// CreateCharge calls CreateChargeFunc.
func (f *FakeSessions) CreateCharge(ctx context.Context, params *billwerk.SessionCreateChargeParams, opts ...client.CallOption) (*billwerk.Session, error) {
	if f.CreateChargeFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSessions.CreateChargeFunc")
	}
	return f.CreateChargeFunc(ctx, params, opts...)
}

// CreateRecurring calls CreateRecurringFunc.
func (f *FakeSessions) CreateRecurring(ctx context.Context, params *billwerk.SessionCreateRecurringParams, opts ...client.CallOption) (*billwerk.Session, error) {
	if f.CreateRecurringFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSessions.CreateRecurringFunc")
	}
	return f.CreateRecurringFunc(ctx, params, opts...)
}

// CreateSubscription calls CreateSubscriptionFunc.
func (f *FakeSessions) CreateSubscription(ctx context.Context, params *billwerk.SessionCreateSubscriptionParams, opts ...client.CallOption) (*billwerk.Session, error) {
	if f.CreateSubscriptionFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSessions.CreateSubscriptionFunc")
	}
	return f.CreateSubscriptionFunc(ctx, params, opts...)
}

// Delete calls DeleteFunc.
func (f *FakeSessions) Delete(ctx context.Context, id string, opts ...client.CallOption) error {
	if f.DeleteFunc == nil {
		return clienttest.Unset("billwerktest.FakeSessions.DeleteFunc")
	}
	return f.DeleteFunc(ctx, id, opts...)
}

// Get calls GetFunc.
func (f *FakeSessions) Get(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.SessionInfo, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSessions.GetFunc")
	}
	return f.GetFunc(ctx, id, opts...)
}

// Find calls FindFunc.
func (f *FakeSessions) Find(ctx context.Context, relation billwerk.SessionRelation, handle string, opts ...client.CallOption) ([]*billwerk.SessionInfo, error) {
	if f.FindFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSessions.FindFunc")
	}
	return f.FindFunc(ctx, relation, handle, opts...)
}
