package billwerk

import (
	"errors"
	"fmt"
)

// PlanCreateParams makes a plan (model CreateSubscriptionPlan). Handle, Name,
// Amount and ScheduleType are required.
type PlanCreateParams struct {
	// Handle is yours and unique per account.
	Handle string `json:"handle"`
	// Currency is ISO 4217; "" takes the account's default.
	Currency string   `json:"currency,omitzero"`
	Metadata Metadata `json:"metadata,omitzero"`
	PlanSettings
}

// Validate wants handle, name and schedule type, and no negative amount.
func (p *PlanCreateParams) Validate() error {
	if err := p.validate(); err != nil {
		return err
	}
	return validHandle(p.Handle)
}

// PlanSupersedeParams makes a new version of a plan (model
// SupersedeSubscriptionPlan). Name, Amount and ScheduleType are required; what is
// left out takes the default and not the value of the version before. Start from
// the PlanSettings of the current plan to keep them.
type PlanSupersedeParams struct {
	// SupersedeMode "" means SupersedeKeepsSubscriptions.
	SupersedeMode SupersedeMode `json:"supersede_mode,omitzero"`
	PlanSettings
}

// Validate wants name and schedule type, and no negative amount.
func (p *PlanSupersedeParams) Validate() error { return p.validate() }

// PlanAmountParams changes the price of a plan (model ChangePlanAmount).
type PlanAmountParams struct {
	// Amount is in the smallest unit of the currency. Required.
	Amount *int64 `json:"amount"`
	// AmountInclVAT nil means true.
	AmountInclVAT *bool         `json:"amount_incl_vat,omitzero"`
	SupersedeMode SupersedeMode `json:"supersede_mode,omitzero"`
}

// Validate wants an amount that isn't negative.
func (p *PlanAmountParams) Validate() error {
	switch {
	case p.Amount == nil:
		return errors.New("the amount is missing")
	case *p.Amount < 0:
		return fmt.Errorf("the amount %d is negative", *p.Amount)
	}
	return nil
}

// PlanUpdateParams replaces the texts and minor settings of a plan (model
// UpdateSubscriptionPlan): what is left out is reset. The fields are explained at
// [PlanSettings]. Name is required.
type PlanUpdateParams struct {
	Name                     string                `json:"name"`
	Description              string                `json:"description,omitzero"`
	VAT                      *float64              `json:"vat,omitzero"`
	TaxPolicy                string                `json:"tax_policy,omitzero"`
	DunningPlan              string                `json:"dunning_plan,omitzero"`
	RenewalReminderEmailDays int                   `json:"renewal_reminder_email_days,omitzero"`
	TrialReminderEmailDays   int                   `json:"trial_reminder_email_days,omitzero"`
	PartialPeriodHandling    PartialPeriodHandling `json:"partial_period_handling,omitzero"`
	PartialProrationDays     *bool                 `json:"partial_proration_days,omitzero"`
	IncludeZeroAmount        *bool                 `json:"include_zero_amount,omitzero"`
	SetupFee                 *int64                `json:"setup_fee,omitzero"`
	SetupFeeText             string                `json:"setup_fee_text,omitzero"`
	SetupFeeHandling         SetupFeeHandling      `json:"setup_fee_handling,omitzero"`
	FixedTrialDays           *bool                 `json:"fixed_trial_days,omitzero"`
	MinimumProratedAmount    *int64                `json:"minimum_prorated_amount,omitzero"`
	AccountFunding           *bool                 `json:"account_funding,omitzero"`
}

// Validate wants a name.
func (p *PlanUpdateParams) Validate() error {
	if p.Name == "" {
		return errors.New("a plan needs a name")
	}
	return nil
}

// PlanGetParams are options of reading a plan.
type PlanGetParams struct {
	// TaxRateForCountry asks for the tax rate that holds in a country. Its form is
	// not documented; ISO 3166-1 alpha-2 is inferred.
	TaxRateForCountry string `query:"tax_rate_for_country"`
}

// PlanListParams filters the list of plans. That filters are joined by "and", and several
// values of one by "or", is inferred.
type PlanListParams struct {
	ListParams
	Handle                 string                  `query:"handle"`
	HandlePrefix           string                  `query:"handle_prefix"`
	Handles                []string                `query:"handles"`
	States                 []PlanState             `query:"state"`
	ScheduleTypes          []ScheduleType          `query:"schedule_type"`
	PartialPeriodHandlings []PartialPeriodHandling `query:"partial_period_handling"`
	SetupFeeHandlings      []SetupFeeHandling      `query:"setup_fee_handling"`
	FixedLifeTimeUnits     []IntervalUnit          `query:"fixed_life_time_unit"`
	TrialIntervalUnits     []IntervalUnit          `query:"trial_interval_unit"`
	Currencies             []string                `query:"currency"`
	DunningPlan            string                  `query:"dunning_plan_handle"`
	Name                   string                  `query:"name"`
	Description            string                  `query:"description"`
	SetupFeeText           string                  `query:"setup_fee_text"`

	Amount                   NumberFilter `query:"amount"`
	Quantity                 NumberFilter `query:"quantity"`
	FixedCount               NumberFilter `query:"fixed_count"`
	FixedLifeTimeLength      NumberFilter `query:"fixed_life_time_length"`
	TrialIntervalLength      NumberFilter `query:"trial_interval_length"`
	IntervalLength           NumberFilter `query:"interval_length"`
	ScheduleFixedDay         NumberFilter `query:"schedule_fixed_day"`
	RenewalReminderEmailDays NumberFilter `query:"renewal_reminder_email_days"`
	TrialReminderEmailDays   NumberFilter `query:"trial_reminder_email_days"`
	BaseMonth                NumberFilter `query:"base_month"`
	NoticePeriods            NumberFilter `query:"notice_periods"`
	MinimumProratedAmount    NumberFilter `query:"minimum_prorated_amount"`
	FixationPeriods          NumberFilter `query:"fixation_periods"`
	SetupFee                 NumberFilter `query:"setup_fee"`

	AmountInclVAT             *bool `query:"amount_incl_vat"`
	NoticePeriodsAfterCurrent *bool `query:"notice_periods_after_current"`
	FixationPeriodsFull       *bool `query:"fixation_periods_full"`
	IncludeZeroAmount         *bool `query:"include_zero_amount"`
	PartialProrationDays      *bool `query:"partial_proration_days"`
	FixedTrialDays            *bool `query:"fixed_trial_days"`
}
