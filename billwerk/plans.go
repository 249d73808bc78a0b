package billwerk

import (
	"context"
	"errors"
	"iter"
	"strconv"

	"github.com/vendorkit/vendorkit-go/client"
)

type planService struct{ client *client.Client }

var _ PlanService = (*planService)(nil)

func (s *planService) Create(ctx context.Context, params *PlanCreateParams, opts ...client.CallOption) (*Plan, error) {
	return client.Call[Plan](ctx, s.client, client.Request{Op: &opPlanCreate, Body: orEmpty(params)}, opts...)
}

func (s *planService) Get(ctx context.Context, handle string, params *PlanGetParams, opts ...client.CallOption) (*Plan, error) {
	query, err := queryOf(params)
	if err != nil {
		return nil, invalidCall(&opPlanGet, err)
	}
	return client.Call[Plan](ctx, s.client, client.Request{Op: &opPlanGet, Args: []string{handle}, Query: query}, opts...)
}

func (s *planService) GetVersion(ctx context.Context, handle string, version int, params *PlanGetParams, opts ...client.CallOption) (*Plan, error) {
	query, err := queryOf(params)
	if err == nil && version < 1 {
		err = errors.New("the versions of a plan count from 1")
	}
	if err != nil {
		return nil, invalidCall(&opPlanGetVersion, err)
	}
	return client.Call[Plan](ctx, s.client, client.Request{
		Op: &opPlanGetVersion, Args: []string{handle, strconv.Itoa(version)}, Query: query,
	}, opts...)
}

func (s *planService) Versions(ctx context.Context, handle string, params *PlanGetParams, opts ...client.CallOption) ([]*Plan, error) {
	query, err := queryOf(params)
	if err != nil {
		return nil, invalidCall(&opPlanVersions, err)
	}
	return callArray[Plan](ctx, s.client, client.Request{Op: &opPlanVersions, Args: []string{handle}, Query: query}, opts...)
}

func (s *planService) Update(ctx context.Context, handle string, params *PlanUpdateParams, opts ...client.CallOption) (*Plan, error) {
	return client.Call[Plan](ctx, s.client, client.Request{Op: &opPlanUpdate, Args: []string{handle}, Body: orEmpty(params)}, opts...)
}

func (s *planService) Modify(ctx context.Context, handle string, change func(*PlanUpdateParams), opts ...client.CallOption) (*Plan, error) {
	if change == nil {
		return nil, invalidCall(&opPlanUpdate, errors.New("the change is nil"))
	}
	return modify(
		func() (*Plan, error) { return s.Get(ctx, handle, nil, opts...) },
		func(current *Plan) (*Plan, error) {
			params := current.UpdateParams()
			change(params)
			return s.Update(ctx, handle, params, opts...)
		})
}

func (s *planService) ChangeAmount(ctx context.Context, handle string, params *PlanAmountParams, opts ...client.CallOption) (*Plan, error) {
	return client.Call[Plan](ctx, s.client, client.Request{Op: &opPlanChangeAmount, Args: []string{handle}, Body: orEmpty(params)}, opts...)
}

func (s *planService) Supersede(ctx context.Context, handle string, params *PlanSupersedeParams, opts ...client.CallOption) (*Plan, error) {
	return client.Call[Plan](ctx, s.client, client.Request{Op: &opPlanSupersede, Args: []string{handle}, Body: orEmpty(params)}, opts...)
}

func (s *planService) Delete(ctx context.Context, handle string, opts ...client.CallOption) (*Plan, error) {
	return client.Call[Plan](ctx, s.client, client.Request{Op: &opPlanDelete, Args: []string{handle}}, opts...)
}

func (s *planService) Undelete(ctx context.Context, handle string, opts ...client.CallOption) (*Plan, error) {
	return client.Call[Plan](ctx, s.client, client.Request{Op: &opPlanUndelete, Args: []string{handle}}, opts...)
}

func (s *planService) List(ctx context.Context, params *PlanListParams, opts ...client.CallOption) (*Page[Plan], error) {
	return listPage[Plan](ctx, s.client, &opPlanList, params, opts...)
}

func (s *planService) All(ctx context.Context, params *PlanListParams, opts ...client.CallOption) iter.Seq2[*Plan, error] {
	return listAll[Plan](ctx, s.client, &opPlanList, params, opts...)
}

func (s *planService) Entitlements(ctx context.Context, handle string, version int, opts ...client.CallOption) ([]*Entitlement, error) {
	return callArray[Entitlement](ctx, s.client, client.Request{
		Op: &opPlanEntitlements, Args: []string{handle, strconv.Itoa(version)},
	}, opts...)
}

func (s *planService) Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opPlanMetadata, Args: []string{handle}}, opts...))
}

func (s *planService) SetMetadata(ctx context.Context, handle string, m Metadata, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opPlanSetMetadata, Args: []string{handle}, Body: m}, opts...))
}

func (s *planService) DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error {
	return client.Exec(ctx, s.client, client.Request{Op: &opPlanDeleteMetadata, Args: []string{handle}}, opts...)
}
