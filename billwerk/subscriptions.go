package billwerk

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

type subscriptionService struct{ client *client.Client }

var _ SubscriptionService = (*subscriptionService)(nil)

// Create makes a subscription, and with CreateCustomer its customer, in one atomic
// call. Errors (those of the checkout operation): 9, 10, 11, 14, 18, 19, 24, 34,
// 37, 71, 75, 83, 85, 86, 87, 99, 113 to 116.
//
// May be repeated: with an own handle yes, with GenerateHandle no, because it
// would make a second subscription. After ErrOutcomeUnknown read the subscription
// by its handle. Error 11 that matches ErrOutcomeUnknown too means the same: an
// earlier attempt of this call may have made it, so read and compare.
func (s *subscriptionService) Create(ctx context.Context, params *SubscriptionCreateParams, opts ...client.CallOption) (*Subscription, error) {
	p := orEmpty(params)
	return client.Call[Subscription](ctx, s.client, client.Request{
		Op: &opSubscriptionCreate, Body: p, Repeat: repeatCreate(p.GenerateHandle),
	}, opts...)
}

// Prepare makes a pending subscription, to be activated by Activate or by a
// checkout session. SignupMethod and Source are not part of it.
//
// May be repeated: as Create.
func (s *subscriptionService) Prepare(ctx context.Context, params *SubscriptionCreateParams, opts ...client.CallOption) (*PreparedSubscription, error) {
	p := orEmpty(params)
	return client.Call[PreparedSubscription](ctx, s.client, client.Request{
		Op: &opSubscriptionPrepare, Body: (*preparedBody)(p), Repeat: repeatCreate(p.GenerateHandle),
	}, opts...)
}

// Preview returns what Prepare would make, with the invoices, and changes nothing.
//
// May be repeated: yes.
func (s *subscriptionService) Preview(ctx context.Context, params *SubscriptionCreateParams, opts ...client.CallOption) (*PreparedSubscription, error) {
	return client.Call[PreparedSubscription](ctx, s.client, client.Request{
		Op: &opSubscriptionPreview, Body: (*preparedBody)(orEmpty(params)),
	}, opts...)
}

// Get returns a subscription. Error 12 if there is none.
func (s *subscriptionService) Get(ctx context.Context, handle string, opts ...client.CallOption) (*Subscription, error) {
	return callSubscription(ctx, s, &opSubscriptionGet, handle, nil, opts...)
}

// DeletePending removes a subscription that is still pending. Errors: 12, 30, 82,
// 119, 125 (page deletepending).
//
// May be repeated: yes. A repeat of a call that succeeded may give 12, see
// [AlreadyDone].
func (s *subscriptionService) DeletePending(ctx context.Context, handle string, opts ...client.CallOption) error {
	return client.Exec(ctx, s.client, client.Request{Op: &opSubscriptionDeletePending, Args: []string{handle}}, opts...)
}

// List returns one page of subscriptions, the newest first. Without From or
// Interval it holds those of the last month only, see [ListParams].
func (s *subscriptionService) List(ctx context.Context, params *SubscriptionListParams, opts ...client.CallOption) (*Page[Subscription], error) {
	return listPage[Subscription](ctx, s.client, &opSubscriptionList, params, opts...)
}

// All walks all pages of List. An error is yielded once and ends the walk.
func (s *subscriptionService) All(ctx context.Context, params *SubscriptionListParams, opts ...client.CallOption) iter.Seq2[*Subscription, error] {
	return listAll[Subscription](ctx, s.client, &opSubscriptionList, params, opts...)
}

// Metadata returns the metadata of a subscription.
func (s *subscriptionService) Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opSubscriptionMetadata, Args: []string{handle}}, opts...))
}

// SetMetadata replaces the metadata of a subscription, and returns it. nil is
// refused with client.ErrInvalid, use DeleteMetadata.
//
// May be repeated: yes.
func (s *subscriptionService) SetMetadata(ctx context.Context, handle string, m Metadata, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opSubscriptionSetMetadata, Args: []string{handle}, Body: m}, opts...))
}

// DeleteMetadata removes the metadata of a subscription.
//
// May be repeated: yes.
func (s *subscriptionService) DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error {
	return client.Exec(ctx, s.client, client.Request{Op: &opSubscriptionDeleteMetadata, Args: []string{handle}}, opts...)
}
