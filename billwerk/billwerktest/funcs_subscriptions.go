package billwerktest

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// FakeSubscriptions is a billwerk.SubscriptionService made of functions. A method whose function is nil
// returns an error that says so.
type FakeSubscriptions struct {
	CreateFunc                func(ctx context.Context, params *billwerk.SubscriptionCreateParams, opts ...client.CallOption) (*billwerk.Subscription, error)
	PrepareFunc               func(ctx context.Context, params *billwerk.SubscriptionCreateParams, opts ...client.CallOption) (*billwerk.PreparedSubscription, error)
	PreviewFunc               func(ctx context.Context, params *billwerk.SubscriptionCreateParams, opts ...client.CallOption) (*billwerk.PreparedSubscription, error)
	GetFunc                   func(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Subscription, error)
	DeletePendingFunc         func(ctx context.Context, handle string, opts ...client.CallOption) error
	ListFunc                  func(ctx context.Context, params *billwerk.SubscriptionListParams, opts ...client.CallOption) (*billwerk.Page[billwerk.Subscription], error)
	AllFunc                   func(ctx context.Context, params *billwerk.SubscriptionListParams, opts ...client.CallOption) iter.Seq2[*billwerk.Subscription, error]
	ActivateFunc              func(ctx context.Context, handle string, params *billwerk.SubscriptionActivateParams, opts ...client.CallOption) (*billwerk.Subscription, error)
	CancelFunc                func(ctx context.Context, handle string, params *billwerk.SubscriptionCancelParams, opts ...client.CallOption) (*billwerk.Subscription, error)
	PreviewCancelFunc         func(ctx context.Context, handle string, params *billwerk.SubscriptionCancelParams, opts ...client.CallOption) (*billwerk.Subscription, error)
	UncancelFunc              func(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Subscription, error)
	OnHoldFunc                func(ctx context.Context, handle string, params *billwerk.SubscriptionOnHoldParams, opts ...client.CallOption) (*billwerk.Subscription, error)
	ReactivateFunc            func(ctx context.Context, handle string, params *billwerk.SubscriptionReactivateParams, opts ...client.CallOption) (*billwerk.Subscription, error)
	ExpireFunc                func(ctx context.Context, handle string, params *billwerk.SubscriptionExpireParams, opts ...client.CallOption) (*billwerk.Subscription, error)
	ChangeFunc                func(ctx context.Context, handle string, params *billwerk.SubscriptionChangeParams, opts ...client.CallOption) (*billwerk.Subscription, error)
	PreviewChangeFunc         func(ctx context.Context, handle string, params *billwerk.SubscriptionChangeParams, opts ...client.CallOption) (*billwerk.ChangedSubscription, error)
	ChangeNextPeriodStartFunc func(ctx context.Context, handle string, start billwerk.LocalTime, opts ...client.CallOption) (*billwerk.Subscription, error)
	SetEndDateFunc            func(ctx context.Context, handle string, end billwerk.LocalTime, opts ...client.CallOption) (*billwerk.Subscription, error)
	CreateInvoiceFunc         func(ctx context.Context, handle string, params *billwerk.SubscriptionInvoiceParams, opts ...client.CallOption) (*billwerk.Invoice, error)
	PayableInvoiceFunc        func(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Invoice, error)
	NextInvoiceFunc           func(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Invoice, error)
	PeriodBalanceFunc         func(ctx context.Context, handle string, at billwerk.LocalTime, opts ...client.CallOption) (*billwerk.SubscriptionPeriodBalance, error)
	IntervalAmountFunc        func(ctx context.Context, handle string, from, to billwerk.LocalTime, opts ...client.CallOption) (*billwerk.IntervalAmount, error)
	PaymentMethodsFunc        func(ctx context.Context, handle string, opts ...client.CallOption) ([]*billwerk.PaymentMethod, error)
	SetPaymentMethodFunc      func(ctx context.Context, handle string, params *billwerk.SubscriptionPaymentMethodParams, opts ...client.CallOption) ([]*billwerk.PaymentMethod, error)
	RemovePaymentMethodFunc   func(ctx context.Context, handle, id string, opts ...client.CallOption) ([]*billwerk.PaymentMethod, error)
	RemovePaymentMethodsFunc  func(ctx context.Context, handle string, opts ...client.CallOption) ([]*billwerk.PaymentMethod, error)
	AddOnsFunc                func(ctx context.Context, handle string, opts ...client.CallOption) ([]*billwerk.SubscriptionAddOn, error)
	AddOnFunc                 func(ctx context.Context, handle, addOn string, opts ...client.CallOption) (*billwerk.SubscriptionAddOn, error)
	RedeemCouponFunc          func(ctx context.Context, handle, code string, opts ...client.CallOption) (*billwerk.CouponRedemption, error)
	DiscountsFunc             func(ctx context.Context, handle string, opts ...client.CallOption) ([]*billwerk.SubscriptionDiscount, error)
	DiscountFunc              func(ctx context.Context, handle, discount string, opts ...client.CallOption) (*billwerk.SubscriptionDiscount, error)
	AddDiscountFunc           func(ctx context.Context, handle string, params *billwerk.SubscriptionDiscountParams, opts ...client.CallOption) (*billwerk.SubscriptionDiscount, error)
	RemoveDiscountFunc        func(ctx context.Context, handle, discount string, opts ...client.CallOption) (*billwerk.SubscriptionDiscount, error)
	EntitlementsFunc          func(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.SubscriptionEntitlements, error)
	SetEntitlementsFunc       func(ctx context.Context, handle string, params *billwerk.SubscriptionEntitlementParams, opts ...client.CallOption) (*billwerk.Subscription, error)
	MeteredProductsFunc       func(ctx context.Context, handle string, opts ...client.CallOption) ([]*billwerk.SubscriptionMeteredProduct, error)
	AddMeteredProductFunc     func(ctx context.Context, handle string, params *billwerk.SubscriptionMeteredProductParams, opts ...client.CallOption) (*billwerk.SubscriptionMeteredProduct, error)
	RemoveMeteredProductFunc  func(ctx context.Context, handle, product, unbilledUsage string, opts ...client.CallOption) (*billwerk.SubscriptionMeteredProduct, error)
	MeteredUsageFunc          func(ctx context.Context, handle, product string, size int, opts ...client.CallOption) ([]*billwerk.MeteredUsage, error)
	RecordUsageFunc           func(ctx context.Context, handle, product string, params *billwerk.MeteredUsageParams, opts ...client.CallOption) (*billwerk.MeteredUsageRecord, error)
	SetUsageStateFunc         func(ctx context.Context, handle, product, record string, state billwerk.MeteredUsageState, opts ...client.CallOption) (*billwerk.MeteredUsageRecord, error)
	MetadataFunc              func(ctx context.Context, handle string, opts ...client.CallOption) (billwerk.Metadata, error)
	SetMetadataFunc           func(ctx context.Context, handle string, metadata billwerk.Metadata, opts ...client.CallOption) (billwerk.Metadata, error)
	DeleteMetadataFunc        func(ctx context.Context, handle string, opts ...client.CallOption) error
}

