package clienttest_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"net/http"
	"net/http/httptrace"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// story is what both sides saw of one exchange, in comparable form.
type story struct {
	Server, Status                     string
	Header                             http.Header
	Length                             int64
	Encoding                           []string
	Uncompressed                       bool
	Body                               string
	RequestFailed, BodyCut, BodyFailed bool
	RequestBodyClosed                  bool
	Hooks                              []string
}

// The transport in memory tells the same story as net/http over a socket.
func TestTransportIsLikeNetHTTP(t *testing.T) {
	t.Parallel()
	big := strings.Repeat("0123456789", 1000)
	write := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, text) }
	}
	flush := func(w http.ResponseWriter) { _ = http.NewResponseController(w).Flush() }
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write([]byte(answerText))
	require.NoError(t, z.Close())
	sendZipped := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(zipped.Bytes())
	}

	handlers := map[string]http.HandlerFunc{
		"nothing": func(http.ResponseWriter, *http.Request) {},
		"small":   write(answerText),
		"html":    write("<html><body>no</body></html>"),
		"2048":    write(big[:2048]),
		"2049":    write(big[:2049]),
		"big":     write(big),
		"in bits": func(w http.ResponseWriter, _ *http.Request) {
			for i := range 300 {
				_, _ = fmt.Fprintf(w, "line %d of many\n", i)
			}
		},
		"declared": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "10000")
			write(big)(w, r)
		},
		"declared small": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "3")
			write("abc")(w, r)
		},
		"too little": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "10")
			write("abc")(w, r)
		},
		"too little, flushed": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "10")
			write("abc")(w, r)
			flush(w)
		},
		"too much": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "3")
			_, err := io.WriteString(w, "abcd")
			_, _ = io.WriteString(w, "abc") // refused too: the answer is broken
			if !errors.Is(err, http.ErrContentLength) {
				panic(http.ErrAbortHandler)
			}
		},
		"flushed":       func(w http.ResponseWriter, r *http.Request) { write("abc")(w, r); flush(w); write("def")(w, r) },
		"headers first": func(w http.ResponseWriter, r *http.Request) { flush(w); write("def")(w, r) },
		"late header": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusCreated)
			w.Header().Set("X-Late", "1")
			w.WriteHeader(http.StatusTeapot)
			write("abc")(w, r)
		},
		"early hints": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusEarlyHints)
			w.WriteHeader(http.StatusAccepted)
			write("abc")(w, r)
		},
		"no content":     func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent); write("abc")(w, r) },
		"not modified":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) },
		"untyped":        func(w http.ResponseWriter, r *http.Request) { w.Header()["Content-Type"] = nil; write("abc")(w, r) },
		"unknown status": func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(799); write("abc")(w, r) },
		"gzip":           sendZipped,
		"gzip that isn't": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			write("abc")(w, r)
		},
		"gzip in two parts": func(w http.ResponseWriter, r *http.Request) { flush(w); sendZipped(w, r) },
		"abort":             func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"abort, unflushed":  func(w http.ResponseWriter, r *http.Request) { write("abc")(w, r); panic(http.ErrAbortHandler) },
		"abort, flushed": func(w http.ResponseWriter, r *http.Request) {
			write("abc")(w, r)
			flush(w)
			panic(http.ErrAbortHandler)
		},
		"echo":      func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(w, r.Body) },
		"half read": func(w http.ResponseWriter, r *http.Request) { _, _ = io.CopyN(w, r.Body, 2) },
	}
	requests := map[string]func(*http.Request){
		"GET":     func(*http.Request) {},
		"HEAD":    func(r *http.Request) { r.Method = http.MethodHead },
		"POST":    func(r *http.Request) { r.Method = http.MethodPost; setBody(r, requestText, len(requestText)) },
		"stream":  func(r *http.Request) { r.Method = http.MethodPost; setBody(r, requestText, -1) },
		"unsized": func(r *http.Request) { r.Method = http.MethodPut; setBody(r, requestText, 0) },
		"no body": func(r *http.Request) { r.Method = http.MethodPost; r.Body = http.NoBody },
		"headers": func(r *http.Request) {
			r.Header.Set("User-Agent", "test/1")
			r.Header.Set("Accept-Encoding", "identity")
			r.Header.Add("X-A", "1")
			r.Header.Add("X-A", "2")
			r.Host = "other.test"
		},
		"range": func(r *http.Request) { r.Header.Set("Range", "bytes=0-5") },
	}
	for handlerName, handler := range handlers {
		for requestName, change := range requests {
			t.Run(handlerName+"/"+requestName, func(t *testing.T) {
				t.Parallel()
				var seen string
				h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					host := strings.TrimPrefix(r.Host, "127.0.0.1")
					if host != r.Host {
						host = "vendor.test"
					}
					seen = fmt.Sprintln(r.Method, r.URL, r.RequestURI, r.Proto, host, r.ContentLength, r.TransferEncoding, r.Body == http.NoBody, headerText(r.Header))
					handler(w, r)
				})
				server := clienttest.NewServer(t, h)
				want := tell(t, server.Client().Transport, server.URL, change)
				server.Close()
				want.Server = seen

				transport := clienttest.NewTransport(h)
				got := tell(t, transport, "http://vendor.test", change)
				require.NoError(t, transport.Close())
				got.Server = seen
				assert.Equal(t, want, got)
			})
		}
	}
}

