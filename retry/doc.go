// Package retry answers one question: when may the next byte be sent?
//
// It holds no transport and sends nothing. Its parts are plain values and small types, each usable alone:
//
//   - [Verdict], [StatusVerdict] and [Decide]: whether a failed request may be sent again at all.
//   - [Policy] and its Backoff: how often, and how long to wait in between.
//   - [ParseRetryAfter]: how long the server asks to wait.
//   - [Budget]: how many retries all calls together may make, so that an outage isn't amplified.
//   - [Limiter]: when an attempt may be sent. [RateLimiter] and [ConcurrencyLimiter] keep to a server's limits and learn
//     from its refusals; [Join] combines them.
//
// # Whether to repeat
//
// A failure has a verdict, and a request either may be repeated or may not. "May be repeated" means that to process it
// twice does no harm: it is a read, or the server honours its idempotency key, or the vendor says so of this operation.
// "Not sent" means that no byte of it can have reached the server.
//
//	verdict    may be repeated   not sent   decision
//	Stop       any               any        stop: the failure is final
//	Throttle   any               any        repeat: it was refused before processing
//	Retry      yes               any        repeat
//	Retry      no                yes        repeat: nothing can have happened
//	Retry      no                no         stop: the outcome is unknown
//	Unknown    any               any        stop; the outcome is unknown unless the request may be repeated or wasn't sent
//
// Where a vendor says nothing finer, the status decides:
//
//	408, 425, 429               Retry
//	5xx except 501 and 505      Retry
//	everything else             Stop
//
// # When to repeat
//
// After the decision come, in this order: attempts left ([ErrAttemptsExhausted]), the wait, which is the longer one of
// backoff and Retry-After, against MaxRetryAfter, MaxElapsed and the caller's deadline ([ErrWaitTooLong]), the budget
// ([ErrBudgetExhausted]), and the limiter ([ErrLimited]). Each refusal is final for the call.
//
// # Limits
//
// A limiter stands before every attempt, also before a repeated one. An attempt that repeats a refused one asks with
// [WithRightOfWay] and goes before newcomers, so that no call starves. The limiter does the waiting that its server's
// refusal calls for; no backoff of the caller's is needed on top.
//
// Everything here is safe for concurrent use and holds no goroutine and no timer while nobody waits.
package retry
