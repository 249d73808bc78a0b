package billwerk

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// SubscriptionService keeps subscriptions: their life cycle, and what hangs on
// them. Methods may be added in a minor version; embed the interface in your
// fakes.
type SubscriptionService interface {
	// Create makes a subscription, and with CreateCustomer its customer, in one atomic
	// call. Errors (those of the checkout operation): 9, 10, 11, 14, 18, 19, 24, 34,
	// 37, 71, 75, 83, 85, 86, 87, 99, 113 to 116.
	//
	// May be repeated: with an own handle yes, with GenerateHandle no, because it
	// would make a second subscription. After ErrOutcomeUnknown read the subscription
	// by its handle. Error 11 that matches ErrOutcomeUnknown too means the same: an
	// earlier attempt of this call may have made it, so read and compare.
	Create(ctx context.Context, params *SubscriptionCreateParams, opts ...client.CallOption) (*Subscription, error)

	// Prepare makes a pending subscription, to be activated by Activate or by a
	// checkout session. SignupMethod and Source are not part of it.
	//
	// May be repeated: as Create.
	Prepare(ctx context.Context, params *SubscriptionCreateParams, opts ...client.CallOption) (*PreparedSubscription, error)

	// Preview returns what Prepare would make, with the invoices, and changes nothing.
	//
	// May be repeated: yes.
	Preview(ctx context.Context, params *SubscriptionCreateParams, opts ...client.CallOption) (*PreparedSubscription, error)

	// Get returns a subscription. Error 12 if there is none.
	Get(ctx context.Context, handle string, opts ...client.CallOption) (*Subscription, error)

	// DeletePending removes a subscription that is still pending. Errors: 12, 30, 82,
	// 119, 125 (page deletepending).
	//
	// May be repeated: yes. A repeat of a call that succeeded may give 12, see
	// [AlreadyDone].
	DeletePending(ctx context.Context, handle string, opts ...client.CallOption) error

	// List returns one page of subscriptions, the newest first. Without From or
	// Interval it holds those of the last month only, see [ListParams].
	List(ctx context.Context, params *SubscriptionListParams, opts ...client.CallOption) (*Page[Subscription], error)

	// All walks all pages of List. An error is yielded once and ends the walk.
	All(ctx context.Context, params *SubscriptionListParams, opts ...client.CallOption) iter.Seq2[*Subscription, error]

	// Activate activates a prepared subscription. Errors: 12, 119 (not pending), 118.
	//
	// May be repeated: no, it may take the first payment, and the documentation has no
	// word on it. After ErrOutcomeUnknown read the subscription: if it is not pending,
	// it worked.
	Activate(ctx context.Context, handle string, params *SubscriptionActivateParams, opts ...client.CallOption) (*Subscription, error)

	// Cancel ends a subscription at the end of its notice. Until Expires it stays
	// active, and IsCancelled is true. Errors: 12, 13, 22, 93, 95 (page
	// cancelsubscription).
	//
	// May be repeated: yes. A repeat of a call that succeeded gives 22, see
	// [AlreadyDone]. After ErrOutcomeUnknown read the subscription (IsCancelled).
	Cancel(ctx context.Context, handle string, params *SubscriptionCancelParams, opts ...client.CallOption) (*Subscription, error)

	// PreviewCancel returns the subscription as Cancel would make it, and changes
	// nothing. Errors are those of Cancel (inferred).
	//
	// May be repeated: yes.
	PreviewCancel(ctx context.Context, handle string, params *SubscriptionCancelParams, opts ...client.CallOption) (*Subscription, error)

	// Uncancel takes a cancellation back. Errors: 12, 13, 94, 95 (page uncancel).
	//
	// May be repeated: yes; what a repeat of a call that succeeded answers is not
	// documented. After ErrOutcomeUnknown read the subscription (IsCancelled).
	Uncancel(ctx context.Context, handle string, opts ...client.CallOption) (*Subscription, error)

	// OnHold pauses a subscription until Reactivate. Errors: 12, 13, 64, 65, 66, 81,
	// 82, 95, 96, 120 (page onhold). A refund that fails gives a [*DeclinedError] with
	// code 66.
	//
	// May be repeated: yes, but with a refund as compensation no, because a refund
	// without a key could happen twice. A repeat of a call that succeeded gives 95, see
	// [AlreadyDone]. After ErrOutcomeUnknown read the subscription (State), and, for a
	// refund, its invoices.
	OnHold(ctx context.Context, handle string, params *SubscriptionOnHoldParams, opts ...client.CallOption) (*Subscription, error)

	// Reactivate goes on with a subscription that is on hold. Errors: 12, 37, 97 (page
	// reactivatesubscription).
	//
	// May be repeated: yes. A repeat of a call that succeeded gives 97, see
	// [AlreadyDone]. After ErrOutcomeUnknown read the subscription (State).
	Reactivate(ctx context.Context, handle string, params *SubscriptionReactivateParams, opts ...client.CallOption) (*Subscription, error)

	// Expire ends a subscription at once and for good. Errors: 12, 13, 63, 64, 65, 66,
	// 81 (page expire). A refund that fails gives a [*DeclinedError] with code 66.
	//
	// May be repeated: yes, but with a refund as compensation no, because a refund
	// without a key could happen twice. A repeat of a call that succeeded gives 13, see
	// [AlreadyDone]. After ErrOutcomeUnknown read the subscription (State), and, for a
	// refund, its invoices.
	Expire(ctx context.Context, handle string, params *SubscriptionExpireParams, opts ...client.CallOption) (*Subscription, error)

	// Change changes plan, price, quantity or add-ons, at once or at the next renewal.
	// Errors are not documented.
	//
	// May be repeated: with ChangeAtRenewal yes, with ChangeImmediately no, because it
	// bills and compensates. After ErrOutcomeUnknown read the subscription (Changes,
	// PendingChange) and its invoices.
	Change(ctx context.Context, handle string, params *SubscriptionChangeParams, opts ...client.CallOption) (*Subscription, error)

	// PreviewChange returns what Change would make of the subscription, with the
	// invoices in Journal, and changes nothing.
	//
	// May be repeated: yes.
	PreviewChange(ctx context.Context, handle string, params *SubscriptionChangeParams, opts ...client.CallOption) (*ChangedSubscription, error)

	// ChangeNextPeriodStart moves the start of the next period, which must be in the
	// future. Errors: 12, 13, 14, 22, 95 (page changenextperiodstartjson).
	//
	// May be repeated: no, the documentation has no word on it. After
	// ErrOutcomeUnknown read the subscription (NextPeriodStart).
	ChangeNextPeriodStart(ctx context.Context, handle string, start LocalTime, opts ...client.CallOption) (*Subscription, error)

	// SetEndDate sets the date on which the subscription cancels by itself; "" removes
	// it. Errors: 12, 14 (inferred).
	//
	// May be repeated: yes.
	SetEndDate(ctx context.Context, handle string, end LocalTime, opts ...client.CallOption) (*Subscription, error)

	SubscriptionPayments
	SubscriptionParts

	// Metadata returns the metadata of a subscription.
	Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error)

	// SetMetadata replaces the metadata of a subscription, and returns it. nil is
	// refused with client.ErrInvalid, use DeleteMetadata.
	//
	// May be repeated: yes.
	SetMetadata(ctx context.Context, handle string, metadata Metadata, opts ...client.CallOption) (Metadata, error)

	// DeleteMetadata removes the metadata of a subscription.
	//
	// May be repeated: yes.
	DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error
}

