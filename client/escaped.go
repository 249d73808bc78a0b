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
// is decoded. Where a message quotes the request, it is escaped once more. data
// itself isn't changed.
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
			size, length := requoted(data[n:], needle, n > 0)
			if size == 0 {
				return 0
			}
			n, needle = n+size, needle[length:]
		}
	}
	return n
}

// requoted reads what is escaped more than once: several backslashes that stand for
// one, or, behind a character of needle, for the rest of one. size is how much of
// data that is, length how much of needle; both are 0 if it is something else.
func requoted(data, needle []byte, within bool) (size, length int) {
	run := backslashes(data)
	if run < 2 {
		return 0, 0
	}
	if char, n := unescaped(data[run-1:]); n > 0 && bytes.HasPrefix(needle, char) {
		return run - 1 + n, len(char)
	}
	if within && run < len(data) && data[run] == needle[0] {
		return run + 1, 1
	}
	return 0, 0
}

// maxBackslashes is what three layers of quotes make of one backslash, and it keeps
// a body that is nothing but backslashes from costing the square of its length.
const maxBackslashes = 8

// backslashes counts those at the beginning of data, as far as they matter.
func backslashes(data []byte) int {
	data = data[:min(len(data), maxBackslashes)]
	return len(data) - len(bytes.TrimLeft(data, `\`))
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
	if run := backslashes(data[size:]); utf16.IsSurrogate(r) && run > 0 && bytes.HasPrefix(data[size+run:], []byte("u")) {
		if low, ok := hexadecimal(data[size+run+1:], 4); ok {
			r, size = utf16.DecodeRune(r, low), size+run+5
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
