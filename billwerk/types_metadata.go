package billwerk

import (
	"encoding/json"
	"errors"
	"strconv"

	"github.com/vendorkit/vendorkit-go/client"
)

// Metadata is a free JSON object that the vendor keeps for you. Values decode
// into string, bool, nil, []any, map[string]any and numbers: whole ones that fit
// into an int64 (ids!) keep every digit, others become float64. The largest size
// is not documented.
type Metadata map[string]any

// maxExactDepth bounds the work for deeply nested metadata: below it numbers
// become float64.
const maxExactDepth = 16

// UnmarshalJSON decodes an object, or null.
func (m *Metadata) UnmarshalJSON(data []byte) error {
	object, err := exactObject(data, 1)
	*m = object
	return err
}

func exactObject(data []byte, depth int) (map[string]any, error) {
	var raw map[string]json.RawMessage
	if err := client.Unmarshal(data, &raw); err != nil || raw == nil {
		return nil, err
	}
	object := make(map[string]any, len(raw))
	for name, value := range raw {
		decoded, err := exactValue(value, depth)
		if err != nil {
			return nil, err
		}
		object[name] = decoded
	}
	return object, nil
}

func exactList(data []byte, depth int) ([]any, error) {
	var raw []json.RawMessage
	if err := client.Unmarshal(data, &raw); err != nil {
		return nil, err
	}
	list := make([]any, len(raw))
	for i, value := range raw {
		decoded, err := exactValue(value, depth)
		if err != nil {
			return nil, err
		}
		list[i] = decoded
	}
	return list, nil
}

// exactValue decodes any JSON value without rounding whole numbers.
func exactValue(raw json.RawMessage, depth int) (any, error) {
	if depth < maxExactDepth && len(raw) > 0 {
		switch raw[0] {
		case '{':
			return exactObject(raw, depth+1)
		case '[':
			return exactList(raw, depth+1)
		}
	}
	if n, err := strconv.ParseInt(string(raw), 10, 64); err == nil {
		return n, nil
	}
	var value any
	err := client.Unmarshal(raw, &value)
	if value == 0.0 {
		value = 0.0 // without the sign of -0.0, which would be lost the next time
	}
	return value, err
}

// Validate refuses nil where metadata is all that is sent.
func (m Metadata) Validate() error {
	if m == nil {
		return errors.New("the metadata is nil")
	}
	return nil
}
