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
	Create(ctx context.Context, params *SubscriptionCreateParams, opts ...client.CallOption) (*Subscription, error)
	Prepare(ctx context.Context, params *SubscriptionCreateParams, opts ...client.CallOption) (*PreparedSubscription, error)
	Preview(ctx context.Context, params *SubscriptionCreateParams, opts ...client.CallOption) (*PreparedSubscription, error)
	Get(ctx context.Context, handle string, opts ...client.CallOption) (*Subscription, error)
	DeletePending(ctx context.Context, handle string, opts ...client.CallOption) error
	List(ctx context.Context, params *SubscriptionListParams, opts ...client.CallOption) (*Page[Subscription], error)
	All(ctx context.Context, params *SubscriptionListParams, opts ...client.CallOption) iter.Seq2[*Subscription, error]

	Activate(ctx context.Context, handle string, params *SubscriptionActivateParams, opts ...client.CallOption) (*Subscription, error)
	Cancel(ctx context.Context, handle string, params *SubscriptionCancelParams, opts ...client.CallOption) (*Subscription, error)
	PreviewCancel(ctx context.Context, handle string, params *SubscriptionCancelParams, opts ...client.CallOption) (*Subscription, error)
	Uncancel(ctx context.Context, handle string, opts ...client.CallOption) (*Subscription, error)
	OnHold(ctx context.Context, handle string, params *SubscriptionOnHoldParams, opts ...client.CallOption) (*Subscription, error)
	Reactivate(ctx context.Context, handle string, params *SubscriptionReactivateParams, opts ...client.CallOption) (*Subscription, error)
	Expire(ctx context.Context, handle string, params *SubscriptionExpireParams, opts ...client.CallOption) (*Subscription, error)

	Change(ctx context.Context, handle string, params *SubscriptionChangeParams, opts ...client.CallOption) (*Subscription, error)
	PreviewChange(ctx context.Context, handle string, params *SubscriptionChangeParams, opts ...client.CallOption) (*ChangedSubscription, error)
	ChangeNextPeriodStart(ctx context.Context, handle string, start LocalTime, opts ...client.CallOption) (*Subscription, error)
	SetEndDate(ctx context.Context, handle string, end LocalTime, opts ...client.CallOption) (*Subscription, error)

	SubscriptionPayments
	SubscriptionParts

	Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error)
	SetMetadata(ctx context.Context, handle string, metadata Metadata, opts ...client.CallOption) (Metadata, error)
	DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error
}

// SubscriptionPayments is the part of SubscriptionService about invoices and
// payment methods.
type SubscriptionPayments interface {
	CreateInvoice(ctx context.Context, handle string, params *SubscriptionInvoiceParams, opts ...client.CallOption) (*Invoice, error)
	PayableInvoice(ctx context.Context, handle string, opts ...client.CallOption) (*Invoice, error)
	NextInvoice(ctx context.Context, handle string, opts ...client.CallOption) (*Invoice, error)
	PeriodBalance(ctx context.Context, handle string, at LocalTime, opts ...client.CallOption) (*SubscriptionPeriodBalance, error)
	IntervalAmount(ctx context.Context, handle string, from, to LocalTime, opts ...client.CallOption) (*IntervalAmount, error)

	PaymentMethods(ctx context.Context, handle string, opts ...client.CallOption) ([]*PaymentMethod, error)
	SetPaymentMethod(ctx context.Context, handle string, params *SubscriptionPaymentMethodParams, opts ...client.CallOption) ([]*PaymentMethod, error)
	RemovePaymentMethod(ctx context.Context, handle, id string, opts ...client.CallOption) ([]*PaymentMethod, error)
	RemovePaymentMethods(ctx context.Context, handle string, opts ...client.CallOption) ([]*PaymentMethod, error)
}

// SubscriptionParts is the part of SubscriptionService about add-ons, discounts,
// coupons, entitlements and metered products.
type SubscriptionParts interface {
	AddOns(ctx context.Context, handle string, opts ...client.CallOption) ([]*SubscriptionAddOn, error)
	AddOn(ctx context.Context, handle, addOn string, opts ...client.CallOption) (*SubscriptionAddOn, error)
	RedeemCoupon(ctx context.Context, handle, code string, opts ...client.CallOption) (*CouponRedemption, error)
	Discounts(ctx context.Context, handle string, opts ...client.CallOption) ([]*SubscriptionDiscount, error)
	Discount(ctx context.Context, handle, discount string, opts ...client.CallOption) (*SubscriptionDiscount, error)
	AddDiscount(ctx context.Context, handle string, params *SubscriptionDiscountParams, opts ...client.CallOption) (*SubscriptionDiscount, error)
	RemoveDiscount(ctx context.Context, handle, discount string, opts ...client.CallOption) (*SubscriptionDiscount, error)
	Entitlements(ctx context.Context, handle string, opts ...client.CallOption) (*SubscriptionEntitlements, error)
	SetEntitlements(ctx context.Context, handle string, params *SubscriptionEntitlementParams, opts ...client.CallOption) (*Subscription, error)

	MeteredProducts(ctx context.Context, handle string, opts ...client.CallOption) ([]*SubscriptionMeteredProduct, error)
	AddMeteredProduct(ctx context.Context, handle string, params *SubscriptionMeteredProductParams, opts ...client.CallOption) (*SubscriptionMeteredProduct, error)
	RemoveMeteredProduct(ctx context.Context, handle, product, unbilledUsage string, opts ...client.CallOption) (*SubscriptionMeteredProduct, error)
	MeteredUsage(ctx context.Context, handle, product string, size int, opts ...client.CallOption) ([]*MeteredUsage, error)
	RecordUsage(ctx context.Context, handle, product string, params *MeteredUsageParams, opts ...client.CallOption) (*MeteredUsageRecord, error)
	SetUsageState(ctx context.Context, handle, product, record string, state MeteredUsageState, opts ...client.CallOption) (*MeteredUsageRecord, error)
}
