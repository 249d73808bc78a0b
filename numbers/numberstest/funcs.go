package numberstest

import (
	"context"
	"iter"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
)

// The fakes in this file and the next take the place of one service: put one into
// a field of numbers.Client and set the functions that the test needs. A method
// whose function is nil fails with [clienttest.ErrUnset].

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
		return nil, clienttest.Unset("numberstest.FakeNumbers.GetFunc")
	}
	return f.GetFunc(ctx, number, opts...)
}

// List calls ListFunc.
func (f *FakeNumbers) List(ctx context.Context, params *numbers.NumberListParams, opts ...client.CallOption) (*numbers.Page[numbers.Number], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeNumbers.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeNumbers) All(ctx context.Context, params *numbers.NumberListParams, opts ...client.CallOption) iter.Seq2[*numbers.Number, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*numbers.Number](clienttest.Unset("numberstest.FakeNumbers.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// Buy calls BuyFunc.
func (f *FakeNumbers) Buy(ctx context.Context, propertySID string, params *numbers.NumberBuyParams, opts ...client.CallOption) (*numbers.Purchase, error) {
	if f.BuyFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeNumbers.BuyFunc")
	}
	return f.BuyFunc(ctx, propertySID, params, opts...)
}

// FindBought calls FindBoughtFunc.
func (f *FakeNumbers) FindBought(ctx context.Context, propertySID, number string, opts ...client.CallOption) (*numbers.Number, bool, error) {
	if f.FindBoughtFunc == nil {
		return nil, false, clienttest.Unset("numberstest.FakeNumbers.FindBoughtFunc")
	}
	return f.FindBoughtFunc(ctx, propertySID, number, opts...)
}

// Configure calls ConfigureFunc.
func (f *FakeNumbers) Configure(ctx context.Context, number string, params *numbers.NumberConfigureParams, opts ...client.CallOption) (*numbers.Number, error) {
	if f.ConfigureFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeNumbers.ConfigureFunc")
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
		return nil, clienttest.Unset("numberstest.FakeNumberBlocks.SearchFunc")
	}
	return f.SearchFunc(ctx, text, params, opts...)
}

// List calls ListFunc.
func (f *FakeNumberBlocks) List(ctx context.Context, params *numbers.NumberBlockListParams, opts ...client.CallOption) (*numbers.Page[numbers.NumberBlock], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeNumberBlocks.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeNumberBlocks) All(ctx context.Context, params *numbers.NumberBlockListParams, opts ...client.CallOption) iter.Seq2[*numbers.NumberBlock, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*numbers.NumberBlock](clienttest.Unset("numberstest.FakeNumberBlocks.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// Buy calls BuyFunc.
func (f *FakeNumberBlocks) Buy(ctx context.Context, propertySID string, params *numbers.NumberBlockBuyParams, opts ...client.CallOption) (*numbers.NumberBlock, error) {
	if f.BuyFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeNumberBlocks.BuyFunc")
	}
	return f.BuyFunc(ctx, propertySID, params, opts...)
}

// FindBought calls FindBoughtFunc.
func (f *FakeNumberBlocks) FindBought(ctx context.Context, propertySID, blockSID string, opts ...client.CallOption) (*numbers.NumberBlock, bool, error) {
	if f.FindBoughtFunc == nil {
		return nil, false, clienttest.Unset("numberstest.FakeNumberBlocks.FindBoughtFunc")
	}
	return f.FindBoughtFunc(ctx, propertySID, blockSID, opts...)
}

// Configure calls ConfigureFunc.
func (f *FakeNumberBlocks) Configure(ctx context.Context, blockSID string, params *numbers.NumberBlockConfigureParams, opts ...client.CallOption) (*numbers.NumberBlock, error) {
	if f.ConfigureFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeNumberBlocks.ConfigureFunc")
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
		return nil, clienttest.Unset("numberstest.FakeAddresses.GetFunc")
	}
	return f.GetFunc(ctx, addressSID, opts...)
}

// List calls ListFunc.
func (f *FakeAddresses) List(ctx context.Context, params *numbers.AddressListParams, opts ...client.CallOption) (*numbers.Page[numbers.Address], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeAddresses.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeAddresses) All(ctx context.Context, params *numbers.AddressListParams, opts ...client.CallOption) iter.Seq2[*numbers.Address, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*numbers.Address](clienttest.Unset("numberstest.FakeAddresses.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// Create calls CreateFunc.
func (f *FakeAddresses) Create(ctx context.Context, params *numbers.AddressCreateParams, opts ...client.CallOption) (*numbers.Address, error) {
	if f.CreateFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeAddresses.CreateFunc")
	}
	return f.CreateFunc(ctx, params, opts...)
}

// FindByReference calls FindByReferenceFunc.
func (f *FakeAddresses) FindByReference(ctx context.Context, reference string, opts ...client.CallOption) ([]*numbers.Address, error) {
	if f.FindByReferenceFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeAddresses.FindByReferenceFunc")
	}
	return f.FindByReferenceFunc(ctx, reference, opts...)
}

// Delete calls DeleteFunc.
func (f *FakeAddresses) Delete(ctx context.Context, addressSID string, opts ...client.CallOption) error {
	if f.DeleteFunc == nil {
		return clienttest.Unset("numberstest.FakeAddresses.DeleteFunc")
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
		return nil, clienttest.Unset("numberstest.FakeCalls.GetFunc")
	}
	return f.GetFunc(ctx, callSID, opts...)
}

// List calls ListFunc.
func (f *FakeCalls) List(ctx context.Context, params *numbers.CallListParams, opts ...client.CallOption) (*numbers.Page[numbers.Call], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeCalls.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeCalls) All(ctx context.Context, params *numbers.CallListParams, opts ...client.CallOption) iter.Seq2[*numbers.Call, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*numbers.Call](clienttest.Unset("numberstest.FakeCalls.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// Pages calls PagesFunc.
func (f *FakeCalls) Pages(ctx context.Context, params *numbers.CallListParams, opts ...client.CallOption) iter.Seq2[*numbers.Page[numbers.Call], error] {
	if f.PagesFunc == nil {
		return clienttest.Sequence[*numbers.Page[numbers.Call]](clienttest.Unset("numberstest.FakeCalls.PagesFunc"))
	}
	return f.PagesFunc(ctx, params, opts...)
}
