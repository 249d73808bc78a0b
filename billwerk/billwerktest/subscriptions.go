package billwerktest

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// Models CreateSubscription and CreatePreparedSubscription; conditional_create
// is in the documentation only.
const preparedFields = `plan* customer amount:int quantity:int test:bool handle metadata:obj create_customer:obj
	plan_version:int amount_incl_vat:bool generate_handle:bool start_date end_date grace_duration:int no_trial:bool
	no_setup_fee:bool trial_period subscription_discounts:list coupon_codes:texts add_ons:list additional_costs:list
	additional_entitlements:texts excluded_entitlements:texts metered_billing_products:list`

var addOnFields = fields("handle add_on* quantity:int amount:int name description fixed_amount:bool amount_incl_vat:bool")

func subscriptionRoutes() []route {
	prepared := fields(preparedFields)
	return []route{
		{"POST /v1/subscription", fields(preparedFields, "signup_method* source conditional_create:bool"), (*Fake).createSubscription},
		{"POST /v1/subscription/prepare", prepared, (*Fake).prepareSubscription},
		{"POST /v1/subscription/preview", prepared, (*Fake).previewSubscription},
		{"GET /v1/subscription/{handle}", nil, onSubscription((*Fake).leave)},
		{"PUT /v1/subscription/{handle}", changeFields, onSubscription((*Fake).changeSubscription)},
		{"PUT /v1/subscription/{handle}/preview", changeFields, (*Fake).previewChange},
		{"DELETE /v1/subscription/{handle}", nil, (*Fake).deletePending},
		{"GET /v1/list/subscription", nil, (*Fake).listSubscriptions},

		{"POST /v1/subscription/{handle}/activate", fields("signup_method* source payment_method_reference"), onSubscription((*Fake).activate)},
		{"POST /v1/subscription/{handle}/cancel", cancelFields, onSubscription((*Fake).cancel)},
		{"POST /v1/subscription/{handle}/cancel_preview", cancelFields, (*Fake).previewCancel},
		{"POST /v1/subscription/{handle}/uncancel", nil, onSubscription((*Fake).uncancel)},
		{"POST /v1/subscription/{handle}/on_hold", fields("compensation_method"), onSubscription((*Fake).hold)},
		{"POST /v1/subscription/{handle}/reactivate", fields("start_date partial_period_handling"), onSubscription((*Fake).reactivate)},
		{"POST /v1/subscription/{handle}/expire", fields("compensation_method"), onSubscription((*Fake).expireNow)},
		{"POST /v1/subscription/{handle}/change_next_period_start", fields("next_period_start*"), onSubscription((*Fake).moveNextPeriod)},
		{"PUT /v1/subscription/{handle}/end_date", fields("end_date"), onSubscription((*Fake).setEndDate)},

		{"POST /v1/subscription/{handle}/invoice", subscriptionInvoiceFields, (*Fake).createSubscriptionInvoice},
		{"GET /v1/subscription/{handle}/invoice", nil, (*Fake).payableInvoice},
		{"GET /v1/subscription/{handle}/next_invoice_preview", nil, (*Fake).nextInvoice},
		{"GET /v1/subscription/{handle}/pm", nil, onMethods((*Fake).leave)},
		{"POST /v1/subscription/{handle}/pm", fields("source payment_method_reference"), onMethods((*Fake).setMethod)},
		{"DELETE /v1/subscription/{handle}/pm", nil, onMethods((*Fake).removeMethod)},
		{"DELETE /v1/subscription/{handle}/pm/{id}", nil, onMethods((*Fake).removeMethod)},
		{"GET /v1/subscription/{handle}/add_on", nil, (*Fake).subscriptionAddOns},
		{"GET /v1/subscription/{handle}/add_on/{add_on}", nil, (*Fake).subscriptionAddOn},

		{"GET /v1/subscription/{handle}/metadata", nil, metadataOf((*Fake).subscriptionMetadata, (*call).getMetadata)},
		{"PUT /v1/subscription/{handle}/metadata", nil, metadataOf((*Fake).subscriptionMetadata, (*call).putMetadata)},
		{"DELETE /v1/subscription/{handle}/metadata", nil, metadataOf((*Fake).subscriptionMetadata, (*call).deleteMetadata)},
	}
}

