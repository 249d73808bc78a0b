package billwerk

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// ChargeService makes one-time charges: captured at once, or authorized first
// and settled later. Methods may be added in a minor version; embed the
// interface in your fakes.
type ChargeService interface {
	Create(ctx context.Context, params *ChargeCreateParams, opts ...client.CallOption) (*Charge, error)
	Prepare(ctx context.Context, params *ChargePrepareParams, opts ...client.CallOption) (*Charge, error)
	Get(ctx context.Context, handle string, opts ...client.CallOption) (*Charge, error)
	List(ctx context.Context, params *ChargeListParams, opts ...client.CallOption) (*Page[Charge], error)
	All(ctx context.Context, params *ChargeListParams, opts ...client.CallOption) iter.Seq2[*Charge, error]
	Settle(ctx context.Context, handle string, params *ChargeSettleParams, opts ...client.CallOption) (*Charge, error)
	SettleOffline(ctx context.Context, id, transaction string, opts ...client.CallOption) (*Charge, error)
	Cancel(ctx context.Context, handle string, opts ...client.CallOption) (*Charge, error)
	Delete(ctx context.Context, id string, opts ...client.CallOption) error
}

// RefundService gives money back. Methods may be added in a minor version; embed
// the interface in your fakes.
type RefundService interface {
	Create(ctx context.Context, params *RefundCreateParams, opts ...client.CallOption) (*Refund, error)
	Get(ctx context.Context, id string, opts ...client.CallOption) (*Refund, error)
}

// InvoiceService reads and settles invoices: those of subscriptions, one-time
// ones, and those behind charges. An id may be an invoice's id or its handle.
// Methods may be added in a minor version; embed the interface in your fakes.
type InvoiceService interface {
	Get(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)
	List(ctx context.Context, params *InvoiceListParams, opts ...client.CallOption) (*Page[Invoice], error)
	All(ctx context.Context, params *InvoiceListParams, opts ...client.CallOption) iter.Seq2[*Invoice, error]
	Settle(ctx context.Context, id string, params *InvoiceSettleParams, opts ...client.CallOption) (*Invoice, error)
	SettleManually(ctx context.Context, id string, transfer *ManualTransfer, opts ...client.CallOption) (*Invoice, error)
	CancelSettle(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)
	Cancel(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)
	CancelAll(ctx context.Context, subscription string, opts ...client.CallOption) ([]*Invoice, error)
	Fail(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)
	Reactivate(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)
	Detach(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)

	SetBillingAddress(ctx context.Context, id string, address *InvoiceAddress, opts ...client.CallOption) (*Invoice, error)
	DeleteBillingAddress(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)
	SetShippingAddress(ctx context.Context, id string, address *InvoiceAddress, opts ...client.CallOption) (*Invoice, error)
	DeleteShippingAddress(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)

	Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error)
	SetMetadata(ctx context.Context, handle string, metadata Metadata, opts ...client.CallOption) (Metadata, error)
	DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error

	Transaction(ctx context.Context, id, transaction string, opts ...client.CallOption) (*Transaction, error)
	TransactionDetails(ctx context.Context, id, transaction string, opts ...client.CallOption) (Metadata, error)
	CancelTransaction(ctx context.Context, id, transaction string, opts ...client.CallOption) (*Transaction, error)
}

// PaymentMethodService keeps the stored payment methods of customers. Methods
// may be added in a minor version; embed the interface in your fakes.
type PaymentMethodService interface {
	Create(ctx context.Context, params *PaymentMethodCreateParams, opts ...client.CallOption) (*PaymentMethod, error)
	CreateOffline(ctx context.Context, params *PaymentMethodCreateOfflineParams, opts ...client.CallOption) (*PaymentMethod, error)
	Get(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error)
	List(ctx context.Context, params *PaymentMethodListParams, opts ...client.CallOption) (*Page[PaymentMethod], error)
	All(ctx context.Context, params *PaymentMethodListParams, opts ...client.CallOption) iter.Seq2[*PaymentMethod, error]
	Details(ctx context.Context, id string, opts ...client.CallOption) (Metadata, error)
	BinInfo(ctx context.Context, id string, opts ...client.CallOption) (*BinInfo, error)
	Activate(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error)
	Inactivate(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error)
	Delete(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error)
}
