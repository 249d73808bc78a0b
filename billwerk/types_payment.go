package billwerk

// PaymentType is a way to pay. It is the type of a transaction, of a charge's
// source, of a refund and of a stored payment method; not every value occurs in
// each of these places.
type PaymentType string

// The payment types. CardToken occurs as a charge's source only; EMVToken, SEPA,
// VippsRecurring, MobilePaySubscriptions, ApplePay, Card and the offline types
// occur as stored payment methods.
const (
	PaymentCard                   PaymentType = "card"
	PaymentCardToken              PaymentType = "card_token"
	PaymentMPO                    PaymentType = "mpo"
	PaymentMobilePay              PaymentType = "mobilepay"
	PaymentVipps                  PaymentType = "vipps"
	PaymentVippsEPayment          PaymentType = "vipps_epayment"
	PaymentVippsRecurring         PaymentType = "vipps_recurring"
	PaymentSwish                  PaymentType = "swish"
	PaymentViaBill                PaymentType = "viabill"
	PaymentAnyday                 PaymentType = "anyday"
	PaymentManual                 PaymentType = "manual"
	PaymentApplePay               PaymentType = "applepay"
	PaymentGooglePay              PaymentType = "googlepay"
	PaymentPayPal                 PaymentType = "paypal"
	PaymentKlarnaPayNow           PaymentType = "klarna_pay_now"
	PaymentKlarnaPayLater         PaymentType = "klarna_pay_later"
	PaymentKlarnaSliceIt          PaymentType = "klarna_slice_it"
	PaymentKlarnaBankTransfer     PaymentType = "klarna_direct_bank_transfer"
	PaymentKlarnaDirectDebit      PaymentType = "klarna_direct_debit"
	PaymentResurs                 PaymentType = "resurs"
	PaymentIDEAL                  PaymentType = "ideal"
	PaymentP24                    PaymentType = "p24"
	PaymentBancomatPay            PaymentType = "bancomatpay"
	PaymentBlik                   PaymentType = "blik"
	PaymentGiropay                PaymentType = "giropay"
	PaymentSEPA                   PaymentType = "sepa"
	PaymentVerkkopankki           PaymentType = "verkkopankki"
	PaymentMobilePaySubscriptions PaymentType = "mobilepay_subscriptions"
	PaymentEMVToken               PaymentType = "emv_token"
	PaymentBancontact             PaymentType = "bcmc"
	PaymentBlikOneClick           PaymentType = "pp_blik_oc"
	PaymentTrustly                PaymentType = "trustly"
	PaymentEPS                    PaymentType = "eps"
	PaymentEstoniaBanks           PaymentType = "estonia_banks"
	PaymentLatviaBanks            PaymentType = "latvia_banks"
	PaymentLithuaniaBanks         PaymentType = "lithuania_banks"
	PaymentMBWay                  PaymentType = "mb_way"
	PaymentMultibanco             PaymentType = "multibanco"
	PaymentMyBank                 PaymentType = "mybank"
	PaymentPayconiq               PaymentType = "payconiq"
	PaymentPaysafecard            PaymentType = "paysafecard"
	PaymentPaysera                PaymentType = "paysera"
	PaymentPostFinance            PaymentType = "postfinance"
	PaymentSatispay               PaymentType = "satispay"
	PaymentTwint                  PaymentType = "twint"
	PaymentWeChatPay              PaymentType = "wechatpay"
	PaymentSantander              PaymentType = "santander"
	PaymentOfflineCash            PaymentType = "offline_cash"
	PaymentOfflineBankTransfer    PaymentType = "offline_bank_transfer"
	PaymentOfflineOther           PaymentType = "offline_other"
	PaymentSEPAEbics              PaymentType = "sepa_ebics"
)

// SourceAuto picks the customer's newest active payment method, as the source of a
// charge or the payment method of a settle.
const SourceAuto = "auto"

// PaymentContext says who started a payment: the customer ("cit", with a stored
// card "cit_cof") or the merchant ("mit").
type PaymentContext string

// The payment contexts.
const (
	ContextCustomer           PaymentContext = "cit"
	ContextCustomerCardOnFile PaymentContext = "cit_cof"
	ContextMerchant           PaymentContext = "mit"
)

// ChargeSource says how a charge was paid. Which fields are set depends on Type.
type ChargeSource struct {
	Type PaymentType `json:"type"`
	// Card is the id of the stored card, if Type is "card" and it is stored.
	Card            string `json:"card,omitzero"`
	MobilePay       string `json:"mps,omitzero"`
	IBAN            string `json:"iban,omitzero"`
	VippsRecurring  string `json:"vipps_recurring,omitzero"`
	SEPAMandate     string `json:"sepa_mandate,omitzero"`
	SEPAEbics       string `json:"sepa_ebics_mandate,omitzero"`
	TwintMandate    string `json:"twint_mandate,omitzero"`
	PayPalMandate   string `json:"paypal_mandate,omitzero"`
	OfflineHandle   string `json:"offline_agreement_handle,omitzero"`
	OfflineGuidance string `json:"offline_payment_instructions,omitzero"`
	// AuthTransaction is the id of the authorization, after a settle.
	AuthTransaction string `json:"auth_transaction,omitzero"`
	CardDetails
}

// CardDetails are what is known of the card behind a payment.
type CardDetails struct {
	// Fingerprint is the same for the same card number.
	Fingerprint         string       `json:"fingerprint,omitzero"`
	Provider            CardProvider `json:"provider,omitzero"`
	Frictionless        bool         `json:"frictionless,omitzero"`
	CardType            CardType     `json:"card_type,omitzero"`
	TransactionCardType CardType     `json:"transaction_card_type,omitzero"`
	// ExpDate is "MM-YY".
	ExpDate    string `json:"exp_date,omitzero"`
	MaskedCard string `json:"masked_card,omitzero"`
	// CardCountry is ISO 3166-1 alpha-2.
	CardCountry                string                     `json:"card_country,omitzero"`
	StrongAuthenticationStatus StrongAuthenticationStatus `json:"strong_authentication_status,omitzero"`
	// ThreeDSecureStatus is "Y" or "A".
	ThreeDSecureStatus string `json:"three_d_secure_status,omitzero"`
	RiskRule           string `json:"risk_rule,omitzero"`
	// AcquirerCode, AcquirerMessage and AcquirerReference are the acquirer's own.
	AcquirerCode      string `json:"acquirer_code,omitzero"`
	AcquirerMessage   string `json:"acquirer_message,omitzero"`
	AcquirerReference string `json:"acquirer_reference,omitzero"`
	TextOnStatement   string `json:"text_on_statement,omitzero"`
	// SurchargeFee is in the smallest unit of the currency.
	SurchargeFee int64 `json:"surcharge_fee,omitzero"`
}
