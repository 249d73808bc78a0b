package wire

import (
	"bytes"

	"github.com/vendorkit/vendorkit-go/client"
)

// Number reads an amount that comes as a JSON string or number, and keeps its
// text: no float holds money. null is "".
func Number(data []byte) (text string, err error) {
	data = bytes.TrimSpace(data)
	switch {
	case string(data) == "null":
		return "", nil
	case len(data) > 0 && (data[0] == '-' || data[0] >= '0' && data[0] <= '9'):
		return string(data), nil
	default:
		err = client.Unmarshal(data, &text)
		return text, err
	}
}
