package billwerk

// SessionData are options of single payment types in a session (model SessionData).
// Amounts are in the smallest unit of the currency (inferred). The names say which
// payment type they are for; their texts were not available.
type SessionData struct {
	// SSN is a social security number. It is personal data: keep parameters that hold
	// it out of logs.
	SSN               string `json:"ssn,omitzero"`
	AccountHolderName string `json:"account_holder_name,omitzero"`
	// AlternativeReturnURL is where an app returns to (inferred).
	AlternativeReturnURL string `json:"alternative_return_url,omitzero"`
	AnydayWebshopURL     string `json:"anyday_webshop_url,omitzero"`

	// MobilePay Subscriptions. Frequency is "flexible", "yearly", "biyearly",
	// "quarterly", "monthly", "biweekly", "weekly" or "daily".
	MobilePayAmount             int64  `json:"mps_amount,omitzero"`
	MobilePayPlan               string `json:"mps_plan,omitzero"`
	MobilePayDescription        string `json:"mps_description,omitzero"`
	MobilePayFrequency          string `json:"mps_frequency,omitzero"`
	MobilePayExternalID         string `json:"mps_external_id,omitzero"`
	MobilePayPaymentDescription string `json:"mps_payment_description,omitzero"`
	MobilePayCancelRedirectURL  string `json:"mps_cancel_redirect_url,omitzero"`

	// MobilePay Online. Flow is "single" or "dual".
	MobilePayOnlineFlow           string `json:"mpo_flow,omitzero"`
	MobilePayOnlineMinimumUserAge int    `json:"mpo_minimum_user_age,omitzero"`

	// Apple Pay. The unit of the interval is "year", "month" or "day".
	ApplePayStartDate     string `json:"applepay_recurring_payment_start_date,omitzero"`
	ApplePayEndDate       string `json:"applepay_recurring_payment_end_date,omitzero"`
	ApplePayIntervalUnit  string `json:"applepay_recurring_payment_interval_unit,omitzero"`
	ApplePayIntervalCount int64  `json:"applepay_recurring_payment_interval_count,omitzero"`
	ApplePayLabel         string `json:"applepay_recurring_label,omitzero"`
	ApplePayAmount        int64  `json:"applepay_recurring_amount,omitzero"`

	SEPADebtorName       string `json:"sepa_debtor_name,omitzero"`
	SEPADebtorAddress    string `json:"sepa_debtor_address,omitzero"`
	SEPADebtorPostalCode string `json:"sepa_debtor_postal_code,omitzero"`
	SEPADebtorCity       string `json:"sepa_debtor_city,omitzero"`
	SEPADebtorCountry    string `json:"sepa_debtor_country,omitzero"`
	SEPADebtorIBAN       string `json:"sepa_debtor_iban,omitzero"`
	SEPAMandateAmount    int64  `json:"sepa_mandate_amount,omitzero"`

	VippsAmount                    int64  `json:"vipps_recurring_amount,omitzero"`
	VippsProductName               string `json:"vipps_recurring_product_name,omitzero"`
	VippsPricingType               string `json:"vipps_recurring_pricing_type,omitzero"`
	VippsProductDescription        string `json:"vipps_recurring_product_description,omitzero"`
	VippsIntervalCount             int    `json:"vipps_recurring_interval_count,omitzero"`
	VippsIntervalUnit              string `json:"vipps_recurring_interval_unit,omitzero"`
	VippsInitialPaymentDescription string `json:"vipps_recurring_initial_payment_description,omitzero"`
	VippsMerchantCancelURL         string `json:"vipps_recurring_merchant_cancel_url,omitzero"`
	VippsCampaignAmount            int64  `json:"vipps_recurring_campaign_amount,omitzero"`
	VippsCampaignIntervalCount     int    `json:"vipps_recurring_campaign_interval_count,omitzero"`
	VippsCampaignIntervalUnit      string `json:"vipps_recurring_campaign_interval_unit,omitzero"`
	// VippsCampaignEndDate is a date-time with an offset, such as
	// 2025-06-30T22:00:00Z; the only one of its kind in a request.
	VippsCampaignEndDate string `json:"vipps_recurring_campaign_end_date,omitzero"`
}
