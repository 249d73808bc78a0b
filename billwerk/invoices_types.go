package billwerk

// InvoiceState is the state of an invoice. Unknown states survive.
type InvoiceState string

// The invoice states. Failed is not final: the invoice may still be settled,
// authorized, cancelled, or fail again.
const (
	InvoiceCreated    InvoiceState = "created"
	InvoicePending    InvoiceState = "pending"
	InvoiceDunning    InvoiceState = "dunning"
	InvoiceSettled    InvoiceState = "settled"
	InvoiceAuthorized InvoiceState = "authorized"
	InvoiceCancelled  InvoiceState = "cancelled"
	InvoiceFailed     InvoiceState = "failed"
)

// InvoiceType says where an invoice comes from. Unknown types survive.
type InvoiceType string

// The invoice types.
const (
	InvoiceTypeRecurring           InvoiceType = "s"
	InvoiceTypeSubscription        InvoiceType = "so"  // one-time, of a subscription
	InvoiceTypeSubscriptionInstant InvoiceType = "soi" // the same, settled at once
	InvoiceTypeCustomer            InvoiceType = "co"  // one-time, of a customer
	InvoiceTypeCharge              InvoiceType = "ch"
)

// Invoice is an invoice of a subscription, of a customer, or behind a charge.
// Amounts are in the smallest unit of the currency.
type Invoice struct {
	ID string `json:"id"`
	// Handle is yours, or "inv-<number>" for the automatic invoices of a
	// subscription.
	Handle   string       `json:"handle"`
	Customer string       `json:"customer"`
	State    InvoiceState `json:"state"`
	Type     InvoiceType  `json:"type"`
	// Amount includes VAT; OrgAmount is the amount before adjustments.
	Amount          int64           `json:"amount"`
	AmountVAT       int64           `json:"amount_vat"`
	AmountExVAT     int64           `json:"amount_ex_vat"`
	OrgAmount       int64           `json:"org_amount"`
	DiscountAmount  int64           `json:"discount_amount"`
	SettledAmount   int64           `json:"settled_amount"`
	RefundedAmount  int64           `json:"refunded_amount"`
	Currency        string          `json:"currency"`
	Due             Timestamp       `json:"due,omitzero"`
	Created         Timestamp       `json:"created,omitzero"`
	Credits         []CreditInvoice `json:"credits"`
	OrderLines      []OrderLine     `json:"order_lines"`      // the latest first
	AdditionalCosts []string        `json:"additional_costs"` // handles
	Transactions    []Transaction   `json:"transactions"`     // the latest last, at most 100

	// Subscription is empty for one-time invoices of a customer.
	Subscription string `json:"subscription,omitzero"`
	Plan         string `json:"plan,omitzero"`
	PlanVersion  int    `json:"plan_version,omitzero"`
	// Processing says that an asynchronous payment is under way.
	Processing bool `json:"processing,omitzero"`
	// Number in sequence; 0 for charges.
	Number     int       `json:"number,omitzero"`
	Settled    Timestamp `json:"settled,omitzero"`
	Authorized Timestamp `json:"authorized,omitzero"`
	Cancelled  Timestamp `json:"cancelled,omitzero"`
	Failed     Timestamp `json:"failed,omitzero"`
	// AuthorizedAmount is the most that can be settled.
	AuthorizedAmount int64 `json:"authorized_amount,omitzero"`
	CreditedAmount   int64 `json:"credited_amount,omitzero"`

	DunningPlan    string    `json:"dunning_plan,omitzero"`
	DunningStart   Timestamp `json:"dunning_start,omitzero"`
	DunningCount   int       `json:"dunning_count,omitzero"` // reminders sent
	DunningExpired Timestamp `json:"dunning_expired,omitzero"`

	PeriodNumber int       `json:"period_number,omitzero"`
	PeriodFrom   Timestamp `json:"period_from,omitzero"`
	PeriodTo     Timestamp `json:"period_to,omitzero"`

	RecurringPaymentMethod string `json:"recurring_payment_method,omitzero"`
	// SettleLater says that a settle is planned, with SettleLaterPaymentMethod.
	SettleLater              bool            `json:"settle_later,omitzero"`
	SettleLaterPaymentMethod string          `json:"settle_later_payment_method,omitzero"`
	BillingAddress           *InvoiceAddress `json:"billing_address,omitzero"`
	ShippingAddress          *InvoiceAddress `json:"shipping_address,omitzero"`

	DebtorID              int64     `json:"debtor_id,omitzero"`
	AccountingNumber      string    `json:"accounting_number,omitzero"`
	AccountingCreatedDate Timestamp `json:"accounting_created_date,omitzero"`
	// DownloadURL of the document; it needs the credentials.
	DownloadURL string `json:"download_url,omitzero"`
	// FileType is "pdf" or "pdf_xml".
	FileType    string       `json:"invoice_file_type,omitzero"`
	CreditNotes []CreditNote `json:"credit_notes,omitzero"`
}

// Verify wants id and state.
func (i *Invoice) Verify() error {
	switch {
	case i.ID == "":
		return missing("id")
	case i.State == "":
		return missing("state")
	}
	return nil
}

