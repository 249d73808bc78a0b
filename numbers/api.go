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
	// Get returns one number: GET /v2/Numbers/{Number} (page get-numbers). number is
	// E.164 with or without the plus; another form is refused before it is sent.
	//
	// A *NotFoundError with CodeNumberNotFound says that the account does not have
	// it. May be repeated: yes, it reads.
	Get(ctx context.Context, number string, opts ...client.CallOption) (*Number, error)

	// List returns one page of numbers: GET /v2/Properties/{PropertySid}/Numbers or
	// GET /v2/Accounts/{AccountSid}/Numbers (page get-numbers). At most 200 come
	// back whatever Count says. params may be nil. May be repeated: yes, it reads.
	List(ctx context.Context, params *NumberListParams, opts ...client.CallOption) (*Page[Number], error)

	// All walks all pages of List, from Skip on. A number that is added or removed
	// meanwhile can shift others, so that one is seen twice or not at all.
	All(ctx context.Context, params *NumberListParams, opts ...client.CallOption) iter.Seq2[*Number, error]

	// Buy buys one number for a property: POST /v2/Properties/{PropertySid}/Numbers
	// (page purchase-available). A Purchase with NumberPending is only reserved: add
	// an address, and set it with Configure.
	//
	// May be repeated: no, it spends money. After client.ErrOutcomeUnknown ask
	// FindBought, and buy again only if that says false. Never take another number
	// instead without asking.
	Buy(ctx context.Context, propertySID string, params *NumberBuyParams, opts ...client.CallOption) (*Purchase, error)

	// FindBought says whether a Buy whose outcome is unknown took effect. It reads
	// the number and compares its property.
	//
	//   - true: it was bought. Don't buy again.
	//   - false: the account does not have it (NUMBER_NOT_FOUND, and nothing else).
	//     Buy may be called again, once no earlier request can be under way any more.
	//   - client.ErrConflict: the account has it, in another property.
	//   - client.ErrOutcomeUnknown: the answer doesn't name the number's property. A
	//     person has to look.
	//
	// Any other error means that the question could not be asked.
	FindBought(ctx context.Context, propertySID, number string, opts ...client.CallOption) (*Number, bool, error)

	// Configure sets what params hold on a number: POST /v2/Numbers/{Number} (page
	// configure-numbers). number is E.164 with or without the plus. The answer's
	// fields are not documented: only Number is sure to be set, Raw has the rest.
	//
	// May be repeated: yes, the same values give the same result. Of two concurrent
	// writers the last one wins.
	Configure(ctx context.Context, number string, params *NumberConfigureParams, opts ...client.CallOption) (*Number, error)
}

// NumberBlockService reads, buys and configures blocks of numbers.
type NumberBlockService interface {
	// Search returns one page of the blocks that match a text: GET
	// /v2/numberblocks/{Text} (page get-number-blocks). The account or property must
	// be given; that they travel in the query is inferred, since the path has no
	// place for them. params may be nil: it is then the client's account. May be
	// repeated: yes, it reads.
	Search(ctx context.Context, text string, params *NumberBlockListParams, opts ...client.CallOption) (*Page[NumberBlock], error)

	// List returns one page of blocks: GET /v2/Properties/{PropertySid}/numberblocks
	// or GET /v2/Accounts/{AccountSid}/numberblocks (page get-number-blocks). params
	// may be nil. May be repeated: yes, it reads.
	List(ctx context.Context, params *NumberBlockListParams, opts ...client.CallOption) (*Page[NumberBlock], error)

	// All walks all pages of List, from PageIndex on.
	All(ctx context.Context, params *NumberBlockListParams, opts ...client.CallOption) iter.Seq2[*NumberBlock, error]

	// Buy buys a block for a property: POST
	// /v2/Properties/{PropertySid}/NumberBlocks (page purchase-number-block). Where
	// the block's SID belongs is unclear (see Wire.BlockSIDInQuery): confirm with the
	// vendor before the first purchase. The answer is a confirmation whose fields are
	// not documented: Raw has them.
	//
	// May be repeated: no, it spends money. After client.ErrOutcomeUnknown ask
	// FindBought.
	Buy(ctx context.Context, propertySID string, params *NumberBlockBuyParams, opts ...client.CallOption) (*NumberBlock, error)

	// FindBought says whether a Buy whose outcome is unknown took effect: it lists
	// the blocks of the property and looks for the SID. True means that it was
	// bought; false, that it has not been so far. That a property's list holds the
	// blocks that were bought for it, and no others, is inferred.
	FindBought(ctx context.Context, propertySID, blockSID string, opts ...client.CallOption) (*NumberBlock, bool, error)

	// Configure sets what params hold on a block: POST
	// /v2/numberblocks/{numberBlockSid} (page configure-number-block). The answer's
	// fields are not documented: Raw has them.
	//
	// May be repeated: yes, the same values give the same result. Of two concurrent
	// writers the last one wins.
	Configure(ctx context.Context, blockSID string, params *NumberBlockConfigureParams, opts ...client.CallOption) (*NumberBlock, error)
}

