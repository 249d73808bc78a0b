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

// Activate activates a prepared subscription. Errors: 12, 119 (not pending), 118.
//
// May be repeated: no, it may take the first payment, and the documentation has no
// word on it. After ErrOutcomeUnknown read the subscription: if it is not pending,
// it worked.
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

// Cancel ends a subscription at the end of its notice. Until Expires it stays
// active, and IsCancelled is true. Errors: 12, 13, 22, 93, 95 (page
// cancelsubscription).
//
// May be repeated: yes. A repeat of a call that succeeded gives 22, see
// [AlreadyDone]. After ErrOutcomeUnknown read the subscription (IsCancelled).
func (s *subscriptionService) Cancel(ctx context.Context, handle string, params *SubscriptionCancelParams, opts ...client.CallOption) (*Subscription, error) {
	return callSubscription(ctx, s, &opSubscriptionCancel, handle, orEmpty(params), opts...)
}

// PreviewCancel returns the subscription as Cancel would make it, and changes
// nothing. Errors are those of Cancel (inferred).
//
// May be repeated: yes.
func (s *subscriptionService) PreviewCancel(ctx context.Context, handle string, params *SubscriptionCancelParams, opts ...client.CallOption) (*Subscription, error) {
	return callSubscription(ctx, s, &opSubscriptionPreviewCancel, handle, orEmpty(params), opts...)
}

// Uncancel takes a cancellation back. Errors: 12, 13, 94, 95 (page uncancel).
//
// May be repeated: yes; what a repeat of a call that succeeded answers is not
// documented. After ErrOutcomeUnknown read the subscription (IsCancelled).
func (s *subscriptionService) Uncancel(ctx context.Context, handle string, opts ...client.CallOption) (*Subscription, error) {
	return callSubscription(ctx, s, &opSubscriptionUncancel, handle, nil, opts...)
}

// SubscriptionOnHoldParams says what happens to the current period.
type SubscriptionOnHoldParams struct {
	// Compensation "" means CompensateNothing.
	Compensation CompensationMethod `json:"compensation_method,omitzero"`
}

// OnHold pauses a subscription until Reactivate. Errors: 12, 13, 64, 65, 66, 81,
// 82, 95, 96, 120 (page onhold). A refund that fails gives a [*DeclinedError] with
// code 66.
//
// May be repeated: yes, but with a refund as compensation no, because a refund
// without a key could happen twice. A repeat of a call that succeeded gives 95, see
// [AlreadyDone]. After ErrOutcomeUnknown read the subscription (State), and, for a
// refund, its invoices.
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

// Reactivate goes on with a subscription that is on hold. Errors: 12, 37, 97 (page
// reactivatesubscription).
//
// May be repeated: yes. A repeat of a call that succeeded gives 97, see
// [AlreadyDone]. After ErrOutcomeUnknown read the subscription (State).
func (s *subscriptionService) Reactivate(ctx context.Context, handle string, params *SubscriptionReactivateParams, opts ...client.CallOption) (*Subscription, error) {
	return callSubscription(ctx, s, &opSubscriptionReactivate, handle, orEmpty(params), opts...)
}

// SubscriptionExpireParams says what happens to the current period. Credits are
// not possible.
type SubscriptionExpireParams struct {
	Compensation CompensationMethod `json:"compensation_method,omitzero"`
}

// Expire ends a subscription at once and for good. Errors: 12, 13, 63, 64, 65, 66,
// 81 (page expire). A refund that fails gives a [*DeclinedError] with code 66.
//
// May be repeated: yes, but with a refund as compensation no, because a refund
// without a key could happen twice. A repeat of a call that succeeded gives 13, see
// [AlreadyDone]. After ErrOutcomeUnknown read the subscription (State), and, for a
// refund, its invoices.
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
