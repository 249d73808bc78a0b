package paytest_test

import (
	"testing"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions/pay/paytest"
)

//nolint:paralleltest // RunVendor runs its parts in parallel itself
func TestConformance(t *testing.T) { clienttest.RunVendor(t, paytest.Conformance()) }