// onSubscription makes an operation that finds the subscription, does something,
// and answers the subscription.
func onSubscription(do func(*Fake, *call, *subscription) *refusal) func(*Fake, *call) (any, *refusal) {
	return func(f *Fake, c *call) (any, *refusal) {
		s, refused := f.subscription(c.PathValue("handle"), c.now)
		if refused != nil {
			return nil, refused
		}
		if refused := do(f, c, s); refused != nil {
			return nil, refused
		}
		return s.view(), nil
	}
}

func (f *Fake) leave(*call, *subscription) *refusal { return nil }

func (f *Fake) subscription(handle string, now time.Time) (*subscription, *refusal) {
	s, found := f.subscriptions.get(handle)
	if !found {
		return nil, fail(billwerk.CodeSubscriptionNotFound)
	}
	s.refresh(now)
	f.touch(s)
	return s, nil
}

// createSubscription is atomic: a customer that it makes goes with it, should it
// be refused.
func (f *Fake) createSubscription(c *call) (any, *refusal) {
	s, refused := f.newSubscription(c)
	if refused != nil {
		return nil, refused
	}
	if refused := f.activate(c, s); refused != nil {
		return nil, refused
	}
	if c.body.flag("conditional_create") {
		if i := f.billPeriod(s, c.now); i.state != billwerk.InvoiceSettled {
			c.undo = append(c.undo, func() { f.removeInvoice(i) })
			return nil, fail(billwerk.CodeSubscriptionNotEligibleForInvoice)
		}
	}
	return s.view(), nil
}

func (f *Fake) prepareSubscription(c *call) (any, *refusal) {
	s, refused := f.newSubscription(c)
	if refused != nil {
		return nil, refused
	}
	return f.withNextInvoice(s, c.now), nil
}

// previewSubscription makes the subscription and takes it back.
func (f *Fake) previewSubscription(c *call) (any, *refusal) {
	s, refused := f.newSubscription(c)
	if refused != nil {
		return nil, refused
	}
	preview := f.withNextInvoice(s, c.now)
	c.takeBack()
	return preview, nil
}

// withNextInvoice is the model PreparedSubscription.
func (f *Fake) withNextInvoice(s *subscription, now time.Time) object {
	v := s.view()
	v["invoices"], v["next_invoice"] = []object{}, f.previewInvoice(s, now).view()
	return v
}

// newSubscription makes a pending subscription.
func (f *Fake) newSubscription(c *call) (*subscription, *refusal) {
	b := c.body
	for _, name := range []string{
		"subscription_discounts", "additional_costs", "metered_billing_products", "additional_entitlements", "excluded_entitlements",
	} {
		if b.has(name) && string(b[name]) != "[]" {
			return nil, &refusal{code: billwerk.CodeNotImplemented, message: "billwerktest doesn't play " + name}
		}
	}
	version, refused := f.version(b)
	if refused != nil {
		return nil, refused
	}
	s := &subscription{
		plan: version, state: billwerk.SubscriptionPending, test: !f.config.live, created: c.now, metadata: b["metadata"],
		quantity: version.integer("quantity", 1), grace: b.integer("grace_duration"), inclVAT: b.flagOr("amount_incl_vat", true),
	}
	if b.has("quantity") {
		s.quantity = b.integer("quantity")
	}
	if b.has("amount") {
		s.price = new(b.integer("amount"))
	}
	for _, code := range b.texts("coupon_codes") {
		s.coupons = append(s.coupons, strings.ToLower(code))
	}
	if refused := s.readDates(b, c.now); refused != nil {
		return nil, refused
	}
	if s.addOns, refused = readAddOns(b, c.now); refused != nil {
		return nil, refused
	}
	if refused := f.guard(b); refused != nil {
		return nil, refused
	}
	if s.handle, refused = f.newHandle(b, "sub", func(handle string) bool {
		_, taken := f.subscriptions.get(handle)
		return taken
	}); refused != nil {
		return nil, refused
	}
	if s.customer, refused = f.subscriber(c); refused != nil {
		return nil, refused
	}
	f.addSubscription(c, s)
	return s, nil
}

func (f *Fake) addSubscription(c *call, s *subscription) {
	s.seq = f.next()
	f.subscriptions.add(s, s.handle)
	f.touch(s)
	s.customer.subscriptions = append(s.customer.subscriptions, s)
	c.undo = append(c.undo, func() { f.removeSubscription(s) })
}

func (f *Fake) removeSubscription(s *subscription) {
	f.subscriptions.remove(s, s.handle)
	s.customer.subscriptions = slices.DeleteFunc(s.customer.subscriptions, func(other *subscription) bool { return other == s })
}

