package redemptionstest

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions"
)

// FakeAccounts is a redemptions.AccountService made of functions. A method whose
// function is nil returns an error that says so.
type FakeAccounts struct {
	ListFunc            func(ctx context.Context, opts ...client.CallOption) ([]*redemptions.Account, error)
	TransactionsFunc    func(ctx context.Context, accountID string, params *redemptions.TransactionListParams, opts ...client.CallOption) ([]*redemptions.Transaction, error)
	AllTransactionsFunc func(ctx context.Context, accountID string, params *redemptions.TransactionListParams, opts ...client.CallOption) iter.Seq2[*redemptions.Transaction, error]
}

var _ redemptions.AccountService = (*FakeAccounts)(nil)

// List calls ListFunc.
func (f *FakeAccounts) List(ctx context.Context, opts ...client.CallOption) ([]*redemptions.Account, error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("redemptionstest.FakeAccounts.ListFunc")
	}
	return f.ListFunc(ctx, opts...)
}

// Transactions calls TransactionsFunc.
func (f *FakeAccounts) Transactions(ctx context.Context, accountID string, params *redemptions.TransactionListParams, opts ...client.CallOption) ([]*redemptions.Transaction, error) {
	if f.TransactionsFunc == nil {
		return nil, clienttest.Unset("redemptionstest.FakeAccounts.TransactionsFunc")
	}
	return f.TransactionsFunc(ctx, accountID, params, opts...)
}

// AllTransactions calls AllTransactionsFunc.
func (f *FakeAccounts) AllTransactions(ctx context.Context, accountID string, params *redemptions.TransactionListParams, opts ...client.CallOption) iter.Seq2[*redemptions.Transaction, error] {
	if f.AllTransactionsFunc == nil {
		return clienttest.Sequence[*redemptions.Transaction](clienttest.Unset("redemptionstest.FakeAccounts.AllTransactionsFunc"))
	}
	return f.AllTransactionsFunc(ctx, accountID, params, opts...)
}

// FakePayments is a redemptions.PaymentService made of functions. A method whose
// function is nil returns an error that says so.
type FakePayments struct {
	CreateFunc          func(ctx context.Context, params *redemptions.PaymentCreateParams, opts ...client.CallOption) (*redemptions.Payment, error)
	GetFunc             func(ctx context.Context, id string, opts ...client.CallOption) (*redemptions.Payment, error)
	ListFunc            func(ctx context.Context, params *redemptions.PaymentListParams, opts ...client.CallOption) ([]*redemptions.Payment, error)
	AllFunc             func(ctx context.Context, params *redemptions.PaymentListParams, opts ...client.CallOption) iter.Seq2[*redemptions.Payment, error]
	WaitFunc            func(ctx context.Context, id string, opts ...client.CallOption) (*redemptions.Payment, error)
	FindByReferenceFunc func(ctx context.Context, reference string, opts ...client.CallOption) (*redemptions.Payment, error)
}

var _ redemptions.PaymentService = (*FakePayments)(nil)

// Create calls CreateFunc.
func (f *FakePayments) Create(ctx context.Context, params *redemptions.PaymentCreateParams, opts ...client.CallOption) (*redemptions.Payment, error) {
	if f.CreateFunc == nil {
		return nil, clienttest.Unset("redemptionstest.FakePayments.CreateFunc")
	}
	return f.CreateFunc(ctx, params, opts...)
}

// Get calls GetFunc.
func (f *FakePayments) Get(ctx context.Context, id string, opts ...client.CallOption) (*redemptions.Payment, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("redemptionstest.FakePayments.GetFunc")
	}
	return f.GetFunc(ctx, id, opts...)
}

// List calls ListFunc.
func (f *FakePayments) List(ctx context.Context, params *redemptions.PaymentListParams, opts ...client.CallOption) ([]*redemptions.Payment, error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("redemptionstest.FakePayments.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakePayments) All(ctx context.Context, params *redemptions.PaymentListParams, opts ...client.CallOption) iter.Seq2[*redemptions.Payment, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*redemptions.Payment](clienttest.Unset("redemptionstest.FakePayments.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// Wait calls WaitFunc.
func (f *FakePayments) Wait(ctx context.Context, id string, opts ...client.CallOption) (*redemptions.Payment, error) {
	if f.WaitFunc == nil {
		return nil, clienttest.Unset("redemptionstest.FakePayments.WaitFunc")
	}
	return f.WaitFunc(ctx, id, opts...)
}

// FindByReference calls FindByReferenceFunc.
func (f *FakePayments) FindByReference(ctx context.Context, reference string, opts ...client.CallOption) (*redemptions.Payment, error) {
	if f.FindByReferenceFunc == nil {
		return nil, clienttest.Unset("redemptionstest.FakePayments.FindByReferenceFunc")
	}
	return f.FindByReferenceFunc(ctx, reference, opts...)
}
