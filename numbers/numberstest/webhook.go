package numberstest

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
)

// WebhookRequest makes the request by which the vendor tells hook to the handler
// of a webhook: a POST to uri with a form under the documented names (pages
// sms-webhooks and voice-webhooks; that it is a form is inferred).
//
//	handler.ServeHTTP(recorder, numberstest.WebhookRequest(t, "/hooks/9f2c", numbers.Webhook{
//		Event: numbers.EventMessageReceived, Message: &numbers.WebhookMessage{MessageSID: sid, Text: "See you then"},
//	}))
//
// Empty fields are left out, but for Action, AccountSID and PropertySID, which
// default to "Webhook", [AccountSID] and [PropertySID]. Values are added under
// their own names, and go before the fields. A uri that can't be read fails the
// test.
func WebhookRequest(tb clienttest.TB, uri string, hook numbers.Webhook) *http.Request {
	tb.Helper()
	form := url.Values{}
	set := func(name, value, standard string) {
		if value = cmp.Or(value, standard); value != "" {
			form.Set(name, value)
		}
	}
	set("Action", hook.Action, "Webhook")
	set("Event", string(hook.Event), "")
	set("Account.Sid", hook.AccountSID, AccountSID)
	set("Property.Sid", hook.PropertySID, PropertySID)
	if m := hook.Message; m != nil {
		set("Message.Sid", m.MessageSID, "")
		set("Message.From", m.From, "")
		set("Message.To", m.To, "")
		set("Message.Text", m.Text, "")
	}
	if c := hook.Call; c != nil {
		set("Call.Sid", c.CallSID, "")
		set("Property.Name", c.PropertyName, "")
		set("Property.Type", c.PropertyType, "")
		if !c.StartDate.IsZero() {
			set("Call.StartDate", c.StartDate.UTC().Format(time.DateTime), "")
		}
		set("Call.From", c.From, "")
		set("Call.From.Country", c.FromCountry, "")
		set("Call.From.Region", c.FromRegion, "")
		set("Call.From.City", c.FromCity, "")
		set("Call.To", c.To, "")
		set("Call.To.Type", c.ToType, "")
		set("Call.To.Name", c.ToName, "")
		if c.Duration != 0 {
			set("Call.Duration", strconv.Itoa(c.Duration), "")
		}
		set("Call.Disposition", string(c.Disposition), "")
		set("Call.Recording.Uri", c.RecordingURI, "")
	}
	for name, value := range hook.Values {
		form.Set(name, value)
	}
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, uri, strings.NewReader(form.Encode()))
	if err != nil {
		tb.Fatalf("numberstest: the webhook's URI: %v", err)
		return nil
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}
