package billwerk

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// PaymentMethodState is the state of a stored payment method. Unknown states
// survive.
type PaymentMethodState string

// The payment method states.
const (
	PaymentMethodActive      PaymentMethodState = "active"
	PaymentMethodInactivated PaymentMethodState = "inactivated"
	PaymentMethodFailed      PaymentMethodState = "failed"
	PaymentMethodPending     PaymentMethodState = "pending"
	PaymentMethodDeleted     PaymentMethodState = "deleted"
)

// PaymentMethod is a stored payment method (model PaymentMethodV2). The object
// that belongs to PaymentType holds its details.
type PaymentMethod struct {
	// ID has a prefix by type: "ca_" for cards, "ms_" for MobilePay Subscriptions,
	// "vr_" for Vipps recurring. Treat it as opaque.
	ID       string             `json:"id"`
	State    PaymentMethodState `json:"state"`
	Customer string             `json:"customer"`
	Created  Timestamp          `json:"created,omitzero"`
	// PaymentType is one of the stored types, see [PaymentType].
	PaymentType PaymentType `json:"payment_type"`
	// Reference is your own, or the id of the checkout session that stored it.
	Reference string    `json:"reference,omitzero"`
	Failed    Timestamp `json:"failed,omitzero"`

	Card                  *StoredCard            `json:"card,omitzero"`
	ApplePay              *StoredCard            `json:"applepay,omitzero"`
	MobilePaySubscription *MobilePaySubscription `json:"mps_subscription,omitzero"`
	SEPAMandate           *SEPAMandate           `json:"sepa_mandate,omitzero"`
	SEPAEbicsMandate      *SEPAMandate           `json:"sepa_ebics_mandate,omitzero"`
	OfflineMandate        *OfflineMandate        `json:"offline_mandate,omitzero"`
	// The fields of these mandates are not documented.
	VippsRecurringMandate json.RawMessage `json:"vipps_recurring_mandate,omitzero"`
	TwintMandate          json.RawMessage `json:"twint_mandate,omitzero"`
	PayPalMandate         json.RawMessage `json:"paypal_mandate,omitzero"`
}

// Verify wants id and state.
func (p *PaymentMethod) Verify() error {
	switch {
	case p.ID == "":
		return missing("id")
	case p.State == "":
		return missing("state")
	}
	return nil
}

// StoredCard is the card behind a payment method (model CardV2), or behind a
// transaction (model Card, which alone has ID, State, Customer and Reference).
type StoredCard struct {
	ID        string             `json:"id,omitzero"`
	State     PaymentMethodState `json:"state,omitzero"`
	Customer  string             `json:"customer,omitzero"`
	Created   Timestamp          `json:"created,omitzero"`
	Reference string             `json:"reference,omitzero"`
	Failed    Timestamp          `json:"failed,omitzero"`

	Gateway    string `json:"gateway,omitzero"`
	GatewayRef string `json:"gw_ref"`
	// Agreement is the id of the card agreement.
	Agreement           string   `json:"card_agreement,omitzero"`
	CardType            CardType `json:"card_type"`
	TransactionCardType CardType `json:"transaction_card_type,omitzero"`
	// Fingerprint is the same for the same card number.
	Fingerprint string `json:"fingerprint,omitzero"`
	// ExpDate is "MM-YY".
	ExpDate     string    `json:"exp_date,omitzero"`
	MaskedCard  string    `json:"masked_card,omitzero"`
	CardCountry string    `json:"card_country,omitzero"`
	Reactivated Timestamp `json:"reactivated,omitzero"`
	LastSuccess Timestamp `json:"last_success,omitzero"`
	LastFailed  Timestamp `json:"last_failed,omitzero"`
	FirstFail   Timestamp `json:"first_fail,omitzero"`
	// Error and ErrorState tell of the last payment that failed.
	Error                      TransactionError           `json:"error_code,omitzero"`
	ErrorState                 ErrorState                 `json:"error_state,omitzero"`
	DeclinedCount              int                        `json:"declined_count,omitzero"`
	StrongAuthenticationStatus StrongAuthenticationStatus `json:"strong_authentication_status,omitzero"`
	ThreeDSecureStatus         string                     `json:"three_d_secure_status,omitzero"`
	RiskRule                   string                     `json:"risk_rule,omitzero"`
	// TokenState of the network token: "active", "suspended" or "deleted".
	TokenState string `json:"token_state,omitzero"`
}

