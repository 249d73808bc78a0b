package numbers

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
)

// The helpers in this file look at JSON of an unknown shape, one level at a
// time. None of them panics, whatever the bytes are.

// kind is the first byte of a JSON value: '{', '[', '"', 'n' for null, 't', 'f',
// '-' or a digit; 0 when there is none.
func kind(raw json.RawMessage) byte {
	trimmed := bytes.TrimLeft(raw, " \t\r\n")
	if len(trimmed) == 0 {
		return 0
	}
	return trimmed[0]
}

// members are the members of a JSON object.
type members map[string]json.RawMessage

var errNoObject = errors.New("not an object")

func membersOf(raw json.RawMessage) (members, error) {
	if kind(raw) != '{' {
		return nil, errNoObject
	}
	var m members
	err := client.Unmarshal(raw, &m)
	return m, err
}

// get finds a member, exactly as spelled or else without regard to case. Of
// several it is the first in alphabetical order, so that the same answer always
// reads the same.
func (m members) get(name string) json.RawMessage {
	if raw, ok := m[name]; ok {
		return raw
	}
	found := ""
	for key := range m {
		if strings.EqualFold(key, name) && (found == "" || key < found) {
			found = key
		}
	}
	return m[found]
}

// names are in alphabetical order; see get.
func (m members) names() []string { return slices.Sorted(maps.Keys(m)) }

// text is a member that is a string or a number, as text; else "".
func (m members) text(name string) string { return textOf(m.get(name)) }

func textOf(raw json.RawMessage) string {
	switch k := kind(raw); {
	case k == '"':
		var s string
		if client.Unmarshal(raw, &s) == nil {
			return s
		}
	case k == '-', '0' <= k && k <= '9':
		return string(bytes.TrimSpace(raw))
	}
	return ""
}

func elements(raw json.RawMessage) ([]json.RawMessage, error) {
	var items []json.RawMessage
	err := client.Unmarshal(raw, &items)
	return items, err
}

// soleMember returns the member of the given kind if there is exactly one.
func soleMember(raw json.RawMessage, want byte) (sole json.RawMessage, ok bool) {
	m, err := membersOf(raw)
	if err != nil {
		return nil, false
	}
	for _, member := range m {
		if kind(member) != want {
			continue
		}
		if ok {
			return nil, false
		}
		sole, ok = member, true
	}
	return sole, ok
}

// isRefusal reports whether a successful answer says no: it has a
// ResponseStatus with an error code.
func isRefusal(raw json.RawMessage) bool {
	m, err := membersOf(raw)
	if err != nil {
		return false
	}
	status, err := membersOf(m.get(memberResponseStatus))
	return err == nil && status.text(memberErrorCode) != ""
}
