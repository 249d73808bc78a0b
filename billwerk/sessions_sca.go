package billwerk

// SCAData describes the customer and the purchase, for strong customer
// authentication: the more of it there is, the less often the customer is asked for
// a code. Dates are strings in the definition, without a word on their form.
type SCAData struct {
	Name            string          `json:"name,omitzero"`
	Email           string          `json:"email,omitzero"`
	HomePhone       *SCAPhoneNumber `json:"home_phone,omitzero"`
	MobilePhone     *SCAPhoneNumber `json:"mobile_phone,omitzero"`
	WorkPhone       *SCAPhoneNumber `json:"work_phone,omitzero"`
	BillingAddress  *SCAAddress     `json:"billing_address,omitzero"`
	ShippingAddress *SCAAddress     `json:"shipping_address,omitzero"`
	// AddressMatch says whether the two addresses are the same.
	AddressMatch *bool `json:"address_match,omitzero"`
	// AccountID is yours.
	AccountID string `json:"account_id,omitzero"`
	// ChallengeIndicator is "preference" or "mandate".
	ChallengeIndicator string            `json:"challenge_indicator,omitzero"`
	RiskIndicator      *SCARiskIndicator `json:"risk_indicator,omitzero"`
	AccountInfo        *SCAAccountInfo   `json:"account_info,omitzero"`
}

// SCAPhoneNumber is a phone number. Both parts are required.
type SCAPhoneNumber struct {
	// CountryCode is for example "45".
	CountryCode string `json:"cc"`
	Subscriber  string `json:"subscriber"`
}

// SCAAddress is a billing or shipping address.
type SCAAddress struct {
	Address1        string `json:"address1,omitzero"`
	Address2        string `json:"address2,omitzero"`
	Address3        string `json:"address3,omitzero"`
	City            string `json:"city,omitzero"`
	Country         string `json:"country,omitzero"`
	PostalCode      string `json:"postal_code,omitzero"`
	StateOrProvince string `json:"state_or_province,omitzero"`
}

// SCARiskIndicator describes the purchase.
type SCARiskIndicator struct {
	DeliveryEmail string `json:"delivery_email,omitzero"`
	// DeliveryTimeframe is "electronic", "same_day_shipping", "overnight_shipping" or
	// "two_day_or_more_shipping".
	DeliveryTimeframe string `json:"delivery_timeframe,omitzero"`
	// GiftCardAmount is in whole units of the currency, unlike all other amounts.
	GiftCardAmount   int64  `json:"gift_card_amount,omitzero"`
	GiftCardCount    int    `json:"gift_card_count,omitzero"`
	GiftCardCurrency string `json:"gift_card_currency,omitzero"`
	PreOrderDate     string `json:"pre_order_date,omitzero"`
	// PreOrderPurchaseIndicator is "merchandise_available" or "future_availability".
	PreOrderPurchaseIndicator string `json:"pre_order_purchase_indicator,omitzero"`
	// ReorderItemsIndicator is "first_time_ordered" or "reordered".
	ReorderItemsIndicator string `json:"reorder_items_indicator,omitzero"`
	// ShippingIndicator is "billing_address", "verified", "non_billing_address",
	// "ship_to_store", "digital_goods", "travel_and_event_tickets" or "other".
	ShippingIndicator string `json:"shipping_indicator,omitzero"`
}

// SCAAge says how long ago something was.
type SCAAge string

// The ages. Guest occurs for accounts, NoChange for passwords alone.
const (
	SCAGuestAccount    SCAAge = "guest_account"
	SCANoChange        SCAAge = "no_change"
	SCAThisTransaction SCAAge = "this_transaction"
	SCALessThan30Days  SCAAge = "less_than_30_days"
	SCAFrom30To60Days  SCAAge = "from_30_to_60_days"
	SCAMoreThan60Days  SCAAge = "more_than_60_days"
)

// SCAAccountInfo describes the customer's account with you.
type SCAAccountInfo struct {
	Created                       string `json:"created,omitzero"`
	Changed                       string `json:"changed,omitzero"`
	AgeIndicator                  SCAAge `json:"age_indicator,omitzero"`
	ChangeIndicator               SCAAge `json:"change_indicator,omitzero"`
	PasswordChange                string `json:"password_change,omitzero"`
	PasswordChangeIndicator       SCAAge `json:"password_change_indicator,omitzero"`
	PurchaseCount                 *int   `json:"purchase_count,omitzero"`
	AddCardAttempts               *int   `json:"add_card_attempts,omitzero"`
	TransactionsDay               *int   `json:"transactions_day,omitzero"`
	TransactionsYear              *int   `json:"transactions_year,omitzero"`
	CardAge                       string `json:"card_age,omitzero"`
	CardAgeIndicator              SCAAge `json:"card_age_indicator,omitzero"`
	ShippingAddressUsage          string `json:"shipping_address_usage,omitzero"`
	ShippingAddressUsageIndicator SCAAge `json:"shipping_address_usage_indicator,omitzero"`
	// ShippingNameIndicator says whether the name of the account is that of the
	// recipient (inferred).
	ShippingNameIndicator *bool `json:"shipping_name_indicator,omitzero"`
	SuspiciousActivity    *bool `json:"suspicious_activity,omitzero"`
}
