package billwerk_test

import (
	"errors"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

// The list of the documented example.
func TestInvoiceList(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, sample(t, "invoice_list.json")))
	page, err := c.Invoices.List(t.Context(), &billwerk.InvoiceListParams{
		ListParams: billwerk.ListParams{From: "2025-01-01", To: "2025-04-01", Size: 50},
		Customer:   "c-20418", States: []billwerk.InvoiceState{billwerk.InvoiceSettled, billwerk.InvoiceDunning},
	})
	require.NoError(t, err)
	query, err := url.ParseQuery(transport.Requests()[0].RawQuery)
	require.NoError(t, err)
	assert.Equal(t, url.Values{
		"customer": {"c-20418"}, "state": {"settled", "dunning"}, "from": {"2025-01-01"}, "to": {"2025-04-01"}, "size": {"50"},
	}, query)
	assert.Equal(t, "/v1/list/invoice", transport.Requests()[0].Path)
	require.Len(t, page.Content, 1)
	assert.Equal(t, "inv-1042", page.Content[0].Handle)
	assert.Equal(t, billwerk.InvoiceTypeRecurring, page.Content[0].Type)
	assert.EqualValues(t, 12900, page.Content[0].Amount)
}

// Every filter has its documented name.
func TestMoneyListFilters(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, `{"size":10,"count":0,"from":"","to":"","content":[]}`))
	ctx := t.Context()
	for name, call := range map[string]struct {
		list func() error
		path string
		want string
	}{
		"charge": {
			func() error {
				return drop(c.Charges.List(ctx, &billwerk.ChargeListParams{
					Handle: "a", HandlePrefix: "b", HandleContains: "c", AccountingNumber: "d", AccountingNumberPrefix: "e",
					AccountingNumberContains: "f", States: []billwerk.ChargeState{"g", "h"}, ExcludeStates: []billwerk.ChargeState{"i"},
					Customer: "j", Amount: billwerk.Between(1, 2), RefundedAmount: billwerk.AtLeast(3), AuthorizedAmount: billwerk.AtMost(4),
					Currencies: []string{"DKK", "EUR"}, PartialSettled: new(false), SettledAmount: "5", DebtorID: 6,
				}))
			},
			"/v1/list/charge",
			"accounting_number=d&accounting_number_contains=f&accounting_number_prefix=e&amount=[1;2]&authorized_amount=(;4]&currency=DKK&currency=EUR&customer=j&debtor_id=6&exclude_state=i&handle=a&handle_contains=c&handle_prefix=b&partial_settled=false&refunded_amount=[3;)&settled_amount=5&state=g&state=h",
		},
		"invoice": {
			func() error {
				return drop(c.Invoices.List(ctx, &billwerk.InvoiceListParams{
					Types: []billwerk.InvoiceType{"s", "ch"}, Subscription: "a", Plan: "b", Number: 7, Due: billwerk.Since("2025-01-01"),
					DunningStart: billwerk.Before("2025-02-01"), DunningSuccess: billwerk.During("2025-01-01", "2025-02-01"), PartialSettled: new(true),
				}))
			},
			"/v1/list/invoice",
			"due=[2025-01-01;)&dunning_start=(;2025-02-01)&dunning_success=[2025-01-01;2025-02-01)&number=7&partial_settled=true&plan=b&subscription=a&type=s&type=ch",
		},
		"payment method": {
			func() error {
				return drop(c.PaymentMethods.List(ctx, &billwerk.PaymentMethodListParams{
					ID: "a", States: []billwerk.PaymentMethodState{"b"}, PaymentTypes: []billwerk.PaymentType{"c", "d"}, Customer: "e", Subscription: "f",
					Reference: "g", Failed: billwerk.Since("2025-01-01"), CardTypes: []billwerk.CardType{"h"}, TransactionCardTypes: []billwerk.CardType{"i"},
					CardPrefix: "j", CardPostfix: "k", CardFingerprint: "l", CardCountries: []string{"DK"}, CardGateway: "m", CardAgreement: "n",
					OfflineHandle: "o", MobilePaySubscription: "p",
				}))
			},
			"/v1/list/payment_method",
			"card_agreement=n&card_country=DK&card_fingerprint=l&card_gateway=m&card_postfix=k&card_prefix=j&card_type=h&customer=e&failed=[2025-01-01;)&id=a&mps_external_id=p&offline_agreement_handle=o&payment_type=c&payment_type=d&reference=g&state=b&subscription=f&transaction_card_type=i",
		},
	} {
		require.NoError(t, call.list(), name)
		last := transport.Requests()[transport.Count()-1]
		query, err := url.QueryUnescape(last.RawQuery)
		require.NoError(t, err)
		assert.Equal(t, call.path, last.Path)
		assert.Equal(t, call.want, query, name)
	}
}

