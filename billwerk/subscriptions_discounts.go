package billwerk

import (
	"context"
	"errors"

	"github.com/vendorkit/vendorkit-go/client"
)

// DiscountScope names the order lines that a discount applies to.
type DiscountScope string

// The scopes of discounts.
const (
	DiscountAll                   DiscountScope = "all"
	DiscountSetupFee              DiscountScope = "setup_fee"
	DiscountPlan                  DiscountScope = "plan"
	DiscountAdditionalCost        DiscountScope = "additional_cost"
	DiscountAddOn                 DiscountScope = "add_on"
	DiscountOnDemand              DiscountScope = "ondemand"
	DiscountMeteredBillingProduct DiscountScope = "metered_billing_product"
)

// Discount is a discount that subscriptions can have. It has an amount, in the
// smallest unit of the currency and including VAT, or a percentage.
type Discount struct {
	Handle      string `json:"handle"`
	Name        string `json:"name"`
	Description string `json:"description,omitzero"`
	// State is "active" or "deleted".
	State      string          `json:"state"`
	Created    Timestamp       `json:"created,omitzero"`
	Deleted    Timestamp       `json:"deleted,omitzero"`
	ApplyTo    []DiscountScope `json:"apply_to"`
	Amount     int64           `json:"amount,omitzero"`
	Percentage int             `json:"percentage,omitzero"`
	Metadata   Metadata        `json:"metadata,omitzero"`
	// FixedCount is the number of invoices that it is for, FixedPeriod the time.
	FixedCount      int          `json:"fixed_count,omitzero"`
	FixedPeriodUnit IntervalUnit `json:"fixed_period_unit,omitzero"`
	FixedPeriod     int          `json:"fixed_period,omitzero"`
}

// SubscriptionDiscount is a discount of a subscription.
type SubscriptionDiscount struct {
	// Handle names it within the subscription, Discount is that of the discount.
	Handle   string `json:"handle"`
	Discount string `json:"discount"`
	// Details is the discount itself.
	Details Discount `json:"discount_dto"`
	// State is "active" or "deleted".
	State   string    `json:"state"`
	Created Timestamp `json:"created,omitzero"`
	Deleted Timestamp `json:"deleted,omitzero"`
	// Count is how often it was used, Invoices the invoices that it was used on.
	Count             int             `json:"count"`
	Invoices          []string        `json:"invoices"`
	ApplyTo           []DiscountScope `json:"apply_to"`
	FixedUsageReached bool            `json:"fixed_usage_reached"`
	FixedPeriodPassed bool            `json:"fixed_period_passed"`
	// Coupon is the handle of the coupon that it came by.
	Coupon      string `json:"coupon,omitzero"`
	Name        string `json:"name,omitzero"`
	Description string `json:"description,omitzero"`
	// Amount is in the smallest unit of the currency. Either it or Percentage.
	Amount          int64        `json:"amount,omitzero"`
	Currency        string       `json:"currency,omitzero"`
	Percentage      int          `json:"percentage,omitzero"`
	FixedCount      int          `json:"fixed_count,omitzero"`
	FixedPeriodUnit IntervalUnit `json:"fixed_period_unit,omitzero"`
	FixedPeriod     int          `json:"fixed_period,omitzero"`
}

// Verify wants a handle.
func (d *SubscriptionDiscount) Verify() error {
	if d.Handle == "" {
		return missing("handle")
	}
	return nil
}

func (s *subscriptionService) Discounts(ctx context.Context, handle string, opts ...client.CallOption) ([]*SubscriptionDiscount, error) {
	return callArray[SubscriptionDiscount](ctx, s.client, client.Request{Op: &opSubscriptionDiscounts, Args: []string{handle}}, opts...)
}

func (s *subscriptionService) Discount(ctx context.Context, handle, discount string, opts ...client.CallOption) (*SubscriptionDiscount, error) {
	return client.Call[SubscriptionDiscount](ctx, s.client, client.Request{Op: &opSubscriptionDiscount, Args: []string{handle, discount}}, opts...)
}

