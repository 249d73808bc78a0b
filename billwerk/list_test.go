package billwerk_test

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// pages serves n pages of two customers each, linked by tokens.
func pages(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		page := 1
		if token := r.URL.Query().Get("next_page_token"); token != "" {
			_, _ = fmt.Sscanf(token, "page-%d", &page)
		}
		next := ""
		if page < n {
			next = fmt.Sprintf(`,"next_page_token":"page-%d"`, page+1)
		}
		_, _ = fmt.Fprintf(w, `{"size":10,"count":2,"from":"2025-01-01","to":"2025-02-01","range":"created","content":[{"handle":"c-%d"},{"handle":"c-%d"}]%s}`,
			2*page-1, 2*page, next)
	}
}

func handles(seq iter.Seq2[*billwerk.Customer, error]) (found []string, err error) {
	for c, err := range seq {
		if err != nil {
			return found, err
		}
		found = append(found, c.Handle)
	}
	return found, nil
}

func queryOf(t *testing.T, r clienttest.Recorded) url.Values {
	t.Helper()
	query, err := url.ParseQuery(r.RawQuery)
	require.NoError(t, err)
	return query
}

func TestListGivesOnePage(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, pages(2))
	page, err := c.Customers.List(t.Context(), nil)
	require.NoError(t, err)
	assert.Equal(t, "/v1/list/customer", transport.Requests()[0].Path)
	assert.Empty(t, transport.Requests()[0].RawQuery, "no parameter is sent unasked")
	assert.Equal(t, 10, page.Size)
	assert.Equal(t, 2, page.Count)
	assert.Equal(t, "2025-01-01", page.From)
	assert.Equal(t, "2025-02-01", page.To)
	assert.Equal(t, billwerk.RangeCreated, page.Range)
	assert.Equal(t, "page-2", page.NextPageToken)
	assert.Equal(t, "c-2", page.Content[1].Handle)
}

// The page list_queries: with the token, all other parameters are repeated
// unchanged.
func TestAllRepeatsTheParametersWithTheToken(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, pages(3))
	params := &billwerk.CustomerListParams{
		ListParams: billwerk.ListParams{From: "2025-01-01", To: "2025-02-01", Range: billwerk.RangeCreated, Size: 10},
		Country:    "DK", Name: "Holm & Søn",
	}
	all := c.Customers.All(t.Context(), params)
	*params = billwerk.CustomerListParams{Country: "SE"} // the walk has its own copy
	for range 2 {                                        // and can be repeated
		found, err := handles(all)
		require.NoError(t, err)
		assert.Equal(t, []string{"c-1", "c-2", "c-3", "c-4", "c-5", "c-6"}, found)
	}
	want := url.Values{
		"from": {"2025-01-01"}, "to": {"2025-02-01"}, "range": {"created"}, "size": {"10"},
		"country": {"DK"}, "name": {"Holm & Søn"},
	}
	requests := transport.Requests()
	require.Len(t, requests, 6)
	for i, token := range []string{"", "page-2", "page-3", "", "page-2", "page-3"} {
		query := queryOf(t, requests[i])
		assert.Equal(t, token, query.Get("next_page_token"))
		query.Del("next_page_token")
		assert.Equal(t, want, query)
	}
}

func TestAllStartsAtAToken(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, pages(3))
	found, err := handles(c.Customers.All(t.Context(), &billwerk.CustomerListParams{ListParams: billwerk.ListParams{NextPageToken: "page-3"}}))
	require.NoError(t, err)
	assert.Equal(t, []string{"c-5", "c-6"}, found)
	assert.Len(t, transport.Requests(), 1)
}

func TestAllStopsWhenTheCallerDoes(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, pages(3))
	for customer, err := range c.Customers.All(t.Context(), nil) {
		require.NoError(t, err)
		if customer.Handle == "c-2" {
			break
		}
	}
	assert.Len(t, transport.Requests(), 1, "the next page is fetched when it is needed")
}

func TestAllRefusesACursorThatDoesNotMove(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, `{"content":[{"handle":"c-1"}],"next_page_token":"same"}`))
	found, err := handles(c.Customers.All(t.Context(), nil))
	require.ErrorIs(t, err, client.ErrCursorStuck)
	assert.Equal(t, []string{"c-1", "c-1"}, found)
	assert.Len(t, transport.Requests(), 2)
}

func TestAllYieldsItsErrorOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, transport := apiOf(t, pages(3))
		transport.Script.Next(nil, clienttest.Answer(http.StatusBadRequest, "application/json", sample(t, "error_144_query_too_slow.json")))
		var errs []error
		n := 0
		for customer, err := range c.Customers.All(t.Context(), nil) {
			if err != nil {
				assert.Nil(t, customer)
				errs = append(errs, err)
				continue
			}
			n++
		}
		assert.Equal(t, 2, n)
		require.Len(t, errs, 1)
		var e *billwerk.Error
		require.ErrorAs(t, errs[0], &e)
		assert.Equal(t, billwerk.HintNarrow, e.ErrorCode.Hint())
		assert.Len(t, transport.Requests(), 2, "a query that is too slow is not sent again")
	})
}

