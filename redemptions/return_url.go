package redemptions

import (
	"fmt"
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
)

// maxIDBytes bounds the id that a browser may bring; a GUID has 36.
const maxIDBytes = 64

// ReturnedPaymentID reads the payment's id from the request with which a browser
// comes back to PaymentCreateParams.ReturnURL: the query parameter id
// [POST /payments]. None, several, and one longer than 64 bytes are errors that
// match client.ErrInvalid.
//
// The request is unsigned: anybody can make one with any id. So the id is a hint
// only. Check that it is one that you stored with this shopper's order, ask
// Payments.Get, and deliver only if [Payment.Paid] and [Payment.Matches].
func ReturnedPaymentID(r *http.Request) (string, error) {
	ids := r.URL.Query()["id"]
	if len(ids) != 1 || ids[0] == "" || len(ids[0]) > maxIDBytes {
		return "", fmt.Errorf("%s: %w: the return request has no single payment id", Vendor, client.ErrInvalid)
	}
	return ids[0], nil
}
