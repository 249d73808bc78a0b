package pay_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/vendorkit/vendorkit-go/redemptions/pay"
)

// Page "Batches".
func TestBatchStatus(t *testing.T) {
	t.Parallel()
	for status, want := range map[pay.BatchStatus]struct{ known, submitted, final bool }{
		"DRAFT": {true, false, false}, "OPEN": {true, true, false}, "CLOSED": {true, true, true},
		"CANCELLED": {true, false, true}, "PART": {false, false, false}, "": {false, false, false}, "open": {false, false, false},
	} {
		assert.Equal(t, want.known, status.Known(), status)
		assert.Equal(t, want.submitted, status.Submitted(), status)
		assert.Equal(t, want.final, status.Final(), status)
	}
}

// Page "Payments".
func TestPaymentStatus(t *testing.T) {
	t.Parallel()
	for status, want := range map[pay.PaymentStatus]struct{ known, final bool }{
		"DRAFT": {true, false}, "PENDING": {true, false}, "SETTLED": {true, true}, "CANCELLED": {true, true},
		"DELETED": {true, true}, "HELD": {false, false}, "": {false, false},
	} {
		assert.Equal(t, want.known, status.Known(), status)
		assert.Equal(t, want.final, status.Final(), status)
	}
}
