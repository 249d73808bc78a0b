package clienttest

import (
	"maps"
	"net/http"
)

// maxCapture bounds what a fault holds of an answer that it cuts.
const maxCapture = 8 << 20

// captured is an answer that a handler gave.
type captured struct {
	header http.Header
	status int
	body   []byte // at most maxCapture bytes
	size   int64  // of the whole body
	sent   http.Header
}

// capture runs a handler and keeps its answer.
func capture(next http.Handler, r *http.Request) *captured {
	c := &captured{header: http.Header{}}
	next.ServeHTTP(c, r)
	c.WriteHeader(http.StatusOK)
	return c
}

// newDiscard gives a writer for an answer that nobody gets.
func newDiscard() http.ResponseWriter { return &discard{header: http.Header{}} }

func (c *captured) Header() http.Header { return c.header }
func (c *captured) Flush()              {}

func (c *captured) WriteHeader(status int) {
	if c.status == 0 && (status < 100 || status > 199) {
		c.status, c.sent = status, c.header.Clone()
	}
}

func (c *captured) Write(p []byte) (int, error) {
	c.WriteHeader(http.StatusOK)
	if !bodyAllowed(c.status) {
		return 0, http.ErrBodyNotAllowed
	}
	c.size += int64(len(p))
	c.body = append(c.body, p[:min(len(p), maxCapture-len(c.body))]...)
	return len(p), nil
}

// copyHeader sets the headers of the captured answer.
func (c *captured) copyHeader(w http.ResponseWriter) { maps.Copy(w.Header(), c.sent) }

// discard is an answer that nobody gets.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) Write(p []byte) (int, error) { return len(p), nil }
func (d *discard) WriteHeader(int)             {}
func (d *discard) Flush()                      {}

// rewriter changes the headers of an answer just before they go out.
type rewriter struct {
	http.ResponseWriter
	onHeader func(http.Header)
	wrote    bool
}

func (rw *rewriter) WriteHeader(status int) {
	if !rw.wrote && (status < 100 || status > 199) {
		rw.wrote = true
		rw.onHeader(rw.Header())
	}
	rw.ResponseWriter.WriteHeader(status)
}

func (rw *rewriter) Write(p []byte) (int, error) {
	rw.settle()
	return rw.ResponseWriter.Write(p)
}

// FlushError settles the headers first: a flush sends them.
func (rw *rewriter) FlushError() error {
	rw.settle()
	return http.NewResponseController(rw.ResponseWriter).Flush()
}

func (rw *rewriter) Flush() { _ = rw.FlushError() }

// settle sends the headers of a handler that never called WriteHeader.
func (rw *rewriter) settle() {
	if !rw.wrote {
		rw.WriteHeader(http.StatusOK)
	}
}

// bodyAllowed says whether an answer of this status may have a body.
func bodyAllowed(status int) bool {
	return status >= 200 && status != http.StatusNoContent && status != http.StatusNotModified
}
