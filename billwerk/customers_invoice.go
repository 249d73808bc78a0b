package billwerk

import (
	"errors"
	"fmt"
)

// MaxOrderLines is the longest list of order lines that the API's definition
// allows. The text beside it says 100.
const MaxOrderLines = 1000

// CustomerInvoiceParams makes a one-time invoice for a customer (model
// CreateCustomerInvoice).
type CustomerInvoiceParams struct {
	// Handle is yours and unique per account; at most 20 characters are wise,
	// because it may end up on a bank statement. Required.
	Handle string `json:"handle"`
	// OrderLines: 1 to 1000; the vendor's text says at most 100.
	OrderLines []OrderLineParams `json:"order_lines"`
	// Settle takes the money at once, or later with its Due.
	Settle *InvoiceSettleParams `json:"settle,omitzero"`
	// ManualTransfer records money that was received outside the vendor's system.
	ManualTransfer *ManualTransfer `json:"manual_transfer,omitzero"`
	// Currency is ISO 4217; "" takes the account's default.
	Currency        string          `json:"currency,omitzero"`
	Metadata        Metadata        `json:"metadata,omitzero"`
	BillingAddress  *InvoiceAddress `json:"billing_address,omitzero"`
	ShippingAddress *InvoiceAddress `json:"shipping_address,omitzero"`
}

// Validate wants a handle and 1 to 1000 order lines.
func (p *CustomerInvoiceParams) Validate() error {
	if len(p.OrderLines) == 0 {
		return errors.New("an invoice needs an order line")
	}
	return validInvoice(p.Handle, p.OrderLines, p.Settle, p.ManualTransfer)
}

func validInvoice(handle string, lines []OrderLineParams, settle *InvoiceSettleParams, transfer *ManualTransfer) error {
	if len(lines) > MaxOrderLines {
		return fmt.Errorf("an invoice has at most %d order lines, not %d", MaxOrderLines, len(lines))
	}
	if settle != nil {
		if err := settle.Validate(); err != nil {
			return err
		}
	}
	if transfer != nil {
		if err := transfer.Validate(); err != nil {
			return err
		}
	}
	return validHandle(handle)
}
