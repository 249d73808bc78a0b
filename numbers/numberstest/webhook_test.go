package numberstest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

// What a handler reads is what the test has told.
func TestWebhookRequestIsReadBack(t *testing.T) {
	t.Parallel()
	message := &numbers.WebhookMessage{MessageSID: "M1", From: "+61491570006", To: "+61491570158", Text: "Thanks & see you"}
	call := &numbers.WebhookCall{
		CallSID: "C1", PropertyName: "retail.example.com", PropertyType: "Site", StartDate: time.Date(2025, 5, 31, 2, 14, 7, 0, time.UTC),
		From: "+61491570110", FromCountry: "Australia", FromRegion: "NSW", FromCity: "Sydney", To: "+61255501234", ToType: "Static",
		ToName: "Showroom", Duration: 184, Disposition: numbers.CallAnswered, RecordingURI: "https://recordings.example/1",
	}
	for name, hook := range map[string]numbers.Webhook{
		"a reply":                 {Event: numbers.EventMessageReceived, Message: message},
		"a receipt, with no text": {Event: numbers.EventDeliveryReceiptReceived, Message: &numbers.WebhookMessage{MessageSID: "M2"}},
		"the end of a call":       {Event: numbers.EventCallComplete, Call: call},
		"the beginning of a call": {Event: numbers.EventCallInitiate, Call: &numbers.WebhookCall{CallSID: "C2", From: "anonymous"}},
		"an event of a day to come": {
			Event: "Flow.Changed", Action: "Call", AccountSID: "A1", PropertySID: "P1", Values: map[string]string{"Flow.Id": "7"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := numbers.ParseWebhook(numberstest.WebhookRequest(t, "/hooks/9f2c", hook))
			require.NoError(t, err)
			for own, value := range hook.Values {
				assert.Equal(t, value, got.Values[own])
			}
			if hook.Action == "" {
				hook.Action, hook.AccountSID, hook.PropertySID = "Webhook", numberstest.AccountSID, numberstest.PropertySID
			}
			got.Values, hook.Values = nil, nil
			assert.Equal(t, &hook, got)
		})
	}
}

// Without an event the request is made all the same: it is what a handler has to
// refuse.
func TestWebhookRequestWithoutAnEvent(t *testing.T) {
	t.Parallel()
	_, err := numbers.ParseWebhook(numberstest.WebhookRequest(t, "https://shop.example/hooks?token=x", numbers.Webhook{}))
	assert.ErrorContains(t, err, "there is no Event")
}
