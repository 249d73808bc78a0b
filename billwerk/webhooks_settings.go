package billwerk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
)

// WebhookSettings say where the account's webhooks go to, and how they are signed
// (model WebhookSettings).
type WebhookSettings struct {
	URLs     []string `json:"urls"`
	Disabled bool     `json:"disabled"`
	// Secret is the signing secret that [ParseWebhook] takes.
	Secret auth.Secret `json:"secret"`
	// Username and Password are Basic credentials that are sent along.
	Username string      `json:"username,omitzero"`
	Password auth.Secret `json:"password,omitzero"`
	// AlertEmails get a mail after AlertCount failures of a webhook.
	AlertEmails []string `json:"alert_emails,omitzero"`
	AlertCount  int      `json:"alert_count,omitzero"`
	// EventTypes are the only ones that are sent; empty means all (inferred).
	EventTypes []EventType `json:"event_types,omitzero"`
}

// Verify wants a secret: settings without one would make an empty key, which
// anybody can sign with.
func (s *WebhookSettings) Verify() error {
	if s.Secret == "" {
		return missing("secret")
	}
	return nil
}

// String leaves the secrets out, see [Webhook.String].
func (s *WebhookSettings) String() string {
	return fmt.Sprintf("webhook settings of %d URLs", len(s.URLs))
}

// UpdateParams are the parameters that leave the settings as they are.
func (s *WebhookSettings) UpdateParams() *WebhookSettingsParams {
	return &WebhookSettingsParams{
		URLs: s.URLs, Disabled: s.Disabled, Username: s.Username, Password: s.Password,
		AlertEmails: s.AlertEmails, AlertCount: s.AlertCount, EventTypes: s.EventTypes,
	}
}

// minAlertCount is the documented minimum, about an hour of retries.
const minAlertCount = 4

// WebhookSettingsParams replace the settings (model UpdateWebhookSettings).
type WebhookSettingsParams struct {
	// URLs have the ports 80 or 443; use https. None means that nothing is sent.
	URLs     []string `json:"urls"`
	Disabled bool     `json:"disabled"`
	// Username and Password are Basic credentials to send along.
	Username    string      `json:"username,omitzero"`
	Password    auth.Secret `json:"password,omitzero"`
	AlertEmails []string    `json:"alert_emails,omitzero"`
	// AlertCount is at least 4, about an hour of retries; 0 takes the vendor's default.
	AlertCount int `json:"alert_count,omitzero"`
	// EventTypes are the only ones to send; empty means all (inferred).
	EventTypes []EventType `json:"event_types,omitzero"`
}

// String leaves the password out, see [Webhook.String].
func (p *WebhookSettingsParams) String() string {
	return fmt.Sprintf("webhook settings of %d URLs", len(p.URLs))
}

// Validate wants no empty URL, and an alert count of 4 or more, or 0.
func (p *WebhookSettingsParams) Validate() error {
	if slices.Contains(p.URLs, "") {
		return errors.New("a URL of the webhook settings is empty")
	}
	if p.AlertCount != 0 && p.AlertCount < minAlertCount {
		return fmt.Errorf("the alert count is %d, less than %d", p.AlertCount, minAlertCount)
	}
	return nil
}

var (
	opWebhookSettings = client.Operation{
		Name: "webhooks.settings", Method: http.MethodGet, Path: "/v1/account/webhook_settings", Sensitive: true,
	}
	opWebhookUpdateSettings = client.Operation{
		Name: "webhooks.update_settings", Method: http.MethodPut, Path: "/v1/account/webhook_settings", Sensitive: true,
		Repeat: client.RepeatAlways, Why: whyReplaces,
	}
	opWebhookNewSecret = client.Operation{
		Name: "webhooks.new_secret", Method: http.MethodPost, Path: "/v1/account/webhook_settings/secret", Sensitive: true,
		Repeat: client.RepeatNever, Why: "a repeat makes one more secret, and the one before is void",
	}
)

func (s *webhookService) Settings(ctx context.Context, opts ...client.CallOption) (*WebhookSettings, error) {
	return client.Call[WebhookSettings](ctx, s.client, client.Request{Op: &opWebhookSettings}, opts...)
}

func (s *webhookService) UpdateSettings(ctx context.Context, params *WebhookSettingsParams, opts ...client.CallOption) (*WebhookSettings, error) {
	p := orEmpty(params)
	body := &settingsBody{WebhookSettingsParams: p, URLs: p.URLs, Password: p.Password.Reveal()}
	if body.URLs == nil {
		body.URLs = []string{} // the list is required, and null is none
	}
	return client.Call[WebhookSettings](ctx, s.client, client.Request{
		Op: &opWebhookUpdateSettings, Body: body, Secrets: []auth.Secret{p.Password},
	}, opts...)
}

// settingsBody is the wire form. Its fields hide those of the parameters: there the
// password would be encoded as "[redacted]".
type settingsBody struct {
	*WebhookSettingsParams
	URLs     []string `json:"urls"`
	Password string   `json:"password,omitzero"`
}

func (s *webhookService) ModifySettings(ctx context.Context, change func(*WebhookSettingsParams), opts ...client.CallOption) (*WebhookSettings, error) {
	if change == nil {
		return nil, invalidCall(&opWebhookUpdateSettings, errors.New("the change is nil"))
	}
	return modify(
		func() (*WebhookSettings, error) { return s.Settings(ctx, opts...) },
		func(current *WebhookSettings) (*WebhookSettings, error) {
			params := current.UpdateParams()
			change(params)
			return s.UpdateSettings(ctx, params, opts...)
		})
}

func (s *webhookService) NewSecret(ctx context.Context, opts ...client.CallOption) (*WebhookSettings, error) {
	return client.Call[WebhookSettings](ctx, s.client, client.Request{Op: &opWebhookNewSecret}, opts...)
}
