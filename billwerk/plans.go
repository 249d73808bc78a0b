package billwerk

import "github.com/vendorkit/vendorkit-go/client"

type planService struct{ client *client.Client }
