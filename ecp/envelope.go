package ecp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
)

// envelope is the object that every coded answer is (page "ECP API Error
// Codes"): Code, perhaps Message, perhaps Data. The other members are kept,
// because a payload may stand beside the code (inferred).
type envelope struct {
	hasCode  bool // Code is there and not null
	code     Code // 0 unless Code is an integer
	codeText string
	message  string
	data     json.RawMessage // nil if absent or null
	members  object
	raw      json.RawMessage
}

// UnmarshalJSON accepts every object. It copies what it keeps.
func (e *envelope) UnmarshalJSON(b []byte) error {
	var members object
	if err := client.Unmarshal(b, &members); err != nil {
		return err
	}
	*e = envelope{members: members, raw: bytes.Clone(b)}
	if code, ok := members.get("Code"); ok {
		e.hasCode = true
		e.codeText = scalarText(code)
		if n, ok := intOf(code); ok {
			e.code = Code(n)
		}
	}
	if message, ok := members.get("Message"); ok && message[0] == '"' {
		e.message = scalarText(message)
	}
	e.data, _ = members.get("Data")
	return nil
}

// verifyCode: with status 200 the code is always 1000 (page "ECP API Error
// Codes"), so another one contradicts the status. That the code is there is
// asked only where nothing else shows that the answer is the right one.
func (e *envelope) verifyCode() error {
	switch {
	case !e.hasCode || e.code == CodeSuccess:
		return nil
	case e.codeText == "":
		return errors.New("the answer's Code is no number")
	default:
		return fmt.Errorf("the answer says code %.32s, which isn't that of a success (%d)", e.codeText, CodeSuccess)
	}
}

// containers are the objects in which a payload may be: Data, then the envelope.
func (e *envelope) containers() []object {
	if data, ok := objectOf(e.data); ok {
		return []object{data, e.members}
	}
	return []object{e.members}
}

// object is a JSON object whose members are looked up without regard to case.
type object map[string]json.RawMessage

// get returns the first of the members with these names that is there and not
// null.
func (o object) get(names ...string) (json.RawMessage, bool) {
	for _, name := range names {
		if value, ok := o.member(name); ok && !isNull(value) {
			return value, true
		}
	}
	return nil, false
}

// member finds the exact name first. Of several that differ in case alone, the
// first in byte order is taken, so that the same object always gives the same.
func (o object) member(name string) (json.RawMessage, bool) {
	if value, ok := o[name]; ok {
		return value, true
	}
	best, found := "", false
	for key := range o {
		if strings.EqualFold(key, name) && (!found || key < best) {
			best, found = key, true
		}
	}
	return o[best], found
}

// names lists the members, at most ten of them, for an error.
func (o object) names() string {
	names := make([]string, 0, len(o))
	for name := range o {
		names = append(names, strconv.Quote(name[:min(len(name), 24)]))
	}
	slices.Sort(names)
	return strings.Join(names[:min(len(names), 10)], ", ")
}

func isNull(raw json.RawMessage) bool { return len(raw) == 0 || raw[0] == 'n' }

// objectOf is raw as an object, if it is one.
func objectOf(raw json.RawMessage) (object, bool) {
	if len(raw) == 0 || raw[0] != '{' {
		return nil, false
	}
	var o object
	err := client.Unmarshal(raw, &o)
	return o, err == nil
}

// elementsOf is raw as a list, if it is one.
func elementsOf(raw json.RawMessage) ([]json.RawMessage, bool) {
	if !isArray(raw) {
		return nil, false
	}
	list := []json.RawMessage{}
	err := client.Unmarshal(raw, &list)
	return list, err == nil
}

// scalarText is the text of a string, or of a number as it stands; "" for all
// else.
func scalarText(raw json.RawMessage) string {
	switch {
	case len(raw) == 0:
		return ""
	case raw[0] == '"':
		var s string
		if client.Unmarshal(raw, &s) != nil {
			return ""
		}
		return s
	case raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9':
		return string(raw)
	default:
		return ""
	}
}

// intOf reads an integer, or one in quotes: the vendor doesn't say which of the
// two its numbers are.
func intOf(raw json.RawMessage) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(scalarText(raw)))
	return n, err == nil
}

// idOf reads an id, of which it isn't documented whether it is a number or a
// string. text is as it stands; id is 0 unless text is the decimal form of a
// positive int, so that id never stands for another id than text.
func idOf(raw json.RawMessage) (id int, text string) {
	text = scalarText(raw)
	if n, err := strconv.Atoi(text); err == nil && n > 0 && n < math.MaxInt && strconv.Itoa(n) == text {
		id = n
	}
	return id, text
}
