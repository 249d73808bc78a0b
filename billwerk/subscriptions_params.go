package billwerk

import (
	"errors"
	"fmt"
)

// SignupMethod says how a subscription gets its payment method. The definition
// has it as a free string.
type SignupMethod string

// The signup methods. SignupSource takes the one in Source, SignupEmail mails a
// link to a hosted page, SignupLink leaves it to you to hand out the link.
const (
	SignupSource SignupMethod = "source"
	SignupEmail  SignupMethod = "email"
	SignupLink   SignupMethod = "link"
)

// maxSubscriptionItems bounds the add-ons, discounts and additional costs of one
// request.
const maxSubscriptionItems = 100

// SubscriptionCreateParams makes a subscription, or prepares or previews one
// (models CreateSubscription and CreatePreparedSubscription). Plan, SignupMethod,
// a handle and a customer are required.
type SubscriptionCreateParams struct {
	// Handle is yours and unique per account. Either it or GenerateHandle, which
	// lets the vendor choose "sub-<n>". Prefer an own handle: a create with a
	// generated one can't be repeated after an unknown outcome.
	Handle         string `json:"handle,omitzero"`
	GenerateHandle bool   `json:"generate_handle,omitzero"`
	// Plan is a handle; PlanVersion 0 means the newest.
	Plan        string `json:"plan"`
	PlanVersion int    `json:"plan_version,omitzero"`
	// Either Customer, the handle of an existing one, or CreateCustomer, which makes
	// it in the same atomic call.
	Customer       string                `json:"customer,omitzero"`
	CreateCustomer *CustomerCreateParams `json:"create_customer,omitzero"`

	// SignupMethod and Source are for Create alone. Source is the id of a payment
	// method or a one-time card token; SignupSource needs it.
	SignupMethod SignupMethod `json:"signup_method,omitzero"`
	Source       string       `json:"source,omitzero"`
	// ConditionalCreate makes the subscription only if its first invoice is paid
	// (else error 75); for Create with SignupSource. The documentation names it, the
	// API definition of August 2025 doesn't.
	ConditionalCreate bool `json:"conditional_create,omitzero"`

	// Amount overrides the price of the plan, per unit, in the smallest unit of the
	// currency. AmountInclVAT nil means true.
	Amount        *int64 `json:"amount,omitzero"`
	AmountInclVAT *bool  `json:"amount_incl_vat,omitzero"`
	// Quantity 0 means that of the plan.
	Quantity int `json:"quantity,omitzero"`
	// Test is a guard: the call fails with 20 or 21 if it disagrees with the
	// account's mode.
	Test     *bool    `json:"test,omitzero"`
	Metadata Metadata `json:"metadata,omitzero"`

	// StartDate may be at most one period in the past (error 37); "" means now.
	StartDate LocalTime `json:"start_date,omitzero"`
	// EndDate cancels by itself; it must be in the future (error 14).
	EndDate LocalTime `json:"end_date,omitzero"`
	// GraceDuration is the time without dunning after the creation, in seconds.
	GraceDuration int64 `json:"grace_duration,omitzero"`
	// TrialPeriod is an ISO 8601 duration, for example "P14D". NoTrial skips the
	// trial of the plan, NoSetupFee its setup fee.
	TrialPeriod string `json:"trial_period,omitzero"`
	NoTrial     bool   `json:"no_trial,omitzero"`
	NoSetupFee  bool   `json:"no_setup_fee,omitzero"`

	// Discounts, AddOns and AdditionalCosts have at most 100 elements each.
	Discounts       []SubscriptionDiscountParams       `json:"subscription_discounts,omitzero"`
	CouponCodes     []string                           `json:"coupon_codes,omitzero"`
	AddOns          []SubscriptionAddOnParams          `json:"add_ons,omitzero"`
	AdditionalCosts []SubscriptionAdditionalCostParams `json:"additional_costs,omitzero"`
	MeteredProducts []SubscriptionMeteredProductParams `json:"metered_billing_products,omitzero"`
	// Entitlements beyond, and without, those of the plan; handles.
	AdditionalEntitlements []string `json:"additional_entitlements,omitzero"`
	ExcludedEntitlements   []string `json:"excluded_entitlements,omitzero"`
}

