// Package soak runs the clients of all vendors for a while over real sockets
// through a proxy that misbehaves, and then counts what happened against what
// was reported.
//
// It is a test and nothing else; nobody imports it:
//
//	go test -v .                          5 s of load, the seed is random
//	SOAK_DURATION=10m go test -v -timeout 1h .
//	SOAK_SEED=42 go test -v .             the same faults and calls again; the kernel's timing is not repeated
//
// # The run
//
// The time is cut into rounds of at most 10 s, which go from vendor to vendor.
// In each, 32 goroutines read, write and list, with deadlines from 100 ms to
// 1.5 s, and some leave earlier. They make at most 100 calls a second each, so
// that a run of d seconds makes at most 3,200 d calls, of at most 10 attempts.
//
// Between client and fake stands Shopify/toxiproxy, on loopback, in this
// process. About every 250 ms new connections get other faults: latency with
// jitter, resets, slices, little bandwidth, silence, slow closes, a cut after
// some bytes, in either direction or both. Old connections keep theirs, until
// they are cut when their time is over. Now and then tokens are revoked too.
// There is a proxy for each change, because toxiproxy 2.5 can deadlock when the
// faults of busy connections change.
//
// # What must hold
//
//   - No write is processed twice.
//   - No write is reported as done and not processed.
//   - No write that was processed is reported as a plain failure: it is a
//     success or client.ErrOutcomeUnknown.
//   - Every error is the vendor's or a *client.CallError.
//   - Every call returns within five seconds of its deadline, or of being left.
//   - In the end no body, no connection and no goroutine is left.
//   - The heap stays bounded, within a round and from round to round.
//   - Reads and writes succeed all the same, for each vendor.
package soak
