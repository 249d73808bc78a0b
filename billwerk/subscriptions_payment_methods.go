package billwerk

import (
	"context"
	"errors"

	"github.com/vendorkit/vendorkit-go/client"
)

func (s *subscriptionService) PaymentMethods(ctx context.Context, handle string, opts ...client.CallOption) ([]*PaymentMethod, error) {
	return callArray[PaymentMethod](ctx, s.client, client.Request{Op: &opSubscriptionPaymentMethods, Args: []string{handle}}, opts...)
}

// SubscriptionPaymentMethodParams sets a payment method (model SetPaymentMethod).
type SubscriptionPaymentMethodParams struct {
	// Source is the id of a payment method or a one-time card token.
	Source string `json:"source,omitzero"`
	// PaymentMethodReference is your own, at most 64 characters of the set of
	// handles.
	PaymentMethodReference string `json:"payment_method_reference,omitzero"`
}

// Validate wants one of the two, and a reference of at most 64 characters.
func (p *SubscriptionPaymentMethodParams) Validate() error {
	if p.Source == "" && p.PaymentMethodReference == "" {
		return errors.New("a payment method needs a source or a reference")
	}
	return validReference(p.PaymentMethodReference)
}

func (s *subscriptionService) SetPaymentMethod(ctx context.Context, handle string, params *SubscriptionPaymentMethodParams, opts ...client.CallOption) ([]*PaymentMethod, error) {
	return callArray[PaymentMethod](ctx, s.client, client.Request{
		Op: &opSubscriptionSetPaymentMethod, Args: []string{handle}, Body: orEmpty(params),
	}, opts...)
}

func (s *subscriptionService) RemovePaymentMethod(ctx context.Context, handle, id string, opts ...client.CallOption) ([]*PaymentMethod, error) {
	return callArray[PaymentMethod](ctx, s.client, client.Request{Op: &opSubscriptionRemovePaymentMethod, Args: []string{handle, id}}, opts...)
}

func (s *subscriptionService) RemovePaymentMethods(ctx context.Context, handle string, opts ...client.CallOption) ([]*PaymentMethod, error) {
	return callArray[PaymentMethod](ctx, s.client, client.Request{Op: &opSubscriptionRemovePaymentMethods, Args: []string{handle}}, opts...)
}
