package billwerk

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
)

// WebhookState is the state of a webhook. Unknown states survive.
type WebhookState string

// The webhook states. Retrying is repeated after 2, 5, 10, 20 and 30 minutes, and
// then every hour for up to three days (in test accounts one day, says a third
// party); it holds back the later webhooks of the same customer. Failed has given
// up, Disabled was taken out by Disable, Completed was answered with a 2xx status.
const (
	WebhookPending   WebhookState = "pending"
	WebhookRetrying  WebhookState = "retrying"
	WebhookDisabled  WebhookState = "disabled"
	WebhookFailed    WebhookState = "failed"
	WebhookCompleted WebhookState = "completed"
)

// Webhook is the notification of one event to one URL (model Webhook).
type Webhook struct {
	ID string `json:"id"`
	// Event is the id of the event.
	Event string       `json:"event"`
	State WebhookState `json:"state"`
	// URL is where it goes to. Username and Password are the Basic credentials that
	// are sent along.
	URL      string      `json:"url"`
	Username string      `json:"username,omitzero"`
	Password auth.Secret `json:"password,omitzero"`
	// Content is the JSON that is delivered, see Delivery.
	Content string    `json:"content"`
	Created Timestamp `json:"created,omitzero"`
	// Count is the number of attempts so far.
	Count     int       `json:"count"`
	Success   Timestamp `json:"success,omitzero"`
	FirstFail Timestamp `json:"first_fail,omitzero"`
	LastFail  Timestamp `json:"last_fail,omitzero"`
	// AlertCount and AlertSent are about the alert mails.
	AlertCount int       `json:"alert_count,omitzero"`
	AlertSent  Timestamp `json:"alert_sent,omitzero"`
}

// Verify wants an id and a state.
func (w *Webhook) Verify() error {
	switch {
	case w.ID == "":
		return missing("id")
	case w.State == "":
		return missing("state")
	}
	return nil
}

// String shows neither password nor content. Without it fmt would print the fields
// of pointers in a slice as they are.
func (w *Webhook) String() string {
	return "webhook " + w.ID + " of event " + w.Event + ", " + string(w.State)
}

// Delivery reads Content, for a job that catches up on what a receiver has missed.
// Its signature isn't checked: it came from the API. An error matches
// client.ErrInvalid.
func (w *Webhook) Delivery() (*WebhookDelivery, error) { return parseDelivery([]byte(w.Content)) }

// WebhookRequest is one attempt to deliver a webhook (model WebhookRequest).
type WebhookRequest struct {
	ID        string
	Initiated Timestamp
	Duration  time.Duration
	// Status is that of the receiver's answer; 0 if there was none.
	Status int
	// Headers and Content are the receiver's answer (inferred); the vendor cuts the
	// content. Your own receiver wrote them: they hold what it put in.
	Headers string
	Content string
}

// webhookRequest is the wire form.
type webhookRequest struct {
	ID        string    `json:"id"`
	Initiated Timestamp `json:"initiated,omitzero"`
	Duration  int64     `json:"duration"` // milliseconds
	Status    int       `json:"http_status,omitzero"`
	Headers   string    `json:"headers,omitzero"`
	Content   string    `json:"content,omitzero"`
}

// maxMillis is the longest time.Duration.
const maxMillis = math.MaxInt64 / int64(time.Millisecond)

// UnmarshalJSON reads the duration, which is in milliseconds.
func (r *WebhookRequest) UnmarshalJSON(data []byte) error {
	var wire webhookRequest
	if err := client.Unmarshal(data, &wire); err != nil {
		return err
	}
	*r = WebhookRequest{
		ID: wire.ID, Initiated: wire.Initiated, Duration: time.Duration(min(max(wire.Duration, 0), maxMillis)) * time.Millisecond,
		Status: wire.Status, Headers: wire.Headers, Content: wire.Content,
	}
	return nil
}

// MarshalJSON writes the duration in milliseconds.
func (r *WebhookRequest) MarshalJSON() ([]byte, error) {
	return client.Marshal(webhookRequest{
		ID: r.ID, Initiated: r.Initiated, Duration: r.Duration.Milliseconds(),
		Status: r.Status, Headers: r.Headers, Content: r.Content,
	})
}

// Verify wants an id.
func (r *WebhookRequest) Verify() error {
	if r.ID == "" {
		return missing("id")
	}
	return nil
}

// WebhookListParams filters a list of webhooks. Its range is RangeCreated.
type WebhookListParams struct {
	ListParams
	State WebhookState `query:"state"`
	// Event is the id of an event.
	Event string `query:"event"`
}

// WebhookBeforeParams filters the older list of webhooks, which pages by time.
type WebhookBeforeParams struct {
	// CreatedBefore is exclusive, and sent in milliseconds. The zero time means now,
	// and a day more, so that a clock that is late loses nothing.
	CreatedBefore time.Time
	// CreatedAfter is the other end; the zero time means none. Whether it is exclusive
	// is not documented.
	CreatedAfter time.Time
	// Size is the number of webhooks on a page, 1 to 100; 0 means 100.
	Size int
	// State: whether WebhookRetrying can be asked for here is not documented.
	State WebhookState
	// Event is the id of an event.
	Event string
}

// maxWebhookIDs bounds what one call resends, updates or disables.
const maxWebhookIDs = 100

// WebhookUpdateParams sends webhooks to another URL (model WebhookUpdateRequest).
type WebhookUpdateParams struct {
	// IDs are those of webhooks or events, 1 to 100. Required.
	IDs []string `json:"webhooks"`
	// URL is the new target. Required.
	URL string `json:"url"`
	// Username and Password are Basic credentials to send along.
	Username string      `json:"username,omitzero"`
	Password auth.Secret `json:"password,omitzero"`
}

// String leaves the password out, see [Webhook.String].
func (p *WebhookUpdateParams) String() string {
	return fmt.Sprintf("update of %d webhooks", len(p.IDs))
}

// Validate wants ids and a URL.
func (p *WebhookUpdateParams) Validate() error {
	if p.URL == "" {
		return errors.New("webhooks need a URL to go to")
	}
	return validWebhookIDs(p.IDs)
}

// webhookIDs are the models WebhookResendRequest and WebhookDisableRequest.
type webhookIDs struct {
	IDs []string `json:"webhooks"`
}

// Validate wants 1 to 100 ids.
func (p *webhookIDs) Validate() error { return validWebhookIDs(p.IDs) }

func validWebhookIDs(ids []string) error {
	if len(ids) < 1 || len(ids) > maxWebhookIDs {
		return fmt.Errorf("a call takes 1 to %d ids of webhooks or events, not %d", maxWebhookIDs, len(ids))
	}
	if slices.Contains(ids, "") {
		return errors.New("the id of a webhook is empty")
	}
	return nil
}
