package billwerk

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
)

// defaultBefore is the documented size of a page of the older list.
const defaultBefore = 100

// beforeLayout is an offset date-time in milliseconds, as an older definition asks
// for; the newer one has a string without a word.
const beforeLayout = "2006-01-02T15:04:05.000Z07:00"

func (s *webhookService) ListBefore(ctx context.Context, params *WebhookBeforeParams, opts ...client.CallOption) ([]*Webhook, error) {
	p := params.resolve(time.Now())
	query, err := p.query()
	if err != nil {
		return nil, invalidCall(&opWebhookListBefore, err)
	}
	return callArray[Webhook](ctx, s.client, client.Request{Op: &opWebhookListBefore, Query: query}, opts...)
}

func (s *webhookService) AllBefore(ctx context.Context, params *WebhookBeforeParams, opts ...client.CallOption) iter.Seq2[*Webhook, error] {
	first, opts := params.clone(), slices.Clone(opts)
	return func(yield func(*Webhook, error) bool) {
		p := first.resolve(time.Now())
		if p.Size == 1 {
			p.Size = 2 // or else a page would have no room for a new one
		}
		var before ids
		client.Paginate(p.CreatedBefore, func(cursor time.Time) (client.Page[*Webhook, time.Time], error) {
			p.CreatedBefore = cursor
			page, err := s.ListBefore(ctx, &p, opts...)
			if err != nil {
				return client.Page[*Webhook, time.Time]{}, err
			}
			fresh, next := unseen(&before, page, func(w *Webhook) string { return w.ID }), behind(page)
			full := len(page) >= p.Size
			if full && len(fresh) == 0 {
				next = cursor // nothing new, and no way on
			}
			// A page that isn't full may be all that the vendor gives at once: it is the
			// last one if it has nothing new, or leads nowhere.
			more := full || len(fresh) > 0 && !next.Equal(cursor)
			return client.Page[*Webhook, time.Time]{Items: fresh, Next: next, More: more}, nil
		})(yield)
	}
}

// behind is a millisecond after the oldest webhook of a page: the page that follows
// has everything older, and again what was created in that same millisecond. A time that
// can't be read doesn't count: it is zero, and the walk would end as if all were read.
func behind(page []*Webhook) (next time.Time) {
	for _, w := range page {
		if t := w.Created.Time; !t.IsZero() && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	return upToMilli(next.Truncate(time.Millisecond).Add(time.Millisecond))
}

func (p *WebhookBeforeParams) clone() *WebhookBeforeParams { return new(*orEmpty(p)) }

// resolve fills in what the vendor requires.
func (p *WebhookBeforeParams) resolve(now time.Time) WebhookBeforeParams {
	r := *orEmpty(p)
	if r.CreatedBefore.IsZero() {
		r.CreatedBefore = now.AddDate(0, 0, 1)
	}
	r.CreatedBefore = upToMilli(r.CreatedBefore)
	if r.Size == 0 {
		r.Size = defaultBefore
	}
	return r
}

// upToMilli rounds up, so that what was created within the last millisecond is
// before the time still.
func upToMilli(t time.Time) time.Time {
	t = t.UTC().Round(0) // without the monotonic part: times are compared
	if down := t.Truncate(time.Millisecond); down.Before(t) {
		return down.Add(time.Millisecond)
	}
	return t
}

func (p *WebhookBeforeParams) query() (url.Values, error) {
	if p.Size < 1 || p.Size > MaxPageSize {
		return nil, fmt.Errorf("a page of webhooks has 1 to %d elements, not %d", MaxPageSize, p.Size)
	}
	if !p.CreatedAfter.IsZero() && !p.CreatedAfter.Before(p.CreatedBefore) {
		return nil, errors.New("CreatedAfter is not before CreatedBefore")
	}
	q := url.Values{"created_before": {p.CreatedBefore.Format(beforeLayout)}, "size": {strconv.Itoa(p.Size)}}
	if !p.CreatedAfter.IsZero() {
		q.Set("created_after", p.CreatedAfter.UTC().Format(beforeLayout))
	}
	if p.State != "" {
		q.Set("state", string(p.State))
	}
	if p.Event != "" {
		q.Set("event", p.Event)
	}
	return q, nil
}
