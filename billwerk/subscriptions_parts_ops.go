package billwerk

import (
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
)

// What hangs on a subscription: invoices, payment methods, add-ons, discounts,
// entitlements and metered products.
var (
	opSubscriptionCreateInvoice = client.Operation{
		Name: "subscriptions.create_invoice", Method: http.MethodPost, Path: "/v1/subscription/{handle}/invoice", Timeout: moneyTimeout,
		Repeat: client.RepeatAlways, Why: "the handle is mandatory: a repeat gives 11 (inferred)",
	}
	opSubscriptionPayableInvoice = client.Operation{
		Name: "subscriptions.payable_invoice", Method: http.MethodGet, Path: "/v1/subscription/{handle}/invoice",
	}
	opSubscriptionNextInvoice = client.Operation{
		Name: "subscriptions.next_invoice", Method: http.MethodGet, Path: "/v1/subscription/{handle}/next_invoice_preview",
	}
	opSubscriptionPeriodBalance = client.Operation{
		Name: "subscriptions.period_balance", Method: http.MethodGet, Path: "/v1/subscription/{handle}/period_balance",
	}
	opSubscriptionIntervalAmount = client.Operation{
		Name: "subscriptions.interval_amount", Method: http.MethodGet, Path: "/v1/subscription/{handle}/interval_amount",
	}

	opSubscriptionPaymentMethods = client.Operation{
		Name: "subscriptions.payment_methods", Method: http.MethodGet, Path: "/v1/subscription/{handle}/pm",
	}
	opSubscriptionSetPaymentMethod = client.Operation{
		Name: "subscriptions.set_payment_method", Method: http.MethodPost, Path: "/v1/subscription/{handle}/pm",
		Repeat: client.RepeatNever, Why: "a one-time token can be used once: a repeat would fail with 103",
	}
	opSubscriptionRemovePaymentMethod = client.Operation{
		Name: "subscriptions.remove_payment_method", Method: http.MethodDelete, Path: "/v1/subscription/{handle}/pm/{id}",
		Repeat: client.RepeatAlways, Why: whyGone,
	}
	opSubscriptionRemovePaymentMethods = client.Operation{
		Name: "subscriptions.remove_payment_methods", Method: http.MethodDelete, Path: "/v1/subscription/{handle}/pm",
		Repeat: client.RepeatAlways, Why: whyGone,
	}

	opSubscriptionAddOns = client.Operation{
		Name: "subscriptions.add_ons", Method: http.MethodGet, Path: "/v1/subscription/{handle}/add_on",
	}
	opSubscriptionAddOn = client.Operation{
		Name: "subscriptions.add_on", Method: http.MethodGet, Path: "/v1/subscription/{handle}/add_on/{add_on}",
	}
	opSubscriptionEntitlements = client.Operation{
		Name: "subscriptions.entitlements", Method: http.MethodGet, Path: "/v1/subscription/{handle}/entitlement",
	}
	opSubscriptionSetEntitlements = client.Operation{
		Name: "subscriptions.set_entitlements", Method: http.MethodPut, Path: "/v1/subscription/{handle}/entitlement",
		Repeat: client.RepeatAlways, Why: whyReplaces,
	}

	opSubscriptionDiscounts = client.Operation{
		Name: "subscriptions.discounts", Method: http.MethodGet, Path: "/v1/subscription/{handle}/discount",
	}
	opSubscriptionDiscount = client.Operation{
		Name: "subscriptions.discount", Method: http.MethodGet, Path: "/v1/subscription/{handle}/discount/{discount}",
	}
	opSubscriptionAddDiscount = client.Operation{
		Name: "subscriptions.add_discount", Method: http.MethodPost, Path: "/v1/subscription/{handle}/discount",
		Repeat: client.RepeatAlways, Why: "the handle is mandatory and unique per subscription (inferred)",
	}
	opSubscriptionRemoveDiscount = client.Operation{
		Name: "subscriptions.remove_discount", Method: http.MethodDelete, Path: "/v1/subscription/{handle}/discount/{discount}",
		Repeat: client.RepeatAlways, Why: whyGone,
	}
	opSubscriptionRedeemCoupon = client.Operation{
		Name: "subscriptions.redeem_coupon", Method: http.MethodPost, Path: "/v1/subscription/{handle}/coupon",
		Repeat: client.RepeatNever, Why: "whether a coupon can be used twice depends on the coupon",
	}

	opSubscriptionMeteredProducts = client.Operation{
		Name: "subscriptions.metered_products", Method: http.MethodGet, Path: "/v1/subscription/{handle}/metered_billing_product",
	}
	opSubscriptionAddMeteredProduct = client.Operation{
		Name: "subscriptions.add_metered_product", Method: http.MethodPost, Path: "/v1/subscription/{handle}/metered_billing_product",
		Repeat: client.RepeatNever, Why: whyNoWord,
	}
	opSubscriptionRemoveMeteredProduct = client.Operation{
		Name: "subscriptions.remove_metered_product", Method: http.MethodDelete, Path: "/v1/subscription/{handle}/metered_billing_product/{product}",
		Repeat: client.RepeatAlways, Why: whyGone,
	}
	opSubscriptionMeteredUsage = client.Operation{
		Name: "subscriptions.metered_usage", Method: http.MethodGet, Path: "/v1/subscription/{handle}/metered_billing_product/{product}/metered_usage",
	}
	opSubscriptionRecordUsage = client.Operation{
		Name: "subscriptions.record_usage", Method: http.MethodPost, Path: "/v1/subscription/{handle}/metered_billing_product/{product}/metered_usage_record",
		Repeat: client.RepeatNever, Why: "counts twice; repeated with a handle of its own, which makes it the same record (release notes of May 2026)",
	}
	opSubscriptionSetUsageState = client.Operation{
		Name: "subscriptions.set_usage_state", Method: http.MethodPut, Path: "/v1/subscription/{handle}/metered_billing_product/{product}/metered_usage_record/{record}",
		Repeat: client.RepeatAlways, Why: whyReplaces,
	}
)
