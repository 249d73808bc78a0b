package numbers

import (
	"context"
	"errors"
	"iter"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
)

// Property is a container for numbers and their configuration. Newer pages of
// the vendor call it project (pages get-projects and create-project).
type Property struct {
	AccountSID  string `json:"AccountSid,omitzero"`
	PropertySID string `json:"PropertySid"`
	Name        string `json:"Name,omitzero"`
	MainDomain  string `json:"MainDomain,omitzero"`
	// TimeZone is a Windows time zone ID, such as "AUS Eastern Standard Time";
	// not an IANA name.
	TimeZone             string `json:"TimeZone,omitzero"`
	SMSEnabled           bool   `json:"SmsEnabled"`
	CallRecordingEnabled bool   `json:"CallRecordingEnabled"`
	IntegrationsEnabled  bool   `json:"IntegrationsEnabled"`
	Active               bool   `json:"Active"`
}

func (p *Property) envelope() *envelope { return &propertyEnvelope }
func (p *Property) identity() string    { return p.PropertySID }

// PropertyListParams choose a page of properties. All fields are optional.
type PropertyListParams struct {
	// Count is how many to return, 50 by default; Skip how many to leave out.
	Count, Skip int
}

// PropertyCreateParams are a new property (page create-project). Name,
// MainDomain and TimeZone are required.
type PropertyCreateParams struct {
	Name       string `json:"Name"`
	MainDomain string `json:"MainDomain"`
	TimeZone   string `json:"TimeZone"` // a Windows time zone ID
	// The vendor's defaults: Active is true, the others are false.
	SMSEnabled           *bool `json:"SmsEnabled,omitzero"`
	CallRecordingEnabled *bool `json:"CallRecordingEnabled,omitzero"`
	IntegrationsEnabled  *bool `json:"IntegrationsEnabled,omitzero"`
	Active               *bool `json:"Active,omitzero"`
}

// Validate refuses a property without a required part.
func (p *PropertyCreateParams) Validate() error {
	if p.Name == "" || p.MainDomain == "" || p.TimeZone == "" {
		return errors.New("a property needs Name, MainDomain and TimeZone")
	}
	return nil
}

// PropertyUpdateParams are the fields to change (page patch-project). Nil fields
// stay as they are.
type PropertyUpdateParams struct {
	Name                 *string `json:"Name,omitzero"`
	MainDomain           *string `json:"MainDomain,omitzero"`
	TimeZone             *string `json:"TimeZone,omitzero"` // a Windows time zone ID
	SMSEnabled           *bool   `json:"SmsEnabled,omitzero"`
	CallRecordingEnabled *bool   `json:"CallRecordingEnabled,omitzero"`
	IntegrationsEnabled  *bool   `json:"IntegrationsEnabled,omitzero"`
	Active               *bool   `json:"Active,omitzero"`
}

// Validate refuses parameters that change nothing.
func (p *PropertyUpdateParams) Validate() error {
	if *p == (PropertyUpdateParams{}) {
		return errNothingToDo
	}
	return nil
}

type propertyService struct{ *api }

func (s *propertyService) Get(ctx context.Context, propertySID string, opts ...client.CallOption) (*Property, error) {
	return callOne[Property](ctx, s.core, client.Request{Op: &opPropertyGet, Args: []string{propertySID}}, opts)
}

func (s *propertyService) List(ctx context.Context, params *PropertyListParams, opts ...client.CallOption) (*Page[Property], error) {
	p := valueOf(params)
	q := newQuery()
	q.count("Results_Count", p.Count)
	q.count("Results_Skip", p.Skip)
	if q.err != nil {
		return nil, refuse(&opPropertyList, q.err)
	}
	return callPage[Property](ctx, s.core, client.Request{Op: &opPropertyList, Query: q.values}, opts)
}

func (s *propertyService) All(ctx context.Context, params *PropertyListParams, opts ...client.CallOption) iter.Seq2[*Property, error] {
	p := valueOf(params)
	return items(pages(walk[Property]{start: p.Skip, count: p.Count, standard: defaultCountSmall, fetch: func(skip, count int) (*Page[Property], error) {
		return s.List(ctx, &PropertyListParams{Count: count, Skip: skip}, opts...)
	}}))
}

func (s *propertyService) Create(ctx context.Context, params *PropertyCreateParams, opts ...client.CallOption) (*Property, error) {
	if params == nil {
		params = &PropertyCreateParams{}
	}
	return callOne[Property](ctx, s.core, client.Request{Op: &opPropertyCreate, Body: params}, opts)
}

func (s *propertyService) FindByName(ctx context.Context, name, mainDomain string, opts ...client.CallOption) ([]*Property, error) {
	return collect(s.All(ctx, nil, opts...), func(p *Property) bool {
		return p.Name == name && strings.EqualFold(p.MainDomain, mainDomain)
	})
}

func (s *propertyService) Update(ctx context.Context, propertySID string, params *PropertyUpdateParams, opts ...client.CallOption) error {
	if params == nil {
		params = &PropertyUpdateParams{}
	}
	return client.Exec(ctx, s.core, client.Request{Op: &opPropertyUpdate, Args: []string{propertySID}, Body: params}, opts...)
}
