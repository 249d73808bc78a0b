package numberstest

import (
	"context"
	"fmt"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/numbers"
)

// The fakes in this file and the next take the place of one service: put one into
// a field of numbers.Client and set the functions that the test needs. A function
// that is not set makes its method fail with an error that says so.

// errUnset is the error of a method whose function is not set.
func errUnset(fake, method string) error {
	return fmt.Errorf("numberstest: %s.%sFunc is not set", fake, method)
}

// unset is the listing of a method whose function is not set.
func unset[T any](fake, method string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		yield(zero, errUnset(fake, method))
	}
}

// FakeNumbers is a NumberService made of functions.
type FakeNumbers struct {
	GetFunc        func(ctx context.Context, number string, opts ...client.CallOption) (*numbers.Number, error)
	ListFunc       func(ctx context.Context, params *numbers.NumberListParams, opts ...client.CallOption) (*numbers.Page[numbers.Number], error)
	AllFunc        func(ctx context.Context, params *numbers.NumberListParams, opts ...client.CallOption) iter.Seq2[*numbers.Number, error]
	BuyFunc        func(ctx context.Context, propertySID string, params *numbers.NumberBuyParams, opts ...client.CallOption) (*numbers.Purchase, error)
	FindBoughtFunc func(ctx context.Context, propertySID, number string, opts ...client.CallOption) (*numbers.Number, bool, error)
	ConfigureFunc  func(ctx context.Context, number string, params *numbers.NumberConfigureParams, opts ...client.CallOption) (*numbers.Number, error)
}

var _ numbers.NumberService = (*FakeNumbers)(nil)

// Get calls GetFunc.
func (f *FakeNumbers) Get(ctx context.Context, number string, opts ...client.CallOption) (*numbers.Number, error) {
	if f.GetFunc == nil {
		return nil, errUnset("FakeNumbers", "Get")
	}
	return f.GetFunc(ctx, number, opts...)
}

