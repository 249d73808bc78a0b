package billwerk

import (
	"context"
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
)

type sessionService struct{ client *client.Client }

var _ SessionService = (*sessionService)(nil)

// whyNewWindow is why the creates may be repeated.
const whyNewWindow = "a repeat makes another window; the handle protects what it pays for (inferred)"

var (
	opSessionCreateCharge = client.Operation{
		Name: "sessions.create_charge", Method: http.MethodPost, Path: "/v1/session/charge",
		Repeat: client.RepeatAlways, Why: whyNewWindow,
	}
	opSessionCreateRecurring = client.Operation{
		Name: "sessions.create_recurring", Method: http.MethodPost, Path: "/v1/session/recurring",
		Repeat: client.RepeatAlways, Why: whyNewWindow,
	}
	opSessionCreateSubscription = client.Operation{
		Name: "sessions.create_subscription", Method: http.MethodPost, Path: "/v1/session/subscription",
		Repeat: client.RepeatAlways, Why: whyNewWindow,
	}
	opSessionDelete = client.Operation{
		Name: "sessions.delete", Method: http.MethodDelete, Path: "/v1/session/{id}", NoContent: true,
		Repeat: client.RepeatAlways, Why: whyGone,
	}
	opSessionGet = client.Operation{
		Name: "sessions.get", Method: http.MethodGet, Path: "/v1/session_info/{id}",
	}
	opSessionFind = client.Operation{
		Name: "sessions.find", Method: http.MethodGet, Path: "/v1/session_info/{relation_type}/{handle}",
	}
)

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
func (s *sessionService) CreateCharge(ctx context.Context, params *SessionCreateChargeParams, opts ...client.CallOption) (*Session, error) {
	p := orEmpty(params)
	return client.Call[Session](ctx, s.client, client.Request{
		Op: &opSessionCreateCharge, Body: p, Repeat: repeatCreate(p.Order != nil && generates(p.Order.Customer)),
	}, opts...)
}

// CreateRecurring makes a window in which the customer stores a payment method and
// pays nothing.
//
// May be repeated: as CreateCharge.
func (s *sessionService) CreateRecurring(ctx context.Context, params *SessionCreateRecurringParams, opts ...client.CallOption) (*Session, error) {
	p := orEmpty(params)
	return client.Call[Session](ctx, s.client, client.Request{
		Op: &opSessionCreateRecurring, Body: p, Repeat: repeatCreate(generates(p.CreateCustomer)),
	}, opts...)
}

// CreateSubscription makes a window in which the customer adds the payment method
// of a subscription, or replaces it. With Prepare it makes the subscription too,
// pending until the customer is done. Errors: those of CreateCharge, and those of
// creating a subscription.
//
// May be repeated: with an existing subscription yes, with Prepare if subscription
// and customer have own handles. Error 11 that matches ErrOutcomeUnknown then means
// that an earlier attempt of this call may have prepared the subscription: read it,
// and make a session for it by its handle. The same after ErrOutcomeUnknown alone.
func (s *sessionService) CreateSubscription(ctx context.Context, params *SessionCreateSubscriptionParams, opts ...client.CallOption) (*Session, error) {
	p := orEmpty(params)
	generated := p.Prepare != nil && (p.Prepare.GenerateHandle || generates(p.Prepare.CreateCustomer))
	return client.Call[Session](ctx, s.client, client.Request{
		Op: &opSessionCreateSubscription, Body: p, Repeat: repeatCreate(generated),
	}, opts...)
}

// generates says whether the vendor chooses the handle of a customer to be made.
func generates(customer *CustomerCreateParams) bool {
	return customer != nil && customer.GenerateHandle
}

// Delete closes a session, so that its window can't be used any more.
//
// May be repeated: yes. A repeat of a call that succeeded may give 8 (inferred, no
// code is documented), see [AlreadyDone].
func (s *sessionService) Delete(ctx context.Context, id string, opts ...client.CallOption) error {
	return client.Exec(ctx, s.client, client.Request{Op: &opSessionDelete, Args: []string{id}}, opts...)
}

// Get returns what a session was made of. Whether the customer has paid is not in
// it: read the charge.
func (s *sessionService) Get(ctx context.Context, id string, opts ...client.CallOption) (*SessionInfo, error) {
	return client.Call[SessionInfo](ctx, s.client, client.Request{Op: &opSessionGet, Args: []string{id}}, opts...)
}

// Find returns the sessions that belong to something. There are no pages; the order
// is not documented, and neither are the relations, see [SessionRelation].
func (s *sessionService) Find(ctx context.Context, relation SessionRelation, handle string, opts ...client.CallOption) ([]*SessionInfo, error) {
	return callArray[SessionInfo](ctx, s.client, client.Request{Op: &opSessionFind, Args: []string{string(relation), handle}}, opts...)
}
