package billwerk

// SubscriptionState is the state of a subscription. Unknown states survive.
type SubscriptionState string

// The subscription states. A cancelled subscription is still active until it
// expires: see [Subscription.IsCancelled].
const (
	SubscriptionActive  SubscriptionState = "active"
	SubscriptionExpired SubscriptionState = "expired"
	SubscriptionOnHold  SubscriptionState = "on_hold"
	SubscriptionPending SubscriptionState = "pending"
)

// ExpireReason says why a subscription expired.
type ExpireReason string

// The reasons of expiry.
const (
	ExpiredByDunning ExpireReason = "dunning"
	ExpiredCancelled ExpireReason = "cancelled"
	ExpiredOnDemand  ExpireReason = "ondemand"
	ExpiredFixed     ExpireReason = "fixed"
)

// OnHoldReason says why a subscription is on hold.
type OnHoldReason string

// The reasons of a hold.
const (
	OnHoldByDunning OnHoldReason = "dunning"
	OnHoldOnDemand  OnHoldReason = "ondemand"
)

// Subscription is a customer's subscription to a plan.
type Subscription struct {
	Handle      string            `json:"handle"`
	Customer    string            `json:"customer"`
	Plan        string            `json:"plan"`
	PlanVersion int               `json:"plan_version"`
	State       SubscriptionState `json:"state"`
	Test        bool              `json:"test"`
	Quantity    int               `json:"quantity"`
	// Amount is the custom price, if there is one, in the smallest unit of the
	// currency; nil means that of the plan.
	Amount        *int64 `json:"amount,omitzero"`
	AmountInclVAT *bool  `json:"amount_incl_vat,omitzero"`
	Currency      string `json:"currency"`
	// Timezone is a name of the tz database.
	Timezone string    `json:"timezone"`
	Created  Timestamp `json:"created,omitzero"`
	// Activated differs from Created only for prepared subscriptions.
	Activated Timestamp `json:"activated,omitzero"`
	StartDate Timestamp `json:"start_date,omitzero"`
	EndDate   Timestamp `json:"end_date,omitzero"`

	// Renewing is true for manual schedules too.
	Renewing bool `json:"renewing"`
	// IsCancelled says that the subscription, still active, will expire at Expires
	// or at the end of the period.
	IsCancelled bool `json:"is_cancelled"`
	// InTrial is true before a future trial starts, too.
	InTrial bool `json:"in_trial"`
	// HasStarted, together with State, tells whether to give access.
	HasStarted         bool `json:"has_started"`
	RenewalCount       int  `json:"renewal_count"`
	PaymentMethodAdded bool `json:"payment_method_added"`
	// GraceDuration is in seconds: no dunning within them.
	GraceDuration int64 `json:"grace_duration,omitzero"`

	CurrentPeriodStart Timestamp `json:"current_period_start,omitzero"`
	// NextPeriodStart is the time of the next invoice too, if it renews.
	NextPeriodStart   Timestamp `json:"next_period_start,omitzero"`
	FirstPeriodStart  Timestamp `json:"first_period_start,omitzero"`
	LastPeriodStart   Timestamp `json:"last_period_start,omitzero"`
	TrialStart        Timestamp `json:"trial_start,omitzero"`
	TrialEnd          Timestamp `json:"trial_end,omitzero"`
	ReminderEmailSent Timestamp `json:"reminder_email_sent,omitzero"`

	CancelledDate Timestamp `json:"cancelled_date,omitzero"`
	// Expires is the fixed expiry after a cancel.
	Expires      Timestamp    `json:"expires,omitzero"`
	ExpiredDate  Timestamp    `json:"expired_date,omitzero"`
	ExpireReason ExpireReason `json:"expire_reason,omitzero"`
	OnHoldDate   Timestamp    `json:"on_hold_date,omitzero"`
	OnHoldReason OnHoldReason `json:"on_hold_reason,omitzero"`
	Reactivated  Timestamp    `json:"reactivated,omitzero"`

	// PendingChange waits for the next renewal.
	PendingChange *SubscriptionChange  `json:"pending_change,omitzero"`
	Changes       []SubscriptionChange `json:"subscription_changes,omitzero"`
	// ScheduledPlanChange is deprecated; use PendingChange.
	ScheduledPlanChange string `json:"scheduled_plan_change,omitzero"`

	// Coupons, Discounts, AddOns and MeteredProducts are handles.
	Coupons         []string `json:"coupons,omitzero"`
	Discounts       []string `json:"subscription_discounts,omitzero"`
	AddOns          []string `json:"subscription_add_ons,omitzero"`
	MeteredProducts []string `json:"metered_billing_products,omitzero"`
	// ActivePaymentMethods has no id, or one.
	ActivePaymentMethods []string          `json:"active_payment_methods,omitzero"`
	HostedPageLinks      SubscriptionLinks `json:"hosted_page_links,omitzero"`
	InvoiceTotals
}

// Verify wants handle and state.
func (s *Subscription) Verify() error {
	switch {
	case s.Handle == "":
		return missing("handle")
	case s.State == "":
		return missing("state")
	}
	return nil
}

// SubscriptionLinks lead to hosted pages.
type SubscriptionLinks struct {
	// PaymentInfo is the page where the customer enters a payment method. It takes
	// accept_url and cancel_url as query arguments.
	PaymentInfo string `json:"payment_info,omitzero"`
}

// SubscriptionChange is a change of a subscription, pending or applied.
type SubscriptionChange struct {
	Pending bool      `json:"pending"`
	Created Timestamp `json:"created,omitzero"`
	Applied Timestamp `json:"applied,omitzero"`
	Updated Timestamp `json:"updated,omitzero"`
	Plan    string    `json:"plan,omitzero"`
	// Amount and Quantity are nil and 0 if they stay as they are.
	Amount        *int64              `json:"amount,omitzero"`
	AmountInclVAT *bool               `json:"amount_incl_vat,omitzero"`
	Quantity      int                 `json:"quantity,omitzero"`
	AddOns        []SubscriptionAddOn `json:"subscription_add_ons,omitzero"`
	RemoveAddOns  []string            `json:"remove_add_ons,omitzero"`
}

// PreparedSubscription is a pending subscription and the invoices that it will
// make.
type PreparedSubscription struct {
	Subscription
	Invoices    []Invoice `json:"invoices,omitzero"`
	NextInvoice *Invoice  `json:"next_invoice,omitzero"`
}

// ChangedSubscription is what a subscription would be after a change.
type ChangedSubscription struct {
	Subscription
	Journal *SubscriptionChangeJournal `json:"change_journal,omitzero"`
}

// SubscriptionChangeJournal says what a change would do.
type SubscriptionChangeJournal struct {
	Change  *SubscriptionChange `json:"change,omitzero"`
	Invoice *Invoice            `json:"invoice,omitzero"`
	NewPlan *Plan               `json:"new_plan,omitzero"`
	// CompensationAmount is in the smallest unit of the currency.
	CompensationAmount     int64     `json:"compensation_amount,omitzero"`
	CompensationInvoice    *Invoice  `json:"compensation_invoice,omitzero"`
	ChangedPeriodStartDate Timestamp `json:"changed_period_start_date,omitzero"`
}
