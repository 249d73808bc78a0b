package billwerk

import (
	"fmt"
	"strconv"
	"strings"
)

// NumberFilter bounds a number in a list: "[100;500)" is from 100 to below 500.
// Square brackets include their bound, round ones don't, and a bound may be
// empty. Make one with [Between], [AtLeast] and their siblings, or write the
// text. Amounts are in the currency's smallest unit.
type NumberFilter string

// Between is from low to high, both included.
func Between(low, high int64) NumberFilter {
	return NumberFilter("[" + number(low) + ";" + number(high) + "]")
}

// AtLeast is n or more.
func AtLeast(n int64) NumberFilter { return NumberFilter("[" + number(n) + ";)") }

// AtMost is n or less.
func AtMost(n int64) NumberFilter { return NumberFilter("(;" + number(n) + "]") }

// MoreThan is more than n.
func MoreThan(n int64) NumberFilter { return NumberFilter("(" + number(n) + ";)") }

// LessThan is less than n.
func LessThan(n int64) NumberFilter { return NumberFilter("(;" + number(n) + ")") }

// Exactly is n alone.
func Exactly(n int64) NumberFilter { return Between(n, n) }

// Validate refuses what is no interval, and one whose bounds are no integers or
// in the wrong order. The empty filter, which is not sent, is fine.
func (f NumberFilter) Validate() error {
	if f == "" {
		return nil
	}
	low, high, err := bounds(string(f))
	if err != nil {
		return err
	}
	var parsed [2]int64
	for i, text := range []string{low, high} {
		if text == "" {
			continue
		}
		if parsed[i], err = strconv.ParseInt(text, 10, 64); err != nil {
			return fmt.Errorf("the bound %q is no integer", clip(text))
		}
	}
	if low != "" && high != "" && parsed[0] > parsed[1] {
		return fmt.Errorf("the interval %q ends before it begins", clip(string(f)))
	}
	return nil
}

// TimeFilter bounds a timestamp in a list, in the notation of [NumberFilter]:
// "[2025-01-01;2025-02-01)" is January. The bounds are local times of the
// account. Make one with [During], [Since] or [Before], or write the text.
type TimeFilter string

// During is from the one time on and before the other.
func During(from, before LocalTime) TimeFilter {
	return TimeFilter("[" + string(from) + ";" + string(before) + ")")
}

// Since is from the time on.
func Since(from LocalTime) TimeFilter { return TimeFilter("[" + string(from) + ";)") }

// Before is before the time.
func Before(t LocalTime) TimeFilter { return TimeFilter("(;" + string(t) + ")") }

// Validate refuses what is no interval, and bounds that are no local times. The
// empty filter, which is not sent, is fine.
func (f TimeFilter) Validate() error {
	if f == "" {
		return nil
	}
	low, high, err := bounds(string(f))
	if err != nil {
		return err
	}
	if err := LocalTime(low).Validate(); err != nil {
		return err
	}
	return LocalTime(high).Validate()
}

// bounds splits an interval, without a look at the bounds themselves.
func bounds(interval string) (low, high string, err error) {
	if n := len(interval); n >= 3 && strings.IndexByte("[(", interval[0]) >= 0 && strings.IndexByte("])", interval[n-1]) >= 0 {
		low, high, found := strings.Cut(interval[1:n-1], ";")
		if found && (low != "" || high != "") {
			return low, high, nil
		}
	}
	return "", "", fmt.Errorf("%q is no interval such as [10;20) with at least one bound", clip(interval))
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