var _ billwerk.SubscriptionService = (*FakeSubscriptions)(nil)

// Create calls CreateFunc.
func (f *FakeSubscriptions) Create(ctx context.Context, params *billwerk.SubscriptionCreateParams, opts ...client.CallOption) (*billwerk.Subscription, error) {
	if f.CreateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.CreateFunc")
	}
	return f.CreateFunc(ctx, params, opts...)
}

// Prepare calls PrepareFunc.
func (f *FakeSubscriptions) Prepare(ctx context.Context, params *billwerk.SubscriptionCreateParams, opts ...client.CallOption) (*billwerk.PreparedSubscription, error) {
	if f.PrepareFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.PrepareFunc")
	}
	return f.PrepareFunc(ctx, params, opts...)
}

// Preview calls PreviewFunc.
func (f *FakeSubscriptions) Preview(ctx context.Context, params *billwerk.SubscriptionCreateParams, opts ...client.CallOption) (*billwerk.PreparedSubscription, error) {
	if f.PreviewFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.PreviewFunc")
	}
	return f.PreviewFunc(ctx, params, opts...)
}

// Get calls GetFunc.
func (f *FakeSubscriptions) Get(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Subscription, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.GetFunc")
	}
	return f.GetFunc(ctx, handle, opts...)
}

// DeletePending calls DeletePendingFunc.
func (f *FakeSubscriptions) DeletePending(ctx context.Context, handle string, opts ...client.CallOption) error {
	if f.DeletePendingFunc == nil {
		return clienttest.Unset("billwerktest.FakeSubscriptions.DeletePendingFunc")
	}
	return f.DeletePendingFunc(ctx, handle, opts...)
}

// List calls ListFunc.
func (f *FakeSubscriptions) List(ctx context.Context, params *billwerk.SubscriptionListParams, opts ...client.CallOption) (*billwerk.Page[billwerk.Subscription], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeSubscriptions) All(ctx context.Context, params *billwerk.SubscriptionListParams, opts ...client.CallOption) iter.Seq2[*billwerk.Subscription, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*billwerk.Subscription](clienttest.Unset("billwerktest.FakeSubscriptions.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// Activate calls ActivateFunc.
func (f *FakeSubscriptions) Activate(ctx context.Context, handle string, params *billwerk.SubscriptionActivateParams, opts ...client.CallOption) (*billwerk.Subscription, error) {
	if f.ActivateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.ActivateFunc")
	}
	return f.ActivateFunc(ctx, handle, params, opts...)
}

// Cancel calls CancelFunc.
func (f *FakeSubscriptions) Cancel(ctx context.Context, handle string, params *billwerk.SubscriptionCancelParams, opts ...client.CallOption) (*billwerk.Subscription, error) {
	if f.CancelFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.CancelFunc")
	}
	return f.CancelFunc(ctx, handle, params, opts...)
}

