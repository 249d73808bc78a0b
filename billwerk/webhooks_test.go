package billwerk_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// The secrets that are planted in these tests.
const (
	hookSecret   = "whs_5d0c2f6b91e84c7aa3d2"
	hookPassword = "basic-4af1c09d27e3"
)

const (
	aWebhook    = `{"id":"w1","event":"e1","state":"pending","url":"https://shop.example.org","content":"{}","password":"` + hookPassword + `"}`
	aRequest    = `{"id":"q1","duration":12}`
	hookSetting = `{"urls":["https://shop.example.org"],"disabled":false,"secret":"` + hookSecret + `","username":"u","password":"` + hookPassword + `",
		"alert_emails":["a@example.org"],"alert_count":5,"event_types":["invoice_settled"]}`
)

func webhookOperations() map[string]operation {
	list := "[" + aWebhook + "]"
	return map[string]operation{
		"get": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.Get(ctx, "w1"))
		}, "GET", "/v1/webhook/w1", list, true, false},
		"requests": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.Requests(ctx, "w1"))
		}, "GET", "/v1/webhook/w1/request", "[" + aRequest + "]", true, false},
		"list": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.List(ctx, nil))
		}, "GET", "/v1/list/webhook", `{"content":` + list + `}`, true, false},
		"list before": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.ListBefore(ctx, nil))
		}, "GET", "/v1/webhook", list, true, false},
		"resend": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.Resend(ctx, []string{"w1", "e2"}))
		}, "POST", "/v1/webhook/resend", list, false, false},
		"update": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.Update(ctx, &billwerk.WebhookUpdateParams{IDs: []string{"w1"}, URL: "https://new.example.org"}))
		}, "POST", "/v1/webhook/update", list, false, false},
		"disable": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.Disable(ctx, []string{"w1"}))
		}, "POST", "/v1/webhook/disable", list, false, false},
		"settings": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.Settings(ctx))
		}, "GET", "/v1/account/webhook_settings", hookSetting, true, false},
		"update settings": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.UpdateSettings(ctx, nil))
		}, "PUT", "/v1/account/webhook_settings", hookSetting, true, false},
		"new secret": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.NewSecret(ctx))
		}, "POST", "/v1/account/webhook_settings/secret", hookSetting, false, false},
	}
}

