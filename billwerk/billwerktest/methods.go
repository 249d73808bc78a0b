package billwerktest

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// method is a stored payment method.
type method struct {
	seq             int
	id              string
	state           billwerk.PaymentMethodState
	customer        *customer
	created, failed time.Time
	kind            billwerk.PaymentType
	reference       string
	card            *card // of a card
	agreement       string
	told            billwerk.PaymentMethodState // the last one of which there was an event
}

// token is a one-time card token, as the browser window makes them.
type token struct {
	card    *card
	used    bool
	expires time.Time
}

// tokenLife is how long a card token lives; the vendor's is not documented.
const tokenLife = time.Hour

var (
	addMethodFields        = fields("source* reference customer:obj customer_handle")
	addOfflineMethodFields = fields("offline_agreement_handle* reference customer:obj customer_handle")
)

func methodRoutes() []route {
	return []route{
		{"POST /v1/payment_method", addMethodFields, (*Fake).createMethod},
		{"POST /v1/payment_method/offline", addOfflineMethodFields, (*Fake).createOfflineMethod},
		{"GET /v1/payment_method/{id}", nil, (*Fake).getMethod},
		{"DELETE /v1/payment_method/{id}", nil, (*Fake).deleteMethod},
		{"POST /v1/payment_method/{id}/activate", nil, (*Fake).activateMethod},
		{"POST /v1/payment_method/{id}/inactivate", nil, (*Fake).inactivateMethod},
		{"GET /v1/payment_method/{id}/details", nil, (*Fake).methodDetails},
		{"GET /v1/payment_method/{id}/card_bin_info", nil, (*Fake).binInfo},
		{"GET /v1/list/payment_method", nil, (*Fake).listMethods},
	}
}

// CardToken plays the customer who enters a card in the checkout window. It
// returns a one-time token "ct_…" for a charge, a subscription or a payment
// method.
func (f *Fake) CardToken(c Card) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	id, now := "ct_"+f.newID(), clock()
	f.tokens[id] = &token{card: newCard(c, now), expires: now.Add(tokenLife)}
	return id
}

// SetPaymentMethodState puts a stored payment method into a state: failed makes
// payments with it end in code 147. It reports whether there is such a method.
func (f *Fake) SetPaymentMethodState(id string, state billwerk.PaymentMethodState) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	m, found := f.methods.get(id)
	if found {
		m.state, m.failed = state, time.Time{}
		if state == billwerk.PaymentMethodFailed {
			m.failed = clock()
		}
		f.touch(m)
		f.publish(clock())
	}
	return found
}

func (f *Fake) addMethod(m *method) {
	m.seq, m.state = f.next(), billwerk.PaymentMethodActive
	f.methods.add(m, m.id)
	f.touch(m)
}

// useToken takes the card of a token.
func (f *Fake) useToken(id string, now time.Time) (*card, *refusal) {
	t, found := f.tokens[id]
	switch {
	case !found:
		return nil, fail(billwerk.CodeInvalidCardToken)
	case t.used:
		return nil, fail(billwerk.CodeCardTokenAlreadyUsed)
	case now.After(t.expires):
		return nil, fail(billwerk.CodeCardTokenExpired)
	}
	t.used = true
	return t.card, nil
}

func (f *Fake) createMethod(c *call) (any, *refusal) {
	owner, refused := f.customerOf(c, "customer_handle", "customer")
	if refused != nil {
		return nil, refused
	}
	m, refused := f.storeCard(c, owner, c.body.text("source"))
	if refused != nil {
		return nil, refused
	}
	m.reference = c.body.text("reference")
	return m.view(), nil
}

// storeCard stores the card of a token. That a decline is 77 and a fault of the
// acquirer 78 is inferred.
func (f *Fake) storeCard(c *call, owner *customer, source string) (*method, *refusal) {
	stored, refused := f.useToken(source, c.now)
	if refused != nil {
		return nil, refused
	}
	d, delay := stored.store()
	c.delay = delay
	if d.failed() {
		code := billwerk.CodeTransactionDeclined
		if d.state == billwerk.ErrorStateProcessingError {
			code = billwerk.CodeTransactionProcessingError
		}
		return nil, &refusal{code: code, transaction: d.reason}
	}
	m := &method{id: "ca_" + f.newID(), customer: owner, created: c.now, kind: billwerk.PaymentCard, card: stored}
	f.addMethod(m)
	return m, nil
}

func (f *Fake) createOfflineMethod(c *call) (any, *refusal) {
	owner, refused := f.customerOf(c, "customer_handle", "customer")
	if refused != nil {
		return nil, refused
	}
	m := &method{
		id: "of_" + f.newID(), customer: owner, created: c.now, kind: billwerk.PaymentOfflineOther,
		reference: c.body.text("reference"), agreement: c.body.text("offline_agreement_handle"),
	}
	f.addMethod(m)
	return m.view(), nil
}

func (f *Fake) method(id string) (*method, *refusal) {
	m, found := f.methods.get(id)
	if !found || m.state == billwerk.PaymentMethodDeleted {
		return nil, fail(billwerk.CodePaymentMethodNotFound)
	}
	return m, nil
}

func (f *Fake) getMethod(c *call) (any, *refusal) {
	m, refused := f.method(c.PathValue("id"))
	if refused != nil {
		return nil, refused
	}
	return m.view(), nil
}

