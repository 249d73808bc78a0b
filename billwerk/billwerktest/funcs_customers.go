package billwerktest

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// FakeCustomers is a billwerk.CustomerService made of functions. A method whose function is nil
// returns an error that says so.
type FakeCustomers struct {
	CreateFunc         func(ctx context.Context, params *billwerk.CustomerCreateParams, opts ...client.CallOption) (*billwerk.Customer, error)
	GetFunc            func(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Customer, error)
	UpdateFunc         func(ctx context.Context, handle string, params *billwerk.CustomerUpdateParams, opts ...client.CallOption) (*billwerk.Customer, error)
	ModifyFunc         func(ctx context.Context, handle string, change func(*billwerk.CustomerUpdateParams), opts ...client.CallOption) (*billwerk.Customer, error)
	DeleteFunc         func(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Customer, error)
	ListFunc           func(ctx context.Context, params *billwerk.CustomerListParams, opts ...client.CallOption) (*billwerk.Page[billwerk.Customer], error)
	AllFunc            func(ctx context.Context, params *billwerk.CustomerListParams, opts ...client.CallOption) iter.Seq2[*billwerk.Customer, error]
	MetadataFunc       func(ctx context.Context, handle string, opts ...client.CallOption) (billwerk.Metadata, error)
	SetMetadataFunc    func(ctx context.Context, handle string, metadata billwerk.Metadata, opts ...client.CallOption) (billwerk.Metadata, error)
	DeleteMetadataFunc func(ctx context.Context, handle string, opts ...client.CallOption) error
	NotesFunc          func(ctx context.Context, handle string, opts ...client.CallOption) ([]*billwerk.CustomerNote, error)
	CreateNoteFunc     func(ctx context.Context, handle string, params *billwerk.CustomerNoteParams, opts ...client.CallOption) (*billwerk.CustomerNote, error)
	CreateInvoiceFunc  func(ctx context.Context, handle string, params *billwerk.CustomerInvoiceParams, opts ...client.CallOption) (*billwerk.Invoice, error)
}

var _ billwerk.CustomerService = (*FakeCustomers)(nil)

// Create calls CreateFunc.
func (f *FakeCustomers) Create(ctx context.Context, params *billwerk.CustomerCreateParams, opts ...client.CallOption) (*billwerk.Customer, error) {
	if f.CreateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCustomers.CreateFunc")
	}
	return f.CreateFunc(ctx, params, opts...)
}

// Get calls GetFunc.
func (f *FakeCustomers) Get(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Customer, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCustomers.GetFunc")
	}
	return f.GetFunc(ctx, handle, opts...)
}

// Update calls UpdateFunc.
func (f *FakeCustomers) Update(ctx context.Context, handle string, params *billwerk.CustomerUpdateParams, opts ...client.CallOption) (*billwerk.Customer, error) {
	if f.UpdateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCustomers.UpdateFunc")
	}
	return f.UpdateFunc(ctx, handle, params, opts...)
}

// Modify calls ModifyFunc.
func (f *FakeCustomers) Modify(ctx context.Context, handle string, change func(*billwerk.CustomerUpdateParams), opts ...client.CallOption) (*billwerk.Customer, error) {
	if f.ModifyFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCustomers.ModifyFunc")
	}
	return f.ModifyFunc(ctx, handle, change, opts...)
}

// Delete calls DeleteFunc.
func (f *FakeCustomers) Delete(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Customer, error) {
	if f.DeleteFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCustomers.DeleteFunc")
	}
	return f.DeleteFunc(ctx, handle, opts...)
}

// List calls ListFunc.
func (f *FakeCustomers) List(ctx context.Context, params *billwerk.CustomerListParams, opts ...client.CallOption) (*billwerk.Page[billwerk.Customer], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCustomers.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeCustomers) All(ctx context.Context, params *billwerk.CustomerListParams, opts ...client.CallOption) iter.Seq2[*billwerk.Customer, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*billwerk.Customer](clienttest.Unset("billwerktest.FakeCustomers.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// Metadata calls MetadataFunc.
func (f *FakeCustomers) Metadata(ctx context.Context, handle string, opts ...client.CallOption) (billwerk.Metadata, error) {
	if f.MetadataFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCustomers.MetadataFunc")
	}
	return f.MetadataFunc(ctx, handle, opts...)
}

// SetMetadata calls SetMetadataFunc.
func (f *FakeCustomers) SetMetadata(ctx context.Context, handle string, metadata billwerk.Metadata, opts ...client.CallOption) (billwerk.Metadata, error) {
	if f.SetMetadataFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCustomers.SetMetadataFunc")
	}
	return f.SetMetadataFunc(ctx, handle, metadata, opts...)
}

// DeleteMetadata calls DeleteMetadataFunc.
func (f *FakeCustomers) DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error {
	if f.DeleteMetadataFunc == nil {
		return clienttest.Unset("billwerktest.FakeCustomers.DeleteMetadataFunc")
	}
	return f.DeleteMetadataFunc(ctx, handle, opts...)
}

// Notes calls NotesFunc.
func (f *FakeCustomers) Notes(ctx context.Context, handle string, opts ...client.CallOption) ([]*billwerk.CustomerNote, error) {
	if f.NotesFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCustomers.NotesFunc")
	}
	return f.NotesFunc(ctx, handle, opts...)
}

// CreateNote calls CreateNoteFunc.
func (f *FakeCustomers) CreateNote(ctx context.Context, handle string, params *billwerk.CustomerNoteParams, opts ...client.CallOption) (*billwerk.CustomerNote, error) {
	if f.CreateNoteFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCustomers.CreateNoteFunc")
	}
	return f.CreateNoteFunc(ctx, handle, params, opts...)
}

// CreateInvoice calls CreateInvoiceFunc.
func (f *FakeCustomers) CreateInvoice(ctx context.Context, handle string, params *billwerk.CustomerInvoiceParams, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.CreateInvoiceFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeCustomers.CreateInvoiceFunc")
	}
	return f.CreateInvoiceFunc(ctx, handle, params, opts...)
}
