package clienttest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/textproto"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// redacted stands where a secret stood.
const redacted = "[redacted]"

var (
	secretKeys  = []string{"key", "user", "username", "login", "pin", "pan", "cvv", "cvc", "sid"}
	secretParts = []string{"password", "passwd", "secret", "token", "authorization", "credential", "apikey", "privatekey"}
)

var errNotJSON = errors.New("clienttest: not a JSON document")

// redactor takes the secrets out of exchanges.
type redactor struct {
	headers  []string
	keys     map[string]bool
	literals *strings.Replacer
}

func newRedactor(config RecorderConfig) *redactor {
	r := &redactor{headers: slices.Clone(shownHeaders), keys: map[string]bool{}}
	for _, name := range config.Headers {
		r.headers = append(r.headers, textproto.CanonicalMIMEHeaderKey(name))
	}
	for _, key := range slices.Concat(secretKeys, config.RedactKeys) {
		r.keys[plainKey(key)] = true
	}
	var pairs []string
	for _, secret := range config.Secrets {
		if secret != "" {
			pairs = append(pairs, secret, redacted, url.QueryEscape(secret), redacted)
		}
	}
	r.literals = strings.NewReplacer(pairs...)
	return r
}

// plainKey brings the spellings of a key together: api_key, Api-Key, apiKey.
func plainKey(key string) string {
	return strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(key))
}

func (r *redactor) secret(key string) bool {
	key = plainKey(key)
	return r.keys[key] || slices.ContainsFunc(secretParts, func(part string) bool { return strings.Contains(key, part) })
}

func (r *redactor) text(s string) string { return r.literals.Replace(s) }

// header keeps the allowed headers.
func (r *redactor) header(h http.Header) http.Header {
	kept := http.Header{}
	for _, name := range r.headers {
		for _, value := range h[name] {
			kept.Add(name, r.text(value))
		}
	}
	return kept
}

// query redacts values and sorts the keys.
func (r *redactor) query(raw string) string {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return url.QueryEscape(redacted)
	}
	return r.values(values).Encode()
}

func (r *redactor) values(values url.Values) url.Values {
	for key, list := range values {
		for i, value := range list {
			if r.secret(key) {
				list[i] = redacted
			} else {
				list[i] = r.text(value)
			}
		}
	}
	return values
}

// body gives what may be kept of a body, or a note why that is nothing.
func (r *redactor) body(what string, header http.Header, body []byte, limit int) (kept, note string) {
	leftOut := func(why string) string { return fmt.Sprintf("%s left out: %s. ", what, why) }
	mediaType, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	trimmed := bytes.TrimSpace(body)
	switch {
	case len(trimmed) == 0:
		return "", ""
	case len(body) > limit:
		return "", leftOut(fmt.Sprintf("more than %d bytes", limit))
	case header.Get("Content-Encoding") != "" || !utf8.Valid(body):
		return "", leftOut("not text")
	case mediaType == "application/x-www-form-urlencoded":
		return r.query(string(body)), ""
	case strings.HasSuffix(mediaType, "json") || strings.IndexByte(`{["`, trimmed[0]) >= 0:
		text, err := r.json(trimmed)
		if err != nil {
			return "", leftOut("JSON that doesn't parse")
		}
		return r.text(text), ""
	case strings.HasPrefix(mediaType, "text/"):
		return r.text(string(body)), ""
	}
	return "", leftOut("content type " + mediaType)
}

// json redacts a document, keeping the order of its keys, the digits of its
// numbers and the types of its values, so that it still decodes.
func (r *redactor) json(document []byte) (string, error) {
	if !json.Valid(document) { // also bounds the depth, which Token doesn't
		return "", errNotJSON
	}
	// A document that is one string has no key to judge it by: a bare token looks
	// like this.
	if document[0] == '"' {
		return `"` + redacted + `"`, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	var out bytes.Buffer
	err := r.value(decoder, &out, false)
	return out.String(), err
}

// value copies the next value; hide says that it is below a secret key.
func (r *redactor) value(decoder *json.Decoder, out *bytes.Buffer, hide bool) error {
	token, err := decoder.Token()
	if err != nil {
		return err
	}
	switch token := token.(type) {
	case json.Delim:
		out.WriteRune(rune(token))
		for first := true; decoder.More(); first = false {
			if !first {
				out.WriteByte(',')
			}
			hideValue := hide
			if token == '{' {
				key, err := decoder.Token()
				if err != nil {
					return err
				}
				name, _ := key.(string) // a key is a string
				hideValue = hide || r.secret(name)
				writeJSON(out, name)
				out.WriteByte(':')
			}
			if err := r.value(decoder, out, hideValue); err != nil {
				return err
			}
		}
		end, err := decoder.Token()
		if err != nil {
			return err
		}
		out.WriteString(fmt.Sprint(end))
	case string:
		if hide {
			token = redacted
		}
		writeJSON(out, token)
	case json.Number:
		if hide {
			token = "0"
		}
		out.WriteString(token.String())
	default:
		writeJSON(out, token)
	}
	return nil
}

// writeJSON writes a string, a boolean or null.
func writeJSON(out *bytes.Buffer, value any) {
	text, _ := marshal(value) // these always encode
	out.Write(text)
}
