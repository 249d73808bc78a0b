package server

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
)

// endlessBytes is how much an endless body sends before it gives up.
const endlessBytes = 256 << 20

// bodies answers with something that isn't the documented JSON.
type bodies struct {
	base

	count atomic.Int64
}

const htmlPage = "<!doctype html><html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>"

func (b *bodies) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n := b.count.Add(1)
	_, _ = io.Copy(io.Discard, r.Body)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Request-Id", "de03e86d")
	switch b.cfg.Fault {
	case "endless 200":
		b.endless(w, http.StatusOK)
	case "endless 400":
		b.endless(w, http.StatusBadRequest)
	case "gzip bomb":
		b.bomb(w)
	case "cut":
		if n > 1 {
			b.answer(w, r)
			return
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(b.docs.Page)))
		_, _ = w.Write(b.docs.Page[:len(b.docs.Page)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	case "truncated":
		_, _ = w.Write(b.docs.Page[:len(b.docs.Page)/2])
	case "html 200":
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, htmlPage)
	case "html 502":
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = io.WriteString(w, htmlPage)
	case "empty":
	case "null":
		_, _ = io.WriteString(w, "null")
	case "junk":
		_, _ = w.Write(b.docs.Page)
		_, _ = io.WriteString(w, "\n{\"another\": document")
	case "stalled":
		w.Header().Set("Content-Length", strconv.Itoa(len(b.docs.Page)))
		_, _ = w.Write(b.docs.Page[:len(b.docs.Page)/2])
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}
}

// endless is a page whose list never ends.
func (b *bodies) endless(w http.ResponseWriter, status int) {
	w.WriteHeader(status)
	_, _ = writeEndless(w, b.docs.Invoice, status)
}

func writeEndless(w io.Writer, element []byte, status int) (n int64, err error) {
	opening := `{"size":100,"count":100,"content":[`
	if status != http.StatusOK {
		opening = `{"code":40,"error":"x","details":[`
	}
	if _, err := io.WriteString(w, opening); err != nil {
		return 0, err
	}
	chunk := bytes.Repeat(append(bytes.Clone(element), ','), 64)
	for n < endlessBytes {
		m, err := w.Write(chunk)
		n += int64(m)
		if err != nil {
			return n, err
		}
	}
	m, err := io.WriteString(w, string(element)+"]}")
	return n + int64(m), err
}

// bomb is a small compressed answer of 256 MB: one white-space run inside a page.
func (b *bodies) bomb(w http.ResponseWriter) {
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	spaces := strings.Repeat(" ", 1<<20)
	_, _ = io.WriteString(z, `{"size":100,"count":0,`)
	for range endlessBytes >> 20 {
		if _, err := io.WriteString(z, spaces); err != nil {
			return
		}
	}
	_, _ = io.WriteString(z, `"content":[]}`)
	_ = z.Close()
}

func (b *bodies) stats(s *Stats) { s.Count["requests"] = b.count.Load() }