// The bodies hold the password as it is, and all else under its documented name.
func TestWebhookBodies(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		call func(context.Context, *billwerk.Client) error
		want string
	}{
		"resend": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.Resend(ctx, []string{"w1", "e2"}))
		}, `{"webhooks":["w1","e2"]}`},
		"disable": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.Disable(ctx, []string{"w1"}))
		}, `{"webhooks":["w1"]}`},
		"update": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.Update(ctx, &billwerk.WebhookUpdateParams{IDs: []string{"w1"}, URL: "https://n.example", Username: "u", Password: hookPassword}))
		}, `{"webhooks":["w1"],"url":"https://n.example","username":"u","password":"` + hookPassword + `"}`},
		"update without password": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.Update(ctx, &billwerk.WebhookUpdateParams{IDs: []string{"w1"}, URL: "https://n.example"}))
		}, `{"webhooks":["w1"],"url":"https://n.example"}`},
		"settings": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.UpdateSettings(ctx, &billwerk.WebhookSettingsParams{
				URLs: []string{"https://a.example"}, Disabled: true, Username: "u", Password: hookPassword,
				AlertEmails: []string{"a@example.org"}, AlertCount: 4, EventTypes: []billwerk.EventType{billwerk.EventInvoiceSettled},
			}))
		}, `{"urls":["https://a.example"],"disabled":true,"username":"u","password":"` + hookPassword + `","alert_emails":["a@example.org"],"alert_count":4,"event_types":["invoice_settled"]}`},
		"no settings": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.UpdateSettings(ctx, nil))
		}, `{"urls":[],"disabled":false}`},
		"modified settings": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.ModifySettings(ctx, func(p *billwerk.WebhookSettingsParams) { p.URLs = append(p.URLs, "https://b.example") }))
		}, `{"urls":["https://shop.example.org","https://b.example"],"disabled":false,"username":"u","password":"` + hookPassword + `",
			"alert_emails":["a@example.org"],"alert_count":5,"event_types":["invoice_settled"]}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, transport := apiOf(t, func(w http.ResponseWriter, r *http.Request) {
				answer := "[" + aWebhook + "]"
				if strings.Contains(r.URL.Path, "settings") {
					answer = hookSetting
				}
				says(http.StatusOK, answer)(w, r)
			})
			require.NoError(t, tc.call(t.Context(), c))
			requests := transport.Requests()
			assert.JSONEq(t, tc.want, string(requests[len(requests)-1].Body))
		})
	}
}

func TestWebhooksRefuse(t *testing.T) {
	t.Parallel()
	tooMany := make([]string, 101)
	for i := range tooMany {
		tooMany[i] = fmt.Sprint("w", i)
	}
	update := func(p *billwerk.WebhookUpdateParams) func(context.Context, *billwerk.Client) error {
		return func(ctx context.Context, c *billwerk.Client) error { return drop(c.Webhooks.Update(ctx, p)) }
	}
	settings := func(p *billwerk.WebhookSettingsParams) func(context.Context, *billwerk.Client) error {
		return func(ctx context.Context, c *billwerk.Client) error { return drop(c.Webhooks.UpdateSettings(ctx, p)) }
	}
	before := func(p *billwerk.WebhookBeforeParams) func(context.Context, *billwerk.Client) error {
		return func(ctx context.Context, c *billwerk.Client) error {
			for _, err := range c.Webhooks.AllBefore(ctx, p) {
				if err == nil {
					return nil
				}
			}
			return drop(c.Webhooks.ListBefore(ctx, p))
		}
	}
	now := time.Now()
	for name, call := range map[string]func(context.Context, *billwerk.Client) error{
		"resend nothing":  func(ctx context.Context, c *billwerk.Client) error { return drop(c.Webhooks.Resend(ctx, nil)) },
		"resend too many": func(ctx context.Context, c *billwerk.Client) error { return drop(c.Webhooks.Resend(ctx, tooMany)) },
		"disable nothing": func(ctx context.Context, c *billwerk.Client) error { return drop(c.Webhooks.Disable(ctx, nil)) },
		"disable an empty id": func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.Disable(ctx, []string{""}))
		},
		"update nothing":       update(&billwerk.WebhookUpdateParams{URL: "https://a.example"}),
		"update without a URL": update(&billwerk.WebhookUpdateParams{IDs: []string{"w1"}}),
		"nil update":           update(nil),
		"an empty URL":         settings(&billwerk.WebhookSettingsParams{URLs: []string{""}}),
		"an early alert":       settings(&billwerk.WebhookSettingsParams{AlertCount: 3}),
		"nil change":           func(ctx context.Context, c *billwerk.Client) error { return drop(c.Webhooks.ModifySettings(ctx, nil)) },
		"a page too large":     before(&billwerk.WebhookBeforeParams{Size: 101}),
		"a negative page":      before(&billwerk.WebhookBeforeParams{Size: -1}),
		"after is not before":  before(&billwerk.WebhookBeforeParams{CreatedBefore: now, CreatedAfter: now.Add(time.Second)}),
		"a list page too large": func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Webhooks.List(ctx, &billwerk.WebhookListParams{ListParams: billwerk.ListParams{Size: 101}}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, transport := apiOf(t, says(http.StatusOK, "[]"))
			require.ErrorIs(t, call(t.Context(), c), client.ErrInvalid)
			assert.Zero(t, transport.Count())
		})
	}
	c, _ := apiOf(t, says(http.StatusOK, "[]"))
	require.NoError(t, drop(c.Webhooks.Resend(t.Context(), tooMany[:100])))
}

// Every documented field arrives, the secret ones too.
func TestWebhookFields(t *testing.T) {
	t.Parallel()
	c, _ := apiOf(t, inTurn(says(http.StatusOK, hookSetting), says(http.StatusOK, `[{"id":"w1","event":"e1","state":"retrying","url":"https://u.example",
		"content":"{\"id\":\"w1\",\"event_id\":\"e1\",\"event_type\":\"invoice_settled\",\"timestamp\":\"2025-03-14T09:26:53.589Z\",\"invoice\":\"i1\"}",
		"created":"2025-03-14T09:26:53.589+00:00","count":2,"username":"u","password":"`+hookPassword+`","success":"2025-03-14T09:30:00Z",
		"first_fail":"2025-03-14T09:27:00Z","last_fail":"2025-03-14T09:28:00Z","alert_count":1,"alert_sent":"2025-03-14T09:29:00Z"}]`),
		says(http.StatusOK, `[{"id":"q1","initiated":"2025-03-14T09:26:54Z","duration":1250,"headers":"Server: x","content":"ok","http_status":204},
			{"id":"q2","duration":9223372036854775807}]`)))
	settings, err := c.Webhooks.Settings(t.Context())
	require.NoError(t, err)
	assert.Equal(t, &billwerk.WebhookSettings{
		URLs: []string{"https://shop.example.org"}, Secret: hookSecret, Username: "u", Password: hookPassword,
		AlertEmails: []string{"a@example.org"}, AlertCount: 5, EventTypes: []billwerk.EventType{billwerk.EventInvoiceSettled},
	}, settings)
	found, err := c.Webhooks.Get(t.Context(), "e1")
	require.NoError(t, err)
	at := func(minute, second int) billwerk.Timestamp {
		return billwerk.Timestamp{Time: time.Date(2025, 3, 14, 9, minute, second, 0, time.UTC)}
	}
	w := found[0]
	assert.Equal(t, billwerk.WebhookRetrying, w.State)
	assert.Equal(t, hookPassword, w.Password.Reveal())
	assert.Equal(t, []any{"w1", "e1", "https://u.example", "u", 2, 1}, []any{w.ID, w.Event, w.URL, w.Username, w.Count, w.AlertCount})
	assert.Equal(t, []billwerk.Timestamp{at(30, 0), at(27, 0), at(28, 0), at(29, 0)}, []billwerk.Timestamp{w.Success, w.FirstFail, w.LastFail, w.AlertSent})
	d, err := w.Delivery()
	require.NoError(t, err)
	assert.Equal(t, "i1", d.Invoice)
	assert.Equal(t, w.Created.Time, d.Time())
	_, err = (&billwerk.Webhook{Content: "{}"}).Delivery()
	require.ErrorIs(t, err, client.ErrInvalid)

	requests, err := c.Webhooks.Requests(t.Context(), "w1")
	require.NoError(t, err)
	assert.Equal(t, &billwerk.WebhookRequest{
		ID: "q1", Initiated: at(26, 54), Duration: 1250 * time.Millisecond, Headers: "Server: x", Content: "ok", Status: 204,
	}, requests[0])
	assert.Positive(t, requests[1].Duration, "no overflow")
	encoded, err := json.Marshal(requests[0])
	require.NoError(t, err)
	assert.JSONEq(t, `{"id":"q1","initiated":"2025-03-14T09:26:54Z","duration":1250,"headers":"Server: x","content":"ok","http_status":204}`, string(encoded))
}

// Neither results nor errors show the signing secret or the password.
func TestWebhookSecretsDontPrint(t *testing.T) {
	t.Parallel()
	canary := clienttest.NewCanary(t, hookSecret, hookPassword)
	ctx := t.Context()
	params := &billwerk.WebhookSettingsParams{Password: hookPassword}
	update := &billwerk.WebhookUpdateParams{IDs: []string{"w1"}, URL: "https://a.example", Password: hookPassword}
	canary.Check(t, "parameters", params, update, *params, *update, []any{params, update})

	var response client.Response
	c, _ := apiOf(t, inTurn(says(http.StatusOK, hookSetting), says(http.StatusOK, "["+aWebhook+"]")))
	settings, err := c.Webhooks.Settings(ctx, client.WithResponse(&response))
	require.NoError(t, err)
	canary.Check(t, "settings", settings, *settings, []*billwerk.WebhookSettings{settings}, response, settings.UpdateParams())
	found, err := c.Webhooks.Get(ctx, "w1", client.WithResponse(&response))
	require.NoError(t, err)
	canary.Check(t, "webhook", found, found[0], response)

	// An answer that can't be read, and a refusal that repeats the request.
	for name, op := range webhookOperations() {
		c, _ := apiOf(t, says(http.StatusOK, `{"secret":"`+hookSecret+`","password":["`+hookPassword+`"]`))
		err := op.call(ctx, c)
		require.Error(t, err, name)
		canary.Check(t, name, err)
		var decode *client.DecodeError
		require.ErrorAs(t, err, &decode, name)
		assert.NotContains(t, string(decode.Body), hookSecret, name)
	}
	for name, call := range map[string]func(*billwerk.Client) error{
		"settings": func(c *billwerk.Client) error { return drop(c.Webhooks.UpdateSettings(ctx, params)) },
		"update":   func(c *billwerk.Client) error { return drop(c.Webhooks.Update(ctx, update)) },
	} {
		c, _ := apiOf(t, says(http.StatusUnprocessableEntity, `{"code":1,"error":"Invalid request","message":"password `+hookPassword+` is too short"}`))
		err := call(c)
		e, ok := errors.AsType[*billwerk.Error](err)
		require.True(t, ok, name)
		assert.Equal(t, "password [redacted] is too short", e.Detail)
		assert.NotContains(t, string(e.Body)+e.Message, hookPassword)
		canary.Check(t, name, err)
	}
}

// A refusal repeats the password as JSON and headers have it, and in whatever type.
func TestWebhookPasswordsAreRedactedEscaped(t *testing.T) {
	t.Parallel()
	const password = `pa"ss<w>/ord`
	text, err := json.Marshal("password " + password + " is too short")
	require.NoError(t, err)
	for _, code := range []string{"1", "122"} {
		answer := says(http.StatusTooManyRequests, `{"code":`+code+`,"error":"e","message":`+string(text)+`}`, "X-Echo", password)
		for name, call := range map[string]func(*billwerk.Client) error{
			"settings": func(c *billwerk.Client) error {
				return drop(c.Webhooks.UpdateSettings(t.Context(), &billwerk.WebhookSettingsParams{Password: password}, client.WithMaxAttempts(1)))
			},
			"update": func(c *billwerk.Client) error {
				p := &billwerk.WebhookUpdateParams{IDs: []string{"w1"}, URL: "https://a.example", Password: password}
				return drop(c.Webhooks.Update(t.Context(), p, client.WithMaxAttempts(1)))
			},
		} {
			c, _ := apiOf(t, answer)
			e, ok := errors.AsType[*billwerk.Error](call(c))
			require.True(t, ok, name)
			assert.Equal(t, "password [redacted] is too short", e.Detail, name)
			assert.NotContains(t, string(e.Body), "ord is too", name)
			assert.Equal(t, "[redacted]", e.Header.Get("X-Echo"), name)
		}
	}
}
