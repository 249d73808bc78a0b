package pay

import "github.com/vendorkit/vendorkit-go/redemptions"

// Time is a time that the vendor wrote. Both APIs write them in the same forms.
type Time = redemptions.Time
