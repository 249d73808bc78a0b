package numbers_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/numbers"
)

func webhookRequest(t testing.TB, method, query, contentType, body string) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "/hook", strings.NewReader(body))
	r.URL.RawQuery = query
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	return r
}

const formType = "application/x-www-form-urlencoded; charset=utf-8"

// The encoding is not documented: query, form and JSON carry the same.
func TestWebhookEncodings(t *testing.T) {
	t.Parallel()
	message := string(sample(t, "webhook_message.txt"))
	const flat = `{"Action":"Webhook","Event":"message.received","Account.Sid":"` + accountSID + `","Property.Sid":"` + propertySID + `",
		"Message.Sid":"MR5T9ZK1VX8WQ3NB7HC2J6LPYF4SGDAE","Message.From":"+61491570006","Message.To":"+61491570158","Message.Text":"Thanks, see you then"}`
	const nested = `{"Action":"Webhook","Event":"Message.Received","Account":{"Sid":"` + accountSID + `"},"Property":{"Sid":"` + propertySID + `"},
		"Message":{"Sid":"MR5T9ZK1VX8WQ3NB7HC2J6LPYF4SGDAE","From":"+61491570006","To":"+61491570158","Text":"Thanks, see you then"},"New":[1],"N":null}`
	for name, r := range map[string]*http.Request{
		"query":               webhookRequest(t, http.MethodGet, message, "", ""),
		"form":                webhookRequest(t, http.MethodPost, "token=x", formType, message),
		"form without a type": webhookRequest(t, http.MethodPost, "", "", message),
		"query of a POST":     webhookRequest(t, http.MethodPost, message, "", ""),
		"flat JSON":           webhookRequest(t, http.MethodPost, "", "application/json", flat),
		"nested JSON":         webhookRequest(t, http.MethodPost, "", "application/json; charset=utf-8", nested),
		"JSON without a type": webhookRequest(t, http.MethodPost, "", "text/plain", flat),
		"lower-case names":    webhookRequest(t, http.MethodGet, strings.NewReplacer("Message.", "message.", "Event", "event", "Action", "ACTION").Replace(message), "", ""),
		"body before query":   webhookRequest(t, http.MethodPost, "Event=Call.Initiate&Message.Sid=x", formType, message),
	} {
		w, err := numbers.ParseWebhook(r)
		require.NoError(t, err, name)
		assert.Equal(t, numbers.EventMessageReceived, w.Event, name)
		assert.Equal(t, "Webhook", w.Action, name)
		assert.Equal(t, accountSID, w.AccountSID, name)
		assert.Equal(t, propertySID, w.PropertySID, name)
		assert.Nil(t, w.Call, name)
		assert.Equal(t, &numbers.WebhookMessage{
			MessageSID: "MR5T9ZK1VX8WQ3NB7HC2J6LPYF4SGDAE", From: "+61491570006", To: "+61491570158", Text: "Thanks, see you then",
		}, w.Message, name)
	}
}

// Page voice-webhooks.
func TestVoiceWebhook(t *testing.T) {
	t.Parallel()
	w, err := numbers.ParseWebhook(webhookRequest(t, http.MethodPost, "", formType, string(sample(t, "webhook_call.txt"))))
	require.NoError(t, err)
	assert.Equal(t, numbers.EventCallComplete, w.Event)
	assert.Nil(t, w.Message)
	assert.Equal(t, &numbers.WebhookCall{
		CallSID: "CX2B7WQ9KT4ZM1VN8RH5CJ3LPYF6SGDA", PropertyName: "retail.example.com", PropertyType: "Site",
		StartDate: time.Date(2025, 5, 31, 2, 14, 7, 0, time.UTC), From: "+61491570110", FromCountry: "Australia", To: "+61255501234",
		ToType: "Static", ToName: "Sydney showroom", Duration: 184, Disposition: numbers.CallAnswered,
	}, w.Call)

	// The beginning of a call has less, and new events may have anything.
	w, err = numbers.ParseWebhook(webhookRequest(t, http.MethodGet, "Event=Call.Initiate&Call.From=anonymous&Call.StartDate=soon&Call.Duration=-", "", ""))
	require.NoError(t, err)
	assert.Equal(t, &numbers.WebhookCall{From: "anonymous"}, w.Call)
	w, err = numbers.ParseWebhook(webhookRequest(t, http.MethodGet, "Event=Flow.Changed&Flow.Id=7", "", ""))
	require.NoError(t, err)
	assert.Equal(t, numbers.WebhookEvent("Flow.Changed"), w.Event)
	assert.Equal(t, "7", w.Values["Flow.Id"])
	assert.True(t, w.Message == nil && w.Call == nil)
}

func TestWebhookRefuses(t *testing.T) {
	t.Parallel()
	long := "Event=Message.Received&Message.Text=" + strings.Repeat("a", numbers.MaxWebhookBytes)
	for name, r := range map[string]*http.Request{
		"another method": webhookRequest(t, http.MethodPut, "Event=Message.Received", "", ""),
		"no event":       webhookRequest(t, http.MethodGet, "Action=Webhook", "", ""),
		"nothing":        webhookRequest(t, http.MethodPost, "", formType, ""),
		"bad query":      webhookRequest(t, http.MethodGet, "Event=Message.Received&a=%zz", "", ""),
		"bad form":       webhookRequest(t, http.MethodPost, "", formType, "Event=Message.Received&a=%zz"),
		"bad JSON":       webhookRequest(t, http.MethodPost, "", "application/json", `{"Event":`),
		"no object":      webhookRequest(t, http.MethodPost, "", "application/json", `["Event"]`),
		"too deep":       webhookRequest(t, http.MethodPost, "", "application/json", `{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}},"Event":"Call.Initiate"}`),
		"multipart":      webhookRequest(t, http.MethodPost, "", "multipart/form-data; boundary=x", "--x--"),
		"too long":       webhookRequest(t, http.MethodPost, "", formType, long),
	} {
		w, err := numbers.ParseWebhook(r)
		require.ErrorIs(t, err, client.ErrInvalid, name)
		assert.Nil(t, w, name)
	}
	_, err := numbers.ParseWebhook(webhookRequest(t, http.MethodPost, "", formType, long))
	require.ErrorIs(t, err, client.ErrTooLarge)
	assert.Less(t, len(err.Error()), 512)
}

func FuzzParseWebhook(f *testing.F) {
	f.Add(true, "", formType, string(sample(f, "webhook_call.txt")))
	f.Add(false, string(sample(f, "webhook_message.txt")), "", "")
	f.Add(true, "a=b", "application/json", `{"Event":"Call.Complete","Call":{"Sid":"C1","From.City":"x","Duration":3}}`)
	f.Fuzz(func(t *testing.T, post bool, query, contentType, body string) {
		r := &http.Request{Method: http.MethodGet, Header: http.Header{"Content-Type": {contentType}}}
		r.URL = webhookRequest(t, http.MethodGet, "", "", "").URL
		r.URL.RawQuery = query
		if post {
			r = webhookRequest(t, http.MethodPost, "", contentType, body)
			r.URL.RawQuery = query
		}
		w, err := numbers.ParseWebhook(r)
		if err != nil {
			require.ErrorIs(t, err, client.ErrInvalid)
			return
		}
		assert.NotEmpty(t, w.Event)
		assert.False(t, w.Message != nil && w.Call != nil)
	})
}
