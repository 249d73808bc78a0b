package billwerk_test

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

const anEvent = `{"id":"e1","event_type":"invoice_settled"}`

func eventOperations() map[string]operation {
	return map[string]operation{
		"get": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Events.Get(ctx, "e1"))
		}, "GET", "/v1/event/e1", anEvent, true, false},
		"list": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Events.List(ctx, nil))
		}, "GET", "/v1/event", `{"page":1,"size":20,"count":1,"content":[` + anEvent + `]}`, true, false},
	}
}

// numbered serves events by the number of the page: page 1 has those of the first
// list, and so on; further pages are empty.
func numbered(size int, pages ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		number, _ := strconv.Atoi(r.URL.Query().Get("page"))
		var events []string
		if number >= 1 && number <= len(pages) {
			for id := range strings.FieldsSeq(pages[number-1]) {
				events = append(events, fmt.Sprintf(`{"id":%q,"event_type":"t"}`, id))
			}
		}
		says(http.StatusOK, fmt.Sprintf(`{"page":%d,"size":%d,"count":%d,"content":[%s]}`, number, size, len(events), strings.Join(events, ",")))(w, r)
	}
}

func eventIDs(ctx context.Context, c *billwerk.Client, p *billwerk.EventListParams) (string, error) {
	var found []string
	for e, err := range c.Events.All(ctx, p) {
		if err != nil {
			return strings.Join(found, " "), err
		}
		found = append(found, e.ID)
	}
	return strings.Join(found, " "), nil
}

// many are n ids from one on.
func many(from, n int) string {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprint("e", from+i))
	}
	return strings.Join(names, " ")
}

func TestEventsAll(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		size     int
		pages    []string
		start    int
		want     string
		requests int
		err      error
	}{
		"none":                    {20, nil, 0, "", 1, nil},
		"one short page":          {20, []string{"a b"}, 0, "a b", 1, nil},
		"full pages":              {2, []string{"a b", "c d"}, 0, "a b c d", 3, nil},
		"last page short":         {2, []string{"a b", "c"}, 0, "a b c", 2, nil},
		"from a page on":          {2, []string{"a b", "c d", "e"}, 2, "c d e", 2, nil},
		"shifted by new events":   {2, []string{"a b", "b c", "d"}, 0, "a b c d", 3, nil},
		"shifted last page":       {3, []string{"a b c", "b c"}, 0, "a b c", 2, nil},
		"twice on one page":       {2, []string{"a a", "b"}, 0, "a b", 2, nil},
		"server gives less":       {100, []string{many(1, 50), many(51, 50), many(101, 3)}, 0, many(1, 103), 3, nil},
		"server ignores the page": {2, []string{"a b", "a b", "a b"}, 0, "a b", 2, client.ErrCursorStuck},
		"server says no size":     {0, []string{many(1, 20), "z"}, 0, many(1, 20) + " z", 2, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, transport := apiOf(t, numbered(tc.size, tc.pages...))
			got, err := eventIDs(t.Context(), c, &billwerk.EventListParams{Page: tc.start, Customer: "c-1"})
			require.ErrorIs(t, err, tc.err)
			assert.Equal(t, tc.want, got)
			require.Len(t, transport.Requests(), tc.requests)
			for i, r := range transport.Requests() {
				query := queryOf(t, r)
				assert.Equal(t, strconv.Itoa(max(tc.start, 1)+i), query.Get("page"))
				assert.Equal(t, "c-1", query.Get("customer"))
			}
		})
	}
}

// The walk has its own copy of the parameters, can be repeated, and stops when the
// caller does.
func TestEventsAllIsLazy(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, numbered(2, "a b", "c d"))
	params := &billwerk.EventListParams{Size: 2}
	all := c.Events.All(t.Context(), params)
	params.Page = 7
	for range 2 {
		for e, err := range all {
			require.NoError(t, err)
			if e.ID == "b" {
				break
			}
		}
	}
	assert.Equal(t, 2, transport.Count())
}

func TestEventsAllYieldsItsErrorOnce(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, numbered(2, "a b", "c d"))
	transport.Script.Next(nil, clienttest.Answer(http.StatusForbidden, "application/json", `{"code":7}`))
	got, err := eventIDs(t.Context(), c, nil)
	require.ErrorIs(t, err, client.ErrForbidden)
	assert.Equal(t, "a b", got)
}

