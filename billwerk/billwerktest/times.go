package billwerktest

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// The forms of a local date-time. The account's zone is UTC.
var localLayouts = []string{time.DateOnly, "20060102", "2006-01-02T15:04", "2006-01-02T15:04:05"}

func parseLocal(text string) (time.Time, error) {
	for _, form := range localLayouts {
		if t, err := time.Parse(form, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no local date-time", text)
}

func local(t time.Time) string { return t.UTC().Format(localLayouts[3]) }

// duration is an ISO 8601 duration.
type duration struct {
	years, months, days int
	clock               time.Duration
}

func (d duration) before(t time.Time) time.Time {
	return t.AddDate(-d.years, -d.months, -d.days).Add(-d.clock)
}

func (d duration) after(t time.Time) time.Time {
	return t.AddDate(d.years, d.months, d.days).Add(d.clock)
}

func parseDuration(text string) (d duration, err error) {
	bad := fmt.Errorf("%q is no ISO 8601 duration", text)
	rest, found := strings.CutPrefix(text, "P")
	if !found || rest == "" || strings.HasSuffix(rest, "T") {
		return d, bad
	}
	hours := false
	for rest != "" {
		if rest[0] == 'T' && !hours {
			hours, rest = true, rest[1:]
			continue
		}
		digits := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if digits < 1 || digits > 6 {
			return d, bad
		}
		n, _ := strconv.Atoi(rest[:digits])
		switch unit := rest[digits]; {
		case unit == 'Y' && !hours:
			d.years = n
		case unit == 'M' && !hours:
			d.months = n
		case unit == 'W' && !hours:
			d.days += 7 * n
		case unit == 'D' && !hours:
			d.days += n
		case unit == 'H' && hours:
			d.clock += time.Duration(n) * time.Hour
		case unit == 'M' && hours:
			d.clock += time.Duration(n) * time.Minute
		case unit == 'S' && hours:
			d.clock += time.Duration(n) * time.Second
		default:
			return d, bad
		}
		rest = rest[digits+1:]
	}
	return d, nil
}

// clock is the time, in the account's zone.
func clock() time.Time { return time.Now().UTC() }
