package billwerktest

import (
	"context"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// FakeRefunds is a billwerk.RefundService made of functions. A method whose function is nil
// returns an error that says so.
type FakeRefunds struct {
	CreateFunc func(ctx context.Context, params *billwerk.RefundCreateParams, opts ...client.CallOption) (*billwerk.Refund, error)
	GetFunc    func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Refund, error)
}

var _ billwerk.RefundService = (*FakeRefunds)(nil)

// Create calls CreateFunc.
func (f *FakeRefunds) Create(ctx context.Context, params *billwerk.RefundCreateParams, opts ...client.CallOption) (*billwerk.Refund, error) {
	if f.CreateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeRefunds.CreateFunc")
	}
	return f.CreateFunc(ctx, params, opts...)
}

// Get calls GetFunc.
func (f *FakeRefunds) Get(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Refund, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeRefunds.GetFunc")
	}
	return f.GetFunc(ctx, id, opts...)
}