// AddressService keeps the street addresses that some numbers need.
type AddressService interface {
	// Get returns one address: GET /v2/Addresses/{AddressSid} (page get-addresses).
	// May be repeated: yes, it reads.
	Get(ctx context.Context, addressSID string, opts ...client.CallOption) (*Address, error)

	// List returns one page of addresses: GET /v2/Accounts/{AccountSid}/Addresses
	// (page get-addresses). params may be nil. May be repeated: yes, it reads.
	List(ctx context.Context, params *AddressListParams, opts ...client.CallOption) (*Page[Address], error)

	// All walks all pages of List, from Skip on. An address that is added or removed
	// meanwhile can shift others, so that one is seen twice or not at all.
	All(ctx context.Context, params *AddressListParams, opts ...client.CallOption) iter.Seq2[*Address, error]

	// Create adds an address: POST /v2/Accounts/{AccountSid}/Addresses (page
	// add-remove-addresses). There is no call that changes one: add a new one, point
	// the numbers to it with Numbers.Configure, and delete the old one.
	//
	// May be repeated: no, the server makes the SID, so a second one is a duplicate.
	// Give it a Reference of its own, and after client.ErrOutcomeUnknown ask
	// FindByReference, or All if AccountSID is not the client's own.
	Create(ctx context.Context, params *AddressCreateParams, opts ...client.CallOption) (*Address, error)

	// FindByReference returns the addresses of the client's account that have
	// exactly this Reference; none means that a Create with it has had no effect so
	// far. It compares for itself too, in case the vendor's filter does not. It says
	// nothing about a Create for another AccountSID: ask All with that AccountSID and
	// the Reference.
	FindByReference(ctx context.Context, reference string, opts ...client.CallOption) ([]*Address, error)

	// Delete removes an address: DELETE /v2/Addresses/{AddressSid} (page
	// add-remove-addresses). A *ConflictError with CodeAddressCannotBeDeleted says
	// that numbers are still linked to it; point them elsewhere first.
	//
	// May be repeated: yes. If an attempt that may have worked is followed by
	// ADDRESS_NOT_FOUND, the address is gone, and that is a success.
	Delete(ctx context.Context, addressSID string, opts ...client.CallOption) error
}

// CallService reads call records.
type CallService interface {
	// Get returns one call: GET /v2/Calls/{CallSid} (page get-calls). A
	// *NotFoundError with CodeCallNotFound says that there is none. May be repeated:
	// yes, it reads.
	Get(ctx context.Context, callSID string, opts ...client.CallOption) (*Call, error)

	// List returns one page of calls, the earliest first: GET
	// /v2/Properties/{PropertySid}/Calls or GET /v2/Accounts/{AccountSid}/Calls (page
	// get-calls). The page's Token gives what is written after this query. May be
	// repeated: yes, it reads.
	List(ctx context.Context, params *CallListParams, opts ...client.CallOption) (*Page[Call], error)

	// All yields the calls of all Pages.
	All(ctx context.Context, params *CallListParams, opts ...client.CallOption) iter.Seq2[*Call, error]

	// Pages walks all pages of List.
	//
	// By dates, it pages with Count and Skip. To go on by token later, keep the Token
	// of the first page, and store it when the last one has been processed: it covers
	// what was written while the pages were read.
	//
	// By token, each page is asked for with the token of the one before, until a page
	// is empty; the last page is that one. Store the Token of a page only after its
	// calls have been processed: what was not is then delivered again.
	Pages(ctx context.Context, params *CallListParams, opts ...client.CallOption) iter.Seq2[*Page[Call], error]
}

// FlowService reads call flows.
type FlowService interface {
	// List returns one page of flows: GET /v2/Properties/{PropertySid}/Flows (page
	// get-flows). params may be nil. May be repeated: yes, it reads.
	List(ctx context.Context, propertySID string, params *FlowListParams, opts ...client.CallOption) (*Page[Flow], error)

	// All walks all pages of List, from Skip on.
	All(ctx context.Context, propertySID string, params *FlowListParams, opts ...client.CallOption) iter.Seq2[*Flow, error]
}

