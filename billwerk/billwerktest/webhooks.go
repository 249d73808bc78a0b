package billwerktest

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

// webhook is the notification of an event to one URL.
type webhook struct {
	seq                          int
	id                           string
	of                           *event
	state                        billwerk.WebhookState
	url, username, password      string
	count                        int
	success, firstFail, lastFail time.Time
	requests                     []object
}

// hookSettings is the model WebhookSettings.
type hookSettings struct {
	fields object
	urls   []string
	secret string
	types  []string
}

// Models UpdateWebhookSettings, WebhookUpdateRequest, and WebhookResendRequest, which
// is WebhookDisableRequest too.
var (
	hookSettingsFields = fields("urls*:texts disabled*:bool username password alert_emails:texts alert_count:int event_types:texts")
	updateHookFields   = fields("webhooks*:texts url* username password")
	hookIDsFields      = fields("webhooks*:texts")
)

func webhookRoutes() []route {
	return []route{
		{"GET /v1/webhook", nil, (*Fake).webhooksBefore},
		{"GET /v1/webhook/{id}", nil, (*Fake).getWebhook},
		{"GET /v1/webhook/{id}/request", nil, (*Fake).webhookRequests},
		{"GET /v1/list/webhook", nil, (*Fake).listWebhooks},
		{"POST /v1/webhook/resend", hookIDsFields, onWebhooks((*webhook).resend)},
		{"POST /v1/webhook/update", updateHookFields, onWebhooks((*webhook).update)},
		{"POST /v1/webhook/disable", hookIDsFields, onWebhooks((*webhook).disable)},
		{"GET /v1/account/webhook_settings", nil, (*Fake).getHookSettings},
		{"PUT /v1/account/webhook_settings", hookSettingsFields, (*Fake).updateHookSettings},
		{"POST /v1/account/webhook_settings/secret", nil, (*Fake).newHookSecret},
	}
}

func defaultHookSettings() hookSettings {
	return hookSettings{
		fields: object{"urls": []string{WebhookURL}, "disabled": false}, urls: []string{WebhookURL}, secret: WebhookSecret,
	}
}

// addWebhooks makes a webhook for each URL, unless the settings say otherwise.
func (f *Fake) addWebhooks(e *event) {
	s := &f.hookSettings
	if disabled, _ := s.fields["disabled"].(bool); disabled || len(s.types) > 0 && !slices.Contains(s.types, string(e.kind)) {
		return
	}
	for _, address := range s.urls {
		w := &webhook{
			seq: len(f.hooks.rows) + 1, id: f.eventID(), of: e, state: billwerk.WebhookPending, url: address,
			username: text(s.fields["username"]), password: text(s.fields["password"]),
		}
		f.hooks.add(w, w.id)
	}
}

// content is what is delivered, signed with the secret of now.
func (f *Fake) content(w *webhook) []byte {
	e := w.of
	at := timestamp(e.created)
	v := object{
		"id": w.id, "event_id": e.id, "event_type": e.kind, "timestamp": at, "signature": signature(f.hookSettings.secret, at, w.id),
	}
	for name, value := range map[string]string{
		"customer": e.customer, "subscription": e.subscription, "invoice": e.invoice, "transaction": e.transaction,
		"payment_method": e.method, "payment_method_reference": e.reference, "credit_note": e.creditNote, "credit": e.credit,
	} {
		v.put(name, value)
	}
	data, err := client.Marshal(v)
	if err != nil {
		panic(err) // strings can be encoded
	}
	return data
}

// view is the model Webhook.
func (f *Fake) view(w *webhook) object {
	v := object{
		"id": w.id, "event": w.of.id, "state": w.state, "url": w.url, "content": string(f.content(w)), "created": stamp{w.of.created},
		"count": w.count,
	}
	v.put("username", w.username)
	v.put("password", w.password)
	v.stamp("success", w.success)
	v.stamp("first_fail", w.firstFail)
	v.stamp("last_fail", w.lastFail)
	return v
}