// Validate wants what Create needs: see [SubscriptionCreateParams].
func (p *SubscriptionCreateParams) Validate() error {
	switch {
	case p.SignupMethod == "":
		return errors.New("a subscription needs a signup method")
	case p.SignupMethod == SignupSource && p.Source == "":
		return errors.New("the signup method source needs a source")
	}
	return p.validate()
}

// validate is what Create, Prepare and Preview have in common.
func (p *SubscriptionCreateParams) validate() error {
	if p.Plan == "" {
		return errors.New("a subscription needs a plan")
	}
	if err := oneCustomer(p.Customer, p.CreateCustomer); err != nil {
		return err
	}
	if n := max(len(p.Discounts), len(p.AddOns), len(p.AdditionalCosts)); n > maxSubscriptionItems {
		return fmt.Errorf("at most %d discounts, add-ons or additional costs, not %d", maxSubscriptionItems, n)
	}
	if err := p.validItems(); err != nil {
		return err
	}
	for _, date := range []LocalTime{p.StartDate, p.EndDate} {
		if err := date.Validate(); err != nil {
			return err
		}
	}
	return ownOrGenerated(p.Handle, p.GenerateHandle)
}

func (p *SubscriptionCreateParams) validItems() error {
	for i := range p.Discounts {
		if err := p.Discounts[i].Validate(); err != nil {
			return err
		}
	}
	for i := range p.AddOns {
		if err := p.AddOns[i].Validate(); err != nil {
			return err
		}
	}
	for i := range p.AdditionalCosts {
		if err := p.AdditionalCosts[i].Validate(); err != nil {
			return err
		}
	}
	for i := range p.MeteredProducts {
		if err := p.MeteredProducts[i].Validate(); err != nil {
			return err
		}
	}
	return nil
}

// preparedBody is the same without the signup, which comes with Activate.
type preparedBody SubscriptionCreateParams

func (p *preparedBody) Validate() error {
	if p.SignupMethod != "" || p.Source != "" || p.ConditionalCreate {
		return errors.New("a prepared subscription takes signup method and source when it is activated")
	}
	return (*SubscriptionCreateParams)(p).validate()
}

// SubscriptionAddOnParams adds an add-on to a subscription.
type SubscriptionAddOnParams struct {
	// Handle is unique per subscription. The definition requires it, while its text
	// says that it defaults to that of the add-on.
	Handle string `json:"handle,omitzero"`
	// AddOn is the handle of the add-on. Required.
	AddOn string `json:"add_on"`
	// Quantity 0 means 1; only for add-ons of type quantity (error 115).
	Quantity int `json:"quantity,omitzero"`
	// Amount overrides the price, in the smallest unit of the currency, and fixes it.
	Amount        *int64 `json:"amount,omitzero"`
	AmountInclVAT *bool  `json:"amount_incl_vat,omitzero"` // nil means true
	// FixedAmount false follows the current price of the add-on; nil means true.
	FixedAmount *bool  `json:"fixed_amount,omitzero"`
	Name        string `json:"name,omitzero"`
	Description string `json:"description,omitzero"`
}

// Validate wants an add-on.
func (p *SubscriptionAddOnParams) Validate() error {
	if p.AddOn == "" {
		return errors.New("an add-on of a subscription needs the handle of the add-on")
	}
	return nil
}

// SubscriptionAdditionalCostParams adds a one-time cost to a new subscription.
type SubscriptionAdditionalCostParams struct {
	// Handle is yours and unique per account. Required, as is Text.
	Handle string `json:"handle"`
	// Text is the text of the order line.
	Text string `json:"ordertext"`
	// Amount is per unit, in the smallest unit of the currency.
	Amount int64 `json:"amount"`
	// Quantity 0 means 1.
	Quantity int `json:"quantity,omitzero"`
	// VAT is a fraction; nil takes the account's default. TaxPolicy, a handle, wins
	// over it.
	VAT           *float64 `json:"vat,omitzero"`
	AmountInclVAT *bool    `json:"amount_incl_vat,omitzero"` // nil means true
	TaxPolicy     string   `json:"tax_policy,omitzero"`
}

// Validate wants a handle and a text.
func (p *SubscriptionAdditionalCostParams) Validate() error {
	if p.Text == "" {
		return errors.New("an additional cost needs a text")
	}
	return validHandle(p.Handle)
}
