package billwerktest

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

// Models CreateCustomerInvoice, Settle, ManualSettleTransfer.
var (
	createCustomerInvoice = fields(`handle* order_lines*:list settle:obj metadata:obj currency manual_transfer:obj
		billing_address:obj shipping_address:obj`)
	settleFields = fields("due payment_method")
)

func invoiceRoutes() []route {
	return []route{
		{"GET /v1/list/invoice", nil, (*Fake).listInvoices},
		{"GET /v1/invoice/{id}", nil, onInvoice((*Fake).keep)},
		{"POST /v1/invoice/{id}/settle", settleFields, onInvoice((*Fake).settleInvoice)},
		{"POST /v1/invoice/{id}/manual_settle", transferFields, onInvoice((*Fake).manualSettle)},
		{"POST /v1/invoice/{id}/settle/cancel", nil, onInvoice((*Fake).cancelSettle)},
		{"POST /v1/invoice/{id}/cancel", nil, onInvoice((*Fake).cancelInvoice)},
		{"POST /v1/invoice/{id}/fail", nil, onInvoice((*Fake).failInvoice)},
		{"POST /v1/invoice/{id}/reactivate", nil, onInvoice((*Fake).reactivateInvoice)},
		{"POST /v1/invoice/{id}/detach", nil, onInvoice((*Fake).detachInvoice)},
		{"POST /v1/invoice/cancel_all_dunning_pending/subscription/{handle}", nil, (*Fake).cancelAll},

		{"PUT /v1/invoice/{id}/billing_address", addressFields, onInvoice(setAddress((*invoice).billingAddress))},
		{"DELETE /v1/invoice/{id}/billing_address", nil, onInvoice(setAddress((*invoice).billingAddress))},
		{"PUT /v1/invoice/{id}/shipping_address", addressFields, onInvoice(setAddress((*invoice).shippingAddress))},
		{"DELETE /v1/invoice/{id}/shipping_address", nil, onInvoice(setAddress((*invoice).shippingAddress))},

		{"GET /v1/invoice/{id}/metadata", nil, metadataOf((*Fake).invoiceMetadata, (*call).getMetadata)},
		{"PUT /v1/invoice/{id}/metadata", nil, metadataOf((*Fake).invoiceMetadata, (*call).putMetadata)},
		{"DELETE /v1/invoice/{id}/metadata", nil, metadataOf((*Fake).invoiceMetadata, (*call).deleteMetadata)},

		{"GET /v1/invoice/{id}/transaction/{transaction}", nil, onTransaction((*transaction).view)},
		{"GET /v1/invoice/{id}/transaction/{transaction}/details", nil, onTransaction((*transaction).details)},
		{"POST /v1/invoice/{id}/transaction/{transaction}/cancel", nil, (*Fake).cancelTransaction},
	}
}

// onInvoice makes an operation that finds the invoice, does something, and
// answers the invoice.
func onInvoice(do func(*Fake, *call, *invoice) *refusal) func(*Fake, *call) (any, *refusal) {
	return func(f *Fake, c *call) (any, *refusal) {
		i, refused := f.invoice(c.PathValue("id"))
		if refused != nil {
			return nil, refused
		}
		if refused := do(f, c, i); refused != nil {
			return nil, refused
		}
		return i.view(), nil
	}
}

func (f *Fake) keep(*call, *invoice) *refusal { return nil }

