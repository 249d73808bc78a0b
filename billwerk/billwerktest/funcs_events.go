package billwerktest

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// FakeEvents is a billwerk.EventService made of functions. A method whose function is nil
// returns an error that says so.
type FakeEvents struct {
	GetFunc  func(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Event, error)
	ListFunc func(ctx context.Context, params *billwerk.EventListParams, opts ...client.CallOption) (*billwerk.EventPage, error)
	AllFunc  func(ctx context.Context, params *billwerk.EventListParams, opts ...client.CallOption) iter.Seq2[*billwerk.Event, error]
}

var _ billwerk.EventService = (*FakeEvents)(nil)

// Get calls GetFunc.
func (f *FakeEvents) Get(ctx context.Context, id string, opts ...client.CallOption) (*billwerk.Event, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeEvents.GetFunc")
	}
	return f.GetFunc(ctx, id, opts...)
}

// List calls ListFunc.
func (f *FakeEvents) List(ctx context.Context, params *billwerk.EventListParams, opts ...client.CallOption) (*billwerk.EventPage, error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeEvents.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeEvents) All(ctx context.Context, params *billwerk.EventListParams, opts ...client.CallOption) iter.Seq2[*billwerk.Event, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*billwerk.Event](clienttest.Unset("billwerktest.FakeEvents.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}
