package clienttest

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// What a Log holds at most. Requests beyond that are counted only.
const (
	maxRecorded       = 1 << 16
	maxRecordedBody   = 1 << 20
	maxRecordedBodies = 64 << 20
)

// Recorded is a request as a server saw it. It prints without what may be
// secret: the query, header values that aren't on a list of harmless ones, and
// the body.
type Recorded struct {
	Method, Path, RawQuery string
	Header                 http.Header // read it, don't change it
	Body                   []byte      // what the server read of it, at most 1 MiB
	At                     time.Time   // of arrival
}

// shownHeaders are the headers whose values [Recorded] prints and a [Recorder]
// keeps.
var shownHeaders = []string{
	"Accept", "Accept-Encoding", "Content-Encoding", "Content-Length", "Content-Type", "Date", "Idempotency-Key",
	"Retry-After", "Retry-After-Ms", "User-Agent", "X-Request-Id",
}

// String gives the method, the path, the harmless headers and the size of the
// body.
func (r Recorded) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", r.Method, r.Path)
	if r.RawQuery != "" {
		b.WriteString("?[redacted]")
	}
	for _, name := range shownHeaders {
		if v, ok := r.Header[name]; ok {
			fmt.Fprintf(&b, " %s=%q", name, v)
		}
	}
	fmt.Fprintf(&b, " (%d bytes)", len(r.Body))
	return b.String()
}

// GoString is String, so that %#v doesn't print secrets either.
func (r Recorded) GoString() string { return r.String() }

// LogValue is String, for slog.
func (r Recorded) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalText is String, for JSON. A [Recorder] writes what can be read back.
func (r Recorded) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// Log is a middleware that keeps the requests that come in: the first 65,536
// with at most 1 MiB of body each and 64 MiB of bodies together. Further
// requests, and further bytes, are not kept, but requests are counted. The zero
// value is ready, and safe for concurrent use.
type Log struct {
	mu       sync.Mutex
	requests []*Recorded
	count    int
	bytes    int
}

// Wrap is the log as a middleware. It adds a request on arrival and then what
// is read of its body.
func (l *Log) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		entry := l.add(r)
		if entry != nil && r.Body != nil && r.Body != http.NoBody {
			clone := *r
			clone.Body = readCloser{io.TeeReader(r.Body, logBody{l, entry}), r.Body}
			r = &clone
		}
		next.ServeHTTP(w, r)
	})
}

// Requests gives the requests in the order of their arrival.
func (l *Log) Requests() []Recorded {
	l.mu.Lock()
	defer l.mu.Unlock()
	requests := make([]Recorded, len(l.requests))
	for i, r := range l.requests {
		requests[i] = *r
		requests[i].Body = slices.Clip(r.Body) // the log goes on appending to its own
	}
	return requests
}

// Count counts all requests that came in.
func (l *Log) Count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.count
}

// Reset forgets all requests.
func (l *Log) Reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.requests, l.count, l.bytes = nil, 0, 0
}

// add notes a request, and gives nil if it is only counted.
func (l *Log) add(r *http.Request) *Recorded {
	entry := &Recorded{Method: r.Method, Path: r.URL.Path, RawQuery: r.URL.RawQuery, Header: r.Header.Clone(), At: time.Now()}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.count++
	if len(l.requests) >= maxRecorded {
		return nil
	}
	l.requests = append(l.requests, entry)
	return entry
}

// logBody adds what is written to the body of a logged request.
type logBody struct {
	log   *Log
	entry *Recorded
}

func (b logBody) Write(p []byte) (int, error) {
	b.log.mu.Lock()
	defer b.log.mu.Unlock()
	n := max(0, min(len(p), maxRecordedBody-len(b.entry.Body), maxRecordedBodies-b.log.bytes))
	b.entry.Body = append(b.entry.Body, p[:n]...)
	b.log.bytes += n
	return len(p), nil
}