func TestEventsRefuse(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, numbered(2))
	for _, p := range []*billwerk.EventListParams{{Page: -1}, {Size: -1}, {Size: 101}} {
		require.ErrorIs(t, drop(c.Events.List(t.Context(), p)), client.ErrInvalid)
		_, err := eventIDs(t.Context(), c, p)
		require.ErrorIs(t, err, client.ErrInvalid)
	}
	assert.Zero(t, transport.Count())
}

func TestEventQuery(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, numbered(2))
	require.NoError(t, drop(c.Events.List(t.Context(), &billwerk.EventListParams{Page: 3, Size: 1, Customer: "c", Subscription: "s", Invoice: "i"})))
	require.NoError(t, drop(c.Events.List(t.Context(), nil)))
	assert.Equal(t, "customer=c&invoice=i&page=3&size=1&subscription=s", transport.Requests()[0].RawQuery)
	assert.Empty(t, transport.Requests()[1].RawQuery)
}

// The 38 types of the documentation, each once.
func TestEventTypes(t *testing.T) {
	t.Parallel()
	const documented = `invoice_created invoice_settled invoice_authorized invoice_dunning invoice_dunning_notification
		invoice_dunning_cancelled invoice_failed invoice_refund invoice_refund_failed invoice_reactivate invoice_cancelled
		invoice_changed invoice_credited invoice_dispute_opened invoice_dispute_waiting_for_response
		invoice_dispute_under_review invoice_dispute_resolved
		subscription_created subscription_payment_method_added subscription_payment_method_changed subscription_trial_end
		subscription_renewal subscription_cancelled subscription_uncancelled subscription_on_hold subscription_on_hold_dunning
		subscription_reactivated subscription_expired subscription_expired_dunning subscription_changed
		customer_created customer_changed customer_deleted customer_payment_method_added customer_payment_method_failed
		customer_payment_method_updated customer_payment_method_reactivated customer_payment_method_deleted`
	var constants []string
	for _, c := range []billwerk.EventType{
		billwerk.EventInvoiceCreated, billwerk.EventInvoiceSettled, billwerk.EventInvoiceAuthorized, billwerk.EventInvoiceDunning,
		billwerk.EventInvoiceDunningNotification, billwerk.EventInvoiceDunningCancelled, billwerk.EventInvoiceFailed,
		billwerk.EventInvoiceRefund, billwerk.EventInvoiceRefundFailed, billwerk.EventInvoiceReactivate, billwerk.EventInvoiceCancelled,
		billwerk.EventInvoiceChanged, billwerk.EventInvoiceCredited, billwerk.EventInvoiceDisputeOpened,
		billwerk.EventInvoiceDisputeWaitingForResponse, billwerk.EventInvoiceDisputeUnderReview, billwerk.EventInvoiceDisputeResolved,
		billwerk.EventSubscriptionCreated, billwerk.EventSubscriptionPaymentMethodAdded, billwerk.EventSubscriptionPaymentMethodChanged,
		billwerk.EventSubscriptionTrialEnd, billwerk.EventSubscriptionRenewal, billwerk.EventSubscriptionCancelled,
		billwerk.EventSubscriptionUncancelled, billwerk.EventSubscriptionOnHold, billwerk.EventSubscriptionOnHoldDunning,
		billwerk.EventSubscriptionReactivated, billwerk.EventSubscriptionExpired, billwerk.EventSubscriptionExpiredDunning,
		billwerk.EventSubscriptionChanged, billwerk.EventCustomerCreated, billwerk.EventCustomerChanged, billwerk.EventCustomerDeleted,
		billwerk.EventCustomerPaymentMethodAdded, billwerk.EventCustomerPaymentMethodFailed, billwerk.EventCustomerPaymentMethodUpdated,
		billwerk.EventCustomerPaymentMethodReactivated, billwerk.EventCustomerPaymentMethodDeleted,
	} {
		constants = append(constants, string(c))
	}
	assert.Equal(t, strings.Fields(documented), constants)
	assert.Len(t, constants, 38)
}
