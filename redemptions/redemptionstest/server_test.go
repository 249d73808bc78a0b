package redemptionstest_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
)

func TestServer(t *testing.T) {
	t.Parallel()
	s := redemptionstest.NewServer(t)
	c := s.Client(t)
	params := &redemptions.PaymentCreateParams{
		Amount: "100", CurrencyCode: "DZAR", AccountID: redemptionstest.AccountID, Reference: "r", CountryCode: "ZA",
	}
	s.Script.Match("POST", "/za/redemptions/payments").Next(clienttest.DropAfter())
	_, err := c.Payments.Create(t.Context(), params)
	require.ErrorIs(t, err, client.ErrOutcomeUnknown)
	assert.Equal(t, 1, s.Processed("r"), "a drop over a socket is not repeated either")
	p, err := c.Payments.FindByReference(t.Context(), "r")
	require.NoError(t, err)
	assert.Equal(t, []string{p.ID}, s.IDs())

	require.True(t, s.Cancel(p.ID))
	p, err = c.Payments.Get(t.Context(), p.ID)
	require.NoError(t, err)
	assert.Equal(t, redemptions.StatusCancelledByUser, p.StatusCode)
	assert.Error(t, p.Err())
	assert.False(t, s.Pay("unknown"))
	assert.Equal(t, 1, s.Logins())
	assert.Len(t, s.Tokens(), 1)
}

func TestPaidPaymentIsInTheLedger(t *testing.T) {
	t.Parallel()
	s := redemptionstest.NewServer(t)
	c := s.Client(t)
	p, err := c.Payments.Create(t.Context(), &redemptions.PaymentCreateParams{
		Amount: "990", CurrencyCode: "DZAR", AccountID: redemptionstest.AccountID, Reference: "r", CountryCode: "ZA",
	})
	require.NoError(t, err)
	require.True(t, s.Pay(p.ID))
	rows, err := c.Accounts.Transactions(t.Context(), redemptionstest.AccountID, &redemptions.TransactionListParams{Take: 1})
	require.NoError(t, err)
	net, err := rows[0].Net()
	require.NoError(t, err)
	assert.Equal(t, int64(990), net)

	paid, err := c.Payments.List(t.Context(), &redemptions.PaymentListParams{StatusCode: new(redemptions.StatusCompleted)})
	require.NoError(t, err)
	assert.Len(t, paid, 1)
	failed, err := c.Payments.List(t.Context(), &redemptions.PaymentListParams{ErrorCode: new(redemptions.PaymentDeclined)})
	require.NoError(t, err)
	assert.Empty(t, failed)
	open, err := c.Payments.List(t.Context(), &redemptions.PaymentListParams{StatusCode: new(redemptions.StatusInProgress)})
	require.NoError(t, err)
	assert.Empty(t, open)
}

// What the typed client can't send.
func TestFakeRefuses(t *testing.T) {
	t.Parallel()
	s := redemptionstest.NewServer(t)
	c := s.Client(t)
	var out any
	err := c.Do(t.Context(), http.MethodPost, "/payments", nil, []byte(`{"amount":`), &out)
	assert.ErrorAs(t, err, new(*redemptions.InvalidRequestError))
	for _, query := range []map[string][]string{{"skip": {"x"}}, {"take": {"-1"}}, {"createdAtFrom": {"yesterday"}}, {"completedAtTo": {"13/12"}}} {
		err = c.Do(t.Context(), http.MethodGet, "/payments", query, nil, &out)
		assert.ErrorAs(t, err, new(*redemptions.ValidationError), query)
	}
	resp, err := s.Server.Client().Get(s.URL + "/accounts") //nolint:noctx // loopback
	require.NoError(t, err)
	defer resp.Body.Close()
	assert.Equal(t, http.StatusUnauthorized, resp.StatusCode)
}

func TestFuncFakes(t *testing.T) {
	t.Parallel()
	ctx := context.Background() //nolint:usetesting // it is not used
	c := &redemptions.Client{Accounts: &redemptionstest.FakeAccounts{}, Payments: &redemptionstest.FakePayments{}}
	failures := map[string]error{}
	_, failures["FakeAccounts.ListFunc"] = c.Accounts.List(ctx)
	_, failures["FakeAccounts.TransactionsFunc"] = c.Accounts.Transactions(ctx, "", nil)
	for _, err := range c.Accounts.AllTransactions(ctx, "", nil) {
		failures["FakeAccounts.AllTransactionsFunc"] = err
	}
	_, failures["FakePayments.CreateFunc"] = c.Payments.Create(ctx, nil)
	_, failures["FakePayments.GetFunc"] = c.Payments.Get(ctx, "")
	_, failures["FakePayments.ListFunc"] = c.Payments.List(ctx, nil)
	for _, err := range c.Payments.All(ctx, nil) {
		failures["FakePayments.AllFunc"] = err
	}
	_, failures["FakePayments.WaitFunc"] = c.Payments.Wait(ctx, "")
	_, failures["FakePayments.FindByReferenceFunc"] = c.Payments.FindByReference(ctx, "")
	assert.Len(t, failures, 9)
	for name, err := range failures {
		assert.EqualError(t, err, "redemptionstest."+name+" is not set")
	}

	want := &redemptions.Payment{ID: "p"}
	c.Payments = &redemptionstest.FakePayments{GetFunc: func(_ context.Context, id string, _ ...client.CallOption) (*redemptions.Payment, error) {
		assert.Equal(t, "p", id)
		return want, nil
	}}
	got, err := c.Payments.Get(ctx, "p")
	require.NoError(t, err)
	assert.Same(t, want, got)
}
