package billwerk

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// CustomerService keeps customers, their notes, metadata and one-time invoices.
// Methods may be added in a minor version; embed the interface in your fakes.
type CustomerService interface {
	Create(ctx context.Context, params *CustomerCreateParams, opts ...client.CallOption) (*Customer, error)
	Get(ctx context.Context, handle string, opts ...client.CallOption) (*Customer, error)
	Update(ctx context.Context, handle string, params *CustomerUpdateParams, opts ...client.CallOption) (*Customer, error)
	Modify(ctx context.Context, handle string, change func(*CustomerUpdateParams), opts ...client.CallOption) (*Customer, error)
	Delete(ctx context.Context, handle string, opts ...client.CallOption) (*Customer, error)
	List(ctx context.Context, params *CustomerListParams, opts ...client.CallOption) (*Page[Customer], error)
	All(ctx context.Context, params *CustomerListParams, opts ...client.CallOption) iter.Seq2[*Customer, error]

	Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error)
	SetMetadata(ctx context.Context, handle string, metadata Metadata, opts ...client.CallOption) (Metadata, error)
	DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error

	Notes(ctx context.Context, handle string, opts ...client.CallOption) ([]*CustomerNote, error)
	CreateNote(ctx context.Context, handle string, params *CustomerNoteParams, opts ...client.CallOption) (*CustomerNote, error)
	CreateInvoice(ctx context.Context, handle string, params *CustomerInvoiceParams, opts ...client.CallOption) (*Invoice, error)
}