// MessageService sends and reads SMS.
type MessageService interface {
	// Send sends one SMS: POST /v2/Properties/{PropertySid}/Messages (page
	// send-sms). SMS must have been switched on by the vendor for both the account
	// and the property.
	//
	// May be repeated: no, it would send and bill again, and may use up one of the
	// recipient's 5 leased senders. After client.ErrOutcomeUnknown ask FindSent.
	Send(ctx context.Context, propertySID string, params *MessageSendParams, opts ...client.CallOption) (*Message, error)

	// SendBatch sends up to MaxBatch messages: POST
	// /v2/Properties/{PropertySid}/BatchMessages (page send-sms-batch). They succeed
	// and fail one by one, and a nil error says only that the vendor took the batch:
	// look at BatchResult.Err.
	//
	// May be repeated: no, it would send and bill every message again. After
	// client.ErrOutcomeUnknown ask FindSent for each. Of a batch that was answered,
	// only what Failed returns may be sent again.
	SendBatch(ctx context.Context, propertySID string, messages []*MessageSendParams, opts ...client.CallOption) (*BatchResult, error)

	// FindSent returns the messages of a property that sent may have become: those
	// transmitted between from and to that have its To and Text, and its ExternalID
	// where both have one. None means that none has been created so far. The times
	// are the vendor's: widen the window by a minute on both sides of the call, and
	// remember that a request may still be under way for as long as an attempt may
	// take. The second of to is within the window, unlike in List: the vendor's whole
	// seconds would make a window of a few milliseconds empty, and what is not found
	// may be sent again. Which of a scheduled message's times the window is compared
	// with is not documented.
	FindSent(ctx context.Context, propertySID string, sent *MessageSendParams, from, to time.Time, opts ...client.CallOption) ([]*Message, error)

	// Get returns one message, sent or received: GET /v2/Messages/{MessageSid} (page
	// get-sms). The code for a missing one is not documented. May be repeated: yes,
	// it reads.
	Get(ctx context.Context, messageSID string, opts ...client.CallOption) (*Message, error)

	// List returns one page of messages: GET /v2/Properties/{PropertySid}/Messages
	// (page find-sms). May be repeated: yes, it reads.
	List(ctx context.Context, propertySID string, params *MessageListParams, opts ...client.CallOption) (*Page[Message], error)

	// All walks all pages of List, from Skip on. A message that arrives meanwhile,
	// and is dated before To, can shift others; end the window in the past.
	All(ctx context.Context, propertySID string, params *MessageListParams, opts ...client.CallOption) iter.Seq2[*Message, error]
}

// PropertyService keeps properties, which newer pages call projects.
type PropertyService interface {
	// Get returns one property: GET /v2/Properties/{PropertySid} (page
	// get-projects). May be repeated: yes, it reads.
	Get(ctx context.Context, propertySID string, opts ...client.CallOption) (*Property, error)

	// List returns one page of properties: GET /v2/Properties (page get-projects).
	// params may be nil. May be repeated: yes, it reads.
	List(ctx context.Context, params *PropertyListParams, opts ...client.CallOption) (*Page[Property], error)

	// All walks all pages of List, from Skip on.
	All(ctx context.Context, params *PropertyListParams, opts ...client.CallOption) iter.Seq2[*Property, error]

	// Create adds a property: POST /v2/Properties (page create-project). A
	// *ValidationError with CodeUnknownTimeZone says that TimeZone is no Windows time
	// zone ID.
	//
	// May be repeated: no, the server makes the SID, so a second one is a duplicate.
	// After client.ErrOutcomeUnknown ask FindByName.
	Create(ctx context.Context, params *PropertyCreateParams, opts ...client.CallOption) (*Property, error)

	// FindByName lists all properties and returns those with this name and main
	// domain, the domain without regard to case; none means that a Create with them
	// has had no effect so far.
	FindByName(ctx context.Context, name, mainDomain string, opts ...client.CallOption) ([]*Property, error)

	// Update changes the fields that are set, and no other: PATCH
	// /v2/Properties/{PropertySid}, a merge patch (page patch-project). The answer is
	// empty; read the property to see it.
	//
	// May be repeated: yes, the same patch gives the same result. Of two concurrent
	// writers the last one wins.
	Update(ctx context.Context, propertySID string, params *PropertyUpdateParams, opts ...client.CallOption) error
}

// OnlineLoginService keeps the users of the vendor's portal.
type OnlineLoginService interface {
	// Get returns one login: GET /v2/OnlineLogins/{OnlineLoginSid} (page
	// get-online-logins). May be repeated: yes, it reads.
	Get(ctx context.Context, loginSID string, opts ...client.CallOption) (*OnlineLogin, error)

	// List returns one page of logins: GET /v2/OnlineLogins (page
	// get-online-logins). params may be nil. May be repeated: yes, it reads.
	List(ctx context.Context, params *OnlineLoginListParams, opts ...client.CallOption) (*Page[OnlineLogin], error)

	// All walks all pages of List, from Skip on.
	All(ctx context.Context, params *OnlineLoginListParams, opts ...client.CallOption) iter.Seq2[*OnlineLogin, error]

	// Create adds a login: POST /v2/Properties/{PropertySid}/OnlineLogins (page
	// create-online-login). Since a vendor's text may repeat what it complains of,
	// errors of Create and Update have the code and the fields, but neither Message
	// nor Body.
	//
	// May be repeated: no. A second one is probably refused, the e-mail being the
	// user name, but nothing says so. After client.ErrOutcomeUnknown ask FindByEmail.
	Create(ctx context.Context, propertySID string, params *OnlineLoginCreateParams, opts ...client.CallOption) (*OnlineLogin, error)

	// FindByEmail lists all logins and returns those with this e-mail, without
	// regard to case; none means that a Create with it has had no effect so far.
	FindByEmail(ctx context.Context, email string, opts ...client.CallOption) ([]*OnlineLogin, error)

	// Update changes the fields that are set, and no other: PATCH
	// /v2/OnlineLogins/{OnlineLoginSid}, a merge patch (page patch-online-login). The
	// answer is empty.
	//
	// May be repeated: yes, the same patch gives the same result. Of two concurrent
	// writers the last one wins.
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
