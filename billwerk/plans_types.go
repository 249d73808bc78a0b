package billwerk

import (
	"errors"
	"fmt"
)

// PlanState is the state of a version of a plan. Unknown states survive.
type PlanState string

// The plan states.
const (
	PlanActive     PlanState = "active"
	PlanSuperseded PlanState = "superseded"
	PlanDeleted    PlanState = "deleted"
)

// ScheduleType says when the periods of a plan begin.
type ScheduleType string

// The schedule types. The ones with a fixed day need ScheduleFixedDay.
const (
	ScheduleManual         ScheduleType = "manual"
	ScheduleDaily          ScheduleType = "daily"
	ScheduleWeeklyFixedDay ScheduleType = "weekly_fixedday"
	ScheduleMonthStartDate ScheduleType = "month_startdate"
	ScheduleMonthFixedDay  ScheduleType = "month_fixedday"
	ScheduleMonthLastDay   ScheduleType = "month_lastday"
)

// PartialPeriodHandling says how a period that is cut short is billed.
type PartialPeriodHandling string

// The ways to bill a partial period; BillProrated is the default.
const (
	BillFull       PartialPeriodHandling = "bill_full"
	BillProrated   PartialPeriodHandling = "bill_prorated"
	BillZeroAmount PartialPeriodHandling = "bill_zero_amount"
	BillNothing    PartialPeriodHandling = "no_bill"
)

// SetupFeeHandling says which invoice a setup fee goes on.
type SetupFeeHandling string

// The ways to bill a setup fee; SetupFeeFirst is the default.
const (
	SetupFeeFirst               SetupFeeHandling = "first"
	SetupFeeSeparate            SetupFeeHandling = "separate"
	SetupFeeSeparateConditional SetupFeeHandling = "separate_conditional"
)

// IntervalUnit is the unit of a period.
type IntervalUnit string

// The interval units.
const (
	Months IntervalUnit = "months"
	Days   IntervalUnit = "days"
)

// SupersedeMode says what a new version of a plan does to existing subscriptions.
type SupersedeMode string

// The supersede modes. SupersedeKeepsSubscriptions is the default;
// SupersedeAtRenewal moves each subscription at its next renewal.
const (
	SupersedeKeepsSubscriptions SupersedeMode = "no_sub_update"
	SupersedeAtRenewal          SupersedeMode = "scheduled_sub_update"
)

