package billwerk

// The enums of the API are open: the vendor adds values (the definition of 2025
// has some that the one of 2024 lacks). Unknown values survive decoding, and
// nothing checks them before sending.

// CardType is the brand of a card.
type CardType string

// The card types.
const (
	CardUnknown       CardType = "unknown"
	CardVisa          CardType = "visa"
	CardMasterCard    CardType = "mc"
	CardDankort       CardType = "dankort"
	CardVisaDankort   CardType = "visa_dk"
	CardForbrugs      CardType = "ffk"
	CardVisaElectron  CardType = "visa_elec"
	CardMaestro       CardType = "maestro"
	CardLaser         CardType = "laser"
	CardAmex          CardType = "amex"
	CardDiners        CardType = "diners"
	CardDiscover      CardType = "discover"
	CardJCB           CardType = "jcb"
	CardChinaUnionPay CardType = "china_union_pay"
)

// CardProvider is the acquirer or gateway behind a card payment.
type CardProvider string

// The card providers.
const (
	ProviderReepay        CardProvider = "reepay"
	ProviderAIBMS         CardProvider = "aibms"
	ProviderBambora       CardProvider = "bambora"
	ProviderBarclays      CardProvider = "barclays"
	ProviderClearhaus     CardProvider = "clearhaus"
	ProviderCMCIC         CardProvider = "cmcic"
	ProviderCredibanco    CardProvider = "credibanco"
	ProviderCS            CardProvider = "cs"
	ProviderElavon        CardProvider = "elavon"
	ProviderEvry          CardProvider = "evry"
	ProviderFirstData     CardProvider = "first_data"
	ProviderHandelsbanken CardProvider = "handelsbanken"
	ProviderHSBC          CardProvider = "hsbc"
	ProviderNets          CardProvider = "nets"
	ProviderShift4        CardProvider = "shift4"
	ProviderSpreedly      CardProvider = "spreedly"
	ProviderSwedbank      CardProvider = "swedbank"
	ProviderThailandKBank CardProvider = "thailand_kbank"
	ProviderValitor       CardProvider = "valitor"
	ProviderWorldline     CardProvider = "worldline"
	ProviderWorldpay      CardProvider = "worldpay"
	ProviderTest          CardProvider = "test"
)

// StrongAuthenticationStatus says how the customer was authenticated.
type StrongAuthenticationStatus string

// The strong authentication statuses.
const (
	ThreeDSecure            StrongAuthenticationStatus = "threed_secure"
	ThreeDSecureNotEnrolled StrongAuthenticationStatus = "threed_secure_not_enrolled"
	SecuredByNets           StrongAuthenticationStatus = "secured_by_nets"
)

// OrderLineOrigin says what a line of an invoice is for.
type OrderLineOrigin string

// The origins of order lines.
const (
	OriginPlan                  OrderLineOrigin = "plan"
	OriginAddOn                 OrderLineOrigin = "add_on"
	OriginOnDemand              OrderLineOrigin = "ondemand"
	OriginAdditionalCost        OrderLineOrigin = "additional_cost"
	OriginCredit                OrderLineOrigin = "credit"
	OriginDiscount              OrderLineOrigin = "discount"
	OriginSetupFee              OrderLineOrigin = "setup_fee"
	OriginSurchargeFee          OrderLineOrigin = "surcharge_fee"
	OriginMeteredBillingProduct OrderLineOrigin = "metered_billing_product"
)

// TransferMethod is how money changed hands outside the vendor's system.
type TransferMethod string

// The transfer methods. Chargeback is for refunds only.
const (
	TransferCash         TransferMethod = "cash"
	TransferBankTransfer TransferMethod = "bank_transfer"
	TransferCheck        TransferMethod = "check"
	TransferChargeback   TransferMethod = "chargeback"
	TransferOther        TransferMethod = "other"
)
