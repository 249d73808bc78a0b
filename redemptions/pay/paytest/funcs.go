package paytest

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
)

// FakeAccounts is a pay.AccountService made of functions. A method whose function is nil
// returns an error that says so.
type FakeAccounts struct {
	ListFunc func(ctx context.Context, opts ...client.CallOption) ([]*pay.Account, error)
}

var _ pay.AccountService = (*FakeAccounts)(nil)

// List calls ListFunc.
func (f *FakeAccounts) List(ctx context.Context, opts ...client.CallOption) ([]*pay.Account, error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("paytest.FakeAccounts.ListFunc")
	}
	return f.ListFunc(ctx, opts...)
}

// FakeBatches is a pay.BatchService made of functions. A method whose function is nil
// returns an error that says so.
type FakeBatches struct {
	CreateFunc           func(ctx context.Context, params *pay.BatchCreateParams, opts ...client.CallOption) (*pay.Batch, error)
	ListFunc             func(ctx context.Context, params *pay.BatchListParams, opts ...client.CallOption) ([]*pay.Batch, error)
	AllFunc              func(ctx context.Context, params *pay.BatchListParams, opts ...client.CallOption) iter.Seq2[*pay.Batch, error]
	FindByExternalIDFunc func(ctx context.Context, externalID string, opts ...client.CallOption) (*pay.Batch, error)
	GetFunc              func(ctx context.Context, id string, opts ...client.CallOption) (*pay.Batch, error)
	UpdateFunc           func(ctx context.Context, id string, params *pay.BatchUpdateParams, opts ...client.CallOption) (*pay.Batch, error)
	SubmitFunc           func(ctx context.Context, id string, opts ...client.CallOption) (*pay.BatchResult, error)
	CancelFunc           func(ctx context.Context, id string, opts ...client.CallOption) (*pay.Batch, error)
	StatusCodesFunc      func(ctx context.Context, opts ...client.CallOption) ([]*pay.StatusCode, error)
}

var _ pay.BatchService = (*FakeBatches)(nil)

// Create calls CreateFunc.
func (f *FakeBatches) Create(ctx context.Context, params *pay.BatchCreateParams, opts ...client.CallOption) (*pay.Batch, error) {
	if f.CreateFunc == nil {
		return nil, clienttest.Unset("paytest.FakeBatches.CreateFunc")
	}
	return f.CreateFunc(ctx, params, opts...)
}

