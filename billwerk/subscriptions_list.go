package billwerk

// SubscriptionListParams filters the list of subscriptions. That filters are
// joined by "and", and several values of one by "or", is inferred. The field names
// are those of [Subscription].
type SubscriptionListParams struct {
	ListParams
	Handle         string              `query:"handle"`
	HandlePrefix   string              `query:"handle_prefix"`
	HandleContains string              `query:"handle_contains"`
	Customer       string              `query:"customer"`
	Plan           string              `query:"plan"`
	PlanVersion    int                 `query:"plan_version"`
	States         []SubscriptionState `query:"state"`
	ExpireReasons  []ExpireReason      `query:"expire_reason"`
	OnHoldReasons  []OnHoldReason      `query:"on_hold_reason"`
	PaymentMethod  string              `query:"payment_method"` // an id

	// Handles of what hangs on the subscription: the first of each pair is that
	// within the subscription.
	SubscriptionAddOn    string `query:"subscription_add_on_handle"`
	AddOn                string `query:"add_on_handle"`
	SubscriptionDiscount string `query:"subscription_discount_handle"`
	Discount             string `query:"discount_handle"`
	Coupon               string `query:"coupon_handle"`

	Renewing           *bool `query:"renewing"`
	AmountInclVAT      *bool `query:"amount_incl_vat"`
	InTrial            *bool `query:"in_trial"`
	HasStarted         *bool `query:"has_started"`
	PaymentMethodAdded *bool `query:"payment_method_added"`

	Activated          TimeFilter `query:"activated"`
	CancelledDate      TimeFilter `query:"cancelled_date"`
	Reactivated        TimeFilter `query:"reactivated"`
	Created            TimeFilter `query:"created"`
	StartDate          TimeFilter `query:"start_date"`
	EndDate            TimeFilter `query:"end_date"`
	CurrentPeriodStart TimeFilter `query:"current_period_start"`
	NextPeriodStart    TimeFilter `query:"next_period_start"`
	FirstPeriodStart   TimeFilter `query:"first_period_start"`
	LastPeriodStart    TimeFilter `query:"last_period_start"`
	TrialStart         TimeFilter `query:"trial_start"`
	TrialEnd           TimeFilter `query:"trial_end"`
	ExpiredDate        TimeFilter `query:"expired_date"`
	OnHoldDate         TimeFilter `query:"on_hold_date"`
	ReminderEmailSent  TimeFilter `query:"reminder_email_sent"`

	Amount        NumberFilter `query:"amount"`
	Quantity      NumberFilter `query:"quantity"`
	GraceDuration NumberFilter `query:"grace_duration"` // seconds
	RenewalCount  NumberFilter `query:"renewal_count"`

	FailedInvoices    NumberFilter `query:"failed_invoices"`
	FailedAmount      NumberFilter `query:"failed_amount"`
	CancelledInvoices NumberFilter `query:"cancelled_invoices"`
	CancelledAmount   NumberFilter `query:"cancelled_amount"`
	PendingInvoices   NumberFilter `query:"pending_invoices"`
	PendingAmount     NumberFilter `query:"pending_amount"`
	DunningInvoices   NumberFilter `query:"dunning_invoices"`
	DunningAmount     NumberFilter `query:"dunning_amount"`
	SettledInvoices   NumberFilter `query:"settled_invoices"`
	SettledAmount     NumberFilter `query:"settled_amount"`
	RefundedAmount    NumberFilter `query:"refunded_amount"`

	PendingAdditionalCosts          NumberFilter `query:"pending_additional_costs"`
	PendingAdditionalCostAmount     NumberFilter `query:"pending_additional_cost_amount"`
	TransferredAdditionalCosts      NumberFilter `query:"transferred_additional_costs"`
	TransferredAdditionalCostAmount NumberFilter `query:"transferred_additional_cost_amount"`
	PendingCredits                  NumberFilter `query:"pending_credits"`
	PendingCreditAmount             NumberFilter `query:"pending_credit_amount"`
	TransferredCredits              NumberFilter `query:"transferred_credits"`
	TransferredCreditAmount         NumberFilter `query:"transferred_credit_amount"`
}
