package billwerk

import "errors"

// Customer is a customer of the account.
type Customer struct {
	Handle  string    `json:"handle"`
	Created Timestamp `json:"created,omitzero"`
	// Deleted is set when the customer was deleted.
	Deleted Timestamp `json:"deleted,omitzero"`
	Test    bool      `json:"test,omitzero"`

	Email     string `json:"email,omitzero"`
	FirstName string `json:"first_name,omitzero"`
	LastName  string `json:"last_name,omitzero"`
	Company   string `json:"company,omitzero"`
	// VAT is the customer's VAT number.
	VAT        string `json:"vat,omitzero"`
	Address    string `json:"address,omitzero"`
	Address2   string `json:"address2,omitzero"`
	PostalCode string `json:"postal_code,omitzero"`
	City       string `json:"city,omitzero"`
	// Country is ISO 3166-1 alpha-2.
	Country string `json:"country,omitzero"`
	Phone   string `json:"phone,omitzero"`
	// Language is a code such as "da_DK"; the list of values is not documented.
	Language string `json:"language,omitzero"`
	DebtorID int64  `json:"debtor_id,omitzero"`
	// InvoiceEmail and DunningEmail are extra recipients. The newer documentation of
	// the create call names them; that answers hold them is inferred.
	InvoiceEmail string `json:"invoice_email,omitzero"`
	DunningEmail string `json:"dunning_email,omitzero"`

	// Subscriptions is deprecated and the same as ActiveSubscriptions.
	Subscriptions       int `json:"subscriptions"`
	ActiveSubscriptions int `json:"active_subscriptions"`
	// TrialActiveSubscriptions also counts trials that start later.
	TrialActiveSubscriptions    int `json:"trial_active_subscriptions"`
	TrialCancelledSubscriptions int `json:"trial_cancelled_subscriptions"`
	ExpiredSubscriptions        int `json:"expired_subscriptions"`
	OnHoldSubscriptions         int `json:"on_hold_subscriptions"`
	CancelledSubscriptions      int `json:"cancelled_subscriptions"`
	// NonRenewingSubscriptions are active but will not renew.
	NonRenewingSubscriptions int `json:"non_renewing_subscriptions"`
	InvoiceTotals
}

// InvoiceTotals are the counters and sums of a customer or a subscription.
// Amounts are in the smallest unit of the currency.
type InvoiceTotals struct {
	FailedInvoices    int   `json:"failed_invoices"`
	FailedAmount      int64 `json:"failed_amount"`
	CancelledInvoices int   `json:"cancelled_invoices"`
	CancelledAmount   int64 `json:"cancelled_amount"`
	PendingInvoices   int   `json:"pending_invoices"`
	PendingAmount     int64 `json:"pending_amount"`
	DunningInvoices   int   `json:"dunning_invoices"`
	DunningAmount     int64 `json:"dunning_amount"`
	SettledInvoices   int   `json:"settled_invoices"`
	SettledAmount     int64 `json:"settled_amount"`
	RefundedAmount    int64 `json:"refunded_amount"`

	PendingAdditionalCosts          int   `json:"pending_additional_costs"`
	PendingAdditionalCostAmount     int64 `json:"pending_additional_cost_amount"`
	TransferredAdditionalCosts      int   `json:"transferred_additional_costs"`
	TransferredAdditionalCostAmount int64 `json:"transferred_additional_cost_amount"`
	PendingCredits                  int   `json:"pending_credits"`
	PendingCreditAmount             int64 `json:"pending_credit_amount"`
	TransferredCredits              int   `json:"transferred_credits"`
	TransferredCreditAmount         int64 `json:"transferred_credit_amount"`
}

// Verify wants a handle.
func (c *Customer) Verify() error {
	if c.Handle == "" {
		return missing("handle")
	}
	return nil
}

// UpdateParams are the parameters that leave the customer as it is.
func (c *Customer) UpdateParams() *CustomerUpdateParams {
	return &CustomerUpdateParams{
		Email: c.Email, FirstName: c.FirstName, LastName: c.LastName, Company: c.Company, VAT: c.VAT,
		Address: c.Address, Address2: c.Address2, PostalCode: c.PostalCode, City: c.City, Country: c.Country,
		Phone: c.Phone, Language: c.Language, DebtorID: c.DebtorID,
		InvoiceEmail: c.InvoiceEmail, DunningEmail: c.DunningEmail,
	}
}

