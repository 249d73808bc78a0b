package billwerktest

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// FakePlans is a billwerk.PlanService made of functions. A method whose function is nil
// returns an error that says so.
type FakePlans struct {
	CreateFunc         func(ctx context.Context, params *billwerk.PlanCreateParams, opts ...client.CallOption) (*billwerk.Plan, error)
	GetFunc            func(ctx context.Context, handle string, params *billwerk.PlanGetParams, opts ...client.CallOption) (*billwerk.Plan, error)
	GetVersionFunc     func(ctx context.Context, handle string, version int, params *billwerk.PlanGetParams, opts ...client.CallOption) (*billwerk.Plan, error)
	VersionsFunc       func(ctx context.Context, handle string, params *billwerk.PlanGetParams, opts ...client.CallOption) ([]*billwerk.Plan, error)
	UpdateFunc         func(ctx context.Context, handle string, params *billwerk.PlanUpdateParams, opts ...client.CallOption) (*billwerk.Plan, error)
	ModifyFunc         func(ctx context.Context, handle string, change func(*billwerk.PlanUpdateParams), opts ...client.CallOption) (*billwerk.Plan, error)
	ChangeAmountFunc   func(ctx context.Context, handle string, params *billwerk.PlanAmountParams, opts ...client.CallOption) (*billwerk.Plan, error)
	SupersedeFunc      func(ctx context.Context, handle string, params *billwerk.PlanSupersedeParams, opts ...client.CallOption) (*billwerk.Plan, error)
	DeleteFunc         func(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Plan, error)
	UndeleteFunc       func(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Plan, error)
	ListFunc           func(ctx context.Context, params *billwerk.PlanListParams, opts ...client.CallOption) (*billwerk.Page[billwerk.Plan], error)
	AllFunc            func(ctx context.Context, params *billwerk.PlanListParams, opts ...client.CallOption) iter.Seq2[*billwerk.Plan, error]
	EntitlementsFunc   func(ctx context.Context, handle string, version int, opts ...client.CallOption) ([]*billwerk.Entitlement, error)
	MetadataFunc       func(ctx context.Context, handle string, opts ...client.CallOption) (billwerk.Metadata, error)
	SetMetadataFunc    func(ctx context.Context, handle string, metadata billwerk.Metadata, opts ...client.CallOption) (billwerk.Metadata, error)
	DeleteMetadataFunc func(ctx context.Context, handle string, opts ...client.CallOption) error
}

var _ billwerk.PlanService = (*FakePlans)(nil)

// Create calls CreateFunc.
func (f *FakePlans) Create(ctx context.Context, params *billwerk.PlanCreateParams, opts ...client.CallOption) (*billwerk.Plan, error) {
	if f.CreateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePlans.CreateFunc")
	}
	return f.CreateFunc(ctx, params, opts...)
}

// Get calls GetFunc.
func (f *FakePlans) Get(ctx context.Context, handle string, params *billwerk.PlanGetParams, opts ...client.CallOption) (*billwerk.Plan, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePlans.GetFunc")
	}
	return f.GetFunc(ctx, handle, params, opts...)
}

// GetVersion calls GetVersionFunc.
func (f *FakePlans) GetVersion(ctx context.Context, handle string, version int, params *billwerk.PlanGetParams, opts ...client.CallOption) (*billwerk.Plan, error) {
	if f.GetVersionFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePlans.GetVersionFunc")
	}
	return f.GetVersionFunc(ctx, handle, version, params, opts...)
}

// Versions calls VersionsFunc.
func (f *FakePlans) Versions(ctx context.Context, handle string, params *billwerk.PlanGetParams, opts ...client.CallOption) ([]*billwerk.Plan, error) {
	if f.VersionsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePlans.VersionsFunc")
	}
	return f.VersionsFunc(ctx, handle, params, opts...)
}

