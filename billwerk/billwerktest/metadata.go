package billwerktest

import (
	"encoding/json"

	"github.com/vendorkit/vendorkit-go/client"
)

// metadataOf makes an operation on the metadata of something.
func metadataOf(find func(*Fake, *call) (*json.RawMessage, *refusal), do func(*call, *json.RawMessage) (any, *refusal)) func(*Fake, *call) (any, *refusal) {
	return func(f *Fake, c *call) (any, *refusal) {
		metadata, refused := find(f, c)
		if refused != nil {
			return nil, refused
		}
		return do(c, metadata)
	}
}

// getMetadata answers an empty object where there is none; what the vendor does
// is not documented.
func (c *call) getMetadata(metadata *json.RawMessage) (any, *refusal) {
	if *metadata == nil {
		return object{}, nil
	}
	return *metadata, nil
}

func (c *call) putMetadata(metadata *json.RawMessage) (any, *refusal) {
	var parsed map[string]json.RawMessage
	if err := client.Unmarshal(c.raw, &parsed); err != nil || parsed == nil {
		return nil, malformed("the metadata is no JSON object")
	}
	*metadata = c.raw
	return *metadata, nil
}

func (c *call) deleteMetadata(metadata *json.RawMessage) (any, *refusal) {
	*metadata = nil
	return nil, nil
}