// CustomerCreateParams makes a customer, here or within a charge, a subscription
// or a payment method.
type CustomerCreateParams struct {
	// Handle is yours and unique per account. Either it or GenerateHandle, which
	// lets the vendor choose "cust-<n>". Prefer an own handle: a create with a
	// generated one can't be repeated after an unknown outcome.
	Handle         string `json:"handle,omitzero"`
	GenerateHandle bool   `json:"generate_handle,omitzero"`
	// Email is checked against RFC 822 by the vendor.
	Email     string `json:"email,omitzero"`
	FirstName string `json:"first_name,omitzero"`
	LastName  string `json:"last_name,omitzero"`
	Company   string `json:"company,omitzero"`
	// VAT is the customer's VAT number.
	VAT        string `json:"vat,omitzero"`
	Address    string `json:"address,omitzero"`
	Address2   string `json:"address2,omitzero"`
	PostalCode string `json:"postal_code,omitzero"`
	City       string `json:"city,omitzero"`
	// Country is ISO 3166-1 alpha-2.
	Country string `json:"country,omitzero"`
	Phone   string `json:"phone,omitzero"`
	// Language is a code such as "da_DK"; the list of values is not documented.
	Language string `json:"language,omitzero"`
	// Test is a guard: the call fails with 20 or 21 if it disagrees with the
	// account's mode.
	Test     *bool    `json:"test,omitzero"`
	Metadata Metadata `json:"metadata,omitzero"`
	// DebtorID is unique (161) and can be set only once (162 or 166).
	DebtorID int64 `json:"debtor_id,omitzero"`
	// InvoiceEmail and DunningEmail are extra recipients. Newer pages have them; the
	// API definition of August 2025 doesn't.
	InvoiceEmail string `json:"invoice_email,omitzero"`
	DunningEmail string `json:"dunning_email,omitzero"`
}

// Validate wants either a handle or a generated one.
func (p *CustomerCreateParams) Validate() error {
	return ownOrGenerated(p.Handle, p.GenerateHandle)
}

func ownOrGenerated(handle string, generate bool) error {
	switch {
	case !generate:
		return validHandle(handle)
	case handle != "":
		return errors.New("either an own handle or a generated one")
	default:
		return nil
	}
}

// CustomerUpdateParams replaces a customer: what is left out is deleted. The
// fields are those of [CustomerCreateParams]; that InvoiceEmail and DunningEmail
// can be updated is inferred.
type CustomerUpdateParams struct {
	Email        string `json:"email,omitzero"`
	FirstName    string `json:"first_name,omitzero"`
	LastName     string `json:"last_name,omitzero"`
	Company      string `json:"company,omitzero"`
	VAT          string `json:"vat,omitzero"`
	Address      string `json:"address,omitzero"`
	Address2     string `json:"address2,omitzero"`
	PostalCode   string `json:"postal_code,omitzero"`
	City         string `json:"city,omitzero"`
	Country      string `json:"country,omitzero"`
	Phone        string `json:"phone,omitzero"`
	Language     string `json:"language,omitzero"`
	DebtorID     int64  `json:"debtor_id,omitzero"`
	InvoiceEmail string `json:"invoice_email,omitzero"`
	DunningEmail string `json:"dunning_email,omitzero"`
}

// CustomerListParams filters the list of customers. That filters are joined by "and", and several
// values of one by "or", is inferred.
type CustomerListParams struct {
	ListParams
	Handle         string `query:"handle"`
	HandlePrefix   string `query:"handle_prefix"`
	HandleContains string `query:"handle_contains"`
	Name           string `query:"name"`
	Email          string `query:"email"`
	EmailPrefix    string `query:"email_prefix"`
	FirstName      string `query:"first_name"`
	LastName       string `query:"last_name"`
	Address        string `query:"address"`
	Address2       string `query:"address2"`
	PostalCode     string `query:"postal_code"`
	City           string `query:"city"`
	Country        string `query:"country"`
	Phone          string `query:"phone"`
	Company        string `query:"company"`
	VAT            string `query:"vat"`
	DebtorID       int64  `query:"debtor_id"`
}

// CustomerNote is a note on a customer.
type CustomerNote struct {
	ID        string    `json:"id"`
	Note      string    `json:"note"`
	Created   Timestamp `json:"created,omitzero"`
	UserName  string    `json:"user_name,omitzero"`
	UserEmail string    `json:"user_email,omitzero"`
}

// Verify wants an id.
func (n *CustomerNote) Verify() error {
	if n.ID == "" {
		return missing("id")
	}
	return nil
}

// CustomerNoteParams makes a note. The user is who wrote it.
type CustomerNoteParams struct {
	// Note is required.
	Note      string `json:"note"`
	UserName  string `json:"user_name,omitzero"`
	UserEmail string `json:"user_email,omitzero"`
}

// Validate wants a text.
func (p *CustomerNoteParams) Validate() error {
	if p.Note == "" {
		return errors.New("the note is empty")
	}
	return nil
}