// PreviewCancel calls PreviewCancelFunc.
func (f *FakeSubscriptions) PreviewCancel(ctx context.Context, handle string, params *billwerk.SubscriptionCancelParams, opts ...client.CallOption) (*billwerk.Subscription, error) {
	if f.PreviewCancelFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.PreviewCancelFunc")
	}
	return f.PreviewCancelFunc(ctx, handle, params, opts...)
}

// Uncancel calls UncancelFunc.
func (f *FakeSubscriptions) Uncancel(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Subscription, error) {
	if f.UncancelFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.UncancelFunc")
	}
	return f.UncancelFunc(ctx, handle, opts...)
}

// OnHold calls OnHoldFunc.
func (f *FakeSubscriptions) OnHold(ctx context.Context, handle string, params *billwerk.SubscriptionOnHoldParams, opts ...client.CallOption) (*billwerk.Subscription, error) {
	if f.OnHoldFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.OnHoldFunc")
	}
	return f.OnHoldFunc(ctx, handle, params, opts...)
}

// Reactivate calls ReactivateFunc.
func (f *FakeSubscriptions) Reactivate(ctx context.Context, handle string, params *billwerk.SubscriptionReactivateParams, opts ...client.CallOption) (*billwerk.Subscription, error) {
	if f.ReactivateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.ReactivateFunc")
	}
	return f.ReactivateFunc(ctx, handle, params, opts...)
}

// Expire calls ExpireFunc.
func (f *FakeSubscriptions) Expire(ctx context.Context, handle string, params *billwerk.SubscriptionExpireParams, opts ...client.CallOption) (*billwerk.Subscription, error) {
	if f.ExpireFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.ExpireFunc")
	}
	return f.ExpireFunc(ctx, handle, params, opts...)
}

// Change calls ChangeFunc.
func (f *FakeSubscriptions) Change(ctx context.Context, handle string, params *billwerk.SubscriptionChangeParams, opts ...client.CallOption) (*billwerk.Subscription, error) {
	if f.ChangeFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.ChangeFunc")
	}
	return f.ChangeFunc(ctx, handle, params, opts...)
}

// PreviewChange calls PreviewChangeFunc.
func (f *FakeSubscriptions) PreviewChange(ctx context.Context, handle string, params *billwerk.SubscriptionChangeParams, opts ...client.CallOption) (*billwerk.ChangedSubscription, error) {
	if f.PreviewChangeFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.PreviewChangeFunc")
	}
	return f.PreviewChangeFunc(ctx, handle, params, opts...)
}

// ChangeNextPeriodStart calls ChangeNextPeriodStartFunc.
func (f *FakeSubscriptions) ChangeNextPeriodStart(ctx context.Context, handle string, start billwerk.LocalTime, opts ...client.CallOption) (*billwerk.Subscription, error) {
	if f.ChangeNextPeriodStartFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.ChangeNextPeriodStartFunc")
	}
	return f.ChangeNextPeriodStartFunc(ctx, handle, start, opts...)
}

// SetEndDate calls SetEndDateFunc.
func (f *FakeSubscriptions) SetEndDate(ctx context.Context, handle string, end billwerk.LocalTime, opts ...client.CallOption) (*billwerk.Subscription, error) {
	if f.SetEndDateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.SetEndDateFunc")
	}
	return f.SetEndDateFunc(ctx, handle, end, opts...)
}

// Metadata calls MetadataFunc.
func (f *FakeSubscriptions) Metadata(ctx context.Context, handle string, opts ...client.CallOption) (billwerk.Metadata, error) {
	if f.MetadataFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.MetadataFunc")
	}
	return f.MetadataFunc(ctx, handle, opts...)
}

// SetMetadata calls SetMetadataFunc.
func (f *FakeSubscriptions) SetMetadata(ctx context.Context, handle string, metadata billwerk.Metadata, opts ...client.CallOption) (billwerk.Metadata, error) {
	if f.SetMetadataFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.SetMetadataFunc")
	}
	return f.SetMetadataFunc(ctx, handle, metadata, opts...)
}

// DeleteMetadata calls DeleteMetadataFunc.
func (f *FakeSubscriptions) DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error {
	if f.DeleteMetadataFunc == nil {
		return clienttest.Unset("billwerktest.FakeSubscriptions.DeleteMetadataFunc")
	}
	return f.DeleteMetadataFunc(ctx, handle, opts...)
}
