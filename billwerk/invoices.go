package billwerk

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

type invoiceService struct{ client *client.Client }

var _ InvoiceService = (*invoiceService)(nil)

func (s *invoiceService) Get(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceGet, Args: []string{id}}, opts...)
}

func (s *invoiceService) Settle(ctx context.Context, id string, params *InvoiceSettleParams, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceSettle, Args: []string{id}, Body: orEmpty(params)}, opts...)
}

func (s *invoiceService) SettleManually(ctx context.Context, id string, transfer *ManualTransfer, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceManualSettle, Args: []string{id}, Body: orEmpty(transfer)}, opts...)
}

func (s *invoiceService) CancelSettle(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceCancelSettle, Args: []string{id}}, opts...)
}

func (s *invoiceService) Cancel(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceCancel, Args: []string{id}}, opts...)
}

func (s *invoiceService) CancelAll(ctx context.Context, subscription string, opts ...client.CallOption) ([]*Invoice, error) {
	return callArray[Invoice](ctx, s.client, client.Request{Op: &opInvoiceCancelAll, Args: []string{subscription}}, opts...)
}

func (s *invoiceService) Fail(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceFail, Args: []string{id}}, opts...)
}

func (s *invoiceService) Reactivate(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceReactivate, Args: []string{id}}, opts...)
}

func (s *invoiceService) Detach(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceDetach, Args: []string{id}}, opts...)
}

func (s *invoiceService) SetBillingAddress(ctx context.Context, id string, address *InvoiceAddress, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceSetBilling, Args: []string{id}, Body: orEmpty(address)}, opts...)
}

func (s *invoiceService) DeleteBillingAddress(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceDeleteBilling, Args: []string{id}}, opts...)
}

func (s *invoiceService) SetShippingAddress(ctx context.Context, id string, address *InvoiceAddress, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceSetShipping, Args: []string{id}, Body: orEmpty(address)}, opts...)
}

func (s *invoiceService) DeleteShippingAddress(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceDeleteShipping, Args: []string{id}}, opts...)
}

func (s *invoiceService) Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opInvoiceMetadata, Args: []string{handle}}, opts...))
}

func (s *invoiceService) SetMetadata(ctx context.Context, handle string, m Metadata, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opInvoiceSetMetadata, Args: []string{handle}, Body: m}, opts...))
}

func (s *invoiceService) DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error {
	return client.Exec(ctx, s.client, client.Request{Op: &opInvoiceDeleteMetadata, Args: []string{handle}}, opts...)
}

func (s *invoiceService) Transaction(ctx context.Context, id, transaction string, opts ...client.CallOption) (*Transaction, error) {
	return client.Call[Transaction](ctx, s.client, client.Request{Op: &opInvoiceTransaction, Args: []string{id, transaction}}, opts...)
}

func (s *invoiceService) TransactionDetails(ctx context.Context, id, transaction string, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opInvoiceTransactionDetails, Args: []string{id, transaction}}, opts...))
}

func (s *invoiceService) CancelTransaction(ctx context.Context, id, transaction string, opts ...client.CallOption) (*Transaction, error) {
	return client.Call[Transaction](ctx, s.client, client.Request{Op: &opInvoiceCancelTransaction, Args: []string{id, transaction}}, opts...)
}

func (s *invoiceService) List(ctx context.Context, params *InvoiceListParams, opts ...client.CallOption) (*Page[Invoice], error) {
	return listPage[Invoice](ctx, s.client, &opInvoiceList, params, opts...)
}

func (s *invoiceService) All(ctx context.Context, params *InvoiceListParams, opts ...client.CallOption) iter.Seq2[*Invoice, error] {
	return listAll[Invoice](ctx, s.client, &opInvoiceList, params, opts...)
}
