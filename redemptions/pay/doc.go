// Package pay is a client for the 6DOT50 PAY API, with which an organisation pays
// money out to mobile numbers, in batches, from an account that it has funded.
//
// # A batch
//
//	c, err := pay.New(credentials, client.WithBaseURL(baseURL)) // there is no default
//	batch, err := c.Batches.Create(ctx, &pay.BatchCreateParams{Name: "March stipends", ExternalID: "stipend-2025-03"})
//	_, err = c.Payments.Add(ctx, batch.ID, &pay.PaymentAddParams{ClearExisting: true, Payments: []*pay.NewPayment{
//		{MSISDN: "27715550101", Amount: "400.00", ExternalID: "st-0301"},
//	}})
//	result, err := c.Batches.Submit(ctx, batch.ID) // moves the money, for good
//
// Members of 6DOT50 are paid at once. Money for others is held until they
// register, and comes back after the reversal period, typically 60 days
// [Members]. Nobody notifies the organisation: poll Batches.Get until the status
// is BatchClosed.
//
// # What may be repeated
//
// Submit is never sent twice unless it provably didn't arrive, and payments are
// added twice only where that does no harm. When nobody knows what happened, the
// error matches [client.ErrOutcomeUnknown]; the methods of [BatchService] and
// [PaymentService] say how to find out. A call that was repeated and is refused
// the second time, because the first had worked, matches it too.
//
// # Money
//
// Amounts are decimals in major units (rands, inferred), not cents as in the
// Redemptions API. [Amount] keeps them exactly.
//
// # Sources
//
// Words in brackets, such as [POST /batches], name a page of
// https://6dot50.gitbook.io/6dot50-apis. What that documentation doesn't say but
// suggests is called inferred, and what it leaves open is called unknown.
package pay
