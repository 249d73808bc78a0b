package billwerktest

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// plan is a plan with its versions, the oldest first.
type plan struct {
	handle   string
	versions []*planVersion
	metadata json.RawMessage
}

// planVersion is one version of a plan.
type planVersion struct {
	seq              int
	handle           string
	number           int
	state            billwerk.PlanState
	fields           object
	created, deleted time.Time
}

// What a version of a plan is made of (model CreateSubscriptionPlan), and the part
// of it that PUT replaces (model UpdateSubscriptionPlan).
const (
	planFields = `name* amount*:int schedule_type* description vat:num quantity:int prepaid:bool dunning_plan tax_policy
		renewal_reminder_email_days:int trial_reminder_email_days:int partial_period_handling include_zero_amount:bool
		setup_fee:int setup_fee_text setup_fee_handling partial_proration_days:bool fixed_trial_days:bool
		minimum_prorated_amount:int account_funding:bool amount_incl_vat:bool fixed_count:int fixed_life_time_unit
		fixed_life_time_length:int trial_interval_unit trial_interval_length:int interval_length:int schedule_fixed_day:int
		schedule_fixed_hour:int base_month:int notice_periods:int notice_periods_after_current:bool fixation_periods:int
		fixation_periods_full:bool entitlements:texts`
	planUpdateFields = `name* description vat:num dunning_plan tax_policy renewal_reminder_email_days:int
		trial_reminder_email_days:int partial_period_handling include_zero_amount:bool setup_fee:int setup_fee_text
		setup_fee_handling partial_proration_days:bool fixed_trial_days:bool minimum_prorated_amount:int account_funding:bool`
)

func planRoutes() []route {
	return []route{
		{"POST /v1/plan", fields(planFields, "handle* currency metadata:obj"), (*Fake).createPlan},
		{"GET /v1/plan/{handle}", nil, (*Fake).planVersions},
		{"GET /v1/plan/{handle}/current", nil, (*Fake).getPlan},
		{"GET /v1/plan/{handle}/{version}", nil, (*Fake).getPlan},
		{"PUT /v1/plan/{handle}", fields(planUpdateFields), (*Fake).updatePlan},
		{"POST /v1/plan/{handle}", fields(planFields, "supersede_mode"), (*Fake).supersedePlan},
		{"PUT /v1/plan/{handle}/amount", fields("amount*:int amount_incl_vat:bool supersede_mode"), (*Fake).changePlanAmount},
		{"DELETE /v1/plan/{handle}", nil, (*Fake).deletePlan},
		{"POST /v1/plan/{handle}/undelete", nil, (*Fake).undeletePlan},
		{"GET /v1/list/plan", nil, (*Fake).listPlans},
		{"GET /v1/plan/{handle}/metadata", nil, metadataOf((*Fake).planMetadata, (*call).getMetadata)},
		{"PUT /v1/plan/{handle}/metadata", nil, metadataOf((*Fake).planMetadata, (*call).putMetadata)},
		{"DELETE /v1/plan/{handle}/metadata", nil, metadataOf((*Fake).planMetadata, (*call).deleteMetadata)},
	}
}

// names takes the kinds and stars out of field lines.
func names(lines string) string {
	var plain []string
	for word := range strings.FieldsSeq(lines) {
		name, _, _ := strings.Cut(word, ":")
		plain = append(plain, strings.TrimSuffix(name, "*"))
	}
	return strings.Join(plain, " ")
}

func (f *Fake) addPlan(handle string, fields object, now time.Time) *plan {
	p := &plan{handle: handle}
	f.plans.add(p, handle)
	f.addVersion(p, fields, now)
	return p
}

// addVersion supersedes the current version.
func (f *Fake) addVersion(p *plan, fields object, now time.Time) *planVersion {
	if n := len(p.versions); n > 0 {
		p.versions[n-1].state = billwerk.PlanSuperseded
	}
	v := &planVersion{
		seq: f.next(), handle: p.handle, number: len(p.versions) + 1, state: billwerk.PlanActive, fields: fields, created: now,
	}
	p.versions = append(p.versions, v)
	return v
}

func (p *plan) current() *planVersion { return p.versions[len(p.versions)-1] }

func (f *Fake) plan(handle string) (*plan, *refusal) {
	if p, found := f.plans.get(handle); found {
		return p, nil
	}
	return nil, fail(billwerk.CodeSubscriptionPlanNotFound)
}

// livePlan is one that is not deleted.
func (f *Fake) livePlan(handle string) (*plan, *refusal) {
	p, refused := f.plan(handle)
	if refused == nil && p.current().state == billwerk.PlanDeleted {
		return nil, fail(billwerk.CodeSubscriptionPlanNotFound)
	}
	return p, refused
}

func checkPlan(b body) *refusal {
	schedule := billwerk.ScheduleType(b.text("schedule_type"))
	switch {
	case b.integer("amount") < 0:
		return malformed("amount: negative")
	case strings.HasSuffix(string(schedule), "_fixedday") && !b.has("schedule_fixed_day"):
		return malformed("schedule_fixed_day: required by %s", schedule)
	case b.has("interval_length") && b.integer("interval_length") < 1:
		return malformed("interval_length: below 1")
	}
	return nil
}

