package numbers

import (
	"context"
	"iter"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
)

// The role interfaces. Client's fields are typed by them, so that a test can put
// a fake in place of a service; package numberstest has one for each. They grow
// with the API: an own implementation should embed the interface.

// NumberService reads, buys and configures phone numbers.
type NumberService interface {
	// Get returns one number. It may be repeated.
	Get(ctx context.Context, number string, opts ...client.CallOption) (*Number, error)
	// List returns one page of the numbers of a property or an account.
	List(ctx context.Context, params *NumberListParams, opts ...client.CallOption) (*Page[Number], error)
	// All walks all pages of List.
	All(ctx context.Context, params *NumberListParams, opts ...client.CallOption) iter.Seq2[*Number, error]
	// Buy buys a number. It is never repeated by itself.
	Buy(ctx context.Context, propertySID string, params *NumberBuyParams, opts ...client.CallOption) (*Purchase, error)
	// FindBought settles a Buy whose outcome is unknown.
	FindBought(ctx context.Context, propertySID, number string, opts ...client.CallOption) (*Number, bool, error)
	// Configure sets properties of a number. It may be repeated.
	Configure(ctx context.Context, number string, params *NumberConfigureParams, opts ...client.CallOption) (*Number, error)
}

// NumberBlockService reads, buys and configures blocks of numbers.
type NumberBlockService interface {
	// Search returns one page of the blocks that match a text.
	Search(ctx context.Context, text string, params *NumberBlockListParams, opts ...client.CallOption) (*Page[NumberBlock], error)
	// List returns one page of the blocks of a property or an account.
	List(ctx context.Context, params *NumberBlockListParams, opts ...client.CallOption) (*Page[NumberBlock], error)
	// All walks all pages of List.
	All(ctx context.Context, params *NumberBlockListParams, opts ...client.CallOption) iter.Seq2[*NumberBlock, error]
	// Buy buys a block. It is never repeated by itself.
	Buy(ctx context.Context, propertySID string, params *NumberBlockBuyParams, opts ...client.CallOption) (*NumberBlock, error)
	// FindBought settles a Buy whose outcome is unknown.
	FindBought(ctx context.Context, propertySID, blockSID string, opts ...client.CallOption) (*NumberBlock, bool, error)
	// Configure sets properties of a block. It may be repeated.
	Configure(ctx context.Context, blockSID string, params *NumberBlockConfigureParams, opts ...client.CallOption) (*NumberBlock, error)
}

// AddressService keeps the street addresses that some numbers need.
type AddressService interface {
	// Get returns one address. It may be repeated.
	Get(ctx context.Context, addressSID string, opts ...client.CallOption) (*Address, error)
	// List returns one page of an account's addresses.
	List(ctx context.Context, params *AddressListParams, opts ...client.CallOption) (*Page[Address], error)
	// All walks all pages of List.
	All(ctx context.Context, params *AddressListParams, opts ...client.CallOption) iter.Seq2[*Address, error]
	// Create adds an address. It is never repeated by itself.
	Create(ctx context.Context, params *AddressCreateParams, opts ...client.CallOption) (*Address, error)
	// FindByReference settles a Create whose outcome is unknown.
	FindByReference(ctx context.Context, reference string, opts ...client.CallOption) ([]*Address, error)
	// Delete removes an address. It may be repeated.
	Delete(ctx context.Context, addressSID string, opts ...client.CallOption) error
}

// CallService reads call records.
type CallService interface {
	// Get returns one call. It may be repeated.
	Get(ctx context.Context, callSID string, opts ...client.CallOption) (*Call, error)
	// List returns one page of calls, by dates or by token.
	List(ctx context.Context, params *CallListParams, opts ...client.CallOption) (*Page[Call], error)
	// All walks all pages of List and yields the calls.
	All(ctx context.Context, params *CallListParams, opts ...client.CallOption) iter.Seq2[*Call, error]
	// Pages walks all pages of List and yields them, with their tokens.
	Pages(ctx context.Context, params *CallListParams, opts ...client.CallOption) iter.Seq2[*Page[Call], error]
}

