package clienttest

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
)

// The JSON document that never ends: jsonHead, and jsonUnit again and again.
const (
	jsonHead       = `{"data":[`
	jsonUnit       = `{"id":"0123456789abcdef"},`
	unitsPerWrite  = 1 << 10 // 26 KiB, so that a stream is fast
	unitsPerMember = 1 << 15 // 832 KiB, so that a bomb is dense and quickly built
)

// Huge streams n bytes of a JSON document that never ends, and stops when the
// client leaves. At most 26 KiB of it are held in memory. With n below 0 it is
// endless and has no Content-Length; else the Content-Length is n. The request
// is not processed.
func Huge(status int, n int64) Fault {
	units := bytes.Repeat([]byte(jsonUnit), unitsPerWrite)
	head, repeat, tail := split(n, int64(len(units)))
	length := ""
	if n >= 0 {
		length = strconv.FormatInt(n, 10)
	}
	return stream{status, "", length, []byte(jsonHead)[:head], units, repeat, units[:tail]}.fault()
}

// GzipBomb answers with Content-Encoding gzip, whatever the client accepts, and
// a body that expands to n bytes of the document of [Huge]; with n below 0 it is
// endless and has no Content-Length. One byte on the wire stands for several
// hundred. The request is not processed.
//
// The body is a row of gzip members, which expand one after the other, so that
// a bomb of any size is built in the time and memory of one member.
func GzipBomb(status int, n int64) Fault {
	head, repeat, tail := split(n, unitsPerMember*int64(len(jsonUnit)))
	s := stream{
		status: status, encoding: "gzip",
		head: member(jsonHead[:head], 0), unit: member("", unitsPerMember), repeat: repeat,
	}
	if tail > 0 {
		units := tail / int64(len(jsonUnit))
		s.tail = append(member("", units), member(jsonUnit[:tail%int64(len(jsonUnit))], 0)...)
	}
	if n >= 0 {
		s.length = strconv.FormatInt(int64(len(s.head))+repeat*int64(len(s.unit))+int64(len(s.tail)), 10)
	}
	return s.fault()
}

// split says how n bytes are made of the head, of repetitions of a unit and of
// the beginning of one more. Below 0 it repeats for ever.
func split(n, unit int64) (head, repeat, tail int64) {
	if n < 0 {
		return int64(len(jsonHead)), -1, 0
	}
	head = min(n, int64(len(jsonHead)))
	return head, (n - head) / unit, (n - head) % unit
}

// member gives a gzip member of text and that many units.
func member(text string, units int64) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, _ = z.Write([]byte(text)) // a bytes.Buffer takes everything
	for range units {
		_, _ = z.Write([]byte(jsonUnit))
	}
	_ = z.Close()
	return out.Bytes()
}

// stream is an answer whose body is head, unit repeated, tail.
type stream struct {
	status           int
	encoding, length string
	head, unit       []byte
	repeat           int64 // below 0: for ever
	tail             []byte
}

func (s stream) fault() Fault {
	return func(http.Handler) http.Handler { return s }
}

func (s stream) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	if s.encoding != "" {
		h.Set("Content-Encoding", s.encoding)
	}
	if s.length != "" {
		h.Set("Content-Length", s.length)
	}
	w.WriteHeader(s.status)
	if r.Method == http.MethodHead || !bodyAllowed(s.status) {
		return
	}
	send := func(p []byte) {
		if _, err := w.Write(p); err != nil { // the client has left
			dropConnection()
		}
	}
	send(s.head)
	for i := int64(0); s.repeat < 0 || i < s.repeat; i++ {
		send(s.unit)
	}
	send(s.tail)
}
