package billwerk

import "github.com/vendorkit/vendorkit-go/client"

type customerService struct{ client *client.Client }

// CustomerCreateParams creates a customer, here or within a charge.
type CustomerCreateParams struct {
	Handle string `json:"handle,omitzero"`
}
