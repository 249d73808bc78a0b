package billwerktest

import (
	"maps"
	"slices"
	"strconv"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

func (f *Fake) listInvoices(c *call) (any, *refusal) {
	rows := make([]row, 0, len(f.invoices.rows))
	for _, i := range f.invoices.rows {
		rows = append(rows, row{i.seq, i.created, i.view})
	}
	l := f.moneyList()
	maps.Copy(l.filters, filters("type:set subscription plan number dunning_start:during dunning_success:during=settled due:during"))
	return f.list(c, l, rows)
}

// moneyList is what the lists of charges and invoices have in common.
func (f *Fake) moneyList() listing {
	l := listing{
		filters: filters(`handle handle_prefix handle_contains accounting_number accounting_number_prefix accounting_number_contains
			state:set exclude_state:not=state customer amount:range refunded_amount:range authorized_amount:range currency:set
			debtor_id`),
		ranges: map[string]string{"created": "created", "settled": "settled"},
	}
	l.filters["partial_settled"] = func(view object, values []string) (bool, error) {
		want, err := strconv.ParseBool(values[0])
		i, found := f.invoices.get(text(view["handle"]))
		return found && want == (i.settled > 0 && i.settled < i.authorized), err
	}
	// The definition doesn't say whether this is a number or an interval.
	l.filters["settled_amount"] = func(view object, values []string) (bool, error) {
		i, found := f.invoices.get(text(view["handle"]))
		if !found {
			i = &invoice{}
		}
		settled := object{"settled_amount": i.settled}
		if _, err := strconv.ParseInt(values[0], 10, 64); err == nil {
			return found && text(i.settled) == values[0], nil
		}
		match, err := numberFilter("settled_amount")(settled, values)
		return found && match, err
	}
	return l
}

// view is the model Invoice.
func (i *invoice) view() object {
	v := object{
		"id": i.id, "handle": i.handle, "customer": i.customer.handle, "state": i.state, "type": i.kind,
		"amount": i.amount(), "amount_vat": i.vat(), "amount_ex_vat": i.amount() - i.vat(), "org_amount": i.amount(),
		"discount_amount": 0, "settled_amount": i.settled, "refunded_amount": i.refunded, "currency": i.currency,
		"order_lines": i.orderLines(), "credits": []object{}, "additional_costs": []string{},
	}
	transactions := make([]object, 0, len(i.transactions))
	for _, t := range i.transactions[max(0, len(i.transactions)-100):] {
		transactions = append(transactions, t.view())
	}
	v["transactions"] = transactions
	v.stamp("due", i.due)
	v.stamp("created", i.created)
	v.stamp("settled", i.settledAt)
	v.stamp("authorized", i.authorizedAt)
	v.stamp("cancelled", i.cancelledAt)
	v.stamp("failed", i.failedAt)
	v.stamp("dunning_start", i.dunningStart)
	v.stamp("period_from", i.periodFrom)
	v.stamp("period_to", i.periodTo)
	v.put("number", i.number)
	v.put("authorized_amount", i.authorized)
	v.put("credited_amount", i.refunded)
	v.put("processing", i.processing)
	v.put("recurring_payment_method", i.recurring)
	v.put("billing_address", i.billing)
	v.put("shipping_address", i.shipping)
	v.put("settle_later", i.later != "")
	v.put("settle_later_payment_method", i.later)
	v.put("credit_notes", i.creditNotes)
	if i.subscription != nil {
		v["subscription"], v["plan"], v["plan_version"] = i.subscription.handle, i.subscription.plan.handle, i.subscription.plan.number
	}
	if i.dunningStart.IsZero() {
		return v
	}
	v["dunning_plan"], v["dunning_count"] = "standard", 0
	return v
}

func (i *invoice) vat() (vat int64) {
	for _, l := range i.lines {
		vat += l.total() - withoutVAT(l.total(), l.vat)
	}
	return vat
}

// orderLines are models OrderLine, the latest first.
func (i *invoice) orderLines() []object {
	lines := make([]object, 0, len(i.lines))
	for _, l := range slices.Backward(i.lines) {
		total, unit := l.total(), l.total()/l.quantity
		v := object{
			"id": l.id, "ordertext": l.text, "amount": total, "vat": l.vat, "quantity": l.quantity, "origin": l.origin,
			"amount_vat": total - withoutVAT(total, l.vat), "amount_ex_vat": withoutVAT(total, l.vat),
			"unit_amount": unit, "unit_amount_vat": unit - withoutVAT(unit, l.vat), "unit_amount_ex_vat": withoutVAT(unit, l.vat),
			"amount_defined_incl_vat": l.inclVAT,
		}
		v.stamp("timestamp", l.created)
		lines = append(lines, v)
	}
	return lines
}

// view is the model Transaction.
func (t *transaction) view() object {
	v := object{
		"id": t.id, "state": t.state, "invoice": t.of.id, "type": t.kind, "amount": t.amount, "payment_type": t.payment,
		"currency": t.of.currency, "customer_handle": t.of.customer.handle,
	}
	v.stamp("created", t.created)
	switch t.state {
	case billwerk.TransactionSettled, billwerk.TransactionAuthorized, billwerk.TransactionFailed, billwerk.TransactionRefunded:
		v.stamp(string(t.state), t.created)
	default:
	}
	if t.method != nil {
		v["payment_method"], v["payment_context"] = t.method.id, "mit"
	}
	switch {
	case t.manual != nil:
		v["manual_transaction"] = t.manual
	case t.card != nil:
		v["card_transaction"] = t.cardView()
	case t.method != nil:
		alt := object{}
		alt.put("error", t.why.reason)
		alt.put("error_state", t.why.state)
		v["offline_transaction"] = alt
	}
	return v
}

// cardView is the model CardTransaction.
func (t *transaction) cardView() object {
	v := object{"provider": "test"}
	t.card.describe(v)
	v.put("error", t.why.reason)
	v.put("error_state", t.why.state)
	v.put("ref_transaction", t.ref)
	t.why.acquirerWords(v)
	return v
}

// details is free JSON of the acquirer.
func (t *transaction) details() object {
	v := object{"id": t.id, "gateway": "test"}
	t.why.acquirerWords(v)
	return v
}
