package client

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzMasked holds that a secret which a vendor's answer repeats, in quotes within
// quotes or in a URL, isn't there any more when the answer is decoded.
func FuzzMasked(f *testing.F) {
	f.Add("the password ", `pl"nt\<pass>&/`, " is wrong", []byte(`\u00`))
	f.Add("", "ÄÖÜ€𝄞xyz", "\\", []byte(`\ud834\\`))
	f.Add("0", `000\"0`, "0", []byte("0"))
	f.Add("%", "hunter2\x00\n", "\"", []byte(strings.Repeat(`\`, 40)))
	f.Fuzz(func(t *testing.T, before, secret, after string, other []byte) {
		masked(other, needles{[]byte(secret + "x")}) // must neither panic nor hang
		// What would be found again in the mask or across it proves nothing.
		if len(secret) < minSecretBytes || !utf8.ValidString(before+secret+after) || strings.ContainsAny(secret, redacted) {
			t.Skip()
		}
		text := before + secret + after
		for layers := 1; layers <= maxQuotes; layers++ {
			text = quote(t, text)
			clean := string(masked([]byte(text), needles{[]byte(secret)}))
			for range layers {
				if strings.Contains(clean, secret) {
					t.Fatalf("%q shows in %q, of %q", secret, clean, text)
				}
				var inner string
				if json.Unmarshal([]byte(clean), &inner) != nil {
					break // a client can't read it either
				}
				clean = inner
			}
			if strings.Contains(clean, secret) {
				t.Fatalf("%q shows in %q, of %q", secret, clean, text)
			}
		}
		escaped := url.PathEscape(before + secret + after)
		clean, err := url.PathUnescape(string(masked([]byte(escaped), needles{[]byte(secret)})))
		if err == nil && strings.Contains(clean, secret) {
			t.Fatalf("%q shows in %q, of %q", secret, clean, escaped)
		}
	})
}

func quote(t *testing.T, text string) string {
	t.Helper()
	quoted, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(quoted)
}
