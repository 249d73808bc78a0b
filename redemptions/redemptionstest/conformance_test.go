package redemptionstest_test

import (
	"testing"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
)

//nolint:paralleltest // RunVendor runs its parts in parallel itself
func TestConformance(t *testing.T) { clienttest.RunVendor(t, redemptionstest.Conformance()) }
