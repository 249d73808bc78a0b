package retry

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// ParseRetryAfter returns how long a server asks to wait, and whether it asks at all.
//
// It reads Retry-After-Ms (milliseconds) and, failing that, Retry-After: seconds, or one of the three date forms of
// HTTP (RFC 9110, section 5.6.7), of which it takes the distance from now. Numbers may have a fraction and are rounded
// up to the nanosecond. A date in the past gives 0. A number too large for a [time.Duration] gives the largest one, so
// that "very long" never turns into "at once". Signs, exponents, NaN and infinities are no waits: they are ignored like
// any other junk. The result is never negative.
func ParseRetryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	if d, ok := parseUnits(h.Get("Retry-After-Ms"), time.Millisecond); ok {
		return d, true
	}
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value == "" {
		return 0, false // the usual case: an attempt to parse it would cost an error
	}
	if d, ok := parseUnits(value, time.Second); ok {
		return d, true
	}
	if date, err := http.ParseTime(value); err == nil {
		return max(0, date.Sub(now)), true // Sub saturates, so there is no overflow.
	}
	return 0, false
}

// parseUnits reads a decimal number such as "12", "0.5" or "3." as a count of units.
func parseUnits(text string, unit time.Duration) (time.Duration, bool) {
	text = strings.TrimSpace(text)
	if strings.Trim(text, "0123456789.") != "" || strings.IndexByte("0123456789", first(text)) < 0 {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(n, 1) { // An infinity is a number with more digits than a float holds.
		return 0, false
	}
	if n *= float64(unit); n < math.MaxInt64 {
		return time.Duration(math.Ceil(n)), true
	}
	return math.MaxInt64, true
}

// first returns the first byte of text, or 0.
func first(text string) byte {
	if text == "" {
		return 0
	}
	return text[0]
}