// SubscriptionPayments is the part of SubscriptionService about invoices and
// payment methods.
type SubscriptionPayments interface {
	// CreateInvoice makes an extra invoice for a subscription. Look at [Invoice.Err]
	// if it is Instant or settled. Errors: 1, 11, 12, 13, 40, 54, 76, 95 (page
	// createsubscriptioninvoice).
	//
	// May be repeated: yes, the handle is mandatory. Error 11 that matches
	// ErrOutcomeUnknown means that an earlier attempt of this call may have made the
	// invoice: read it by its handle and compare. The same after ErrOutcomeUnknown
	// alone.
	CreateInvoice(ctx context.Context, handle string, params *SubscriptionInvoiceParams, opts ...client.CallOption) (*Invoice, error)

	// PayableInvoice returns the invoice of a subscription that waits to be paid. What
	// the answer is when there is none is not documented.
	PayableInvoice(ctx context.Context, handle string, opts ...client.CallOption) (*Invoice, error)

	// NextInvoice previews the next invoice of a subscription. It doesn't exist yet;
	// whether it has an id is not documented.
	NextInvoice(ctx context.Context, handle string, opts ...client.CallOption) (*Invoice, error)

	// PeriodBalance returns the balance of the current period at a time; "" means now
	// (inferred). The vendor marks no field of the answer as always present.
	PeriodBalance(ctx context.Context, handle string, at LocalTime, opts ...client.CallOption) (*SubscriptionPeriodBalance, error)

	// IntervalAmount returns what a subscription costs between two times. Both are
	// required.
	IntervalAmount(ctx context.Context, handle string, from, to LocalTime, opts ...client.CallOption) (*IntervalAmount, error)

	// PaymentMethods returns the payment methods of a subscription: none or one.
	PaymentMethods(ctx context.Context, handle string, opts ...client.CallOption) ([]*PaymentMethod, error)

	// SetPaymentMethod replaces the payment method of a subscription. Errors: 12, 34,
	// 40, 103, 104, 110 (page setsubscriptionpaymentmethod).
	//
	// May be repeated: no, a one-time token is used up by the first attempt. After
	// ErrOutcomeUnknown read PaymentMethods.
	SetPaymentMethod(ctx context.Context, handle string, params *SubscriptionPaymentMethodParams, opts ...client.CallOption) ([]*PaymentMethod, error)

	// RemovePaymentMethod removes one payment method from a subscription, and returns
	// those that are left.
	//
	// May be repeated: yes. A repeat of a call that succeeded may give 40, see
	// [AlreadyDone].
	RemovePaymentMethod(ctx context.Context, handle, id string, opts ...client.CallOption) ([]*PaymentMethod, error)

	// RemovePaymentMethods removes all payment methods from a subscription, and
	// returns those that are left.
	//
	// May be repeated: yes.
	RemovePaymentMethods(ctx context.Context, handle string, opts ...client.CallOption) ([]*PaymentMethod, error)
}

