package client

import (
	"bytes"
	"encoding/base64"
	"fmt"
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

// scrub replaces the secrets that the client knows in what a vendor sent back,
// because some vendors repeat the request in their error.
func scrub(data []byte, secrets ...auth.Secret) []byte {
	for _, s := range secrets {
		raw := s.Reveal()
		if len(raw) < minSecretBytes {
			continue
		}
		for _, form := range []string{raw, base64.StdEncoding.EncodeToString([]byte(raw))} {
			if bytes.Contains(data, []byte(form)) {
				data = bytes.ReplaceAll(data, []byte(form), []byte(redacted))
			}
		}
	}
	return data
}
