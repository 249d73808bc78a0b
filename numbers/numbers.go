package numbers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
)

// Number is a phone number of an account. The number itself is its key; there is
// no Number SID (pages get-numbers and configure-numbers).
//
// The page's table of fields was not available. Those below are inferred from
// what can be set; each may be missing. Raw has all of them.
type Number struct {
	Number        string        `json:"Number"` // E.164 with the plus
	AccountSID    string        `json:"AccountSid,omitzero"`
	PropertySID   string        `json:"PropertySid,omitzero"`
	AddressSID    string        `json:"AddressSid,omitzero"`
	Friendly      string        `json:"Friendly,omitzero"`
	Status        NumberStatus  `json:"Status,omitzero"`
	Type          NumberType    `json:"Type,omitzero"`
	Capabilities  Capabilities  `json:"Capabilities,omitzero"`
	RoutingMethod RoutingMethod `json:"RoutingMethod,omitzero"`

	EndpointNumber string    `json:"EndpointNumber,omitzero"`
	Flow           string    `json:"Flow,omitzero"` // a Flow's ConfigID
	Recording      Recording `json:"Recording,omitzero"`

	AttributionSource   string `json:"Attribution_Source,omitzero"`
	AttributionMedium   string `json:"Attribution_Medium,omitzero"`
	AttributionCampaign string `json:"Attribution_Campaign,omitzero"`
	AttributionContent  string `json:"Attribution_Content,omitzero"`

	SendSMSFrom   string `json:"SendSmsFrom,omitzero"`
	SendSMSTo     string `json:"SendSmsTo,omitzero"`
	SendEmailFrom string `json:"SendEmailFrom,omitzero"`
	SendEmailTo   string `json:"SendEmailTo,omitzero"`

	// Raw is the number as the vendor sent it.
	Raw json.RawMessage `json:"-"`
}

func (n *Number) envelope() *envelope      { return &numberEnvelope }
func (n *Number) identity() string         { return n.Number }
func (n *Number) keep(raw json.RawMessage) { n.Raw = raw }
func (n *Number) lenient()                 {}

// Capabilities are what a number can do. How an answer writes them is not known:
// a list, one text with commas, and an object of booleans are understood.
type Capabilities []Capability

// UnmarshalJSON reads any of the three forms.
func (c *Capabilities) UnmarshalJSON(data []byte) error {
	var words []string
	switch kind(data) {
	case '[':
		items, err := elements(data)
		if err != nil {
			return err
		}
		for _, item := range items {
			words = append(words, textOf(item))
		}
	case '"':
		words = strings.Split(textOf(data), ",")
	case '{':
		m, err := membersOf(data)
		if err != nil {
			return err
		}
		for _, known := range []Capability{CapabilityVoice, CapabilitySMS, CapabilityMMS} {
			if kind(m.get(string(known))) == 't' {
				words = append(words, string(known))
			}
		}
	}
	*c = nil
	for _, word := range words {
		if word = strings.TrimSpace(word); word != "" {
			*c = append(*c, canonical([]byte(word), CapabilityVoice, CapabilitySMS, CapabilityMMS))
		}
	}
	return nil
}

// NumberListParams choose numbers (page get-numbers). All fields are optional.
type NumberListParams struct {
	// PropertySID lists the numbers of a property. Without it they are those of
	// an account: AccountSID, or else the client's own. Both are an error.
	PropertySID, AccountSID string
	Types                   []NumberType
	Capabilities            []Capability
	// Count is how many to return, at most 200, which is also the default; Skip
	// how many to leave out.
	Count, Skip int
}

// NumberBuyParams name the number to buy (page purchase-available).
type NumberBuyParams struct {
	// Number is required: E.164 with the plus.
	Number string `json:"Number"`
	// AddressSID is the address to register. Without it the server picks the
	// first one that suits; if the number needs an address and none fits, it is
	// only reserved (NumberPending).
	AddressSID string `json:"AddressSid,omitzero"`
}

// Validate refuses a number that is not E.164.
func (p *NumberBuyParams) Validate() error { return checkPhone(p.Number) }

// Purchase is the answer to Buy (page purchase-available).
type Purchase struct {
	Number string       `json:"Number"`
	Status NumberStatus `json:"Status,omitzero"`
	// Raw is the answer as the vendor sent it.
	Raw json.RawMessage `json:"-"`
}

func (p *Purchase) envelope() *envelope      { return &purchaseEnvelope }
func (p *Purchase) identity() string         { return p.Number }
func (p *Purchase) keep(raw json.RawMessage) { p.Raw = raw }