// SubscriptionParts is the part of SubscriptionService about add-ons, discounts,
// coupons, entitlements and metered products.
type SubscriptionParts interface {
	// AddOns returns the add-ons of a subscription. Add and remove them by Change.
	AddOns(ctx context.Context, handle string, opts ...client.CallOption) ([]*SubscriptionAddOn, error)

	// AddOn returns one add-on of a subscription by the handle that it has there.
	// Error 117 if there is none.
	AddOn(ctx context.Context, handle, addOn string, opts ...client.CallOption) (*SubscriptionAddOn, error)

	// RedeemCoupon redeems a coupon by its code. Errors: 12, 86, 87 (page
	// redeemcouponcode).
	//
	// May be repeated: no, it depends on the coupon whether it can be used twice.
	// After ErrOutcomeUnknown read Discounts and look for the coupon; error 87 on a
	// second call may mean that the first one worked.
	RedeemCoupon(ctx context.Context, handle, code string, opts ...client.CallOption) (*CouponRedemption, error)

	// Discounts returns the discounts of a subscription.
	Discounts(ctx context.Context, handle string, opts ...client.CallOption) ([]*SubscriptionDiscount, error)

	// Discount returns one discount of a subscription by the handle that it has there.
	// Error 84 if there is none.
	Discount(ctx context.Context, handle, discount string, opts ...client.CallOption) (*SubscriptionDiscount, error)

	// AddDiscount adds a discount to a subscription. Errors: 83, 85, 121 (inferred).
	//
	// May be repeated: yes, the handle is mandatory and unique per subscription; which
	// error a repeat gives is not documented. After ErrOutcomeUnknown read Discount.
	AddDiscount(ctx context.Context, handle string, params *SubscriptionDiscountParams, opts ...client.CallOption) (*SubscriptionDiscount, error)

	// RemoveDiscount removes a discount from a subscription, and returns it.
	//
	// May be repeated: yes. A repeat of a call that succeeded may give 84, see
	// [AlreadyDone].
	RemoveDiscount(ctx context.Context, handle, discount string, opts ...client.CallOption) (*SubscriptionDiscount, error)

	// Entitlements returns what a subscription entitles to.
	Entitlements(ctx context.Context, handle string, opts ...client.CallOption) (*SubscriptionEntitlements, error)

	// SetEntitlements replaces the additional and the excluded entitlements of a
	// subscription: what is left out is removed (inferred from PUT on customers).
	// Error 169 for one that doesn't exist.
	//
	// May be repeated: yes.
	SetEntitlements(ctx context.Context, handle string, params *SubscriptionEntitlementParams, opts ...client.CallOption) (*Subscription, error)

	// MeteredProducts returns the metered products of a subscription.
	MeteredProducts(ctx context.Context, handle string, opts ...client.CallOption) ([]*SubscriptionMeteredProduct, error)

	// AddMeteredProduct adds a metered product to a subscription.
	//
	// May be repeated: no, the documentation has no word on it. After
	// ErrOutcomeUnknown read MeteredProducts.
	AddMeteredProduct(ctx context.Context, handle string, params *SubscriptionMeteredProductParams, opts ...client.CallOption) (*SubscriptionMeteredProduct, error)

	// RemoveMeteredProduct removes a metered product from a subscription, and returns
	// it. unbilledUsage says what happens to usage that isn't billed yet; its values
	// are not documented, "" leaves it to the vendor.
	//
	// May be repeated: yes.
	RemoveMeteredProduct(ctx context.Context, handle, product, unbilledUsage string, opts ...client.CallOption) (*SubscriptionMeteredProduct, error)

	// MeteredUsage returns the usage of the latest periods of a metered product, as
	// many as size says; 0 means 10.
	MeteredUsage(ctx context.Context, handle, product string, size int, opts ...client.CallOption) ([]*MeteredUsage, error)

	// RecordUsage records usage of a metered product.
	//
	// May be repeated: with a Handle yes, without one no, because it would count
	// twice. After ErrOutcomeUnknown compare MeteredUsage.
	RecordUsage(ctx context.Context, handle, product string, params *MeteredUsageParams, opts ...client.CallOption) (*MeteredUsageRecord, error)

	// SetUsageState makes a record of usage count (UsageRecordActive) or not
	// (UsageRecordInactive).
	//
	// May be repeated: yes.
	SetUsageState(ctx context.Context, handle, product, record string, state MeteredUsageState, opts ...client.CallOption) (*MeteredUsageRecord, error)
}
