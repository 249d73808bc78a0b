package ecptest_test

import (
	"testing"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/ecp/ecptest"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	clienttest.RunVendor(t, ecptest.Conformance())
}
