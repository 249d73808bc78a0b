package billwerk

import (
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
)

// Why an operation may be repeated, where several share a reason. None of them is
// documented; the documentation only says what a second call answers.
const (
	whyOwnHandle = "own handle: a repeat gives 11; sent once with a generated handle (inferred)"
	whyReplaces  = "PUT replaces (inferred)"
	whyGone      = "DELETE: already gone (inferred)"
)

var (
	opCustomerCreate = client.Operation{
		Name: "customers.create", Method: http.MethodPost, Path: "/v1/customer",
		Repeat: client.RepeatAlways, Why: whyOwnHandle,
	}
	opCustomerGet = client.Operation{
		Name: "customers.get", Method: http.MethodGet, Path: "/v1/customer/{handle}",
	}
	opCustomerUpdate = client.Operation{
		Name: "customers.update", Method: http.MethodPut, Path: "/v1/customer/{handle}",
		Repeat: client.RepeatAlways, Why: "PUT replaces (page updatecustomerjson)",
	}
	opCustomerDelete = client.Operation{
		Name: "customers.delete", Method: http.MethodDelete, Path: "/v1/customer/{handle}",
		Repeat: client.RepeatAlways, Why: whyGone,
	}
	opCustomerList = client.Operation{
		Name: "customers.list", Method: http.MethodGet, Path: "/v1/list/customer",
	}

	opCustomerMetadata = client.Operation{
		Name: "customers.metadata", Method: http.MethodGet, Path: "/v1/customer/{handle}/metadata",
	}
	opCustomerSetMetadata = client.Operation{
		Name: "customers.set_metadata", Method: http.MethodPut, Path: "/v1/customer/{handle}/metadata",
		Repeat: client.RepeatAlways, Why: whyReplaces,
	}
	opCustomerDeleteMetadata = client.Operation{
		Name: "customers.delete_metadata", Method: http.MethodDelete, Path: "/v1/customer/{handle}/metadata", NoContent: true,
		Repeat: client.RepeatAlways, Why: whyGone,
	}

	opCustomerNotes = client.Operation{
		Name: "customers.notes", Method: http.MethodGet, Path: "/v1/customer/{handle}/note",
	}
	opCustomerCreateNote = client.Operation{
		Name: "customers.create_note", Method: http.MethodPost, Path: "/v1/customer/{handle}/note",
		Repeat: client.RepeatNever, Why: "a note has no handle: a repeat makes a second one",
	}
	opCustomerCreateInvoice = client.Operation{
		Name: "customers.create_invoice", Method: http.MethodPost, Path: "/v1/customer/{handle}/invoice", Timeout: moneyTimeout,
		Repeat: client.RepeatAlways, Why: "the handle is mandatory: a repeat gives 11 (page createcustomerinvoice)",
	}
)
