package billwerk

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
)

// ErrDeclined matches every payment that did not go through, whether the vendor
// said so in an error ([*DeclinedError]) or in a successful answer
// ([*PaymentError]).
var ErrDeclined = errors.New("billwerk: payment declined")

// TransactionError is the reason for which a transaction failed. Unknown reasons
// survive.
type TransactionError string

// A reason's row of the generated table.
type transactionErrorInfo struct {
	meaning string
	class   DeclineClass
}

// Known reports whether the reason is one of the constants.
func (t TransactionError) Known() bool {
	_, ok := transactionErrorTable[t]
	return ok
}

// Meaning explains the reason in a few words; "" for an unknown one.
func (t TransactionError) Meaning() string { return transactionErrorTable[t].meaning }

// Class is the reason's usual class. Decide by the error state of the payment
// ([ErrorState.Class]) wherever there is one, not by this fixed mapping: the
// vendor documents the soft reasons as "usually" soft.
func (t TransactionError) Class() DeclineClass { return transactionErrorTable[t].class }

// TransactionErrors returns the known reasons in alphabetical order.
func TransactionErrors() []TransactionError { return slices.Sorted(maps.Keys(transactionErrorTable)) }

// DeclineClass says what a failed payment means for the next step.
type DeclineClass uint8

const (
	// DeclineUnknown means that nothing is known.
	DeclineUnknown DeclineClass = iota
	// DeclineHard means that the payment method is unusable for good: ask for another one.
	DeclineHard
	// DeclineSoft means that it may work later, for example when the account holds funds
	// again. A later charge with the same handle is allowed.
	DeclineSoft
	// DeclineProcessing is a fault between vendor and acquirer, not of the payment
	// method. The outcome may be unknown: repeat a few times, spaced, with the same
	// key.
	DeclineProcessing
)

// String returns "unknown", "hard", "soft" or "processing".
func (d DeclineClass) String() string {
	switch d {
	case DeclineHard:
		return "hard"
	case DeclineSoft:
		return "soft"
	case DeclineProcessing:
		return "processing"
	case DeclineUnknown:
	}
	return "unknown"
}

// ErrorState is the class of a failed payment as the vendor tells it. Unknown
// states survive.
type ErrorState string

// The error states. Pending occurs on transactions and cards only and means that
// the result is not known yet.
const (
	ErrorStatePending         ErrorState = "pending"
	ErrorStateSoftDeclined    ErrorState = "soft_declined"
	ErrorStateHardDeclined    ErrorState = "hard_declined"
	ErrorStateProcessingError ErrorState = "processing_error"
)

// Class returns the class of the state; DeclineUnknown for pending and unknown
// states.
func (s ErrorState) Class() DeclineClass {
	switch s {
	case ErrorStateHardDeclined:
		return DeclineHard
	case ErrorStateSoftDeclined:
		return DeclineSoft
	case ErrorStateProcessingError:
		return DeclineProcessing
	default:
		return DeclineUnknown
	}
}

// PaymentError says that a payment did not go through although the vendor
// answered with a success: that is how a declined card is told. It comes from
// [Charge.Err], [Invoice.Err], [Refund.Err] and [Transaction.Err], never from a
// call. It matches [ErrDeclined], and client.ErrOutcomeUnknown too if its class
// is DeclineProcessing.
type PaymentError struct {
	// Object is "charge", "invoice", "refund" or "transaction", ID its handle or id.
	Object, ID string
	// State is the object's state. It need not be "failed": a settle that breaks
	// leaves the state as it was (page "settlecharge").
	State string
	// ErrorState and Reason are what the vendor says; either may be empty.
	ErrorState ErrorState
	Reason     TransactionError
	// AcquirerCode and AcquirerMessage are the acquirer's own words, if told.
	AcquirerCode, AcquirerMessage string
}

var _ error = (*PaymentError)(nil)

// DeclineClass follows the error state, and the reason only where there is none.
func (e *PaymentError) DeclineClass() DeclineClass { return declineClass(e.ErrorState, e.Reason) }

// Error returns one line. The acquirer's texts are not part of it.
func (e *PaymentError) Error() string {
	var b strings.Builder
	b.WriteString("billwerk: the payment of " + e.Object + " " + clip(e.ID) + " failed")
	for _, word := range []string{string(e.Reason), string(e.ErrorState), stateWord(e.State)} {
		if word != "" {
			b.WriteString(", " + clip(word))
		}
	}
	return b.String()
}

// Is matches ErrDeclined, and client.ErrOutcomeUnknown for a processing error.
func (e *PaymentError) Is(target error) bool {
	switch target {
	case ErrDeclined:
		return true
	case client.ErrOutcomeUnknown:
		return e.DeclineClass() == DeclineProcessing
	default:
		return false
	}
}

// tellsFailure reports whether error state and reason say that a payment failed.
// The state decides; pending means that the result is still to come.
func tellsFailure(state ErrorState, reason TransactionError) bool {
	if state != "" {
		return state != ErrorStatePending
	}
	return reason != ""
}

// DeclineClassOf returns the class of a payment that did not go through, whether
// the vendor said so in an error (*DeclinedError) or in a successful answer
// (*PaymentError). For any other error, and for nil, it is DeclineUnknown.
func DeclineClassOf(err error) DeclineClass {
	if payment, ok := errors.AsType[*PaymentError](err); ok {
		return payment.DeclineClass()
	}
	if declined, ok := errors.AsType[*DeclinedError](err); ok {
		return declined.DeclineClass()
	}
	return DeclineUnknown
}

func declineClass(state ErrorState, reason TransactionError) DeclineClass {
	if class := state.Class(); class != DeclineUnknown {
		return class
	}
	return reason.Class()
}

func stateWord(state string) string {
	if state == "" {
		return ""
	}
	return "state " + state
}

// maxWordBytes bounds the vendor's words in error texts.
const maxWordBytes = 128

// clip makes a word of the vendor safe for one line of a log.
func clip(word string) string {
	if len(word) > maxWordBytes {
		word = word[:maxWordBytes] + "…"
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '�' {
			return ' '
		}
		return r
	}, word)
}
