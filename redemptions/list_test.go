package redemptions_test

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

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
	samples "github.com/vendorkit/vendorkit-go/redemptions/testdata"
)

func queries(t *testing.T, wire *clienttest.Transport) []url.Values {
	t.Helper()
	var all []url.Values
	for _, r := range wire.Requests() {
		if r.Method == http.MethodGet {
			q, err := url.ParseQuery(r.RawQuery)
			require.NoError(t, err)
			all = append(all, q)
		}
	}
	return all
}

// The samples of GET /accounts, GET /accounts/{id}/transactions and GET /payments.
func TestListSamples(t *testing.T) {
	t.Parallel()
	c, wire := inMemory(t, redemptionstest.NewFake())
	serve := func(path, name string) {
		wire.Script.Match("GET", "/za/redemptions"+path).Always(clienttest.Answer(http.StatusOK, "application/json", string(samples.Read(name))))
	}
	serve("/accounts", "accounts.json")
	serve("/accounts/a/transactions", "transactions.json")
	serve("/payments", "payments.json")

	accounts, err := c.Accounts.List(t.Context())
	require.NoError(t, err)
	require.Len(t, accounts, 1)
	assert.Equal(t, &redemptions.Account{
		ID: "ef8f2282-89e3-4a4d-b066-04e372de723e", Name: "Karoo Books Online", ShortName: "KAROO1",
		CreatedAt: redemptions.Time{Time: time.Date(2024, 11, 2, 6, 15, 9, 440e6, time.UTC), Text: "2024-11-02T06:15:09.44"},
		Balance:   "1845050", AvailableBalance: "1820050", CurrencyCode: "DZAR", SettlementCurrencyCode: "ZAR",
		SettlementFrequency: redemptions.SettlementDaily,
	}, accounts[0])

	rows, err := c.Accounts.Transactions(t.Context(), "a", nil)
	require.NoError(t, err)
	require.Len(t, rows, 2)
	assert.Equal(t, int64(904417), rows[0].ID)
	for i, want := range []int64{25900, -1500000} {
		net, err := rows[i].Net()
		require.NoError(t, err)
		assert.Equal(t, want, net)
	}

	payments, err := c.Payments.List(t.Context(), nil)
	require.NoError(t, err)
	require.Len(t, payments, 1)
	assert.True(t, payments[0].Paid())
	assert.NotEmpty(t, payments[0].Raw)
}

// Whether the unused side of a row is "0", "" or absent is unknown.
func TestTransactionNet(t *testing.T) {
	t.Parallel()
	for wire, want := range map[string]int64{
		`{"id":1,"amountDebit":"0","amountCredit":"5"}`: 5,
		`{"id":1,"amountDebit":"","amountCredit":"5"}`:  5,
		`{"id":1,"amountDebit":null,"amountCredit":5}`:  5,
		`{"id":1,"amountDebit":"7"}`:                    -7,
	} {
		var row redemptions.Transaction
		require.NoError(t, client.Unmarshal([]byte(wire), &row))
		net, err := row.Net()
		require.NoError(t, err)
		assert.Equal(t, want, net, wire)
	}
	_, err := (&redemptions.Transaction{AmountDebit: "1.5"}).Net()
	assert.ErrorIs(t, err, client.ErrInvalid)
}

func TestListsAreChecked(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`[null]`, `[{}]`, `[{"id":""}]`, `{}`, `{"data":[]}`, `null`, ``} {
		c, wire := inMemory(t, redemptionstest.NewFake())
		wire.Script.Match("GET", "/").Always(clienttest.Answer(http.StatusOK, "application/json", body))
		_, err := c.Accounts.List(t.Context())
		assert.ErrorAs(t, err, new(*client.DecodeError), body)
		_, err = c.Accounts.Transactions(t.Context(), "a", nil)
		assert.ErrorAs(t, err, new(*client.DecodeError), body)
		_, err = c.Payments.List(t.Context(), nil)
		assert.ErrorAs(t, err, new(*client.DecodeError), body)
	}
	c, wire := inMemory(t, redemptionstest.NewFake())
	wire.Script.Match("GET", "/").Always(clienttest.Answer(http.StatusOK, "application/json", "[]"))
	payments, err := c.Payments.List(t.Context(), nil)
	require.NoError(t, err)
	assert.Empty(t, payments)
}