// PlanSettings is what Plan, PlanCreateParams and PlanSupersedeParams have in
// common. Zero numbers and nil pointers are not sent, the vendor's default then
// holds.
type PlanSettings struct {
	Name        string `json:"name"`
	Description string `json:"description,omitzero"`
	// Amount is per unit and period, in the smallest unit of the currency; 0 is a
	// free plan.
	Amount int64 `json:"amount"`
	// AmountInclVAT says whether Amount includes VAT; nil means true.
	AmountInclVAT *bool `json:"amount_incl_vat,omitzero"`
	// VAT is a fraction; nil takes the account's default. TaxPolicy, a handle, wins
	// over it.
	VAT       *float64 `json:"vat,omitzero"`
	TaxPolicy string   `json:"tax_policy,omitzero"`
	// Quantity is what a subscription has unless it says otherwise; 0 means 1.
	Quantity int `json:"quantity,omitzero"`
	// Prepaid affects how pauses are handled.
	Prepaid *bool `json:"prepaid,omitzero"`

	ScheduleType ScheduleType `json:"schedule_type"`
	// IntervalLength is the length of a period in days, weeks or months, after
	// ScheduleType; 1 to 12000.
	IntervalLength int `json:"interval_length,omitzero"`
	// ScheduleFixedDay is 1 to 28 in a month, 1 to 7 in a week.
	ScheduleFixedDay  int  `json:"schedule_fixed_day,omitzero"`
	ScheduleFixedHour *int `json:"schedule_fixed_hour,omitzero"` // 0 to 23
	// BaseMonth is 1 to 12: periods begin in it and every IntervalLength months after.
	BaseMonth              int                   `json:"base_month,omitzero"`
	PartialPeriodHandling  PartialPeriodHandling `json:"partial_period_handling,omitzero"`
	PartialProrationDays   *bool                 `json:"partial_proration_days,omitzero"`    // by whole days; nil means true
	MinimumProratedAmount  *int64                `json:"minimum_prorated_amount,omitzero"`   // smaller amounts become 0
	IncludeZeroAmount      *bool                 `json:"include_zero_amount,omitzero"`       // on invoices; nil means false
	FixedCount             int                   `json:"fixed_count,omitzero"`               // renewals
	FixedLifeTimeUnit      IntervalUnit          `json:"fixed_life_time_unit,omitzero"`      // of FixedLifeTimeLength
	FixedLifeTimeLength    int                   `json:"fixed_life_time_length,omitzero"`    // 1 to 12000
	TrialIntervalUnit      IntervalUnit          `json:"trial_interval_unit,omitzero"`       // of TrialIntervalLength
	TrialIntervalLength    int                   `json:"trial_interval_length,omitzero"`     // at least 1
	FixedTrialDays         *bool                 `json:"fixed_trial_days,omitzero"`          // trials end at midnight; nil means true
	TrialReminderEmailDays int                   `json:"trial_reminder_email_days,omitzero"` // before the trial ends
	// RenewalReminderEmailDays before billing; at least 1.
	RenewalReminderEmailDays int `json:"renewal_reminder_email_days,omitzero"`

	// NoticePeriods are the full periods that a cancelled subscription goes on, 0 to
	// 12000; nil means 0. They count from the end of the current period unless
	// NoticePeriodsAfterCurrent is false.
	NoticePeriods             *int  `json:"notice_periods,omitzero"`
	NoticePeriodsAfterCurrent *bool `json:"notice_periods_after_current,omitzero"`
	// FixationPeriods are the periods that have to be paid at least, 0 to 12000; nil
	// means 0.
	FixationPeriods     *int  `json:"fixation_periods,omitzero"`
	FixationPeriodsFull *bool `json:"fixation_periods_full,omitzero"`

	// SetupFee is in the smallest unit of the currency.
	SetupFee         *int64           `json:"setup_fee,omitzero"`
	SetupFeeText     string           `json:"setup_fee_text,omitzero"`
	SetupFeeHandling SetupFeeHandling `json:"setup_fee_handling,omitzero"`
	// DunningPlan is a handle; "" takes the account's default.
	DunningPlan string `json:"dunning_plan,omitzero"`
	// AccountFunding marks the payments as account funding transactions.
	AccountFunding *bool `json:"account_funding,omitzero"`
	// Entitlements are handles.
	Entitlements []string `json:"entitlements,omitzero"`
}

func (p *PlanSettings) validate() error {
	switch {
	case p.Name == "":
		return errors.New("a plan needs a name")
	case p.ScheduleType == "":
		return errors.New("a plan needs a schedule type")
	case p.Amount < 0:
		return fmt.Errorf("the amount %d is negative", p.Amount)
	}
	return nil
}

// Plan is one version of a subscription plan.
type Plan struct {
	Handle string `json:"handle"`
	// Version counts from 1.
	Version  int       `json:"version"`
	State    PlanState `json:"state"`
	Currency string    `json:"currency"`
	Created  Timestamp `json:"created,omitzero"`
	Deleted  Timestamp `json:"deleted,omitzero"`
	PlanSettings
}

// Verify wants handle and version.
func (p *Plan) Verify() error {
	switch {
	case p.Handle == "":
		return missing("handle")
	case p.Version == 0:
		return missing("version")
	}
	return nil
}

// UpdateParams are the parameters that leave the plan as it is.
func (p *Plan) UpdateParams() *PlanUpdateParams {
	return &PlanUpdateParams{
		Name: p.Name, Description: p.Description, VAT: p.VAT, TaxPolicy: p.TaxPolicy, DunningPlan: p.DunningPlan,
		RenewalReminderEmailDays: p.RenewalReminderEmailDays, TrialReminderEmailDays: p.TrialReminderEmailDays,
		PartialPeriodHandling: p.PartialPeriodHandling, PartialProrationDays: p.PartialProrationDays,
		IncludeZeroAmount: p.IncludeZeroAmount, SetupFee: p.SetupFee, SetupFeeText: p.SetupFeeText,
		SetupFeeHandling: p.SetupFeeHandling, FixedTrialDays: p.FixedTrialDays,
		MinimumProratedAmount: p.MinimumProratedAmount, AccountFunding: p.AccountFunding,
	}
}