// FlowService reads call flows.
type FlowService interface {
	// List returns one page of the flows of a property.
	List(ctx context.Context, propertySID string, params *FlowListParams, opts ...client.CallOption) (*Page[Flow], error)
	// All walks all pages of List.
	All(ctx context.Context, propertySID string, params *FlowListParams, opts ...client.CallOption) iter.Seq2[*Flow, error]
}

// MessageService sends and reads SMS.
type MessageService interface {
	// Send sends one message. It is never repeated by itself.
	Send(ctx context.Context, propertySID string, params *MessageSendParams, opts ...client.CallOption) (*Message, error)
	// SendBatch sends several messages. It is never repeated by itself.
	SendBatch(ctx context.Context, propertySID string, messages []*MessageSendParams, opts ...client.CallOption) (*BatchResult, error)
	// FindSent settles a Send or SendBatch whose outcome is unknown.
	FindSent(ctx context.Context, propertySID string, sent *MessageSendParams, from, to time.Time, opts ...client.CallOption) ([]*Message, error)
	// Get returns one message. It may be repeated.
	Get(ctx context.Context, messageSID string, opts ...client.CallOption) (*Message, error)
	// List returns one page of the messages of a property.
	List(ctx context.Context, propertySID string, params *MessageListParams, opts ...client.CallOption) (*Page[Message], error)
	// All walks all pages of List.
	All(ctx context.Context, propertySID string, params *MessageListParams, opts ...client.CallOption) iter.Seq2[*Message, error]
}

// PropertyService keeps properties, which newer pages call projects.
type PropertyService interface {
	// Get returns one property. It may be repeated.
	Get(ctx context.Context, propertySID string, opts ...client.CallOption) (*Property, error)
	// List returns one page of properties.
	List(ctx context.Context, params *PropertyListParams, opts ...client.CallOption) (*Page[Property], error)
	// All walks all pages of List.
	All(ctx context.Context, params *PropertyListParams, opts ...client.CallOption) iter.Seq2[*Property, error]
	// Create adds a property. It is never repeated by itself.
	Create(ctx context.Context, params *PropertyCreateParams, opts ...client.CallOption) (*Property, error)
	// FindByName settles a Create whose outcome is unknown.
	FindByName(ctx context.Context, name, mainDomain string, opts ...client.CallOption) ([]*Property, error)
	// Update changes the fields that are set. It may be repeated.
	Update(ctx context.Context, propertySID string, params *PropertyUpdateParams, opts ...client.CallOption) error
}

// OnlineLoginService keeps the users of the vendor's portal.
type OnlineLoginService interface {
	// Get returns one login. It may be repeated.
	Get(ctx context.Context, loginSID string, opts ...client.CallOption) (*OnlineLogin, error)
	// List returns one page of logins.
	List(ctx context.Context, params *OnlineLoginListParams, opts ...client.CallOption) (*Page[OnlineLogin], error)
	// All walks all pages of List.
	All(ctx context.Context, params *OnlineLoginListParams, opts ...client.CallOption) iter.Seq2[*OnlineLogin, error]
	// Create adds a login. It is never repeated by itself.
	Create(ctx context.Context, propertySID string, params *OnlineLoginCreateParams, opts ...client.CallOption) (*OnlineLogin, error)
	// FindByEmail settles a Create whose outcome is unknown.
	FindByEmail(ctx context.Context, email string, opts ...client.CallOption) ([]*OnlineLogin, error)
	// Update changes the fields that are set. It may be repeated.
	Update(ctx context.Context, loginSID string, params *OnlineLoginUpdateParams, opts ...client.CallOption) error
}

var (
	_ NumberService      = (*numberService)(nil)
	_ NumberBlockService = (*numberBlockService)(nil)
	_ AddressService     = (*addressService)(nil)
	_ CallService        = (*callService)(nil)
	_ FlowService        = (*flowService)(nil)
	_ MessageService     = (*messageService)(nil)
	_ PropertyService    = (*propertyService)(nil)
	_ OnlineLoginService = (*onlineLoginService)(nil)
)
