package billwerktest

import (
	"cmp"
	"fmt"
	"net/url"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// CompletedSession is what a customer has done in the window of a session.
type CompletedSession struct {
	// Invoice is the handle of the charge or invoice that was paid.
	Invoice string
	// PaymentMethod is the id of the one that was stored.
	PaymentMethod string
	// ReturnURL is where the browser goes: accept_url with what the vendor's shop plugin
	// reads there, or "" if the session has none.
	ReturnURL string
}

// CompleteSession plays the customer who enters a card in the window of a session:
// the invoice is paid, the payment method stored, the subscription activated. An
// error that matches billwerk.ErrDeclined leaves the window open for another card;
// any other says why the window can't be used: the session is deleted, expired or
// done, or what it pays for is paid already.
func (f *Fake) CompleteSession(id string, card Card) (*CompletedSession, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := clock()
	s, found := f.sessions.get(id)
	switch {
	case !found:
		return nil, fmt.Errorf("billwerktest: there is no session %s", id)
	case s.done:
		return nil, fmt.Errorf("billwerktest: the session %s is done", id)
	case !now.Before(s.expires):
		return nil, fmt.Errorf("billwerktest: the session %s has expired", id)
	}
	result, err := f.complete(s, card, now)
	f.publish(now)
	if err != nil {
		return nil, err
	}
	s.done = true
	return result, nil
}

func (f *Fake) complete(s *session, entered Card, now time.Time) (*CompletedSession, error) {
	c := &call{now: now, body: s.body}
	paid, owner := newCard(entered, now), s.customer
	result := &CompletedSession{}
	switch {
	case s.invoice != nil:
		owner = s.invoice.customer
		if _, refused := f.invoice(s.invoice.id); refused != nil {
			return nil, fmt.Errorf("billwerktest: %s", refused.code.Message())
		}
		if refused := s.invoice.open(); refused != nil {
			return nil, fmt.Errorf("billwerktest: %s", refused.code.Message())
		}
	case s.subscription != nil:
		owner = s.subscription.customer
		if _, refused := f.subscription(s.subscription.handle, now); refused != nil {
			return nil, fmt.Errorf("billwerktest: %s", refused.code.Message())
		}
	}
	var stored *method
	if s.invoice == nil || s.body.flag("recurring") || s.body.flag("recurring_optional") {
		if d, _ := paid.store(); d.failed() {
			return nil, declined(d)
		}
		stored = &method{
			id: "ca_" + f.newID(), customer: owner, created: now, kind: billwerk.PaymentCard, card: paid,
			reference: cmp.Or(s.body.text("payment_method_reference"), s.id),
		}
	}
	if i := s.invoice; i != nil {
		i.method, i.card = nil, paid
		if f.pay(c, i); i.last.failed() {
			return nil, declined(i.last)
		}
		i.method = stored
		result.Invoice = i.handle
	}
	if stored != nil {
		f.addMethod(stored)
		result.PaymentMethod = stored.id
		if s.invoice != nil {
			s.invoice.recurring = stored.id
		}
	}
	if of := s.subscription; of != nil {
		if of.method = stored; of.state == billwerk.SubscriptionPending {
			of.state, of.activated = billwerk.SubscriptionActive, now
		}
	}
	result.ReturnURL = s.returnURL(result)
	return result, nil
}

func declined(d decline) error {
	return fmt.Errorf("billwerktest: %w: %s", billwerk.ErrDeclined, d.reason)
}

// returnURL adds the parameters that the vendor's shop plugin reads.
func (s *session) returnURL(done *CompletedSession) string {
	u, err := url.Parse(s.body.text("accept_url"))
	if err != nil || u.Host == "" {
		return ""
	}
	q := u.Query()
	for name, value := range map[string]string{"invoice": done.Invoice, "payment_method": done.PaymentMethod} {
		if value != "" {
			q.Set(name, value)
		}
	}
	u.RawQuery = q.Encode()
	return u.String()
}
