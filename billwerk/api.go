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
	// Create authorizes a payment, or captures it at once with Settle. A declined
	// card is not an error of the call: look at [Charge.Err]. Errors are for instance
	// 147 (the stored method failed before), 34, 40, 103, 104, 110, and 79 or 105 for
	// a handle that is paid or authorized already.
	//
	// May be repeated: yes, with the key, which is minted unless params or
	// client.WithIdempotencyKey bring one. After ErrOutcomeUnknown call it again with
	// the key of the error, or read the charge by its handle: not found means that
	// nothing happened.
	Create(ctx context.Context, params *ChargeCreateParams, opts ...client.CallOption) (*Charge, error)

	// Prepare makes a charge in state created, to be paid later, for example in a
	// checkout session. It moves no money.
	//
	// May be repeated: yes, with the key.
	Prepare(ctx context.Context, params *ChargePrepareParams, opts ...client.CallOption) (*Charge, error)

	// Get returns a charge. One that does not exist matches client.ErrNotFound.
	Get(ctx context.Context, handle string, opts ...client.CallOption) (*Charge, error)

	// List returns one page of charges, newest first. Without From or Interval it
	// covers one month only. Error 144 means that the query scans too much.
	List(ctx context.Context, params *ChargeListParams, opts ...client.CallOption) (*Page[Charge], error)

	// All walks the pages of List from params on. It yields an error once and ends
	// with it. Set From for more than the default of one month.
	All(ctx context.Context, params *ChargeListParams, opts ...client.CallOption) iter.Seq2[*Charge, error]

	// Settle captures an authorized charge: what params say, or, if they are nil, all
	// that remains. Several partial settles are possible where the payment method
	// allows (errors 129, 130). Judge the result by [Charge.Err] and not by the state.
	//
	// May be repeated: yes, with the key; without one a partial settle could happen
	// twice, so one is always sent. After ErrOutcomeUnknown call it again with the key
	// of the error.
	Settle(ctx context.Context, handle string, params *ChargeSettleParams, opts ...client.CallOption) (*Charge, error)

	// SettleOffline records that an offline payment has arrived.
	//
	// May be repeated: no, there is no key and no word on it. After ErrOutcomeUnknown
	// read the charge.
	SettleOffline(ctx context.Context, id, transaction string, opts ...client.CallOption) (*Charge, error)

	// Cancel voids an authorized charge.
	//
	// May be repeated: yes. If an earlier attempt of the same call succeeded, the
	// repeat gives a state error such as 29.
	Cancel(ctx context.Context, handle string, opts ...client.CallOption) (*Charge, error)

	// Delete removes a charge that is still in state created.
	//
	// May be repeated: yes. A repeat of a call that succeeded may give 31, which is
	// then a success.
	Delete(ctx context.Context, id string, opts ...client.CallOption) error
}

// RefundService gives money back. Methods may be added in a minor version; embed
// the interface in your fakes.
type RefundService interface {
	// Create refunds a settled invoice, all of it or a part. Several refunds are
	// possible up to the settled amount, where the payment method allows (errors 131,
	// 132; 65 if there is not so much left). A refund that the acquirer refused is not
	// an error of the call: look at [Refund.Err].
	//
	// May be repeated: yes, with the key; without one a partial refund could happen
	// twice, so one is always sent. After ErrOutcomeUnknown call it again with the key
	// of the error.
	Create(ctx context.Context, params *RefundCreateParams, opts ...client.CallOption) (*Refund, error)

	// Get returns a refund. Error 107 if there is none.
	Get(ctx context.Context, id string, opts ...client.CallOption) (*Refund, error)
}

