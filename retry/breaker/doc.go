// Package breaker is a circuit breaker for the clients of vendorkit: while a
// server fails, calls to it fail at once instead of each one finding out anew.
//
// A [Breaker] is a [retry.Limiter] and goes to a client with
// client.WithBreaker. Give each client, and so each server, a breaker of its
// own: the failures of one server say nothing about another.
//
//	b, err := breaker.New(breaker.Config{})
//	...
//	c, err := client.New(profile, client.WithBreaker(b))
//
// # States
//
//	closed     attempts pass; it opens after Failures in a row, and as many as are still under way
//	open       attempts are refused with retry.ErrCircuitOpen; ends after OpenFor
//	half-open  a few probes pass, the rest is refused; when all have succeeded the breaker closes, when one fails it opens
//
// The attempts under way count because failures are often quicker than
// successes: of 64 requests sent at once to a server that refuses every third,
// 21 failures come back before the first success does.
//
// A probe that has no answer after OpenFor gives its place to another one, so
// that a probe that hangs for its whole attempt timeout doesn't keep everybody
// out of a server that is back. Its own answer still counts when it comes.
//
// # What counts
//
//	success  any answer but client.ErrServer and 429, and also 501 and 505: the server works, whatever it thinks of the
//	         request
//	failure  client.ErrServer otherwise; no answer: a connection that failed or broke, an attempt's timeout, a
//	         caller's deadline that passed on the wire
//	neutral  the caller's cancel; 429 and whatever the vendor calls a throttle; an attempt that a limiter refused
//
// A passed deadline is a failure because that is how a server that hangs looks
// to callers in a hurry. A neutral probe gives its place to another one.
//
// # What to expect
//
// With the defaults and 64 goroutines that call all the time, an outage of 2 s
// costs less than one request for every hundred calls, all goroutines are served
// within 0.5 s of the server's return, and the load doesn't overshoot then; a
// test of this package holds it to 0.05 requests for a call. An outage costs
// at most Probes requests for every OpenFor: 12 a second. At a failure rate of
// 30 % the breaker stays closed; retries are the answer to that.
//
// The state machine is github.com/sony/gobreaker.
package breaker