// List calls ListFunc.
func (f *FakeBatches) List(ctx context.Context, params *pay.BatchListParams, opts ...client.CallOption) ([]*pay.Batch, error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("paytest.FakeBatches.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeBatches) All(ctx context.Context, params *pay.BatchListParams, opts ...client.CallOption) iter.Seq2[*pay.Batch, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*pay.Batch](clienttest.Unset("paytest.FakeBatches.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// FindByExternalID calls FindByExternalIDFunc.
func (f *FakeBatches) FindByExternalID(ctx context.Context, externalID string, opts ...client.CallOption) (*pay.Batch, error) {
	if f.FindByExternalIDFunc == nil {
		return nil, clienttest.Unset("paytest.FakeBatches.FindByExternalIDFunc")
	}
	return f.FindByExternalIDFunc(ctx, externalID, opts...)
}

// Get calls GetFunc.
func (f *FakeBatches) Get(ctx context.Context, id string, opts ...client.CallOption) (*pay.Batch, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("paytest.FakeBatches.GetFunc")
	}
	return f.GetFunc(ctx, id, opts...)
}

// Update calls UpdateFunc.
func (f *FakeBatches) Update(ctx context.Context, id string, params *pay.BatchUpdateParams, opts ...client.CallOption) (*pay.Batch, error) {
	if f.UpdateFunc == nil {
		return nil, clienttest.Unset("paytest.FakeBatches.UpdateFunc")
	}
	return f.UpdateFunc(ctx, id, params, opts...)
}

// Submit calls SubmitFunc.
func (f *FakeBatches) Submit(ctx context.Context, id string, opts ...client.CallOption) (*pay.BatchResult, error) {
	if f.SubmitFunc == nil {
		return nil, clienttest.Unset("paytest.FakeBatches.SubmitFunc")
	}
	return f.SubmitFunc(ctx, id, opts...)
}

// Cancel calls CancelFunc.
func (f *FakeBatches) Cancel(ctx context.Context, id string, opts ...client.CallOption) (*pay.Batch, error) {
	if f.CancelFunc == nil {
		return nil, clienttest.Unset("paytest.FakeBatches.CancelFunc")
	}
	return f.CancelFunc(ctx, id, opts...)
}

// StatusCodes calls StatusCodesFunc.
func (f *FakeBatches) StatusCodes(ctx context.Context, opts ...client.CallOption) ([]*pay.StatusCode, error) {
	if f.StatusCodesFunc == nil {
		return nil, clienttest.Unset("paytest.FakeBatches.StatusCodesFunc")
	}
	return f.StatusCodesFunc(ctx, opts...)
}

// FakeMembers is a pay.MemberService made of functions. A method whose function is nil
// returns an error that says so.
type FakeMembers struct {
	ExistsFunc func(ctx context.Context, msisdn string, opts ...client.CallOption) (bool, error)
}

var _ pay.MemberService = (*FakeMembers)(nil)

// Exists calls ExistsFunc.
func (f *FakeMembers) Exists(ctx context.Context, msisdn string, opts ...client.CallOption) (bool, error) {
	if f.ExistsFunc == nil {
		return false, clienttest.Unset("paytest.FakeMembers.ExistsFunc")
	}
	return f.ExistsFunc(ctx, msisdn, opts...)
}

// FakePayments is a pay.PaymentService made of functions. A method whose function is nil
// returns an error that says so.
type FakePayments struct {
	AddFunc         func(ctx context.Context, batchID string, params *pay.PaymentAddParams, opts ...client.CallOption) (*pay.BatchResult, error)
	ListFunc        func(ctx context.Context, batchID string, opts ...client.CallOption) ([]*pay.Payment, error)
	GetFunc         func(ctx context.Context, id string, opts ...client.CallOption) (*pay.Payment, error)
	DeleteFunc      func(ctx context.Context, id string, opts ...client.CallOption) (*pay.Payment, error)
	StatusCodesFunc func(ctx context.Context, opts ...client.CallOption) ([]*pay.StatusCode, error)
}

var _ pay.PaymentService = (*FakePayments)(nil)

// Add calls AddFunc.
func (f *FakePayments) Add(ctx context.Context, batchID string, params *pay.PaymentAddParams, opts ...client.CallOption) (*pay.BatchResult, error) {
	if f.AddFunc == nil {
		return nil, clienttest.Unset("paytest.FakePayments.AddFunc")
	}
	return f.AddFunc(ctx, batchID, params, opts...)
}

// List calls ListFunc.
func (f *FakePayments) List(ctx context.Context, batchID string, opts ...client.CallOption) ([]*pay.Payment, error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("paytest.FakePayments.ListFunc")
	}
	return f.ListFunc(ctx, batchID, opts...)
}

// Get calls GetFunc.
func (f *FakePayments) Get(ctx context.Context, id string, opts ...client.CallOption) (*pay.Payment, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("paytest.FakePayments.GetFunc")
	}
	return f.GetFunc(ctx, id, opts...)
}

// Delete calls DeleteFunc.
func (f *FakePayments) Delete(ctx context.Context, id string, opts ...client.CallOption) (*pay.Payment, error) {
	if f.DeleteFunc == nil {
		return nil, clienttest.Unset("paytest.FakePayments.DeleteFunc")
	}
	return f.DeleteFunc(ctx, id, opts...)
}

// StatusCodes calls StatusCodesFunc.
func (f *FakePayments) StatusCodes(ctx context.Context, opts ...client.CallOption) ([]*pay.StatusCode, error) {
	if f.StatusCodesFunc == nil {
		return nil, clienttest.Unset("paytest.FakePayments.StatusCodesFunc")
	}
	return f.StatusCodesFunc(ctx, opts...)
}
