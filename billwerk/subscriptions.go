package billwerk

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

type subscriptionService struct{ client *client.Client }

var _ SubscriptionService = (*subscriptionService)(nil)

func (s *subscriptionService) Create(ctx context.Context, params *SubscriptionCreateParams, opts ...client.CallOption) (*Subscription, error) {
	p := orEmpty(params)
	return client.Call[Subscription](ctx, s.client, client.Request{
		Op: &opSubscriptionCreate, Body: p, Repeat: repeatCreate(p.GenerateHandle),
	}, opts...)
}

func (s *subscriptionService) Prepare(ctx context.Context, params *SubscriptionCreateParams, opts ...client.CallOption) (*PreparedSubscription, error) {
	p := orEmpty(params)
	return client.Call[PreparedSubscription](ctx, s.client, client.Request{
		Op: &opSubscriptionPrepare, Body: (*preparedBody)(p), Repeat: repeatCreate(p.GenerateHandle),
	}, opts...)
}

func (s *subscriptionService) Preview(ctx context.Context, params *SubscriptionCreateParams, opts ...client.CallOption) (*PreparedSubscription, error) {
	return client.Call[PreparedSubscription](ctx, s.client, client.Request{
		Op: &opSubscriptionPreview, Body: (*preparedBody)(orEmpty(params)),
	}, opts...)
}

func (s *subscriptionService) Get(ctx context.Context, handle string, opts ...client.CallOption) (*Subscription, error) {
	return callSubscription(ctx, s, &opSubscriptionGet, handle, nil, opts...)
}

func (s *subscriptionService) DeletePending(ctx context.Context, handle string, opts ...client.CallOption) error {
	return client.Exec(ctx, s.client, client.Request{Op: &opSubscriptionDeletePending, Args: []string{handle}}, opts...)
}

func (s *subscriptionService) List(ctx context.Context, params *SubscriptionListParams, opts ...client.CallOption) (*Page[Subscription], error) {
	return listPage[Subscription](ctx, s.client, &opSubscriptionList, params, opts...)
}

func (s *subscriptionService) All(ctx context.Context, params *SubscriptionListParams, opts ...client.CallOption) iter.Seq2[*Subscription, error] {
	return listAll[Subscription](ctx, s.client, &opSubscriptionList, params, opts...)
}

func (s *subscriptionService) Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opSubscriptionMetadata, Args: []string{handle}}, opts...))
}

func (s *subscriptionService) SetMetadata(ctx context.Context, handle string, m Metadata, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opSubscriptionSetMetadata, Args: []string{handle}, Body: m}, opts...))
}

func (s *subscriptionService) DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error {
	return client.Exec(ctx, s.client, client.Request{Op: &opSubscriptionDeleteMetadata, Args: []string{handle}}, opts...)
}
