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

// Create makes a plan, its version 1. Errors: 11 (the handle is taken), 73, 157,
// 169.
//
// May be repeated: yes, the handle is mandatory. Error 11 that matches
// ErrOutcomeUnknown means that an earlier attempt of this call may have made the
// plan: read it and compare. The same after ErrOutcomeUnknown alone.
func (s *planService) Create(ctx context.Context, params *PlanCreateParams, opts ...client.CallOption) (*Plan, error) {
	return client.Call[Plan](ctx, s.client, client.Request{Op: &opPlanCreate, Body: orEmpty(params)}, opts...)
}

// Get returns the newest version of a plan. Error 10 if there is none.
func (s *planService) Get(ctx context.Context, handle string, params *PlanGetParams, opts ...client.CallOption) (*Plan, error) {
	query, err := queryOf(params)
	if err != nil {
		return nil, invalidCall(&opPlanGet, err)
	}
	return client.Call[Plan](ctx, s.client, client.Request{Op: &opPlanGet, Args: []string{handle}, Query: query}, opts...)
}

// GetVersion returns one version of a plan. Versions count from 1.
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

// Versions returns all versions of a plan. There are no pages; the order is not
// documented.
func (s *planService) Versions(ctx context.Context, handle string, params *PlanGetParams, opts ...client.CallOption) ([]*Plan, error) {
	query, err := queryOf(params)
	if err != nil {
		return nil, invalidCall(&opPlanVersions, err)
	}
	return callArray[Plan](ctx, s.client, client.Request{Op: &opPlanVersions, Args: []string{handle}, Query: query}, opts...)
}

// Update replaces the texts and minor settings of a plan without a new version:
// fields left out are reset (inferred from PUT on customers). To change some and
// keep the others use Modify. Price and schedule take Supersede.
//
// May be repeated: yes.
func (s *planService) Update(ctx context.Context, handle string, params *PlanUpdateParams, opts ...client.CallOption) (*Plan, error) {
	return client.Call[Plan](ctx, s.client, client.Request{Op: &opPlanUpdate, Args: []string{handle}, Body: orEmpty(params)}, opts...)
}

// Modify reads the newest version of a plan, lets change edit the fields of Update
// and writes them back, so that the others are kept. What somebody else writes
// between the two is lost. After a concurrent update (error 74) it starts again,
// up to three times in all, so change may run more than once, and must not call
// the client. The options hold for each of the calls.
//
// May be repeated: yes.
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

// ChangeAmount changes the price alone. Whether existing subscriptions follow is
// up to SupersedeMode.
//
// May be repeated: yes.
func (s *planService) ChangeAmount(ctx context.Context, handle string, params *PlanAmountParams, opts ...client.CallOption) (*Plan, error) {
	return client.Call[Plan](ctx, s.client, client.Request{Op: &opPlanChangeAmount, Args: []string{handle}, Body: orEmpty(params)}, opts...)
}

// Supersede makes a new version of a plan, and returns it. Existing subscriptions
// stay with theirs unless SupersedeMode says otherwise. Errors: 1, 10, 73, 157,
// 169 (page supersedeplanjson).
//
// May be repeated: no, each call makes one more version. After ErrOutcomeUnknown
// read the plan and look at its version.
func (s *planService) Supersede(ctx context.Context, handle string, params *PlanSupersedeParams, opts ...client.CallOption) (*Plan, error) {
	return client.Call[Plan](ctx, s.client, client.Request{Op: &opPlanSupersede, Args: []string{handle}, Body: orEmpty(params)}, opts...)
}

// Delete removes a plan and returns it. Existing subscriptions are not documented
// to change. Undelete takes it back.
//
// May be repeated: yes. A repeat of a call that succeeded may give 10, see
// [AlreadyDone].
func (s *planService) Delete(ctx context.Context, handle string, opts ...client.CallOption) (*Plan, error) {
	return client.Call[Plan](ctx, s.client, client.Request{Op: &opPlanDelete, Args: []string{handle}}, opts...)
}

// Undelete makes a deleted plan active again.
//
// May be repeated: no, the documentation has no word on it. After
// ErrOutcomeUnknown read the plan.
func (s *planService) Undelete(ctx context.Context, handle string, opts ...client.CallOption) (*Plan, error) {
	return client.Call[Plan](ctx, s.client, client.Request{Op: &opPlanUndelete, Args: []string{handle}}, opts...)
}

// List returns one page of plans, the newest first. Without From or Interval it
// holds those of the last month only, see [ListParams].
func (s *planService) List(ctx context.Context, params *PlanListParams, opts ...client.CallOption) (*Page[Plan], error) {
	return listPage[Plan](ctx, s.client, &opPlanList, params, opts...)
}

// All walks all pages of List. An error is yielded once and ends the walk.
func (s *planService) All(ctx context.Context, params *PlanListParams, opts ...client.CallOption) iter.Seq2[*Plan, error] {
	return listAll[Plan](ctx, s.client, &opPlanList, params, opts...)
}

// Entitlements returns what a version of a plan entitles to.
func (s *planService) Entitlements(ctx context.Context, handle string, version int, opts ...client.CallOption) ([]*Entitlement, error) {
	return callArray[Entitlement](ctx, s.client, client.Request{
		Op: &opPlanEntitlements, Args: []string{handle, strconv.Itoa(version)},
	}, opts...)
}

// Metadata returns the metadata of a plan.
func (s *planService) Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opPlanMetadata, Args: []string{handle}}, opts...))
}

// SetMetadata replaces the metadata of a plan, and returns it. nil is refused with
// client.ErrInvalid, use DeleteMetadata.
//
// May be repeated: yes.
func (s *planService) SetMetadata(ctx context.Context, handle string, m Metadata, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opPlanSetMetadata, Args: []string{handle}, Body: m}, opts...))
}

// DeleteMetadata removes the metadata of a plan.
//
// May be repeated: yes.
func (s *planService) DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error {
	return client.Exec(ctx, s.client, client.Request{Op: &opPlanDeleteMetadata, Args: []string{handle}}, opts...)
}
