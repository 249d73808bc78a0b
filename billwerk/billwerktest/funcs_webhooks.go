package billwerktest

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// FakeWebhooks is a billwerk.WebhookService made of functions. A method whose function is nil
// returns an error that says so.
type FakeWebhooks struct {
	GetFunc            func(ctx context.Context, id string, opts ...client.CallOption) ([]*billwerk.Webhook, error)
	RequestsFunc       func(ctx context.Context, id string, opts ...client.CallOption) ([]*billwerk.WebhookRequest, error)
	ListFunc           func(ctx context.Context, params *billwerk.WebhookListParams, opts ...client.CallOption) (*billwerk.Page[billwerk.Webhook], error)
	AllFunc            func(ctx context.Context, params *billwerk.WebhookListParams, opts ...client.CallOption) iter.Seq2[*billwerk.Webhook, error]
	ListBeforeFunc     func(ctx context.Context, params *billwerk.WebhookBeforeParams, opts ...client.CallOption) ([]*billwerk.Webhook, error)
	AllBeforeFunc      func(ctx context.Context, params *billwerk.WebhookBeforeParams, opts ...client.CallOption) iter.Seq2[*billwerk.Webhook, error]
	ResendFunc         func(ctx context.Context, ids []string, opts ...client.CallOption) ([]*billwerk.Webhook, error)
	UpdateFunc         func(ctx context.Context, params *billwerk.WebhookUpdateParams, opts ...client.CallOption) ([]*billwerk.Webhook, error)
	DisableFunc        func(ctx context.Context, ids []string, opts ...client.CallOption) ([]*billwerk.Webhook, error)
	SettingsFunc       func(ctx context.Context, opts ...client.CallOption) (*billwerk.WebhookSettings, error)
	UpdateSettingsFunc func(ctx context.Context, params *billwerk.WebhookSettingsParams, opts ...client.CallOption) (*billwerk.WebhookSettings, error)
	ModifySettingsFunc func(ctx context.Context, change func(*billwerk.WebhookSettingsParams), opts ...client.CallOption) (*billwerk.WebhookSettings, error)
	NewSecretFunc      func(ctx context.Context, opts ...client.CallOption) (*billwerk.WebhookSettings, error)
}

var _ billwerk.WebhookService = (*FakeWebhooks)(nil)

// Get calls GetFunc.
func (f *FakeWebhooks) Get(ctx context.Context, id string, opts ...client.CallOption) ([]*billwerk.Webhook, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeWebhooks.GetFunc")
	}
	return f.GetFunc(ctx, id, opts...)
}

// Requests calls RequestsFunc.
func (f *FakeWebhooks) Requests(ctx context.Context, id string, opts ...client.CallOption) ([]*billwerk.WebhookRequest, error) {
	if f.RequestsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeWebhooks.RequestsFunc")
	}
	return f.RequestsFunc(ctx, id, opts...)
}

// List calls ListFunc.
func (f *FakeWebhooks) List(ctx context.Context, params *billwerk.WebhookListParams, opts ...client.CallOption) (*billwerk.Page[billwerk.Webhook], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeWebhooks.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeWebhooks) All(ctx context.Context, params *billwerk.WebhookListParams, opts ...client.CallOption) iter.Seq2[*billwerk.Webhook, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*billwerk.Webhook](clienttest.Unset("billwerktest.FakeWebhooks.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// ListBefore calls ListBeforeFunc.
func (f *FakeWebhooks) ListBefore(ctx context.Context, params *billwerk.WebhookBeforeParams, opts ...client.CallOption) ([]*billwerk.Webhook, error) {
	if f.ListBeforeFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeWebhooks.ListBeforeFunc")
	}
	return f.ListBeforeFunc(ctx, params, opts...)
}

// AllBefore calls AllBeforeFunc.
func (f *FakeWebhooks) AllBefore(ctx context.Context, params *billwerk.WebhookBeforeParams, opts ...client.CallOption) iter.Seq2[*billwerk.Webhook, error] {
	if f.AllBeforeFunc == nil {
		return clienttest.Sequence[*billwerk.Webhook](clienttest.Unset("billwerktest.FakeWebhooks.AllBeforeFunc"))
	}
	return f.AllBeforeFunc(ctx, params, opts...)
}

// Resend calls ResendFunc.
func (f *FakeWebhooks) Resend(ctx context.Context, ids []string, opts ...client.CallOption) ([]*billwerk.Webhook, error) {
	if f.ResendFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeWebhooks.ResendFunc")
	}
	return f.ResendFunc(ctx, ids, opts...)
}

// Update calls UpdateFunc.
func (f *FakeWebhooks) Update(ctx context.Context, params *billwerk.WebhookUpdateParams, opts ...client.CallOption) ([]*billwerk.Webhook, error) {
	if f.UpdateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeWebhooks.UpdateFunc")
	}
	return f.UpdateFunc(ctx, params, opts...)
}

// Disable calls DisableFunc.
func (f *FakeWebhooks) Disable(ctx context.Context, ids []string, opts ...client.CallOption) ([]*billwerk.Webhook, error) {
	if f.DisableFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeWebhooks.DisableFunc")
	}
	return f.DisableFunc(ctx, ids, opts...)
}

// Settings calls SettingsFunc.
func (f *FakeWebhooks) Settings(ctx context.Context, opts ...client.CallOption) (*billwerk.WebhookSettings, error) {
	if f.SettingsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeWebhooks.SettingsFunc")
	}
	return f.SettingsFunc(ctx, opts...)
}

// UpdateSettings calls UpdateSettingsFunc.
func (f *FakeWebhooks) UpdateSettings(ctx context.Context, params *billwerk.WebhookSettingsParams, opts ...client.CallOption) (*billwerk.WebhookSettings, error) {
	if f.UpdateSettingsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeWebhooks.UpdateSettingsFunc")
	}
	return f.UpdateSettingsFunc(ctx, params, opts...)
}

// ModifySettings calls ModifySettingsFunc.
func (f *FakeWebhooks) ModifySettings(ctx context.Context, change func(*billwerk.WebhookSettingsParams), opts ...client.CallOption) (*billwerk.WebhookSettings, error) {
	if f.ModifySettingsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeWebhooks.ModifySettingsFunc")
	}
	return f.ModifySettingsFunc(ctx, change, opts...)
}

// NewSecret calls NewSecretFunc.
func (f *FakeWebhooks) NewSecret(ctx context.Context, opts ...client.CallOption) (*billwerk.WebhookSettings, error) {
	if f.NewSecretFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeWebhooks.NewSecretFunc")
	}
	return f.NewSecretFunc(ctx, opts...)
}
