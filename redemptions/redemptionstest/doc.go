// Package redemptionstest helps to test code that uses package redemptions.
//
// [NewServer] starts a stateful fake of the Redemptions API on loopback, to which
// faults can be scripted. [FakeAccounts] and [FakePayments] are fakes of the
// services, for tests without HTTP:
//
//	c.Payments = &redemptionstest.FakePayments{GetFunc: func(...) (*redemptions.Payment, error) { ... }}
//
// Paths in the server's Script are those on the wire:
//
//	vendor := redemptionstest.NewServer(t)
//	vendor.Script.Match("POST", "/za/redemptions/payments").Next(clienttest.DropAfter())
//
// The fake answers as the vendor documents. Where that is unknown, an [Option]
// chooses, so that code can be tested against each possibility.
package redemptionstest
