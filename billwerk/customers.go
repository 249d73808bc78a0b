package billwerk

import (
	"context"
	"errors"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

type customerService struct{ client *client.Client }

var _ CustomerService = (*customerService)(nil)

// Create makes a customer. Errors: 11 (the handle is taken), 20 and 21 (Test
// disagrees with the account), 161 (the debtor id is taken).
//
// May be repeated: with an own handle yes, with GenerateHandle no, because it
// would make a second customer. After ErrOutcomeUnknown read the customer by its
// handle. Error 11 that matches ErrOutcomeUnknown too means the same: an earlier
// attempt of this call may have made the customer, so read and compare it.
func (s *customerService) Create(ctx context.Context, params *CustomerCreateParams, opts ...client.CallOption) (*Customer, error) {
	p := orEmpty(params)
	return client.Call[Customer](ctx, s.client, client.Request{Op: &opCustomerCreate, Body: p, Repeat: repeatCreate(p.GenerateHandle)}, opts...)
}

// repeatCreate forbids repeats where the vendor chooses the handle: nothing would
// tell the second object from the first.
func repeatCreate(generateHandle bool) client.Repeat {
	if generateHandle {
		return client.RepeatNever
	}
	return client.RepeatAlways
}

// Get returns a customer. Error 9 if there is none; of a deleted one, the answer
// is not documented.
func (s *customerService) Get(ctx context.Context, handle string, opts ...client.CallOption) (*Customer, error) {
	return client.Call[Customer](ctx, s.client, client.Request{Op: &opCustomerGet, Args: []string{handle}}, opts...)
}

// Update replaces a customer: fields left out are deleted (page
// updatecustomerjson). To change some and keep the others use Modify. Errors: 9,
// 71 (deleted), 161, 162 or 166 (the debtor id is set already).
//
// May be repeated: yes.
func (s *customerService) Update(ctx context.Context, handle string, params *CustomerUpdateParams, opts ...client.CallOption) (*Customer, error) {
	return client.Call[Customer](ctx, s.client, client.Request{Op: &opCustomerUpdate, Args: []string{handle}, Body: orEmpty(params)}, opts...)
}

// Modify reads a customer, lets change edit the fields and writes them back, so
// that the others are kept. The API has no versions: what somebody else writes
// between the two is lost. If the vendor notices a concurrent update (error 74) it
// starts again, up to three times in all, so change may run more than once, and
// must not call the client. The options hold for each of the calls.
//
// May be repeated: yes.
func (s *customerService) Modify(ctx context.Context, handle string, change func(*CustomerUpdateParams), opts ...client.CallOption) (*Customer, error) {
	if change == nil {
		return nil, invalidCall(&opCustomerUpdate, errors.New("the change is nil"))
	}
	return modify(
		func() (*Customer, error) { return s.Get(ctx, handle, opts...) },
		func(current *Customer) (*Customer, error) {
			params := current.UpdateParams()
			change(params)
			return s.Update(ctx, handle, params, opts...)
		})
}

// maxModifyTries bounds how often a read-modify-write starts again.
const maxModifyTries = 3

// modify starts again after a concurrent update only if it is sure that nothing
// was written: otherwise the change would be made on top of itself.
func modify[T any](read func() (*T, error), write func(*T) (*T, error)) (*T, error) {
	for try := 1; ; try++ {
		current, err := read()
		if err != nil {
			return nil, err
		}
		changed, err := write(current)
		e, refused := errors.AsType[*Error](err)
		again := refused && e.ErrorCode == CodeConcurrentResourceUpdate && !errors.Is(err, client.ErrOutcomeUnknown)
		if !again || try == maxModifyTries {
			return changed, err
		}
	}
}

// Delete removes a customer and returns it. Errors: 9, 32 (has subscriptions that
// are not expired), 33 (has pending invoices), 71.
//
// May be repeated: yes. A repeat of a call that succeeded may give 9 or 71, see
// [AlreadyDone].
func (s *customerService) Delete(ctx context.Context, handle string, opts ...client.CallOption) (*Customer, error) {
	return client.Call[Customer](ctx, s.client, client.Request{Op: &opCustomerDelete, Args: []string{handle}}, opts...)
}

// List returns one page of customers, the newest first. Without From or Interval
// it holds those of the last month only, see [ListParams].
func (s *customerService) List(ctx context.Context, params *CustomerListParams, opts ...client.CallOption) (*Page[Customer], error) {
	return listPage[Customer](ctx, s.client, &opCustomerList, params, opts...)
}

// All walks all pages of List. An error is yielded once and ends the walk.
func (s *customerService) All(ctx context.Context, params *CustomerListParams, opts ...client.CallOption) iter.Seq2[*Customer, error] {
	return listAll[Customer](ctx, s.client, &opCustomerList, params, opts...)
}

// Metadata returns the metadata of a customer.
func (s *customerService) Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opCustomerMetadata, Args: []string{handle}}, opts...))
}

// SetMetadata replaces the metadata of a customer, and returns it. nil is refused
// with client.ErrInvalid, use DeleteMetadata.
//
// May be repeated: yes.
func (s *customerService) SetMetadata(ctx context.Context, handle string, m Metadata, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opCustomerSetMetadata, Args: []string{handle}, Body: m}, opts...))
}

// DeleteMetadata removes the metadata of a customer.
//
// May be repeated: yes.
func (s *customerService) DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error {
	return client.Exec(ctx, s.client, client.Request{Op: &opCustomerDeleteMetadata, Args: []string{handle}}, opts...)
}

// Notes returns the notes on a customer. There are no pages.
func (s *customerService) Notes(ctx context.Context, handle string, opts ...client.CallOption) ([]*CustomerNote, error) {
	return callArray[CustomerNote](ctx, s.client, client.Request{Op: &opCustomerNotes, Args: []string{handle}}, opts...)
}

// CreateNote adds a note to a customer.
//
// May be repeated: no, a repeat makes a second note. After ErrOutcomeUnknown look
// for it among Notes.
func (s *customerService) CreateNote(ctx context.Context, handle string, params *CustomerNoteParams, opts ...client.CallOption) (*CustomerNote, error) {
	return client.Call[CustomerNote](ctx, s.client, client.Request{Op: &opCustomerCreateNote, Args: []string{handle}, Body: orEmpty(params)}, opts...)
}

// CreateInvoice makes a one-time invoice. It comes back pending, or, with Settle
// or ManualTransfer, settled or failed: look at [Invoice.Err]. Errors: 9, 11, 40,
// 76 (page createcustomerinvoice).
//
// May be repeated: yes, the handle is mandatory. Error 11 that matches
// ErrOutcomeUnknown means that an earlier attempt of this call may have made the
// invoice: read it by its handle and compare. The same after ErrOutcomeUnknown
// alone.
func (s *customerService) CreateInvoice(ctx context.Context, handle string, params *CustomerInvoiceParams, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opCustomerCreateInvoice, Args: []string{handle}, Body: orEmpty(params)}, opts...)
}
