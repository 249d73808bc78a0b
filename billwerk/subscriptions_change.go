package billwerk

import (
	"context"
	"errors"
	"fmt"

	"github.com/vendorkit/vendorkit-go/client"
)

// ChangeTiming says when a change of a subscription takes effect.
type ChangeTiming string

// The timings of a change.
const (
	ChangeImmediately ChangeTiming = "immediate"
	ChangeAtRenewal   ChangeTiming = "renewal"
)

// ChangeBilling says how an immediate change that keeps the period is billed.
type ChangeBilling string

// The ways to bill an immediate change; ChangeBillingProrated is the default.
const (
	ChangeBillingProrated   ChangeBilling = "prorated"
	ChangeBillingFull       ChangeBilling = "full"
	ChangeBillingZeroAmount ChangeBilling = "zero_amount"
	ChangeBillingNone       ChangeBilling = "none"
)

// SubscriptionChangeParams changes a subscription, or previews the change (model
// ChangeSubscription). That what is left out stays as it is, is inferred.
type SubscriptionChangeParams struct {
	// Timing is required.
	Timing ChangeTiming `json:"timing"`
	Plan   string       `json:"plan,omitzero"`
	// Amount is the new price per unit, in the smallest unit of the currency.
	Amount        *int64 `json:"amount,omitzero"`
	AmountInclVAT *bool  `json:"amount_incl_vat,omitzero"` // nil means true
	Quantity      int    `json:"quantity,omitzero"`

	// Billing and Compensation are for immediate changes. Billing "" means
	// ChangeBillingProrated, Compensation "" means CompensateProratedRefund.
	Billing      ChangeBilling      `json:"billing,omitzero"`
	Compensation CompensationMethod `json:"compensation_method,omitzero"`
	// PartialPeriodHandling is for schedules with a fixed day; "" means BillProrated.
	PartialPeriodHandling PartialPeriodHandling `json:"partial_period_handling,omitzero"`
	StartDate             LocalTime             `json:"start_date,omitzero"`
	// ForceNewPeriod starts a new period now, or at StartDate, and ends a trial.
	ForceNewPeriod bool `json:"force_new_period,omitzero"`
	// CancelChange, with ChangeAtRenewal, drops the pending change.
	CancelChange bool `json:"cancel_change,omitzero"`

	// AddOns are added (at most 100), RemoveAddOns removed by the handle that they
	// have in the subscription.
	AddOns       []SubscriptionAddOnParams `json:"add_ons,omitzero"`
	RemoveAddOns []string                  `json:"remove_add_ons,omitzero"`
}

// Validate wants a timing, at most 100 add-ons, and a date of a known form.
func (p *SubscriptionChangeParams) Validate() error {
	switch {
	case p.Timing == "":
		return errors.New("a change needs a timing")
	case len(p.AddOns) > maxSubscriptionItems:
		return fmt.Errorf("at most %d add-ons, not %d", maxSubscriptionItems, len(p.AddOns))
	}
	for i := range p.AddOns {
		if err := p.AddOns[i].Validate(); err != nil {
			return err
		}
	}
	return p.StartDate.Validate()
}

// repeat allows only what waits for the renewal: the second one replaces the
// first. An immediate change may bill, refund and begin a period, each time.
func (p *SubscriptionChangeParams) repeat() client.Repeat {
	if p.Timing == ChangeAtRenewal {
		return client.RepeatAlways
	}
	return client.RepeatNever
}

func (s *subscriptionService) Change(ctx context.Context, handle string, params *SubscriptionChangeParams, opts ...client.CallOption) (*Subscription, error) {
	p := orEmpty(params)
	return client.Call[Subscription](ctx, s.client, client.Request{
		Op: &opSubscriptionChange, Args: []string{handle}, Body: p, Repeat: p.repeat(),
	}, opts...)
}

func (s *subscriptionService) PreviewChange(ctx context.Context, handle string, params *SubscriptionChangeParams, opts ...client.CallOption) (*ChangedSubscription, error) {
	return client.Call[ChangedSubscription](ctx, s.client, client.Request{
		Op: &opSubscriptionPreviewChange, Args: []string{handle}, Body: orEmpty(params),
	}, opts...)
}

type nextPeriodStartBody struct {
	Start LocalTime `json:"next_period_start"`
}

func (b *nextPeriodStartBody) Validate() error {
	if b.Start == "" {
		return errors.New("the start of the next period is missing")
	}
	return b.Start.Validate()
}

func (s *subscriptionService) ChangeNextPeriodStart(ctx context.Context, handle string, start LocalTime, opts ...client.CallOption) (*Subscription, error) {
	return callSubscription(ctx, s, &opSubscriptionNextPeriod, handle, &nextPeriodStartBody{start}, opts...)
}

type endDateBody struct {
	End LocalTime `json:"end_date,omitzero"`
}

func (b *endDateBody) Validate() error { return b.End.Validate() }

func (s *subscriptionService) SetEndDate(ctx context.Context, handle string, end LocalTime, opts ...client.CallOption) (*Subscription, error) {
	return callSubscription(ctx, s, &opSubscriptionEndDate, handle, &endDateBody{end}, opts...)
}
