package client

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/vendorkit/vendorkit-go/auth"
)

// clip makes vendor text safe for one line of a log: at most limit bytes,
// control characters replaced, cut at a rune.
func clip(s string, limit int) string {
	cut := len(s) > limit
	if cut {
		s = strings.ToValidUTF8(s[:limit], "")
	}
	if strings.ContainsFunc(s, unicode.IsControl) || !utf8.ValidString(s) {
		s = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || r == utf8.RuneError {
				return ' '
			}
			return r
		}, s)
	}
	if cut {
		s += "…"
	}
	return s
}

// FormatError serves every fmt verb, %#v included, with the text of err. A
// vendor's error type that has an Error method of its own also needs a Format
// method that calls it: the promoted one would print the common part only.
func FormatError(f fmt.State, verb rune, err error) { formatText(f, verb, err.Error()) }

// LogError is the allowlist of base with the text of err, the vendor's error that
// base is a part of. A type with an Error method of its own needs a LogValue
// method that calls it, for the same reason.
func LogError(base *ResponseError, err error) slog.Value { return base.logValue(err.Error()) }

// MarshalError is LogError for JSON: MarshalJSON calls it.
func MarshalError(base *ResponseError, err error) ([]byte, error) { return base.public(err.Error()) }

func formatText(f fmt.State, verb rune, text string) {
	if verb == 'q' {
		fmt.Fprintf(f, "%q", text)
		return
	}
	_, _ = f.Write([]byte(text))
}

const redacted = "[redacted]"

// minSecretBytes keeps a short secret from shredding ordinary text.
const minSecretBytes = 6

// needles are the forms of a client's secrets to look for in what a vendor sends
// back, because some vendors repeat the request in their error.
type needles [][]byte

func needlesOf(secrets []auth.Secret) needles {
	var out needles
	for _, s := range secrets {
		if raw := s.Reveal(); len(raw) >= minSecretBytes {
			out = append(out, []byte(raw), []byte(base64.StdEncoding.EncodeToString([]byte(raw))))
		}
	}
	return out
}

// with adds the token that was used.
func (n needles) with(token auth.Secret) needles {
	if raw := token.Reveal(); len(raw) >= minSecretBytes {
		return append(slices.Clip(n), []byte(raw))
	}
	return n
}

// scrubHeader returns h itself unless something in it may have to go.
func (n needles) scrubHeader(h http.Header) http.Header {
	if !n.shows(h) {
		return h
	}
	clean := h.Clone()
	clean.Del("Set-Cookie")
	for _, values := range clean {
		for i, v := range values {
			values[i] = string(masked([]byte(v), n))
		}
	}
	return clean
}

func (n needles) shows(h http.Header) bool {
	for name, values := range h {
		if name == "Set-Cookie" {
			return true
		}
		for _, v := range values {
			for _, needle := range n {
				if len(v) >= len(needle) && bytes.Contains([]byte(v), needle) {
					return true
				}
			}
			if strings.IndexByte(v, '\\') >= 0 || strings.IndexByte(v, '%') >= 0 { // it may be escaped, as in a Location
				return true
			}
		}
	}
	return false
}
