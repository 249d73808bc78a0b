package wire

import (
	"bytes"
	"encoding/json"

	"github.com/vendorkit/vendorkit-go/client"
)

// Failure is the body of a 400 [Response Models], or of a refused login.
type Failure struct {
	// Code is the errorCode, "" if there was none.
	Code string
	// Message is the vendor's text.
	Message string
	// Fields are the validation errors.
	Fields []Field
	// Refused says that the body has success:false.
	Refused bool
}

// Field is one validation error. All of it is text in the documentation; index
// and errorCode are numbers in all but type, so numbers are accepted.
type Field struct {
	Index   Text `json:"index"`
	Code    Text `json:"errorCode"`
	Message Text `json:"errorMessage"`
	Name    Text `json:"fieldName"`
	Value   Text `json:"fieldValue"`
}

// maxFields bounds what is kept of a list of validation errors.
const maxFields = 1000

// DecodeFailure reads the body of an error. ok is false when it isn't a JSON
// object. A field of the wrong type is as good as absent.
func DecodeFailure(body []byte) (f Failure, ok bool) {
	if len(bytes.TrimSpace(body)) == 0 {
		return Failure{}, false
	}
	var doc *struct {
		Code    Text            `json:"errorCode"`
		Message Text            `json:"message"`
		Success Text            `json:"success"`
		Fields  json.RawMessage `json:"validationErrors"`
	}
	if client.Unmarshal(body, &doc) != nil || doc == nil {
		return Failure{}, false
	}
	f = Failure{Code: string(doc.Code), Message: string(doc.Message), Refused: doc.Success == "false"}
	f.Fields = decodeFields(doc.Fields)
	return f, true
}

// decodeFields reads the entries one by one, so that a strange one doesn't cost
// the others.
func decodeFields(data []byte) []Field {
	var entries []json.RawMessage
	if len(data) == 0 || client.Unmarshal(data, &entries) != nil {
		return nil
	}
	var fields []Field
	for _, entry := range entries[:min(len(entries), maxFields)] {
		var f *Field
		if client.Unmarshal(entry, &f) == nil && f != nil {
			fields = append(fields, *f)
		}
	}
	return fields
}
