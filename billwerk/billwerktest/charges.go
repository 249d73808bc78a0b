package billwerktest

import (
	"github.com/vendorkit/vendorkit-go/billwerk"
)

// Models CreateCharge, PrepareChargeDto and SettleCharge.
var (
	prepareCharge = fields(`handle* key amount:int currency customer:obj metadata:obj ordertext order_lines:list customer_handle
		billing_address:obj shipping_address:obj`)
	createCharge = fields(`handle* source* key amount:int currency customer:obj metadata:obj settle:bool recurring:bool
		parameters:obj ordertext order_lines:list customer_handle billing_address:obj shipping_address:obj
		use_pm_for_subscription:bool text_on_statement payment_method_reference async:bool acquirer_reference
		account_funding_information:obj account_funding:bool`)
	settleCharge = fields("key amount:int ordertext order_lines:list acquirer_reference manual_settle:obj")
)

func chargeRoutes() []route {
	return []route{
		{"POST /v1/charge", createCharge, (*Fake).createCharge},
		{"POST /v1/charge/prepare", prepareCharge, (*Fake).prepareCharge},
		{"GET /v1/charge/{handle}", nil, (*Fake).getCharge},
		{"DELETE /v1/charge/{handle}", nil, (*Fake).deleteCharge},
		{"POST /v1/charge/{handle}/cancel", nil, (*Fake).cancelCharge},
		{"POST /v1/charge/{handle}/settle", settleCharge, (*Fake).settleCharge},
		{"POST /v1/charge/{handle}/transaction/{transaction}/offline_settle", nil, (*Fake).offlineSettle},
		{"GET /v1/list/charge", nil, (*Fake).listCharges},
	}
}

func (f *Fake) createCharge(c *call) (any, *refusal) {
	handle := c.body.text("handle")
	return f.once(c.body.text("key"), func() (any, *refusal) {
		i, refused := f.chargeFor(c)
		if refused != nil {
			return nil, refused
		}
		source := c.body.text("source")
		m, paid, refused := f.pick(c, i.customer, source, c.body.flag("recurring"))
		if refused != nil {
			return nil, refused
		}
		i.method, i.card = m, paid
		if m != nil && c.body.flag("recurring") {
			i.recurring = m.id
		}
		f.pay(c, i)
		return i.charge(), nil
	}, "charge", handle)
}

// pay authorizes a charge, or authorizes and captures it.
func (f *Fake) pay(c *call, i *invoice) {
	kind, done := billwerk.TransactionTypeAuthorization, billwerk.TransactionAuthorized
	if c.body.flag("settle") {
		kind, done = billwerk.TransactionTypeSettle, billwerk.TransactionSettled
	}
	t := f.newTransaction(i, kind, i.amount(), c.now)
	if i.method != nil && i.method.agreement != "" {
		i.state, i.processing = billwerk.InvoicePending, true // until SettleOffline
		return
	}
	i.last = t.attempt(c.now, done)
	switch {
	case i.last.failed():
		i.state, i.failedAt = billwerk.InvoiceFailed, c.now
	case kind == billwerk.TransactionTypeSettle:
		i.state, i.settledAt = billwerk.InvoiceSettled, c.now
		f.moved(t, c.body.text("key"))
	default:
		i.state, i.authorizedAt, i.authorized = billwerk.InvoiceAuthorized, c.now, t.amount
	}
}

func (f *Fake) prepareCharge(c *call) (any, *refusal) {
	handle := c.body.text("handle")
	return f.once(c.body.text("key"), func() (any, *refusal) {
		i, refused := f.chargeFor(c)
		if refused != nil {
			return nil, refused
		}
		return i.charge(), nil
	}, "prepare", handle)
}

