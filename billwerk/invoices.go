package billwerk

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

type invoiceService struct{ client *client.Client }

var _ InvoiceService = (*invoiceService)(nil)

// Get returns an invoice by id or handle. Error 31 if there is none.
func (s *invoiceService) Get(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceGet, Args: []string{id}}, opts...)
}

// Settle takes the money for an invoice, now or, with Due, later. A one-time
// invoice of a customer comes back settled or failed; one of a subscription keeps
// its state if the payment fails (page "settle"): look at [Invoice.Err]. Errors:
// 31, 40, 76, 80, 147.
//
// May be repeated: no, it moves money and takes no key. After ErrOutcomeUnknown
// read the invoice; error 79 on a second call means that the first one worked.
func (s *invoiceService) Settle(ctx context.Context, id string, params *InvoiceSettleParams, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceSettle, Args: []string{id}, Body: orEmpty(params)}, opts...)
}

// SettleManually records that an invoice was paid outside the vendor's system. It
// can only be refunded the same way. Errors: 31, 79, 80, 105 (page "manualsettle").
//
// May be repeated: no, it takes no key. After ErrOutcomeUnknown read the invoice;
// error 79 on a second call means that the first one worked.
func (s *invoiceService) SettleManually(ctx context.Context, id string, transfer *ManualTransfer, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceManualSettle, Args: []string{id}, Body: orEmpty(transfer)}, opts...)
}

// CancelSettle drops a settle that is planned for later.
//
// May be repeated: no, the documentation has no word on it. After
// ErrOutcomeUnknown read the invoice (SettleLater).
func (s *invoiceService) CancelSettle(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceCancelSettle, Args: []string{id}}, opts...)
}

// Cancel cancels an invoice that isn't paid.
//
// May be repeated: yes. If an earlier attempt of the same call succeeded, the
// repeat gives 29.
func (s *invoiceService) Cancel(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceCancel, Args: []string{id}}, opts...)
}

// CancelAll cancels all pending and dunning invoices of a subscription, and
// returns them.
//
// May be repeated: no, the documentation has no word on it, and the repeat would
// not return what the first attempt cancelled. After ErrOutcomeUnknown list the
// invoices of the subscription.
func (s *invoiceService) CancelAll(ctx context.Context, subscription string, opts ...client.CallOption) ([]*Invoice, error) {
	return callArray[Invoice](ctx, s.client, client.Request{Op: &opInvoiceCancelAll, Args: []string{subscription}}, opts...)
}

// Fail puts an unpaid invoice into state failed. From which states is not
// documented.
//
// May be repeated: no, the documentation has no word on it. After
// ErrOutcomeUnknown read the invoice.
func (s *invoiceService) Fail(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceFail, Args: []string{id}}, opts...)
}

// Reactivate makes an invoice that failed, or was cancelled, due again. From
// which states is not documented.
//
// May be repeated: no, the documentation has no word on it, and between the two
// the invoice may have been paid or failed. After ErrOutcomeUnknown read the
// invoice.
func (s *invoiceService) Reactivate(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceReactivate, Args: []string{id}}, opts...)
}

// Detach separates an invoice from its subscription.
//
// May be repeated: no, the documentation has no word on it. After
// ErrOutcomeUnknown read the invoice.
func (s *invoiceService) Detach(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceDetach, Args: []string{id}}, opts...)
}

// SetBillingAddress replaces the billing address: fields left out are removed.
//
// May be repeated: yes.
func (s *invoiceService) SetBillingAddress(ctx context.Context, id string, address *InvoiceAddress, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceSetBilling, Args: []string{id}, Body: orEmpty(address)}, opts...)
}

// DeleteBillingAddress removes the billing address.
//
// May be repeated: yes.
func (s *invoiceService) DeleteBillingAddress(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceDeleteBilling, Args: []string{id}}, opts...)
}

// SetShippingAddress replaces the shipping address: fields left out are removed.
//
// May be repeated: yes.
func (s *invoiceService) SetShippingAddress(ctx context.Context, id string, address *InvoiceAddress, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceSetShipping, Args: []string{id}, Body: orEmpty(address)}, opts...)
}

// DeleteShippingAddress removes the shipping address.
//
// May be repeated: yes.
func (s *invoiceService) DeleteShippingAddress(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opInvoiceDeleteShipping, Args: []string{id}}, opts...)
}

// Metadata returns the metadata of an invoice.
func (s *invoiceService) Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opInvoiceMetadata, Args: []string{handle}}, opts...))
}

// SetMetadata replaces the metadata of an invoice, and returns it. nil is refused
// with client.ErrInvalid, use DeleteMetadata.
//
// May be repeated: yes.
func (s *invoiceService) SetMetadata(ctx context.Context, handle string, m Metadata, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opInvoiceSetMetadata, Args: []string{handle}, Body: m}, opts...))
}

// DeleteMetadata removes the metadata of an invoice.
//
// May be repeated: yes.
func (s *invoiceService) DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error {
	return client.Exec(ctx, s.client, client.Request{Op: &opInvoiceDeleteMetadata, Args: []string{handle}}, opts...)
}

// Transaction returns a transaction of an invoice. Error 70 if there is none.
func (s *invoiceService) Transaction(ctx context.Context, id, transaction string, opts ...client.CallOption) (*Transaction, error) {
	return client.Call[Transaction](ctx, s.client, client.Request{Op: &opInvoiceTransaction, Args: []string{id, transaction}}, opts...)
}

// TransactionDetails returns what the acquirer keeps of a transaction: free JSON,
// which differs from one acquirer to the next.
func (s *invoiceService) TransactionDetails(ctx context.Context, id, transaction string, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opInvoiceTransactionDetails, Args: []string{id, transaction}}, opts...))
}

// CancelTransaction voids an authorization. Error 108 if the acquirer refuses.
//
// May be repeated: no, the documentation has no word on it. After
// ErrOutcomeUnknown read the transaction.
func (s *invoiceService) CancelTransaction(ctx context.Context, id, transaction string, opts ...client.CallOption) (*Transaction, error) {
	return client.Call[Transaction](ctx, s.client, client.Request{Op: &opInvoiceCancelTransaction, Args: []string{id, transaction}}, opts...)
}

// List returns one page of invoices, newest first. Without From or Interval it
// covers one month only. Error 144 means that the query scans too much.
func (s *invoiceService) List(ctx context.Context, params *InvoiceListParams, opts ...client.CallOption) (*Page[Invoice], error) {
	return listPage[Invoice](ctx, s.client, &opInvoiceList, params, opts...)
}

// All walks the pages of List from params on. It yields an error once and ends
// with it. Set From for more than the default of one month.
func (s *invoiceService) All(ctx context.Context, params *InvoiceListParams, opts ...client.CallOption) iter.Seq2[*Invoice, error] {
	return listAll[Invoice](ctx, s.client, &opInvoiceList, params, opts...)
}
