package numberstest

import (
	"context"
	"iter"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
)

// FakeFlows is a FlowService made of functions.
type FakeFlows struct {
	ListFunc func(ctx context.Context, propertySID string, params *numbers.FlowListParams, opts ...client.CallOption) (*numbers.Page[numbers.Flow], error)
	AllFunc  func(ctx context.Context, propertySID string, params *numbers.FlowListParams, opts ...client.CallOption) iter.Seq2[*numbers.Flow, error]
}

var _ numbers.FlowService = (*FakeFlows)(nil)

// List calls ListFunc.
func (f *FakeFlows) List(ctx context.Context, propertySID string, params *numbers.FlowListParams, opts ...client.CallOption) (*numbers.Page[numbers.Flow], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeFlows.ListFunc")
	}
	return f.ListFunc(ctx, propertySID, params, opts...)
}

// All calls AllFunc.
func (f *FakeFlows) All(ctx context.Context, propertySID string, params *numbers.FlowListParams, opts ...client.CallOption) iter.Seq2[*numbers.Flow, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*numbers.Flow](clienttest.Unset("numberstest.FakeFlows.AllFunc"))
	}
	return f.AllFunc(ctx, propertySID, params, opts...)
}

// FakeMessages is a MessageService made of functions.
type FakeMessages struct {
	SendFunc      func(ctx context.Context, propertySID string, params *numbers.MessageSendParams, opts ...client.CallOption) (*numbers.Message, error)
	SendBatchFunc func(ctx context.Context, propertySID string, messages []*numbers.MessageSendParams, opts ...client.CallOption) (*numbers.BatchResult, error)
	FindSentFunc  func(ctx context.Context, propertySID string, sent *numbers.MessageSendParams, from, to time.Time, opts ...client.CallOption) ([]*numbers.Message, error)
	GetFunc       func(ctx context.Context, messageSID string, opts ...client.CallOption) (*numbers.Message, error)
	ListFunc      func(ctx context.Context, propertySID string, params *numbers.MessageListParams, opts ...client.CallOption) (*numbers.Page[numbers.Message], error)
	AllFunc       func(ctx context.Context, propertySID string, params *numbers.MessageListParams, opts ...client.CallOption) iter.Seq2[*numbers.Message, error]
}

var _ numbers.MessageService = (*FakeMessages)(nil)

// Send calls SendFunc.
func (f *FakeMessages) Send(ctx context.Context, propertySID string, params *numbers.MessageSendParams, opts ...client.CallOption) (*numbers.Message, error) {
	if f.SendFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeMessages.SendFunc")
	}
	return f.SendFunc(ctx, propertySID, params, opts...)
}

// SendBatch calls SendBatchFunc.
func (f *FakeMessages) SendBatch(ctx context.Context, propertySID string, messages []*numbers.MessageSendParams, opts ...client.CallOption) (*numbers.BatchResult, error) {
	if f.SendBatchFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeMessages.SendBatchFunc")
	}
	return f.SendBatchFunc(ctx, propertySID, messages, opts...)
}

// FindSent calls FindSentFunc.
func (f *FakeMessages) FindSent(ctx context.Context, propertySID string, sent *numbers.MessageSendParams, from, to time.Time, opts ...client.CallOption) ([]*numbers.Message, error) {
	if f.FindSentFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeMessages.FindSentFunc")
	}
	return f.FindSentFunc(ctx, propertySID, sent, from, to, opts...)
}

// Get calls GetFunc.
func (f *FakeMessages) Get(ctx context.Context, messageSID string, opts ...client.CallOption) (*numbers.Message, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeMessages.GetFunc")
	}
	return f.GetFunc(ctx, messageSID, opts...)
}

// List calls ListFunc.
func (f *FakeMessages) List(ctx context.Context, propertySID string, params *numbers.MessageListParams, opts ...client.CallOption) (*numbers.Page[numbers.Message], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeMessages.ListFunc")
	}
	return f.ListFunc(ctx, propertySID, params, opts...)
}

// All calls AllFunc.
func (f *FakeMessages) All(ctx context.Context, propertySID string, params *numbers.MessageListParams, opts ...client.CallOption) iter.Seq2[*numbers.Message, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*numbers.Message](clienttest.Unset("numberstest.FakeMessages.AllFunc"))
	}
	return f.AllFunc(ctx, propertySID, params, opts...)
}

// FakeProperties is a PropertyService made of functions.
type FakeProperties struct {
	GetFunc        func(ctx context.Context, propertySID string, opts ...client.CallOption) (*numbers.Property, error)
	ListFunc       func(ctx context.Context, params *numbers.PropertyListParams, opts ...client.CallOption) (*numbers.Page[numbers.Property], error)
	AllFunc        func(ctx context.Context, params *numbers.PropertyListParams, opts ...client.CallOption) iter.Seq2[*numbers.Property, error]
	CreateFunc     func(ctx context.Context, params *numbers.PropertyCreateParams, opts ...client.CallOption) (*numbers.Property, error)
	FindByNameFunc func(ctx context.Context, name, mainDomain string, opts ...client.CallOption) ([]*numbers.Property, error)
	UpdateFunc     func(ctx context.Context, propertySID string, params *numbers.PropertyUpdateParams, opts ...client.CallOption) error
}