// chargeFor is the charge of a create: a new one, or one that is not paid yet and
// is tried again under the same handle.
func (f *Fake) chargeFor(c *call) (*invoice, *refusal) {
	handle := c.body.text("handle")
	if !validHandle(handle) {
		return nil, malformed("handle: 1 to 255 characters of [a-zA-Z0-9_.-@]")
	}
	lines, refused := f.readLines(c, "ondemand")
	if refused != nil {
		return nil, refused
	}
	if i, found := f.invoices.get(handle); found {
		f.touch(i)
		return i, f.again(c, i, lines)
	}
	switch amount := sum(lines); {
	case len(lines) == 0:
		return nil, fail(billwerk.CodeMissingAmount)
	case amount < 0, amount == 0 && c.body.has("amount"):
		return nil, fail(billwerk.CodeNonPositiveAmount)
	case amount == 0:
		return nil, fail(billwerk.CodeInvoiceHasZeroAmount)
	}
	if refused := checkAddresses(c.body); refused != nil {
		return nil, refused
	}
	owner, refused := f.customerOf(c, "customer_handle", "customer")
	if refused != nil {
		return nil, refused
	}
	i := &invoice{
		handle: handle, kind: billwerk.InvoiceTypeCharge, state: billwerk.InvoiceCreated, customer: owner,
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

// again checks a create whose handle exists: only what is not paid may be tried
// again, and unchanged.
func (f *Fake) again(c *call, i *invoice, lines []line) *refusal {
	if refused := i.open(); refused != nil {
		return refused
	}
	handle := c.body.text("customer_handle")
	switch {
	case i.kind != billwerk.InvoiceTypeCharge && !i.unpaid() && i.state != billwerk.InvoiceFailed:
		return fail(billwerk.CodeDuplicateHandle)
	case handle != "" && handle != i.customer.handle:
		return fail(billwerk.CodeCustomerCannotBeChangedOnInvoice)
	case c.body.has("currency") && c.body.text("currency") != i.currency:
		return fail(billwerk.CodeCurrencyChangeNotAllowed)
	case len(lines) > 0 && sum(lines) != i.amount():
		return fail(billwerk.CodeAmountChangeNotAllowedOnInvoice)
	}
	return nil
}

// charge finds a charge by its handle, or an invoice that is paid as one.
func (f *Fake) charge(c *call) (*invoice, *refusal) { return f.invoice(c.PathValue("handle")) }

func (f *Fake) getCharge(c *call) (any, *refusal) {
	i, refused := f.charge(c)
	if refused != nil {
		return nil, refused
	}
	return i.charge(), nil
}

func (f *Fake) deleteCharge(c *call) (any, *refusal) {
	i, refused := f.charge(c)
	if refused != nil {
		return nil, refused
	}
	if i.state != billwerk.InvoiceCreated {
		return nil, fail(billwerk.CodeInvoiceWrongState)
	}
	f.removeInvoice(i)
	return nil, nil
}

func (f *Fake) cancelCharge(c *call) (any, *refusal) {
	i, refused := f.charge(c)
	if refused != nil {
		return nil, refused
	}
	if i.state == billwerk.InvoiceAuthorized || i.state == billwerk.InvoiceCreated {
		i.cancel(c.now)
		return i.charge(), nil
	}
	if refused := i.open(); refused != nil {
		return nil, refused
	}
	return nil, fail(billwerk.CodeInvoiceWrongState)
}

// settleCharge captures an authorized charge, or a part of it (page
// "settlecharge").
func (f *Fake) settleCharge(c *call) (any, *refusal) {
	i, refused := f.charge(c)
	if refused != nil {
		return nil, refused
	}
	return f.once(c.body.text("key"), func() (any, *refusal) {
		lines, refused := f.settleLines(c, i)
		if refused != nil {
			return nil, refused
		}
		manual, refused := c.body.object("manual_settle", transferFields)
		if refused != nil {
			return nil, refused
		}
		f.settle(c, i, lines, manual)
		return i.charge(), nil
	}, "settle", i.handle)
}

// settleLines are the lines that a settle captures; without any it captures what
// is left.
func (f *Fake) settleLines(c *call, i *invoice) ([]line, *refusal) {
	left := i.authorized - i.settled
	switch {
	case i.authorized == 0 && i.state == billwerk.InvoiceSettled, i.state == billwerk.InvoiceSettled && left == 0:
		return nil, fail(billwerk.CodeInvoiceAlreadySettled)
	case i.state == billwerk.InvoiceCancelled:
		return nil, fail(billwerk.CodeInvoiceAlreadyCancelled)
	case i.processing:
		return nil, fail(billwerk.CodeInvoiceHasProcessingTransaction)
	case i.state != billwerk.InvoiceAuthorized && i.state != billwerk.InvoiceSettled:
		return nil, fail(billwerk.CodeInvoiceMustBeAuthorized)
	}
	lines, refused := f.readLines(c, "ondemand")
	if refused != nil {
		return nil, refused
	}
	if len(lines) == 0 {
		if i.settled == 0 {
			return i.lines, nil
		}
		return []line{newLine(f.newID(), "", "ondemand", left, c.now)}, nil
	}
	switch amount := sum(lines); {
	case amount <= 0:
		return nil, fail(billwerk.CodeNonPositiveAmount)
	case amount > left:
		return nil, fail(billwerk.CodeAmountHigherThanAuthorizedAmount)
	}
	return lines, nil
}

// settle captures. What happens to the state is peculiar: a processing error
// leaves it, a hard decline of the first settle makes the charge fail, and with
// several settles the charge is settled already. What a soft decline does is not
// documented; it leaves the state here.
func (f *Fake) settle(c *call, i *invoice, lines []line, manual body) {
	t := f.newTransaction(i, billwerk.TransactionTypeSettle, sum(lines), c.now)
	for _, earlier := range i.transactions {
		if earlier.state == billwerk.TransactionAuthorized {
			t.ref = earlier.id
		}
	}
	if manual != nil {
		t.byHand(manual)
		i.manual, i.last = true, decline{}
	} else {
		i.last = t.attempt(c.now, billwerk.TransactionSettled)
	}
	if i.last.failed() {
		if i.last.state == billwerk.ErrorStateHardDeclined && i.settled == 0 {
			i.state, i.failedAt, i.authorized = billwerk.InvoiceFailed, c.now, 0
		}
		return
	}
	if i.settled == 0 {
		i.lines = lines
	} else {
		i.lines = append(i.lines, lines...)
	}
	i.state, i.settledAt = billwerk.InvoiceSettled, c.now
	f.moved(t, c.body.text("key"))
}

// byHand is money that changed hands elsewhere.
func (t *transaction) byHand(transfer body) {
	t.state, t.payment, t.card, t.method = billwerk.TransactionSettled, billwerk.PaymentManual, nil, nil
	t.manual = object{}
	transfer.copyTo(t.manual, "method comment reference")
	if date, err := parseLocal(transfer.text("payment_date")); err == nil {
		t.manual.stamp("payment_date", date)
	}
}

// offlineSettle records that an offline payment has arrived.
func (f *Fake) offlineSettle(c *call) (any, *refusal) {
	i, refused := f.charge(c)
	if refused != nil {
		return nil, refused
	}
	t, refused := i.transaction(c.PathValue("transaction"))
	switch {
	case refused != nil:
		return nil, refused
	case t.state != billwerk.TransactionPending:
		return nil, fail(billwerk.CodeTransactionWrongStateForOperation)
	}
	t.kind, t.state = billwerk.TransactionTypeSettle, billwerk.TransactionSettled
	i.state, i.settledAt, i.processing = billwerk.InvoiceSettled, c.now, false
	f.moved(t, "")
	return i.charge(), nil
}
