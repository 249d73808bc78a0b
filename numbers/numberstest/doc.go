// Package numberstest stands in for the Fone Dynamics API in tests and examples.
//
// [NewServer] is the way that runs the real client: a stateful [Fake] of the API
// on loopback that checks credentials, keeps numbers, addresses, messages and the
// rest, answers with the documented errors, and can be told to misbehave by its
// Script. Paths in a Script begin with /v2, as on the wire:
//
//	vendor := numberstest.NewServer(t)
//	vendor.Script.Match("POST", "/v2/Properties").Next(clienttest.DropAfter()) // Buy, Send and Create of a property
//
// FakeNumbers, FakeMessages and so on take the place of one service, for a unit
// test without HTTP; a method whose function is nil returns an error that says so.
// [WebhookRequest] calls the handler of a webhook.
//
// The fake proves that the client and this package agree. Where the vendor's
// documentation is silent, both follow the same guess.
package numberstest