// The parameters of GET /payments and GET /accounts/{id}/transactions.
func TestListParameters(t *testing.T) {
	t.Parallel()
	c, wire := inMemory(t, redemptionstest.NewFake())
	at := time.Date(2025, 3, 4, 10, 0, 0, 123_456_789, time.FixedZone("SAST", 7200))
	params := &redemptions.PaymentListParams{
		Reference: "KB & 1", StatusCode: new(redemptions.StatusInProgress), ErrorCode: new(redemptions.PaymentDuplicate),
		CreatedAtFrom: at, CreatedAtTo: at.Add(time.Hour), CompletedAtFrom: at, CompletedAtTo: at.Add(time.Hour),
		Skip: 20, Take: 10,
	}
	_, err := c.Payments.List(t.Context(), params)
	require.NoError(t, err)
	_, err = c.Payments.List(t.Context(), nil)
	require.NoError(t, err)
	_, err = c.Accounts.Transactions(t.Context(), account, &redemptions.TransactionListParams{CreatedAtTo: at, Skip: -3, Take: -3})
	require.NoError(t, err)
	const from, to = "2025-03-04T08:00:00.1234567Z", "2025-03-04T09:00:00.1234567Z"
	assert.Equal(t, []url.Values{
		{
			"reference": {"KB & 1"}, "statusCode": {"0"}, "errorCode": {"4"}, "createdAtFrom": {from}, "createdAtTo": {to},
			"completedAtFrom": {from}, "completedAtTo": {to}, "skip": {"20"}, "take": {"10"},
		},
		{"skip": {"0"}, "take": {"100"}},
		{"createdAtTo": {from}, "skip": {"0"}, "take": {"100"}},
	}, queries(t, wire))
}

func TestAll(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]redemptionstest.Option{
		"as asked for":         nil,
		"the vendor has a cap": {redemptionstest.WithMaxTake(7)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				fake := redemptionstest.NewFake(options...)
				c, wire := inMemory(t, fake)
				for i := range 23 {
					_, err := c.Payments.Create(t.Context(), order(fmt.Sprint("KB-", i)))
					require.NoError(t, err)
				}
				params := &redemptions.PaymentListParams{Take: 10}
				var ids []string
				for p, err := range c.Payments.All(t.Context(), params) {
					require.NoError(t, err)
					ids = append(ids, p.ID)
					if len(ids) == 5 { // one arrives in the middle, and shifts the pages
						_, err := c.Payments.Create(t.Context(), order("late"))
						require.NoError(t, err)
						advance(t, 2*time.Minute)
					}
				}
				assert.Equal(t, fake.IDs()[1:], ids, "each once, in the vendor's order")
				assert.Equal(t, &redemptions.PaymentListParams{Take: 10}, params, "parameters are not changed")
				window := queries(t, wire)[0].Get("createdAtTo")
				assert.Equal(t, "2000-01-01T00:01:00Z", window, "a minute from the start")
				for _, q := range queries(t, wire) {
					assert.Equal(t, window, q.Get("createdAtTo"))
					assert.Equal(t, "10", q.Get("take"))
				}
			})
		})
	}
}

func TestAllTransactions(t *testing.T) {
	t.Parallel()
	fake := redemptionstest.NewFake()
	c, wire := inMemory(t, fake)
	seq := c.Accounts.AllTransactions(t.Context(), account, &redemptions.TransactionListParams{Skip: 3, Take: 8})
	for range 2 { // an iterator may be used again
		var ids []int64
		for row, err := range seq {
			require.NoError(t, err)
			ids = append(ids, row.ID)
		}
		assert.Len(t, ids, redemptionstest.Transactions-3)
		assert.True(t, slices.IsSortedFunc(ids, func(a, b int64) int { return int(b - a) }))
	}
	var skips []string
	for _, q := range queries(t, wire)[:3] {
		skips = append(skips, q.Get("skip"))
	}
	assert.Equal(t, []string{"3", "11", "19"}, skips)
	assert.Len(t, queries(t, wire), 6, "the short page after full ones is the last")
}

func TestAllEndsWithItsError(t *testing.T) {
	t.Parallel()
	c, wire := inMemory(t, redemptionstest.NewFake())
	gets := wire.Script.Match("GET", "/")
	gets.Next(nil, clienttest.Answer(http.StatusForbidden, "", ""))
	n, failures := 0, 0
	for row, err := range c.Accounts.AllTransactions(t.Context(), account, &redemptions.TransactionListParams{Take: 10}) {
		if err != nil {
			failures++
			assert.ErrorIs(t, err, client.ErrForbidden)
			assert.Nil(t, row)
			continue
		}
		n++
	}
	assert.Equal(t, 10, n)
	assert.Equal(t, 1, failures)
}

func TestDo(t *testing.T) {
	t.Parallel()
	c, _ := inMemory(t, redemptionstest.NewFake())
	var rows []map[string]any
	require.NoError(t, c.Do(t.Context(), http.MethodGet, "/accounts", nil, nil, &rows))
	assert.Len(t, rows, 1)
	assert.ErrorIs(t, c.Do(t.Context(), http.MethodGet, "/refunds", nil, nil, &rows), client.ErrNotFound)
}
