package numbers

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// Flow is a call flow of a property (page get-flows).
type Flow struct {
	PropertySID string `json:"PropertySid,omitzero"`
	// ConfigID is what NumberConfigureParams.Flow and
	// NumberBlockConfigureParams.Flow take.
	ConfigID string `json:"ConfigId"`
	Revision string `json:"Revision,omitzero"`
	Name     string `json:"Name,omitzero"`
	// Type has values that are not documented.
	Type        string   `json:"Type,omitzero"`
	LastUpdated UnixTime `json:"LastUpdated,omitzero"`
}

func (f *Flow) envelope() *envelope { return &flowEnvelope }
func (f *Flow) identity() string    { return f.ConfigID }

// FlowListParams choose a page of flows. All fields are optional.
type FlowListParams struct {
	// Count is how many to return, 50 by default; Skip how many to leave out.
	Count, Skip int
}

type flowService struct{ *api }

func (s *flowService) List(ctx context.Context, propertySID string, params *FlowListParams, opts ...client.CallOption) (*Page[Flow], error) {
	p := valueOf(params)
	q := newQuery()
	q.count("Results_Count", p.Count)
	q.count("Results_Skip", p.Skip)
	if q.err != nil {
		return nil, refuse(&opFlowList, q.err)
	}
	return callPage[Flow](ctx, s.core, client.Request{Op: &opFlowList, Args: []string{propertySID}, Query: q.values}, opts)
}

func (s *flowService) All(ctx context.Context, propertySID string, params *FlowListParams, opts ...client.CallOption) iter.Seq2[*Flow, error] {
	p := valueOf(params)
	return items(pages(walk[Flow]{start: p.Skip, count: p.Count, standard: defaultCountSmall, fetch: func(skip, count int) (*Page[Flow], error) {
		return s.List(ctx, propertySID, &FlowListParams{Count: count, Skip: skip}, opts...)
	}}))
}
