package billwerktest

import (
	"cmp"
	"slices"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// Models CancelSubscription and ChangeSubscription.
var (
	cancelFields = fields("notice_periods:int notice_periods_after_current:bool expire_at trial_with_notice_and_fixation:bool")
	changeFields = fields(`timing* plan amount:int quantity:int billing amount_incl_vat:bool compensation_method
		partial_period_handling start_date force_new_period:bool cancel_change:bool add_ons:list remove_add_ons:texts`)
)

// activate gives a pending subscription its payment method, and lets it begin.
func (f *Fake) activate(c *call, s *subscription) *refusal {
	if s.state != billwerk.SubscriptionPending {
		return fail(billwerk.CodeSubscriptionMustBePending)
	}
	source := c.body.text("source")
	switch signup := billwerk.SignupMethod(c.body.text("signup_method")); signup {
	case billwerk.SignupEmail, billwerk.SignupLink:
	case billwerk.SignupSource:
		if source == "" {
			return fail(billwerk.CodeUnknownOrMissingSource)
		}
		m, _, refused := f.pick(c, s.customer, source, true)
		if refused != nil {
			return refused
		}
		s.method = m
	default:
		return malformed("signup_method: %q", signup)
	}
	s.state, s.activated = billwerk.SubscriptionActive, c.now
	return nil
}

// running refuses what needs a subscription that runs.
func (s *subscription) running() *refusal {
	switch s.state {
	case billwerk.SubscriptionExpired:
		return fail(billwerk.CodeSubscriptionExpired)
	case billwerk.SubscriptionOnHold:
		return fail(billwerk.CodeSubscriptionOnHold)
	case billwerk.SubscriptionPending:
		return fail(billwerk.CodeSubscriptionPending)
	default:
		return nil
	}
}

func (f *Fake) cancel(c *call, s *subscription) *refusal {
	if refused := s.running(); refused != nil {
		return refused
	}
	if s.isCancelled() {
		return fail(billwerk.CodeSubscriptionCancelled)
	}
	_, next, _ := s.period(c.now)
	if next.IsZero() {
		next = c.now // a manual schedule has no end of the period
	}
	var expires time.Time
	final := false
	switch {
	case c.body.has("expire_at"):
		at, err := parseLocal(c.body.text("expire_at"))
		switch {
		case err != nil:
			return malformed("expire_at: %v", err)
		case at.Before(next):
			return fail(billwerk.CodeCannotExpireInCurrentPeriod)
		}
		expires, final = at, !at.Equal(next)
	case s.inTrial(c.now) && !c.body.flag("trial_with_notice_and_fixation"):
		expires = s.trialEnd
	default:
		notice := s.plan.integer("notice_periods", 0)
		if c.body.has("notice_periods") {
			notice = c.body.integer("notice_periods")
		}
		expires = s.plan.after(next, int(notice))
	}
	s.cancelled, s.expires, s.final = c.now, expires, final
	return nil
}

// previewCancel is the model SubscriptionCancelPreview.
func (f *Fake) previewCancel(c *call) (any, *refusal) {
	s, refused := f.subscription(c.PathValue("handle"), c.now)
	if refused != nil {
		return nil, refused
	}
	preview := *s
	if refused := f.cancel(c, &preview); refused != nil {
		return nil, refused
	}
	return preview.view(), nil
}

// uncancel of what is not cancelled changes nothing: what the vendor answers is
// not documented.
func (f *Fake) uncancel(_ *call, s *subscription) *refusal {
	if refused := s.running(); refused != nil {
		return refused
	}
	if s.final {
		return fail(billwerk.CodeCannotUncancelInPartialPeriod)
	}
	s.cancelled, s.expires = time.Time{}, time.Time{}
	return nil
}

func (f *Fake) hold(c *call, s *subscription) *refusal {
	if refused := s.running(); refused != nil {
		return refused
	}
	if s.inTrial(c.now) {
		return fail(billwerk.CodeSubscriptionInTrial)
	}
	if refused := f.compensate(c, s); refused != nil {
		return refused
	}
	s.state, s.onHold, s.onHoldReason = billwerk.SubscriptionOnHold, c.now, billwerk.OnHoldOnDemand
	return nil
}

func (f *Fake) reactivate(c *call, s *subscription) *refusal {
	if s.state != billwerk.SubscriptionOnHold {
		return fail(billwerk.CodeSubscriptionNotOnHold)
	}
	start := c.now
	if c.body.has("start_date") {
		var err error
		if start, err = parseLocal(c.body.text("start_date")); err != nil {
			return malformed("start_date: %v", err)
		}
		if start.Before(s.onHold) {
			return fail(billwerk.CodeStartDateTooFarInPast)
		}
	}
	s.state, s.onHold, s.onHoldReason, s.reactivated = billwerk.SubscriptionActive, time.Time{}, "", c.now
	s.anchor = start
	return nil
}

func (f *Fake) expireNow(c *call, s *subscription) *refusal {
	switch {
	case s.state == billwerk.SubscriptionExpired:
		return fail(billwerk.CodeSubscriptionExpired)
	case slices.ContainsFunc(s.invoices, (*invoice).unpaid):
		return fail(billwerk.CodeSubscriptionHasPendingOrDunningInvoices)
	}
	if refused := f.compensate(c, s); refused != nil {
		return refused
	}
	s.expire(c.now, billwerk.ExpiredOnDemand)
	return nil
}

// compensate refunds the latest invoice, or the part of it that is not used yet.
// Credits are not played.
func (f *Fake) compensate(c *call, s *subscription) *refusal {
	kind := billwerk.CompensationMethod(c.body.text("compensation_method"))
	if kind != billwerk.CompensateFullRefund && kind != billwerk.CompensateProratedRefund {
		return nil
	}
	var paid *invoice
	for _, i := range s.invoices {
		if i.state == billwerk.InvoiceSettled {
			paid = i
		}
	}
	if paid == nil {
		return fail(billwerk.CodeInvoiceNotSettled)
	}
	amount := paid.settled - paid.refunded
	if start, next, _ := s.period(c.now); kind == billwerk.CompensateProratedRefund && next.After(start) {
		amount = int64(float64(amount) * next.Sub(c.now).Hours() / next.Sub(start).Hours())
	}
	switch {
	case amount < 1:
		return fail(billwerk.CodeRefundAmountTooHigh)
	case paid.manual:
		return fail(billwerk.CodeOnlineRefundNotSupported)
	}
	if r := f.refund(paid, amount, nil, "compensation", "", c.now); r.why.failed() {
		return &refusal{code: billwerk.CodeRefundFailed, transaction: r.why.reason}
	}
	return nil
}

func (f *Fake) moveNextPeriod(c *call, s *subscription) *refusal {
	if refused := s.running(); refused != nil {
		return refused
	}
	if s.isCancelled() {
		return fail(billwerk.CodeSubscriptionCancelled)
	}
	next, err := parseLocal(c.body.text("next_period_start"))
	switch {
	case err != nil:
		return malformed("next_period_start: %v", err)
	case !next.After(c.now):
		return fail(billwerk.CodeMustBeInFuture)
	}
	s.from, _, _ = s.period(c.now)
	s.anchor = next
	if s.pending != nil {
		s.pending.at = next
	}
	return nil
}

func (f *Fake) setEndDate(c *call, s *subscription) *refusal { return s.setEnd(c.body, c.now) }

// changeSubscription changes at once, or at the next renewal. What an immediate
// change bills and gives back is not played.
func (f *Fake) changeSubscription(c *call, s *subscription) *refusal {
	if refused := s.running(); refused != nil {
		return refused
	}
	planned, refused := f.readChange(c, s)
	if refused != nil {
		return refused
	}
	switch timing := billwerk.ChangeTiming(c.body.text("timing")); {
	case timing == billwerk.ChangeImmediately:
		s.apply(planned, c.now)
		if c.body.flag("force_new_period") {
			s.anchor, s.trialEnd = c.now, time.Time{}
		}
	case timing != billwerk.ChangeAtRenewal:
		return malformed("timing: %q", timing)
	case c.body.flag("cancel_change"):
		s.pending = nil
	default:
		s.pending = planned
	}
	return nil
}

func (f *Fake) readChange(c *call, s *subscription) (*change, *refusal) {
	planned := &change{body: c.body, plan: s.plan, view: object{"pending": true}}
	planned.view.stamp("created", c.now)
	c.body.copyTo(planned.view, "plan amount quantity amount_incl_vat remove_add_ons")
	_, planned.at, _ = s.period(c.now)
	var refused *refusal
	if c.body.has("plan") {
		if planned.plan, refused = f.version(c.body); refused != nil {
			return nil, refused
		}
		if planned.plan.fields["currency"] != s.plan.fields["currency"] {
			return nil, fail(billwerk.CodeCurrencyMismatch)
		}
	}
	if c.body.has("quantity") && c.body.integer("quantity") < 1 {
		return nil, malformed("quantity: below 1")
	}
	planned.addOn, refused = readAddOns(c.body, c.now)
	return planned, refused
}

func (s *subscription) apply(planned *change, at time.Time) {
	b := planned.body
	s.plan, s.pending = planned.plan, nil
	if b.has("plan") && !b.has("amount") {
		s.price = nil // that of the former plan
	}
	if b.has("amount") {
		s.price, s.inclVAT = new(b.integer("amount")), b.flagOr("amount_incl_vat", true)
	}
	s.quantity = cmp.Or(b.integer("quantity"), s.quantity)
	removed := b.texts("remove_add_ons")
	s.addOns = slices.DeleteFunc(slices.Clone(s.addOns), func(a object) bool { return slices.Contains(removed, text(a["handle"])) })
	s.addOns = append(s.addOns, planned.addOn...)
	planned.view["pending"] = false
	planned.view.stamp("applied", at)
	s.changes = append(slices.Clone(s.changes), planned.view)
}

// previewChange is the model ChangedSubscription.
func (f *Fake) previewChange(c *call) (any, *refusal) {
	s, refused := f.subscription(c.PathValue("handle"), c.now)
	if refused != nil {
		return nil, refused
	}
	preview := *s
	if refused := f.changeSubscription(c, &preview); refused != nil {
		return nil, refused
	}
	v := preview.view()
	journal := object{"new_plan": preview.plan.view()}
	if n := len(preview.changes); n > len(s.changes) {
		journal["change"] = preview.changes[n-1]
	} else if preview.pending != nil {
		journal["change"] = preview.pending.view
	}
	v["change_journal"] = journal
	return v, nil
}
