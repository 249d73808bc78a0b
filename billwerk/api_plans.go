package billwerk

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
)

// PlanService keeps subscription plans and their versions. Methods may be added
// in a minor version; embed the interface in your fakes.
type PlanService interface {
	Create(ctx context.Context, params *PlanCreateParams, opts ...client.CallOption) (*Plan, error)
	Get(ctx context.Context, handle string, params *PlanGetParams, opts ...client.CallOption) (*Plan, error)
	GetVersion(ctx context.Context, handle string, version int, params *PlanGetParams, opts ...client.CallOption) (*Plan, error)
	Versions(ctx context.Context, handle string, params *PlanGetParams, opts ...client.CallOption) ([]*Plan, error)
	Update(ctx context.Context, handle string, params *PlanUpdateParams, opts ...client.CallOption) (*Plan, error)
	Modify(ctx context.Context, handle string, change func(*PlanUpdateParams), opts ...client.CallOption) (*Plan, error)
	ChangeAmount(ctx context.Context, handle string, params *PlanAmountParams, opts ...client.CallOption) (*Plan, error)
	Supersede(ctx context.Context, handle string, params *PlanSupersedeParams, opts ...client.CallOption) (*Plan, error)
	Delete(ctx context.Context, handle string, opts ...client.CallOption) (*Plan, error)
	Undelete(ctx context.Context, handle string, opts ...client.CallOption) (*Plan, error)
	List(ctx context.Context, params *PlanListParams, opts ...client.CallOption) (*Page[Plan], error)
	All(ctx context.Context, params *PlanListParams, opts ...client.CallOption) iter.Seq2[*Plan, error]

	Entitlements(ctx context.Context, handle string, version int, opts ...client.CallOption) ([]*Entitlement, error)
	Metadata(ctx context.Context, handle string, opts ...client.CallOption) (Metadata, error)
	SetMetadata(ctx context.Context, handle string, metadata Metadata, opts ...client.CallOption) (Metadata, error)
	DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error
}
