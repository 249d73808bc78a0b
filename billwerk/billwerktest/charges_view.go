package billwerktest

import "github.com/vendorkit/vendorkit-go/billwerk"

func (f *Fake) listCharges(c *call) (any, *refusal) {
	var rows []row
	for _, i := range f.invoices.rows {
		if i.kind == billwerk.InvoiceTypeCharge {
			rows = append(rows, row{i.seq, i.created, i.charge})
		}
	}
	return f.list(c, f.moneyList(), rows)
}

// charge is the model Charge.
func (i *invoice) charge() object {
	v := object{
		"handle": i.handle, "state": i.state, "customer": i.customer.handle, "amount": i.amount(), "currency": i.currency,
		"refunded_amount": i.refunded, "order_lines": i.orderLines(), "source": i.source(),
	}
	if i.settled > 0 {
		v["amount"] = i.settled
	}
	v.stamp("created", i.created)
	v.stamp("authorized", i.authorizedAt)
	v.stamp("settled", i.settledAt)
	v.stamp("cancelled", i.cancelledAt)
	v.put("authorized_amount", i.authorized)
	v.put("processing", i.processing)
	v.put("error", i.last.reason)
	v.put("error_state", i.last.state)
	v.put("recurring_payment_method", i.recurring)
	v.put("billing_address", i.billing)
	v.put("shipping_address", i.shipping)
	if n := len(i.transactions); n > 0 {
		v["transaction"] = i.transactions[n-1].id
		v["payment_context"] = "mit"
	}
	return v
}

// source is the model ChargeSource.
func (i *invoice) source() object {
	v := object{"type": i.paymentType()}
	if i.card != nil {
		i.card.describe(v)
		v["provider"] = "test"
		i.last.acquirerWords(v)
	}
	if i.method != nil {
		if i.card != nil {
			v["card"] = i.method.id
		}
		v.put("offline_agreement_handle", i.method.agreement)
	}
	if n := len(i.transactions); n > 0 {
		v.put("auth_transaction", i.transactions[n-1].ref)
	}
	return v
}
