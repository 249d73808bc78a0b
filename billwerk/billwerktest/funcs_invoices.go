package billwerktest

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// FakeInvoices is a billwerk.InvoiceService made of functions. A method whose function is nil
// returns an error that says so.
type FakeInvoices struct {
	GetFunc                   func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error)
	ListFunc                  func(ctx context.Context, params *billwerk.InvoiceListParams, opts ...client.CallOption) (*billwerk.Page[billwerk.Invoice], error)
	AllFunc                   func(ctx context.Context, params *billwerk.InvoiceListParams, opts ...client.CallOption) iter.Seq2[*billwerk.Invoice, error]
	SettleFunc                func(ctx context.Context, id string, params *billwerk.InvoiceSettleParams, opts ...client.CallOption) (*billwerk.Invoice, error)
	SettleManuallyFunc        func(ctx context.Context, id string, transfer *billwerk.ManualTransfer, opts ...client.CallOption) (*billwerk.Invoice, error)
	CancelSettleFunc          func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error)
	CancelFunc                func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error)
	CancelAllFunc             func(ctx context.Context, subscription string, opts ...client.CallOption) ([]*billwerk.Invoice, error)
	FailFunc                  func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error)
	ReactivateFunc            func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error)
	DetachFunc                func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error)
	SetBillingAddressFunc     func(ctx context.Context, id string, address *billwerk.InvoiceAddress, opts ...client.CallOption) (*billwerk.Invoice, error)
	DeleteBillingAddressFunc  func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error)
	SetShippingAddressFunc    func(ctx context.Context, id string, address *billwerk.InvoiceAddress, opts ...client.CallOption) (*billwerk.Invoice, error)
	DeleteShippingAddressFunc func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error)
	MetadataFunc              func(ctx context.Context, handle string, opts ...client.CallOption) (billwerk.Metadata, error)
	SetMetadataFunc           func(ctx context.Context, handle string, metadata billwerk.Metadata, opts ...client.CallOption) (billwerk.Metadata, error)
	DeleteMetadataFunc        func(ctx context.Context, handle string, opts ...client.CallOption) error
	TransactionFunc           func(ctx context.Context, id, transaction string, opts ...client.CallOption) (*billwerk.Transaction, error)
	TransactionDetailsFunc    func(ctx context.Context, id, transaction string, opts ...client.CallOption) (billwerk.Metadata, error)
	CancelTransactionFunc     func(ctx context.Context, id, transaction string, opts ...client.CallOption) (*billwerk.Transaction, error)
}

var _ billwerk.InvoiceService = (*FakeInvoices)(nil)

// Get calls GetFunc.
func (f *FakeInvoices) Get(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.GetFunc")
	}
	return f.GetFunc(ctx, id, opts...)
}

// List calls ListFunc.
func (f *FakeInvoices) List(ctx context.Context, params *billwerk.InvoiceListParams, opts ...client.CallOption) (*billwerk.Page[billwerk.Invoice], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeInvoices) All(ctx context.Context, params *billwerk.InvoiceListParams, opts ...client.CallOption) iter.Seq2[*billwerk.Invoice, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*billwerk.Invoice](clienttest.Unset("billwerktest.FakeInvoices.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// Settle calls SettleFunc.
func (f *FakeInvoices) Settle(ctx context.Context, id string, params *billwerk.InvoiceSettleParams, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.SettleFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.SettleFunc")
	}
	return f.SettleFunc(ctx, id, params, opts...)
}

// SettleManually calls SettleManuallyFunc.
func (f *FakeInvoices) SettleManually(ctx context.Context, id string, transfer *billwerk.ManualTransfer, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.SettleManuallyFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.SettleManuallyFunc")
	}
	return f.SettleManuallyFunc(ctx, id, transfer, opts...)
}

// CancelSettle calls CancelSettleFunc.
func (f *FakeInvoices) CancelSettle(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.CancelSettleFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.CancelSettleFunc")
	}
	return f.CancelSettleFunc(ctx, id, opts...)
}

// Cancel calls CancelFunc.
func (f *FakeInvoices) Cancel(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.CancelFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.CancelFunc")
	}
	return f.CancelFunc(ctx, id, opts...)
}

