package billwerk

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// WebhookService looks after the webhooks that the vendor sends, and after the
// settings that say where to. [ParseWebhook] receives them. Methods may be added in
// a minor version; embed the interface in your fakes.
type WebhookService interface {
	Get(ctx context.Context, id string, opts ...client.CallOption) ([]*Webhook, error)
	Requests(ctx context.Context, id string, opts ...client.CallOption) ([]*WebhookRequest, error)
	List(ctx context.Context, params *WebhookListParams, opts ...client.CallOption) (*Page[Webhook], error)
	All(ctx context.Context, params *WebhookListParams, opts ...client.CallOption) iter.Seq2[*Webhook, error]
	ListBefore(ctx context.Context, params *WebhookBeforeParams, opts ...client.CallOption) ([]*Webhook, error)
	AllBefore(ctx context.Context, params *WebhookBeforeParams, opts ...client.CallOption) iter.Seq2[*Webhook, error]
	Resend(ctx context.Context, ids []string, opts ...client.CallOption) ([]*Webhook, error)
	Update(ctx context.Context, params *WebhookUpdateParams, opts ...client.CallOption) ([]*Webhook, error)
	Disable(ctx context.Context, ids []string, opts ...client.CallOption) ([]*Webhook, error)

	Settings(ctx context.Context, opts ...client.CallOption) (*WebhookSettings, error)
	UpdateSettings(ctx context.Context, params *WebhookSettingsParams, opts ...client.CallOption) (*WebhookSettings, error)
	ModifySettings(ctx context.Context, change func(*WebhookSettingsParams), opts ...client.CallOption) (*WebhookSettings, error)
	NewSecret(ctx context.Context, opts ...client.CallOption) (*WebhookSettings, error)
}

// EventService reads the events of the account: what happened, to which customer,
// subscription or invoice. Methods may be added in a minor version; embed the
// interface in your fakes.
type EventService interface {
	Get(ctx context.Context, id string, opts ...client.CallOption) (*Event, error)
	List(ctx context.Context, params *EventListParams, opts ...client.CallOption) (*EventPage, error)
	All(ctx context.Context, params *EventListParams, opts ...client.CallOption) iter.Seq2[*Event, error]
}
