// Package numbers is a client of the Fone Dynamics REST API (v2), an Australian
// platform for phone numbers, call tracking and SMS: numbers and number blocks,
// addresses, call records, messages, properties, portal logins and call flows.
//
//	c, err := numbers.New(numbers.Credentials{AccountSID: sid, Token: token})
//	purchase, err := c.Numbers.Buy(ctx, propertySID, &numbers.NumberBuyParams{Number: "+61255501234"})
//	if errors.Is(err, client.ErrOutcomeUnknown) {
//		number, bought, err := c.Numbers.FindBought(ctx, propertySID, "+61255501234")
//		...
//	}
//
// # What is repeated
//
// The API has no idempotency keys. Each operation stands in a table with the word
// that allows, or forbids, to send it again when its outcome is not known:
//
//   - Reads, Configure, Update and Delete are repeated: a second one changes
//     nothing more. A Delete that finds the address gone after an attempt that may
//     have worked is a success.
//   - Buy, Send, SendBatch and Create are sent once: a second one spends money,
//     sends an SMS again or makes a duplicate. They are repeated only if provably
//     nothing was sent. If the outcome is unknown, the error matches
//     client.ErrOutcomeUnknown, and a Find method of the same service tells what
//     became of it: FindBought, FindSent, FindByReference, FindByName,
//     FindByEmail.
//
// # Errors
//
// Each refused call gives an [*Error] with the vendor's [Code], or a more special
// type: [*ValidationError], [*NotFoundError], [*ConflictError],
// [*ForbiddenError]. They follow the code and not the status, as the vendor says;
// a missing object probably comes with status 400. The documented codes are
// constants; others survive. The parts of a batch have errors of their own, see
// [BatchResult].
//
// # What is not certain
//
// Parts of the vendor's pages were not available. What is inferred says so, names
// on the wire that are inferred stand in one file and can be overridden with
// [Wire], and answers are decoded tolerantly: with or without a wrapper, as a
// list or an object. Objects that are known in part keep their JSON in Raw.
// "Page" in comments names the page of the vendor's documentation, below
// https://www.fonedynamics.com/docs/rest-api/.
//
// The vendor's search for numbers in stock is left out: its path and parameters
// are not known. [Client.Do] can call it.
//
// # Limits
//
// The vendor documents none. A client has at most [MaxConcurrent] requests under
// way; client.WithLimiter replaces that.
//
// # Conventions
//
// Parameters are pointers to structs; they are never changed and may be nil where
// nothing is required. Empty fields are not sent; a pointer field distinguishes
// "not sent" from zero, and new(false) makes one. Phone numbers are E.164 with the
// plus; paths take them with or without it. Enumerations are open.
package numbers
