// Package vendorkit is the front page of resilient, typed clients for four
// vendor APIs:
//
//   - [github.com/vendorkit/vendorkit-go/ecp]: ECP digital coupons
//   - [github.com/vendorkit/vendorkit-go/redemptions]: 6DOT50 Redemptions, and PAY in its sub-package
//   - [github.com/vendorkit/vendorkit-go/billwerk]: Billwerk+ Optimize (Reepay) subscription billing
//   - [github.com/vendorkit/vendorkit-go/numbers]: Fone Dynamics numbers, calls and SMS
//
// They share one core, [github.com/vendorkit/vendorkit-go/client], which answers
// three questions with three packages:
//
//   - who am I? Tokens, schemes, one login at a time: [github.com/vendorkit/vendorkit-go/auth]
//   - when may the next byte be sent? Verdicts, backoff, budget, limits: [github.com/vendorkit/vendorkit-go/retry]
//   - what was said, and what came back? The call pipeline and the errors: the client package itself
//
// Each vendor has a package of fakes beside it (ecptest, redemptionstest,
// paytest, billwerktest, numberstest): a stateful server on loopback, and func-field
// fakes of its interfaces for unit tests without HTTP.
//
// Begin with the README, or with
//
//	go run ./examples/quickstart
package vendorkit
