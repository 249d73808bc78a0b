package billwerk_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

const aPlan = `{"handle":"p-1","version":1,"state":"active"}`

// newPlan is the least that a plan needs.
func newPlan() billwerk.PlanSettings {
	return billwerk.PlanSettings{Name: "Reader", Amount: 100, ScheduleType: billwerk.ScheduleManual}
}

func planOperations() map[string]operation {
	return map[string]operation{
		"create": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Plans.Create(ctx, &billwerk.PlanCreateParams{Handle: "p-1", PlanSettings: newPlan()}))
		}, "POST", "/v1/plan", aPlan, true, false},
		"get": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Plans.Get(ctx, "p-1", nil))
		}, "GET", "/v1/plan/p-1/current", aPlan, true, false},
		"get version": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Plans.GetVersion(ctx, "p-1", 2, nil))
		}, "GET", "/v1/plan/p-1/2", aPlan, true, false},
		"versions": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Plans.Versions(ctx, "p-1", nil))
		}, "GET", "/v1/plan/p-1", "[" + aPlan + "]", true, false},
		"update": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Plans.Update(ctx, "p-1", &billwerk.PlanUpdateParams{Name: "Reader"}))
		}, "PUT", "/v1/plan/p-1", aPlan, true, false},
		"change amount": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Plans.ChangeAmount(ctx, "p-1", &billwerk.PlanAmountParams{Amount: new(int64(0))}))
		}, "PUT", "/v1/plan/p-1/amount", aPlan, true, false},
		"supersede": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Plans.Supersede(ctx, "p-1", &billwerk.PlanSupersedeParams{PlanSettings: newPlan()}))
		}, "POST", "/v1/plan/p-1", aPlan, false, false},
		"delete": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Plans.Delete(ctx, "p-1"))
		}, "DELETE", "/v1/plan/p-1", aPlan, true, false},
		"undelete": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Plans.Undelete(ctx, "p-1"))
		}, "POST", "/v1/plan/p-1/undelete", aPlan, false, false},
		"entitlements": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Plans.Entitlements(ctx, "p-1", 2))
		}, "GET", "/v1/plan/p-1/2/entitlement", `[{"handle":"e-1","name":"Archive"}]`, true, false},
		"metadata": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Plans.Metadata(ctx, "p-1"))
		}, "GET", "/v1/plan/p-1/metadata", anObject, true, false},
		"set metadata": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Plans.SetMetadata(ctx, "p-1", billwerk.Metadata{"k": 1}))
		}, "PUT", "/v1/plan/p-1/metadata", anObject, true, false},
		"delete metadata": {func(ctx context.Context, c *billwerk.Client) error {
			return c.Plans.DeleteMetadata(ctx, "p-1")
		}, "DELETE", "/v1/plan/p-1/metadata", "", true, false},
	}
}

// The samples of the documentation, both ways.
func TestPlanSamples(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, sample(t, "plan.json")))
	plan, err := c.Plans.Create(t.Context(), &billwerk.PlanCreateParams{
		Handle: "reader-plus", Currency: "DKK",
		PlanSettings: billwerk.PlanSettings{
			Name: "Reader Plus", Amount: 12900, VAT: new(0.25), ScheduleType: billwerk.ScheduleMonthStartDate, IntervalLength: 1,
			TrialIntervalUnit: billwerk.Days, TrialIntervalLength: 14, NoticePeriods: new(1), DunningPlan: "standard",
		},
	})
	require.NoError(t, err)
	assert.JSONEq(t, sample(t, "plan_create.json"), string(transport.Requests()[0].Body))
	assert.Equal(t, 1, plan.Version)
	assert.Equal(t, billwerk.PlanActive, plan.State)
	assert.Equal(t, int64(12900), plan.Amount)
	assert.True(t, *plan.AmountInclVAT)
}