func (f *Fake) deleteMethod(c *call) (any, *refusal) {
	m, refused := f.method(c.PathValue("id"))
	if refused != nil {
		return nil, refused
	}
	for _, s := range m.customer.subscriptions {
		if s.refresh(c.now); s.method == m && s.state != billwerk.SubscriptionExpired {
			return nil, fail(billwerk.CodePaymentMethodInUse)
		}
	}
	m.state = billwerk.PaymentMethodDeleted
	f.touch(m)
	return m.view(), nil
}

func (f *Fake) activateMethod(c *call) (any, *refusal) {
	return f.moveMethod(c, billwerk.PaymentMethodInactivated, billwerk.PaymentMethodActive, billwerk.CodePaymentMethodNotInactive)
}

func (f *Fake) inactivateMethod(c *call) (any, *refusal) {
	return f.moveMethod(c, billwerk.PaymentMethodActive, billwerk.PaymentMethodInactivated, billwerk.CodePaymentMethodNotActive)
}

func (f *Fake) moveMethod(c *call, from, to billwerk.PaymentMethodState, otherwise billwerk.Code) (any, *refusal) {
	m, refused := f.method(c.PathValue("id"))
	if refused != nil {
		return nil, refused
	}
	if m.state != from {
		return nil, fail(otherwise)
	}
	m.state = to
	f.touch(m)
	return m.view(), nil
}

// methodDetails is free JSON of the acquirer.
func (f *Fake) methodDetails(c *call) (any, *refusal) {
	m, refused := f.method(c.PathValue("id"))
	if refused != nil {
		return nil, refused
	}
	return object{"id": m.id, "gateway": "test"}, nil
}

func (f *Fake) binInfo(c *call) (any, *refusal) {
	m, refused := f.method(c.PathValue("id"))
	if refused != nil {
		return nil, refused
	}
	if m.card == nil {
		return nil, fail(billwerk.CodeCardNotFound)
	}
	return object{"funding": "credit", "country": "DK", "brand": strings.ToUpper(string(m.card.kind()))}, nil
}

func (f *Fake) listMethods(c *call) (any, *refusal) {
	l := listing{
		filters: filters(`id state:set payment_type:set customer reference failed:during
			card_type:set=card.card_type transaction_card_type:set=card.transaction_card_type
			card_prefix=card.masked_card card_postfix:postfix=card.masked_card card_fingerprint=card.fingerprint
			card_country:set=card.card_country card_gateway=card.gateway card_agreement=card.card_agreement
			offline_agreement_handle=offline_mandate.offline_agreement_handle mps_external_id=mps_subscription.external_id`),
		ranges: map[string]string{"created": "created"},
	}
	l.filters["subscription"] = func(view object, values []string) (bool, error) {
		s, found := f.subscriptions.get(values[0])
		return found && s.method != nil && s.method.id == view["id"], nil
	}
	rows := make([]row, 0, len(f.methods.rows))
	for _, m := range f.methods.rows {
		rows = append(rows, row{m.seq, m.created, m.view})
	}
	return f.list(c, l, rows)
}

// view is the model PaymentMethodV2.
func (m *method) view() object {
	v := object{"id": m.id, "state": m.state, "customer": m.customer.handle, "payment_type": m.kind}
	v.stamp("created", m.created)
	v.stamp("failed", m.failed)
	v.put("reference", m.reference)
	if m.card != nil {
		v["card"] = m.card.view(m.id)
	}
	if m.agreement != "" {
		v["offline_mandate"] = object{"offline_agreement_handle": m.agreement}
	}
	return v
}

// view is the model CardV2.
func (c *card) view(id string) object {
	v := object{"gateway": "test", "gw_ref": strings.TrimPrefix(id, "ca_"), "card_agreement": "test-agreement"}
	c.describe(v)
	v.stamp("last_success", c.lastSuccess)
	v.stamp("last_failed", c.lastFailed)
	v.stamp("first_fail", c.firstFail)
	v.put("error_code", c.last.reason)
	v.put("error_state", c.last.state)
	v.put("declined_count", c.declined)
	return v
}

// pick finds the payment method or the card of a source: an id, a token, or
// "auto". A token is stored if the request says so.
func (f *Fake) pick(c *call, owner *customer, source string, store bool) (*method, *card, *refusal) {
	if strings.HasPrefix(source, "ct_") {
		if store {
			m, refused := f.storeCard(c, owner, source)
			if refused != nil {
				return nil, nil, refused
			}
			return m, m.card, nil
		}
		paid, refused := f.useToken(source, c.now)
		return nil, paid, refused
	}
	m, refused := f.payer(owner, source)
	if refused != nil {
		return nil, nil, refused
	}
	return m, m.card, nil
}

// payer is the stored payment method that a source names, ready to pay.
func (f *Fake) payer(owner *customer, source string) (*method, *refusal) {
	if source == billwerk.SourceAuto {
		for _, m := range slices.Backward(f.methods.rows) {
			if m.customer == owner && m.state == billwerk.PaymentMethodActive {
				return m, nil
			}
		}
		return nil, fail(billwerk.CodePaymentMethodNotProvided)
	}
	m, refused := f.method(source)
	switch {
	case refused != nil:
		return nil, refused
	case m.customer != owner:
		return nil, fail(billwerk.CodePaymentMethodNotFound)
	case m.state == billwerk.PaymentMethodFailed:
		return nil, &refusal{code: billwerk.CodePaymentMethodFailed, status: http.StatusBadRequest}
	case m.state == billwerk.PaymentMethodPending:
		return nil, fail(billwerk.CodePaymentMethodPending)
	case m.state != billwerk.PaymentMethodActive:
		return nil, fail(billwerk.CodePaymentMethodNotActive)
	}
	return m, nil
}