// Parameters that the documentation rules out never leave the house.
func TestListRefusesParameters(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, pages(1))
	for name, params := range map[string]billwerk.ListParams{
		"page too small":    {Size: 9},
		"page too large":    {Size: 101},
		"negative page":     {Size: -1},
		"from and interval": {From: "2025-01-01", Interval: "P1M"},
		"from with a zone":  {From: "2025-01-01T00:00:00Z"},
		"to in words":       {To: "today"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := c.Customers.List(t.Context(), &billwerk.CustomerListParams{ListParams: params})
			require.ErrorIs(t, err, client.ErrInvalid)
			var call *client.CallError
			require.ErrorAs(t, err, &call)
			assert.Equal(t, "customers.list", call.Operation)
			assert.Zero(t, call.Attempts)
			found, err := handles(c.Customers.All(t.Context(), &billwerk.CustomerListParams{ListParams: params}))
			require.ErrorIs(t, err, client.ErrInvalid)
			assert.Empty(t, found)
		})
	}
	_, err := c.Subscriptions.List(t.Context(), &billwerk.SubscriptionListParams{Amount: "100"})
	require.ErrorIs(t, err, client.ErrInvalid)
	_, err = c.Subscriptions.List(t.Context(), &billwerk.SubscriptionListParams{Created: "[yesterday;)"})
	require.ErrorIs(t, err, client.ErrInvalid)
	assert.Zero(t, transport.Count())
}

