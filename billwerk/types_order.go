package billwerk

import (
	"errors"
	"fmt"
)

// OrderLineParams is a line of a charge or invoice to be made (model
// CreateOrderLine).
type OrderLineParams struct {
	// Text is required.
	Text string `json:"ordertext"`
	// Amount is per unit, in the smallest unit of the currency.
	Amount int64 `json:"amount"`
	// VAT is a fraction, 0.25 is 25 %; nil takes the account's default. TaxPolicy
	// wins over it.
	VAT *float64 `json:"vat,omitzero"`
	// Quantity is at least 1; 0 means 1.
	Quantity int `json:"quantity,omitzero"`
	// AmountInclVAT says whether Amount includes VAT; nil means true.
	AmountInclVAT *bool `json:"amount_incl_vat,omitzero"`
	// TaxPolicy is the handle of a tax policy.
	TaxPolicy string `json:"tax_policy,omitzero"`
}

// OrderLine is a line of an invoice or charge.
type OrderLine struct {
	ID   string `json:"id"`
	Text string `json:"ordertext"`
	// Amount is the total of the line including VAT.
	Amount int64 `json:"amount"`
	// VAT is a fraction.
	VAT             float64         `json:"vat"`
	Quantity        int             `json:"quantity"`
	Origin          OrderLineOrigin `json:"origin"`
	Timestamp       Timestamp       `json:"timestamp,omitzero"`
	AmountVAT       int64           `json:"amount_vat"`
	AmountExVAT     int64           `json:"amount_ex_vat"`
	UnitAmount      int64           `json:"unit_amount"`
	UnitAmountVAT   int64           `json:"unit_amount_vat"`
	UnitAmountExVAT int64           `json:"unit_amount_ex_vat"`
	// AmountDefinedInclVAT says how the unit amount was given.
	AmountDefinedInclVAT bool  `json:"amount_defined_incl_vat"`
	DiscountedAmount     int64 `json:"discounted_amount,omitzero"`
	// AppliedTaxRule is "reverse_charge" or "intra_community_digital_service".
	AppliedTaxRule string `json:"applied_tax_rule,omitzero"`
	// OriginHandle is that of the additional cost, credit, plan or discount.
	OriginHandle       string    `json:"origin_handle,omitzero"`
	PeriodFrom         Timestamp `json:"period_from,omitzero"`
	PeriodTo           Timestamp `json:"period_to,omitzero"`
	DiscountPercentage int       `json:"discount_percentage,omitzero"`
	// DiscountedOrderLine is the id of the line that this one discounts.
	DiscountedOrderLine string `json:"discounted_order_line,omitzero"`
}

// InvoiceAddress is a billing or shipping address.
type InvoiceAddress struct {
	Company   string `json:"company,omitzero"`
	VAT       string `json:"vat,omitzero"`
	Attention string `json:"attention,omitzero"`
	Address   string `json:"address,omitzero"`
	Address2  string `json:"address2,omitzero"`
	City      string `json:"city,omitzero"`
	// Country is ISO 3166-1 alpha-2.
	Country         string `json:"country,omitzero"`
	Email           string `json:"email,omitzero"`
	Phone           string `json:"phone,omitzero"`
	FirstName       string `json:"first_name,omitzero"`
	LastName        string `json:"last_name,omitzero"`
	PostalCode      string `json:"postal_code,omitzero"`
	StateOrProvince string `json:"state_or_province,omitzero"`
}

// ManualTransfer records money that changed hands outside the vendor's system
// (models ManualSettleTransfer and ManualRefundTransfer). Nothing is captured.
type ManualTransfer struct {
	// Method is required. Chargeback is for refunds only.
	Method TransferMethod `json:"method"`
	// PaymentDate is required.
	PaymentDate LocalTime `json:"payment_date"`
	Comment     string    `json:"comment,omitzero"`
	Reference   string    `json:"reference,omitzero"`
}

// Validate wants method and date.
func (p *ManualTransfer) Validate() error {
	switch {
	case p.Method == "":
		return errors.New("a manual transfer needs a method")
	case p.PaymentDate == "":
		return errors.New("a manual transfer needs a payment date")
	}
	return p.PaymentDate.Validate()
}

// maxHandleBytes is the documented length of a handle. Those that may end up on
// a bank statement (charges, invoices, payouts) should have at most 20.
const maxHandleBytes = 255

// validHandle checks an own handle before an object is made under it: 1 to 255
// characters of the documented set [a-zA-Z0-9_.-@]. The set can be read as a
// list or, taken as a regular expression, as a range from "." to "@"; what
// either reading allows is let through. Handles of existing objects are not
// checked.
func validHandle(handle string) error {
	if handle == "" {
		return errors.New("the handle is empty")
	}
	if len(handle) > maxHandleBytes {
		return fmt.Errorf("the handle has %d characters, more than %d", len(handle), maxHandleBytes)
	}
	for i := range len(handle) {
		switch c := handle[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '.' <= c && c <= '@', c == '_', c == '-':
		default:
			return fmt.Errorf("the handle %q has a character outside of [a-zA-Z0-9_.-@]", clip(handle))
		}
	}
	return nil
}

// missing is what Verify methods return for an answer without a field that is
// always present.
func missing(field string) error { return fmt.Errorf("the answer has no %s", field) }
