package billwerk

import (
	"cmp"
	"errors"
	"fmt"
)

// ChargeState is the state of a charge. Unknown states survive.
type ChargeState string

// The charge states. Pending occurs for asynchronous payment methods only.
const (
	ChargeCreated    ChargeState = "created"
	ChargeAuthorized ChargeState = "authorized"
	ChargeSettled    ChargeState = "settled"
	ChargeFailed     ChargeState = "failed"
	ChargeCancelled  ChargeState = "cancelled"
	ChargePending    ChargeState = "pending"
)

// Charge is a one-time payment: an invoice of type "ch" with the same handle,
// and its payment.
type Charge struct {
	Handle string `json:"handle"`
	// State is the result of Create. After a settle look at Err, because a settle
	// that breaks may leave the state as it was.
	State    ChargeState `json:"state"`
	Customer string      `json:"customer"`
	// Amount includes VAT; after partial settles it is the total settled so far.
	Amount         int64         `json:"amount"`
	Currency       string        `json:"currency"`
	Created        Timestamp     `json:"created,omitzero"`
	Source         *ChargeSource `json:"source,omitzero"`
	OrderLines     []OrderLine   `json:"order_lines"`
	RefundedAmount int64         `json:"refunded_amount"`
	Authorized     Timestamp     `json:"authorized,omitzero"`
	Settled        Timestamp     `json:"settled,omitzero"`
	Cancelled      Timestamp     `json:"cancelled,omitzero"`
	// Transaction is the id of the last transaction.
	Transaction string `json:"transaction,omitzero"`
	// Error and ErrorState say why the payment failed, see Err.
	Error      TransactionError `json:"error,omitzero"`
	ErrorState ErrorState       `json:"error_state,omitzero"`
	// Processing says that an asynchronous payment is under way.
	Processing bool `json:"processing,omitzero"`
	// AuthorizedAmount is the most that can be settled.
	AuthorizedAmount int64 `json:"authorized_amount,omitzero"`
	// RecurringPaymentMethod is the id of the payment method that was stored.
	RecurringPaymentMethod string          `json:"recurring_payment_method,omitzero"`
	BillingAddress         *InvoiceAddress `json:"billing_address,omitzero"`
	ShippingAddress        *InvoiceAddress `json:"shipping_address,omitzero"`
	PaymentContext         PaymentContext  `json:"payment_context,omitzero"`
}

// Verify wants handle and state.
func (c *Charge) Verify() error {
	switch {
	case c.Handle == "":
		return missing("handle")
	case c.State == "":
		return missing("state")
	}
	return nil
}

// Err says whether the payment failed, as a *PaymentError: the API answers a
// declined card with status 200. It is nil for a charge that is authorized,
// settled, cancelled, or still under way (state pending, or Processing), and tells
// of no error. An error state of pending is none: the result is still to come.
//
// A failure shows in State or in Error and ErrorState: after a processing error
// the state of a settle stays as it was, and after several partial settles it is
// "settled" already (page "settlecharge").
func (c *Charge) Err() error {
	if c.State != ChargeFailed && !tellsFailure(c.ErrorState, c.Error) {
		return nil
	}
	e := &PaymentError{Object: "charge", ID: c.Handle, State: string(c.State), ErrorState: c.ErrorState, Reason: c.Error}
	if c.Source != nil {
		e.AcquirerCode, e.AcquirerMessage = c.Source.AcquirerCode, c.Source.AcquirerMessage
	}
	return e
}

