package client

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxQuotes is how many times a secret may be quoted within quotes. A message that
// quotes the request makes two.
const maxQuotes = 3

// spelling is a text and where each of its bytes came from: byte i begins at at[i]
// of the original, and at[len(text)] is the original's end. A nil at means that
// the text is the original.
type spelling struct {
	text []byte
	at   []int
}

type span struct{ from, to int }

// masked returns data with each needle redacted, also one that is escaped in the way
// of JSON or of a URL, since it would come out whole when the vendor's message is
// decoded. data itself isn't changed.
func masked(data []byte, all needles) []byte {
	var found []span
	s := spelling{text: data}
	for layer := 0; ; layer++ {
		found = s.find(found, all)
		if bytes.IndexByte(s.text, '%') >= 0 {
			found = s.decoded(unescapedURL).find(found, all)
		}
		if layer == maxQuotes || bytes.IndexByte(s.text, '\\') < 0 {
			break
		}
		s = s.decoded(unescapedJSON)
	}
	if len(found) == 0 {
		return data
	}
	slices.SortFunc(found, func(a, b span) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	clean, end := make([]byte, 0, len(data)), 0
	for _, f := range found {
		if f.from >= end { // else it overlaps with the one before
			clean = append(append(clean, data[end:f.from]...), redacted...)
		}
		end = max(end, f.to)
	}
	return append(clean, data[end:]...)
}

// find appends where the needles stand in the original.
func (s spelling) find(found []span, all needles) []span {
	for _, needle := range all {
		for from := 0; ; {
			i := bytes.Index(s.text[from:], needle)
			if i < 0 {
				break
			}
			from += i
			if s.at == nil {
				found = append(found, span{from, from + len(needle)})
			} else {
				found = append(found, span{s.at[from], s.at[from+len(needle)]})
			}
			from += len(needle)
		}
	}
	return found
}

// decoded takes off one layer of escapes.
func (s spelling) decoded(unescaped func([]byte) ([]byte, int)) spelling {
	out := spelling{text: make([]byte, 0, len(s.text)), at: make([]int, 0, len(s.text)+1)}
	for i := 0; i < len(s.text); {
		from := i
		if s.at != nil {
			from = s.at[i]
		}
		char, size := unescaped(s.text[i:])
		if size == 0 {
			char, size = s.text[i:i+1], 1
		}
		for _, c := range char {
			out.text, out.at = append(out.text, c), append(out.at, from)
		}
		i += size
	}
	end := len(s.text)
	if s.at != nil {
		end = s.at[end]
	}
	out.at = append(out.at, end)
	return out
}

// unescapedURL decodes the %XX at the beginning of data. size is 0 if there is none.
func unescapedURL(data []byte) (char []byte, size int) {
	if data[0] != '%' {
		return nil, 0
	}
	c, ok := hexadecimal(data[1:], 2)
	if !ok {
		return nil, 0
	}
	return []byte{byte(c)}, 3 //nolint:gosec // G115: two digits fit
}

// unescapedJSON decodes the escape sequence at the beginning of data. size is 0 if
// there is none.
func unescapedJSON(data []byte) (char []byte, size int) {
	if data[0] != '\\' || len(data) < 2 {
		return nil, 0
	}
	if data[1] != 'u' {
		if i := strings.IndexByte(`"\/bfnrt`, data[1]); i >= 0 {
			return []byte{"\"\\/\b\f\n\r\t"[i]}, 2
		}
		return nil, 0
	}
	r, ok := hexadecimal(data[2:], 4)
	if !ok {
		return nil, 0
	}
	size = 6
	if utf16.IsSurrogate(r) && bytes.HasPrefix(data[size:], []byte(`\u`)) {
		if low, ok := hexadecimal(data[size+2:], 4); ok {
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				r, size = pair, 12
			}
		}
	}
	return utf8.AppendRune(nil, r), size
}

// hexadecimal reads that many digits from the beginning of data.
func hexadecimal(data []byte, digits int) (rune, bool) {
	if len(data) < digits {
		return 0, false
	}
	n, err := strconv.ParseUint(string(data[:digits]), 16, 16)
	return rune(n), err == nil
}
