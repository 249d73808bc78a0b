package billwerk

import (
	"errors"
	"fmt"
)

// RefundState is the state of a refund. Unknown states survive.
type RefundState string

// The refund states. Processing occurs for asynchronous payment methods only, and
// ends in the webhook invoice_refund or invoice_refund_failed.
const (
	RefundRefunded   RefundState = "refunded"
	RefundFailed     RefundState = "failed"
	RefundProcessing RefundState = "processing"
)

// Refund is money given back, or an attempt at it.
type Refund struct {
	// ID is also the id of the transaction in webhooks.
	ID      string      `json:"id"`
	State   RefundState `json:"state"`
	Invoice string      `json:"invoice"`
	// Amount is in the smallest unit of the currency.
	Amount      int64       `json:"amount"`
	Currency    string      `json:"currency"`
	Transaction string      `json:"transaction"`
	Type        PaymentType `json:"type"`
	Created     Timestamp   `json:"created,omitzero"`
	// Error and ErrorState say why the refund failed, see Err.
	Error        TransactionError `json:"error,omitzero"`
	ErrorState   ErrorState       `json:"error_state,omitzero"`
	CreditNoteID string           `json:"credit_note_id,omitzero"`
	// RefTransaction is the settle that is refunded.
	RefTransaction   string `json:"ref_transaction,omitzero"`
	AcquirerMessage  string `json:"acquirer_message,omitzero"`
	AccountingNumber string `json:"accounting_number,omitzero"`
}

// Verify wants id and state.
func (r *Refund) Verify() error {
	switch {
	case r.ID == "":
		return missing("id")
	case r.State == "":
		return missing("state")
	}
	return nil
}

// Err says whether the refund failed, as a *PaymentError. It is nil for one that
// is done or processing.
func (r *Refund) Err() error {
	if r.State != RefundFailed && !tellsFailure(r.ErrorState, r.Error) {
		return nil
	}
	return &PaymentError{
		Object: "refund", ID: r.ID, State: string(r.State), ErrorState: r.ErrorState, Reason: r.Error,
		AcquirerMessage: r.AcquirerMessage,
	}
}

// RefundCreateParams gives money back.
type RefundCreateParams struct {
	// Invoice is the id or handle of the invoice, or the handle of the charge.
	// Required.
	Invoice string `json:"invoice"`
	// Key is the idempotency key of this refund, unique per invoice; "" mints one.
	Key string `json:"key,omitzero"`
	// Amount is at least 1, in the smallest unit of the currency; nil, without
	// NoteLines, refunds all that is left. It is a pointer so that a computed 0
	// doesn't refund everything.
	Amount *int64 `json:"amount,omitzero"`
	// VAT is a fraction.
	VAT *float64 `json:"vat,omitzero"`
	// Text is for the credit note, with Amount.
	Text string `json:"text,omitzero"`
	// AmountInclVAT says whether Amount includes VAT; nil means true.
	AmountInclVAT *bool `json:"amount_incl_vat,omitzero"`
	// NoteLines say line by line what is refunded, instead of Amount.
	NoteLines []CreditNoteLineParams `json:"note_lines,omitzero"`
	// ManualTransfer records a refund outside the vendor's system. An invoice that
	// was settled by manual transfer can only be refunded so (error 81).
	ManualTransfer    *ManualTransfer `json:"manual_transfer,omitzero"`
	AcquirerReference string          `json:"acquirer_reference,omitzero"`
}

// Validate wants an invoice, and a positive amount if there is one.
func (p *RefundCreateParams) Validate() error {
	switch {
	case p.Invoice == "":
		return errors.New("a refund needs an invoice")
	case p.Amount != nil && *p.Amount < 1:
		return fmt.Errorf("the amount %d is not positive", *p.Amount)
	case p.NoteLines != nil && len(p.NoteLines) == 0:
		return errors.New("the list of note lines is empty; nil refunds all that is left")
	case p.ManualTransfer != nil:
		return p.ManualTransfer.Validate()
	}
	return nil
}

// CreditNoteLineParams is a line of a credit note to be made.
type CreditNoteLineParams struct {
	// Amount is per unit, in the smallest unit of the currency.
	Amount int64  `json:"amount"`
	Text   string `json:"text"`
	// Quantity is at least 1. Required.
	Quantity int `json:"quantity"`
	// VAT is a fraction.
	VAT    *float64        `json:"vat,omitzero"`
	Origin OrderLineOrigin `json:"origin,omitzero"`
	// OrderLineID is the line of the invoice that is credited.
	OrderLineID   string `json:"order_line_id,omitzero"`
	AmountInclVAT *bool  `json:"amount_incl_vat,omitzero"`
}