// ChargeCreateParams makes a charge.
type ChargeCreateParams struct {
	// Handle is yours and unique per account; at most 20 characters are wise,
	// because it may end up on a bank statement. There is one authorized or settled
	// charge per handle; a failed one may be tried again under the same handle, with
	// a new key. Required.
	Handle string `json:"handle"`
	// Source is the id of a payment method, a one-time card token "ct_…", or
	// SourceAuto. Required.
	Source string `json:"source"`
	// Key is the idempotency key of this attempt; "" mints one. Its format and
	// lifetime are not documented.
	Key string `json:"key,omitzero"`
	// Amount is in the smallest unit of the currency, including VAT. Either it or
	// OrderLines is needed for a new charge.
	Amount int64 `json:"amount,omitzero"`
	// Text is the text of the order line that Amount makes.
	Text string `json:"ordertext,omitzero"`
	// OrderLines: at most 1000; the vendor's text says 100.
	OrderLines []OrderLineParams `json:"order_lines,omitzero"`
	// Currency is ISO 4217; "" takes the account's default. It can't change on an
	// existing charge (error 72).
	Currency string `json:"currency,omitzero"`
	// Either CustomerHandle of an existing customer, or Customer, which is created
	// if missing.
	CustomerHandle string                `json:"customer_handle,omitzero"`
	Customer       *CustomerCreateParams `json:"customer,omitzero"`
	Metadata       Metadata              `json:"metadata,omitzero"`
	// Settle captures at once. Otherwise the charge is only authorized, to be
	// settled within about 7 days.
	Settle bool `json:"settle,omitzero"`
	// Recurring stores the payment method behind a token.
	Recurring       bool              `json:"recurring,omitzero"`
	Parameters      *ChargeParameters `json:"parameters,omitzero"`
	BillingAddress  *InvoiceAddress   `json:"billing_address,omitzero"`
	ShippingAddress *InvoiceAddress   `json:"shipping_address,omitzero"`
	// UsePaymentMethodForSubscription moves the subscription of the invoice to this
	// payment method, and activates it if it is pending.
	UsePaymentMethodForSubscription bool `json:"use_pm_for_subscription,omitzero"`
	// TextOnStatement is printable ASCII, at most 128 characters; acquirers usually
	// take 22, and only some take any. The same holds for AcquirerReference.
	TextOnStatement   string `json:"text_on_statement,omitzero"`
	AcquirerReference string `json:"acquirer_reference,omitzero"`
	// PaymentMethodReference has at most 64 characters.
	PaymentMethodReference string `json:"payment_method_reference,omitzero"`
	// Async asks for asynchronous handling where the payment method has it.
	Async bool `json:"async,omitzero"`
	// AccountFunding marks an account funding transaction; only with Settle.
	AccountFunding            bool                       `json:"account_funding,omitzero"`
	AccountFundingInformation *AccountFundingInformation `json:"account_funding_information,omitzero"`
}

// Validate wants a handle, a source, no negative amount, and what is documented
// of the lengths of lists and texts.
func (p *ChargeCreateParams) Validate() error {
	if p.Source == "" {
		return errors.New("a charge needs a source")
	}
	return cmp.Or(
		validCharge(p.Handle, p.Amount, p.OrderLines, p.Customer),
		validReference(p.PaymentMethodReference),
		validStatement("text on the statement", p.TextOnStatement),
		validStatement("acquirer reference", p.AcquirerReference),
	)
}

// validCharge is what Create and Prepare have in common.
func validCharge(handle string, amount int64, lines []OrderLineParams, customer *CustomerCreateParams) error {
	switch {
	case amount < 0:
		return fmt.Errorf("the amount %d is negative", amount)
	case len(lines) > MaxOrderLines:
		return fmt.Errorf("a charge has at most %d order lines, not %d", MaxOrderLines, len(lines))
	case customer != nil:
		if err := customer.Validate(); err != nil {
			return fmt.Errorf("the customer: %w", err)
		}
	}
	return validHandle(handle)
}

const maxStatementBytes = 128

// validStatement wants what may be printed on a bank statement.
func validStatement(name, text string) error {
	if len(text) > maxStatementBytes {
		return fmt.Errorf("the %s has %d characters, more than %d", name, len(text), maxStatementBytes)
	}
	for i := range len(text) {
		if text[i] < 0x20 || text[i] > 0x7f {
			return fmt.Errorf("the %s has a character that is not printable ASCII", name)
		}
	}
	return nil
}

// ChargeParameters are options of single payment types.
type ChargeParameters struct {
	// MobilePayTTL is an ISO 8601 duration, for MobilePay Subscriptions.
	MobilePayTTL string `json:"mps_ttl,omitzero"`
	// OfflineAgreementHandle is required if the source is "offline".
	OfflineAgreementHandle string `json:"offline_agreement_handle,omitzero"`
	// OfflinePaymentInstructions may contain mustache tags.
	OfflinePaymentInstructions string `json:"offline_payment_instructions,omitzero"`
}