// NumberConfigureParams are what to set on a number (page configure-numbers).
// Empty fields are not sent. That the vendor leaves those alone is inferred from
// their being optional; how to clear a field is not documented.
type NumberConfigureParams struct {
	Friendly string `json:"Friendly,omitzero"`
	// AddressSID replaces the address.
	AddressSID string `json:"AddressSid,omitzero"`

	// The analytics tags put on calls to this number.
	AttributionSource   string `json:"Attribution_Source,omitzero"`
	AttributionMedium   string `json:"Attribution_Medium,omitzero"`
	AttributionCampaign string `json:"Attribution_Campaign,omitzero"`
	AttributionContent  string `json:"Attribution_Content,omitzero"`

	RoutingMethod RoutingMethod `json:"RoutingMethod,omitzero"`
	// EndpointNumber is where calls go, E.164. It is probably required with
	// RouteEndpoint.
	EndpointNumber string `json:"EndpointNumber,omitzero"`
	// Flow is a Flow's ConfigID. It is probably required with RouteFlow.
	Flow      string    `json:"Flow,omitzero"`
	Recording Recording `json:"Recording,omitzero"`

	// Incoming SMS are forwarded as SMS and as e-mail.
	SendSMSFrom   string `json:"SendSmsFrom,omitzero"`
	SendSMSTo     string `json:"SendSmsTo,omitzero"`
	SendEmailFrom string `json:"SendEmailFrom,omitzero"`
	SendEmailTo   string `json:"SendEmailTo,omitzero"`
}

// Validate refuses parameters that change nothing.
func (p *NumberConfigureParams) Validate() error {
	if *p == (NumberConfigureParams{}) {
		return errNothingToDo
	}
	return nil
}

type numberService struct{ *api }

func (s *numberService) Get(ctx context.Context, number string, opts ...client.CallOption) (*Number, error) {
	path, err := pathNumber(number)
	if err != nil {
		return nil, refuse(&opNumberGet, err)
	}
	return callOne[Number](ctx, s.core, client.Request{Op: &opNumberGet, Args: []string{path}}, opts)
}

func (s *numberService) List(ctx context.Context, params *NumberListParams, opts ...client.CallOption) (*Page[Number], error) {
	p := valueOf(params)
	op, sid, err := s.scope(p.PropertySID, p.AccountSID, &opNumberListByProperty, &opNumberListByAccount)
	if err != nil {
		return nil, err
	}
	q := newQuery()
	list(q, "Type", p.Types)
	for _, name := range s.wire.CapabilityParams {
		list(q, name, p.Capabilities)
	}
	q.count("Results_Count", p.Count)
	q.count("Results_Skip", p.Skip)
	if q.err != nil {
		return nil, refuse(op, q.err)
	}
	return callPage[Number](ctx, s.core, client.Request{Op: op, Args: []string{sid}, Query: q.values}, opts)
}

func (s *numberService) All(ctx context.Context, params *NumberListParams, opts ...client.CallOption) iter.Seq2[*Number, error] {
	p := valueOf(params)
	return items(pages(walk[Number]{start: p.Skip, count: p.Count, standard: defaultCount, fetch: func(skip, count int) (*Page[Number], error) {
		page := p
		page.Skip, page.Count = skip, count
		return s.List(ctx, &page, opts...)
	}}))
}

func (s *numberService) Buy(ctx context.Context, propertySID string, params *NumberBuyParams, opts ...client.CallOption) (*Purchase, error) {
	if params == nil {
		params = &NumberBuyParams{}
	}
	return callOne[Purchase](ctx, s.core, client.Request{Op: &opNumberBuy, Args: []string{propertySID}, Body: params}, opts)
}

func (s *numberService) FindBought(ctx context.Context, propertySID, number string, opts ...client.CallOption) (*Number, bool, error) {
	if propertySID == "" {
		return nil, false, refuse(&opNumberGet, errors.New("the property is empty"))
	}
	n, err := s.Get(ctx, number, opts...)
	if missing, ok := errors.AsType[*NotFoundError](err); ok && missing.ErrorCode.normal() == CodeNumberNotFound {
		return nil, false, nil
	}
	switch {
	case err != nil:
		return nil, false, err
	case n.PropertySID == propertySID:
		return n, true, nil
	case n.PropertySID == "":
		return nil, false, fmt.Errorf("%s: the answer does not name the number's property: %w", Vendor, client.ErrOutcomeUnknown)
	}
	return nil, false, fmt.Errorf("%s: %w: the number belongs to a different property", Vendor, client.ErrConflict)
}

func (s *numberService) Configure(ctx context.Context, number string, params *NumberConfigureParams, opts ...client.CallOption) (*Number, error) {
	path, err := pathNumber(number)
	if err != nil {
		return nil, refuse(&opNumberConfigure, err)
	}
	if params == nil {
		params = &NumberConfigureParams{}
	}
	n, err := callAny[Number](ctx, s.core, client.Request{Op: &opNumberConfigure, Args: []string{path}, Body: params}, opts)
	if err != nil {
		return nil, err
	}
	if n.Number == "" {
		n.Number = "+" + path
	}
	return n, nil
}
