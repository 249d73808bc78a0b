package billwerktest

import (
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// witness is a thing that knows of what happened to it since it was asked last.
type witness interface {
	news(f *Fake) []event
}

// touch remembers a thing that the operation under way may change. It is asked for
// its news when the operation has succeeded.
func (f *Fake) touch(w witness) { f.touched = append(f.touched, w) }

// publish makes events of the news, and webhooks of the events.
func (f *Fake) publish(now time.Time) {
	touched := f.touched
	f.touched = nil
	for _, w := range touched {
		for _, e := range w.news(f) {
			f.addEvent(e, now)
		}
	}
}

// forget lets the news pass without an event.
func (f *Fake) forget() {
	for _, w := range f.touched {
		w.news(f)
	}
	f.touched = nil
}

// toldCustomer is what there were events of.
type toldCustomer struct {
	created, deleted bool
	updates          int
}

func (c *customer) news(f *Fake) (list []event) {
	if found, _ := f.customers.get(c.handle); found != c {
		return nil // taken back
	}
	now := toldCustomer{created: true, deleted: !c.deleted.IsZero(), updates: c.updates}
	tell := func(changed bool, kind billwerk.EventType) {
		if changed {
			list = append(list, event{kind: kind, customer: c.handle})
		}
	}
	tell(!c.told.created, billwerk.EventCustomerCreated)
	tell(now.updates != c.told.updates, billwerk.EventCustomerChanged)
	tell(now.deleted && !c.told.deleted, billwerk.EventCustomerDeleted)
	c.told = now
	return list
}

func (m *method) news(*Fake) []event {
	before := m.told
	m.told = m.state
	var kind billwerk.EventType
	switch {
	case before == m.state:
		return nil
	case before == "":
		kind = billwerk.EventCustomerPaymentMethodAdded
	case m.state == billwerk.PaymentMethodActive:
		kind = billwerk.EventCustomerPaymentMethodReactivated
	case m.state == billwerk.PaymentMethodFailed:
		kind = billwerk.EventCustomerPaymentMethodFailed
	case m.state == billwerk.PaymentMethodDeleted:
		kind = billwerk.EventCustomerPaymentMethodDeleted
	default:
		kind = billwerk.EventCustomerPaymentMethodUpdated
	}
	return []event{{kind: kind, customer: m.customer.handle, method: m.id, reference: m.reference}}
}

// invoiceEvents are the events of states that an invoice gets into. It goes back to
// pending only if it is reactivated.
var invoiceEvents = map[billwerk.InvoiceState]billwerk.EventType{
	billwerk.InvoiceSettled: billwerk.EventInvoiceSettled, billwerk.InvoiceAuthorized: billwerk.EventInvoiceAuthorized,
	billwerk.InvoiceDunning: billwerk.EventInvoiceDunning, billwerk.InvoiceFailed: billwerk.EventInvoiceFailed,
	billwerk.InvoiceCancelled: billwerk.EventInvoiceCancelled, billwerk.InvoicePending: billwerk.EventInvoiceReactivate,
}

// toldInvoice is what there were events of.
type toldInvoice struct {
	state    billwerk.InvoiceState
	payments int // attempts at one
}

func (i *invoice) news(f *Fake) (list []event) {
	if found, _ := f.invoices.get(i.id); found != i {
		return nil
	}
	before, now := i.told, toldInvoice{state: i.state}
	for _, t := range i.transactions {
		if t.kind != billwerk.TransactionTypeRefund {
			now.payments++
		}
	}
	i.told = now
	e := i.event(billwerk.EventInvoiceCreated)
	fresh := before.state == ""
	if fresh {
		list = append(list, e)
	}
	// It may fail, or be settled in part, more than once.
	again := now.payments > before.payments && (now.state == billwerk.InvoiceFailed || now.state == billwerk.InvoiceSettled)
	moved := before.state != now.state && (!fresh || now.state != billwerk.InvoicePending)
	if kind, known := invoiceEvents[now.state]; (moved || again) && known {
		e.kind = kind
		if n := len(i.transactions); n > 0 {
			e.transaction = i.transactions[n-1].id
		}
		list = append(list, e)
	}
	return list
}

func (i *invoice) event(kind billwerk.EventType) event {
	e := event{kind: kind, customer: i.customer.handle, invoice: i.handle}
	if i.subscription != nil {
		e.subscription = i.subscription.handle
	}
	return e
}

func (r *refund) news(*Fake) []event {
	if r.told {
		return nil
	}
	r.told = true
	e := r.of.event(billwerk.EventInvoiceRefund)
	if r.why.failed() {
		e.kind = billwerk.EventInvoiceRefundFailed
	}
	e.transaction, e.creditNote = r.id, r.creditNote
	return []event{e}
}

// told is what there were events of.
type told struct {
	state     billwerk.SubscriptionState
	cancelled bool
	method    *method
	changes   int
}

func (s *subscription) news(f *Fake) (list []event) {
	if found, _ := f.subscriptions.get(s.handle); found != s {
		return nil
	}
	before, now := s.told, told{s.state, s.isCancelled(), s.method, len(s.changes)}
	s.told = now
	tell := func(changed bool, kind billwerk.EventType) {
		if changed {
			list = append(list, event{kind: kind, customer: s.customer.handle, subscription: s.handle})
		}
	}
	tell(before.state == "", billwerk.EventSubscriptionCreated)
	tell(before.method == nil && now.method != nil, billwerk.EventSubscriptionPaymentMethodAdded)
	tell(before.method != nil && now.method != nil && before.method != now.method, billwerk.EventSubscriptionPaymentMethodChanged)
	tell(now.changes > before.changes, billwerk.EventSubscriptionChanged)
	tell(now.cancelled && !before.cancelled, billwerk.EventSubscriptionCancelled)
	tell(before.cancelled && !now.cancelled, billwerk.EventSubscriptionUncancelled)
	entered := func(state billwerk.SubscriptionState) bool { return now.state == state && before.state != state }
	tell(entered(billwerk.SubscriptionOnHold), billwerk.EventSubscriptionOnHold)
	tell(entered(billwerk.SubscriptionActive) && before.state == billwerk.SubscriptionOnHold, billwerk.EventSubscriptionReactivated)
	tell(entered(billwerk.SubscriptionExpired), billwerk.EventSubscriptionExpired)
	return list
}