// List calls ListFunc.
func (f *FakeNumbers) List(ctx context.Context, params *numbers.NumberListParams, opts ...client.CallOption) (*numbers.Page[numbers.Number], error) {
	if f.ListFunc == nil {
		return nil, errUnset("FakeNumbers", "List")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeNumbers) All(ctx context.Context, params *numbers.NumberListParams, opts ...client.CallOption) iter.Seq2[*numbers.Number, error] {
	if f.AllFunc == nil {
		return unset[*numbers.Number]("FakeNumbers", "All")
	}
	return f.AllFunc(ctx, params, opts...)
}

// Buy calls BuyFunc.
func (f *FakeNumbers) Buy(ctx context.Context, propertySID string, params *numbers.NumberBuyParams, opts ...client.CallOption) (*numbers.Purchase, error) {
	if f.BuyFunc == nil {
		return nil, errUnset("FakeNumbers", "Buy")
	}
	return f.BuyFunc(ctx, propertySID, params, opts...)
}

// FindBought calls FindBoughtFunc.
func (f *FakeNumbers) FindBought(ctx context.Context, propertySID, number string, opts ...client.CallOption) (*numbers.Number, bool, error) {
	if f.FindBoughtFunc == nil {
		return nil, false, errUnset("FakeNumbers", "FindBought")
	}
	return f.FindBoughtFunc(ctx, propertySID, number, opts...)
}

// Configure calls ConfigureFunc.
func (f *FakeNumbers) Configure(ctx context.Context, number string, params *numbers.NumberConfigureParams, opts ...client.CallOption) (*numbers.Number, error) {
	if f.ConfigureFunc == nil {
		return nil, errUnset("FakeNumbers", "Configure")
	}
	return f.ConfigureFunc(ctx, number, params, opts...)
}

// FakeNumberBlocks is a NumberBlockService made of functions.
type FakeNumberBlocks struct {
	SearchFunc     func(ctx context.Context, text string, params *numbers.NumberBlockListParams, opts ...client.CallOption) (*numbers.Page[numbers.NumberBlock], error)
	ListFunc       func(ctx context.Context, params *numbers.NumberBlockListParams, opts ...client.CallOption) (*numbers.Page[numbers.NumberBlock], error)
	AllFunc        func(ctx context.Context, params *numbers.NumberBlockListParams, opts ...client.CallOption) iter.Seq2[*numbers.NumberBlock, error]
	BuyFunc        func(ctx context.Context, propertySID string, params *numbers.NumberBlockBuyParams, opts ...client.CallOption) (*numbers.NumberBlock, error)
	FindBoughtFunc func(ctx context.Context, propertySID, blockSID string, opts ...client.CallOption) (*numbers.NumberBlock, bool, error)
	ConfigureFunc  func(ctx context.Context, blockSID string, params *numbers.NumberBlockConfigureParams, opts ...client.CallOption) (*numbers.NumberBlock, error)
}

var _ numbers.NumberBlockService = (*FakeNumberBlocks)(nil)

// Search calls SearchFunc.
func (f *FakeNumberBlocks) Search(ctx context.Context, text string, params *numbers.NumberBlockListParams, opts ...client.CallOption) (*numbers.Page[numbers.NumberBlock], error) {
	if f.SearchFunc == nil {
		return nil, errUnset("FakeNumberBlocks", "Search")
	}
	return f.SearchFunc(ctx, text, params, opts...)
}

// List calls ListFunc.
func (f *FakeNumberBlocks) List(ctx context.Context, params *numbers.NumberBlockListParams, opts ...client.CallOption) (*numbers.Page[numbers.NumberBlock], error) {
	if f.ListFunc == nil {
		return nil, errUnset("FakeNumberBlocks", "List")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeNumberBlocks) All(ctx context.Context, params *numbers.NumberBlockListParams, opts ...client.CallOption) iter.Seq2[*numbers.NumberBlock, error] {
	if f.AllFunc == nil {
		return unset[*numbers.NumberBlock]("FakeNumberBlocks", "All")
	}
	return f.AllFunc(ctx, params, opts...)
}

// Buy calls BuyFunc.
func (f *FakeNumberBlocks) Buy(ctx context.Context, propertySID string, params *numbers.NumberBlockBuyParams, opts ...client.CallOption) (*numbers.NumberBlock, error) {
	if f.BuyFunc == nil {
		return nil, errUnset("FakeNumberBlocks", "Buy")
	}
	return f.BuyFunc(ctx, propertySID, params, opts...)
}

// FindBought calls FindBoughtFunc.
func (f *FakeNumberBlocks) FindBought(ctx context.Context, propertySID, blockSID string, opts ...client.CallOption) (*numbers.NumberBlock, bool, error) {
	if f.FindBoughtFunc == nil {
		return nil, false, errUnset("FakeNumberBlocks", "FindBought")
	}
	return f.FindBoughtFunc(ctx, propertySID, blockSID, opts...)
}

// Configure calls ConfigureFunc.
func (f *FakeNumberBlocks) Configure(ctx context.Context, blockSID string, params *numbers.NumberBlockConfigureParams, opts ...client.CallOption) (*numbers.NumberBlock, error) {
	if f.ConfigureFunc == nil {
		return nil, errUnset("FakeNumberBlocks", "Configure")
	}
	return f.ConfigureFunc(ctx, blockSID, params, opts...)
}

// FakeAddresses is an AddressService made of functions.
type FakeAddresses struct {
	GetFunc             func(ctx context.Context, addressSID string, opts ...client.CallOption) (*numbers.Address, error)
	ListFunc            func(ctx context.Context, params *numbers.AddressListParams, opts ...client.CallOption) (*numbers.Page[numbers.Address], error)
	AllFunc             func(ctx context.Context, params *numbers.AddressListParams, opts ...client.CallOption) iter.Seq2[*numbers.Address, error]
	CreateFunc          func(ctx context.Context, params *numbers.AddressCreateParams, opts ...client.CallOption) (*numbers.Address, error)
	FindByReferenceFunc func(ctx context.Context, reference string, opts ...client.CallOption) ([]*numbers.Address, error)
	DeleteFunc          func(ctx context.Context, addressSID string, opts ...client.CallOption) error
}

var _ numbers.AddressService = (*FakeAddresses)(nil)

// Get calls GetFunc.
func (f *FakeAddresses) Get(ctx context.Context, addressSID string, opts ...client.CallOption) (*numbers.Address, error) {
	if f.GetFunc == nil {
		return nil, errUnset("FakeAddresses", "Get")
	}
	return f.GetFunc(ctx, addressSID, opts...)
}

// List calls ListFunc.
func (f *FakeAddresses) List(ctx context.Context, params *numbers.AddressListParams, opts ...client.CallOption) (*numbers.Page[numbers.Address], error) {
	if f.ListFunc == nil {
		return nil, errUnset("FakeAddresses", "List")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeAddresses) All(ctx context.Context, params *numbers.AddressListParams, opts ...client.CallOption) iter.Seq2[*numbers.Address, error] {
	if f.AllFunc == nil {
		return unset[*numbers.Address]("FakeAddresses", "All")
	}
	return f.AllFunc(ctx, params, opts...)
}

// Create calls CreateFunc.
func (f *FakeAddresses) Create(ctx context.Context, params *numbers.AddressCreateParams, opts ...client.CallOption) (*numbers.Address, error) {
	if f.CreateFunc == nil {
		return nil, errUnset("FakeAddresses", "Create")
	}
	return f.CreateFunc(ctx, params, opts...)
}

// FindByReference calls FindByReferenceFunc.
func (f *FakeAddresses) FindByReference(ctx context.Context, reference string, opts ...client.CallOption) ([]*numbers.Address, error) {
	if f.FindByReferenceFunc == nil {
		return nil, errUnset("FakeAddresses", "FindByReference")
	}
	return f.FindByReferenceFunc(ctx, reference, opts...)
}

// Delete calls DeleteFunc.
func (f *FakeAddresses) Delete(ctx context.Context, addressSID string, opts ...client.CallOption) error {
	if f.DeleteFunc == nil {
		return errUnset("FakeAddresses", "Delete")
	}
	return f.DeleteFunc(ctx, addressSID, opts...)
}

// FakeCalls is a CallService made of functions.
type FakeCalls struct {
	GetFunc   func(ctx context.Context, callSID string, opts ...client.CallOption) (*numbers.Call, error)
	ListFunc  func(ctx context.Context, params *numbers.CallListParams, opts ...client.CallOption) (*numbers.Page[numbers.Call], error)
	AllFunc   func(ctx context.Context, params *numbers.CallListParams, opts ...client.CallOption) iter.Seq2[*numbers.Call, error]
	PagesFunc func(ctx context.Context, params *numbers.CallListParams, opts ...client.CallOption) iter.Seq2[*numbers.Page[numbers.Call], error]
}

var _ numbers.CallService = (*FakeCalls)(nil)

// Get calls GetFunc.
func (f *FakeCalls) Get(ctx context.Context, callSID string, opts ...client.CallOption) (*numbers.Call, error) {
	if f.GetFunc == nil {
		return nil, errUnset("FakeCalls", "Get")
	}
	return f.GetFunc(ctx, callSID, opts...)
}

// List calls ListFunc.
func (f *FakeCalls) List(ctx context.Context, params *numbers.CallListParams, opts ...client.CallOption) (*numbers.Page[numbers.Call], error) {
	if f.ListFunc == nil {
		return nil, errUnset("FakeCalls", "List")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeCalls) All(ctx context.Context, params *numbers.CallListParams, opts ...client.CallOption) iter.Seq2[*numbers.Call, error] {
	if f.AllFunc == nil {
		return unset[*numbers.Call]("FakeCalls", "All")
	}
	return f.AllFunc(ctx, params, opts...)
}

// Pages calls PagesFunc.
func (f *FakeCalls) Pages(ctx context.Context, params *numbers.CallListParams, opts ...client.CallOption) iter.Seq2[*numbers.Page[numbers.Call], error] {
	if f.PagesFunc == nil {
		return unset[*numbers.Page[numbers.Call]]("FakeCalls", "Pages")
	}
	return f.PagesFunc(ctx, params, opts...)
}
