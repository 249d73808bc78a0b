package billwerk

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"strings"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
)

type webhookService struct{ client *client.Client }

var _ WebhookService = (*webhookService)(nil)

// Get returns a webhook by its id, or those of an event, one for each URL, by the
// id of the event. Error 46 if there is none.
func (s *webhookService) Get(ctx context.Context, id string, opts ...client.CallOption) ([]*Webhook, error) {
	return callArray[Webhook](ctx, s.client, client.Request{Op: &opWebhookGet, Args: []string{id}}, opts...)
}

// Requests returns the attempts to deliver a webhook. There are no pages; the order
// is not documented.
func (s *webhookService) Requests(ctx context.Context, id string, opts ...client.CallOption) ([]*WebhookRequest, error) {
	return callArray[WebhookRequest](ctx, s.client, client.Request{Op: &opWebhookRequests, Args: []string{id}}, opts...)
}

// List returns one page of webhooks, the newest first. Without From or Interval it
// holds those of the last month only, see [ListParams].
func (s *webhookService) List(ctx context.Context, params *WebhookListParams, opts ...client.CallOption) (*Page[Webhook], error) {
	return listPage[Webhook](ctx, s.client, &opWebhookList, params, opts...)
}

// All walks all pages of List. An error is yielded once and ends the walk.
func (s *webhookService) All(ctx context.Context, params *WebhookListParams, opts ...client.CallOption) iter.Seq2[*Webhook, error] {
	return listAll[Webhook](ctx, s.client, &opWebhookList, params, opts...)
}

// Resend sends webhooks once more, whatever their state. It takes 1 to 100 ids of
// webhooks or events.
//
// May be repeated: no, they would be sent twice, although receivers have to bear
// that. After ErrOutcomeUnknown look at their state and count.
func (s *webhookService) Resend(ctx context.Context, ids []string, opts ...client.CallOption) ([]*Webhook, error) {
	return callArray[Webhook](ctx, s.client, client.Request{Op: &opWebhookResend, Body: &webhookIDs{ids}}, opts...)
}

// Update sends webhooks once more, to another URL.
//
// May be repeated: as Resend.
func (s *webhookService) Update(ctx context.Context, params *WebhookUpdateParams, opts ...client.CallOption) ([]*Webhook, error) {
	p := orEmpty(params)
	return callArray[Webhook](ctx, s.client, client.Request{
		Op: &opWebhookUpdate, Body: &updateBody{WebhookUpdateParams: p, Password: p.Password.Reveal()}, FillError: hide(p.Password),
	}, opts...)
}

// updateBody is the wire form. Its password hides that of the parameters, which
// would be encoded as "[redacted]".
type updateBody struct {
	*WebhookUpdateParams
	Password string `json:"password,omitzero"`
}

// Disable takes webhooks out, so that they are not sent any more and hold back no
// others of their customer. It takes 1 to 100 ids of webhooks or events.
//
// May be repeated: no, there is no word on it. After ErrOutcomeUnknown look at their
// state.
func (s *webhookService) Disable(ctx context.Context, ids []string, opts ...client.CallOption) ([]*Webhook, error) {
	return callArray[Webhook](ctx, s.client, client.Request{Op: &opWebhookDisable, Body: &webhookIDs{ids}}, opts...)
}

// minHidden keeps a short password from shredding ordinary text.
const minHidden = 6

// hide takes a password of the request out of a refusal that repeats it: the client
// knows only its own secrets.
func hide(password auth.Secret) func(error) {
	secret := password.Reveal()
	if len(secret) < minHidden {
		return nil
	}
	const mask = "[redacted]"
	return func(err error) {
		if e, ok := errors.AsType[*Error](err); ok {
			e.Message = strings.ReplaceAll(e.Message, secret, mask)
			e.ErrorMessage = strings.ReplaceAll(e.ErrorMessage, secret, mask)
			e.Detail = strings.ReplaceAll(e.Detail, secret, mask)
			e.Body = bytes.ReplaceAll(e.Body, []byte(secret), []byte(mask))
		}
	}
}