// A page that isn't the documented document is an error, not an empty list.
func TestListWantsItsContent(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"no content": `{"size":10,"count":0}`, "null content": `{"content":null}`, "null element": `{"content":[null]}`,
		"element without handle": `{"content":[{"handle":"c-1"},{}]}`, "plain array": `[]`, "content of another type": `{"content":{}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, _ := apiOf(t, says(http.StatusOK, body))
			_, err := c.Customers.List(t.Context(), nil)
			var decode *client.DecodeError
			require.ErrorAs(t, err, &decode)
		})
	}
	c, _ := apiOf(t, says(http.StatusOK, `{"size":10,"count":0,"content":[]}`))
	page, err := c.Customers.List(t.Context(), nil)
	require.NoError(t, err)
	assert.Empty(t, page.Content)
}

// The filters of the OpenAPI definition, section "list filters".
var documentedFilters = map[string]string{
	"customer": `handle handle_prefix handle_contains name email email_prefix first_name last_name address address2 postal_code
		city country phone company vat debtor_id`,
	"plan": `handle handle_prefix handles state schedule_type partial_period_handling setup_fee_handling fixed_life_time_unit
		trial_interval_unit dunning_plan_handle name description setup_fee_text amount quantity fixed_count fixed_life_time_length
		trial_interval_length interval_length schedule_fixed_day renewal_reminder_email_days trial_reminder_email_days base_month
		notice_periods minimum_prorated_amount fixation_periods setup_fee amount_incl_vat notice_periods_after_current
		fixation_periods_full include_zero_amount partial_proration_days fixed_trial_days currency`,
	"subscription": `handle handle_prefix handle_contains customer plan state amount quantity activated cancelled_date reactivated
		created renewing plan_version amount_incl_vat start_date end_date grace_duration current_period_start next_period_start
		first_period_start last_period_start trial_start trial_end in_trial has_started renewal_count expired_date expire_reason
		on_hold_date on_hold_reason payment_method_added reminder_email_sent failed_invoices failed_amount cancelled_invoices
		cancelled_amount pending_invoices pending_amount dunning_invoices dunning_amount settled_invoices settled_amount
		refunded_amount pending_additional_costs pending_additional_cost_amount transferred_additional_costs
		transferred_additional_cost_amount pending_credits pending_credit_amount transferred_credits transferred_credit_amount
		subscription_add_on_handle add_on_handle subscription_discount_handle discount_handle coupon_handle payment_method`,
	"charge": `handle handle_prefix handle_contains accounting_number accounting_number_prefix accounting_number_contains state
		exclude_state customer amount refunded_amount authorized_amount currency partial_settled settled_amount debtor_id`,
	"invoice": `handle handle_prefix handle_contains accounting_number accounting_number_prefix accounting_number_contains state
		exclude_state customer amount refunded_amount authorized_amount currency partial_settled settled_amount debtor_id type
		subscription plan dunning_start dunning_success number due`,
	"payment_method": `id state payment_type customer subscription reference failed card_type transaction_card_type card_prefix
		card_postfix card_fingerprint card_country card_gateway card_agreement offline_agreement_handle mps_external_id`,
	"webhook": "state event",
}

// fill sets every field of list parameters but those that they have in common.
func fill(t *testing.T, params any) {
	t.Helper()
	v := reflect.ValueOf(params).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i).Addr().Interface().(type) {
		case *billwerk.ListParams:
		case *billwerk.NumberFilter:
			*f = billwerk.AtLeast(100)
		case *billwerk.TimeFilter:
			*f = billwerk.Since("2025-01-01")
		case **bool:
			*f = new(false)
		default:
			fillPlain(t, v.Field(i), v.Type().Field(i).Name)
		}
	}
}

func fillPlain(t *testing.T, f reflect.Value, name string) {
	t.Helper()
	switch f.Kind() { //nolint:exhaustive // the others fail
	case reflect.String:
		f.SetString("x")
	case reflect.Int, reflect.Int64:
		f.SetInt(7)
	case reflect.Slice:
		f.Set(reflect.MakeSlice(f.Type(), 2, 2))
		f.Index(0).SetString("x")
		f.Index(1).SetString("y")
	default:
		t.Fatalf("the field %s has a kind that the encoder doesn't know: %s", name, f.Kind())
	}
}

// Every documented filter is there under its name, once, and nothing else.
func TestListFilters(t *testing.T) {
	t.Parallel()
	customers, plans, subscriptions := new(billwerk.CustomerListParams), new(billwerk.PlanListParams), new(billwerk.SubscriptionListParams)
	charges, invoices, methods := new(billwerk.ChargeListParams), new(billwerk.InvoiceListParams), new(billwerk.PaymentMethodListParams)
	webhooks := new(billwerk.WebhookListParams)
	for resource, list := range map[string]struct {
		params any
		call   func(context.Context, *billwerk.Client) error
	}{
		"customer": {customers, func(ctx context.Context, c *billwerk.Client) error { return drop(c.Customers.List(ctx, customers)) }},
		"plan":     {plans, func(ctx context.Context, c *billwerk.Client) error { return drop(c.Plans.List(ctx, plans)) }},
		"subscription": {subscriptions, func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.List(ctx, subscriptions))
		}},
		"charge":         {charges, func(ctx context.Context, c *billwerk.Client) error { return drop(c.Charges.List(ctx, charges)) }},
		"invoice":        {invoices, func(ctx context.Context, c *billwerk.Client) error { return drop(c.Invoices.List(ctx, invoices)) }},
		"payment_method": {methods, func(ctx context.Context, c *billwerk.Client) error { return drop(c.PaymentMethods.List(ctx, methods)) }},
		"webhook":        {webhooks, func(ctx context.Context, c *billwerk.Client) error { return drop(c.Webhooks.List(ctx, webhooks)) }},
	} {
		t.Run(resource, func(t *testing.T) {
			t.Parallel()
			fill(t, list.params)
			c, transport := apiOf(t, says(http.StatusOK, `{"content":[]}`))
			require.NoError(t, list.call(t.Context(), c))
			r := transport.Requests()[0]
			assert.Equal(t, "/v1/list/"+resource, r.Path)
			sent := queryOf(t, r)
			var names []string
			for name, values := range sent {
				names = append(names, name)
				switch values[0] {
				case "x": // a slice repeats its parameter
					assert.Contains(t, [][]string{{"x"}, {"x", "y"}}, values, name)
				default:
					assert.Contains(t, []string{"7", "false", "[100;)", "[2025-01-01;)"}, values[0], name)
				}
			}
			slices.Sort(names)
			want := strings.Fields(documentedFilters[resource])
			slices.Sort(want)
			assert.Equal(t, want, names)
			assert.NotContains(t, r.RawQuery, "[", "brackets are escaped")
		})
	}
}

// The sample of the documentation, with a parameter that is repeated.
func TestListSample(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"content":[]}`) })
	_, err := c.Subscriptions.List(t.Context(), &billwerk.SubscriptionListParams{
		ListParams: billwerk.ListParams{From: billwerk.Date(2025, 1, 1), To: billwerk.Date(2025, 4, 1), Size: 50},
		Customer:   "c-20418", States: []billwerk.SubscriptionState{billwerk.SubscriptionActive, billwerk.SubscriptionOnHold},
		Amount: "[10000;20000)", RenewalCount: billwerk.MoreThan(0), Created: billwerk.During("2025-01-01", "2025-02-01"),
		InTrial: new(true),
	})
	require.NoError(t, err)
	assert.Equal(t, url.Values{
		"from": {"2025-01-01"}, "to": {"2025-04-01"}, "size": {"50"}, "customer": {"c-20418"}, "state": {"active", "on_hold"},
		"amount": {"[10000;20000)"}, "renewal_count": {"(0;)"}, "created": {"[2025-01-01;2025-02-01)"}, "in_trial": {"true"},
	}, queryOf(t, transport.Requests()[0]))
}
