package numbers

// This file holds the names and places on the wire that the vendor's pages leave
// open. What is here is inferred, and has not been checked on a live account.
// Inferred elsewhere, and marked so there, are only the names of single fields:
// those of Number and Call, MessageSendParams.ExternalID, and the account or
// property of NumberBlocks.Search.

// Wire overrides what the documentation leaves open about requests. Zero fields
// use what is most likely. What it leaves open about answers needs no setting:
// the decoder accepts the alternatives.
type Wire struct {
	// CapabilityParams are the names under which the filter by capability is
	// sent. Two copies of the page get-numbers print it without the second "i" of
	// "Capabilities", an older one with it; which one the server reads is unknown,
	// so the default sends both.
	CapabilityParams []string
	// CallsUnpaged keeps Results_Count and Results_Skip away from the listing of
	// calls. They are documented for the other listings, and very likely here.
	// Set it if Calls.All ends with client.ErrCursorStuck.
	CallsUnpaged bool
	// BlockSIDInQuery sends the numberBlockSid of a purchase as a query
	// parameter instead of in the body. The page purchase-number-block lists it
	// as a URI parameter, but its path has no place for it.
	BlockSIDInQuery bool
}

func (w Wire) withDefaults() Wire {
	if len(w.CapabilityParams) == 0 {
		w.CapabilityParams = []string{"Capabilities", "Capabilites"}
	}
	return w
}

// envelope lists the members under which an answer may hold its object or its
// list, the most likely first, and the member that no object is without. An
// answer may also be the object or the list itself.
type envelope struct {
	id        string
	one, many []string
	// listed: a single object can't be taken for the list, since an object of
	// this kind may lack everything.
	listed bool
}

var (
	// Documented for send and get (vendor SDKs); the list is third-party
	// evidence against the page find-sms, which says array.
	messageEnvelope = envelope{id: "MessageSid", one: []string{"Message"}, many: []string{"Messages"}}
	// A bare array is documented (vendor SDKs); the names are a precaution.
	batchEnvelope = envelope{id: "message", many: []string{"Messages", "BatchMessages"}, listed: true}
	// "Property" for create and "Projects" for the list are documented; the rest
	// follows from the two words that the vendor has for the same thing.
	propertyEnvelope = envelope{id: "PropertySid", one: []string{"Property", "Project"}, many: []string{"Projects", "Properties"}}
	// Documented but for the single object.
	loginEnvelope = envelope{id: "OnlineLoginSid", one: []string{"OnlineLogin"}, many: []string{"OnlineLogins"}}
	// "Number" may also be the string field of the number itself: only an object
	// under that name is a wrapper.
	numberEnvelope   = envelope{id: "Number", one: []string{"Number"}, many: []string{"Numbers"}}
	purchaseEnvelope = envelope{id: "Number", one: []string{"Number"}}
	addressEnvelope  = envelope{id: "AddressSid", one: []string{"Address"}, many: []string{"Addresses"}}
	callEnvelope     = envelope{id: "CallSid", one: []string{"Call"}, many: []string{"Calls"}}
	flowEnvelope     = envelope{id: "ConfigId", one: []string{"Flow"}, many: []string{"Flows"}}
	blockEnvelope    = envelope{id: "NumberBlockSid", one: []string{"NumberBlock"}, many: []string{"NumberBlocks", "Items"}}
)

// Members beside the list. TotalCount and NextPageToken are documented for
// projects and online logins; that a listing of calls hands out a token is
// documented too, its name is not.
const (
	memberTotalCount    = "TotalCount"
	memberNextPageToken = "NextPageToken"
	memberToken         = "Token"
)

// startMembers are where a call may keep its start. The voice webhook has
// Call.StartDate; the fields of the call object itself are not known.
var startMembers = []string{"StartDate", "Start"}
