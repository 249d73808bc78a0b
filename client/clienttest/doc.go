// Package clienttest tests clients of HTTP APIs on their worst day: what they do
// when connections die after a payment was processed, when an answer never ends,
// when a gateway answers with HTML, and whether a password shows anywhere.
//
// # Servers
//
// Any [net/http.Handler] can stand for the vendor. There are two ways to serve it:
//
//   - [Transport] runs it in memory. It belongs in a [testing/synctest] bubble,
//     where an hour of backoff passes in microseconds and every wait is exact. Use
//     it for whatever has to do with time, order or counts.
//   - [Server] and [NewTLSServer] run it on loopback. Use them for what only sockets
//     show: connection reuse, TLS, and net/http's own behaviour.
//
// Both have a [Log] of the requests that came in, and a [Script].
//
// # Faults
//
// A [Script] decides which [Fault] meets which request: the next one, every one, a
// share of them, those of one path.
//
//	how the connection dies   [DropBefore] [DropAfter] [ResetMidBody]
//	how the answer lies       [Answer] [AnswerAfter] [HTMLPage] [EmptyBody] [JSONNull] [Truncate]
//	                          [TrailingJunk] [WrongContentType] [Redirect]
//	how time is wasted        [Delay] [Trickle] [Stall] [Hang]
//	how memory is wasted      [Huge] [GzipBomb]
//
// Each says whether the request was processed, since that decides whether sending
// it again does harm. [Chain] joins faults, and [RefuseDial] and [ErrorTransport]
// are the transports for a request that never leaves.
//
// # Checks
//
// [Canary] looks for planted secrets in logs, errors and values, in every spelling
// in which they leak. [CheckGoroutines] finds goroutines that are left over,
// [BodyTracker] bodies that nobody closed, and [HeapGrowth] memory that grows with
// what a server sends. All report through [TB], which a *testing.T satisfies, and so
// can a program that demonstrates something.
//
// [Sequence] is the iterator for a fake of a service that is made of functions, and
// [ErrUnset] what its method returns whose function is nil.
//
// # Recordings
//
// [Recorder] keeps exchanges with a real server, without their secrets, as a file
// that can be committed, and [Replay] answers from it.
package clienttest
