package billwerktest

import (
	"encoding/json"
	"math"
	"slices"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// invoice is an invoice, and the charge in front of it if its kind is "ch".
type invoice struct {
	seq          int
	id, handle   string
	kind         billwerk.InvoiceType
	state        billwerk.InvoiceState
	customer     *customer
	subscription *subscription
	currency     string
	number       int
	lines        []line

	authorized, settled, refunded int64 // amounts

	created, due, authorizedAt, settledAt, cancelledAt, failedAt time.Time
	dunningStart                                                 time.Time
	periodFrom, periodTo                                         time.Time

	transactions []*transaction
	creditNotes  []object
	metadata     json.RawMessage
	billing      json.RawMessage
	shipping     json.RawMessage
	later        string // payment method of a settle that is planned
	manual       bool   // settled outside of the vendor's system
	processing   bool
	told         toldInvoice // what there were events of
	recurring    string      // id of the method that a charge has stored

	// The payer, and why the last payment failed.
	method *method
	card   *card
	last   decline
}

// line is an order line; its amount is that of a unit.
type line struct {
	id, text, origin string
	amount           int64
	vat              float64
	quantity         int64
	inclVAT          bool
	created          time.Time
}

// transaction is a payment, or an attempt at one.
type transaction struct {
	id      string
	kind    billwerk.TransactionType
	state   billwerk.TransactionState
	amount  int64
	created time.Time
	of      *invoice
	payment billwerk.PaymentType
	method  *method
	card    *card
	ref     string // what it settles or refunds
	why     decline
	manual  object
}

// defaultVAT is the account's default.
const defaultVAT = 0.25

var (
	orderLineFields = fields("ordertext* amount*:int vat:num quantity:int amount_incl_vat:bool tax_policy")
	addressFields   = fields("company vat attention address address2 city country email phone first_name last_name postal_code state_or_province")
	transferFields  = fields("method* payment_date* comment reference")
)

func newLine(id, text, origin string, amount int64, now time.Time) line {
	return line{id: id, text: text, origin: origin, amount: amount, vat: defaultVAT, quantity: 1, inclVAT: true, created: now}
}

// total of the line, including VAT.
func (l line) total() int64 {
	if l.inclVAT {
		return l.amount * l.quantity
	}
	return int64(math.Round(float64(l.amount*l.quantity) * (1 + l.vat)))
}

// withoutVAT takes the VAT off.
func withoutVAT(amount int64, vat float64) int64 {
	return int64(math.Round(float64(amount) / (1 + vat)))
}

// readLines reads the order lines of a request, or the amount and the text that
// stand for one line.
func (f *Fake) readLines(c *call, origin string) ([]line, *refusal) {
	list, refused := c.body.objects("order_lines", orderLineFields)
	if refused != nil {
		return nil, refused
	}
	if len(list) == 0 && c.body.has("amount") {
		return []line{newLine(f.newID(), c.body.text("ordertext"), origin, c.body.integer("amount"), c.now)}, nil
	}
	lines := make([]line, 0, len(list))
	for _, b := range list {
		l := newLine(f.newID(), b.text("ordertext"), origin, b.integer("amount"), c.now)
		if b.has("vat") {
			l.vat = b.number("vat")
		}
		if b.has("quantity") {
			l.quantity = b.integer("quantity")
		}
		l.inclVAT = b.flagOr("amount_incl_vat", true)
		if l.quantity < 1 {
			return nil, malformed("order_lines: the quantity %d is below 1", l.quantity)
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// checkAddresses looks at the addresses of a request.
func checkAddresses(b body) *refusal {
	for _, name := range []string{"billing_address", "shipping_address"} {
		if _, refused := b.object(name, addressFields); refused != nil {
			return refused
		}
	}
	return nil
}

func sum(lines []line) (total int64) {
	for _, l := range lines {
		total += l.total()
	}
	return total
}

func (i *invoice) amount() int64 { return sum(i.lines) }

// unpaid is an invoice that waits for its money.
func (i *invoice) unpaid() bool {
	return i.state == billwerk.InvoicePending || i.state == billwerk.InvoiceDunning
}

// open refuses what can't be done to an invoice that is paid, cancelled or under
// way.
func (i *invoice) open() *refusal {
	switch {
	case i.processing:
		return fail(billwerk.CodeInvoiceHasProcessingTransaction)
	case i.state == billwerk.InvoiceSettled:
		return fail(billwerk.CodeInvoiceAlreadySettled)
	case i.state == billwerk.InvoiceAuthorized:
		return fail(billwerk.CodeInvoiceAlreadyAuthorized)
	case i.state == billwerk.InvoiceCancelled:
		return fail(billwerk.CodeInvoiceAlreadyCancelled)
	}
	return nil
}

func (f *Fake) addInvoice(i *invoice) {
	i.seq, i.id = f.next(), f.newID()
	if i.kind != billwerk.InvoiceTypeCharge {
		i.number = 1000 + i.seq
	}
	f.invoices.add(i, i.id, i.handle)
	f.touch(i)
	i.customer.invoices = append(i.customer.invoices, i)
	if i.subscription != nil {
		i.subscription.invoices = append(i.subscription.invoices, i)
	}
}

func (f *Fake) removeInvoice(i *invoice) {
	f.invoices.remove(i, i.id, i.handle)
	same := func(other *invoice) bool { return other == i }
	i.customer.invoices = slices.DeleteFunc(i.customer.invoices, same)
	if i.subscription != nil {
		i.subscription.invoices = slices.DeleteFunc(i.subscription.invoices, same)
	}
}

func (f *Fake) invoice(name string) (*invoice, *refusal) {
	if i, found := f.invoices.get(name); found {
		f.touch(i)
		return i, nil
	}
	return nil, fail(billwerk.CodeInvoiceNotFound)
}

// newTransaction adds an attempt to move money, without its result.
func (f *Fake) newTransaction(i *invoice, kind billwerk.TransactionType, amount int64, now time.Time) *transaction {
	t := &transaction{
		id: f.newID(), kind: kind, state: billwerk.TransactionPending, amount: amount, created: now, of: i,
		payment: i.paymentType(), method: i.method, card: i.card,
	}
	i.transactions = append(i.transactions, t)
	f.touch(i)
	return t
}

func (i *invoice) paymentType() billwerk.PaymentType {
	switch {
	case i.method != nil:
		return i.method.kind
	case i.card != nil:
		return billwerk.PaymentCard
	default:
		return billwerk.PaymentManual
	}
}

// attempt lets the gateway decide on a payment.
func (t *transaction) attempt(now time.Time, done billwerk.TransactionState) decline {
	if t.card != nil {
		t.why = t.card.pay(t.amount, now)
	}
	t.state = done
	if t.why.failed() {
		t.state = billwerk.TransactionFailed
	}
	return t.why
}

// moved enters money that moved into the ledger.
func (f *Fake) moved(t *transaction, key string) {
	f.ledger = append(f.ledger, Entry{
		Type: t.kind, Invoice: t.of.handle, Amount: t.amount, Currency: t.of.currency, Transaction: t.id, Key: key, Time: t.created,
	})
	if t.kind == billwerk.TransactionTypeSettle {
		t.of.settled += t.amount
		f.processed[t.of.handle]++
	} else {
		t.of.refunded += t.amount
	}
}