// InvoiceService reads and settles invoices: those of subscriptions, one-time
// ones, and those behind charges. An id may be an invoice's id or its handle.
// Methods may be added in a minor version; embed the interface in your fakes.
type InvoiceService interface {
	// Get returns an invoice by id or handle. Error 31 if there is none.
	Get(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)

	// List returns one page of invoices, newest first. Without From or Interval it
	// covers one month only. Error 144 means that the query scans too much.
	List(ctx context.Context, params *InvoiceListParams, opts ...client.CallOption) (*Page[Invoice], error)

	// All walks the pages of List from params on. It yields an error once and ends
	// with it. Set From for more than the default of one month.
	All(ctx context.Context, params *InvoiceListParams, opts ...client.CallOption) iter.Seq2[*Invoice, error]

	// Settle takes the money for an invoice, now or, with Due, later. A one-time
	// invoice of a customer comes back settled or failed; one of a subscription keeps
	// its state if the payment fails (page "settle"): look at [Invoice.Err]. Errors:
	// 31, 40, 76, 80, 147.
	//
	// May be repeated: no, it moves money and takes no key. After ErrOutcomeUnknown
	// read the invoice; error 79 on a second call means that the first one worked.
	Settle(ctx context.Context, id string, params *InvoiceSettleParams, opts ...client.CallOption) (*Invoice, error)

	// SettleManually records that an invoice was paid outside the vendor's system. It
	// can only be refunded the same way. Errors: 31, 79, 80, 105 (page "manualsettle").
	//
	// May be repeated: no, it takes no key. After ErrOutcomeUnknown read the invoice;
	// error 79 on a second call means that the first one worked.
	SettleManually(ctx context.Context, id string, transfer *ManualTransfer, opts ...client.CallOption) (*Invoice, error)

	// CancelSettle drops a settle that is planned for later.
	//
	// May be repeated: no, the documentation has no word on it. After
	// ErrOutcomeUnknown read the invoice (SettleLater).
	CancelSettle(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)

	// Cancel cancels an invoice that isn't paid.
	//
	// May be repeated: yes. If an earlier attempt of the same call succeeded, the
	// repeat gives 29.
	Cancel(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)

	// CancelAll cancels all pending and dunning invoices of a subscription, and
	// returns them.
	//
	// May be repeated: no, the documentation has no word on it, and the repeat would
	// not return what the first attempt cancelled. After ErrOutcomeUnknown list the
	// invoices of the subscription.
	CancelAll(ctx context.Context, subscription string, opts ...client.CallOption) ([]*Invoice, error)

	// Fail puts an unpaid invoice into state failed. From which states is not
	// documented.
	//
	// May be repeated: no, the documentation has no word on it. After
	// ErrOutcomeUnknown read the invoice.
	Fail(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)

	// Reactivate makes an invoice that failed, or was cancelled, due again. From
	// which states is not documented.
	//
	// May be repeated: no, the documentation has no word on it, and between the two
	// the invoice may have been paid or failed. After ErrOutcomeUnknown read the
	// invoice.
	Reactivate(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)

	// Detach separates an invoice from its subscription.
	//
	// May be repeated: no, the documentation has no word on it. After
	// ErrOutcomeUnknown read the invoice.
	Detach(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)

	// SetBillingAddress replaces the billing address: fields left out are removed.
	//
	// May be repeated: yes.
	SetBillingAddress(ctx context.Context, id string, address *InvoiceAddress, opts ...client.CallOption) (*Invoice, error)

	// DeleteBillingAddress removes the billing address.
	//
	// May be repeated: yes.
	DeleteBillingAddress(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)

	// SetShippingAddress replaces the shipping address: fields left out are removed.
	//
	// May be repeated: yes.
	SetShippingAddress(ctx context.Context, id string, address *InvoiceAddress, opts ...client.CallOption) (*Invoice, error)

	// DeleteShippingAddress removes the shipping address.
	//
	// May be repeated: yes.
	DeleteShippingAddress(ctx context.Context, id string, opts ...client.CallOption) (*Invoice, error)

	// Metadata returns the metadata of an invoice.
	Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error)

	// SetMetadata replaces the metadata of an invoice, and returns it. nil is refused
	// with client.ErrInvalid, use DeleteMetadata.
	//
	// May be repeated: yes.
	SetMetadata(ctx context.Context, handle string, metadata Metadata, opts ...client.CallOption) (Metadata, error)

	// DeleteMetadata removes the metadata of an invoice.
	//
	// May be repeated: yes.
	DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error

	// Transaction returns a transaction of an invoice. Error 70 if there is none.
	Transaction(ctx context.Context, id, transaction string, opts ...client.CallOption) (*Transaction, error)

	// TransactionDetails returns what the acquirer keeps of a transaction: free JSON,
	// which differs from one acquirer to the next.
	TransactionDetails(ctx context.Context, id, transaction string, opts ...client.CallOption) (Metadata, error)

	// CancelTransaction voids an authorization. Error 108 if the acquirer refuses.
	//
	// May be repeated: no, the documentation has no word on it. After
	// ErrOutcomeUnknown read the transaction.
	CancelTransaction(ctx context.Context, id, transaction string, opts ...client.CallOption) (*Transaction, error)
}

// PaymentMethodService keeps the stored payment methods of customers. Methods
// may be added in a minor version; embed the interface in your fakes.
type PaymentMethodService interface {
	// Create stores the payment method behind a one-time card token. Errors: 34, 103
	// and 104 for the token.
	//
	// May be repeated: no, the token is used up by the first attempt. After
	// ErrOutcomeUnknown list the customer's payment methods.
	Create(ctx context.Context, params *PaymentMethodCreateParams, opts ...client.CallOption) (*PaymentMethod, error)

	// CreateOffline stores an offline payment method, such as payment by invoice.
	//
	// May be repeated: no, the documentation has no word on it. After
	// ErrOutcomeUnknown list the customer's payment methods.
	CreateOffline(ctx context.Context, params *PaymentMethodCreateOfflineParams, opts ...client.CallOption) (*PaymentMethod, error)

	// Get returns a payment method. Error 40 if there is none.
	Get(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error)

	// List returns one page of payment methods, newest first. Without From or Interval it
	// covers one month only. Error 144 means that the query scans too much.
	List(ctx context.Context, params *PaymentMethodListParams, opts ...client.CallOption) (*Page[PaymentMethod], error)

	// All walks the pages of List from params on. It yields an error once and ends
	// with it. Set From for more than the default of one month.
	All(ctx context.Context, params *PaymentMethodListParams, opts ...client.CallOption) iter.Seq2[*PaymentMethod, error]

	// Details returns what the acquirer keeps of a payment method: free JSON, which
	// differs from one acquirer to the next.
	Details(ctx context.Context, id string, opts ...client.CallOption) (Metadata, error)

	// BinInfo returns what the first digits of a stored card tell about it.
	BinInfo(ctx context.Context, id string, opts ...client.CallOption) (*BinInfo, error)

	// Activate makes an inactivated payment method usable again. Errors: 40, 41 (not
	// inactive).
	//
	// May be repeated: no, the documentation has no word on it. After
	// ErrOutcomeUnknown read the payment method.
	Activate(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error)

	// Inactivate makes a payment method unusable, until Activate. Errors: 40, 42 (not
	// active) (page inactivatepaymentmethodv2).
	//
	// May be repeated: no, the documentation has no word on it. After
	// ErrOutcomeUnknown read the payment method.
	Inactivate(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error)

	// Delete removes a payment method. Errors: 40, 124 (in use).
	//
	// May be repeated: yes. A repeat of a call that succeeded may give 40, which is
	// then a success.
	Delete(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error)
}
