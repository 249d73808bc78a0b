package billwerktest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// filter says whether an object passes the values of one query parameter.
type filter func(view object, values []string) (bool, error)

// filters makes filters of lines such as "handle handle_prefix state:set
// amount:range". The kinds are: none for equal, prefix, contains, set for a
// parameter that may be repeated, not for one that excludes, range for numbers,
// during for times, bool, and has for a list that contains the value. The field
// is the name of the parameter without _prefix or _contains, or what stands
// behind an equals sign.
func filters(lines ...string) map[string]filter {
	all := map[string]filter{}
	for _, line := range lines {
		for word := range strings.FieldsSeq(line) {
			word, field, renamed := strings.Cut(word, "=")
			name, kind, _ := strings.Cut(word, ":")
			plain := name
			for _, suffix := range []string{"prefix", "contains"} {
				if cut, found := strings.CutSuffix(name, "_"+suffix); found {
					plain, kind = cut, suffix
				}
			}
			if !renamed {
				field = plain
			}
			all[name] = newFilter(kind, field)
		}
	}
	return all
}

func newFilter(kind, field string) filter {
	onText := func(match func(have, want string) bool) filter {
		return func(view object, values []string) (bool, error) {
			return match(text(lookup(view, field)), values[0]), nil
		}
	}
	switch kind {
	case "":
		return onText(func(have, want string) bool { return have == want })
	case "prefix":
		return onText(strings.HasPrefix)
	case "postfix":
		return onText(strings.HasSuffix)
	case "contains":
		return onText(strings.Contains)
	case "set":
		return func(view object, values []string) (bool, error) {
			return slices.Contains(values, text(lookup(view, field))), nil
		}
	case "not":
		return func(view object, values []string) (bool, error) {
			return !slices.Contains(values, text(lookup(view, field))), nil
		}
	case "has":
		return func(view object, values []string) (bool, error) {
			list, _ := lookup(view, field).([]string)
			return slices.Contains(list, values[0]), nil
		}
	case "bool":
		return func(view object, values []string) (bool, error) {
			want, err := strconv.ParseBool(values[0])
			have, _ := lookup(view, field).(bool)
			return have == want, err
		}
	case "range":
		return numberFilter(field)
	case "during":
		return timeFilter(field)
	default:
		panic("billwerktest: the kind " + kind + " doesn't exist")
	}
}

// lookup finds a field, or one of a nested object such as "card.card_type".
func lookup(view object, field string) any {
	head, rest, nested := strings.Cut(field, ".")
	if !nested {
		return view[head]
	}
	inner, _ := view[head].(object)
	return lookup(inner, rest)
}

func text(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func numberFilter(field string) filter {
	return func(view object, values []string) (bool, error) {
		low, high, err := interval(values[0], func(s string) (int64, error) { return strconv.ParseInt(s, 10, 64) })
		if err != nil {
			return false, err
		}
		number := text(lookup(view, field))
		if number == "" {
			return false, nil
		}
		have, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return false, err
		}
		return low.above(func(n int64) int { return cmp.Compare(have, n) }) && high.below(func(n int64) int { return cmp.Compare(have, n) }), nil
	}
}

func timeFilter(field string) filter {
	return func(view object, values []string) (bool, error) {
		low, high, err := interval(values[0], parseLocal)
		if err != nil {
			return false, err
		}
		have, found := lookup(view, field).(stamp)
		return found && low.above(have.Compare) && high.below(have.Compare), nil
	}
}

// bound is one end of an interval.
type bound[T any] struct {
	value           T
	open, inclusive bool // open has no value
}

// above says whether what compares with the bound is within it, as a lower bound.
func (b bound[T]) above(compare func(T) int) bool {
	c := 0
	if !b.open {
		c = compare(b.value)
	}
	return b.open || c > 0 || c == 0 && b.inclusive
}

func (b bound[T]) below(compare func(T) int) bool {
	c := 0
	if !b.open {
		c = compare(b.value)
	}
	return b.open || c < 0 || c == 0 && b.inclusive
}

// interval reads "[10000;20000)": brackets include their bound, parentheses
// don't, and either bound may be empty.
func interval[T time.Time | int64](s string, parse func(string) (T, error)) (low, high bound[T], err error) {
	first, second, found := strings.Cut(s, ";")
	if !found || first == "" || second == "" || !strings.ContainsAny(first[:1], "[(") || !strings.ContainsAny(second[len(second)-1:], "])") {
		return low, high, fmt.Errorf("%q is no interval", s)
	}
	low.inclusive, high.inclusive = first[0] == '[', second[len(second)-1] == ']'
	first, second = first[1:], second[:len(second)-1]
	low.open, high.open = first == "", second == ""
	if !low.open {
		low.value, err = parse(first)
	}
	if !high.open {
		var errHigh error
		high.value, errHigh = parse(second)
		err = errors.Join(err, errHigh)
	}
	return low, high, err
}