// closeWatch is a body that notes its Close.
type closeWatch struct {
	io.Reader
	closed chan struct{}
}

func (c *closeWatch) Close() error { close(c.closed); return nil }

func setBody(r *http.Request, text string, length int) {
	r.Body = &closeWatch{strings.NewReader(text), make(chan struct{})}
	r.ContentLength = int64(length)
}

func headerText(h http.Header) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(h)) {
		fmt.Fprintf(&b, "%s=%q ", name, h[name])
	}
	return b.String()
}

// brief keeps failures readable.
func brief(body []byte) string {
	if len(body) < 100 {
		return string(body)
	}
	return fmt.Sprintf("%d bytes with checksum %x", len(body), crc32.ChecksumIEEE(body))
}

// tell makes one request and tells what happened.
func tell(t *testing.T, rt http.RoundTripper, url string, change func(*http.Request)) story {
	t.Helper()
	var s story
	hooks := make(chan string, 20)
	trace := &httptrace.ClientTrace{
		GetConn:              func(string) { hooks <- "get conn" },
		GotConn:              func(httptrace.GotConnInfo) { hooks <- "got conn" },
		WroteHeaders:         func() { hooks <- "wrote headers" },
		WroteRequest:         func(httptrace.WroteRequestInfo) { hooks <- "wrote request" },
		GotFirstResponseByte: func() { hooks <- "first byte" },
	}
	req, err := http.NewRequestWithContext(httptrace.WithClientTrace(t.Context(), trace), http.MethodGet, url+"/a%2Fb/c?x=1&y=%20", nil)
	require.NoError(t, err)
	change(req)
	res, err := rt.RoundTrip(req)
	if err != nil {
		s.RequestFailed = true
	} else {
		body, err := io.ReadAll(res.Body)
		s.BodyCut = errors.Is(err, io.ErrUnexpectedEOF)
		s.BodyFailed = err != nil
		require.NoError(t, res.Body.Close())
		_, err = res.Body.Read(make([]byte, 1))
		require.Error(t, err, "a read after Close")
		assert.NotEmpty(t, res.Header.Get("Date"))
		res.Header.Del("Date")
		s.Status, s.Header, s.Length, s.Encoding, s.Uncompressed, s.Body = res.Status, res.Header, res.ContentLength, res.TransferEncoding, res.Uncompressed, brief(body)
		assert.Same(t, req, res.Request)
	}
	if watch, ok := req.Body.(*closeWatch); ok {
		<-watch.closed
		s.RequestBodyClosed = true
	}
	for len(hooks) > 0 {
		s.Hooks = append(s.Hooks, <-hooks)
	}
	if s.RequestFailed { // the connection may have died before the body was written
		s.Hooks = slices.DeleteFunc(s.Hooks, func(hook string) bool { return hook == "wrote request" })
	}
	// The order of the last two depends on how soon the handler answers.
	slices.Sort(s.Hooks)
	return s
}
