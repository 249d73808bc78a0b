package billwerk

import "github.com/vendorkit/vendorkit-go/client"

type subscriptionService struct{ client *client.Client }
