package billwerktest

import (
	"fmt"
	"slices"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

var hookStates = []billwerk.WebhookState{
	billwerk.WebhookPending, billwerk.WebhookRetrying, billwerk.WebhookDisabled, billwerk.WebhookFailed, billwerk.WebhookCompleted,
}

func (f *Fake) listWebhooks(c *call) (any, *refusal) {
	l := listing{filters: filters("event"), ranges: map[string]string{"created": "created"}}
	l.filters["state"] = func(view object, values []string) (bool, error) {
		state := billwerk.WebhookState(values[0])
		if !slices.Contains(hookStates, state) {
			return false, fmt.Errorf("%q is no state", state)
		}
		return view["state"] == state, nil
	}
	rows := make([]row, len(f.hooks.rows))
	for i, w := range f.hooks.rows {
		rows[i] = row{w.seq, w.of.created, func() object { return f.view(w) }}
	}
	return f.list(c, l, rows)
}

// webhooksBefore is the older list: it goes back in time from created_before, which
// is exclusive, as is created_after, of which that is a guess.
func (f *Fake) webhooksBefore(c *call) (any, *refusal) {
	q := c.URL.Query()
	if refused := onlyParams(q, "created_before", "created_after", "size", "state", "event"); refused != nil {
		return nil, refused
	}
	before, refused := offsetTime("created_before", q.Get("created_before"))
	if refused != nil {
		return nil, refused
	}
	after := time.Time{}
	if q.Has("created_after") {
		if after, refused = offsetTime("created_after", q.Get("created_after")); refused != nil {
			return nil, refused
		}
	}
	size, refused := pageSize(q.Get("size"), billwerk.MaxPageSize)
	if refused != nil {
		return nil, refused
	}
	found := []*webhook{}
	for _, w := range slices.Backward(f.hooks.rows) {
		// As precise as answers show it.
		created := w.of.created.Truncate(time.Millisecond)
		switch state, of := q.Get("state"), q.Get("event"); {
		case !created.Before(before), !after.IsZero() && !created.After(after):
		case state != "" && state != string(w.state), of != "" && of != w.of.id:
		case len(found) < size:
			found = append(found, w)
		}
	}
	return f.views(found), nil
}

func offsetTime(name, text string) (time.Time, *refusal) {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return t, malformed("%s: %q is no ISO 8601 time with an offset", name, text)
	}
	return t, nil
}