// All of my lists walk over their pages with the token.
func TestMoneyListsWalk(t *testing.T) {
	t.Parallel()
	pages := func(element string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			body := `{"size":10,"count":1,"from":"","to":"","content":[` + element + `],"next_page_token":"t2"}`
			if r.URL.Query().Get("next_page_token") == "t2" {
				body = `{"size":10,"count":1,"from":"","to":"","content":[` + element + `]}`
			}
			says(http.StatusOK, body)(w, r)
		}
	}
	t.Run("charges", func(t *testing.T) {
		t.Parallel()
		c, transport := apiOf(t, pages(aCharge))
		n := 0
		for charge, err := range c.Charges.All(t.Context(), nil) {
			require.NoError(t, err)
			assert.Equal(t, "o-1", charge.Handle)
			n++
		}
		assert.Equal(t, 2, n)
		assert.Equal(t, 2, transport.Count())
	})
	t.Run("invoices", func(t *testing.T) {
		t.Parallel()
		c, _ := apiOf(t, pages(anInv))
		n := 0
		for invoice, err := range c.Invoices.All(t.Context(), &billwerk.InvoiceListParams{Customer: "c-1"}) {
			require.NoError(t, err)
			assert.Equal(t, "i1", invoice.ID)
			n++
		}
		assert.Equal(t, 2, n)
	})
	t.Run("payment methods", func(t *testing.T) {
		t.Parallel()
		c, _ := apiOf(t, pages(aMethod))
		n := 0
		for method, err := range c.PaymentMethods.All(t.Context(), nil) {
			require.NoError(t, err)
			assert.Equal(t, "ca_1", method.ID)
			n++
		}
		assert.Equal(t, 2, n)
	})
}

// A failed settle is a successful answer: a one-time invoice is failed then, and
// one of a subscription keeps its state (page "settle").
func TestInvoiceErr(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		body   string
		failed bool
		reason billwerk.TransactionError
		state  billwerk.ErrorState
	}{
		"settled after a failure": {`{"id":"i1","state":"settled","transactions":[
			{"id":"t1","state":"failed","type":"settle","card_transaction":{"error":"insufficient_funds"}},{"id":"t2","state":"settled","type":"settle"}]}`, false, "", ""},
		"failed, by card": {`{"id":"i1","state":"failed","transactions":[
			{"id":"t1","state":"failed","type":"settle","card_transaction":{"error":"insufficient_funds","error_state":"soft_declined"}}]}`, true, "insufficient_funds", "soft_declined"},
		"dunning keeps its state": {`{"id":"i1","state":"dunning","transactions":[
			{"id":"t1","state":"failed","type":"settle","mps_transaction":{"mps_id":"m","error":"acquirer_error","error_state":"processing_error"}}]}`, true, "acquirer_error", "processing_error"},
		"failed without a transaction": {`{"id":"i1","state":"failed"}`, true, "", ""},
		"pending":                      {`{"id":"i1","state":"pending","transactions":[{"id":"t1","state":"processing","type":"settle"}]}`, false, "", ""},
		"cancelled after a failure":    {`{"id":"i1","state":"cancelled","transactions":[{"id":"t1","state":"failed","type":"settle"}]}`, false, "", ""},
		"a refund that failed":         {`{"id":"i1","state":"settled","transactions":[{"id":"t1","state":"settled","type":"settle"},{"id":"t2","state":"failed","type":"refund"}]}`, false, "", ""},
		"a settle that failed after an authorization": {`{"id":"i1","state":"authorized","transactions":[
			{"id":"t1","state":"authorized","type":"authorization"},{"id":"t2","state":"failed","type":"settle","swish_transaction":{"error":"settle_blocked"}}]}`, true, "settle_blocked", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, _ := apiOf(t, says(http.StatusOK, tc.body))
			invoice, err := c.Invoices.Settle(t.Context(), "i1", &billwerk.InvoiceSettleParams{PaymentMethod: billwerk.SourceAuto})
			require.NoError(t, err)
			payment, ok := errors.AsType[*billwerk.PaymentError](invoice.Err())
			require.Equal(t, tc.failed, ok, "%v", invoice.Err())
			if !tc.failed {
				require.NoError(t, invoice.Err())
				return
			}
			assert.Equal(t, "i1", payment.ID)
			assert.Equal(t, tc.reason, payment.Reason)
			assert.Equal(t, tc.state, payment.ErrorState)
		})
	}
}

// A settle moves money and takes no key, so it is never sent twice by itself; the
// code of a second one says that the first worked.
func TestInvoiceSettleInDoubt(t *testing.T) {
	t.Parallel()
	c, _ := apiOf(t, inTurn(
		says(http.StatusBadGateway, "<html>"),
		says(http.StatusBadRequest, `{"code":79,"error":"Invoice already settled"}`),
	))
	_, err := c.Invoices.Settle(t.Context(), "i1", nil)
	require.ErrorIs(t, err, client.ErrOutcomeUnknown)
	_, err = c.Invoices.Settle(t.Context(), "i1", nil)
	e, ok := errors.AsType[*billwerk.Error](err)
	require.True(t, ok)
	assert.Equal(t, billwerk.HintDone, e.ErrorCode.Hint())
}
