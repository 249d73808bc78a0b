package server

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/bench/internal/payload"
)

// plain answers everything at once, or after the service time.
type plain struct{ base }

func (p *plain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	pause(r, p.cfg.Delay)
	p.answer(w, r)
}

// answer gives the documented answer to a request.
func (b *base) answer(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	status, body := http.StatusOK, b.docs.Invoice
	switch {
	case strings.HasSuffix(r.URL.Path, "/bad"):
		status, body = http.StatusBadRequest, payload.ErrorBody(r.UserAgent(), http.StatusBadRequest, 40, "Unknown subscription")
	case strings.HasSuffix(r.URL.Path, "/v1/list/invoice"):
		body = b.docs.Page
	case strings.HasSuffix(r.URL.Path, "/v1/charge"):
		body = b.docs.Charge
	case strings.HasSuffix(r.URL.Path, "/note"):
		body = b.docs.Note
	}
	write(w, status, body)
}

func write(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Request-Id", "de03e86d0a6d44359b249340f967ddc9")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) //nolint:gosec // JSON, and no browser reads it
}

// fail answers with an error envelope.
func fail(w http.ResponseWriter, r *http.Request, status, code int, text string) {
	write(w, status, payload.ErrorBody(r.UserAgent(), status, code, text))
}

// reset closes the connection without an answer; the kernel sends an RST where it can.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(interface{ SetLinger(sec int) error }); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// pause waits, unless the client leaves.
func pause(r *http.Request, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-r.Context().Done():
	}
}
