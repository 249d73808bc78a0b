package pay

import "errors"

// BatchStatus is a batch's statusCode [Batches]. Codes that aren't documented are
// kept as they are; they count neither as submitted nor as final.
type BatchStatus string

// The documented statuses.
const (
	// BatchDraft is new: nothing is paid. Only a draft can be changed.
	BatchDraft BatchStatus = "DRAFT"
	// BatchOpen is submitted; payments to people who aren't members are pending.
	BatchOpen BatchStatus = "OPEN"
	// BatchClosed is submitted, and everything in it is settled or cancelled.
	BatchClosed BatchStatus = "CLOSED"
	// BatchCancelled was cancelled as a draft.
	BatchCancelled BatchStatus = "CANCELLED"
)

// Known reports whether the status is documented.
func (s BatchStatus) Known() bool {
	switch s {
	case BatchDraft, BatchOpen, BatchClosed, BatchCancelled:
		return true
	}
	return false
}

// Submitted reports whether the batch has been executed.
func (s BatchStatus) Submitted() bool { return s == BatchOpen || s == BatchClosed }

// Final reports whether the batch can't change any more.
func (s BatchStatus) Final() bool { return s == BatchClosed || s == BatchCancelled }

// PaymentStatus is a payment's statusCode [Payments]. Codes that aren't documented
// are kept as they are; they don't count as final.
type PaymentStatus string

// The documented statuses.
const (
	// PaymentDraft is in a draft batch.
	PaymentDraft PaymentStatus = "DRAFT"
	// PaymentPending waits for somebody who isn't a member to register.
	PaymentPending PaymentStatus = "PENDING"
	// PaymentSettled is paid.
	PaymentSettled PaymentStatus = "SETTLED"
	// PaymentCancelled: the batch was cancelled, or nobody claimed it in time.
	PaymentCancelled PaymentStatus = "CANCELLED"
	// PaymentDeleted was removed from a draft batch.
	PaymentDeleted PaymentStatus = "DELETED"
)

// Known reports whether the status is documented.
func (s PaymentStatus) Known() bool { return s == PaymentDraft || s == PaymentPending || s.Final() }

// Final reports whether the payment can't change any more (inferred).
func (s PaymentStatus) Final() bool {
	return s == PaymentSettled || s == PaymentCancelled || s == PaymentDeleted
}

// StatusCode is an entry of the vendor's own list of codes.
type StatusCode struct {
	Code        string `json:"code"`
	Description string `json:"description"`
}

type statusCodeList []*StatusCode

// Verify refuses entries that aren't codes.
func (l *statusCodeList) Verify() error {
	for _, c := range *l {
		if c == nil || c.Code == "" {
			return errors.New("a status code is empty")
		}
	}
	return nil
}
