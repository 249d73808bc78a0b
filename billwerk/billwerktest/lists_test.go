package billwerktest_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
)

// Pages are in descending order and complete, also when something is created
// between them (page "list_queries").
func TestPages(t *testing.T) {
	t.Parallel()
	b := newBench(t, billwerktest.WithCustomers(44))
	var got []string
	for c, err := range b.Customers.All(t.Context(), &billwerk.CustomerListParams{ListParams: billwerk.ListParams{Size: 10}}) {
		require.NoError(t, err)
		got = append(got, c.Handle)
		if len(got) == 15 {
			_, err = b.Customers.Create(t.Context(), &billwerk.CustomerCreateParams{Handle: "c-late"})
			require.NoError(t, err)
		}
	}
	want := []string{billwerktest.Customer}
	for i := 44; i > 0; i-- {
		want = append(want, fmt.Sprintf("c-seed-%d", i))
	}
	assert.Equal(t, want, got)
	assert.Equal(t, 6, b.wire.Count(), "5 pages and a create")
}

func TestPageFields(t *testing.T) {
	t.Parallel()
	b := newBench(t, billwerktest.WithCustomers(19))
	page, err := b.Customers.List(t.Context(), nil)
	require.NoError(t, err)
	assert.Equal(t, 20, page.Size)
	assert.Equal(t, 20, page.Count)
	assert.Equal(t, billwerk.RangeCreated, page.Range)
	assert.Empty(t, page.NextPageToken, "exactly one page")
	from, err := time.Parse("2006-01-02T15:04:05", page.From)
	require.NoError(t, err)
	to, err := time.Parse("2006-01-02T15:04:05", page.To)
	require.NoError(t, err)
	assert.Equal(t, to.AddDate(0, -1, 0), from, "the default window is one month")

	small, err := b.Customers.List(t.Context(), &billwerk.CustomerListParams{
		Country: "DK", ListParams: billwerk.ListParams{Size: 10},
	})
	require.NoError(t, err)
	assert.Equal(t, 1, small.Count)
	first, err := b.Customers.List(t.Context(), &billwerk.CustomerListParams{ListParams: billwerk.ListParams{Size: 10}})
	require.NoError(t, err)
	require.NotEmpty(t, first.NextPageToken)

	// All other parameters must be repeated unchanged.
	for _, changed := range []string{"size=20", "size=10&country=DK", "", "size=10&from=2020-01-01"} {
		w := b.ask(t, http.MethodGet, "/v1/list/customer?"+changed+"&next_page_token="+first.NextPageToken, "")
		assert.Equal(t, http.StatusUnprocessableEntity, w.Code, changed)
	}
	for _, token := range []string{"x", "%21", "e30", "bnVsbA"} {
		w := b.ask(t, http.MethodGet, "/v1/list/customer?size=10&next_page_token="+token, "")
		assert.Equal(t, http.StatusUnprocessableEntity, w.Code, token)
	}
}

func TestWindows(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { // begins at 2000-01-01T00:00:00Z
		b := newBench(t)
		for i := range 60 {
			_, err := b.Customers.Create(t.Context(), &billwerk.CustomerCreateParams{Handle: fmt.Sprintf("d-%d", i)})
			require.NoError(t, err)
			<-time.After(24 * time.Hour)
		}
		tests := map[string]struct {
			query       string
			first, last string
		}{
			"default is a month":           {"", "d-59", "d-31"}, // 2000-02-01 to 2000-03-01
			"from is inclusive":            {"from=2000-02-10", "d-59", "d-40"},
			"to is exclusive":              {"from=2000-02-10&to=2000-02-12", "d-41", "d-40"},
			"a month before to":            {"to=2000-02-02", "d-31", "d-1"},
			"interval before now":          {"interval=P3D", "d-59", "d-57"},
			"interval before to":           {"to=2000-01-10T12:00&interval=P1DT12H", "d-9", "d-8"},
			"compact date":                 {"from=20000228&to=20000301", "d-59", "d-58"},
			"interval of weeks and months": {"to=2000-02-20&interval=P1M1W", "d-49", "d-12"},
		}
		for name, tt := range tests {
			w := b.ask(t, http.MethodGet, "/v1/list/customer?handle_prefix=d-&size=100&"+tt.query, "")
			require.Equal(t, http.StatusOK, w.Code, "%s: %s", name, w.Body)
			var page billwerk.Page[billwerk.Customer]
			require.NoError(t, unmarshal(w.Body.Bytes(), &page))
			require.NotEmpty(t, page.Content, name)
			assert.Equal(t, tt.first, page.Content[0].Handle, name)
			assert.Equal(t, tt.last, page.Content[len(page.Content)-1].Handle, name)
		}
		for query, status := range map[string]string{
			"from=2000-02-02&to=2000-01-01": `"code":23`,
			"from=2000-02-02&interval=P1D":  `"http_status":422`,
			"from=1.1.2000":                 `"http_status":422`,
			"to=2000-02-31":                 `"http_status":422`,
			"interval=1D":                   `"http_status":422`,
			"interval=P":                    `"http_status":422`,
			"interval=PT":                   `"http_status":422`,
			"interval=P1H":                  `"http_status":422`,
			"size=9":                        `"http_status":422`,
			"size=101":                      `"http_status":422`,
			"size=x":                        `"http_status":422`,
			"range=birthday":                `"http_status":422`,
			"debtor_id=1&surprise=1":        `"http_status":422`,
		} {
			assert.Contains(t, b.ask(t, http.MethodGet, "/v1/list/customer?"+query, "").Body.String(), status, query)
		}
	})
}

