package billwerk

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// PlanService keeps subscription plans and their versions. Methods may be added
// in a minor version; embed the interface in your fakes.
type PlanService interface {
	// Create makes a plan, its version 1. Errors: 11 (the handle is taken), 73, 157,
	// 169.
	//
	// May be repeated: yes, the handle is mandatory. Error 11 that matches
	// ErrOutcomeUnknown means that an earlier attempt of this call may have made the
	// plan: read it and compare. The same after ErrOutcomeUnknown alone.
	Create(ctx context.Context, params *PlanCreateParams, opts ...client.CallOption) (*Plan, error)

	// Get returns the newest version of a plan. Error 10 if there is none.
	Get(ctx context.Context, handle string, params *PlanGetParams, opts ...client.CallOption) (*Plan, error)

	// GetVersion returns one version of a plan. Versions count from 1.
	GetVersion(ctx context.Context, handle string, version int, params *PlanGetParams, opts ...client.CallOption) (*Plan, error)

	// Versions returns all versions of a plan. There are no pages; the order is not
	// documented.
	Versions(ctx context.Context, handle string, params *PlanGetParams, opts ...client.CallOption) ([]*Plan, error)

	// Update replaces the texts and minor settings of a plan without a new version:
	// fields left out are reset (inferred from PUT on customers). To change some and
	// keep the others use Modify. Price and schedule take Supersede.
	//
	// May be repeated: yes.
	Update(ctx context.Context, handle string, params *PlanUpdateParams, opts ...client.CallOption) (*Plan, error)

	// Modify reads the newest version of a plan, lets change edit the fields of Update
	// and writes them back, so that the others are kept. What somebody else writes
	// between the two is lost. After a concurrent update (error 74) it starts again,
	// up to three times in all, so change may run more than once, and must not call
	// the client. The options hold for each of the calls.
	//
	// May be repeated: yes.
	Modify(ctx context.Context, handle string, change func(*PlanUpdateParams), opts ...client.CallOption) (*Plan, error)

	// ChangeAmount changes the price alone. Whether existing subscriptions follow is
	// up to SupersedeMode.
	//
	// May be repeated: yes.
	ChangeAmount(ctx context.Context, handle string, params *PlanAmountParams, opts ...client.CallOption) (*Plan, error)

	// Supersede makes a new version of a plan, and returns it. Existing subscriptions
	// stay with theirs unless SupersedeMode says otherwise. Errors: 1, 10, 73, 157,
	// 169 (page supersedeplanjson).
	//
	// May be repeated: no, each call makes one more version. After ErrOutcomeUnknown
	// read the plan and look at its version.
	Supersede(ctx context.Context, handle string, params *PlanSupersedeParams, opts ...client.CallOption) (*Plan, error)

	// Delete removes a plan and returns it. Existing subscriptions are not documented
	// to change. Undelete takes it back.
	//
	// May be repeated: yes. A repeat of a call that succeeded may give 10, see
	// [AlreadyDone].
	Delete(ctx context.Context, handle string, opts ...client.CallOption) (*Plan, error)

	// Undelete makes a deleted plan active again.
	//
	// May be repeated: no, the documentation has no word on it. After
	// ErrOutcomeUnknown read the plan.
	Undelete(ctx context.Context, handle string, opts ...client.CallOption) (*Plan, error)

	// List returns one page of plans, the newest first. Without From or Interval it
	// holds those of the last month only, see [ListParams].
	List(ctx context.Context, params *PlanListParams, opts ...client.CallOption) (*Page[Plan], error)

	// All walks all pages of List. An error is yielded once and ends the walk.
	All(ctx context.Context, params *PlanListParams, opts ...client.CallOption) iter.Seq2[*Plan, error]

	// Entitlements returns what a version of a plan entitles to.
	Entitlements(ctx context.Context, handle string, version int, opts ...client.CallOption) ([]*Entitlement, error)

	// Metadata returns the metadata of a plan.
	Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error)

	// SetMetadata replaces the metadata of a plan, and returns it. nil is refused with
	// client.ErrInvalid, use DeleteMetadata.
	//
	// May be repeated: yes.
	SetMetadata(ctx context.Context, handle string, metadata Metadata, opts ...client.CallOption) (Metadata, error)

	// DeleteMetadata removes the metadata of a plan.
	//
	// May be repeated: yes.
	DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error
}
