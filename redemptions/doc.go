// Package redemptions is a client for the 6DOT50 Redemptions API, with which a
// merchant collects money from a 6DOT50 member. The member approves each payment
// on pages that 6DOT50 hosts; the merchant's server creates the payment, sends
// the browser there, and asks for the result.
//
// # A payment
//
//	c, err := redemptions.New(credentials)
//	p, err := c.Payments.Create(ctx, &redemptions.PaymentCreateParams{
//		Amount: redemptions.NewCents(25900), CurrencyCode: "DZAR", AccountID: account,
//		Reference: "KB-20250304-0017", ReturnURL: "https://shop.example/return", CountryCode: "ZA",
//	})
//	// store p.ID with the order, then send the browser to
//	redemptions.PaymentURL(redemptions.Production, p.ID)
//	// and when it has come back, or in a background job:
//	p, err = c.Payments.Wait(ctx, p.ID)
//	if p.Paid() && p.Matches(order) { ... }
//
// The vendor sends no notification, so the result of a payment whose user never
// comes back is found by asking only: see Wait and All of [PaymentService].
//
// # A payment that may exist
//
// Payments.Create is never sent twice unless it provably didn't arrive. When
// nobody knows, its error matches [client.ErrOutcomeUnknown], and
// Payments.FindByReference settles it.
//
// # Errors
//
// Every answer that isn't a success is an [*Error], and more exactly a
// [*ValidationError], [*GeneralError], [*InvalidRequestError] or [*AuthError]. A
// success can still carry a payment that failed: [Payment.Err] says so.
//
// # Sources
//
// Words in brackets, such as [POST /payments], name a page of
// https://6dot50.gitbook.io/6dot50-apis. What that documentation doesn't say but
// suggests is called inferred, and what it leaves open is called unknown.
//
// The PAY API, with which an organisation pays money out, is package pay below
// this one.
package redemptions
