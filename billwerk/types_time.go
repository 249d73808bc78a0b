package billwerk

import (
	"fmt"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
)

// Timestamp is a time in an answer: ISO 8601 with an offset and usually
// milliseconds. It is given in UTC. The zero Timestamp means that the vendor sent
// none.
//
// A form that is not documented doesn't spoil the answer that it stands in: a
// text without an offset is read as UTC, and one that can't be read leaves Time
// zero. In both cases, and where UTC has another year than four digits can write,
// Raw holds the text; otherwise it is empty.
type Timestamp struct {
	time.Time
	Raw string
}

// The forms seen, the usual one first. Older pages show an offset without colon.
var timestampLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700",
}

// Forms without an offset, which are not documented.
var zonelessLayouts = []string{"2006-01-02T15:04:05.999999999", "2006-01-02T15:04", time.DateOnly}

func parseTimestamp(s string) Timestamp {
	if s == "" {
		return Timestamp{}
	}
	for _, layout := range timestampLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			// In UTC, or else the location would depend on the zone of this machine.
			if t = t.UTC(); !isWritable(t) {
				return Timestamp{Time: t, Raw: s}
			}
			return Timestamp{Time: t}
		}
	}
	for _, layout := range zonelessLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return Timestamp{Time: t, Raw: s}
		}
	}
	return Timestamp{Raw: s}
}

// isWritable says whether RFC 3339 can write the year. That of the last hours of
// 9999 west of Greenwich it can't.
func isWritable(t time.Time) bool { return 0 <= t.Year() && t.Year() <= 9999 }

// IsZero reports whether the vendor sent nothing. It is false for a text that
// could not be read.
func (t Timestamp) IsZero() bool { return t.Raw == "" && t.Time.IsZero() }

// UnmarshalJSON never fails, see [Timestamp].
func (t *Timestamp) UnmarshalJSON(data []byte) error {
	// The usual form first: it costs no allocation.
	if len(data) > 2 && data[0] == '"' && t.Time.UnmarshalJSON(data) == nil && isWritable(t.Time.UTC()) {
		*t = Timestamp{Time: t.Time.UTC()}
		return nil
	}
	*t = parseTimestamp(text(data))
	return nil
}

// MarshalJSON writes Raw if there is one, else RFC 3339; null for the zero value.
func (t Timestamp) MarshalJSON() ([]byte, error) {
	switch {
	case t.Raw != "":
		return client.Marshal(t.Raw)
	case t.Time.IsZero():
		return []byte("null"), nil
	default:
		return client.Marshal(t.Time.Format(time.RFC3339Nano))
	}
}

// String returns Raw if there is one, else RFC 3339; "" for the zero value.
func (t Timestamp) String() string {
	switch {
	case t.Raw != "":
		return t.Raw
	case t.Time.IsZero():
		return ""
	default:
		return t.Time.Format(time.RFC3339Nano)
	}
}

// LocalTime is a date or date-time in a request. It has no zone: the vendor
// reads it in the account's time zone. The forms are yyyy-MM-dd, yyyyMMdd,
// yyyy-MM-ddTHH:mm and yyyy-MM-ddTHH:mm:ss; without a time it is the start of the
// day. Make one with [Date] or [LocalTimeOf], or write the text.
type LocalTime string

var localLayouts = []string{time.DateOnly, "20060102", "2006-01-02T15:04", "2006-01-02T15:04:05"}

// Date is the start of a day in the account's time zone.
func Date(year int, month time.Month, day int) LocalTime {
	return LocalTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
}

// LocalTimeOf takes date and clock of t as they are, without regard to its zone.
// Convert first: LocalTimeOf(t.In(accountZone)).
func LocalTimeOf(t time.Time) LocalTime { return LocalTime(t.Format("2006-01-02T15:04:05")) }

// Validate refuses what is in none of the four forms. The empty LocalTime, which
// is not sent, is fine.
func (l LocalTime) Validate() error {
	if l == "" {
		return nil
	}
	for _, layout := range localLayouts {
		if t, err := time.Parse(layout, string(l)); err == nil && t.Format(layout) == string(l) {
			return nil
		}
	}
	return fmt.Errorf("%q is no local date or date-time (want %s)", clip(string(l)), strings.Join(localLayouts, ", "))
}
