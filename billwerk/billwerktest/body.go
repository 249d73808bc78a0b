package billwerktest

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
)

// schema holds the documented fields of a request body.
type schema map[string]field

type field struct {
	kind     string
	required bool
}

// fields makes a schema of lines such as "handle* amount:int metadata:obj". A
// star marks a required field, which must not be empty; a field without a kind is
// a string. The kinds are int, num, bool, obj, list, and texts for a list of
// strings.
func fields(lines ...string) schema {
	s := schema{}
	for _, line := range lines {
		for word := range strings.FieldsSeq(line) {
			name, kind, found := strings.Cut(word, ":")
			if !found {
				kind = "text"
			}
			plain := strings.TrimSuffix(name, "*")
			s[plain] = field{kind: kind, required: plain != name}
		}
	}
	return s
}

// body is a request body that fits its schema.
type body map[string]json.RawMessage

// parse reads a body. A null counts as absent, and so does an empty document.
func (s schema) parse(data []byte) (body, *refusal) {
	b := body{}
	if len(data) > 0 {
		if err := client.Unmarshal(data, &b); err != nil || b == nil {
			return nil, malformed("the body is no JSON object")
		}
	}
	for name, value := range b {
		rule, known := s[name]
		switch {
		case string(value) == "null":
			delete(b, name)
		case !known:
			return nil, malformed("%s: this field is not documented", strconv.Quote(name))
		case !fits(rule.kind, value):
			return nil, malformed("%s: not of the type %s", name, rule.kind)
		}
	}
	for name, rule := range s {
		if value, found := b[name]; rule.required && (!found || string(value) == `""`) {
			return nil, malformed("%s: required", name)
		}
	}
	return b, nil
}

func fits(kind string, value json.RawMessage) bool {
	switch kind {
	case "text":
		return value[0] == '"'
	case "bool":
		return value[0] == 't' || value[0] == 'f'
	case "obj":
		return value[0] == '{'
	case "list":
		return value[0] == '['
	case "texts":
		var texts []string
		return client.Unmarshal(value, &texts) == nil
	case "int":
		_, err := strconv.ParseInt(string(value), 10, 64)
		return err == nil
	case "num":
		_, err := strconv.ParseFloat(string(value), 64)
		return err == nil
	default:
		panic("billwerktest: the kind " + kind + " doesn't exist")
	}
}

func (b body) has(name string) bool { return b[name] != nil }

// text, integer, number, flag and texts give a field's value, zero if it is absent.
func (b body) text(name string) string    { return value[string](b, name) }
func (b body) integer(name string) int64  { return value[int64](b, name) }
func (b body) number(name string) float64 { return value[float64](b, name) }
func (b body) flag(name string) bool      { return value[bool](b, name) }
func (b body) texts(name string) []string { return value[[]string](b, name) }
func (b body) flagOr(name string, absent bool) bool {
	if !b.has(name) {
		return absent
	}
	return b.flag(name)
}

func value[T any](b body, name string) (v T) {
	if b.has(name) {
		_ = client.Unmarshal(b[name], &v) // parse has looked at it
	}
	return v
}

// object reads a nested object; nil if it is absent.
func (b body) object(name string, s schema) (body, *refusal) {
	if !b.has(name) {
		return nil, nil
	}
	nested, err := s.parse(b[name])
	if err != nil {
		err.message = name + "." + err.message
	}
	return nested, err
}

// objects reads a list of objects.
func (b body) objects(name string, s schema) ([]body, *refusal) {
	list := make([]body, 0, 4)
	for i, element := range value[[]json.RawMessage](b, name) {
		nested, err := s.parse(element)
		if err != nil {
			err.message = name + "[" + strconv.Itoa(i) + "]." + err.message
			return nil, err
		}
		list = append(list, nested)
	}
	return list, nil
}

// copyTo copies fields of the body into an object that is kept.
func (b body) copyTo(o object, names string) {
	for name := range strings.FieldsSeq(names) {
		if b.has(name) {
			o[name] = b.scalar(name)
		}
	}
}

// scalar is a field as a Go value, so that filters can look at it. Objects and
// lists stay as they came.
func (b body) scalar(name string) any {
	switch raw := b[name]; raw[0] {
	case '"':
		return b.text(name)
	case 't', 'f':
		return b.flag(name)
	default:
		if n, err := strconv.ParseInt(string(raw), 10, 64); err == nil {
			return n
		}
		if n, err := strconv.ParseFloat(string(raw), 64); err == nil {
			return n
		}
		return raw
	}
}
