package billwerk_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

// created serves webhooks, given as "id milliseconds", newest first, as the older list does.
func created(webhooks ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		before, err := time.Parse(time.RFC3339, query.Get("created_before"))
		size := 0
		if _, scan := fmt.Sscan(query.Get("size"), &size); err != nil || scan != nil {
			says(http.StatusUnprocessableEntity, `{"code":1}`)(w, r)
			return
		}
		var page []string
		for _, text := range webhooks {
			var id string
			var ms int64
			_, _ = fmt.Sscan(text, &id, &ms)
			if at := time.UnixMilli(ms).UTC(); at.Before(before) && len(page) < size {
				page = append(page, fmt.Sprintf(`{"id":%q,"state":"failed","created":%q}`, id, at.Format("2006-01-02T15:04:05.000-07:00")))
			}
		}
		says(http.StatusOK, "["+strings.Join(page, ",")+"]")(w, r)
	}
}

func TestWebhooksAllBefore(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		handler  http.HandlerFunc
		size     int
		before   time.Time
		want     string
		requests int
		err      error
	}{
		"none":                       {created(), 2, time.Time{}, "", 1, nil},
		"one page":                   {created("a 30", "b 20"), 100, time.Time{}, "a b", 2, nil},
		"pages":                      {created("a 50", "b 40", "c 30", "d 20", "e 10"), 2, time.Time{}, "a b c d e", 5, nil},
		"pages of one":               {created("a 50", "b 40", "c 30"), 1, time.Time{}, "a b c", 3, nil},
		"the same time on two pages": {created("a 50", "b 40", "c 40", "d 10"), 3, time.Time{}, "a b c d", 3, nil},
		"split within a millisecond": {created("a 50", "b 40", "c 40", "d 40", "e 10"), 4, time.Time{}, "a b c d e", 3, nil},
		"before a time":              {created("a 50", "b 40", "c 30"), 2, time.UnixMilli(40), "c", 2, nil},
		"right before a time":        {created("a 50", "b 39"), 2, time.UnixMilli(40), "b", 1, nil},
		"within the last one":        {created("a 50", "b 40"), 2, time.UnixMilli(40).Add(1), "b", 1, nil},
		"too many at once":           {created("a 50", "b 50", "c 50"), 2, time.Time{}, "a b", 2, client.ErrCursorStuck},
		"server ignores the time":    {says(http.StatusOK, `[{"id":"a","state":"s","created":"2025-01-02T00:00:00Z"},{"id":"b","state":"s","created":"2025-01-01T00:00:00Z"}]`), 2, time.Time{}, "a b", 2, client.ErrCursorStuck},
		"server says no time":        {says(http.StatusOK, `[{"id":"a","state":"s"},{"id":"b","state":"s"}]`), 2, time.Time{}, "a b", 2, client.ErrCursorStuck},
		"server says a time once":    {inTurn(says(http.StatusOK, `[{"id":"a","state":"s","created":"2025-01-02T00:00:00Z"},{"id":"b","state":"s","created":"soon"}]`), created("c 10")), 2, time.Time{}, "a b c", 3, nil},
		"server gives less":          {says(http.StatusOK, `[{"id":"a","state":"s","created":"2025-01-02T00:00:00Z"}]`), 2, time.Time{}, "a", 2, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, transport := apiOf(t, tc.handler)
			var found []string
			var failed error
			for w, err := range c.Webhooks.AllBefore(t.Context(), &billwerk.WebhookBeforeParams{Size: tc.size, CreatedBefore: tc.before}) {
				if failed = err; err == nil {
					found = append(found, w.ID)
				}
			}
			require.ErrorIs(t, failed, tc.err)
			assert.Equal(t, tc.want, strings.Join(found, " "))
			assert.Len(t, transport.Requests(), tc.requests)
		})
	}
}

// The times are sent in milliseconds and in UTC; without one it is tomorrow.
func TestWebhooksBeforeQuery(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { // the clock stands at 2000-01-01
		c, transport := apiOf(t, says(http.StatusOK, "[]"))
		zone := time.FixedZone("", 2*3600)
		require.NoError(t, drop(c.Webhooks.ListBefore(t.Context(), nil)))
		require.NoError(t, drop(c.Webhooks.ListBefore(t.Context(), &billwerk.WebhookBeforeParams{
			CreatedBefore: time.Date(2025, 3, 14, 11, 0, 0, 1_000_001, zone), CreatedAfter: time.Date(2025, 3, 14, 0, 0, 0, 0, time.UTC),
			Size: 7, State: billwerk.WebhookFailed, Event: "e1",
		})))
		var sent []string
		for _, r := range transport.Requests() {
			sent = append(sent, queryOf(t, r).Encode())
		}
		slices.Sort(sent)
		assert.Equal(t, []string{
			"created_after=2025-03-14T00%3A00%3A00.000Z&created_before=2025-03-14T09%3A00%3A00.002Z&event=e1&size=7&state=failed",
			"created_before=2000-01-02T00%3A00%3A00.000Z&size=100",
		}, sent)
	})
}

// Between two pages of the newer list the token moves, as in all lists.
func TestWebhooksAll(t *testing.T) {
	t.Parallel()
	page := func(id, token string) http.HandlerFunc {
		return says(http.StatusOK, fmt.Sprintf(`{"content":[{"id":%q,"state":"failed"}],"next_page_token":%q}`, id, token))
	}
	c, _ := apiOf(t, inTurn(page("w1", "t1"), page("w2", "")))
	var found []string
	for w, err := range c.Webhooks.All(t.Context(), &billwerk.WebhookListParams{State: billwerk.WebhookFailed}) {
		require.NoError(t, err)
		found = append(found, w.ID)
	}
	assert.Equal(t, []string{"w1", "w2"}, found)
	c, _ = apiOf(t, page("w1", "same"))
	var failed error
	for _, err := range c.Webhooks.All(t.Context(), nil) {
		failed = err
	}
	require.ErrorIs(t, failed, client.ErrCursorStuck)
}
