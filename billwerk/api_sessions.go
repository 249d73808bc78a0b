package billwerk

import (
	"context"

	"github.com/vendorkit/vendorkit-go/client"
)

// SessionService makes checkout sessions: hosted windows in which the customer
// pays, or stores a payment method. They are on a host of their own, see
// [NewWithCheckout]. Methods may be added in a minor version; embed the interface
// in your fakes.
type SessionService interface {
	CreateCharge(ctx context.Context, params *SessionCreateChargeParams, opts ...client.CallOption) (*Session, error)
	CreateRecurring(ctx context.Context, params *SessionCreateRecurringParams, opts ...client.CallOption) (*Session, error)
	CreateSubscription(ctx context.Context, params *SessionCreateSubscriptionParams, opts ...client.CallOption) (*Session, error)
	Delete(ctx context.Context, id string, opts ...client.CallOption) error
	Get(ctx context.Context, id string, opts ...client.CallOption) (*SessionInfo, error)
	Find(ctx context.Context, relation SessionRelation, handle string, opts ...client.CallOption) ([]*SessionInfo, error)
}
