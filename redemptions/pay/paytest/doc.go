// Package paytest helps to test code that uses package pay.
//
// [NewServer] starts a stateful fake of the PAY API on loopback, to which faults
// can be scripted. [FakeAccounts], [FakeBatches], [FakeMembers] and [FakePayments]
// are fakes of the services, for tests without HTTP.
//
// Paths in the server's Script have no prefix. A longer one goes first:
//
//	vendor := paytest.NewServer(t)
//	vendor.Script.Match("POST", "/batches/"+paytest.BatchID+"/submit").Next(clienttest.DropAfter())
//
// The fake answers as the vendor documents. Where that is unknown, an [Option]
// chooses, so that code can be tested against each possibility.
package paytest
