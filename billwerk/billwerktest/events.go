package billwerktest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// event is something that happened, and to what.
type event struct {
	seq                             int
	id                              string
	created                         time.Time
	kind                            billwerk.EventType
	customer, subscription, invoice string

	// Only webhooks have these.
	transaction, method, reference, creditNote, credit string
}

func eventRoutes() []route {
	return []route{
		{"GET /v1/event", nil, (*Fake).listEvents},
		{"GET /v1/event/{id}", nil, (*Fake).getEvent},
	}
}

// Emit makes an event that the fake doesn't make by itself, for example one of
// dunning, with the webhooks that go with it. ID, EventID, Timestamp, Signature and
// Raw are not looked at. It returns the id of the event.
func (f *Fake) Emit(d billwerk.WebhookDelivery) (id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.addEvent(event{
		kind: d.EventType, customer: d.Customer, subscription: d.Subscription, invoice: d.Invoice, transaction: d.Transaction,
		method: d.PaymentMethod, reference: d.PaymentMethodReference, creditNote: d.CreditNote, credit: d.Credit,
	}, clock()).id
}

func (f *Fake) addEvent(e event, now time.Time) *event {
	// A source of ids of its own: what happens doesn't change the ids of other things.
	e.seq, e.id, e.created = len(f.events.rows)+1, f.eventID(), now
	f.events.add(&e, e.id)
	f.addWebhooks(&e)
	return &e
}

func (f *Fake) eventID() string {
	return fmt.Sprintf("%016x%016x", f.eventIDs.Uint64(), f.eventIDs.Uint64())
}

func (f *Fake) getEvent(c *call) (any, *refusal) {
	e, found := f.events.get(c.PathValue("id"))
	if !found {
		return nil, fail(billwerk.CodeEventNotFound)
	}
	return e.view(), nil
}

// maxPage keeps the arithmetic of pages from overflowing.
const maxPage = 1 << 20

// listEvents has the newest first: the vendor's order is not documented.
func (f *Fake) listEvents(c *call) (any, *refusal) {
	q := c.URL.Query()
	if refused := onlyParams(q, "page", "size", "customer", "subscription", "invoice"); refused != nil {
		return nil, refused
	}
	page, err := strconv.Atoi(cmp.Or(q.Get("page"), "1"))
	if err != nil || page < 1 || page > maxPage {
		return nil, malformed("page: %q", q.Get("page"))
	}
	size, refused := pageSize(q.Get("size"), billwerk.DefaultPageSize)
	if refused != nil {
		return nil, refused
	}
	content := []object{}
	skip := (page - 1) * size
	for _, e := range slices.Backward(f.events.rows) {
		if !e.passes(q.Get("customer"), q.Get("subscription"), f.invoiceHandle(q.Get("invoice"))) {
			continue
		}
		if skip--; skip < 0 && len(content) < size {
			content = append(content, e.view())
		}
	}
	return object{"page": page, "size": size, "count": len(content), "content": content}, nil
}

// invoiceHandle is the handle of the invoice with an id, or what it is given: the
// filter is documented as an id.
func (f *Fake) invoiceHandle(id string) string {
	if i, found := f.invoices.get(id); found {
		return i.handle
	}
	return id
}

func (e *event) passes(customer, subscription, invoice string) bool {
	return (customer == "" || customer == e.customer) && (subscription == "" || subscription == e.subscription) &&
		(invoice == "" || invoice == e.invoice)
}

// pageSize reads a size of 1 to 100.
func pageSize(text string, usual int) (int, *refusal) {
	if text == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > billwerk.MaxPageSize {
		return 0, malformed("size: %q is not within 1 and 100", text)
	}
	return n, nil
}

// onlyParams refuses query parameters that are not documented.
func onlyParams(q map[string][]string, names ...string) *refusal {
	for name := range q {
		if !slices.Contains(names, name) {
			return malformed("%q: this parameter is not documented", name)
		}
	}
	return nil
}

// view is the model Event.
func (e *event) view() object {
	v := object{"id": e.id, "event_type": e.kind, "created": stamp{e.created}, "principal_type": "api"}
	v.put("customer", e.customer)
	v.put("subscription", e.subscription)
	v.put("invoice", e.invoice)
	return v
}