// CancelAll calls CancelAllFunc.
func (f *FakeInvoices) CancelAll(ctx context.Context, subscription string, opts ...client.CallOption) ([]*billwerk.Invoice, error) {
	if f.CancelAllFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.CancelAllFunc")
	}
	return f.CancelAllFunc(ctx, subscription, opts...)
}

// Fail calls FailFunc.
func (f *FakeInvoices) Fail(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.FailFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.FailFunc")
	}
	return f.FailFunc(ctx, id, opts...)
}

// Reactivate calls ReactivateFunc.
func (f *FakeInvoices) Reactivate(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.ReactivateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.ReactivateFunc")
	}
	return f.ReactivateFunc(ctx, id, opts...)
}

// Detach calls DetachFunc.
func (f *FakeInvoices) Detach(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.DetachFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.DetachFunc")
	}
	return f.DetachFunc(ctx, id, opts...)
}

// SetBillingAddress calls SetBillingAddressFunc.
func (f *FakeInvoices) SetBillingAddress(ctx context.Context, id string, address *billwerk.InvoiceAddress, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.SetBillingAddressFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.SetBillingAddressFunc")
	}
	return f.SetBillingAddressFunc(ctx, id, address, opts...)
}

// DeleteBillingAddress calls DeleteBillingAddressFunc.
func (f *FakeInvoices) DeleteBillingAddress(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.DeleteBillingAddressFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.DeleteBillingAddressFunc")
	}
	return f.DeleteBillingAddressFunc(ctx, id, opts...)
}

// SetShippingAddress calls SetShippingAddressFunc.
func (f *FakeInvoices) SetShippingAddress(ctx context.Context, id string, address *billwerk.InvoiceAddress, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.SetShippingAddressFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.SetShippingAddressFunc")
	}
	return f.SetShippingAddressFunc(ctx, id, address, opts...)
}

// DeleteShippingAddress calls DeleteShippingAddressFunc.
func (f *FakeInvoices) DeleteShippingAddress(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.DeleteShippingAddressFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.DeleteShippingAddressFunc")
	}
	return f.DeleteShippingAddressFunc(ctx, id, opts...)
}

// Metadata calls MetadataFunc.
func (f *FakeInvoices) Metadata(ctx context.Context, handle string, opts ...client.CallOption) (billwerk.Metadata, error) {
	if f.MetadataFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.MetadataFunc")
	}
	return f.MetadataFunc(ctx, handle, opts...)
}

// SetMetadata calls SetMetadataFunc.
func (f *FakeInvoices) SetMetadata(ctx context.Context, handle string, metadata billwerk.Metadata, opts ...client.CallOption) (billwerk.Metadata, error) {
	if f.SetMetadataFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.SetMetadataFunc")
	}
	return f.SetMetadataFunc(ctx, handle, metadata, opts...)
}

// DeleteMetadata calls DeleteMetadataFunc.
func (f *FakeInvoices) DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error {
	if f.DeleteMetadataFunc == nil {
		return clienttest.Unset("billwerktest.FakeInvoices.DeleteMetadataFunc")
	}
	return f.DeleteMetadataFunc(ctx, handle, opts...)
}

// Transaction calls TransactionFunc.
func (f *FakeInvoices) Transaction(ctx context.Context, id, transaction string, opts ...client.CallOption) (*billwerk.Transaction, error) {
	if f.TransactionFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.TransactionFunc")
	}
	return f.TransactionFunc(ctx, id, transaction, opts...)
}

// TransactionDetails calls TransactionDetailsFunc.
func (f *FakeInvoices) TransactionDetails(ctx context.Context, id, transaction string, opts ...client.CallOption) (billwerk.Metadata, error) {
	if f.TransactionDetailsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.TransactionDetailsFunc")
	}
	return f.TransactionDetailsFunc(ctx, id, transaction, opts...)
}

// CancelTransaction calls CancelTransactionFunc.
func (f *FakeInvoices) CancelTransaction(ctx context.Context, id, transaction string, opts ...client.CallOption) (*billwerk.Transaction, error) {
	if f.CancelTransactionFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeInvoices.CancelTransactionFunc")
	}
	return f.CancelTransactionFunc(ctx, id, transaction, opts...)
}
