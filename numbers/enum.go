package numbers

import "strings"

// Enumerations are open string types. A value that this package doesn't know
// arrives as the vendor sent it. A known one arrives as the constant even if the
// vendor writes it in another case, as its pages do among themselves, so that
// comparing with == is enough.

// canonical returns the known value that text is, or text itself.
func canonical[S ~string](text []byte, known ...S) S {
	for _, k := range known {
		if strings.EqualFold(string(text), string(k)) {
			return k
		}
	}
	return S(text)
}

// NumberType is the kind of a phone number (page get-numbers). SMS numbers
// exist, but no value for them is printed.
type NumberType string

// The documented number types.
const (
	NumberLocal      NumberType = "Local"       // tied to a place
	NumberTollFree   NumberType = "Toll-Free"   // 1800 numbers
	NumberSharedRate NumberType = "Shared-Rate" // the cost is shared with the recipient
	NumberNational   NumberType = "National"    // nation-wide, for example VoIP
)

// UnmarshalText accepts any value.
func (v *NumberType) UnmarshalText(text []byte) error {
	*v = canonical(text, NumberLocal, NumberTollFree, NumberSharedRate, NumberNational)
	return nil
}

// Capability is what a number can do (page get-numbers).
type Capability string

// The documented capabilities.
const (
	CapabilityVoice Capability = "Voice"
	CapabilitySMS   Capability = "SMS"
	CapabilityMMS   Capability = "MMS"
)

// UnmarshalText accepts any value.
func (v *Capability) UnmarshalText(text []byte) error {
	*v = canonical(text, CapabilityVoice, CapabilitySMS, CapabilityMMS)
	return nil
}

// NumberStatus says whether a number is in service (page purchase-available).
type NumberStatus string

// The documented statuses.
const (
	// NumberActive: added, and registered with an address where one is needed.
	NumberActive NumberStatus = "Active"
	// NumberPending: added, but no address matched, so it is only reserved. How
	// long that lasts, and whether it is billed, is not documented.
	NumberPending NumberStatus = "Pending"
)

// UnmarshalText accepts any value.
func (v *NumberStatus) UnmarshalText(text []byte) error {
	*v = canonical(text, NumberActive, NumberPending)
	return nil
}

// RoutingMethod says where calls to a number go. Numbers and blocks have words
// of their own, in different case; see RoutingMethod and BlockRoutingMethod.
type RoutingMethod string

// The documented routing methods of numbers (page configure-numbers). RouteFlow
// is on the newer copies of the page only.
const (
	RouteEndpoint RoutingMethod = "Endpoint"
	RouteFlow     RoutingMethod = "Flow"
)

// UnmarshalText accepts any value.
func (v *RoutingMethod) UnmarshalText(text []byte) error {
	*v = canonical(text, RouteEndpoint, RouteFlow)
	return nil
}

// BlockRoutingMethod says where calls to a block go (page
// configure-number-block).
type BlockRoutingMethod string

// The documented routing methods of blocks.
const (
	BlockRouteEndpoint    BlockRoutingMethod = "endpoint"
	BlockRouteFlow        BlockRoutingMethod = "flow"
	BlockRouteApplication BlockRoutingMethod = "application"
)

// UnmarshalText accepts any value.
func (v *BlockRoutingMethod) UnmarshalText(text []byte) error {
	*v = canonical(text, BlockRouteEndpoint, BlockRouteFlow, BlockRouteApplication)
	return nil
}

// Recording says what of a call to a number is recorded (page
// configure-numbers).
type Recording string

// The documented recording options of numbers.
const (
	RecordingOff  Recording = "Off"
	RecordingCall Recording = "Call" // the whole call
)

// UnmarshalText accepts any value.
func (v *Recording) UnmarshalText(text []byte) error {
	*v = canonical(text, RecordingOff, RecordingCall)
	return nil
}

// BlockRecording says whether calls to a block are recorded (page
// configure-number-block, which gives these as examples).
type BlockRecording string

// The recording options of blocks that are printed.
const (
	BlockRecordingEnabled  BlockRecording = "enabled"
	BlockRecordingDisabled BlockRecording = "disabled"
)

// Disposition is how a call ended (page get-calls).
type Disposition string

// The documented dispositions.
const (
	CallAnswered Disposition = "Answered"
	CallIVR      Disposition = "IVR" // the caller got a recorded menu
	CallBusy     Disposition = "Busy"
	CallNoAnswer Disposition = "NoAnswer"
	CallFailed   Disposition = "Failed" // the endpoint was not reached
)

// UnmarshalText accepts any value.
func (v *Disposition) UnmarshalText(text []byte) error {
	*v = canonical(text, CallAnswered, CallIVR, CallBusy, CallNoAnswer, CallFailed)
	return nil
}

// Direction is the way of a message (page get-sms). That page remarks that it
// always shows Transmit, and also that received messages are returned.
type Direction string

// The documented directions.
const (
	DirectionTransmit Direction = "Transmit"
	DirectionReceive  Direction = "Receive"
)

// UnmarshalText accepts any value.
func (v *Direction) UnmarshalText(text []byte) error {
	*v = canonical(text, DirectionTransmit, DirectionReceive)
	return nil
}

// MessageStatus is how far a message has come (page find-sms).
type MessageStatus string

// The documented statuses.
const (
	MessageProcessing MessageStatus = "Processing" // accepted, in work
	MessageSubmitted  MessageStatus = "Submitted"  // handed to the SMS centre
	MessageDelivered  MessageStatus = "Delivered"  // a receipt was seen; needs receipts switched on
	MessageFailed     MessageStatus = "Failed"     // could not be submitted in reasonable time
	MessageReceived   MessageStatus = "Received"   // inbound
)

// UnmarshalText accepts any value.
func (v *MessageStatus) UnmarshalText(text []byte) error {
	*v = canonical(text, MessageProcessing, MessageSubmitted, MessageDelivered, MessageFailed, MessageReceived)
	return nil
}

// WebhookMethod is how the vendor calls a webhook (page send-sms). The vendor's
// C# SDK writes "Post" and "Get"; the page writes them as below.
type WebhookMethod string

// The documented methods.
const (
	WebhookPOST WebhookMethod = "POST" // the default
	WebhookGET  WebhookMethod = "GET"
)
