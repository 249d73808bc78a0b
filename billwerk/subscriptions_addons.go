package billwerk

import (
	"context"

	"github.com/vendorkit/vendorkit-go/client"
)

// AddOnType says whether an add-on has a quantity.
type AddOnType string

// The add-on types.
const (
	AddOnOnOff    AddOnType = "on_off"
	AddOnQuantity AddOnType = "quantity"
)

// AddOn is something that can be added to subscriptions at a price.
type AddOn struct {
	Handle      string    `json:"handle"`
	Name        string    `json:"name"`
	Description string    `json:"description,omitzero"`
	Type        AddOnType `json:"type"`
	// State is "active" or "deleted".
	State   string    `json:"state"`
	Created Timestamp `json:"created,omitzero"`
	Deleted Timestamp `json:"deleted,omitzero"`
	// Amount is in the smallest unit of the currency.
	Amount        int64    `json:"amount"`
	AmountInclVAT *bool    `json:"amount_incl_vat,omitzero"`
	VAT           *float64 `json:"vat,omitzero"` // a fraction
	TaxPolicy     string   `json:"tax_policy,omitzero"`
	Currency      string   `json:"currency,omitzero"`
	AllPlans      bool     `json:"all_plans,omitzero"`
	EligiblePlans []string `json:"eligible_plans,omitzero"` // handles
	Entitlements  []string `json:"entitlements,omitzero"`   // handles
}

// SubscriptionAddOn is an add-on of a subscription.
type SubscriptionAddOn struct {
	// Handle names it within the subscription.
	Handle  string    `json:"handle"`
	Created Timestamp `json:"created,omitzero"`
	AddOn   AddOn     `json:"add_on"`
	// Quantity is 0 for the type on_off.
	Quantity int `json:"quantity,omitzero"`
	// Amount is the fixed price in the smallest unit of the currency; nil means that
	// of the add-on.
	Amount        *int64 `json:"amount,omitzero"`
	AmountInclVAT *bool  `json:"amount_incl_vat,omitzero"`
	Name          string `json:"name,omitzero"`
	Description   string `json:"description,omitzero"`
}

// Verify wants a handle.
func (a *SubscriptionAddOn) Verify() error {
	if a.Handle == "" {
		return missing("handle")
	}
	return nil
}

func (s *subscriptionService) AddOns(ctx context.Context, handle string, opts ...client.CallOption) ([]*SubscriptionAddOn, error) {
	return callArray[SubscriptionAddOn](ctx, s.client, client.Request{Op: &opSubscriptionAddOns, Args: []string{handle}}, opts...)
}

func (s *subscriptionService) AddOn(ctx context.Context, handle, addOn string, opts ...client.CallOption) (*SubscriptionAddOn, error) {
	return client.Call[SubscriptionAddOn](ctx, s.client, client.Request{Op: &opSubscriptionAddOn, Args: []string{handle, addOn}}, opts...)
}

// Entitlement is something that a plan, an add-on or a subscription entitles to.
type Entitlement struct {
	Handle      string    `json:"handle"`
	Name        string    `json:"name"`
	Description string    `json:"description,omitzero"`
	Created     Timestamp `json:"created,omitzero"`
}

// Verify wants a handle.
func (e *Entitlement) Verify() error {
	if e.Handle == "" {
		return missing("handle")
	}
	return nil
}

// SubscriptionEntitlements is what a subscription entitles to. The vendor marks no
// field as always present.
type SubscriptionEntitlements struct {
	Entitlements []Entitlement `json:"entitlements,omitzero"`
	// Additional and Excluded are those of this subscription beyond, and without,
	// those of its plan.
	Additional []Entitlement `json:"additional_entitlements,omitzero"`
	Excluded   []Entitlement `json:"excluded_entitlements,omitzero"`
}

func (s *subscriptionService) Entitlements(ctx context.Context, handle string, opts ...client.CallOption) (*SubscriptionEntitlements, error) {
	return client.Call[SubscriptionEntitlements](ctx, s.client, client.Request{Op: &opSubscriptionEntitlements, Args: []string{handle}}, opts...)
}

// SubscriptionEntitlementParams names entitlements by their handles (model
// UpdateSubscriptionEntitlement).
type SubscriptionEntitlementParams struct {
	Additional []string `json:"additional_entitlements,omitzero"`
	Excluded   []string `json:"excluded_entitlements,omitzero"`
}

func (s *subscriptionService) SetEntitlements(ctx context.Context, handle string, params *SubscriptionEntitlementParams, opts ...client.CallOption) (*Subscription, error) {
	return callSubscription(ctx, s, &opSubscriptionSetEntitlements, handle, orEmpty(params), opts...)
}
