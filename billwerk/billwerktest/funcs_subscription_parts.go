package billwerktest

import (
	"context"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// CreateInvoice calls CreateInvoiceFunc.
func (f *FakeSubscriptions) CreateInvoice(ctx context.Context, handle string, params *billwerk.SubscriptionInvoiceParams, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.CreateInvoiceFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.CreateInvoiceFunc")
	}
	return f.CreateInvoiceFunc(ctx, handle, params, opts...)
}

// PayableInvoice calls PayableInvoiceFunc.
func (f *FakeSubscriptions) PayableInvoice(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.PayableInvoiceFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.PayableInvoiceFunc")
	}
	return f.PayableInvoiceFunc(ctx, handle, opts...)
}

// NextInvoice calls NextInvoiceFunc.
func (f *FakeSubscriptions) NextInvoice(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Invoice, error) {
	if f.NextInvoiceFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.NextInvoiceFunc")
	}
	return f.NextInvoiceFunc(ctx, handle, opts...)
}

// PeriodBalance calls PeriodBalanceFunc.
func (f *FakeSubscriptions) PeriodBalance(ctx context.Context, handle string, at billwerk.LocalTime, opts ...client.CallOption) (*billwerk.SubscriptionPeriodBalance, error) {
	if f.PeriodBalanceFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.PeriodBalanceFunc")
	}
	return f.PeriodBalanceFunc(ctx, handle, at, opts...)
}

// IntervalAmount calls IntervalAmountFunc.
func (f *FakeSubscriptions) IntervalAmount(ctx context.Context, handle string, from, to billwerk.LocalTime, opts ...client.CallOption) (*billwerk.IntervalAmount, error) {
	if f.IntervalAmountFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.IntervalAmountFunc")
	}
	return f.IntervalAmountFunc(ctx, handle, from, to, opts...)
}

// PaymentMethods calls PaymentMethodsFunc.
func (f *FakeSubscriptions) PaymentMethods(ctx context.Context, handle string, opts ...client.CallOption) ([]*billwerk.PaymentMethod, error) {
	if f.PaymentMethodsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.PaymentMethodsFunc")
	}
	return f.PaymentMethodsFunc(ctx, handle, opts...)
}

// SetPaymentMethod calls SetPaymentMethodFunc.
func (f *FakeSubscriptions) SetPaymentMethod(ctx context.Context, handle string, params *billwerk.SubscriptionPaymentMethodParams, opts ...client.CallOption) ([]*billwerk.PaymentMethod, error) {
	if f.SetPaymentMethodFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.SetPaymentMethodFunc")
	}
	return f.SetPaymentMethodFunc(ctx, handle, params, opts...)
}

// RemovePaymentMethod calls RemovePaymentMethodFunc.
func (f *FakeSubscriptions) RemovePaymentMethod(ctx context.Context, handle, id string, opts ...client.CallOption) ([]*billwerk.PaymentMethod, error) {
	if f.RemovePaymentMethodFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.RemovePaymentMethodFunc")
	}
	return f.RemovePaymentMethodFunc(ctx, handle, id, opts...)
}

// RemovePaymentMethods calls RemovePaymentMethodsFunc.
func (f *FakeSubscriptions) RemovePaymentMethods(ctx context.Context, handle string, opts ...client.CallOption) ([]*billwerk.PaymentMethod, error) {
	if f.RemovePaymentMethodsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.RemovePaymentMethodsFunc")
	}
	return f.RemovePaymentMethodsFunc(ctx, handle, opts...)
}

// AddOns calls AddOnsFunc.
func (f *FakeSubscriptions) AddOns(ctx context.Context, handle string, opts ...client.CallOption) ([]*billwerk.SubscriptionAddOn, error) {
	if f.AddOnsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.AddOnsFunc")
	}
	return f.AddOnsFunc(ctx, handle, opts...)
}

// AddOn calls AddOnFunc.
func (f *FakeSubscriptions) AddOn(ctx context.Context, handle, addOn string, opts ...client.CallOption) (*billwerk.SubscriptionAddOn, error) {
	if f.AddOnFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.AddOnFunc")
	}
	return f.AddOnFunc(ctx, handle, addOn, opts...)
}

// RedeemCoupon calls RedeemCouponFunc.
func (f *FakeSubscriptions) RedeemCoupon(ctx context.Context, handle, code string, opts ...client.CallOption) (*billwerk.CouponRedemption, error) {
	if f.RedeemCouponFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.RedeemCouponFunc")
	}
	return f.RedeemCouponFunc(ctx, handle, code, opts...)
}

