// Package billwerk is a client of the Billwerk+ Optimize API: customers, plans,
// subscriptions, invoices, charges, refunds, payment methods, checkout sessions,
// webhooks and events of one merchant account. The product was called Reepay
// before, and is called Frisbii Billing and Pay now; paths and JSON are the same
// under all names.
//
//	c, err := billwerk.New(billwerk.Credentials{PrivateKey: key})
//	charge, err := c.Charges.Create(ctx, &billwerk.ChargeCreateParams{
//		Handle: "o-77310", Source: "ca_7d1f…", Amount: 28800, Currency: "DKK", Settle: true,
//	})
//	if err == nil {
//		err = charge.Err() // a declined card is a successful answer
//	}
//
// # Money
//
// Amounts are integers in the currency's smallest unit: 12900 is 129.00. They
// include VAT unless AmountInclVAT is false. No float ever holds an amount; VAT
// rates are fractions (0.25 is 25 %).
//
// A success does not mean that money moved. For charges, settles and refunds
// look at the state, or at [Charge.Err], [Invoice.Err] and [Refund.Err].
//
// # What is repeated
//
// Each operation stands in a table with the word that allows, or forbids, to
// send it again when its outcome is not known:
//
//   - Reads, PUT and DELETE are repeated, except an immediate change of a
//     subscription, which bills and refunds.
//   - Charge, settle and refund carry an idempotency key in the body. It is
//     minted once per call, unless the parameters bring one, and makes a repeat
//     give the same result: money moves once.
//   - Creates with an own handle are repeated; one with a generated handle is
//     not, since it would make a second object. A repeat that finds the handle
//     taken fails with code 11 and an unknown outcome; see also [AlreadyDone].
//   - What the limits refused (codes 122 and 123) was not processed, and is
//     repeated whatever it is.
//   - Creates of checkout sessions are repeated: an unused window does no harm, and
//     an order is paid once, whichever window it is paid in.
//   - Any other write is sent once. If its outcome is unknown, the error matches
//     client.ErrOutcomeUnknown, and the method's comment says how to find out.
//
// # Webhooks
//
// [ParseWebhook] reads what the vendor sends to you and checks its signature;
// [WebhookVerifier] also looks after the secret. Take a delivery as a hint, and read
// the object through the API before acting on it: only its id is signed.
//
// # Hosts
//
// Checkout sessions are on a second host. It follows the base URL: the vendor's two
// brands have one each, and a fake or a proxy gets the sessions too, see
// [NewWithCheckout].
//
// # Limits
//
// The documented limits are kept by default: reads 25 per second with a burst of
// 50, writes 10 per second with a burst of 25, and 10 of each at once. They
// learn from the vendor's refusals. client.WithLimiter replaces them.
//
// # Errors
//
// Each refused call gives an [*Error] with the vendor's code, or a more special
// type: [*RateLimitError], [*ConcurrencyLimitError], [*DeclinedError]. The codes
// known so far are constants with message, usual status and a hint. Unknown ones
// survive.
//
// # What is left out
//
// Of the resources that this package has: the imports of payment methods from
// elsewhere, copy, move, enrolment, reactivation and verification of cards, the
// details of card tokens, and the extension of authorizations. [Client.Do] can
// call them, and Do of [Client.CheckoutCore] what else the checkout host has, such as
// its configurations.
//
// # Conventions
//
// Parameters are pointers to structs named ResourceVerbParams; they are never
// changed and may be nil where nothing is required. A pointer field
// distinguishes "not sent" from zero; new(0) makes one. PUT replaces the whole
// object: fields left out are reset. Sources in comments name the page of the
// vendor's documentation, or the model of its OpenAPI definition (August 2025).
package billwerk
