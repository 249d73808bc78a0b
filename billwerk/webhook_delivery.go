package billwerk

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
)

// MaxWebhookBytes bounds the body of a delivery. The vendor's size is not
// documented; it holds a dozen ids and handles, 3 KB at most.
const MaxWebhookBytes = 64 << 10

// ErrWebhookSignature means that a delivery is not signed with the account's secret:
// it comes from somebody else, or the secret has changed.
var ErrWebhookSignature = errors.New("billwerk: the signature of the webhook doesn't match")

// errForged is what a delivery with a wrong signature is refused with.
var errForged = fmt.Errorf("%w: %w", client.ErrInvalid, ErrWebhookSignature)

// WebhookDelivery is one call of a webhook (page "intro_webhooks"). Fields that
// don't apply are empty.
//
// Only ID and Timestamp are signed. Who has seen one delivery can send it again, and
// with other fields: take it as a hint that something has happened, and read the
// object through the API before acting on it.
type WebhookDelivery struct {
	// ID is that of the webhook, and differs from URL to URL.
	ID string `json:"id"`
	// EventID is that of the event, for Events.Get. It is the same when a delivery is
	// repeated.
	EventID   string    `json:"event_id"`
	EventType EventType `json:"event_type"`
	// Timestamp is the text that is signed, see Time.
	Timestamp string `json:"timestamp"`
	Signature string `json:"signature"`

	// Customer, Subscription and Invoice are handles.
	Customer     string `json:"customer,omitzero"`
	Subscription string `json:"subscription,omitzero"`
	Invoice      string `json:"invoice,omitzero"`
	// Transaction is the id of the one that caused the event; the id of the refund too.
	Transaction string `json:"transaction,omitzero"`
	// PaymentMethod is an id. PaymentMethodReference is your own name for it, or the id
	// of the checkout session that stored it.
	PaymentMethod          string `json:"payment_method,omitzero"`
	PaymentMethodReference string `json:"payment_method_reference,omitzero"`
	// CreditNote is the id of a refund's, credit's or cancellation's. Credit is the
	// handle of the credit of EventInvoiceCredited. Their meaning, and that of
	// Transaction, comes from public code that quotes the vendor's page.
	CreditNote string `json:"credit_note,omitzero"`
	Credit     string `json:"credit,omitzero"`

	// Raw is the whole document.
	Raw json.RawMessage `json:"-"`
}

// Time is Timestamp as a time. Whether it changes when a delivery is repeated, which
// goes on for days, is not documented; so don't refuse old ones.
func (d *WebhookDelivery) Time() time.Time { return parseTimestamp(d.Timestamp).Time }

// ParseWebhook reads a delivery and checks its signature. Give it the secret of
// [WebhookSettings], or two while it changes; a [WebhookVerifier] gets it by itself.
// It reads at most MaxWebhookBytes of the body and does not close it.
//
// All its errors match client.ErrInvalid: answer them with status 400. A wrong
// signature matches [ErrWebhookSignature] too, a longer body client.ErrTooLarge. No
// secret at all, or none but empty ones, is an error as well, and never a match.
//
// Answer with a 2xx status within 10 seconds, before any longer work: whatever else
// is a failure, is repeated, and holds back the later deliveries of the same
// customer. Expect the same event twice: EventID tells.
func ParseWebhook(r *http.Request, secrets ...auth.Secret) (*WebhookDelivery, error) {
	d, err := readWebhook(r)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(secrets, func(s auth.Secret) bool { return s != "" }) {
		return nil, webhookError("no secret to check the signature with")
	}
	if !d.signedBy(secrets...) {
		return nil, errForged
	}
	return d, nil
}

func webhookError(text string) error {
	return fmt.Errorf("%s webhook: %w: %s", Vendor, client.ErrInvalid, text)
}

// readWebhook reads a delivery without a look at the signature.
func readWebhook(r *http.Request) (*WebhookDelivery, error) {
	if r.Method != http.MethodPost {
		return nil, webhookError("the method is not POST")
	}
	if r.Body == nil {
		return nil, webhookError("there is no body")
	}
	body, err := client.ReadWebhook(Vendor, r, MaxWebhookBytes)
	if err != nil {
		return nil, err
	}
	return parseDelivery(body)
}

// parseDelivery reads the document and wants what is always there.
func parseDelivery(body []byte) (*WebhookDelivery, error) {
	d := &WebhookDelivery{Raw: body}
	if err := client.Unmarshal(body, d); err != nil {
		return nil, webhookError("the JSON can't be read") // its error may quote the body
	}
	for _, field := range []struct{ name, value string }{
		{"id", d.ID}, {"event_id", d.EventID}, {"event_type", string(d.EventType)}, {"timestamp", d.Timestamp},
	} {
		if field.value == "" {
			return nil, webhookError("there is no " + field.name)
		}
	}
	// Timestamp and id are signed as one text without anything in between. Where one
	// ends has to be certain, or else a part of it could be moved to the other, and one
	// delivery would pass as many.
	if t := parseTimestamp(d.Timestamp); t.Raw != "" {
		return nil, webhookError("the timestamp is no ISO 8601 time with an offset")
	}
	return d, nil
}

// signedBy checks the signature: the HMAC-SHA256, in lower-case hexadecimal digits,
// of timestamp and id as they came (the vendor's shop plugin and gateway).
func (d *WebhookDelivery) signedBy(secrets ...auth.Secret) bool {
	signed := false
	for _, secret := range secrets {
		if secret == "" {
			continue // anybody can sign with nothing
		}
		mac := hmac.New(sha256.New, []byte(secret.Reveal()))
		mac.Write([]byte(d.Timestamp + d.ID))
		want := hex.EncodeToString(mac.Sum(nil))
		signed = hmac.Equal([]byte(want), []byte(d.Signature)) || signed
	}
	return signed
}
