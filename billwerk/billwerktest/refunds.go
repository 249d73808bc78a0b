package billwerktest

import (
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// refund is money given back, or an attempt at it.
type refund struct {
	*transaction
	creditNote string
	told       bool
}

// Model CreateRefund.
var (
	createRefund     = fields("invoice* key amount:int vat:num text amount_incl_vat:bool note_lines:list manual_transfer:obj acquirer_reference")
	creditLineFields = fields("amount*:int text* quantity*:int vat:num origin order_line_id amount_incl_vat:bool")
)

func refundRoutes() []route {
	return []route{
		{"POST /v1/refund", createRefund, (*Fake).createRefund},
		{"GET /v1/refund/{id}", nil, (*Fake).getRefund},
	}
}

func (f *Fake) createRefund(c *call) (any, *refusal) {
	i, refused := f.invoice(c.body.text("invoice"))
	if refused != nil {
		return nil, refused
	}
	return f.once(c.body.text("key"), func() (any, *refusal) {
		amount, refused := i.refundable(c)
		if refused != nil {
			return nil, refused
		}
		transfer, refused := c.body.object("manual_transfer", transferFields)
		if refused != nil {
			return nil, refused
		}
		if i.manual && transfer == nil {
			return nil, fail(billwerk.CodeOnlineRefundNotSupported)
		}
		return f.refund(i, amount, transfer, c.body.text("text"), c.body.text("key"), c.now).view(), nil
	}, "refund", i.id)
}

// refundable is the amount of a refund: what is asked for, or all that is left.
func (i *invoice) refundable(c *call) (int64, *refusal) {
	if i.settled == 0 {
		return 0, fail(billwerk.CodeInvoiceNotSettled)
	}
	left := i.settled - i.refunded
	amount := left
	lines, refused := c.body.objects("note_lines", creditLineFields)
	switch {
	case refused != nil:
		return 0, refused
	case len(lines) > 0:
		amount = 0
		for _, b := range lines {
			amount += b.integer("amount") * b.integer("quantity")
		}
	case c.body.has("amount"):
		amount = c.body.integer("amount")
	}
	switch {
	case amount > left, left == 0:
		return 0, fail(billwerk.CodeRefundAmountTooHigh)
	case amount < 1:
		return 0, fail(billwerk.CodeNonPositiveAmount)
	}
	return amount, nil
}

// refund gives money back. The test gateway decides by the amount here too, but
// for soft declines, which refunds don't have: what the vendor's does with refunds
// is not documented.
func (f *Fake) refund(i *invoice, amount int64, transfer body, text, key string, now time.Time) *refund {
	t := f.newTransaction(i, billwerk.TransactionTypeRefund, amount, now)
	for _, earlier := range i.transactions {
		if earlier.kind == billwerk.TransactionTypeSettle && earlier.state == billwerk.TransactionSettled {
			t.ref = earlier.id
		}
	}
	t.state = billwerk.TransactionRefunded
	if transfer != nil {
		t.byHand(transfer)
		t.state = billwerk.TransactionRefunded
	} else if d := byAmount[amount]; t.card != nil && t.card.CVV == "888" && d.state != billwerk.ErrorStateSoftDeclined {
		t.why = d
	}
	r := &refund{transaction: t}
	f.refunds.add(r, t.id)
	if t.why.failed() {
		t.state = billwerk.TransactionFailed
		f.touch(r)
		return r
	}
	r.creditNote = f.newID()
	note := object{
		"id": r.creditNote, "invoice": i.id, "amount": amount, "amount_vat": amount - withoutVAT(amount, defaultVAT),
		"currency": i.currency, "customer": i.customer.handle, "transaction": t.id,
		"credit_note_lines": []object{{"amount": amount, "text": text, "quantity": 1}},
	}
	note.stamp("created", now)
	i.creditNotes = append(i.creditNotes, note)
	f.touch(r)
	f.moved(t, key)
	return r
}

func (f *Fake) getRefund(c *call) (any, *refusal) {
	r, found := f.refunds.get(c.PathValue("id"))
	if !found {
		return nil, fail(billwerk.CodeRefundNotFound)
	}
	return r.view(), nil
}

// view is the model Refund.
func (r *refund) view() object {
	v := object{
		"id": r.id, "state": r.state, "invoice": r.of.handle, "amount": r.amount, "currency": r.of.currency,
		"transaction": r.id, "type": r.payment,
	}
	v.stamp("created", r.created)
	v.put("error", r.why.reason)
	v.put("error_state", r.why.state)
	v.put("credit_note_id", r.creditNote)
	v.put("ref_transaction", r.ref)
	if r.why.failed() {
		words := object{}
		r.why.acquirerWords(words)
		v["acquirer_message"] = words["acquirer_message"]
	}
	return v
}
