package numbers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
)

// Call is a call record (page get-calls). The page's table of fields was not
// available: those below are inferred from the filters and from the voice
// webhook, and each may be missing. Raw has all of them.
type Call struct {
	CallSID     string      `json:"CallSid"`
	AccountSID  string      `json:"AccountSid,omitzero"`
	PropertySID string      `json:"PropertySid,omitzero"`
	From        string      `json:"From,omitzero"`     // E.164 or "anonymous"
	To          string      `json:"To,omitzero"`       // the dialled number
	Endpoint    string      `json:"Endpoint,omitzero"` // the answering number
	Disposition Disposition `json:"Disposition,omitzero"`
	Duration    int         `json:"Duration,omitzero"` // seconds

	AttributionSource   string `json:"Attribution_Source,omitzero"`
	AttributionMedium   string `json:"Attribution_Medium,omitzero"`
	AttributionCampaign string `json:"Attribution_Campaign,omitzero"`
	AttributionContent  string `json:"Attribution_Content,omitzero"`

	// Raw is the call as the vendor sent it.
	Raw json.RawMessage `json:"-"`
}

func (c *Call) envelope() *envelope      { return &callEnvelope }
func (c *Call) identity() string         { return c.CallSID }
func (c *Call) keep(raw json.RawMessage) { c.Raw = raw }
func (c *Call) lenient()                 {}

// Start returns when the call began, in UTC, if Raw says so under one of the
// inferred names: as seconds since the epoch, like the other times of the API,
// or as the text of the voice webhook.
func (c *Call) Start() (time.Time, bool) {
	m, err := membersOf(c.Raw)
	if err != nil {
		return time.Time{}, false
	}
	for _, name := range startMembers {
		text := m.text(name)
		if seconds, err := strconv.ParseInt(text, 10, 64); err == nil && seconds > 0 {
			return time.Unix(seconds, 0).UTC(), true
		}
		if t, err := time.Parse(dateTimeLayout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// CallListParams choose calls (page get-calls). Either From and To or Token are
// required; all other fields are optional, and can be combined.
type CallListParams struct {
	// PropertySID lists the calls of a property. Without it they are those of an
	// account: AccountSID, or else the client's own. Both are an error.
	PropertySID, AccountSID string
	// From (inclusive) and To (exclusive) bound the time, in whole seconds.
	From, To time.Time
	// Token takes the place of the dates: the Token of an earlier Page gives the
	// calls written since that query. The vendor recommends it for integrations.
	Token        string
	Dispositions []Disposition
	// Dialled and Answering are numbers: the parameters To and Endpoint. Whether
	// the vendor wants their plus is not documented; they are sent as they are.
	Dialled, Answering []string
	// The attribution filters take several values on newer copies of the page,
	// and one on an older copy.
	AttributionSource, AttributionMedium, AttributionCampaign, AttributionContent []string
	// Prompts are IVR keys: ";" between alternatives, "," for nesting, as in
	// "1,2;3,5".
	Prompts string
	// Unique tells unique from repeat callers. "All" is one value; the others are
	// not known.
	Unique string
	// Count and Skip page by dates. They are documented for the other listings,
	// and inferred for this one; see Wire.CallsUnpaged. By token, Skip is sent for
	// the first page only.
	Count, Skip int
}

type callService struct{ *api }

func (s *callService) Get(ctx context.Context, callSID string, opts ...client.CallOption) (*Call, error) {
	return callOne[Call](ctx, s.core, client.Request{Op: &opCallGet, Args: []string{callSID}}, opts)
}

func (s *callService) List(ctx context.Context, params *CallListParams, opts ...client.CallOption) (*Page[Call], error) {
	p := valueOf(params)
	op, sid, err := s.scope(p.PropertySID, p.AccountSID, &opCallListByProperty, &opCallListByAccount)
	if err != nil {
		return nil, err
	}
	q := newQuery()
	switch {
	case p.Token == "":
		q.window(p.From, p.To)
	case !p.From.IsZero() || !p.To.IsZero():
		q.fail("a token takes the place of From and To")
	default:
		q.text("Token", p.Token)
	}
	list(q, "Disposition", p.Dispositions)
	list(q, "To", p.Dialled)
	list(q, "Endpoint", p.Answering)
	list(q, "Attribution_Source", p.AttributionSource)
	list(q, "Attribution_Medium", p.AttributionMedium)
	list(q, "Attribution_Campaign", p.AttributionCampaign)
	list(q, "Attribution_Content", p.AttributionContent)
	q.text("Prompts_keys", p.Prompts)
	q.text("Unique", p.Unique)
	if !s.wire.CallsUnpaged {
		q.count("Results_Count", p.Count)
		q.count("Results_Skip", p.Skip)
	}
	if q.err != nil {
		return nil, refuse(op, q.err)
	}
	return callPage[Call](ctx, s.core, client.Request{Op: op, Args: []string{sid}, Query: q.values}, opts)
}

func (s *callService) All(ctx context.Context, params *CallListParams, opts ...client.CallOption) iter.Seq2[*Call, error] {
	return items(s.Pages(ctx, params, opts...))
}

func (s *callService) Pages(ctx context.Context, params *CallListParams, opts ...client.CallOption) iter.Seq2[*Page[Call], error] {
	p := valueOf(params)
	if p.Token != "" {
		return s.pagesByToken(ctx, p, opts)
	}
	if s.wire.CallsUnpaged {
		return func(yield func(*Page[Call], error) bool) { yield(s.List(ctx, &p, opts...)) }
	}
	return pages(walk[Call]{start: p.Skip, count: p.Count, standard: defaultCount, fetch: func(skip, count int) (*Page[Call], error) {
		page := p
		page.Skip, page.Count = skip, count
		return s.List(ctx, &page, opts...)
	}})
}

var errNoToken = errors.New("the page of calls has no token to go on with")

func (s *callService) pagesByToken(ctx context.Context, p CallListParams, opts []client.CallOption) iter.Seq2[*Page[Call], error] {
	return client.Paginate(p.Token, func(token string) (client.Page[*Page[Call], string], error) {
		page := p
		if page.Token = token; token != p.Token {
			page.Skip = 0 // each token has its own beginning
		}
		got, err := s.List(ctx, &page, opts...)
		if err != nil {
			return client.Page[*Page[Call], string]{}, err
		}
		more := len(got.Items) != 0
		if more && got.Token == "" {
			return client.Page[*Page[Call], string]{}, fmt.Errorf("%s: %w", Vendor, errNoToken)
		}
		return client.Page[*Page[Call], string]{Items: []*Page[Call]{got}, Next: got.Token, More: more}, nil
	})
}
