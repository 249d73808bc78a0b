package billwerk

import (
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
)

// What the vendor's documentation doesn't name as safe to repeat is sent once:
// it is for people to look and decide.
const whyNoWord = "no word in the documentation"

var (
	opInvoiceList = client.Operation{
		Name: "invoices.list", Method: http.MethodGet, Path: "/v1/list/invoice",
	}
	opInvoiceGet = client.Operation{
		Name: "invoices.get", Method: http.MethodGet, Path: "/v1/invoice/{id}",
	}
	opInvoiceSettle = client.Operation{
		Name: "invoices.settle", Method: http.MethodPost, Path: "/v1/invoice/{id}/settle", Timeout: moneyTimeout,
		Repeat: client.RepeatNever, Why: "moves money and takes no key",
	}
	opInvoiceManualSettle = client.Operation{
		Name: "invoices.settle_manually", Method: http.MethodPost, Path: "/v1/invoice/{id}/manual_settle",
		Repeat: client.RepeatNever, Why: "records money and takes no key",
	}
	opInvoiceCancelSettle = client.Operation{
		Name: "invoices.cancel_settle", Method: http.MethodPost, Path: "/v1/invoice/{id}/settle/cancel",
		Repeat: client.RepeatNever, Why: whyNoWord,
	}
	opInvoiceCancel = client.Operation{
		Name: "invoices.cancel", Method: http.MethodPost, Path: "/v1/invoice/{id}/cancel", Timeout: moneyTimeout,
		Repeat: client.RepeatAlways, Why: "a repeat gives 29, which means done (inferred)",
	}
	opInvoiceCancelAll = client.Operation{
		Name: "invoices.cancel_all", Method: http.MethodPost, Path: "/v1/invoice/cancel_all_dunning_pending/subscription/{handle}",
		Repeat: client.RepeatNever, Why: whyNoWord,
	}
	opInvoiceFail = client.Operation{
		Name: "invoices.fail", Method: http.MethodPost, Path: "/v1/invoice/{id}/fail",
		Repeat: client.RepeatNever, Why: whyNoWord,
	}
	opInvoiceReactivate = client.Operation{
		Name: "invoices.reactivate", Method: http.MethodPost, Path: "/v1/invoice/{id}/reactivate",
		Repeat: client.RepeatNever, Why: whyNoWord,
	}
	opInvoiceDetach = client.Operation{
		Name: "invoices.detach", Method: http.MethodPost, Path: "/v1/invoice/{id}/detach",
		Repeat: client.RepeatNever, Why: whyNoWord,
	}

	opInvoiceSetBilling = client.Operation{
		Name: "invoices.set_billing_address", Method: http.MethodPut, Path: "/v1/invoice/{id}/billing_address",
		Repeat: client.RepeatAlways, Why: "PUT replaces (inferred)",
	}
	opInvoiceDeleteBilling = client.Operation{
		Name: "invoices.delete_billing_address", Method: http.MethodDelete, Path: "/v1/invoice/{id}/billing_address",
		Repeat: client.RepeatAlways, Why: "DELETE: already gone (inferred)",
	}
	opInvoiceSetShipping = client.Operation{
		Name: "invoices.set_shipping_address", Method: http.MethodPut, Path: "/v1/invoice/{id}/shipping_address",
		Repeat: client.RepeatAlways, Why: "PUT replaces (inferred)",
	}
	opInvoiceDeleteShipping = client.Operation{
		Name: "invoices.delete_shipping_address", Method: http.MethodDelete, Path: "/v1/invoice/{id}/shipping_address",
		Repeat: client.RepeatAlways, Why: "DELETE: already gone (inferred)",
	}

	opInvoiceMetadata = client.Operation{
		Name: "invoices.metadata", Method: http.MethodGet, Path: "/v1/invoice/{handle}/metadata",
	}
	opInvoiceSetMetadata = client.Operation{
		Name: "invoices.set_metadata", Method: http.MethodPut, Path: "/v1/invoice/{handle}/metadata",
		Repeat: client.RepeatAlways, Why: "PUT replaces (inferred)",
	}
	opInvoiceDeleteMetadata = client.Operation{
		Name: "invoices.delete_metadata", Method: http.MethodDelete, Path: "/v1/invoice/{handle}/metadata", NoContent: true,
		Repeat: client.RepeatAlways, Why: "DELETE: already gone (inferred)",
	}

	opInvoiceTransaction = client.Operation{
		Name: "invoices.transaction", Method: http.MethodGet, Path: "/v1/invoice/{id}/transaction/{transaction}",
	}
	opInvoiceTransactionDetails = client.Operation{
		Name: "invoices.transaction_details", Method: http.MethodGet, Path: "/v1/invoice/{id}/transaction/{transaction}/details",
	}
	opInvoiceCancelTransaction = client.Operation{
		Name: "invoices.cancel_transaction", Method: http.MethodPost, Path: "/v1/invoice/{id}/transaction/{transaction}/cancel",
		Timeout: moneyTimeout, Repeat: client.RepeatNever, Why: whyNoWord,
	}
)
