package billwerktest

import (
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// session is a checkout session.
type session struct {
	id               string
	kind             billwerk.SessionType
	body             body
	created, expires time.Time
	done             bool

	// What it is for: one of them.
	invoice      *invoice
	customer     *customer
	subscription *subscription
}

// What the three kinds have in common, and the models CreateChargeSession, Order,
// CreateRecurringSession and CreateSubscriptionSession.
const sessionFields = `configuration locale ttl phone accept_url cancel_url payment_methods:texts card_on_file
	card_on_file_require_cvv:bool card_on_file_require_exp_date:bool button_text recurring_average_amount:int sca_data:obj
	session_data:obj payment_method_reference account_funding:bool account_funding_information:obj agreement_filter:texts
	offline_agreement_filter:texts allowed_ip`

var (
	chargeSessionFields = fields(sessionFields, `invoice settle:bool order:obj recurring:bool text_on_statement acquirer_reference
		recurring_optional:bool recurring_optional_text`)
	orderFields = fields(`handle* key amount:int currency customer:obj metadata:obj ordertext order_lines:list customer_handle
		billing_address:obj shipping_address:obj`)
	recurringSessionFields    = fields(sessionFields, "customer currency create_customer:obj order_text")
	subscriptionSessionFields = fields(sessionFields, "subscription prepare_subscription:obj show_terms:bool show_subscription_details:bool")
)

func sessionRoutes() []route {
	return []route{
		{"POST /v1/session/charge", chargeSessionFields, (*Fake).createChargeSession},
		{"POST /v1/session/recurring", recurringSessionFields, (*Fake).createRecurringSession},
		{"POST /v1/session/subscription", subscriptionSessionFields, (*Fake).createSubscriptionSession},
		{"DELETE /v1/session/{id}", nil, (*Fake).deleteSession},
		{"GET /v1/session_info/{id}", nil, (*Fake).sessionInfo},
		{"GET /v1/session_info/{relation}/{handle}", nil, (*Fake).findSessions},
	}
}

// createChargeSession makes the charge of an order at once, in state created: that
// the vendor does so is inferred from the errors of this operation.
func (f *Fake) createChargeSession(c *call) (any, *refusal) {
	switch {
	case c.body.has("order") == c.body.has("invoice"):
		return nil, malformed("either order or invoice")
	case c.body.flag("recurring") && c.body.has("recurring_optional"):
		return nil, malformed("recurring excludes recurring_optional")
	case c.body.has("card_on_file") && c.body.flag("recurring"):
		return nil, fail(billwerk.CodeSessionCardOnFileNotAllowed)
	}
	s := &session{kind: billwerk.SessionCharge}
	var refused *refusal
	if c.body.has("order") {
		refused = c.within("order", orderFields, func(order *call) (refused *refusal) {
			s.invoice, refused = f.chargeFor(order)
			return refused
		})
	} else if s.invoice, refused = f.invoice(c.body.text("invoice")); refused == nil {
		refused = s.invoice.open()
	}
	if refused != nil {
		return nil, refused
	}
	return f.addSession(c, s)
}

func (f *Fake) createRecurringSession(c *call) (any, *refusal) {
	owner, refused := f.customerOf(c, "customer", "create_customer")
	if refused != nil {
		return nil, refused
	}
	return f.addSession(c, &session{kind: billwerk.SessionRecurring, customer: owner})
}

func (f *Fake) createSubscriptionSession(c *call) (any, *refusal) {
	if c.body.has("subscription") == c.body.has("prepare_subscription") {
		return nil, malformed("either subscription or prepare_subscription")
	}
	s := &session{kind: billwerk.SessionSubscription}
	var refused *refusal
	if c.body.has("subscription") {
		s.subscription, refused = f.subscription(c.body.text("subscription"), c.now)
		if refused == nil && s.subscription.state == billwerk.SubscriptionExpired {
			refused = fail(billwerk.CodeSubscriptionExpired)
		}
	} else {
		refused = c.within("prepare_subscription", fields(preparedFields), func(prepared *call) (refused *refusal) {
			s.subscription, refused = f.newSubscription(prepared)
			return refused
		})
	}
	if refused != nil {
		return nil, refused
	}
	return f.addSession(c, s)
}

// within does what an object of the request asks for, as if it were a request of its
// own, and is undone with it.
func (c *call) within(name string, s schema, do func(*call) *refusal) *refusal {
	b, refused := c.body.object(name, s)
	if refused != nil {
		return refused
	}
	inner := &call{Request: c.Request, body: b, now: c.now}
	refused = do(inner)
	c.undo = append(c.undo, inner.undo...)
	return refused
}

// addSession answers the model Session.
func (f *Fake) addSession(c *call, s *session) (any, *refusal) {
	ttl := duration{months: 3}
	if c.body.has("ttl") {
		var err error
		if ttl, err = parseDuration(c.body.text("ttl")); err != nil {
			return nil, malformed("ttl: %v", err)
		}
	}
	s.id, s.body, s.created, s.expires = "cs_"+f.newID(), c.body, c.now, ttl.after(c.now)
	f.sessions.add(s, s.id)
	return object{"id": s.id, "url": s.url()}, nil
}

func (s *session) url() string { return "https://checkout.example/#/" + s.id }

// session finds a session that was not deleted. Which code the vendor answers is not
// documented.
func (f *Fake) session(id string) (*session, *refusal) {
	if s, found := f.sessions.get(id); found {
		return s, nil
	}
	return nil, fail(billwerk.CodeNotFound)
}

func (f *Fake) deleteSession(c *call) (any, *refusal) {
	s, refused := f.session(c.PathValue("id"))
	if refused != nil {
		return nil, refused
	}
	f.sessions.remove(s, s.id)
	return nil, nil
}

func (f *Fake) sessionInfo(c *call) (any, *refusal) {
	s, refused := f.session(c.PathValue("id"))
	if refused != nil {
		return nil, refused
	}
	return s.view(), nil
}

// findSessions knows the relations charge, customer and subscription. The vendor's
// names are not documented: these are a guess.
func (f *Fake) findSessions(c *call) (any, *refusal) {
	relation, handle := c.PathValue("relation"), c.PathValue("handle")
	found := []object{}
	for _, s := range f.sessions.rows {
		charge, customer, subscription := s.relations()
		of, known := map[string]string{"charge": charge, "customer": customer, "subscription": subscription}[relation]
		if known && of == handle {
			found = append(found, s.view())
		}
	}
	if relation != "charge" && relation != "customer" && relation != "subscription" {
		return nil, fail(billwerk.CodeNotFound)
	}
	return found, nil
}

// relations are the handles of what a session is for.
func (s *session) relations() (charge, customer, subscription string) {
	switch {
	case s.invoice != nil:
		return s.invoice.handle, s.invoice.customer.handle, ""
	case s.subscription != nil:
		return "", s.subscription.customer.handle, s.subscription.handle
	default:
		return "", s.customer.handle, ""
	}
}

// view is the model SessionInfo.
func (s *session) view() object {
	v := object{"id": s.id, "type": s.kind, "url": s.url(), "created": stamp{s.created}, "expires": stamp{s.expires}}
	charge, customer, subscription := s.relations()
	v.put("charge", charge)
	v.put("customer", customer)
	v.put("subscription", subscription)
	v.put("subscription_session_done", s.done && s.subscription != nil)
	s.body.copyTo(v, `configuration locale settle recurring currency phone cancel_url accept_url payment_methods card_on_file
		card_on_file_require_cvv button_text order_text recurring_optional recurring_optional_text recurring_average_amount
		sca_data payment_method_reference account_funding allowed_ip`)
	return v
}
