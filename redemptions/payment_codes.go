package redemptions

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/redemptions/internal/wire"
)

// PaymentStatus is a payment's statusCode [Payment Codes]. Codes that aren't
// documented (5 to 9, for a start) are kept as they are; they count neither as
// paid nor as final (inferred).
type PaymentStatus int

// The documented statuses.
const (
	// StatusInProgress waits for the user.
	StatusInProgress PaymentStatus = 0
	// StatusCompleted is paid.
	StatusCompleted PaymentStatus = 1
	// StatusCancelled was cancelled by the system; the error code says why.
	StatusCancelled PaymentStatus = 2
	// StatusCancelledByUser was cancelled on the hosted pages.
	StatusCancelledByUser PaymentStatus = 3
	// StatusRefunded was reversed, normally by 6DOT50 at the merchant's request.
	StatusRefunded PaymentStatus = 4
	// StatusFailed has failed; the error code says why.
	StatusFailed PaymentStatus = 10
)

// statusAbsent marks a document without a statusCode.
const statusAbsent PaymentStatus = -1 << 31

var statusMessages = map[PaymentStatus]string{
	StatusInProgress:      "Payment is in progress",
	StatusCompleted:       "Payment completed successfully",
	StatusCancelled:       "Payment cancelled",
	StatusCancelledByUser: "Payment was cancelled by user",
	StatusRefunded:        "Payment has been refunded",
	StatusFailed:          "Payment failed",
}

// Known reports whether the status is documented.
func (s PaymentStatus) Known() bool { return statusMessages[s] != "" }

// Final reports whether the status is a last one: all documented ones but
// StatusInProgress (inferred). A completed payment can still be refunded later.
func (s PaymentStatus) Final() bool { return s != StatusInProgress && s.Known() }

// String returns the vendor's message for the status, or its number.
func (s PaymentStatus) String() string {
	if message, ok := statusMessages[s]; ok {
		return message
	}
	return "PaymentStatus(" + strconv.Itoa(int(s)) + ")"
}

// UnmarshalJSON takes a number, also one in a string. null leaves s as it is, as
// an absent field would.
func (s *PaymentStatus) UnmarshalJSON(data []byte) error { return decodeCode(s, data) }

func decodeCode[C ~int](code *C, data []byte) error {
	if string(data) == "null" {
		return nil
	}
	var n int
	if err := client.Unmarshal(bytes.Trim(data, `"`), &n); err != nil {
		return err
	}
	*code = C(n)
	return nil
}

// PaymentErrorCode is a payment's errorCode [Payment Codes], a number. It isn't
// the errorCode of a 400 answer, see [ErrorKind]. Other values than these may
// occur.
type PaymentErrorCode int

// The documented codes. The hints are inferred.
const (
	// PaymentOK is no error.
	PaymentOK PaymentErrorCode = 0
	// PaymentInsufficientFunds: the user can top up; it takes a new payment.
	PaymentInsufficientFunds PaymentErrorCode = 1
	// PaymentAuthenticationFailed: the user may try again with a new payment.
	PaymentAuthenticationFailed PaymentErrorCode = 2
	// PaymentDeclined is final.
	PaymentDeclined PaymentErrorCode = 3
	// PaymentDuplicate: call FindByReference before anything else.
	PaymentDuplicate PaymentErrorCode = 4
	// PaymentSuspectedFraud is final; don't try again.
	PaymentSuspectedFraud PaymentErrorCode = 5
	// PaymentInvalidAmount is a programming error.
	PaymentInvalidAmount PaymentErrorCode = 6
	// PaymentTimeout: ask again before starting a new payment.
	PaymentTimeout PaymentErrorCode = 7
)

var paymentErrorMessages = map[PaymentErrorCode]string{
	PaymentOK:                   "No error",
	PaymentInsufficientFunds:    "Insufficient funds in account",
	PaymentAuthenticationFailed: "Payment has been declined due to authentication failure",
	PaymentDeclined:             "Payment has been declined",
	PaymentDuplicate:            "Payment marked as a duplicate transaction",
	PaymentSuspectedFraud:       "Payment has been marked as suspected fraud",
	PaymentInvalidAmount:        "Payment has an Invalid Amount specified",
	PaymentTimeout:              "Timeout occurred trying to process payment",
}

// Known reports whether the code is documented.
func (c PaymentErrorCode) Known() bool { return paymentErrorMessages[c] != "" }

// String returns the vendor's message for the code, or its number.
func (c PaymentErrorCode) String() string {
	if message, ok := paymentErrorMessages[c]; ok {
		return message
	}
	return "PaymentErrorCode(" + strconv.Itoa(int(c)) + ")"
}

// UnmarshalJSON takes a number, also one in a string, as the errorCode of a 400 is:
// a payment must not be lost over it. null leaves c as it is.
func (c *PaymentErrorCode) UnmarshalJSON(data []byte) error { return decodeCode(c, data) }

// PaymentError says that a payment failed or was cancelled. No call returns it:
// the answer was a success. [Payment.Err] does.
type PaymentError struct {
	// ID and Reference name the payment.
	ID, Reference string
	Status        PaymentStatus
	Code          PaymentErrorCode
	// StatusMessage and Message are the vendor's texts, which may be absent.
	StatusMessage, Message string
}

var _ error = (*PaymentError)(nil)

// Error returns one line below 1 KB.
func (e *PaymentError) Error() string {
	// Cut before they are quoted: in quotes, a rune may take ten bytes.
	id, reference := wire.Clip(e.ID, 60), wire.Clip(e.Reference, 100)
	return fmt.Sprintf("%s: payment %q with reference %q: status %d (%s), error %d (%s)",
		Vendor, id, reference, int(e.Status), e.Status, int(e.Code), e.Code)
}

// Err returns a *PaymentError when the payment has failed or was cancelled: its
// error code isn't 0, or its status is StatusCancelled, StatusCancelledByUser or
// StatusFailed. Otherwise it is nil, which doesn't mean that the payment is paid.
func (p *Payment) Err() error {
	switch {
	case p.ErrorCode != PaymentOK:
	case p.StatusCode == StatusCancelled, p.StatusCode == StatusCancelledByUser, p.StatusCode == StatusFailed:
	default:
		return nil
	}
	return &PaymentError{
		ID: p.ID, Reference: p.Reference, Status: p.StatusCode, Code: p.ErrorCode,
		StatusMessage: p.StatusMessage, Message: p.ErrorMessage,
	}
}
