package clienttest

import (
	"net/http"
	"slices"
	"strconv"
)

// A Fault is a middleware that makes one thing go wrong. The same fault works
// on a loopback [Server] and on the in-memory [Transport]. Anything of this
// shape is a fault, so a test can bring its own.
//
// Where a fault says that the connection dies, it panics with
// [http.ErrAbortHandler], which both servers turn into a dead connection.
//
// On loopback, net/http repeats a request by itself when a connection that was
// used before dies without a byte of an answer, and the request is a GET, HEAD,
// OPTIONS or TRACE or has an Idempotency-Key header. A server then counts two
// requests for one attempt. The in-memory Transport never does that.
type Fault func(next http.Handler) http.Handler

// Chain applies faults as one, the first one outermost: Chain(Delay(d),
// DropAfter()) waits, has the request processed, and then drops the connection.
// A nil among them is skipped.
func Chain(faults ...Fault) Fault {
	return func(next http.Handler) http.Handler {
		for _, fault := range slices.Backward(faults) {
			if fault != nil {
				next = fault(next)
			}
		}
		return next
	}
}

// DropBefore kills the connection before the request body is read. Nothing was
// processed, but the client can't know.
func DropBefore() Fault {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(http.ResponseWriter, *http.Request) { dropConnection() })
	}
}

// DropAfter has the request processed, throws the answer away and kills the
// connection. To the client it looks like [DropBefore]: this is how a POST that
// is sent again charges twice.
func DropAfter() Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(newDiscard(), r)
			dropConnection()
		})
	}
}

// ResetMidBody has the request processed, sends status, headers with the full
// Content-Length and the first half of the body, and kills the connection. The
// client reads io.ErrUnexpectedEOF.
//
// An empty body can't be halved: one byte is announced that never comes. An
// answer that may have no body (HEAD, 204, 304) is dropped whole.
func ResetMidBody() Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := capture(next, r)
			if r.Method == http.MethodHead || !bodyAllowed(answer.status) {
				dropConnection()
			}
			answer.copyHeader(w)
			w.Header().Set("Content-Length", strconv.FormatInt(max(answer.size, 1), 10))
			w.WriteHeader(answer.status)
			_, _ = w.Write(answer.body[:len(answer.body)/2])
			_ = http.NewResponseController(w).Flush()
			dropConnection()
		})
	}
}

// dropConnection ends a handler and its connection.
func dropConnection() { panic(http.ErrAbortHandler) }
