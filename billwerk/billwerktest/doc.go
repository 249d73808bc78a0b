// Package billwerktest helps to test code that uses package billwerk.
//
// [NewServer] starts a stateful fake of the Billwerk+ Optimize API on loopback,
// to which faults can be scripted. It keeps customers, plans, subscriptions,
// invoices, charges, refunds, payment methods and checkout sessions; it has the
// documented request limits, the documented errors, the idempotency keys, and the
// vendor's test gateway, where the amount decides whether a payment is declined:
//
//	s := billwerktest.NewServer(t)
//	c := s.Client(t)
//	charge, err := c.Charges.Create(ctx, &billwerk.ChargeCreateParams{
//		Handle: "o-1", CustomerHandle: billwerktest.Customer, Source: billwerktest.PaymentMethod,
//		Amount: 2001, Settle: true, // insufficient_funds, soft_declined
//	})
//
// Paths in the server's Script begin with /v1, as on the wire:
//
//	s.Script.Match("POST", "/v1/charge").Next(clienttest.DropAfter()) // create, and settle
//
// What moved money stands in [Fake.Ledger], once for each time that it moved.
//
// [Fake.CompleteSession] plays the customer in the window of a checkout session.
// What happens makes events, and webhooks to [WebhookURL]; [Fake.Deliver] brings
// them, signed, to a handler under test:
//
//	delivered, failed := s.Deliver(shop.Webhooks())
//
// [Fake.Emit] makes events that the fake doesn't make by itself.
//
// [FakeCharges] and its siblings are fakes of the services, for tests without
// HTTP:
//
//	c.Charges = &billwerktest.FakeCharges{GetFunc: func(...) (*billwerk.Charge, error) { ... }}
//
// # What the fake is not
//
// It follows the documentation, and where that is silent, the reading that the
// comments of package billwerk call inferred. It is stricter than the vendor in
// one thing: fields and filters that the documentation doesn't have are refused
// with 422, so that a misspelled name shows. Nobody is billed as time passes;
// [Fake.Bill] does it. Nor does time by itself make events: an expiry is told when a
// request meets the subscription. What it doesn't play is answered with 501 and
// code 43.
package billwerktest
