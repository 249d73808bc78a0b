package billwerktest

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// FakePaymentMethods is a billwerk.PaymentMethodService made of functions. A method whose function is nil
// returns an error that says so.
type FakePaymentMethods struct {
	CreateFunc        func(ctx context.Context, params *billwerk.PaymentMethodCreateParams, opts ...client.CallOption) (*billwerk.PaymentMethod, error)
	CreateOfflineFunc func(ctx context.Context, params *billwerk.PaymentMethodCreateOfflineParams, opts ...client.CallOption) (*billwerk.PaymentMethod, error)
	GetFunc           func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.PaymentMethod, error)
	ListFunc          func(ctx context.Context, params *billwerk.PaymentMethodListParams, opts ...client.CallOption) (*billwerk.Page[billwerk.PaymentMethod], error)
	AllFunc           func(ctx context.Context, params *billwerk.PaymentMethodListParams, opts ...client.CallOption) iter.Seq2[*billwerk.PaymentMethod, error]
	DetailsFunc       func(ctx context.Context, id string, opts ...client.CallOption) (billwerk.Metadata, error)
	BinInfoFunc       func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.BinInfo, error)
	ActivateFunc      func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.PaymentMethod, error)
	InactivateFunc    func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.PaymentMethod, error)
	DeleteFunc        func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.PaymentMethod, error)
}

var _ billwerk.PaymentMethodService = (*FakePaymentMethods)(nil)

// Create calls CreateFunc.
func (f *FakePaymentMethods) Create(ctx context.Context, params *billwerk.PaymentMethodCreateParams, opts ...client.CallOption) (*billwerk.PaymentMethod, error) {
	if f.CreateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePaymentMethods.CreateFunc")
	}
	return f.CreateFunc(ctx, params, opts...)
}

// CreateOffline calls CreateOfflineFunc.
func (f *FakePaymentMethods) CreateOffline(ctx context.Context, params *billwerk.PaymentMethodCreateOfflineParams, opts ...client.CallOption) (*billwerk.PaymentMethod, error) {
	if f.CreateOfflineFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePaymentMethods.CreateOfflineFunc")
	}
	return f.CreateOfflineFunc(ctx, params, opts...)
}

// Get calls GetFunc.
func (f *FakePaymentMethods) Get(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.PaymentMethod, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePaymentMethods.GetFunc")
	}
	return f.GetFunc(ctx, id, opts...)
}

// List calls ListFunc.
func (f *FakePaymentMethods) List(ctx context.Context, params *billwerk.PaymentMethodListParams, opts ...client.CallOption) (*billwerk.Page[billwerk.PaymentMethod], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePaymentMethods.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakePaymentMethods) All(ctx context.Context, params *billwerk.PaymentMethodListParams, opts ...client.CallOption) iter.Seq2[*billwerk.PaymentMethod, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*billwerk.PaymentMethod](clienttest.Unset("billwerktest.FakePaymentMethods.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// Details calls DetailsFunc.
func (f *FakePaymentMethods) Details(ctx context.Context, id string, opts ...client.CallOption) (billwerk.Metadata, error) {
	if f.DetailsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePaymentMethods.DetailsFunc")
	}
	return f.DetailsFunc(ctx, id, opts...)
}

// BinInfo calls BinInfoFunc.
func (f *FakePaymentMethods) BinInfo(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.BinInfo, error) {
	if f.BinInfoFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePaymentMethods.BinInfoFunc")
	}
	return f.BinInfoFunc(ctx, id, opts...)
}

// Activate calls ActivateFunc.
func (f *FakePaymentMethods) Activate(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.PaymentMethod, error) {
	if f.ActivateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePaymentMethods.ActivateFunc")
	}
	return f.ActivateFunc(ctx, id, opts...)
}

// Inactivate calls InactivateFunc.
func (f *FakePaymentMethods) Inactivate(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.PaymentMethod, error) {
	if f.InactivateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePaymentMethods.InactivateFunc")
	}
	return f.InactivateFunc(ctx, id, opts...)
}

// Delete calls DeleteFunc.
func (f *FakePaymentMethods) Delete(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.PaymentMethod, error) {
	if f.DeleteFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePaymentMethods.DeleteFunc")
	}
	return f.DeleteFunc(ctx, id, opts...)
}