// Discounts calls DiscountsFunc.
func (f *FakeSubscriptions) Discounts(ctx context.Context, handle string, opts ...client.CallOption) ([]*billwerk.SubscriptionDiscount, error) {
	if f.DiscountsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.DiscountsFunc")
	}
	return f.DiscountsFunc(ctx, handle, opts...)
}

// Discount calls DiscountFunc.
func (f *FakeSubscriptions) Discount(ctx context.Context, handle, discount string, opts ...client.CallOption) (*billwerk.SubscriptionDiscount, error) {
	if f.DiscountFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.DiscountFunc")
	}
	return f.DiscountFunc(ctx, handle, discount, opts...)
}

// AddDiscount calls AddDiscountFunc.
func (f *FakeSubscriptions) AddDiscount(ctx context.Context, handle string, params *billwerk.SubscriptionDiscountParams, opts ...client.CallOption) (*billwerk.SubscriptionDiscount, error) {
	if f.AddDiscountFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.AddDiscountFunc")
	}
	return f.AddDiscountFunc(ctx, handle, params, opts...)
}

// RemoveDiscount calls RemoveDiscountFunc.
func (f *FakeSubscriptions) RemoveDiscount(ctx context.Context, handle, discount string, opts ...client.CallOption) (*billwerk.SubscriptionDiscount, error) {
	if f.RemoveDiscountFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.RemoveDiscountFunc")
	}
	return f.RemoveDiscountFunc(ctx, handle, discount, opts...)
}

// Entitlements calls EntitlementsFunc.
func (f *FakeSubscriptions) Entitlements(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.SubscriptionEntitlements, error) {
	if f.EntitlementsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.EntitlementsFunc")
	}
	return f.EntitlementsFunc(ctx, handle, opts...)
}

// SetEntitlements calls SetEntitlementsFunc.
func (f *FakeSubscriptions) SetEntitlements(ctx context.Context, handle string, params *billwerk.SubscriptionEntitlementParams, opts ...client.CallOption) (*billwerk.Subscription, error) {
	if f.SetEntitlementsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.SetEntitlementsFunc")
	}
	return f.SetEntitlementsFunc(ctx, handle, params, opts...)
}

// MeteredProducts calls MeteredProductsFunc.
func (f *FakeSubscriptions) MeteredProducts(ctx context.Context, handle string, opts ...client.CallOption) ([]*billwerk.SubscriptionMeteredProduct, error) {
	if f.MeteredProductsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.MeteredProductsFunc")
	}
	return f.MeteredProductsFunc(ctx, handle, opts...)
}

// AddMeteredProduct calls AddMeteredProductFunc.
func (f *FakeSubscriptions) AddMeteredProduct(ctx context.Context, handle string, params *billwerk.SubscriptionMeteredProductParams, opts ...client.CallOption) (*billwerk.SubscriptionMeteredProduct, error) {
	if f.AddMeteredProductFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.AddMeteredProductFunc")
	}
	return f.AddMeteredProductFunc(ctx, handle, params, opts...)
}

// RemoveMeteredProduct calls RemoveMeteredProductFunc.
func (f *FakeSubscriptions) RemoveMeteredProduct(ctx context.Context, handle, product, unbilledUsage string, opts ...client.CallOption) (*billwerk.SubscriptionMeteredProduct, error) {
	if f.RemoveMeteredProductFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.RemoveMeteredProductFunc")
	}
	return f.RemoveMeteredProductFunc(ctx, handle, product, unbilledUsage, opts...)
}

// MeteredUsage calls MeteredUsageFunc.
func (f *FakeSubscriptions) MeteredUsage(ctx context.Context, handle, product string, size int, opts ...client.CallOption) ([]*billwerk.MeteredUsage, error) {
	if f.MeteredUsageFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.MeteredUsageFunc")
	}
	return f.MeteredUsageFunc(ctx, handle, product, size, opts...)
}

// RecordUsage calls RecordUsageFunc.
func (f *FakeSubscriptions) RecordUsage(ctx context.Context, handle, product string, params *billwerk.MeteredUsageParams, opts ...client.CallOption) (*billwerk.MeteredUsageRecord, error) {
	if f.RecordUsageFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.RecordUsageFunc")
	}
	return f.RecordUsageFunc(ctx, handle, product, params, opts...)
}

// SetUsageState calls SetUsageStateFunc.
func (f *FakeSubscriptions) SetUsageState(ctx context.Context, handle, product, record string, state billwerk.MeteredUsageState, opts ...client.CallOption) (*billwerk.MeteredUsageRecord, error) {
	if f.SetUsageStateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakeSubscriptions.SetUsageStateFunc")
	}
	return f.SetUsageStateFunc(ctx, handle, product, record, state, opts...)
}