// Err says whether the last attempt to pay the invoice failed, as a
// *PaymentError: a settle that fails is answered with status 200. A one-time
// invoice is in state failed then; an invoice of a subscription keeps its state,
// and only its last transaction tells (page "settle"). Refunds are not looked at,
// and a cancelled invoice has no error.
func (i *Invoice) Err() error {
	if i.State == InvoiceCancelled {
		return nil
	}
	e := &PaymentError{Object: "invoice", ID: i.Handle, State: string(i.State)}
	if e.ID == "" {
		e.ID = i.ID
	}
	for n := len(i.Transactions) - 1; n >= 0; n-- {
		t := &i.Transactions[n]
		if t.Type == TransactionTypeRefund {
			continue
		}
		if t.State == TransactionFailed {
			t.explain(e)
			return e
		}
		break
	}
	if i.State == InvoiceFailed {
		return e
	}
	return nil
}

// CreditInvoice is a credit that was used on an invoice.
type CreditInvoice struct {
	Credit  string    `json:"credit"`
	Amount  int64     `json:"amount"`
	Created Timestamp `json:"created,omitzero"`
	Text    string    `json:"text"`
}

// CreditNote takes back an invoice, or a part of it (model InvoiceCreditNote).
type CreditNote struct {
	ID                    string           `json:"id"`
	Invoice               string           `json:"invoice"`
	Amount                int64            `json:"amount"`
	AmountVAT             int64            `json:"amount_vat"`
	AmountExVAT           int64            `json:"amount_ex_vat,omitzero"`
	Created               Timestamp        `json:"created,omitzero"`
	Currency              string           `json:"currency"`
	Customer              string           `json:"customer"`
	Lines                 []CreditNoteLine `json:"credit_note_lines"`
	Transaction           string           `json:"transaction,omitzero"`
	Credit                string           `json:"credit,omitzero"`
	Subscription          string           `json:"subscription,omitzero"`
	DebtorID              int64            `json:"debtor_id,omitzero"`
	AccountingNumber      string           `json:"accounting_number,omitzero"`
	AccountingCreatedDate Timestamp        `json:"accounting_created_date,omitzero"`
	DownloadURL           string           `json:"download_url,omitzero"`
}

// CreditNoteLine is a line of a credit note.
type CreditNoteLine struct {
	Amount          int64           `json:"amount"`
	Text            string          `json:"text"`
	Quantity        int             `json:"quantity"`
	Description     string          `json:"description,omitzero"`
	VAT             float64         `json:"vat,omitzero"` // a fraction
	Created         Timestamp       `json:"created,omitzero"`
	Origin          OrderLineOrigin `json:"origin,omitzero"`
	OrderLineID     string          `json:"order_line_id,omitzero"`
	AmountInclVAT   int64           `json:"amount_incl_vat,omitzero"`
	AmountExVAT     int64           `json:"amount_ex_vat,omitzero"`
	UnitAmount      int64           `json:"unit_amount,omitzero"`
	UnitAmountVAT   int64           `json:"unit_amount_vat,omitzero"`
	UnitAmountExVAT int64           `json:"unit_amount_ex_vat,omitzero"`
	// AmountDefinedInclVAT says how the unit amount was given.
	AmountDefinedInclVAT bool      `json:"amount_incl_vat_defined,omitzero"`
	PeriodFrom           Timestamp `json:"period_from,omitzero"`
	PeriodTo             Timestamp `json:"period_to,omitzero"`
}

// InvoiceSettleParams says how an invoice is paid (model Settle).
type InvoiceSettleParams struct {
	// Due postpones the settle; for one-time invoices of a customer only.
	Due LocalTime `json:"due,omitzero"`
	// PaymentMethod is an id, or SourceAuto. One-time invoices need it unless their
	// amount is zero.
	PaymentMethod string `json:"payment_method,omitzero"`
}

// Validate checks the form of the date.
func (p *InvoiceSettleParams) Validate() error { return p.Due.Validate() }

// InvoiceListParams filters a list of invoices. Its ranges are RangeCreated and
// RangeSettled.
type InvoiceListParams struct {
	ListParams
	Handle                   string         `query:"handle"`
	HandlePrefix             string         `query:"handle_prefix"`
	HandleContains           string         `query:"handle_contains"`
	AccountingNumber         string         `query:"accounting_number"`
	AccountingNumberPrefix   string         `query:"accounting_number_prefix"`
	AccountingNumberContains string         `query:"accounting_number_contains"`
	Types                    []InvoiceType  `query:"type"`
	States                   []InvoiceState `query:"state"`
	ExcludeStates            []InvoiceState `query:"exclude_state"`
	Customer                 string         `query:"customer"`
	Subscription             string         `query:"subscription"`
	Plan                     string         `query:"plan"`
	Number                   int            `query:"number"`
	Amount                   NumberFilter   `query:"amount"`
	RefundedAmount           NumberFilter   `query:"refunded_amount"`
	AuthorizedAmount         NumberFilter   `query:"authorized_amount"`
	Currencies               []string       `query:"currency"`
	PartialSettled           *bool          `query:"partial_settled"`
	// SettledAmount is sent as it is: unlike the other amounts, the definition
	// doesn't say that it is an interval.
	SettledAmount  string     `query:"settled_amount"`
	Due            TimeFilter `query:"due"`
	DunningStart   TimeFilter `query:"dunning_start"`
	DunningSuccess TimeFilter `query:"dunning_success"`
	DebtorID       int64      `query:"debtor_id"`
}
