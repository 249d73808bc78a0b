package billwerk

import (
	"context"
	"errors"

	"github.com/vendorkit/vendorkit-go/client"
)

// CompensationMethod says what a customer gets back for a period that is paid and
// cut short.
type CompensationMethod string

// The compensation methods. Refunds work only for payment methods that refund
// synchronously (else error 81). Newer pages also list "prorated" and "full" for
// OnHold, without saying what they are.
const (
	CompensateNothing        CompensationMethod = "none"
	CompensateFullRefund     CompensationMethod = "full_refund"
	CompensateProratedRefund CompensationMethod = "prorated_refund"
	CompensateFullCredit     CompensationMethod = "full_credit"
	CompensateProratedCredit CompensationMethod = "prorated_credit"
)

// repeat forbids what may refund: there is no key that would keep a refund whose
// outcome is unknown from happening again. The rest is guarded by the state.
func (m CompensationMethod) repeat() client.Repeat {
	switch m {
	case "", CompensateNothing, CompensateFullCredit, CompensateProratedCredit:
		return client.RepeatAlways
	default:
		return client.RepeatNever
	}
}

// SubscriptionActivateParams activates a prepared subscription.
type SubscriptionActivateParams struct {
	// SignupMethod is required; SignupSource needs Source, the id of a payment method
	// or a one-time card token.
	SignupMethod SignupMethod `json:"signup_method"`
	Source       string       `json:"source,omitzero"`
	// PaymentMethodReference is your own reference of the payment method.
	PaymentMethodReference string `json:"payment_method_reference,omitzero"`
}

// Validate wants a signup method, and a source if that is what it is.
func (p *SubscriptionActivateParams) Validate() error {
	switch {
	case p.SignupMethod == "":
		return errors.New("an activation needs a signup method")
	case p.SignupMethod == SignupSource && p.Source == "":
		return errors.New("the signup method source needs a source")
	}
	return nil
}

func (s *subscriptionService) Activate(ctx context.Context, handle string, params *SubscriptionActivateParams, opts ...client.CallOption) (*Subscription, error) {
	return callSubscription(ctx, s, &opSubscriptionActivate, handle, orEmpty(params), opts...)
}

// SubscriptionCancelParams overrides what the plan says of a cancellation.
type SubscriptionCancelParams struct {
	NoticePeriods             *int  `json:"notice_periods,omitzero"`
	NoticePeriodsAfterCurrent *bool `json:"notice_periods_after_current,omitzero"`
	// ExpireAt wins over notice and fixation. It must be after the current period
	// (error 93), and makes a partial last period that can't be uncancelled (94).
	ExpireAt LocalTime `json:"expire_at,omitzero"`
	// TrialWithNoticeAndFixation honours notice and fixation although in trial.
	TrialWithNoticeAndFixation bool `json:"trial_with_notice_and_fixation,omitzero"`
}

// Validate checks the form of the date.
func (p *SubscriptionCancelParams) Validate() error { return p.ExpireAt.Validate() }

func (s *subscriptionService) Cancel(ctx context.Context, handle string, params *SubscriptionCancelParams, opts ...client.CallOption) (*Subscription, error) {
	return callSubscription(ctx, s, &opSubscriptionCancel, handle, orEmpty(params), opts...)
}

func (s *subscriptionService) PreviewCancel(ctx context.Context, handle string, params *SubscriptionCancelParams, opts ...client.CallOption) (*Subscription, error) {
	return callSubscription(ctx, s, &opSubscriptionPreviewCancel, handle, orEmpty(params), opts...)
}

func (s *subscriptionService) Uncancel(ctx context.Context, handle string, opts ...client.CallOption) (*Subscription, error) {
	return callSubscription(ctx, s, &opSubscriptionUncancel, handle, nil, opts...)
}

// SubscriptionOnHoldParams says what happens to the current period.
type SubscriptionOnHoldParams struct {
	// Compensation "" means CompensateNothing.
	Compensation CompensationMethod `json:"compensation_method,omitzero"`
}

func (s *subscriptionService) OnHold(ctx context.Context, handle string, params *SubscriptionOnHoldParams, opts ...client.CallOption) (*Subscription, error) {
	p := orEmpty(params)
	return client.Call[Subscription](ctx, s.client, client.Request{
		Op: &opSubscriptionOnHold, Args: []string{handle}, Body: p, Repeat: p.Compensation.repeat(),
	}, opts...)
}

// SubscriptionReactivateParams says when and how a subscription goes on.
type SubscriptionReactivateParams struct {
	// StartDate is not before the subscription was put on hold (error 37); "" means
	// now.
	StartDate LocalTime `json:"start_date,omitzero"`
	// PartialPeriodHandling "" means BillProrated.
	PartialPeriodHandling PartialPeriodHandling `json:"partial_period_handling,omitzero"`
}

// Validate checks the form of the date.
func (p *SubscriptionReactivateParams) Validate() error { return p.StartDate.Validate() }

func (s *subscriptionService) Reactivate(ctx context.Context, handle string, params *SubscriptionReactivateParams, opts ...client.CallOption) (*Subscription, error) {
	return callSubscription(ctx, s, &opSubscriptionReactivate, handle, orEmpty(params), opts...)
}

// SubscriptionExpireParams says what happens to the current period. Credits are
// not possible.
type SubscriptionExpireParams struct {
	Compensation CompensationMethod `json:"compensation_method,omitzero"`
}

func (s *subscriptionService) Expire(ctx context.Context, handle string, params *SubscriptionExpireParams, opts ...client.CallOption) (*Subscription, error) {
	p := orEmpty(params)
	return client.Call[Subscription](ctx, s.client, client.Request{
		Op: &opSubscriptionExpire, Args: []string{handle}, Body: p, Repeat: p.Compensation.repeat(),
	}, opts...)
}

// callSubscription makes the calls that take a subscription's handle and return
// the subscription.
func callSubscription(ctx context.Context, s *subscriptionService, op *client.Operation, handle string, body any, opts ...client.CallOption) (*Subscription, error) {
	return client.Call[Subscription](ctx, s.client, client.Request{Op: op, Args: []string{handle}, Body: body}, opts...)
}
