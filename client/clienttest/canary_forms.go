package clienttest

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strconv"
	"strings"
)

// form is one spelling of a secret.
type form struct {
	secret int // its number, from 1
	name   string
	needle string
	folded bool // compared in small letters
}

// pick gives the text that the form is looked for in.
func (f form) pick(text, folded []byte) []byte {
	if f.folded {
		return folded
	}
	return text
}

// formsOf gives the spellings of a secret, each needle once.
func formsOf(number int, secret string) []form {
	var forms []form
	seen := map[string]bool{}
	add := func(name, needle string, folded bool) {
		if folded {
			needle = strings.ToLower(needle)
		}
		if needle != "" && !seen[needle] {
			seen[needle] = true
			forms = append(forms, form{number, name, needle, folded})
		}
	}
	add("in clear", secret, true)
	add("URL-escaped", url.QueryEscape(secret), true)
	add("URL-escaped", url.PathEscape(secret), true)
	add("in hex", hex.EncodeToString([]byte(secret)), true)
	quoted := strconv.Quote(secret)
	add("escaped for Go", quoted[1:len(quoted)-1], true)
	ascii := strconv.QuoteToASCII(secret)
	add("escaped for Go", ascii[1:len(ascii)-1], true)
	if text, err := json.Marshal(secret); err == nil {
		add("escaped for JSON", string(text[1:len(text)-1]), true)
	}
	if text, err := marshal(secret); err == nil {
		add("escaped for JSON", string(text[1:len(text)-1]), true)
	}
	add("escaped for HTML", html.EscapeString(secret), true)
	add("as the numbers of a []byte", numbers(secret, "%d", " "), false)
	add("as the numbers of a []byte", numbers(secret, "%d", ","), false)
	add("as the numbers of a []byte", numbers(secret, "%#x", ", "), true)
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for before := range 3 {
			add("in base64", base64Core(encoding, secret, before), false)
		}
	}
	return forms
}

// base64Core gives the letters that a secret always has in the base64 of a
// longer text, with that many bytes, modulo 3, before it. Letters that its
// neighbours have a say in are left out.
func base64Core(encoding *base64.Encoding, secret string, before int) string {
	coded := encoding.EncodeToString(append(make([]byte, before), secret...))
	first := (before*8 + 5) / 6               // the first letter of 6 bits of the secret alone
	last := (before + len(secret)) * 8 / 6    // and the end of the last such letter
	return coded[first:min(last, len(coded))] // letters, not bytes: base64 is ASCII
}

// numbers prints the bytes of a secret.
func numbers(secret, verb, separator string) string {
	parts := make([]string, len(secret))
	for i := range len(secret) {
		parts[i] = fmt.Sprintf(verb, secret[i])
	}
	return strings.Join(parts, separator)
}

// marshal is json.Marshal without the escapes for HTML.
func marshal(value any) ([]byte, error) {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return []byte(strings.TrimSuffix(out.String(), "\n")), nil
}
