package numberstest_test

import (
	"testing"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

// The suite's last part measures memory, sockets and goroutines, so this test is
// not parallel.
func TestConformance(t *testing.T) { //nolint:paralleltest // see above
	clienttest.RunVendor(t, numberstest.Conformance())
}
