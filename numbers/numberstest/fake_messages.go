package numberstest

import (
	"net/http"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/numbers"
)

func (f *Fake) messageRoutes() map[string]handler {
	return map[string]handler{
		"GET /v2/Messages/{message}":                   f.getMessage,
		"GET /v2/Properties/{property}/Messages":       f.listMessages,
		"POST /v2/Properties/{property}/Messages":      f.sendMessage,
		"POST /v2/Properties/{property}/BatchMessages": f.sendBatch,
	}
}

type (
	messageAnswer  struct{ Message *numbers.Message }
	messagesAnswer struct{ Messages []*numbers.Message }
	batchRequest   struct{ Messages []numbers.MessageSendParams }
)

// AddMessage adds a message that somebody sent to the account, and returns its
// SID.
func (f *Fake) AddMessage(from, text string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := numbers.Unix(time.Now())
	m := &numbers.Message{
		MessageSID: f.sid("M"), AccountSID: AccountSID, PropertySID: PropertySID, From: from, To: "+61491570158", Text: text,
		NumSegments: new(1), Status: numbers.MessageReceived, Direction: numbers.DirectionReceive, Created: now, Received: now,
	}
	f.messages = append(f.messages, m)
	return m.MessageSID
}

// smsProperty finds a property with SMS switched on. No code for one without is
// documented; FORBIDDEN is the fake's guess.
func (f *Fake) smsProperty(r *http.Request) (*numbers.Property, *reply) {
	property, no := f.property(r.PathValue("property"))
	if no == nil && !property.SMSEnabled {
		no = refuse(http.StatusForbidden, numbers.CodeForbidden, "SMS is not enabled for this property.")
	}
	return property, no
}

func (f *Fake) getMessage(r *http.Request, _ []byte) *reply {
	for _, m := range f.messages {
		if m.MessageSID == r.PathValue("message") {
			return ok(messageAnswer{m})
		}
	}
	return refuse(http.StatusBadRequest, "MESSAGE_NOT_FOUND", "A matching message could not be found.") // not a documented code
}

func (f *Fake) listMessages(r *http.Request, _ []byte) *reply {
	property, no := f.smsProperty(r)
	if no != nil {
		return no
	}
	q := r.URL.Query()
	from, to, no := window(q)
	if no != nil {
		return no
	}
	var list []*numbers.Message
	for _, m := range f.messages {
		created := int64(m.Created)
		if m.PropertySID == property.PropertySID && from <= created && created < to &&
			(!q.Has("Status") || sameText(q.Get("Status"), string(m.Status))) &&
			(!q.Has("Direction") || sameText(q.Get("Direction"), string(m.Direction))) {
			list = append(list, m)
		}
	}
	page, no := slice(q, list, 200)
	if no != nil {
		return no
	}
	return ok(messagesAnswer{page})
}

func (f *Fake) sendMessage(r *http.Request, body []byte) *reply {
	property, no := f.smsProperty(r)
	if no != nil {
		return no
	}
	var p numbers.MessageSendParams
	if no := decode(body, &p); no != nil {
		return no
	}
	if code, field := checkMessage(&p); code == numbers.CodeParameterRequired {
		return required(field)
	} else if code != "" {
		return invalid(code, field)
	}
	return ok(messageAnswer{f.send(property, &p)})
}

func (f *Fake) sendBatch(r *http.Request, body []byte) *reply {
	property, no := f.smsProperty(r)
	if no != nil {
		return no
	}
	var batch batchRequest
	if no := decode(body, &batch); no != nil {
		return no
	}
	if len(batch.Messages) == 0 {
		return required("Messages")
	}
	items := make([]*numbers.BatchItem, len(batch.Messages))
	for i, p := range batch.Messages {
		if code, field := checkMessage(&p); code != "" {
			items[i] = &numbers.BatchItem{
				Message:      numbers.Message{From: p.From, To: p.To, Text: p.Text, ErrorCode: code},
				ErrorMessage: code.Description() + " (" + field + ")",
			}
			continue
		}
		items[i] = &numbers.BatchItem{Message: *f.send(property, &p)}
	}
	return ok(items)
}

func checkMessage(p *numbers.MessageSendParams) (numbers.Code, string) {
	switch {
	case p.To == "":
		return numbers.CodeParameterRequired, "To"
	case p.Text == "":
		return numbers.CodeParameterRequired, "Text"
	case !e164.MatchString(p.To):
		return numbers.CodeInvalidPhoneNumberFormat, "To"
	case p.Schedule != 0 && (time.Until(p.Schedule.Time()) > 14*24*time.Hour || time.Since(p.Schedule.Time()) > time.Hour):
		return numbers.CodeParameterInvalid, "Schedule"
	}
	return "", ""
}

func (f *Fake) send(property *numbers.Property, p *numbers.MessageSendParams) *numbers.Message {
	now := numbers.Unix(time.Now())
	m := &numbers.Message{
		MessageSID: f.sid("M"), AccountSID: AccountSID, PropertySID: property.PropertySID, From: p.From, To: p.To, Text: p.Text,
		DeliveryReceipt: p.DeliveryReceipt == nil || *p.DeliveryReceipt, NumSegments: new(1 + (len(p.Text)-1)/160),
		Status: numbers.MessageProcessing, Direction: numbers.DirectionTransmit, Created: now, Scheduled: p.Schedule, ExternalID: p.ExternalID,
	}
	if strings.TrimSpace(m.From) == "" {
		m.From = "+61480000001" // a leased sender
	}
	f.messages = append(f.messages, m)
	id := p.ExternalID
	if id == "" {
		id = p.Text
	}
	f.processed[id]++
	return m
}
