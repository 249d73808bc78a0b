package billwerk

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// maxButtonText is the documented length, in characters.
const maxButtonText = 32

// SessionSettings is what the three kinds of sessions have in common. All of it is
// optional.
type SessionSettings struct {
	// Configuration is the handle of a checkout configuration (error 603); "" is the
	// default one.
	Configuration string `json:"configuration,omitzero"`
	// Locale is for example "en_GB" or "da_DK".
	Locale string `json:"locale,omitzero"`
	// TTL is how long the window can be used: PTxS, PTxM, PTxH or PxD; "" is three
	// months.
	TTL string `json:"ttl,omitzero"`
	// Phone fills in the number of the customer.
	Phone string `json:"phone,omitzero"`
	// AcceptURL and CancelURL are where the browser goes afterwards. The vendor's shop
	// plugin reads the parameters "invoice" (a handle) and "payment_method" (an id)
	// there; whatever else is appended is not documented.
	AcceptURL string `json:"accept_url,omitzero"`
	CancelURL string `json:"cancel_url,omitzero"`
	// PaymentMethods are the ones to offer, such as "card", with "sca-" or "nosca-"
	// before a name to demand or skip strong customer authentication.
	PaymentMethods []string `json:"payment_methods,omitzero"`
	// CardOnFile is the id of a stored card "ca_…" to pay with (error 604 in a session
	// that stores one).
	CardOnFile               string `json:"card_on_file,omitzero"`
	CardOnFileRequireCVV     bool   `json:"card_on_file_require_cvv,omitzero"`
	CardOnFileRequireExpDate bool   `json:"card_on_file_require_exp_date,omitzero"`
	// ButtonText has at most 32 characters.
	ButtonText string `json:"button_text,omitzero"`
	// RecurringAverageAmount is what later payments will be on average, in the
	// smallest unit of the currency; the vendor picks the acquirer by it.
	RecurringAverageAmount int64        `json:"recurring_average_amount,omitzero"`
	SCAData                *SCAData     `json:"sca_data,omitzero"`
	SessionData            *SessionData `json:"session_data,omitzero"`
	// PaymentMethodReference is your name for the payment method that is stored, at
	// most 64 characters; "" is the id of the session.
	PaymentMethodReference string `json:"payment_method_reference,omitzero"`
	// AccountFunding marks an account funding transaction; in a charge session only
	// with Settle.
	AccountFunding            bool                       `json:"account_funding,omitzero"`
	AccountFundingInformation *AccountFundingInformation `json:"account_funding_information,omitzero"`
	// AgreementFilter holds ids of agreements, OfflineAgreementFilter handles.
	AgreementFilter        []string `json:"agreement_filter,omitzero"`
	OfflineAgreementFilter []string `json:"offline_agreement_filter,omitzero"`
	// AllowedIP restricts the window to one address.
	AllowedIP string `json:"allowed_ip,omitzero"`
}

func (p *SessionSettings) validate() error {
	if utf8.RuneCountInString(p.ButtonText) > maxButtonText {
		return fmt.Errorf("the button text has more than %d characters", maxButtonText)
	}
	return validReference(p.PaymentMethodReference)
}

// SessionCreateChargeParams makes a session that pays (model CreateChargeSession).
type SessionCreateChargeParams struct {
	SessionSettings
	// Either Order, which makes a charge, or Invoice, the handle of an existing
	// invoice or charge. Required.
	Order   *SessionOrderParams `json:"order,omitzero"`
	Invoice string              `json:"invoice,omitzero"`
	// Settle captures at once. Otherwise the payment is only authorized.
	Settle bool `json:"settle,omitzero"`
	// Recurring stores the payment method. RecurringOptional lets the customer choose,
	// in a box that is ticked beforehand if it is true. They exclude each other.
	Recurring             bool   `json:"recurring,omitzero"`
	RecurringOptional     *bool  `json:"recurring_optional,omitzero"`
	RecurringOptionalText string `json:"recurring_optional_text,omitzero"`
	TextOnStatement       string `json:"text_on_statement,omitzero"`
	AcquirerReference     string `json:"acquirer_reference,omitzero"`
}