// named are the webhooks with an id, or those of an event.
func (f *Fake) named(id string) ([]*webhook, *refusal) {
	if w, found := f.hooks.get(id); found {
		return []*webhook{w}, nil
	}
	var found []*webhook
	for _, w := range f.hooks.rows {
		if w.of.id == id {
			found = append(found, w)
		}
	}
	if found == nil {
		return nil, fail(billwerk.CodeWebhookNotFound)
	}
	return found, nil
}

func (f *Fake) views(webhooks []*webhook) []object {
	list := make([]object, len(webhooks))
	for i, w := range webhooks {
		list[i] = f.view(w)
	}
	return list
}

func (f *Fake) getWebhook(c *call) (any, *refusal) {
	found, refused := f.named(c.PathValue("id"))
	if refused != nil {
		return nil, refused
	}
	return f.views(found), nil
}

func (f *Fake) webhookRequests(c *call) (any, *refusal) {
	w, found := f.hooks.get(c.PathValue("id"))
	if !found {
		return nil, fail(billwerk.CodeWebhookNotFound)
	}
	return append([]object{}, w.requests...), nil
}

// onWebhooks makes an operation on the webhooks that a request names: on all of
// them, or, if one isn't there, on none.
func onWebhooks(do func(*webhook, body)) func(*Fake, *call) (any, *refusal) {
	return func(f *Fake, c *call) (any, *refusal) {
		ids := c.body.texts("webhooks")
		if len(ids) < 1 || len(ids) > 100 {
			return nil, malformed("webhooks: 1 to 100 ids")
		}
		if refused := validTarget(c.body); refused != nil {
			return nil, refused
		}
		var all []*webhook
		for _, id := range ids {
			found, refused := f.named(id)
			if refused != nil {
				return nil, refused
			}
			all = append(all, found...)
		}
		for _, w := range all {
			do(w, c.body)
		}
		return f.views(all), nil
	}
}

func (w *webhook) resend(body) { w.state = billwerk.WebhookPending }

func (w *webhook) update(b body) {
	w.url, w.username, w.password = b.text("url"), b.text("username"), b.text("password")
	w.state = billwerk.WebhookPending
}

// disable leaves what is done: what the vendor does is not documented.
func (w *webhook) disable(body) {
	if w.state != billwerk.WebhookCompleted {
		w.state = billwerk.WebhookDisabled
	}
}

func validTarget(b body) *refusal {
	if !b.has("url") {
		return nil
	}
	return validURL(b.text("url"))
}

// validURL wants one of the two ports that the vendor calls.
func validURL(address string) *refusal {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return malformed("url: not an HTTP address")
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		return malformed("url: the port %s is not 80 or 443", port)
	}
	return nil
}

func (f *Fake) getHookSettings(*call) (any, *refusal) {
	v := object{"secret": f.hookSettings.secret}
	maps.Copy(v, f.hookSettings.fields)
	return v, nil
}

func (f *Fake) updateHookSettings(c *call) (any, *refusal) {
	for _, address := range c.body.texts("urls") {
		if refused := validURL(address); refused != nil {
			return nil, refused
		}
	}
	if c.body.has("alert_count") && c.body.integer("alert_count") < 4 {
		return nil, malformed("alert_count: below 4")
	}
	replaced := object{}
	c.body.copyTo(replaced, "urls disabled username password alert_emails alert_count event_types")
	f.hookSettings.fields, f.hookSettings.urls, f.hookSettings.types = replaced, c.body.texts("urls"), c.body.texts("event_types")
	return f.getHookSettings(c)
}

func (f *Fake) newHookSecret(c *call) (any, *refusal) {
	f.hookSettings.secret = fmt.Sprintf("whs_%016x", f.eventIDs.Uint64())
	return f.getHookSettings(c)
}