// A new version is made from the current one; a zero is sent, what is nil isn't.
func TestSupersedeFromTheCurrentPlan(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, `{"handle":"p-1","version":3,"state":"active","currency":"DKK","name":"Reader",
		"amount":100,"schedule_type":"month_fixedday","schedule_fixed_day":1,"schedule_fixed_hour":0,"notice_periods":0,"setup_fee":0}`))
	plan, err := c.Plans.Get(t.Context(), "p-1", &billwerk.PlanGetParams{TaxRateForCountry: "DK"})
	require.NoError(t, err)
	assert.Equal(t, "tax_rate_for_country=DK", transport.Requests()[0].RawQuery)
	params := &billwerk.PlanSupersedeParams{SupersedeMode: billwerk.SupersedeAtRenewal, PlanSettings: plan.PlanSettings}
	params.Amount = 0
	_, err = c.Plans.Supersede(t.Context(), "p-1", params)
	require.NoError(t, err)
	assert.JSONEq(t, `{"supersede_mode":"scheduled_sub_update","name":"Reader","amount":0,"schedule_type":"month_fixedday",
		"schedule_fixed_day":1,"schedule_fixed_hour":0,"notice_periods":0,"setup_fee":0}`, string(transport.Requests()[1].Body))
}

// PUT replaces, so a change sends all other fields of the update along.
func TestModifyPlanKeepsTheRest(t *testing.T) {
	t.Parallel()
	kept := map[string]any{
		"name": "Reader", "description": "all of it", "vat": 0.25, "tax_policy": "books", "dunning_plan": "standard",
		"renewal_reminder_email_days": 7, "trial_reminder_email_days": 3, "partial_period_handling": "no_bill",
		"partial_proration_days": false, "include_zero_amount": true, "setup_fee": 0, "setup_fee_text": "Start",
		"setup_fee_handling": "separate", "fixed_trial_days": false, "minimum_prorated_amount": 0, "account_funding": false,
	}
	c, transport := apiOf(t, says(http.StatusOK, encoded(t, merged(kept, map[string]any{
		"handle": "p-1", "version": 3, "amount": 100, "schedule_type": "manual", "interval_length": 2,
	}))))
	_, err := c.Plans.Modify(t.Context(), "p-1", func(p *billwerk.PlanUpdateParams) { p.Description = "most of it" })
	require.NoError(t, err)
	requests := transport.Requests()
	require.Len(t, requests, 2)
	assert.Equal(t, "/v1/plan/p-1/current", requests[0].Path)
	assert.JSONEq(t, encoded(t, merged(kept, map[string]any{"description": "most of it"})), string(requests[1].Body))
}

// What is certain to be wrong is refused before it is sent.
func TestPlansRefuse(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, aPlan))
	negative, nameless, unscheduled := newPlan(), newPlan(), newPlan()
	negative.Amount, nameless.Name, unscheduled.ScheduleType = -1, "", ""
	for name, call := range map[string]func(context.Context) error{
		"no parameters": func(ctx context.Context) error { return drop(c.Plans.Create(ctx, nil)) },
		"no handle": func(ctx context.Context) error {
			return drop(c.Plans.Create(ctx, &billwerk.PlanCreateParams{PlanSettings: newPlan()}))
		},
		"negative amount": func(ctx context.Context) error {
			return drop(c.Plans.Create(ctx, &billwerk.PlanCreateParams{Handle: "p-1", PlanSettings: negative}))
		},
		"no name": func(ctx context.Context) error {
			return drop(c.Plans.Supersede(ctx, "p-1", &billwerk.PlanSupersedeParams{PlanSettings: nameless}))
		},
		"no schedule": func(ctx context.Context) error {
			return drop(c.Plans.Supersede(ctx, "p-1", &billwerk.PlanSupersedeParams{PlanSettings: unscheduled}))
		},
		"update without name": func(ctx context.Context) error { return drop(c.Plans.Update(ctx, "p-1", nil)) },
		"no new amount":       func(ctx context.Context) error { return drop(c.Plans.ChangeAmount(ctx, "p-1", nil)) },
		"negative new amount": func(ctx context.Context) error {
			return drop(c.Plans.ChangeAmount(ctx, "p-1", &billwerk.PlanAmountParams{Amount: new(int64(-1))}))
		},
		"version 0": func(ctx context.Context) error { return drop(c.Plans.GetVersion(ctx, "p-1", 0, nil)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.ErrorIs(t, call(t.Context()), client.ErrInvalid)
		})
	}
	t.Cleanup(func() { assert.Zero(t, transport.Count()) })
}
