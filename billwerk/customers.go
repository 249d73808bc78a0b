package billwerk

import (
	"context"
	"errors"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

type customerService struct{ client *client.Client }

var _ CustomerService = (*customerService)(nil)

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

func (s *customerService) Get(ctx context.Context, handle string, opts ...client.CallOption) (*Customer, error) {
	return client.Call[Customer](ctx, s.client, client.Request{Op: &opCustomerGet, Args: []string{handle}}, opts...)
}

func (s *customerService) Update(ctx context.Context, handle string, params *CustomerUpdateParams, opts ...client.CallOption) (*Customer, error) {
	return client.Call[Customer](ctx, s.client, client.Request{Op: &opCustomerUpdate, Args: []string{handle}, Body: orEmpty(params)}, opts...)
}

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

func (s *customerService) Delete(ctx context.Context, handle string, opts ...client.CallOption) (*Customer, error) {
	return client.Call[Customer](ctx, s.client, client.Request{Op: &opCustomerDelete, Args: []string{handle}}, opts...)
}

func (s *customerService) List(ctx context.Context, params *CustomerListParams, opts ...client.CallOption) (*Page[Customer], error) {
	return listPage[Customer](ctx, s.client, &opCustomerList, params, opts...)
}

func (s *customerService) All(ctx context.Context, params *CustomerListParams, opts ...client.CallOption) iter.Seq2[*Customer, error] {
	return listAll[Customer](ctx, s.client, &opCustomerList, params, opts...)
}

func (s *customerService) Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opCustomerMetadata, Args: []string{handle}}, opts...))
}

func (s *customerService) SetMetadata(ctx context.Context, handle string, m Metadata, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opCustomerSetMetadata, Args: []string{handle}, Body: m}, opts...))
}

func (s *customerService) DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error {
	return client.Exec(ctx, s.client, client.Request{Op: &opCustomerDeleteMetadata, Args: []string{handle}}, opts...)
}

func (s *customerService) Notes(ctx context.Context, handle string, opts ...client.CallOption) ([]*CustomerNote, error) {
	return callArray[CustomerNote](ctx, s.client, client.Request{Op: &opCustomerNotes, Args: []string{handle}}, opts...)
}

func (s *customerService) CreateNote(ctx context.Context, handle string, params *CustomerNoteParams, opts ...client.CallOption) (*CustomerNote, error) {
	return client.Call[CustomerNote](ctx, s.client, client.Request{Op: &opCustomerCreateNote, Args: []string{handle}, Body: orEmpty(params)}, opts...)
}

func (s *customerService) CreateInvoice(ctx context.Context, handle string, params *CustomerInvoiceParams, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opCustomerCreateInvoice, Args: []string{handle}, Body: orEmpty(params)}, opts...)
}