var _ numbers.PropertyService = (*FakeProperties)(nil)

// Get calls GetFunc.
func (f *FakeProperties) Get(ctx context.Context, propertySID string, opts ...client.CallOption) (*numbers.Property, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeProperties.GetFunc")
	}
	return f.GetFunc(ctx, propertySID, opts...)
}

// List calls ListFunc.
func (f *FakeProperties) List(ctx context.Context, params *numbers.PropertyListParams, opts ...client.CallOption) (*numbers.Page[numbers.Property], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeProperties.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeProperties) All(ctx context.Context, params *numbers.PropertyListParams, opts ...client.CallOption) iter.Seq2[*numbers.Property, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*numbers.Property](clienttest.Unset("numberstest.FakeProperties.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// Create calls CreateFunc.
func (f *FakeProperties) Create(ctx context.Context, params *numbers.PropertyCreateParams, opts ...client.CallOption) (*numbers.Property, error) {
	if f.CreateFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeProperties.CreateFunc")
	}
	return f.CreateFunc(ctx, params, opts...)
}

// FindByName calls FindByNameFunc.
func (f *FakeProperties) FindByName(ctx context.Context, name, mainDomain string, opts ...client.CallOption) ([]*numbers.Property, error) {
	if f.FindByNameFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeProperties.FindByNameFunc")
	}
	return f.FindByNameFunc(ctx, name, mainDomain, opts...)
}

// Update calls UpdateFunc.
func (f *FakeProperties) Update(ctx context.Context, propertySID string, params *numbers.PropertyUpdateParams, opts ...client.CallOption) error {
	if f.UpdateFunc == nil {
		return clienttest.Unset("numberstest.FakeProperties.UpdateFunc")
	}
	return f.UpdateFunc(ctx, propertySID, params, opts...)
}

// FakeOnlineLogins is an OnlineLoginService made of functions.
type FakeOnlineLogins struct {
	GetFunc         func(ctx context.Context, loginSID string, opts ...client.CallOption) (*numbers.OnlineLogin, error)
	ListFunc        func(ctx context.Context, params *numbers.OnlineLoginListParams, opts ...client.CallOption) (*numbers.Page[numbers.OnlineLogin], error)
	AllFunc         func(ctx context.Context, params *numbers.OnlineLoginListParams, opts ...client.CallOption) iter.Seq2[*numbers.OnlineLogin, error]
	CreateFunc      func(ctx context.Context, propertySID string, params *numbers.OnlineLoginCreateParams, opts ...client.CallOption) (*numbers.OnlineLogin, error)
	FindByEmailFunc func(ctx context.Context, email string, opts ...client.CallOption) ([]*numbers.OnlineLogin, error)
	UpdateFunc      func(ctx context.Context, loginSID string, params *numbers.OnlineLoginUpdateParams, opts ...client.CallOption) error
}

var _ numbers.OnlineLoginService = (*FakeOnlineLogins)(nil)

// Get calls GetFunc.
func (f *FakeOnlineLogins) Get(ctx context.Context, loginSID string, opts ...client.CallOption) (*numbers.OnlineLogin, error) {
	if f.GetFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeOnlineLogins.GetFunc")
	}
	return f.GetFunc(ctx, loginSID, opts...)
}

// List calls ListFunc.
func (f *FakeOnlineLogins) List(ctx context.Context, params *numbers.OnlineLoginListParams, opts ...client.CallOption) (*numbers.Page[numbers.OnlineLogin], error) {
	if f.ListFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeOnlineLogins.ListFunc")
	}
	return f.ListFunc(ctx, params, opts...)
}

// All calls AllFunc.
func (f *FakeOnlineLogins) All(ctx context.Context, params *numbers.OnlineLoginListParams, opts ...client.CallOption) iter.Seq2[*numbers.OnlineLogin, error] {
	if f.AllFunc == nil {
		return clienttest.Sequence[*numbers.OnlineLogin](clienttest.Unset("numberstest.FakeOnlineLogins.AllFunc"))
	}
	return f.AllFunc(ctx, params, opts...)
}

// Create calls CreateFunc.
func (f *FakeOnlineLogins) Create(ctx context.Context, propertySID string, params *numbers.OnlineLoginCreateParams, opts ...client.CallOption) (*numbers.OnlineLogin, error) {
	if f.CreateFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeOnlineLogins.CreateFunc")
	}
	return f.CreateFunc(ctx, propertySID, params, opts...)
}

// FindByEmail calls FindByEmailFunc.
func (f *FakeOnlineLogins) FindByEmail(ctx context.Context, email string, opts ...client.CallOption) ([]*numbers.OnlineLogin, error) {
	if f.FindByEmailFunc == nil {
		return nil, clienttest.Unset("numberstest.FakeOnlineLogins.FindByEmailFunc")
	}
	return f.FindByEmailFunc(ctx, email, opts...)
}

// Update calls UpdateFunc.
func (f *FakeOnlineLogins) Update(ctx context.Context, loginSID string, params *numbers.OnlineLoginUpdateParams, opts ...client.CallOption) error {
	if f.UpdateFunc == nil {
		return clienttest.Unset("numberstest.FakeOnlineLogins.UpdateFunc")
	}
	return f.UpdateFunc(ctx, loginSID, params, opts...)
}
