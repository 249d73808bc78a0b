package client

import (
	"bytes"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"
)

// The JSON codec stands in this file alone, so that the standard library's
// encoding/json/v2 can replace it. Names match without regard to case (but dashes
// and underscores count), duplicate names and invalid UTF-8 are accepted, as
// encoding/json does: the vendors' documents need it (PascalCase in one page,
// camelCase in the next). What is decoded twice into one place is merged as there.
// Nil slices and maps are sent as null, as encoding/json does.
//
// One difference matters when writing types: the omitempty tag leaves numbers
// and booleans in place. Use omitzero.
var (
	decodeOptions = json.JoinOptions(
		json.MatchCaseInsensitiveNames(true),
		jsonv1.MatchCaseSensitiveDelimiter(true),
		jsonv1.MergeWithLegacySemantics(true),
		jsontext.AllowDuplicateNames(true),
		jsontext.AllowInvalidUTF8(true),
	)
	encodeOptions = json.JoinOptions(
		json.Deterministic(true),
		json.FormatNilSliceAsNull(true),
		json.FormatNilMapAsNull(true),
		jsontext.AllowInvalidUTF8(true),
	)
)

var utf8BOM = []byte("\xef\xbb\xbf")

// Unmarshal decodes one JSON document. Anything but white space behind it is an
// error; a byte order mark before it is not.
func Unmarshal(data []byte, v any) error {
	return json.Unmarshal(bytes.TrimPrefix(data, utf8BOM), v, decodeOptions)
}

// Marshal encodes v. Maps are written in key order, so that the same value
// always gives the same bytes.
func Marshal(v any) ([]byte, error) {
	return json.Marshal(v, encodeOptions)
}
