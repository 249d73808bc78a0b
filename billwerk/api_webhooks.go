package billwerk

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// WebhookService looks after the webhooks that the vendor sends, and after the
// settings that say where to. [ParseWebhook] receives them. Methods may be added in
// a minor version; embed the interface in your fakes.
type WebhookService interface {
	// Get returns a webhook by its id, or those of an event, one for each URL, by the
	// id of the event. Error 46 if there is none.
	Get(ctx context.Context, id string, opts ...client.CallOption) ([]*Webhook, error)

	// Requests returns the attempts to deliver a webhook. There are no pages; the order
	// is not documented.
	Requests(ctx context.Context, id string, opts ...client.CallOption) ([]*WebhookRequest, error)

	// List returns one page of webhooks, the newest first. Without From or Interval it
	// holds those of the last month only, see [ListParams].
	List(ctx context.Context, params *WebhookListParams, opts ...client.CallOption) (*Page[Webhook], error)

	// All walks all pages of List. An error is yielded once and ends the walk.
	All(ctx context.Context, params *WebhookListParams, opts ...client.CallOption) iter.Seq2[*Webhook, error]

	// ListBefore returns webhooks created before a time, the newest first (inferred). It
	// is the older of the two lists: unlike List it has no window of a month. The order
	// and the maximum of 100 come from an older definition, whose text says to take the
	// last time of one page for the next.
	ListBefore(ctx context.Context, params *WebhookBeforeParams, opts ...client.CallOption) ([]*Webhook, error)

	// AllBefore walks the pages of ListBefore, back in time. It yields an error once and
	// ends with it.
	//
	// Webhooks of one event are created within a millisecond, and a page may end between
	// them. So each page begins a millisecond later than the one before ended, and what
	// was on that is left out. If a full page holds nothing else, the walk ends with
	// client.ErrCursorStuck.
	AllBefore(ctx context.Context, params *WebhookBeforeParams, opts ...client.CallOption) iter.Seq2[*Webhook, error]

	// Resend sends webhooks once more, whatever their state. It takes 1 to 100 ids of
	// webhooks or events.
	//
	// May be repeated: no, they would be sent twice, although receivers have to bear
	// that. After ErrOutcomeUnknown look at their state and count.
	Resend(ctx context.Context, ids []string, opts ...client.CallOption) ([]*Webhook, error)

	// Update sends webhooks once more, to another URL.
	//
	// May be repeated: as Resend.
	Update(ctx context.Context, params *WebhookUpdateParams, opts ...client.CallOption) ([]*Webhook, error)

	// Disable takes webhooks out, so that they are not sent any more and hold back no
	// others of their customer. It takes 1 to 100 ids of webhooks or events.
	//
	// May be repeated: no, there is no word on it. After ErrOutcomeUnknown look at their
	// state.
	Disable(ctx context.Context, ids []string, opts ...client.CallOption) ([]*Webhook, error)

	// Settings returns the settings, with the signing secret.
	Settings(ctx context.Context, opts ...client.CallOption) (*WebhookSettings, error)

	// UpdateSettings replaces the settings: fields left out are reset (inferred from
	// PUT on customers). To change some and keep the others use ModifySettings. There
	// is no field for the secret; that it stays is inferred.
	//
	// May be repeated: yes.
	UpdateSettings(ctx context.Context, params *WebhookSettingsParams, opts ...client.CallOption) (*WebhookSettings, error)

	// ModifySettings reads the settings, lets change edit the fields and writes them
	// back, so that the others are kept. What somebody else writes between the two is
	// lost. After a concurrent update (error 74) it starts again, up to three times in
	// all, so change may run more than once, and must not call the client. The options
	// hold for each of the calls. The password is kept only if answers hold it as it is,
	// as the definition reads; set it if yours are masked.
	//
	// May be repeated: yes.
	ModifySettings(ctx context.Context, change func(*WebhookSettingsParams), opts ...client.CallOption) (*WebhookSettings, error)

	// NewSecret makes a new signing secret, and returns the settings with it. From then
	// on webhooks are signed with it, and receivers need it: give [ParseWebhook] both
	// for a while, or use a [WebhookVerifier], which notices by itself. Whether what is
	// under way still has the former signature is not documented.
	//
	// May be repeated: no, each call makes one more secret. After ErrOutcomeUnknown read
	// the settings.
	NewSecret(ctx context.Context, opts ...client.CallOption) (*WebhookSettings, error)
}

// EventService reads the events of the account: what happened, to which customer,
// subscription or invoice. Methods may be added in a minor version; embed the
// interface in your fakes.
type EventService interface {
	// Get returns an event. Error 47 if there is none.
	Get(ctx context.Context, id string, opts ...client.CallOption) (*Event, error)

	// List returns one page of events. The order is not documented; the newest first,
	// as in the other lists, is likely.
	List(ctx context.Context, params *EventListParams, opts ...client.CallOption) (*EventPage, error)

	// All walks the pages from params on. It yields an error once and ends with it.
	//
	// Pages are numbered, so that what happens during the walk moves events from one
	// page to the next. Those that were on the page before are left out. A full page
	// that holds nothing else, as if the server didn't know the number, ends the walk
	// with client.ErrCursorStuck.
	All(ctx context.Context, params *EventListParams, opts ...client.CallOption) iter.Seq2[*Event, error]
}
