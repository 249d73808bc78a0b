package client

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// replaced returns data with each needle redacted, also one that is escaped in
// the way of JSON or of a URL: it would come out whole when the vendor's message
// is decoded. data itself isn't changed.
func replaced(data, needle []byte) []byte {
	if bytes.Contains(data, needle) {
		data = bytes.ReplaceAll(data, needle, []byte(redacted))
	}
	if bytes.IndexByte(data, '\\') < 0 && bytes.IndexByte(data, '%') < 0 { // several times as quick as ContainsAny
		return data
	}
	var clean []byte
	from := 0
	for i := 0; i < len(data); {
		n := spelled(data[i:], needle)
		if n == 0 {
			i++
			continue
		}
		clean = append(append(clean, data[from:i]...), redacted...)
		i += n
		from = i
	}
	if from == 0 {
		return data
	}
	return append(clean, data[from:]...)
}

// spelled returns how many of the first bytes of data spell needle, plain or
// escaped; 0 if they don't.
func spelled(data, needle []byte) int {
	n := 0
	for len(needle) > 0 {
		char, size := unescaped(data[n:])
		switch {
		case size > 0 && bytes.HasPrefix(needle, char):
			n, needle = n+size, needle[len(char):]
		case n < len(data) && data[n] == needle[0]:
			n, needle = n+1, needle[1:]
		default:
			return 0
		}
	}
	return n
}

// unescaped decodes the escape sequence at the beginning of data. size is its
// length, 0 if there is none.
func unescaped(data []byte) (char []byte, size int) {
	switch {
	case len(data) < 2:
		return nil, 0
	case data[0] == '%':
		if c, ok := hexadecimal(data[1:], 2); ok {
			return []byte{byte(c)}, 3 //nolint:gosec // G115: two digits fit
		}
		return nil, 0
	case data[0] != '\\':
		return nil, 0
	case data[1] != 'u':
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
	if utf16.IsSurrogate(r) && bytes.HasPrefix(data[6:], []byte(`\u`)) {
		if low, ok := hexadecimal(data[8:], 4); ok {
			r, size = utf16.DecodeRune(r, low), 12
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
