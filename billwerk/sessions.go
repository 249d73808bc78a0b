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

func (s *sessionService) CreateCharge(ctx context.Context, params *SessionCreateChargeParams, opts ...client.CallOption) (*Session, error) {
	p := orEmpty(params)
	return client.Call[Session](ctx, s.client, client.Request{
		Op: &opSessionCreateCharge, Body: p, Repeat: repeatCreate(p.Order != nil && generates(p.Order.Customer)),
	}, opts...)
}

func (s *sessionService) CreateRecurring(ctx context.Context, params *SessionCreateRecurringParams, opts ...client.CallOption) (*Session, error) {
	p := orEmpty(params)
	return client.Call[Session](ctx, s.client, client.Request{
		Op: &opSessionCreateRecurring, Body: p, Repeat: repeatCreate(generates(p.CreateCustomer)),
	}, opts...)
}

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

func (s *sessionService) Delete(ctx context.Context, id string, opts ...client.CallOption) error {
	return client.Exec(ctx, s.client, client.Request{Op: &opSessionDelete, Args: []string{id}}, opts...)
}

func (s *sessionService) Get(ctx context.Context, id string, opts ...client.CallOption) (*SessionInfo, error) {
	return client.Call[SessionInfo](ctx, s.client, client.Request{Op: &opSessionGet, Args: []string{id}}, opts...)
}

func (s *sessionService) Find(ctx context.Context, relation SessionRelation, handle string, opts ...client.CallOption) ([]*SessionInfo, error) {
	return callArray[SessionInfo](ctx, s.client, client.Request{Op: &opSessionFind, Args: []string{string(relation), handle}}, opts...)
}
