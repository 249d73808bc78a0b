package billwerk

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
)

type webhookService struct{ client *client.Client }

var _ WebhookService = (*webhookService)(nil)

func (s *webhookService) Get(ctx context.Context, id string, opts ...client.CallOption) ([]*Webhook, error) {
	return callArray[Webhook](ctx, s.client, client.Request{Op: &opWebhookGet, Args: []string{id}}, opts...)
}

func (s *webhookService) Requests(ctx context.Context, id string, opts ...client.CallOption) ([]*WebhookRequest, error) {
	return callArray[WebhookRequest](ctx, s.client, client.Request{Op: &opWebhookRequests, Args: []string{id}}, opts...)
}

func (s *webhookService) List(ctx context.Context, params *WebhookListParams, opts ...client.CallOption) (*Page[Webhook], error) {
	return listPage[Webhook](ctx, s.client, &opWebhookList, params, opts...)
}

func (s *webhookService) All(ctx context.Context, params *WebhookListParams, opts ...client.CallOption) iter.Seq2[*Webhook, error] {
	return listAll[Webhook](ctx, s.client, &opWebhookList, params, opts...)
}

func (s *webhookService) Resend(ctx context.Context, ids []string, opts ...client.CallOption) ([]*Webhook, error) {
	return callArray[Webhook](ctx, s.client, client.Request{Op: &opWebhookResend, Body: &webhookIDs{ids}}, opts...)
}

func (s *webhookService) Update(ctx context.Context, params *WebhookUpdateParams, opts ...client.CallOption) ([]*Webhook, error) {
	p := orEmpty(params)
	return callArray[Webhook](ctx, s.client, client.Request{
		Op: &opWebhookUpdate, Body: &updateBody{WebhookUpdateParams: p, Password: p.Password.Reveal()}, Secrets: []auth.Secret{p.Password},
	}, opts...)
}

// updateBody is the wire form. Its password hides that of the parameters, which
// would be encoded as "[redacted]".
type updateBody struct {
	*WebhookUpdateParams
	Password string `json:"password,omitzero"`
}

func (s *webhookService) Disable(ctx context.Context, ids []string, opts ...client.CallOption) ([]*Webhook, error) {
	return callArray[Webhook](ctx, s.client, client.Request{Op: &opWebhookDisable, Body: &webhookIDs{ids}}, opts...)
}
