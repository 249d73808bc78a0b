package retry

import (
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

var retryAfterNow = time.Date(2026, time.November, 21, 10, 0, 0, 0, time.UTC)

func TestParseRetryAfter(t *testing.T) {
	t.Parallel()
	const (
		none    = time.Duration(-1)
		longest = time.Duration(math.MaxInt64)
		seconds = "Retry-After"
		millis  = "Retry-After-Ms"
	)
	for _, test := range []struct {
		name string
		give map[string]string
		want time.Duration
	}{
		{"absent", nil, none},
		{"empty", map[string]string{seconds: ""}, none},
		{"zero", map[string]string{seconds: "0"}, 0},
		{"seconds", map[string]string{seconds: "120"}, 2 * time.Minute},
		{"leading zeros", map[string]string{seconds: "007"}, 7 * time.Second},
		{"spaces", map[string]string{seconds: " 3\t"}, 3 * time.Second},
		{"fraction", map[string]string{seconds: "1.5"}, 1500 * time.Millisecond},
		{"fraction without digits", map[string]string{seconds: "2."}, 2 * time.Second},
		{"fraction is rounded up", map[string]string{seconds: "0.0000000001"}, 1},
		{"milliseconds", map[string]string{millis: "250"}, 250 * time.Millisecond},
		{"milliseconds with a fraction", map[string]string{millis: "0.5"}, 500 * time.Microsecond},
		{"milliseconds win", map[string]string{millis: "250", seconds: "9"}, 250 * time.Millisecond},
		{"junk milliseconds don't win", map[string]string{millis: "soon", seconds: "9"}, 9 * time.Second},

		{"overflows a Duration", map[string]string{seconds: "9223372037"}, longest},
		{"overflows an int64", map[string]string{seconds: "9223372036854775808"}, longest},
		{"overflows a float", map[string]string{seconds: strings.Repeat("9", 400)}, longest},
		{"longest that fits", map[string]string{seconds: "9223372036"}, 9223372036 * time.Second},

		{"negative", map[string]string{seconds: "-5"}, none},
		{"plus", map[string]string{seconds: "+5"}, none},
		{"exponent", map[string]string{seconds: "1e3"}, none},
		{"hex", map[string]string{seconds: "0x10"}, none},
		{"underscore", map[string]string{seconds: "1_0"}, none},
		{"NaN", map[string]string{seconds: "NaN"}, none},
		{"infinity", map[string]string{seconds: "Inf"}, none},
		{"no digit before the point", map[string]string{seconds: ".5"}, none},
		{"two points", map[string]string{seconds: "1.2.3"}, none},
		{"unit", map[string]string{seconds: "5s"}, none},
		{"digits of another script", map[string]string{seconds: "٣"}, none},
		{"words", map[string]string{seconds: "in a minute"}, none},

		{"IMF-fixdate", map[string]string{seconds: "Sat, 21 Nov 2026 10:00:30 GMT"}, 30 * time.Second},
		{"RFC 850 date", map[string]string{seconds: "Saturday, 21-Nov-26 10:00:30 GMT"}, 30 * time.Second},
		{"asctime date", map[string]string{seconds: "Sat Nov 21 10:00:30 2026"}, 30 * time.Second},
		{"past date", map[string]string{seconds: "Sat, 21 Nov 2026 09:00:00 GMT"}, 0},
		{"present date", map[string]string{seconds: "Sat, 21 Nov 2026 10:00:00 GMT"}, 0},
		{"date beyond a Duration", map[string]string{seconds: "Fri, 31 Dec 9999 23:59:59 GMT"}, longest},
		{"ISO date", map[string]string{seconds: "2026-11-21T10:00:30Z"}, none},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := http.Header{}
			for name, value := range test.give {
				h.Set(name, value)
			}
			got, ok := ParseRetryAfter(h, retryAfterNow)
			if test.want == none {
				assert.False(t, ok)
				assert.Zero(t, got)
				return
			}
			assert.True(t, ok)
			assert.Equal(t, test.want, got)
		})
	}
}

func TestParseRetryAfterOfNilHeader(t *testing.T) {
	t.Parallel()
	_, ok := ParseRetryAfter(nil, retryAfterNow)
	assert.False(t, ok)
}

func FuzzParseRetryAfter(f *testing.F) {
	for _, value := range []string{
		"120", "1.5", "9223372037", "-5", "NaN", "+Inf", "1e400", "0x1p-2", "1_000", "",
		"Sat, 21 Nov 2026 10:00:30 GMT", "Saturday, 21-Nov-26 10:00:30 GMT", "Sat Nov 21 10:00:30 2026",
	} {
		f.Add(value, "", int64(1_800_000_000))
		f.Add("", value, int64(math.MinInt64))
	}
	f.Fuzz(func(t *testing.T, after, afterMs string, unix int64) {
		h := http.Header{"Retry-After": {after}, "Retry-After-Ms": {afterMs}}
		d, ok := ParseRetryAfter(h, time.Unix(unix, 0))
		if d < 0 || !ok && d != 0 {
			t.Fatalf("%q, %q: %v, %v", after, afterMs, d, ok)
		}
		// More digits never mean a shorter wait. This is what an overflow would break.
		if digits := strings.TrimSpace(after); ok && afterMs == "" && digits != "" && strings.Trim(digits, "0123456789") == "" {
			longer, ok := ParseRetryAfter(http.Header{"Retry-After": {digits + "0"}}, time.Unix(unix, 0))
			if !ok || longer < d {
				t.Fatalf("%q: %v, but %q: %v, %v", digits, d, digits+"0", longer, ok)
			}
		}
	})
}