// createCustomerInvoice makes a one-time invoice, pending unless it is settled at
// once (page "createcustomerinvoice").
func (f *Fake) createCustomerInvoice(c *call) (any, *refusal) {
	owner, refused := f.liveCustomer(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	i, refused := f.newInvoice(c, billwerk.InvoiceTypeCustomer, owner, nil)
	if refused != nil {
		return nil, refused
	}
	if refused := f.settleAtOnce(c, i); refused != nil {
		return nil, refused
	}
	return i.view(), nil
}

// newInvoice makes an invoice of the order lines of a request.
func (f *Fake) newInvoice(c *call, kind billwerk.InvoiceType, owner *customer, of *subscription) (*invoice, *refusal) {
	handle := c.body.text("handle")
	if !validHandle(handle) {
		return nil, malformed("handle: 1 to 255 characters of [a-zA-Z0-9_.-@]")
	}
	if _, taken := f.invoices.get(handle); taken {
		return nil, fail(billwerk.CodeDuplicateHandle)
	}
	lines, refused := f.readLines(c, "ondemand")
	if refused != nil {
		return nil, refused
	}
	if of != nil && c.body.flag("plan_manual") {
		lines = append(lines, f.planLine(of, c.now))
	}
	if len(lines) == 0 {
		return nil, fail(billwerk.CodeNoOrderLinesForInvoice)
	}
	if refused := checkAddresses(c.body); refused != nil {
		return nil, refused
	}
	i := &invoice{
		handle: handle, kind: kind, state: billwerk.InvoicePending, customer: owner, subscription: of,
		currency: Currency, lines: lines, created: c.now, due: c.now,
		metadata: c.body["metadata"], billing: c.body["billing_address"], shipping: c.body["shipping_address"],
	}
	if c.body.has("currency") {
		i.currency = c.body.text("currency")
	}
	f.addInvoice(i)
	c.undo = append(c.undo, func() { f.removeInvoice(i) })
	return i, nil
}

// settleAtOnce follows settle and manual_transfer of a create.
func (f *Fake) settleAtOnce(c *call, i *invoice) *refusal {
	transfer, refused := c.body.object("manual_transfer", transferFields)
	if refused != nil {
		return refused
	}
	if transfer != nil {
		f.payByHand(i, transfer, c.now)
		return nil
	}
	settle, refused := c.body.object("settle", settleFields)
	if refused != nil || settle == nil {
		return refused
	}
	return f.settleBy(c, i, settle)
}

func (f *Fake) settleInvoice(c *call, i *invoice) *refusal {
	if refused := i.open(); refused != nil {
		return refused
	}
	return f.settleBy(c, i, c.body)
}

// settleBy takes the money for an invoice, now or, with a due date, later.
func (f *Fake) settleBy(c *call, i *invoice, b body) *refusal {
	source := b.text("payment_method")
	if source == "" && i.subscription != nil && i.subscription.method != nil {
		source = i.subscription.method.id
	}
	if source == "" && i.amount() > 0 {
		return fail(billwerk.CodePaymentMethodNotProvided)
	}
	if source != "" {
		m, refused := f.payer(i.customer, source)
		if refused != nil {
			return refused
		}
		i.method, i.card = m, m.card
	}
	if b.has("due") {
		due, err := parseLocal(b.text("due"))
		if err != nil {
			return malformed("due: %v", err)
		}
		i.due, i.later = due, source
		return nil
	}
	f.payInvoice(i, c.now)
	return nil
}

// payInvoice is one attempt. A one-time invoice ends settled or failed, one of a
// subscription keeps its state when the payment fails (page "settle").
func (f *Fake) payInvoice(i *invoice, now time.Time) {
	i.later = ""
	t := f.newTransaction(i, billwerk.TransactionTypeSettle, i.amount(), now)
	i.last = t.attempt(now, billwerk.TransactionSettled)
	switch {
	case !i.last.failed():
		i.state, i.settledAt = billwerk.InvoiceSettled, now
		f.moved(t, "")
	case i.subscription == nil || i.kind == billwerk.InvoiceTypeSubscriptionInstant:
		i.state, i.failedAt = billwerk.InvoiceFailed, now
	}
}

func (f *Fake) manualSettle(c *call, i *invoice) *refusal {
	if refused := i.open(); refused != nil {
		return refused
	}
	f.payByHand(i, c.body, c.now)
	return nil
}

func (f *Fake) payByHand(i *invoice, transfer body, now time.Time) {
	t := f.newTransaction(i, billwerk.TransactionTypeSettle, i.amount(), now)
	t.byHand(transfer)
	i.state, i.settledAt, i.manual = billwerk.InvoiceSettled, now, true
	f.moved(t, "")
}

func (f *Fake) cancelSettle(_ *call, i *invoice) *refusal {
	if i.later == "" {
		return fail(billwerk.CodeInvoiceWrongState)
	}
	i.later = ""
	return nil
}

func (f *Fake) cancelInvoice(c *call, i *invoice) *refusal {
	if i.state != billwerk.InvoiceAuthorized {
		if refused := i.open(); refused != nil {
			return refused
		}
	}
	i.cancel(c.now)
	return nil
}

func (i *invoice) cancel(now time.Time) {
	i.state, i.cancelledAt = billwerk.InvoiceCancelled, now
	for _, t := range i.transactions {
		if t.state == billwerk.TransactionAuthorized {
			t.state = billwerk.TransactionCancelled
		}
	}
}

func (f *Fake) failInvoice(c *call, i *invoice) *refusal {
	if !i.unpaid() {
		return fail(billwerk.CodeInvoiceWrongState)
	}
	i.state, i.failedAt = billwerk.InvoiceFailed, c.now
	return nil
}

func (f *Fake) reactivateInvoice(_ *call, i *invoice) *refusal {
	if i.state != billwerk.InvoiceFailed && i.state != billwerk.InvoiceCancelled {
		return fail(billwerk.CodeInvoiceWrongState)
	}
	i.state, i.failedAt, i.cancelledAt = billwerk.InvoicePending, time.Time{}, time.Time{}
	return nil
}

func (f *Fake) detachInvoice(_ *call, i *invoice) *refusal {
	if i.subscription == nil {
		return fail(billwerk.CodeInvoiceWrongType)
	}
	i.subscription.invoices = slices.DeleteFunc(i.subscription.invoices, func(other *invoice) bool { return other == i })
	i.subscription = nil
	return nil
}

func (f *Fake) cancelAll(c *call) (any, *refusal) {
	s, refused := f.subscription(c.PathValue("handle"), c.now)
	if refused != nil {
		return nil, refused
	}
	cancelled := []object{}
	for _, i := range s.invoices {
		if i.unpaid() {
			i.cancel(c.now)
			f.touch(i)
			cancelled = append(cancelled, i.view())
		}
	}
	return cancelled, nil
}

func (i *invoice) billingAddress() *json.RawMessage  { return &i.billing }
func (i *invoice) shippingAddress() *json.RawMessage { return &i.shipping }

// setAddress replaces or, without a body, removes an address.
func setAddress(of func(*invoice) *json.RawMessage) func(*Fake, *call, *invoice) *refusal {
	return func(_ *Fake, c *call, i *invoice) *refusal {
		*of(i) = nil
		if c.body != nil {
			address, err := client.Marshal(c.body)
			if err != nil {
				panic(err) // it came as JSON
			}
			*of(i) = address
		}
		return nil
	}
}

func (f *Fake) invoiceMetadata(c *call) (*json.RawMessage, *refusal) {
	i, refused := f.invoice(c.PathValue("id"))
	if refused != nil {
		return nil, refused
	}
	return &i.metadata, nil
}

// onTransaction makes an operation that reads a transaction.
func onTransaction(read func(*transaction) object) func(*Fake, *call) (any, *refusal) {
	return func(f *Fake, c *call) (any, *refusal) {
		t, refused := f.transaction(c)
		if refused != nil {
			return nil, refused
		}
		return read(t), nil
	}
}

func (f *Fake) transaction(c *call) (*transaction, *refusal) {
	i, refused := f.invoice(c.PathValue("id"))
	if refused != nil {
		return nil, refused
	}
	return i.transaction(c.PathValue("transaction"))
}

func (i *invoice) transaction(id string) (*transaction, *refusal) {
	for _, t := range i.transactions {
		if t.id == id {
			return t, nil
		}
	}
	return nil, fail(billwerk.CodeTransactionNotFound)
}

func (f *Fake) cancelTransaction(c *call) (any, *refusal) {
	t, refused := f.transaction(c)
	if refused != nil {
		return nil, refused
	}
	if t.state != billwerk.TransactionAuthorized {
		return nil, fail(billwerk.CodeTransactionWrongStateForOperation)
	}
	t.of.cancel(c.now)
	return t.view(), nil
}
