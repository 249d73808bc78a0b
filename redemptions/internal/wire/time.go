package wire

import "time"

// zoneless is the form without a zone, which is in UTC like all times of the
// vendor [POST /payments]. Any number of fractional digits parses.
const zoneless = "2006-01-02T15:04:05"

// ParseTime reads the forms that the vendor writes: RFC 3339, and the same
// without a zone, which means UTC.
func ParseTime(text string) (t time.Time, ok bool) {
	for _, layout := range []string{time.RFC3339, zoneless} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// FormatTime writes a time for a query: RFC 3339 in UTC, with no more than the
// seven fractional digits that the vendor itself writes. Which forms the vendor
// reads is unknown.
func FormatTime(t time.Time) string {
	return t.UTC().Truncate(100 * time.Nanosecond).Format(time.RFC3339Nano)
}
