package wire

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vendorkit/vendorkit-go/client"
)

// Text is a string that may also come as a number or a boolean, whose digits it
// then keeps. Anything else, null included, leaves it empty: it is for error
// bodies, where a field of the wrong type must not cost the others.
type Text string

// UnmarshalJSON never fails.
func (t *Text) UnmarshalJSON(data []byte) error {
	*t = ""
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return nil
	}
	switch data[0] {
	case '"':
		var s string
		if client.Unmarshal(data, &s) == nil {
			*t = Text(strings.TrimSpace(s))
		}
	case '{', '[', 'n':
	default:
		*t = Text(data)
	}
	return nil
}

// Clip makes vendor text safe for one line of a log: at most limit bytes, cut at
// a rune, control characters replaced.
func Clip(s string, limit int) string {
	cut := len(s) > limit
	if cut {
		s = strings.ToValidUTF8(s[:limit], "")
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, s)
	if cut {
		s += "…"
	}
	return s
}

// PlainMessage returns the text of a body that is a message and nothing else:
// plain text or a JSON string, but neither a page nor a document. It is clipped.
func PlainMessage(body []byte) string {
	const maxMessage = 500
	text := strings.TrimSpace(string(body))
	switch {
	case text == "" || !utf8.ValidString(text) || strings.ContainsAny(text[:1], "<{["):
		return ""
	case text[0] == '"':
		var s string
		if client.Unmarshal([]byte(text), &s) != nil {
			return ""
		}
		text = s
	}
	return Clip(text, maxMessage)
}
