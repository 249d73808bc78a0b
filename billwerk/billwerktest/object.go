package billwerktest

import (
	"reflect"
	"time"
)

// object is a JSON object of an answer. Its names are written down here from the
// documentation and not taken from package billwerk, so that client and fake
// check each other.
type object map[string]any

// put adds an optional value: a zero one is left out, since an absent value of
// the vendor is simply missing.
func (o object) put(name string, value any) {
	if v := reflect.ValueOf(value); v.IsValid() && !v.IsZero() {
		o[name] = value
	}
}

// stamp is a time of an answer.
type stamp struct{ time.Time }

// MarshalJSON writes an offset and milliseconds, as the vendor does.
func (s stamp) MarshalJSON() ([]byte, error) {
	return []byte(`"` + s.UTC().Format(layout) + `"`), nil
}

// stamp adds an optional time.
func (o object) stamp(name string, t time.Time) {
	if !t.IsZero() {
		o[name] = stamp{t}
	}
}
