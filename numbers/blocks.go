package numbers

import (
	"context"
	"encoding/json"
	"errors"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// NumberBlock is a range of numbers (page get-number-blocks, whose table of
// fields was available in part). Raw has all fields.
type NumberBlock struct {
	ID             int    `json:"Id,omitzero"` // internal to the vendor
	NumberBlockSID string `json:"NumberBlockSid"`
	// NumberPattern has wildcards or ranges.
	NumberPattern string `json:"NumberPattern,omitzero"`
	Name          string `json:"Name,omitzero"`
	FriendlyName  string `json:"FriendlyName,omitzero"`
	SIPTrunkID    *int   `json:"SipTrunkId,omitzero"`
	SIPTrunkName  string `json:"SipTrunkName,omitzero"`
	// Raw is the block as the vendor sent it.
	Raw json.RawMessage `json:"-"`
}

func (b *NumberBlock) envelope() *envelope      { return &blockEnvelope }
func (b *NumberBlock) identity() string         { return b.NumberBlockSID }
func (b *NumberBlock) keep(raw json.RawMessage) { b.Raw = raw }
func (b *NumberBlock) lenient()                 {}

// NumberBlockListParams choose blocks (page get-number-blocks). All fields are
// optional.
type NumberBlockListParams struct {
	// PropertySID lists the blocks of a property. Without it they are those of an
	// account: AccountSID, or else the client's own. Both are an error.
	PropertySID, AccountSID string
	// Nil means both.
	Active, SMS, Voice *bool
	// IncludeAssociations adds related entities; see Raw.
	IncludeAssociations bool
	// Text is searched for in number, name, friendly name, source, medium,
	// campaign and content.
	Text string
	// PageIndex counts from 0. PageSize is 10 by default.
	PageIndex, PageSize int
	// IncludeTotalCount is true by default.
	IncludeTotalCount *bool
	// SortBy names a field, "Id" by default; SortDir is "asc" (default) or "desc".
	SortBy, SortDir string
}

func (p *NumberBlockListParams) query() *query {
	q := newQuery()
	q.flag("Active", p.Active)
	q.flag("Sms", p.SMS)
	q.flag("Voice", p.Voice)
	if p.IncludeAssociations {
		q.flag("IncludeAssociations", &p.IncludeAssociations)
	}
	q.text("Text", p.Text)
	q.count("PageIndex", p.PageIndex)
	q.count("PageSize", p.PageSize)
	q.flag("IncludeTotalCount", p.IncludeTotalCount)
	q.text("SortBy", p.SortBy)
	q.text("SortDir", p.SortDir)
	return q
}

// NumberBlockBuyParams name the block to buy and set it up (page
// purchase-number-block). NumberBlockSID and AnswerPoint are required. What the
// numeric codes mean is not documented.
type NumberBlockBuyParams struct {
	// NumberBlockSID travels in the body, or in the query; see
	// Wire.BlockSIDInQuery.
	NumberBlockSID string `json:"numberBlockSid,omitzero"`
	// At least one of the two is required. Without either, PropertySID is the
	// property that Buy is called for.
	AccountSID  string `json:"AccountSid,omitzero"`
	PropertySID string `json:"PropertySid,omitzero"`
	AnswerPoint string `json:"AnswerPoint"`

	CallRecordingEnabled *bool `json:"CallRecordingEnabled,omitzero"`
	CallWhisperEnabled   *bool `json:"CallWhisperEnabled,omitzero"`
	CallWrapUpEnabled    *bool `json:"CallWrapUpEnabled,omitzero"`
	Active               *bool `json:"Active,omitzero"`
	EnableRules          *bool `json:"EnableRules,omitzero"`
	PortInProgress       *bool `json:"PortInProgress,omitzero"`
	Ported               *bool `json:"Ported,omitzero"`

	CallWhisperPath      string `json:"CallWhisperPath,omitzero"`
	Campaign             string `json:"Campaign,omitzero"`
	Content              string `json:"Content,omitzero"`
	Medium               string `json:"Medium,omitzero"`
	Source               string `json:"Source,omitzero"`
	Description          string `json:"Description,omitzero"`
	GroupName            string `json:"GroupName,omitzero"`
	ProgrammableVoiceURL string `json:"ProgrammableVoiceUrl,omitzero"`
	DialPlan             string `json:"Diaplan,omitzero"` // the wire name is spelled so

	GroupType     *int16 `json:"GroupType,omitzero"`     // 0 or 1
	Preamble      *int16 `json:"Preamble,omitzero"`      // 0 to 2
	RoutingAction *int16 `json:"RoutingAction,omitzero"` // 0 to 3
	MasterMode    *int16 `json:"MasterMode,omitzero"`
}

// Validate refuses a purchase without a block or an answer point.
func (p *NumberBlockBuyParams) Validate() error {
	if p.NumberBlockSID == "" || p.AnswerPoint == "" {
		return errors.New("the purchase of a block needs NumberBlockSID and AnswerPoint")
	}
	return nil
}

// NumberBlockConfigureParams are what to set on a block (page
// configure-number-block). AccountSID or PropertySID is required. Empty fields
// are not sent.
type NumberBlockConfigureParams struct {
	AccountSID    string             `json:"AccountSid,omitzero"`
	PropertySID   string             `json:"PropertySid,omitzero"`
	RoutingMethod BlockRoutingMethod `json:"RoutingMethod,omitzero"`
	// EndpointNumber is required with BlockRouteEndpoint and, for a check of its
	// prefix, with BlockRouteFlow: a valid Australian answering point within the
	// account's allowed prefixes.
	EndpointNumber string         `json:"EndpointNumber,omitzero"`
	Flow           string         `json:"Flow,omitzero"`        // a Flow's ConfigID, with BlockRouteFlow
	Application    string         `json:"Application,omitzero"` // with BlockRouteApplication
	Recording      BlockRecording `json:"Recording,omitzero"`
	Source         string         `json:"Source,omitzero"`
	Medium         string         `json:"Medium,omitzero"`
	Campaign       string         `json:"Campaign,omitzero"`
	Content        string         `json:"Content,omitzero"`
}

// Validate refuses parameters without an account or property, or with nothing
// else.
func (p *NumberBlockConfigureParams) Validate() error {
	if p.AccountSID == "" && p.PropertySID == "" {
		return errors.New("AccountSID or PropertySID is needed")
	}
	if *p == (NumberBlockConfigureParams{AccountSID: p.AccountSID, PropertySID: p.PropertySID}) {
		return errNothingToDo
	}
	return nil
}

type numberBlockService struct{ *api }

func (s *numberBlockService) Search(ctx context.Context, text string, params *NumberBlockListParams, opts ...client.CallOption) (*Page[NumberBlock], error) {
	p := valueOf(params)
	if p.PropertySID != "" && p.AccountSID != "" {
		return nil, refuse(&opBlockSearch, errTwoScopes)
	}
	q := p.query()
	if q.text("PropertySid", p.PropertySID); p.PropertySID == "" {
		q.text("AccountSid", s.accountOr(p.AccountSID))
	}
	if q.err != nil {
		return nil, refuse(&opBlockSearch, q.err)
	}
	return callPage[NumberBlock](ctx, s.core, client.Request{Op: &opBlockSearch, Args: []string{text}, Query: q.values}, opts)
}

func (s *numberBlockService) List(ctx context.Context, params *NumberBlockListParams, opts ...client.CallOption) (*Page[NumberBlock], error) {
	p := valueOf(params)
	op, sid, err := s.scope(p.PropertySID, p.AccountSID, &opBlockListByProperty, &opBlockListByAccount)
	if err != nil {
		return nil, err
	}
	q := p.query()
	if q.err != nil {
		return nil, refuse(op, q.err)
	}
	return callPage[NumberBlock](ctx, s.core, client.Request{Op: op, Args: []string{sid}, Query: q.values}, opts)
}

func (s *numberBlockService) All(ctx context.Context, params *NumberBlockListParams, opts ...client.CallOption) iter.Seq2[*NumberBlock, error] {
	p := valueOf(params)
	return items(pages(walk[NumberBlock]{
		start: p.PageIndex, count: p.PageSize, standard: defaultPageSize, byIndex: true,
		fetch: func(index, size int) (*Page[NumberBlock], error) {
			page := p
			page.PageIndex, page.PageSize = index, size
			return s.List(ctx, &page, opts...)
		},
	}))
}

func (s *numberBlockService) Buy(ctx context.Context, propertySID string, params *NumberBlockBuyParams, opts ...client.CallOption) (*NumberBlock, error) {
	p := valueOf(params)
	if err := p.Validate(); err != nil {
		return nil, refuse(&opBlockBuy, err)
	}
	if p.AccountSID == "" && p.PropertySID == "" {
		p.PropertySID = propertySID
	}
	q := newQuery()
	if s.wire.BlockSIDInQuery {
		q.text("numberBlockSid", p.NumberBlockSID)
		p.NumberBlockSID = ""
	}
	type body NumberBlockBuyParams // without Validate, which has been asked
	return callAny[NumberBlock](ctx, s.core, client.Request{Op: &opBlockBuy, Args: []string{propertySID}, Query: q.values, Body: (*body)(&p)}, opts)
}

func (s *numberBlockService) FindBought(ctx context.Context, propertySID, blockSID string, opts ...client.CallOption) (*NumberBlock, bool, error) {
	if propertySID == "" || blockSID == "" {
		return nil, false, refuse(&opBlockListByProperty, errors.New("a property and a block are needed"))
	}
	found, err := collect(s.All(ctx, &NumberBlockListParams{PropertySID: propertySID, PageSize: 100}, opts...), func(b *NumberBlock) bool {
		return b.NumberBlockSID == blockSID
	})
	if err != nil || len(found) == 0 {
		return nil, false, err
	}
	return found[0], true, nil
}

func (s *numberBlockService) Configure(ctx context.Context, blockSID string, params *NumberBlockConfigureParams, opts ...client.CallOption) (*NumberBlock, error) {
	if params == nil {
		params = &NumberBlockConfigureParams{}
	}
	b, err := callAny[NumberBlock](ctx, s.core, client.Request{Op: &opBlockConfigure, Args: []string{blockSID}, Body: params}, opts)
	if err != nil {
		return nil, err
	}
	if b.NumberBlockSID == "" {
		b.NumberBlockSID = blockSID
	}
	return b, nil
}
