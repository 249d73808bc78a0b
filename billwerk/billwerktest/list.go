package billwerktest

import (
	"cmp"
	"encoding/base64"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

// listing is what can be asked of one list.
type listing struct {
	filters map[string]filter
	// ranges are the timestamps that a window can go by, each with its field.
	ranges map[string]string
}

// row is an element of a list before it is shown.
type row struct {
	seq     int
	created time.Time
	show    func() object
}

// cursor is where a page ended. The window is part of it, so that "now" is the
// same on all pages; Sum stands for the other parameters, which must be repeated
// unchanged.
type cursor struct {
	Time int64  `json:"t"`
	Seq  int    `json:"s"`
	From int64  `json:"f"`
	Sum  string `json:"p"`
}

// listQuery is a list query that was understood.
type listQuery struct {
	listing
	values   url.Values
	size     int
	field    string // of the range
	from, to time.Time
	after    *cursor
	sum      string
}

// list answers a list query. Rows come in the order of their making, which is the
// order of their creation times.
func (f *Fake) list(c *call, l listing, rows []row) (any, *refusal) {
	q, refused := l.read(c)
	if refused != nil {
		return nil, refused
	}
	found, more := q.find(rows)
	content := make([]object, len(found))
	for i, hit := range found {
		content[i] = hit.view
	}
	to := q.to
	if to.IsZero() {
		to = c.now
	}
	answer := object{
		"size": q.size, "count": len(content), "content": content, "range": cmp.Or(q.values.Get("range"), "created"),
		"from": local(q.from), "to": local(to),
	}
	if more {
		last := found[len(found)-1]
		token, err := client.Marshal(cursor{last.time.UnixNano(), last.seq, q.from.UnixNano(), q.sum})
		if err != nil {
			panic(err) // numbers and a string can be encoded
		}
		answer["next_page_token"] = base64.RawURLEncoding.EncodeToString(token)
	}
	return answer, nil
}

func (l listing) read(c *call) (*listQuery, *refusal) {
	q := &listQuery{listing: l, values: c.URL.Query(), size: billwerk.DefaultPageSize}
	if refused := q.readSize(); refused != nil {
		return nil, refused
	}
	field, known := l.ranges[cmp.Or(q.values.Get("range"), "created")]
	if !known {
		return nil, malformed("range: %q is no timestamp of this list", q.values.Get("range"))
	}
	q.field = field
	for name, values := range q.values {
		match, known := l.filters[name]
		switch {
		case slices.Contains(commonParams, name):
		case !known:
			return nil, malformed("%q: this filter is not documented", name)
		default:
			if _, err := match(nil, values); err != nil {
				return nil, malformed("%s: %v", name, err)
			}
		}
	}
	if refused := q.readWindow(c.now); refused != nil {
		return nil, refused
	}
	return q, q.readToken()
}

var commonParams = []string{"range", "from", "to", "interval", "size", "next_page_token"}

func (q *listQuery) readSize() *refusal {
	text := q.values.Get("size")
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < billwerk.MinPageSize || n > billwerk.MaxPageSize {
		return malformed("size: %q is not within 10 and 100", text)
	}
	q.size = n
	return nil
}

// readWindow resolves from, to and interval. Without a "to" there is no upper
// bound: what is created in this very moment is listed.
func (q *listQuery) readWindow(now time.Time) *refusal {
	from, to, interval := q.values.Get("from"), q.values.Get("to"), q.values.Get("interval")
	end := now
	var err error
	if to != "" {
		if q.to, err = parseLocal(to); err != nil {
			return malformed("to: %v", err)
		}
		end = q.to
	}
	switch {
	case from != "" && interval != "":
		return malformed("from and interval exclude each other")
	case from != "":
		if q.from, err = parseLocal(from); err != nil {
			return malformed("from: %v", err)
		}
	case interval != "":
		span, err := parseDuration(interval)
		if err != nil {
			return malformed("interval: %v", err)
		}
		q.from = span.before(end)
	default:
		q.from = end.AddDate(0, -1, 0)
	}
	if to != "" && q.from.After(q.to) {
		return fail(billwerk.CodeFromDateAfterToDate)
	}
	return nil
}

// readToken continues where the page before ended.
func (q *listQuery) readToken() *refusal {
	token := q.values.Get("next_page_token")
	others := url.Values{}
	for name, values := range q.values {
		if name != "next_page_token" {
			others[name] = values
		}
	}
	q.sum = others.Encode() // sorted by name
	if token == "" {
		return nil
	}
	data, err := base64.RawURLEncoding.DecodeString(token)
	if err == nil {
		q.after = &cursor{}
		err = client.Unmarshal(data, q.after)
	}
	switch {
	case err != nil:
		return malformed("next_page_token: not one of mine")
	case q.after.Sum != q.sum:
		return malformed("next_page_token: the other parameters have changed")
	}
	q.from = time.Unix(0, q.after.From).UTC()
	return nil
}

// hit is a row within the window that passed the filters.
type hit struct {
	seq  int
	time time.Time
	view object
}

// find returns the hits of one page, the latest first, and whether there are
// more.
func (q *listQuery) find(rows []row) (page []hit, more bool) {
	if q.field == "created" {
		return q.findCreated(rows)
	}
	var hits []hit
	for _, r := range rows {
		view := r.show()
		at, _ := view[q.field].(stamp)
		if h := (hit{seq: r.seq, time: at.Time, view: view}); q.passes(h) {
			hits = append(hits, h)
		}
	}
	slices.SortFunc(hits, func(a, b hit) int { return -a.compare(b.time, b.seq) })
	return hits[:min(len(hits), q.size)], len(hits) > q.size
}

// findCreated needs no sorting, and shows no more rows than it must.
func (q *listQuery) findCreated(rows []row) (page []hit, more bool) {
	for _, r := range slices.Backward(rows) {
		if !q.within(r.created, r.seq) {
			continue
		}
		h := hit{seq: r.seq, time: r.created, view: r.show()}
		if !q.passes(h) {
			continue
		}
		if len(page) == q.size {
			return page, true
		}
		page = append(page, h)
	}
	return page, false
}

// passes says whether an object is within the window and passes the filters,
// whose values read has looked at.
func (q *listQuery) passes(h hit) bool {
	if h.time.IsZero() || !q.within(h.time, h.seq) {
		return false
	}
	for name, values := range q.values {
		if match, found := q.filters[name]; found {
			if ok, err := match(h.view, values); !ok || err != nil {
				return false
			}
		}
	}
	return true
}

// within says whether a time is in the window and behind the page before.
func (q *listQuery) within(t time.Time, seq int) bool {
	switch {
	case t.Before(q.from), !q.to.IsZero() && !t.Before(q.to):
		return false
	case q.after != nil:
		return hit{time: t, seq: seq}.compare(time.Unix(0, q.after.Time), q.after.Seq) < 0
	}
	return true
}

func (h hit) compare(t time.Time, seq int) int {
	return cmp.Or(h.time.Compare(t), cmp.Compare(h.seq, seq))
}