// Update calls UpdateFunc.
func (f *FakePlans) Update(ctx context.Context, handle string, params *billwerk.PlanUpdateParams, opts ...client.CallOption) (*billwerk.Plan, error) {
	if f.UpdateFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePlans.UpdateFunc")
	}
	return f.UpdateFunc(ctx, handle, params, opts...)
}

// Modify calls ModifyFunc.
func (f *FakePlans) Modify(ctx context.Context, handle string, change func(*billwerk.PlanUpdateParams), opts ...client.CallOption) (*billwerk.Plan, error) {
	if f.ModifyFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePlans.ModifyFunc")
	}
	return f.ModifyFunc(ctx, handle, change, opts...)
}

// ChangeAmount calls ChangeAmountFunc.
func (f *FakePlans) ChangeAmount(ctx context.Context, handle string, params *billwerk.PlanAmountParams, opts ...client.CallOption) (*billwerk.Plan, error) {
	if f.ChangeAmountFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePlans.ChangeAmountFunc")
	}
	return f.ChangeAmountFunc(ctx, handle, params, opts...)
}

// Supersede calls SupersedeFunc.
func (f *FakePlans) Supersede(ctx context.Context, handle string, params *billwerk.PlanSupersedeParams, opts ...client.CallOption) (*billwerk.Plan, error) {
	if f.SupersedeFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePlans.SupersedeFunc")
	}
	return f.SupersedeFunc(ctx, handle, params, opts...)
}

// Delete calls DeleteFunc.
func (f *FakePlans) Delete(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Plan, error) {
	if f.DeleteFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePlans.DeleteFunc")
	}
	return f.DeleteFunc(ctx, handle, opts...)
}

// Undelete calls UndeleteFunc.
func (f *FakePlans) Undelete(ctx context.Context, handle string, opts ...client.CallOption) (*billwerk.Plan, error) {
	if f.UndeleteFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePlans.UndeleteFunc")
	}
	return f.UndeleteFunc(ctx, handle, opts...)
}

// List calls ListFunc.
func (f *FakePlans) List(ctx context.Context, params *billwerk.PlanListParams, opts ...client.CallOption) (*billwerk.Page[billwerk.Plan], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePlans.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakePlans) All(ctx context.Context, params *billwerk.PlanListParams, opts ...client.CallOption) iter.Seq2[*billwerk.Plan, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*billwerk.Plan](clienttest.Unset("billwerktest.FakePlans.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// Entitlements calls EntitlementsFunc.
func (f *FakePlans) Entitlements(ctx context.Context, handle string, version int, opts ...client.CallOption) ([]*billwerk.Entitlement, error) {
	if f.EntitlementsFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePlans.EntitlementsFunc")
	}
	return f.EntitlementsFunc(ctx, handle, version, opts...)
}

// Metadata calls MetadataFunc.
func (f *FakePlans) Metadata(ctx context.Context, handle string, opts ...client.CallOption) (billwerk.Metadata, error) {
	if f.MetadataFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePlans.MetadataFunc")
	}
	return f.MetadataFunc(ctx, handle, opts...)
}

// SetMetadata calls SetMetadataFunc.
func (f *FakePlans) SetMetadata(ctx context.Context, handle string, metadata billwerk.Metadata, opts ...client.CallOption) (billwerk.Metadata, error) {
	if f.SetMetadataFunc == nil {
		return nil, clienttest.Unset("billwerktest.FakePlans.SetMetadataFunc")
	}
	return f.SetMetadataFunc(ctx, handle, metadata, opts...)
}

// DeleteMetadata calls DeleteMetadataFunc.
func (f *FakePlans) DeleteMetadata(ctx context.Context, handle string, opts ...client.CallOption) error {
	if f.DeleteMetadataFunc == nil {
		return clienttest.Unset("billwerktest.FakePlans.DeleteMetadataFunc")
	}
	return f.DeleteMetadataFunc(ctx, handle, opts...)
}
