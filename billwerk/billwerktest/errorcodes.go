package billwerktest

import "github.com/vendorkit/vendorkit-go/billwerk"

// errorCodesPath needs no authentication.
const errorCodesPath = "/v1/error_codes"

func (f *Fake) errorCodes(*call) (any, *refusal) {
	list := []object{}
	for _, code := range billwerk.Codes() {
		list = append(list, object{"code": int(code), "error": code.Message(), "http_code": fail(code).httpStatus()})
	}
	return list, nil
}

// notImplemented answers the documented operations that the fake doesn't play.
func (f *Fake) notImplemented(*call) (any, *refusal) {
	return nil, &refusal{code: billwerk.CodeNotImplemented, message: "billwerktest doesn't play this operation"}
}

// unplayed are the operations that package billwerk has and the fake doesn't play.
var unplayed = []string{
	"GET /v1/plan/{handle}/{version}/entitlement",
	"POST /v1/subscription/{handle}/coupon",
	"GET /v1/subscription/{handle}/discount",
	"POST /v1/subscription/{handle}/discount",
	"GET /v1/subscription/{handle}/discount/{discount}",
	"DELETE /v1/subscription/{handle}/discount/{discount}",
	"GET /v1/subscription/{handle}/entitlement",
	"PUT /v1/subscription/{handle}/entitlement",
	"GET /v1/subscription/{handle}/interval_amount",
	"GET /v1/subscription/{handle}/period_balance",
	"GET /v1/subscription/{handle}/metered_billing_product",
	"POST /v1/subscription/{handle}/metered_billing_product",
	"DELETE /v1/subscription/{handle}/metered_billing_product/{product}",
	"GET /v1/subscription/{handle}/metered_billing_product/{product}/metered_usage",
	"POST /v1/subscription/{handle}/metered_billing_product/{product}/metered_usage_record",
	"PUT /v1/subscription/{handle}/metered_billing_product/{product}/metered_usage_record/{record}",
}
