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
	// CreateCharge makes a window in which the customer pays an order or an invoice.
	// Send the browser to its URL. The return to AcceptURL proves nothing, since
	// anybody can call it: read the charge by its handle, or wait for the webhook
	// (inferred). Errors, for all three creates: 9, 11, 18, 24, 29, 71, 72, 79 and 105
	// (paid or authorized already), 80, 99, 100, 601, 603, 604 (page
	// createchargesession).
	//
	// May be repeated: yes (inferred). A repeat makes another window for the same
	// order, and an order is paid once, whichever window it is paid in. With
	// GenerateHandle of a customer no, because it would make a second customer. After
	// ErrOutcomeUnknown call it again; a window that nobody has the URL of does no harm.
	CreateCharge(ctx context.Context, params *SessionCreateChargeParams, opts ...client.CallOption) (*Session, error)

	// CreateRecurring makes a window in which the customer stores a payment method and
	// pays nothing.
	//
	// May be repeated: as CreateCharge.
	CreateRecurring(ctx context.Context, params *SessionCreateRecurringParams, opts ...client.CallOption) (*Session, error)

	// CreateSubscription makes a window in which the customer adds the payment method
	// of a subscription, or replaces it. With Prepare it makes the subscription too,
	// pending until the customer is done. Errors: those of CreateCharge, and those of
	// creating a subscription.
	//
	// May be repeated: with an existing subscription yes, with Prepare if subscription
	// and customer have own handles. Error 11 that matches ErrOutcomeUnknown then means
	// that an earlier attempt of this call may have prepared the subscription: read it,
	// and make a session for it by its handle. The same after ErrOutcomeUnknown alone.
	CreateSubscription(ctx context.Context, params *SessionCreateSubscriptionParams, opts ...client.CallOption) (*Session, error)

	// Delete closes a session, so that its window can't be used any more.
	//
	// May be repeated: yes. A repeat of a call that succeeded may give 8 (inferred, no
	// code is documented), see [AlreadyDone].
	Delete(ctx context.Context, id string, opts ...client.CallOption) error

	// Get returns what a session was made of. Whether the customer has paid is not in
	// it: read the charge.
	Get(ctx context.Context, id string, opts ...client.CallOption) (*SessionInfo, error)

	// Find returns the sessions that belong to something. There are no pages; the order
	// is not documented, and neither are the relations, see [SessionRelation].
	Find(ctx context.Context, relation SessionRelation, handle string, opts ...client.CallOption) ([]*SessionInfo, error)
}