// subscriber is the customer of a new subscription. Unlike that of a charge, one
// to be created must not exist.
func (f *Fake) subscriber(c *call) (*customer, *refusal) {
	create, refused := c.body.object("create_customer", createCustomer)
	if refused != nil {
		return nil, refused
	}
	if _, exists := f.customers.get(create.text("handle")); exists {
		return nil, fail(billwerk.CodeDuplicateHandle)
	}
	return f.customerOf(c, "customer", "create_customer")
}

// version is the version of a plan that a request names, or the newest.
func (f *Fake) version(b body) (*planVersion, *refusal) {
	p, refused := f.livePlan(b.text("plan"))
	if refused != nil {
		return nil, refused
	}
	if !b.has("plan_version") {
		return p.current(), nil
	}
	n := b.integer("plan_version")
	if n < 1 || n > int64(len(p.versions)) {
		return nil, fail(billwerk.CodeSubscriptionPlanNotFound)
	}
	return p.versions[n-1], nil
}

// readDates reads start, end and trial.
func (s *subscription) readDates(b body, now time.Time) *refusal {
	s.start = now
	var err error
	if b.has("start_date") {
		if s.start, err = parseLocal(b.text("start_date")); err != nil {
			return malformed("start_date: %v", err)
		}
		if s.plan.after(s.start, 1).Before(now) {
			return fail(billwerk.CodeStartDateTooFarInPast)
		}
	}
	if refused := s.setEnd(b, now); refused != nil {
		return refused
	}
	trial := duration{}
	length := int(s.plan.integer("trial_interval_length", 0))
	switch {
	case b.has("trial_period"):
		if trial, err = parseDuration(b.text("trial_period")); err != nil {
			return malformed("trial_period: %v", err)
		}
	case b.flag("no_trial"):
	case s.plan.fields["trial_interval_unit"] == string(billwerk.Months):
		trial.months = length
	default:
		trial.days = length
	}
	s.anchor = s.start
	if trial != (duration{}) {
		s.trialStart, s.trialEnd = s.start, trial.after(s.start)
		s.anchor = s.trialEnd
	}
	return nil
}

func (s *subscription) setEnd(b body, now time.Time) *refusal {
	s.end = time.Time{}
	if !b.has("end_date") {
		return nil
	}
	end, err := parseLocal(b.text("end_date"))
	switch {
	case err != nil:
		return malformed("end_date: %v", err)
	case !end.After(now):
		return fail(billwerk.CodeMustBeInFuture)
	}
	s.end = end
	return nil
}

// readAddOns are models SubscriptionAddOn. The fake has no add-ons of its own, so
// that any handle is one.
func readAddOns(b body, now time.Time) ([]object, *refusal) {
	list, refused := b.objects("add_ons", addOnFields)
	if refused != nil {
		return nil, refused
	}
	var addOns []object
	for _, a := range list {
		addOn := object{"handle": a.text("add_on")}
		a.copyTo(addOn, "handle quantity amount name description amount_incl_vat")
		addOn["add_on"] = object{
			"handle": a.text("add_on"), "name": a.text("add_on"), "amount": a.integer("amount"), "type": "quantity", "state": "active",
			"created": stamp{now},
		}
		addOn.stamp("created", now)
		addOns = append(addOns, addOn)
	}
	return addOns, nil
}

func (f *Fake) deletePending(c *call) (any, *refusal) {
	s, refused := f.subscription(c.PathValue("handle"), c.now)
	if refused != nil {
		return nil, refused
	}
	if s.state != billwerk.SubscriptionPending {
		return nil, fail(billwerk.CodeSubscriptionMustBePending)
	}
	f.removeSubscription(s)
	return nil, nil
}

func (f *Fake) subscriptionAddOns(c *call) (any, *refusal) {
	s, refused := f.subscription(c.PathValue("handle"), c.now)
	if refused != nil {
		return nil, refused
	}
	return append([]object{}, s.addOns...), nil
}

func (f *Fake) subscriptionAddOn(c *call) (any, *refusal) {
	s, refused := f.subscription(c.PathValue("handle"), c.now)
	if refused != nil {
		return nil, refused
	}
	for _, a := range s.addOns {
		if a["handle"] == c.PathValue("add_on") {
			return a, nil
		}
	}
	return nil, fail(billwerk.CodeSubscriptionAddOnNotFound)
}

func (f *Fake) subscriptionMetadata(c *call) (*json.RawMessage, *refusal) {
	s, refused := f.subscription(c.PathValue("handle"), c.now)
	if refused != nil {
		return nil, refused
	}
	return &s.metadata, nil
}