// MobilePaySubscription is the agreement behind a MobilePay payment method.
type MobilePaySubscription struct {
	ExternalID string `json:"external_id,omitzero"`
}

// SEPAMandate is a direct debit mandate.
type SEPAMandate struct {
	IBAN          string `json:"iban,omitzero"`
	BankReference string `json:"sepa_mandate_bank_reference"`
}

// OfflineMandate is the agreement behind an offline payment method.
type OfflineMandate struct {
	AgreementHandle string `json:"offline_agreement_handle"`
	AgreementName   string `json:"offline_agreement_name,omitzero"`
}

// BinInfo is what the first digits of a card tell about it. Empty fields are not
// known.
type BinInfo struct {
	// Funding is "credit", "debit" or "unknown".
	Funding   string `json:"funding,omitzero"`
	Prepaid   bool   `json:"prepaid,omitzero"`
	Corporate bool   `json:"corporate,omitzero"`
	Country   string `json:"country,omitzero"`
	Category  string `json:"category,omitzero"`
	Brand     string `json:"brand,omitzero"`
	Issuer    string `json:"issuer,omitzero"`
	OutsideEU bool   `json:"outside_eu,omitzero"`
}

// PaymentMethodCreateParams stores the payment method behind a one-time card
// token (model AddPaymentMethod).
type PaymentMethodCreateParams struct {
	// Source is a one-time card token, "ct_…". Required.
	Source string `json:"source"`
	// Reference is your own, at most 64 characters.
	Reference string `json:"reference,omitzero"`
	// Either CustomerHandle of an existing customer, or Customer, which is created
	// if missing.
	CustomerHandle string                `json:"customer_handle,omitzero"`
	Customer       *CustomerCreateParams `json:"customer,omitzero"`
}

// Validate wants a source, one customer, and a reference of at most 64 characters.
func (p *PaymentMethodCreateParams) Validate() error {
	if p.Source == "" {
		return errors.New("a payment method needs a source")
	}
	if err := validReference(p.Reference); err != nil {
		return err
	}
	return oneCustomer(p.CustomerHandle, p.Customer)
}

// PaymentMethodCreateOfflineParams stores an offline payment method (model
// AddOfflinePaymentMethod).
type PaymentMethodCreateOfflineParams struct {
	// AgreementHandle is required.
	AgreementHandle string `json:"offline_agreement_handle"`
	Reference       string `json:"reference,omitzero"`
	// Either CustomerHandle of an existing customer, or Customer, which is created
	// if missing.
	CustomerHandle string                `json:"customer_handle,omitzero"`
	Customer       *CustomerCreateParams `json:"customer,omitzero"`
}

// Validate wants an agreement and one customer.
func (p *PaymentMethodCreateOfflineParams) Validate() error {
	if p.AgreementHandle == "" {
		return errors.New("an offline payment method needs an agreement")
	}
	return oneCustomer(p.CustomerHandle, p.Customer)
}

func oneCustomer(handle string, customer *CustomerCreateParams) error {
	if (handle == "") == (customer == nil) {
		return errors.New("either the handle of a customer or a customer to create is needed")
	}
	if customer != nil {
		return customer.Validate()
	}
	return nil
}

// maxReference is the documented length of an own reference of a payment method, in
// characters.
const maxReference = 64

func validReference(reference string) error {
	if n := utf8.RuneCountInString(reference); n > maxReference {
		return fmt.Errorf("the reference has %d characters, more than %d", n, maxReference)
	}
	return nil
}

// PaymentMethodListParams filters a list of payment methods. Its range is
// RangeCreated.
type PaymentMethodListParams struct {
	ListParams
	ID                    string               `query:"id"`
	States                []PaymentMethodState `query:"state"`
	PaymentTypes          []PaymentType        `query:"payment_type"`
	Customer              string               `query:"customer"`
	Subscription          string               `query:"subscription"`
	Reference             string               `query:"reference"`
	Failed                TimeFilter           `query:"failed"`
	CardTypes             []CardType           `query:"card_type"`
	TransactionCardTypes  []CardType           `query:"transaction_card_type"`
	CardPrefix            string               `query:"card_prefix"`
	CardPostfix           string               `query:"card_postfix"`
	CardFingerprint       string               `query:"card_fingerprint"`
	CardCountries         []string             `query:"card_country"`
	CardGateway           string               `query:"card_gateway"`
	CardAgreement         string               `query:"card_agreement"`
	OfflineHandle         string               `query:"offline_agreement_handle"`
	MobilePaySubscription string               `query:"mps_external_id"`
}
