package numbers

import (
	"context"
	"errors"
	"iter"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
)

// Message is an SMS, sent or received (page get-sms).
type Message struct {
	MessageSID      string        `json:"MessageSid,omitzero"`
	AccountSID      string        `json:"AccountSid,omitzero"`
	PropertySID     string        `json:"PropertySid,omitzero"`
	From            string        `json:"From,omitzero"` // alphanumeric or E.164; may differ from the request where a carrier refuses names
	To              string        `json:"To,omitzero"`   // E.164
	Text            string        `json:"Text,omitzero"`
	DeliveryReceipt bool          `json:"DeliveryReceipt,omitzero"` // one was asked for
	NumSegments     *int          `json:"NumSegments,omitzero"`     // what it costs, once known
	Status          MessageStatus `json:"Status,omitzero"`
	Direction       Direction     `json:"Direction,omitzero"`
	// Each is absent when it doesn't apply.
	Scheduled UnixTime `json:"Scheduled,omitzero"`
	Created   UnixTime `json:"Created,omitzero"`
	Submitted UnixTime `json:"Submitted,omitzero"`
	Delivered UnixTime `json:"Delivered,omitzero"`
	Received  UnixTime `json:"Received,omitzero"`
	// ErrorCode is set when the submission or the delivery failed. Its values
	// are not documented.
	ErrorCode Code `json:"ErrorCode,omitzero"`
	// ExternalID is the sender's own id.
	ExternalID string `json:"ExternalId,omitzero"`
}

func (m *Message) envelope() *envelope { return &messageEnvelope }
func (m *Message) identity() string    { return m.MessageSID }

// MessageSendParams are one SMS (page send-sms). To and Text are required.
type MessageSendParams struct {
	// To is E.164 with the plus.
	To string `json:"To"`
	// Text has no documented limit; Message.NumSegments tells what it costs.
	Text string `json:"Text"`
	// From is a number (E.164), or an alphanumeric sender: 1 to 11 letters,
	// digits and spaces, at least one of them a letter; not in all regions.
	// Without it a number is leased: unique per recipient for 30 days, and at
	// most 5 at a time for one recipient.
	From string `json:"From,omitzero"`
	// Schedule is at most 14 days ahead. A time less than an hour ago sends at
	// once, an earlier one fails.
	Schedule UnixTime `json:"Schedule,omitzero"`
	// DeliveryReceipt is true by the vendor's default: new(false) switches it off.
	DeliveryReceipt *bool `json:"DeliveryReceipt,omitzero"`
	// The receipt's webhook is called only if a receipt is asked for.
	DeliveryReceiptWebhookURI    string        `json:"DeliveryReceiptWebhookUri,omitzero"`
	DeliveryReceiptWebhookMethod WebhookMethod `json:"DeliveryReceiptWebhookMethod,omitzero"`
	// The webhook is called when a reply arrives.
	WebhookURI    string        `json:"WebhookUri,omitzero"`
	WebhookMethod WebhookMethod `json:"WebhookMethod,omitzero"`
	// Replies are forwarded. ForwardFromSMS defaults to who replied,
	// ForwardFromEmail to a no-reply address.
	ForwardToSMS     string `json:"ForwardToSms,omitzero"`
	ForwardFromSMS   string `json:"ForwardFromSms,omitzero"`
	ForwardToEmail   string `json:"ForwardToEmail,omitzero"`
	ForwardFromEmail string `json:"ForwardFromEmail,omitzero"`
	// ExternalID is your own id. Make it unique, so that FindSent can tell whether
	// this very message was sent. It is documented as a field of the answer,
	// "provided when sending"; that it is sent under this name is inferred.
	// Nothing says that the vendor refuses a second message with the same one.
	ExternalID string `json:"ExternalId,omitzero"`
}

// Validate refuses a message without recipient or text, and a sender that the
// page send-sms rules out. Whether To is a good number is for the vendor to say.
func (p *MessageSendParams) Validate() error {
	if p == nil || p.To == "" || p.Text == "" {
		return errors.New("a message needs To and Text")
	}
	return checkSender(p.From)
}

// MessageListParams choose messages (page find-sms). From and To are required.
// There is no filter by number or ExternalID.
type MessageListParams struct {
	// From (inclusive) and To (exclusive) bound the time, in whole seconds.
	From, To  time.Time
	Status    MessageStatus
	Direction Direction
	// Count is how many to return, 200 by default; Skip how many to leave out.
	Count, Skip int
}

type messageService struct{ *api }

func (s *messageService) Send(ctx context.Context, propertySID string, params *MessageSendParams, opts ...client.CallOption) (*Message, error) {
	if params == nil {
		params = &MessageSendParams{}
	}
	return callOne[Message](ctx, s.core, client.Request{Op: &opMessageSend, Args: []string{propertySID}, Body: params}, opts)
}

func (s *messageService) Get(ctx context.Context, messageSID string, opts ...client.CallOption) (*Message, error) {
	return callOne[Message](ctx, s.core, client.Request{Op: &opMessageGet, Args: []string{messageSID}}, opts)
}

func (s *messageService) List(ctx context.Context, propertySID string, params *MessageListParams, opts ...client.CallOption) (*Page[Message], error) {
	p := valueOf(params)
	q := newQuery()
	q.window(p.From, p.To)
	q.text("Status", string(p.Status))
	q.text("Direction", string(p.Direction))
	q.count("Results_Count", p.Count)
	q.count("Results_Skip", p.Skip)
	if q.err != nil {
		return nil, refuse(&opMessageList, q.err)
	}
	return callPage[Message](ctx, s.core, client.Request{Op: &opMessageList, Args: []string{propertySID}, Query: q.values}, opts)
}

func (s *messageService) All(ctx context.Context, propertySID string, params *MessageListParams, opts ...client.CallOption) iter.Seq2[*Message, error] {
	p := valueOf(params)
	return items(pages(walk[Message]{start: p.Skip, count: p.Count, standard: defaultCount, fetch: func(skip, count int) (*Page[Message], error) {
		page := p
		page.Skip, page.Count = skip, count
		return s.List(ctx, propertySID, &page, opts...)
	}}))
}

func (s *messageService) FindSent(ctx context.Context, propertySID string, sent *MessageSendParams, from, to time.Time, opts ...client.CallOption) ([]*Message, error) {
	if err := sent.Validate(); err != nil {
		return nil, refuse(&opMessageList, err)
	}
	if !to.IsZero() {
		to = to.Truncate(time.Second).Add(time.Second)
	}
	params := &MessageListParams{From: from, To: to, Direction: DirectionTransmit}
	return collect(s.All(ctx, propertySID, params, opts...), sent.matches)
}

// matches leaves From out: the vendor may put another sender in its place.
func (p *MessageSendParams) matches(m *Message) bool {
	if !samePhone(m.To, p.To) || strings.TrimSpace(m.Text) != strings.TrimSpace(p.Text) {
		return false
	}
	return m.ExternalID == p.ExternalID || m.ExternalID == "" || p.ExternalID == ""
}