func TestFiltersChoose(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	for handle, amount := range map[string]int64{"o-1": 1000, "o-2": 2001, "o-3": 5000, "p-4": 9000} {
		_, err := b.Charges.Create(ctx, charge(handle, amount, handle != "p-4"))
		require.NoError(t, err)
	}
	_, err := b.Charges.Settle(ctx, "p-4", &billwerk.ChargeSettleParams{Amount: new(int64(400))})
	require.NoError(t, err)
	_, err = b.Refunds.Create(ctx, &billwerk.RefundCreateParams{Invoice: "o-3", Amount: new(int64(700))})
	require.NoError(t, err)
	_, err = b.Subscriptions.Create(ctx, subscribe("s-1"))
	require.NoError(t, err)
	bill := b.fake.Bill("s-1")
	for _, tt := range []struct {
		list  string
		query url.Values
		want  []string
	}{
		{"charge", url.Values{"handle": {"o-2"}}, []string{"o-2"}},
		{"charge", url.Values{"handle_prefix": {"o-"}}, []string{"o-1", "o-2", "o-3"}},
		{"charge", url.Values{"handle_contains": {"-4"}}, []string{"p-4"}},
		{"charge", url.Values{"state": {"failed"}}, []string{"o-2"}},
		{"charge", url.Values{"state": {"failed", "settled"}, "amount": {"[1000;5000)"}}, []string{"o-1", "o-2"}},
		{"charge", url.Values{"exclude_state": {"failed"}}, []string{"o-1", "o-3", "p-4"}},
		{"charge", url.Values{"amount": {"(1000;5000]"}}, []string{"o-2", "o-3"}},
		{"charge", url.Values{"amount": {"(;1000)"}}, []string{"p-4"}}, // settled so far
		{"charge", url.Values{"refunded_amount": {"(0;)"}}, []string{"o-3"}},
		{"charge", url.Values{"partial_settled": {"true"}}, []string{"p-4"}},
		{"charge", url.Values{"partial_settled": {"false"}, "currency": {"DKK", "EUR"}}, []string{"o-1", "o-2", "o-3"}},
		{"charge", url.Values{"settled_amount": {"400"}}, []string{"p-4"}},
		{"charge", url.Values{"settled_amount": {"[1000;)"}}, []string{"o-1", "o-3"}},
		{"charge", url.Values{"customer": {"none"}}, nil},
		{"charge", url.Values{"range": {"settled"}}, []string{"o-1", "o-3", "p-4"}},
		{"invoice", url.Values{"type": {"ch"}, "state": {"failed"}}, []string{"o-2"}},
		{"invoice", url.Values{"subscription": {"s-1"}}, []string{bill}},
		{"invoice", url.Values{"plan": {billwerktest.Plan}, "due": {"[2020-01-01;)"}}, []string{bill}},
		{"invoice", url.Values{"due": {"(;2020-01-01)"}}, nil},
		{"subscription", url.Values{"plan": {billwerktest.Plan}, "renewing": {"true"}, "in_trial": {"false"}}, []string{"s-1"}},
		{"subscription", url.Values{"payment_method": {billwerktest.PaymentMethod}, "settled_invoices": {"[1;1]"}}, []string{"s-1"}},
		{"subscription", url.Values{"created": {"[2020-01-01;)"}, "state": {"active", "expired"}}, []string{"s-1"}},
		{"subscription", url.Values{"trial_end": {"[2020-01-01;)"}}, nil},
		{"plan", url.Values{"handles": {"a", billwerktest.Plan}, "amount": {"[12900;12900]"}}, []string{billwerktest.Plan}},
		{"plan", url.Values{"amount_incl_vat": {"false"}}, nil},
		{"customer", url.Values{"name": {"Ida Holm"}}, []string{billwerktest.Customer}},
		{"customer", url.Values{"email_prefix": {"ida."}, "country": {"DK"}}, []string{billwerktest.Customer}},
		{"payment_method", url.Values{"card_prefix": {"4111"}, "card_postfix": {"1111"}, "card_type": {"visa"}}, []string{billwerktest.PaymentMethod}},
		{"payment_method", url.Values{"subscription": {"s-1"}}, []string{billwerktest.PaymentMethod}},
		{"payment_method", url.Values{"subscription": {"s-2"}}, nil},
		{"payment_method", url.Values{"state": {"inactivated"}}, nil},
	} {
		w := b.ask(t, http.MethodGet, "/v1/list/"+tt.list+"?"+tt.query.Encode(), "")
		var page billwerk.Page[struct{ Handle, ID string }]
		require.NoError(t, unmarshal(w.Body.Bytes(), &page), w.Body)
		var got []string
		for _, found := range page.Content {
			got = append(got, name(tt.list, found))
		}
		slices.Sort(got)
		assert.Equal(t, tt.want, got, "%s %v", tt.list, tt.query)
	}
}

func name(list string, found *struct{ Handle, ID string }) string {
	if list == "payment_method" {
		return found.ID
	}
	return found.Handle
}