func (f *Fake) createPlan(c *call) (any, *refusal) {
	handle := c.body.text("handle")
	if !validHandle(handle) {
		return nil, malformed("handle: 1 to 255 characters of [a-zA-Z0-9_.-@]")
	}
	if _, taken := f.plans.get(handle); taken {
		return nil, fail(billwerk.CodeDuplicateHandle)
	}
	if refused := checkPlan(c.body); refused != nil {
		return nil, refused
	}
	made := object{"currency": Currency}
	c.body.copyTo(made, names(planFields)+" currency")
	p := f.addPlan(handle, made, c.now)
	p.metadata = c.body["metadata"]
	return p.current().view(), nil
}

func (f *Fake) planVersions(c *call) (any, *refusal) {
	p, refused := f.plan(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	views := make([]object, 0, len(p.versions))
	for _, v := range p.versions {
		views = append(views, v.view())
	}
	return views, nil
}

// getPlan answers one version, or the current one.
func (f *Fake) getPlan(c *call) (any, *refusal) {
	p, refused := f.plan(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	if c.PathValue("version") == "" {
		return p.current().view(), nil
	}
	n, err := strconv.Atoi(c.PathValue("version"))
	if err != nil || n < 1 || n > len(p.versions) {
		return nil, fail(billwerk.CodeSubscriptionPlanNotFound)
	}
	return p.versions[n-1].view(), nil
}

// updatePlan replaces texts and minor settings, and keeps the rest.
func (f *Fake) updatePlan(c *call) (any, *refusal) {
	p, refused := f.livePlan(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	v := p.current()
	for name := range strings.FieldsSeq(names(planUpdateFields)) {
		delete(v.fields, name)
	}
	c.body.copyTo(v.fields, names(planUpdateFields))
	return v.view(), nil
}

func (f *Fake) supersedePlan(c *call) (any, *refusal) {
	p, refused := f.livePlan(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	if refused := checkPlan(c.body); refused != nil {
		return nil, refused
	}
	made := object{"currency": p.current().fields["currency"]}
	c.body.copyTo(made, names(planFields))
	return f.addVersion(p, made, c.now).view(), nil
}

// changePlanAmount makes a new version that differs in its price.
func (f *Fake) changePlanAmount(c *call) (any, *refusal) {
	p, refused := f.livePlan(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	made := maps.Clone(p.current().fields)
	c.body.copyTo(made, "amount amount_incl_vat")
	return f.addVersion(p, made, c.now).view(), nil
}

func (f *Fake) deletePlan(c *call) (any, *refusal) {
	p, refused := f.livePlan(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	p.current().state, p.current().deleted = billwerk.PlanDeleted, c.now
	return p.current().view(), nil
}

func (f *Fake) undeletePlan(c *call) (any, *refusal) {
	p, refused := f.plan(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	if p.current().state == billwerk.PlanDeleted {
		p.current().state, p.current().deleted = billwerk.PlanActive, time.Time{}
	}
	return p.current().view(), nil
}

// listPlans lists all versions; the state tells the current ones.
func (f *Fake) listPlans(c *call) (any, *refusal) {
	var versions []*planVersion
	for _, p := range f.plans.rows {
		versions = append(versions, p.versions...)
	}
	slices.SortFunc(versions, func(a, b *planVersion) int { return cmp.Compare(a.seq, b.seq) })
	rows := make([]row, 0, len(versions))
	for _, v := range versions {
		rows = append(rows, row{v.seq, v.created, v.view})
	}
	return f.list(c, listing{
		filters: filters(`handle handle_prefix handles:set=handle state:set schedule_type:set partial_period_handling:set
			setup_fee_handling:set fixed_life_time_unit:set trial_interval_unit:set dunning_plan_handle=dunning_plan name description
			setup_fee_text amount:range quantity:range fixed_count:range fixed_life_time_length:range trial_interval_length:range
			interval_length:range schedule_fixed_day:range renewal_reminder_email_days:range trial_reminder_email_days:range
			base_month:range notice_periods:range minimum_prorated_amount:range fixation_periods:range setup_fee:range
			amount_incl_vat:bool notice_periods_after_current:bool fixation_periods_full:bool include_zero_amount:bool
			partial_proration_days:bool fixed_trial_days:bool currency:set`),
		ranges: map[string]string{"created": "created"},
	}, rows)
}

func (f *Fake) planMetadata(c *call) (*json.RawMessage, *refusal) {
	p, refused := f.plan(c.PathValue("handle"))
	if refused != nil {
		return nil, refused
	}
	return &p.metadata, nil
}

// view is the model Plan, with the documented defaults.
func (v *planVersion) view() object {
	o := object{"amount_incl_vat": true, "quantity": int64(1), "vat": defaultVAT}
	maps.Copy(o, v.fields)
	o["handle"], o["version"], o["state"] = v.handle, v.number, v.state
	o.stamp("created", v.created)
	o.stamp("deleted", v.deleted)
	return o
}

func (v *planVersion) integer(name string, absent int64) int64 {
	if n, ok := v.fields[name].(int64); ok {
		return n
	}
	return absent
}
