package billwerktest

import (
	"encoding/json"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// subscription is a subscription of a customer to a plan.
type subscription struct {
	seq      int
	handle   string
	customer *customer
	plan     *planVersion
	state    billwerk.SubscriptionState
	test     bool
	quantity int64
	price    *int64 // overrides that of the plan
	inclVAT  bool

	created, activated, start, end, trialStart, trialEnd time.Time
	cancelled, expires, expired, onHold, reactivated     time.Time
	expireReason                                         billwerk.ExpireReason
	onHoldReason                                         billwerk.OnHoldReason
	grace                                                int64
	final                                                bool // the cancellation can't be taken back

	// Periods begin at anchor, and again after each interval; before it, the
	// period that began at from goes on.
	anchor, from time.Time

	method   *method
	metadata json.RawMessage
	addOns   []object
	coupons  []string
	changes  []object
	pending  *change
	invoices []*invoice
	told     told // what there were events of
}

// change waits for the renewal at a time.
type change struct {
	at    time.Time
	body  body
	addOn []object
	plan  *planVersion
	view  object
}

// due says whether a change has waited long enough. Without a renewal in sight it
// goes on waiting.
func (c *change) due(now time.Time) bool { return c != nil && !c.at.IsZero() && !now.Before(c.at) }

// maxPeriods bounds the search for the current period.
const maxPeriods = 10_000

// period is the start of the current period and of the next one, and the number
// of renewals; zero times where there is none.
func (s *subscription) period(now time.Time) (start, next time.Time, renewals int) {
	switch {
	case now.Before(s.anchor):
		return s.from, s.anchor, 0
	case s.plan.fields["schedule_type"] == string(billwerk.ScheduleManual):
		return s.anchor, time.Time{}, 0 // until somebody says when the next one begins
	}
	for n := range maxPeriods {
		if next = s.plan.after(s.anchor, n+1); next.After(now) {
			return s.plan.after(s.anchor, n), next, n
		}
	}
	return s.plan.after(s.anchor, maxPeriods-1), next, maxPeriods
}

// after is n periods after a time. Fixed days of the week and the month are not
// played: a period begins on the day of the first one.
func (v *planVersion) after(t time.Time, n int) time.Time {
	n *= int(v.integer("interval_length", 1))
	switch v.fields["schedule_type"] {
	case string(billwerk.ScheduleDaily):
		return t.AddDate(0, 0, n)
	case string(billwerk.ScheduleWeeklyFixedDay):
		return t.AddDate(0, 0, 7*n)
	default:
		later := t.AddDate(0, n, 0)
		if later.Day() != t.Day() { // the month is too short
			later = later.AddDate(0, 0, -later.Day())
		}
		return later
	}
}

// refresh lets pass what has become due. Nobody is billed by it.
func (s *subscription) refresh(now time.Time) {
	if s.state == billwerk.SubscriptionActive && s.pending.due(now) {
		s.apply(s.pending, s.pending.at)
	}
	if s.state != billwerk.SubscriptionActive && s.state != billwerk.SubscriptionOnHold {
		return
	}
	switch {
	case !s.expires.IsZero() && !now.Before(s.expires):
		s.expire(s.expires, billwerk.ExpiredCancelled)
	case !s.end.IsZero() && !now.Before(s.end):
		s.expire(s.end, billwerk.ExpiredFixed)
	}
}

func (s *subscription) expire(at time.Time, reason billwerk.ExpireReason) {
	s.state, s.expired, s.expireReason = billwerk.SubscriptionExpired, at, reason
}

func (s *subscription) inTrial(now time.Time) bool { return now.Before(s.trialEnd) }

func (s *subscription) isCancelled() bool { return !s.cancelled.IsZero() }

func (s *subscription) renewing() bool {
	return s.state == billwerk.SubscriptionActive && !s.isCancelled() && s.end.IsZero()
}

// unitAmount is the price of one unit for a period.
func (s *subscription) unitAmount() int64 {
	if s.price != nil {
		return *s.price
	}
	return s.plan.integer("amount", 0)
}

// counters are the counters of the customer that this subscription counts for.
func (s *subscription) counters() []string {
	now := clock()
	s.refresh(now)
	names := []string{string(s.state)}
	if s.state != billwerk.SubscriptionActive {
		return names
	}
	switch {
	case s.isCancelled() && s.inTrial(now):
		names = append(names, "cancelled", "trial_cancelled")
	case s.isCancelled():
		names = append(names, "cancelled")
	case s.inTrial(now):
		names = append(names, "trial_active")
	}
	if !s.renewing() {
		names = append(names, "non_renewing")
	}
	return names
}

// view is the model Subscription.
func (s *subscription) view() object {
	now := clock()
	s.refresh(now)
	from, next, renewals := s.period(now)
	v := object{
		"handle": s.handle, "customer": s.customer.handle, "plan": s.plan.handle, "plan_version": s.plan.number,
		"state": s.state, "test": s.test, "quantity": s.quantity, "timezone": "UTC", "currency": s.plan.fields["currency"],
		"renewing": s.renewing(), "is_cancelled": s.isCancelled(), "in_trial": s.inTrial(now),
		"has_started": !now.Before(s.start), "renewal_count": renewals, "payment_method_added": s.method != nil,
		"hosted_page_links": object{"payment_info": "https://checkout.example/#/subscription/" + s.handle},
	}
	for name, t := range map[string]time.Time{
		"created": s.created, "activated": s.activated, "start_date": s.start, "end_date": s.end, "expires": s.expires,
		"reactivated": s.reactivated, "trial_start": s.trialStart, "trial_end": s.trialEnd, "cancelled_date": s.cancelled,
		"expired_date": s.expired, "on_hold_date": s.onHold, "current_period_start": from, "first_period_start": s.start,
	} {
		v.stamp(name, t)
	}
	if s.state != billwerk.SubscriptionExpired {
		v.stamp("next_period_start", next)
	}
	v.put("expire_reason", s.expireReason)
	v.put("on_hold_reason", s.onHoldReason)
	v.put("grace_duration", s.grace)
	v.put("coupons", s.coupons)
	v.put("subscription_changes", s.changes)
	if s.price != nil {
		v["amount"], v["amount_incl_vat"] = *s.price, s.inclVAT
	}
	if s.pending != nil {
		v["pending_change"] = s.pending.view
	}
	var handles []string
	for _, a := range s.addOns {
		handles = append(handles, text(a["handle"]))
	}
	v.put("subscription_add_ons", handles)
	if s.method != nil {
		v["active_payment_methods"] = []string{s.method.id}
	}
	addTotals(v, s.invoices)
	return v
}

func (f *Fake) listSubscriptions(c *call) (any, *refusal) {
	rows := make([]row, 0, len(f.subscriptions.rows))
	for _, s := range f.subscriptions.rows {
		rows = append(rows, row{s.seq, s.created, s.view})
	}
	return f.list(c, listing{
		filters: filters(`handle handle_prefix handle_contains customer plan state:set plan_version
			amount:range quantity:range renewal_count:range grace_duration:range
			activated:during cancelled_date:during reactivated:during created:during start_date:during end_date:during
			current_period_start:during next_period_start:during first_period_start:during last_period_start:during
			trial_start:during trial_end:during expired_date:during on_hold_date:during reminder_email_sent:during
			renewing:bool amount_incl_vat:bool in_trial:bool has_started:bool payment_method_added:bool
			expire_reason:set on_hold_reason:set
			failed_invoices:range failed_amount:range cancelled_invoices:range cancelled_amount:range pending_invoices:range
			pending_amount:range dunning_invoices:range dunning_amount:range settled_invoices:range settled_amount:range
			refunded_amount:range pending_additional_costs:range pending_additional_cost_amount:range
			transferred_additional_costs:range transferred_additional_cost_amount:range pending_credits:range
			pending_credit_amount:range transferred_credits:range transferred_credit_amount:range
			subscription_add_on_handle:has=subscription_add_ons add_on_handle:has=add_ons
			subscription_discount_handle:has=subscription_discounts discount_handle:has=discounts coupon_handle:has=coupons
			payment_method:has=active_payment_methods`),
		ranges: map[string]string{
			"created": "created", "expired": "expired_date", "activated": "activated", "cancelled": "cancelled_date",
		},
	}, rows)
}