// Validate wants either an order or an invoice.
func (p *SessionCreateChargeParams) Validate() error {
	switch {
	case (p.Order == nil) == (p.Invoice == ""):
		return errors.New("a charge session needs either an order or an invoice")
	case p.Recurring && p.RecurringOptional != nil:
		return errors.New("a payment method is stored either always or if the customer likes")
	}
	if p.Order != nil {
		if err := p.Order.validate(); err != nil {
			return err
		}
	}
	return p.validate()
}

// SessionOrderParams is what a charge session pays for (model Order).
type SessionOrderParams struct {
	// Handle is yours and unique per account; at most 20 characters are wise, because
	// it may end up on a bank statement. The charge has it too. Required.
	Handle string `json:"handle"`
	// Key is an idempotency key. It is sent only if it is set: how it works while
	// several windows, and several attempts in each, pay for one order is not
	// documented, and the handle protects the charge without it.
	Key string `json:"key,omitzero"`
	// Amount is in the smallest unit of the currency, including VAT. Either it or
	// OrderLines is needed for a new charge.
	Amount int64 `json:"amount,omitzero"`
	// Text is the text of the order line that Amount makes.
	Text string `json:"ordertext,omitzero"`
	// OrderLines: at most 1000, as those of a charge.
	OrderLines []OrderLineParams `json:"order_lines,omitzero"`
	// Currency is ISO 4217; "" takes the account's default.
	Currency string `json:"currency,omitzero"`
	// Either CustomerHandle of an existing customer, or Customer, which is created if
	// missing. With Customer.GenerateHandle the call is never repeated.
	CustomerHandle  string                `json:"customer_handle,omitzero"`
	Customer        *CustomerCreateParams `json:"customer,omitzero"`
	Metadata        Metadata              `json:"metadata,omitzero"`
	BillingAddress  *InvoiceAddress       `json:"billing_address,omitzero"`
	ShippingAddress *InvoiceAddress       `json:"shipping_address,omitzero"`
}

func (o *SessionOrderParams) validate() error {
	if o.CustomerHandle != "" && o.Customer != nil {
		return errors.New("an order has either the handle of a customer or a customer to create")
	}
	return validCharge(o.Handle, o.Amount, o.OrderLines, o.Customer)
}

// SessionCreateRecurringParams makes a session that stores a payment method (model
// CreateRecurringSession).
type SessionCreateRecurringParams struct {
	SessionSettings
	// Either Customer, the handle of an existing one, or CreateCustomer. Required.
	Customer       string                `json:"customer,omitzero"`
	CreateCustomer *CustomerCreateParams `json:"create_customer,omitzero"`
	// Currency is ISO 4217; it only steers which agreement is taken.
	Currency string `json:"currency,omitzero"`
	// OrderText is shown in the window.
	OrderText string `json:"order_text,omitzero"`
}

// Validate wants one customer.
func (p *SessionCreateRecurringParams) Validate() error {
	if err := oneCustomer(p.Customer, p.CreateCustomer); err != nil {
		return err
	}
	return p.validate()
}

// SessionCreateSubscriptionParams makes a session that gives a subscription its
// payment method (model CreateSubscriptionSession).
type SessionCreateSubscriptionParams struct {
	SessionSettings
	// Either Subscription, the handle of an existing one, or Prepare, which makes a
	// pending one, to be activated when the customer is done. Required. Prepare has no
	// SignupMethod, Source and ConditionalCreate.
	Subscription string                    `json:"subscription,omitzero"`
	Prepare      *SubscriptionCreateParams `json:"prepare_subscription,omitzero"`
	// ShowTerms nil shows the terms if the subscription never had a payment method.
	ShowTerms *bool `json:"show_terms,omitzero"`
	// ShowDetails shows the subscription; nil means true.
	ShowDetails *bool `json:"show_subscription_details,omitzero"`
}

// Validate wants one subscription.
func (p *SessionCreateSubscriptionParams) Validate() error {
	if (p.Subscription == "") == (p.Prepare == nil) {
		return errors.New("a subscription session needs either the handle of a subscription or one to prepare")
	}
	if p.Prepare != nil {
		if err := (*preparedBody)(p.Prepare).Validate(); err != nil {
			return err
		}
	}
	return p.validate()
}
