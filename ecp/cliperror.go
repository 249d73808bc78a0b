package ecp

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
)

// ClipError is code 2002: at least one coupon of the request was not found, or
// was already at its maximum number of clips. The vendor lists both kinds in
// Data, in two arrays (page "ECP API Error Codes"), but doesn't document their
// names. They are recognised by the words in their names, letters only, without
// regard to case: an array whose name contains "notfound", "missing", "invalid"
// or "unknown" holds coupons that were not found; else one with "max", "limit",
// "exceed" or "reach" holds coupons at their limit; any other is Unclassified.
// Position and order say nothing. Wire can name the two arrays. RawData has
// Data as it came.
//
// Whether the other coupons of the request were counted is not documented.
// They are Undetermined, and while there are any, the error matches
// client.ErrOutcomeUnknown (Clip fills them in; an error of Client.Do has none): don't report them again, and don't take them as
// reported. Coupons in NotFound or AtLimit are best not offered to shoppers
// until the next sweep.
type ClipError struct {
	APIError
	// NotFound and AtLimit are the two lists, as far as their ids are positive
	// integers.
	NotFound, AtLimit []int
	// Undetermined holds the ids of the request that are in neither list, and
	// those that the request had more often than AtLimit has: the coupon may have
	// reached its limit on the way. Each stands here once, in the order of the
	// request.
	Undetermined []int
	// Unclassified holds, by name, what could not be put into the lists: the ids
	// in arrays with other names, and in the two arrays what is no positive
	// integer. Numbers and strings are kept as text, all else as JSON. If Data is
	// an array of arrays, their names are their positions, from "0".
	Unclassified map[string][]string
}

var _ error = (*ClipError)(nil)

// Unwrap returns the general error.
func (e *ClipError) Unwrap() []error { return []error{&e.APIError} }

// Error returns one line below 2 KB with the first ids of each list.
func (e *ClipError) Error() string {
	var b strings.Builder
	b.WriteString(e.APIError.Error())
	for _, list := range e.lists() {
		if len(list.ids) != 0 {
			b.WriteString("; " + list.name + " " + firstIDs(list.ids))
		}
	}
	return b.String()
}

// Format keeps every verb, %#v included, to the text of Error.
func (e *ClipError) Format(f fmt.State, verb rune) { client.FormatError(f, verb, e) }

// MarshalJSON writes the allowlist of ResponseError, with the text of Error.
func (e *ClipError) MarshalJSON() ([]byte, error) { return client.MarshalError(&e.ResponseError, e) }

// LogValue gives slog the same allowlist and the first ids of each list.
func (e *ClipError) LogValue() slog.Value {
	attrs := slices.Clone(client.LogError(&e.ResponseError, e).Group())
	for _, list := range e.lists() {
		if len(list.ids) != 0 {
			attrs = append(attrs, slog.String(strings.ReplaceAll(list.name, " ", "_"), firstIDs(list.ids)))
		}
	}
	return slog.GroupValue(attrs...)
}

type namedIDs struct {
	name string
	ids  []int
}

func (e *ClipError) lists() []namedIDs {
	return []namedIDs{{"not found", e.NotFound}, {"at limit", e.AtLimit}, {"undetermined", e.Undetermined}}
}

// maxIDsShown keeps texts short.
const maxIDsShown = 5

func firstIDs(ids []int) string {
	shown := make([]string, 0, maxIDsShown)
	for _, id := range ids[:min(len(ids), maxIDsShown)] {
		shown = append(shown, strconv.Itoa(id))
	}
	text := strings.Join(shown, " ")
	if more := len(ids) - len(shown); more > 0 {
		text += " and " + strconv.Itoa(more) + " more"
	}
	return text
}

