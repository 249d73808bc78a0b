package ecp

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// EndDate is the end of a coupon as the vendor wrote it; "" if it was null or
// absent. The name EndDate and that the coupon vanishes when it has passed are
// documented (guide "Getting Started"). Format, time zone, and whether that day
// still counts are not, so the text is kept, and read only by In.
type EndDate string

// ErrNoEndDate is what In returns for an end date that was null or absent.
var ErrNoEndDate = errors.New("ecp: the coupon has no end date")

// The likely forms (inferred). A fraction of a second is accepted in each that
// has seconds.
var (
	endDateZoned = []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700"}
	endDateLocal = []string{"2006-01-02T15:04:05", "2006-01-02", "1/2/2006"}
)

// In reads the end date. A text without a zone is a time in loc; one with a
// zone, and a "/Date(milliseconds)/", name an instant, which is given in loc. A
// text without a time of day gives the beginning of that day. loc is the zone
// in which the vendor's offers end, which you have to know; nil is an error,
// and so is any other form.
func (d EndDate) In(loc *time.Location) (time.Time, error) {
	text := strings.TrimSpace(string(d))
	switch {
	case loc == nil:
		return time.Time{}, errors.New("ecp: EndDate.In needs a location")
	case text == "":
		return time.Time{}, ErrNoEndDate
	}
	if t, ok := dotNetDate(text); ok {
		return t.In(loc), nil
	}
	for _, layout := range endDateZoned {
		if t, err := time.Parse(layout, text); err == nil {
			return t.In(loc), nil
		}
	}
	for _, layout := range endDateLocal {
		if t, err := time.ParseInLocation(layout, text, loc); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("ecp: the end date %.40q has no known form", text)
}

// dotNetDate reads "/Date(1775001599000)/". The milliseconds count in UTC; an
// offset behind them, as in "/Date(1775001599000-0500)/", only says how to show
// it.
func dotNetDate(text string) (time.Time, bool) {
	inner, ok := strings.CutPrefix(text, "/Date(")
	if !ok {
		return time.Time{}, false
	}
	if inner, ok = strings.CutSuffix(inner, ")/"); !ok || inner == "" {
		return time.Time{}, false
	}
	if i := strings.LastIndexAny(inner, "+-"); i > 0 {
		inner = inner[:i]
	}
	ms, err := strconv.ParseInt(inner, 10, 64)
	if err != nil {
		return time.Time{}, false
	}
	return time.UnixMilli(ms), true
}

// UnmarshalJSON accepts every value: the text of a string or a number, "" for
// null, and the JSON of all else.
func (d *EndDate) UnmarshalJSON(b []byte) error {
	*d = endDateOf(b)
	return nil
}

func endDateOf(raw json.RawMessage) EndDate {
	if isNull(raw) {
		return ""
	}
	if text := scalarText(raw); text != "" || raw[0] == '"' {
		return EndDate(text)
	}
	return EndDate(raw)
}
