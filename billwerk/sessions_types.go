package billwerk

// Session is a checkout session that was just made (model Session of the checkout
// API, definition of March 2024).
type Session struct {
	// ID begins with "cs_". It is the reference of the payment method that the
	// customer stores, unless PaymentMethodReference says otherwise.
	ID string `json:"id"`
	// URL is the window. Who has it can use it: give it to the customer alone.
	URL string `json:"url"`
}

// Verify wants an id and a URL.
func (s *Session) Verify() error {
	switch {
	case s.ID == "":
		return missing("id")
	case s.URL == "":
		return missing("url")
	}
	return nil
}

// SessionType is what a session is for. Unknown types survive.
type SessionType string

// The session types. They are in upper case, unlike all other enums.
const (
	SessionCharge       SessionType = "CHARGE"
	SessionRecurring    SessionType = "RECURRING"
	SessionSubscription SessionType = "SUBSCRIPTION"
)

// SessionRelation names what sessions are looked up by. The definition has it as a
// free string and lists no values, so that this package has none either; the names
// of fields of [SessionInfo], such as "charge" or "customer", are worth a try.
type SessionRelation string

// SessionInfo is what a session was made of (model SessionInfo).
type SessionInfo struct {
	ID   string      `json:"id"`
	Type SessionType `json:"type,omitzero"`
	URL  string      `json:"url,omitzero"`
	// Created and Expires bound the life of the window.
	Created Timestamp `json:"created,omitzero"`
	Expires Timestamp `json:"expires,omitzero"`
	// Charge, Customer and Subscription are the handles of what it is for.
	Charge       string `json:"charge,omitzero"`
	Customer     string `json:"customer,omitzero"`
	Subscription string `json:"subscription,omitzero"`
	// SubscriptionDone says that a subscription session has done its work.
	SubscriptionDone bool   `json:"subscription_session_done,omitzero"`
	Settle           bool   `json:"settle,omitzero"`
	Recurring        bool   `json:"recurring,omitzero"`
	Currency         string `json:"currency,omitzero"`
	// Configuration is the handle of a checkout configuration.
	Configuration string `json:"configuration,omitzero"`
	Locale        string `json:"locale,omitzero"`
	Agent         string `json:"agent,omitzero"`
	Phone         string `json:"phone,omitzero"`
	Experimental  bool   `json:"experimental,omitzero"`
	AcceptURL     string `json:"accept_url,omitzero"`
	CancelURL     string `json:"cancel_url,omitzero"`
	// AlternativeReturnURL has a camel-case name on the wire, unlike the others.
	AlternativeReturnURL   string   `json:"alternativeReturnUrl,omitzero"`
	PaymentMethods         []string `json:"payment_methods,omitzero"`
	CardOnFile             string   `json:"card_on_file,omitzero"`
	CardOnFileRequireCVV   bool     `json:"card_on_file_require_cvv,omitzero"`
	ButtonText             string   `json:"button_text,omitzero"`
	OrderText              string   `json:"order_text,omitzero"`
	RecurringOptional      *bool    `json:"recurring_optional,omitzero"`
	RecurringOptionalText  string   `json:"recurring_optional_text,omitzero"`
	RecurringAverageAmount int64    `json:"recurring_average_amount,omitzero"`
	SCAData                *SCAData `json:"sca_data,omitzero"`
	PaymentMethodReference string   `json:"payment_method_reference,omitzero"`
	AccountFunding         bool     `json:"account_funding,omitzero"`
	AllowedIP              string   `json:"allowed_ip,omitzero"`
}

// Verify wants an id. The definition marks no field as always present, but what has
// no id is no session (inferred).
func (s *SessionInfo) Verify() error {
	if s.ID == "" {
		return missing("id")
	}
	return nil
}