// SubscriptionDiscountParams adds a discount to a subscription. The other fields
// override those of the discount.
type SubscriptionDiscountParams struct {
	// Handle is yours and unique per subscription, Discount is that of the discount.
	// Both are required.
	Handle      string `json:"handle"`
	Discount    string `json:"discount"`
	Name        string `json:"name,omitzero"`
	Description string `json:"description,omitzero"`
	// Amount, in the smallest unit of the currency, or Percentage, 1 to 100.
	Amount          int64           `json:"amount,omitzero"`
	Percentage      int             `json:"percentage,omitzero"`
	ApplyTo         []DiscountScope `json:"apply_to,omitzero"`
	FixedCount      int             `json:"fixed_count,omitzero"` // invoices
	FixedPeriodUnit IntervalUnit    `json:"fixed_period_unit,omitzero"`
	FixedPeriod     int             `json:"fixed_period,omitzero"`
}

// Validate wants both handles, not both amount and percentage, and neither out of
// its bounds.
func (p *SubscriptionDiscountParams) Validate() error {
	switch {
	case p.Discount == "":
		return errors.New("a discount of a subscription needs the handle of the discount")
	case p.Amount != 0 && p.Percentage != 0:
		return errors.New("a discount has either an amount or a percentage")
	case p.Amount < 0 || p.Percentage < 0 || p.Percentage > 100:
		return errors.New("an amount is at least 1, and a percentage 1 to 100")
	}
	return validHandle(p.Handle)
}

func (s *subscriptionService) AddDiscount(ctx context.Context, handle string, params *SubscriptionDiscountParams, opts ...client.CallOption) (*SubscriptionDiscount, error) {
	return client.Call[SubscriptionDiscount](ctx, s.client, client.Request{Op: &opSubscriptionAddDiscount, Args: []string{handle}, Body: orEmpty(params)}, opts...)
}

func (s *subscriptionService) RemoveDiscount(ctx context.Context, handle, discount string, opts ...client.CallOption) (*SubscriptionDiscount, error) {
	return client.Call[SubscriptionDiscount](ctx, s.client, client.Request{Op: &opSubscriptionRemoveDiscount, Args: []string{handle, discount}}, opts...)
}

// Coupon gives a discount to who knows its code.
type Coupon struct {
	Handle string `json:"handle"`
	Code   string `json:"code"`
	// Discount is a handle.
	Discount string `json:"discount"`
	Name     string `json:"name"`
	// State is "active", "deleted", "expired" or "generating", Type "single" or "set".
	State         string    `json:"state"`
	Type          string    `json:"type"`
	Created       Timestamp `json:"created,omitzero"`
	Expired       Timestamp `json:"expired,omitzero"`
	ValidUntil    Timestamp `json:"valid_until,omitzero"`
	AllPlans      bool      `json:"all_plans,omitzero"`
	EligiblePlans []string  `json:"eligible_plans,omitzero"` // handles
	// Redemptions so far, and the most that are possible; 0 means any number.
	Redemptions    int `json:"redemptions"`
	MaxRedemptions int `json:"max_redemptions,omitzero"`
	// ExpireReason is "early", "valid_until" or "max".
	ExpireReason string `json:"expire_reason,omitzero"`
	// RedemptionStrategy is "once_per_customer", "once_per_plan" or
	// "once_per_subscription".
	RedemptionStrategy string `json:"redemption_strategy,omitzero"`
}

// CouponRedemption is a coupon and the discount that it brought.
type CouponRedemption struct {
	Coupon   Coupon               `json:"coupon"`
	Discount SubscriptionDiscount `json:"subscription_discount"`
}

// Verify wants both.
func (r *CouponRedemption) Verify() error {
	if r.Coupon.Handle == "" {
		return missing("coupon")
	}
	return r.Discount.Verify()
}

type couponBody struct {
	Code string `json:"code"`
}

func (b *couponBody) Validate() error {
	if b.Code == "" {
		return errors.New("the coupon code is empty")
	}
	return nil
}

func (s *subscriptionService) RedeemCoupon(ctx context.Context, handle, code string, opts ...client.CallOption) (*CouponRedemption, error) {
	return client.Call[CouponRedemption](ctx, s.client, client.Request{Op: &opSubscriptionRedeemCoupon, Args: []string{handle}, Body: &couponBody{code}}, opts...)
}