// AccountFundingInformation names the sender of an account funding transaction.
type AccountFundingInformation struct {
	AccountNumber string `json:"sender_account_number,omitzero"`
	Reference     string `json:"sender_reference,omitzero"`
	FirstName     string `json:"sender_first_name,omitzero"`
	LastName      string `json:"sender_last_name,omitzero"`
	Address       string `json:"sender_address,omitzero"`
	City          string `json:"sender_city,omitzero"`
	PostalCode    string `json:"sender_postal_code,omitzero"`
	State         string `json:"sender_state,omitzero"`
	Country       string `json:"sender_country,omitzero"`
	DateOfBirth   string `json:"sender_date_of_birth,omitzero"`
}

// ChargePrepareParams makes a charge without paying it, in state created (model
// PrepareChargeDto). The fields are those of [ChargeCreateParams].
type ChargePrepareParams struct {
	Handle          string                `json:"handle"`
	Key             string                `json:"key,omitzero"`
	Amount          int64                 `json:"amount,omitzero"`
	Text            string                `json:"ordertext,omitzero"`
	OrderLines      []OrderLineParams     `json:"order_lines,omitzero"`
	Currency        string                `json:"currency,omitzero"`
	CustomerHandle  string                `json:"customer_handle,omitzero"`
	Customer        *CustomerCreateParams `json:"customer,omitzero"`
	Metadata        Metadata              `json:"metadata,omitzero"`
	BillingAddress  *InvoiceAddress       `json:"billing_address,omitzero"`
	ShippingAddress *InvoiceAddress       `json:"shipping_address,omitzero"`
}

// Validate wants a handle, no negative amount, and at most 1000 order lines.
func (p *ChargePrepareParams) Validate() error {
	return validCharge(p.Handle, p.Amount, p.OrderLines, p.Customer)
}

// ChargeSettleParams captures an authorized charge, or a part of it.
type ChargeSettleParams struct {
	// Key is the idempotency key of this settle; "" mints one.
	Key string `json:"key,omitzero"`
	// Amount is in the smallest unit of the currency and at most what is
	// authorized; nil settles all that remains. It is a pointer so that a computed 0
	// doesn't settle everything.
	Amount *int64 `json:"amount,omitzero"`
	// Text is the text of the order line that Amount makes.
	Text string `json:"ordertext,omitzero"`
	// OrderLines replace those of the charge at the first settle, and add to them
	// later. Either they or Amount.
	OrderLines        []OrderLineParams `json:"order_lines,omitzero"`
	AcquirerReference string            `json:"acquirer_reference,omitzero"`
	// ManualSettle records a payment outside the vendor's system instead.
	ManualSettle *ManualTransfer `json:"manual_settle,omitzero"`
}

// Validate refuses a negative amount.
func (p *ChargeSettleParams) Validate() error {
	if p.Amount != nil && *p.Amount < 0 {
		return fmt.Errorf("the amount %d is negative", *p.Amount)
	}
	if p.ManualSettle != nil {
		return p.ManualSettle.Validate()
	}
	return nil
}

// ChargeListParams filters a list of charges. Its ranges are RangeCreated and
// RangeSettled.
type ChargeListParams struct {
	ListParams
	Handle                   string        `query:"handle"`
	HandlePrefix             string        `query:"handle_prefix"`
	HandleContains           string        `query:"handle_contains"`
	AccountingNumber         string        `query:"accounting_number"`
	AccountingNumberPrefix   string        `query:"accounting_number_prefix"`
	AccountingNumberContains string        `query:"accounting_number_contains"`
	States                   []ChargeState `query:"state"`
	ExcludeStates            []ChargeState `query:"exclude_state"`
	Customer                 string        `query:"customer"`
	Amount                   NumberFilter  `query:"amount"`
	RefundedAmount           NumberFilter  `query:"refunded_amount"`
	AuthorizedAmount         NumberFilter  `query:"authorized_amount"`
	Currencies               []string      `query:"currency"`
	PartialSettled           *bool         `query:"partial_settled"`
	// SettledAmount is sent as it is: unlike the other amounts, the definition
	// doesn't say that it is an interval.
	SettledAmount string `query:"settled_amount"`
	DebtorID      int64  `query:"debtor_id"`
}
