package clienttest

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Header is the handler's.
func (ex *exchange) Header() http.Header { return ex.header }

// WriteHeader fixes status and headers; they go out with the first bytes.
func (ex *exchange) WriteHeader(status int) {
	if status < 100 || status > 999 {
		panic(fmt.Sprintf("clienttest: invalid WriteHeader code %d", status))
	}
	if ex.snapshot != nil || status < 200 { // a second call is ignored as in net/http; 1xx isn't shown
		return
	}
	ex.status, ex.snapshot = status, ex.header.Clone()
	if n, err := strconv.ParseInt(ex.snapshot.Get("Content-Length"), 10, 64); err == nil && n >= 0 {
		ex.declared = n
	}
}

func (ex *exchange) Write(p []byte) (int, error) {
	ex.WriteHeader(http.StatusOK)
	if !bodyAllowed(ex.status) {
		return 0, http.ErrBodyNotAllowed
	}
	ex.written += int64(len(p))
	if ex.declared >= 0 && ex.written > ex.declared {
		return 0, http.ErrContentLength
	}
	ex.accepted = ex.written
	return ex.buffer.Write(p)
}

// FlushError sends what there is, the headers at least.
func (ex *exchange) FlushError() error {
	ex.WriteHeader(http.StatusOK)
	if err := ex.buffer.Flush(); err != nil {
		return err
	}
	ex.start(nil)
	return nil
}

// Flush is FlushError for the http.Flusher interface.
func (ex *exchange) Flush() { _ = ex.FlushError() }

// writerFunc is a function as an io.Writer.
type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// wire is what lies below the buffer: the way to the client.
func (ex *exchange) wire() io.Writer {
	return writerFunc(func(p []byte) (int, error) {
		if ex.start(p) || ex.request.Method == http.MethodHead {
			return len(p), nil
		}
		return ex.writer.Write(p)
	})
}

// start sends the headers, once. After the handler has returned, p is the whole
// body, and whole says that it went with the headers.
func (ex *exchange) start(p []byte) (whole bool) {
	if ex.started {
		return false
	}
	ex.started = true
	h := ex.snapshot
	if _, ok := h["Content-Type"]; !ok && len(p) > 0 && h.Get("Content-Encoding") == "" {
		h.Set("Content-Type", http.DetectContentType(p))
	}
	if h.Get("Date") == "" {
		h.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	}
	head := ex.request.Method == http.MethodHead
	if ex.done && ex.declared < 0 && bodyAllowed(ex.status) && (!head || len(p) > 0) {
		ex.declared = int64(len(p))
		h.Set("Content-Length", strconv.Itoa(len(p)))
	}
	for name, values := range h {
		if len(values) == 0 { // a handler's way to suppress a default
			delete(h, name)
		}
	}
	ex.sent, ex.length = h, ex.declared
	if !bodyAllowed(ex.status) && !head {
		ex.length = 0
	}
	ex.whole = ex.done
	if ex.whole {
		ex.small = slices.Clone(p)
		ex.cut = ex.declared > ex.accepted
		ex.settle()
	}
	close(ex.answered)
	return ex.whole
}

// finish ends an answer whose handler has returned.
func (ex *exchange) finish() {
	ex.WriteHeader(http.StatusOK)
	ex.done = true
	if ex.buffer.Flush() == nil {
		ex.start(nil)
	}
	ex.settle()
	if ex.declared > ex.accepted {
		_ = ex.writer.CloseWithError(io.ErrUnexpectedEOF)
		return
	}
	_ = ex.writer.Close()
}

// abort ends an answer whose handler has died: what is in the buffer is lost.
func (ex *exchange) abort() {
	ex.settle()
	_ = ex.writer.CloseWithError(io.ErrUnexpectedEOF)
	if !ex.started {
		ex.started = true
		ex.err = connectionReset()
		close(ex.answered)
	}
}
