package billwerktest

import (
	"fmt"
	"slices"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// Model CreateSubscriptionInvoice.
var subscriptionInvoiceFields = fields(`handle* instant:bool due settle:obj metadata:obj plan_manual:bool
	collect_additional_costs:bool collect_credit:bool apply_discounts:bool order_lines:list manual_transfer:obj
	billing_address:obj shipping_address:obj`)

// Bill plays the vendor's billing run for the current period of a subscription: it
// makes the recurring invoice and takes the money from the subscription's payment
// method. It returns the handle of the invoice, which is settled, or in dunning if
// there is no method or the payment fails; "" if there is no such subscription or
// it doesn't run.
func (f *Fake) Bill(subscription string) (invoice string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := clock()
	s, refused := f.subscription(subscription, now)
	if refused != nil || s.state != billwerk.SubscriptionActive {
		return ""
	}
	handle := f.billPeriod(s, now).handle
	f.publish(now)
	return handle
}

func (f *Fake) billPeriod(s *subscription, now time.Time) *invoice {
	i := f.previewInvoice(s, now)
	i.lines = append(i.lines, f.addOnLines(s, now)...)
	f.addInvoice(i)
	i.handle = fmt.Sprintf("inv-%d", i.number)
	f.invoices.byName[i.handle] = i
	if i.method = s.method; i.method != nil {
		i.card = i.method.card
		f.payInvoice(i, now)
	}
	if i.state == billwerk.InvoicePending {
		i.state, i.dunningStart = billwerk.InvoiceDunning, now
	}
	return i
}

// previewInvoice is the invoice of the current period, not entered anywhere.
func (f *Fake) previewInvoice(s *subscription, now time.Time) *invoice {
	from, to, _ := s.period(now)
	return &invoice{
		id: f.newID(), kind: billwerk.InvoiceTypeRecurring, state: billwerk.InvoicePending, customer: s.customer,
		subscription: s, currency: text(s.plan.fields["currency"]), lines: []line{f.planLine(s, now)}, created: now, due: now,
		periodFrom: from, periodTo: to,
	}
}

func (f *Fake) planLine(s *subscription, now time.Time) line {
	l := newLine(f.newID(), text(s.plan.fields["name"]), "plan", s.unitAmount(), now)
	l.quantity = max(1, s.quantity)
	l.inclVAT = s.inclVAT
	switch vat := s.plan.fields["vat"].(type) {
	case float64:
		l.vat = vat
	case int64:
		l.vat = float64(vat)
	}
	return l
}

func (f *Fake) addOnLines(s *subscription, now time.Time) []line {
	var lines []line
	for _, a := range s.addOns {
		amount, _ := a["amount"].(int64)
		l := newLine(f.newID(), text(a["handle"]), "add_on", amount, now)
		if quantity, ok := a["quantity"].(int64); ok {
			l.quantity = max(1, quantity)
		}
		lines = append(lines, l)
	}
	return lines
}

// createSubscriptionInvoice makes an invoice on demand (page
// "createsubscriptioninvoice"). One that is not instant stays pending: the
// vendor picks it up within minutes, the fake when it is settled.
func (f *Fake) createSubscriptionInvoice(c *call) (any, *refusal) {
	s, refused := f.subscription(c.PathValue("handle"), c.now)
	if refused != nil {
		return nil, refused
	}
	if refused := s.running(); refused != nil {
		return nil, refused
	}
	instant := c.body.flag("instant")
	if instant && c.body.has("due") {
		return nil, &refusal{code: billwerk.CodeInvalidRequest, message: "due with instant"}
	}
	kind := billwerk.InvoiceTypeSubscription
	if instant {
		kind = billwerk.InvoiceTypeSubscriptionInstant
	}
	i, refused := f.newInvoice(c, kind, s.customer, s)
	if refused != nil {
		return nil, refused
	}
	if c.body.has("due") {
		due, err := parseLocal(c.body.text("due"))
		if err != nil {
			return nil, malformed("due: %v", err)
		}
		i.due = due
	}
	if instant && !c.body.has("settle") && !c.body.has("manual_transfer") {
		refused = f.settleBy(c, i, body{})
	} else {
		refused = f.settleAtOnce(c, i)
	}
	if refused != nil {
		return nil, refused
	}
	return i.view(), nil
}

// payableInvoice is the latest invoice that waits for its money.
func (f *Fake) payableInvoice(c *call) (any, *refusal) {
	s, refused := f.subscription(c.PathValue("handle"), c.now)
	if refused != nil {
		return nil, refused
	}
	for _, i := range slices.Backward(s.invoices) {
		if i.unpaid() {
			return i.view(), nil
		}
	}
	return nil, fail(billwerk.CodeInvoiceNotFound)
}

func (f *Fake) nextInvoice(c *call) (any, *refusal) {
	s, refused := f.subscription(c.PathValue("handle"), c.now)
	if refused != nil {
		return nil, refused
	}
	if refused := s.running(); refused != nil {
		return nil, refused
	}
	i := f.previewInvoice(s, c.now)
	i.handle = "inv-preview"
	return i.view(), nil
}

// onMethods makes an operation that answers the payment methods of a subscription:
// none or one.
func onMethods(do func(*Fake, *call, *subscription) *refusal) func(*Fake, *call) (any, *refusal) {
	return func(f *Fake, c *call) (any, *refusal) {
		s, refused := f.subscription(c.PathValue("handle"), c.now)
		if refused != nil {
			return nil, refused
		}
		if refused := do(f, c, s); refused != nil {
			return nil, refused
		}
		methods := []object{}
		if s.method != nil {
			methods = append(methods, s.method.view())
		}
		return methods, nil
	}
}

func (f *Fake) setMethod(c *call, s *subscription) *refusal {
	source := c.body.text("source")
	if reference := c.body.text("payment_method_reference"); source == "" && reference != "" {
		for _, m := range f.methods.rows {
			if m.reference == reference && m.customer == s.customer {
				source = m.id
			}
		}
	}
	if source == "" {
		return fail(billwerk.CodeUnknownOrMissingSource)
	}
	m, _, refused := f.pick(c, s.customer, source, true)
	if refused != nil {
		return refused
	}
	s.method = m
	return nil
}

// removeMethod takes the payment method away, or the one that the path names.
func (f *Fake) removeMethod(c *call, s *subscription) *refusal {
	if id := c.PathValue("id"); id != "" && (s.method == nil || s.method.id != id) {
		return fail(billwerk.CodePaymentMethodNotFound)
	}
	s.method = nil
	return nil
}
