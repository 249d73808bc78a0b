package numbers

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
)

// MaxWebhookBytes bounds the body of a webhook. The vendor's size is not
// documented; an SMS and its names are a few KB at most.
const MaxWebhookBytes = 64 << 10

// WebhookEvent is what a webhook tells (pages sms-webhooks and voice-webhooks).
type WebhookEvent string

// The documented events.
const (
	EventMessageReceived         WebhookEvent = "Message.Received"
	EventDeliveryReceiptReceived WebhookEvent = "Message.DeliveryReceiptReceived"
	EventCallInitiate            WebhookEvent = "Call.Initiate"
	EventCallComplete            WebhookEvent = "Call.Complete"
)

// Webhook is one call of a webhook. Every field may be empty but Event.
type Webhook struct {
	Action      string // "Webhook"
	Event       WebhookEvent
	AccountSID  string
	PropertySID string
	// Message is set for events of messages, Call for events of calls.
	Message *WebhookMessage
	Call    *WebhookCall
	// Values are all parameters by their names, those of your own URI's query
	// too. Where a name occurs twice it is the body's, and of a form the first.
	Values map[string]string
}

// WebhookMessage is the message of an event (page sms-webhooks). A receipt has no
// status: read it with Messages.Get. Whether the SID of a reply is that of the
// reply or of the message that it answers is not documented.
type WebhookMessage struct {
	MessageSID string
	From       string // alphanumeric or E.164
	To         string // E.164
	Text       string // on a receipt, the text that was sent
}

// WebhookCall is the call of an event (page voice-webhooks, which was available
// in part). Duration, Disposition and RecordingURI come with EventCallComplete.
type WebhookCall struct {
	CallSID      string
	PropertyName string // the domain name, for websites
	PropertyType string // "Site" is the only one today
	StartDate    time.Time
	From         string // E.164 or "anonymous"
	FromCountry  string
	FromRegion   string
	FromCity     string
	To           string // the dialled number
	ToType       string // "Static" or "Dynamic"
	ToName       string
	Duration     int // seconds
	Disposition  Disposition
	// RecordingURI links to the recording. Whether it needs credentials, or
	// expires, is not documented. Don't fetch a link that an unproven request
	// brought.
	RecordingURI string
}

// ParseWebhook reads a webhook request: GET with a query, or POST with a form or
// JSON. The vendor documents dotted names, such as Message.Sid and Call.From, and
// not how they are encoded, so all three are understood, and JSON both flat and
// nested; numberstest.WebhookRequest makes one for a test. It reads at most
// MaxWebhookBytes of the body and does not close it. Its errors match
// client.ErrInvalid, and client.ErrTooLarge for a longer body; answer them with
// status 400.
//
// No signature is documented: anybody who knows the URI can call it. Put a token
// that can't be guessed into the URI, check it first, take what comes as a hint,
// and read the object through the API before acting on it. Answer 200 quickly,
// and expect the same event twice: the pair of SID and Event tells.
func ParseWebhook(r *http.Request) (*Webhook, error) {
	values := map[string]string{}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, webhookError("the query can't be read")
	}
	addValues(values, query)
	switch r.Method {
	case http.MethodGet:
	case http.MethodPost:
		if err := readWebhookBody(r, values); err != nil {
			return nil, err
		}
	default:
		return nil, webhookError("the method is neither GET nor POST")
	}
	return newWebhook(values)
}

func webhookError(text string) error {
	return fmt.Errorf("%s webhook: %w: %s", Vendor, client.ErrInvalid, text)
}

func readWebhookBody(r *http.Request, values map[string]string) error {
	if r.Body == nil {
		return nil
	}
	body, err := client.ReadWebhook(Vendor, r, MaxWebhookBytes)
	if err != nil {
		return err
	}
	mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // empty if there is none
	switch {
	case mediaType == "application/json", mediaType != "application/x-www-form-urlencoded" && kind(body) == '{':
		if err := flatten(values, "", body, 0); err != nil {
			return webhookError("the JSON can't be read")
		}
	case strings.HasPrefix(mediaType, "multipart/"):
		return webhookError("the body is multipart")
	default:
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return webhookError("the form can't be read")
		}
		addValues(values, form)
	}
	return nil
}

func addValues(values map[string]string, form url.Values) {
	for name, all := range form {
		values[name] = all[0]
	}
}

// maxDepth is deeper than any name has dots.
const maxDepth = 4

// flatten joins the names of nested objects by dots.
func flatten(values map[string]string, prefix string, raw json.RawMessage, depth int) error {
	m, err := membersOf(raw)
	if err != nil {
		return err
	}
	if depth > maxDepth {
		return errors.New("nested too deeply")
	}
	for _, name := range m.names() { // "Call" before "Call.Sid": flat names win over nested ones
		value := m[name]
		switch kind(value) {
		case '{':
			if err := flatten(values, prefix+name+".", value, depth+1); err != nil {
				return err
			}
		case '"', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			values[prefix+name] = textOf(value)
		case 't', 'f':
			values[prefix+name] = string(value)
		}
	}
	return nil
}

// newWebhook reads the parameters, whose names match without regard to case.
func newWebhook(values map[string]string) (*Webhook, error) {
	folded := make(map[string]string, len(values)) // the name as sent, by its lower case
	for name := range values {
		key := strings.ToLower(name)
		if other, ok := folded[key]; !ok || name < other {
			folded[key] = name
		}
	}
	get := func(name string) string {
		if value, ok := values[name]; ok {
			return value
		}
		return values[folded[strings.ToLower(name)]]
	}
	w := &Webhook{
		Action: get("Action"), AccountSID: get("Account.Sid"), PropertySID: get("Property.Sid"), Values: values,
		Event: canonical([]byte(get("Event")), EventMessageReceived, EventDeliveryReceiptReceived, EventCallInitiate, EventCallComplete),
	}
	if w.Event == "" {
		return nil, webhookError("there is no Event")
	}
	switch group, _, _ := strings.Cut(strings.ToLower(string(w.Event)), "."); group {
	case "message":
		w.Message = &WebhookMessage{
			MessageSID: get("Message.Sid"), From: get("Message.From"), To: get("Message.To"), Text: get("Message.Text"),
		}
	case "call":
		w.Call = &WebhookCall{
			CallSID: get("Call.Sid"), PropertyName: get("Property.Name"), PropertyType: get("Property.Type"),
			From: get("Call.From"), FromCountry: get("Call.From.Country"), FromRegion: get("Call.From.Region"), FromCity: get("Call.From.City"),
			To: get("Call.To"), ToType: get("Call.To.Type"), ToName: get("Call.To.Name"), RecordingURI: get("Call.Recording.Uri"),
		}
		_ = w.Call.Disposition.UnmarshalText([]byte(get("Call.Disposition")))   // accepts any text
		w.Call.StartDate, _ = time.Parse(dateTimeLayout, get("Call.StartDate")) // UTC; zero if it isn't one
		w.Call.Duration, _ = strconv.Atoi(get("Call.Duration"))                 // 0 if there is none
	}
	return w, nil
}
