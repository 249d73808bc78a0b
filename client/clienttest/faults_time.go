package clienttest

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"time"
)

// maxPrefetch bounds what a waiting fault reads of a request body.
const maxPrefetch = 1 << 20

// Delay waits for d before the request is processed. A client that leaves
// meanwhile is noticed, and its request isn't processed.
func Delay(d time.Duration) Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r = prefetch(r)
			if !wait(r.Context(), d) {
				dropConnection()
			}
			next.ServeHTTP(w, r)
		})
	}
}

// Trickle has the request processed and sends the body n bytes at a time with
// the given pause after each. An n below 1 counts as 1.
func Trickle(n int, pause time.Duration) Fault {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r = prefetch(r)
			next.ServeHTTP(&slowWriter{ResponseWriter: w, ctx: r.Context(), n: max(n, 1), pause: pause}, r)
		})
	}
}

// Stall sends the headers of a 200 and the first byte of a JSON document, and
// then nothing until the client leaves. A client whose timeout ends with the
// headers hangs. The request is not processed.
func Stall() Fault {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, "{")
			_ = http.NewResponseController(w).Flush()
			hang(r)
		})
	}
}

// Hang reads the request and doesn't answer until the client leaves. The
// request is not processed.
func Hang() Fault {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { hang(r) })
	}
}

// hang waits for the client to leave and ends the handler.
func hang(r *http.Request) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body) // see prefetch
	}
	<-r.Context().Done()
	dropConnection()
}

// prefetch reads the request body, up to a bound, and gives it back in a copy
// of the request: net/http's server notices that a client has left only once
// the body has been read.
func prefetch(r *http.Request) *http.Request {
	if r.Body == nil { // not from a server, but from a test that calls the handler itself
		return r
	}
	var head bytes.Buffer
	_, err := io.Copy(&head, io.LimitReader(r.Body, maxPrefetch))
	rest := io.Reader(r.Body)
	if err != nil {
		rest = failingReader{err}
	}
	clone := *r
	clone.Body = readCloser{io.MultiReader(&head, rest), r.Body}
	return &clone
}

// wait waits for d and reports whether the context lived on.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// slowWriter sends n bytes at a time.
type slowWriter struct {
	http.ResponseWriter
	ctx   context.Context //nolint:containedctx // the request's own, and it lives as long
	n     int
	pause time.Duration
}

func (s *slowWriter) Unwrap() http.ResponseWriter { return s.ResponseWriter }

func (s *slowWriter) Write(p []byte) (int, error) {
	sent := 0
	for sent < len(p) {
		n, err := s.ResponseWriter.Write(p[sent:min(sent+s.n, len(p))])
		sent += n
		if err != nil {
			return sent, err
		}
		if err := http.NewResponseController(s.ResponseWriter).Flush(); err != nil {
			return sent, err
		}
		if !wait(s.ctx, s.pause) {
			return sent, s.ctx.Err()
		}
	}
	return sent, nil
}

type readCloser struct {
	io.Reader
	io.Closer
}

type failingReader struct{ err error }

func (f failingReader) Read([]byte) (int, error) { return 0, f.err }