// clipError sorts the ids of Data into the lists.
func (w Wire) clipError(e Error) *ClipError {
	out := &ClipError{APIError: e}
	if arrays, ok := elementsOf(e.RawData); ok {
		for i, array := range arrays {
			if ids, ok := elementsOf(array); ok {
				out.keep(strconv.Itoa(i), w.idTexts(ids)...)
			}
		}
		return out
	}
	data, _ := objectOf(e.RawData)
	for _, name := range slices.Sorted(maps.Keys(data)) {
		ids, ok := elementsOf(data[name])
		if !ok {
			continue // null counts as empty; anything else stays in RawData
		}
		switch w.clipList(name) {
		case listNotFound:
			out.NotFound = append(out.NotFound, out.ints(name, w, ids)...)
		case listAtLimit:
			out.AtLimit = append(out.AtLimit, out.ints(name, w, ids)...)
		default:
			out.keep(name, w.idTexts(ids)...)
		}
	}
	return out
}

// ints returns the ids of an array, and keeps what is no id under its name.
func (e *ClipError) ints(name string, w Wire, elements []json.RawMessage) []int {
	ids := make([]int, 0, len(elements))
	for _, element := range elements {
		if id, text := w.couponID(element); id != 0 {
			ids = append(ids, id)
		} else {
			e.keep(name, text)
		}
	}
	return ids
}

func (e *ClipError) keep(name string, texts ...string) {
	if e.Unclassified == nil {
		e.Unclassified = map[string][]string{}
	}
	e.Unclassified[name] = append(e.Unclassified[name], texts...)
}

func (w Wire) idTexts(elements []json.RawMessage) []string {
	texts := make([]string, 0, len(elements))
	for _, element := range elements {
		_, text := w.couponID(element)
		texts = append(texts, text)
	}
	return texts
}

// couponID reads an element of a list of ids: a number, a string, or an object
// with an id in it. Of anything else, text is the JSON.
func (w Wire) couponID(element json.RawMessage) (id int, text string) {
	raw := element
	if o, ok := objectOf(element); ok {
		raw, _ = o.get(w.CouponIDKeys...)
	}
	if id, text = idOf(raw); text == "" {
		text = string(element)
	}
	return id, text
}

type clipList uint8

const (
	listUnclassified clipList = iota
	listNotFound
	listAtLimit
)

// clipList tells what the array with this name holds.
func (w Wire) clipList(name string) clipList {
	named := func(key string) bool { return strings.EqualFold(key, name) }
	switch letters := lettersOf(name); {
	case slices.ContainsFunc(w.ClipNotFoundKeys, named):
		return listNotFound
	case slices.ContainsFunc(w.ClipAtLimitKeys, named):
		return listAtLimit
	case containsAny(letters, "notfound", "missing", "invalid", "unknown"):
		return listNotFound
	case containsAny(letters, "max", "limit", "exceed", "reach"):
		return listAtLimit
	default:
		return listUnclassified
	}
}

func lettersOf(name string) string {
	return strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

func containsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(s, word) })
}

// completeClipError fills in what only the request knows.
func completeClipError(err error, requested []int) {
	switch e := err.(type) { //nolint:errorlint // an answer's error is the outermost one
	case *ClipError:
		e.fillUndetermined(requested)
	case *Error:
		// Each 400 has one of four codes (page "ECP API Error Codes"). Where it can't
		// be read, as in a body that broke off, it may have been 2002.
		e.OutcomeUnknown = e.OutcomeUnknown || e.StatusCode == http.StatusBadRequest
	}
}

func (e *ClipError) fillUndetermined(requested []int) {
	for _, id := range requested {
		if !e.settles(id, requested) && !slices.Contains(e.Undetermined, id) {
			e.Undetermined = append(e.Undetermined, id)
		}
	}
	e.OutcomeUnknown = e.OutcomeUnknown || len(e.Undetermined) != 0
}

// settles says that no entry of the request with this id was counted. Of several,
// the first may have been the coupon's last clip, and only the others at its limit.
func (e *ClipError) settles(id int, requested []int) bool {
	return slices.Contains(e.NotFound, id) ||
		slices.Contains(e.AtLimit, id) && count(e.AtLimit, id) >= count(requested, id)
}

func count(ids []int, id int) (n int) {
	for _, other := range ids {
		if other == id {
			n++
		}
	}
	return n
}
