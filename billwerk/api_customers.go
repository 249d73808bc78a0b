package billwerk

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// CustomerService keeps customers, their notes, metadata and one-time invoices.
// Methods may be added in a minor version; embed the interface in your fakes.
type CustomerService interface {
	// Create makes a customer. Errors: 11 (the handle is taken), 20 and 21 (Test
	// disagrees with the account), 161 (the debtor id is taken).
	//
	// May be repeated: with an own handle yes, with GenerateHandle no, because it
	// would make a second customer. After ErrOutcomeUnknown read the customer by its
	// handle. Error 11 that matches ErrOutcomeUnknown too means the same: an earlier
	// attempt of this call may have made the customer, so read and compare it.
	Create(ctx context.Context, params *CustomerCreateParams, opts ...client.CallOption) (*Customer, error)

	// Get returns a customer. Error 9 if there is none; of a deleted one, the answer
	// is not documented.
	Get(ctx context.Context, handle string, opts ...client.CallOption) (*Customer, error)

	// Update replaces a customer: fields left out are deleted (page
	// updatecustomerjson). To change some and keep the others use Modify. Errors: 9,
	// 71 (deleted), 161, 162 or 166 (the debtor id is set already).
	//
	// May be repeated: yes.
	Update(ctx context.Context, handle string, params *CustomerUpdateParams, opts ...client.CallOption) (*Customer, error)

	// Modify reads a customer, lets change edit the fields and writes them back, so
	// that the others are kept. The API has no versions: what somebody else writes
	// between the two is lost. If the vendor notices a concurrent update (error 74) it
	// starts again, up to three times in all, so change may run more than once, and
	// must not call the client. The options hold for each of the calls.
	//
	// May be repeated: yes.
	Modify(ctx context.Context, handle string, change func(*CustomerUpdateParams), opts ...client.CallOption) (*Customer, error)

	// Delete removes a customer and returns it. Errors: 9, 32 (has subscriptions that
	// are not expired), 33 (has pending invoices), 71.
	//
	// May be repeated: yes. A repeat of a call that succeeded may give 9 or 71, see
	// [AlreadyDone].
	Delete(ctx context.Context, handle string, opts ...client.CallOption) (*Customer, error)

	// List returns one page of customers, the newest first. Without From or Interval
	// it holds those of the last month only, see [ListParams].
	List(ctx context.Context, params *CustomerListParams, opts ...client.CallOption) (*Page[Customer], error)

	// All walks all pages of List. An error is yielded once and ends the walk.
	All(ctx context.Context, params *CustomerListParams, opts ...client.CallOption) iter.Seq2[*Customer, error]

	// Metadata returns the metadata of a customer.
	Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error)

	// SetMetadata replaces the metadata of a customer, and returns it. nil is refused
	// with client.ErrInvalid, use DeleteMetadata.
	//
	// May be repeated: yes.
	SetMetadata(ctx context.Context, handle string, metadata Metadata, opts ...client.CallOption) (Metadata, error)

	// DeleteMetadata removes the metadata of a customer.
	//
	// May be repeated: yes.
	DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error

	// Notes returns the notes on a customer. There are no pages.
	Notes(ctx context.Context, handle string, opts ...client.CallOption) ([]*CustomerNote, error)

	// CreateNote adds a note to a customer.
	//
	// May be repeated: no, a repeat makes a second note. After ErrOutcomeUnknown look
	// for it among Notes.
	CreateNote(ctx context.Context, handle string, params *CustomerNoteParams, opts ...client.CallOption) (*CustomerNote, error)

	// CreateInvoice makes a one-time invoice. It comes back pending, or, with Settle
	// or ManualTransfer, settled or failed: look at [Invoice.Err]. Errors: 9, 11, 40,
	// 76 (page createcustomerinvoice).
	//
	// May be repeated: yes, the handle is mandatory. Error 11 that matches
	// ErrOutcomeUnknown means that an earlier attempt of this call may have made the
	// invoice: read it by its handle and compare. The same after ErrOutcomeUnknown
	// alone.
	CreateInvoice(ctx context.Context, handle string, params *CustomerInvoiceParams, opts ...client.CallOption) (*Invoice, error)
}
