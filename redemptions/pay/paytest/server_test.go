package paytest_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
	"github.com/vendorkit/vendorkit-go/redemptions/pay/paytest"
)

func TestServer(t *testing.T) {
	t.Parallel()
	s := paytest.NewServer(t)
	c := s.Client(t)
	_, err := c.Payments.Add(t.Context(), paytest.BatchID, &pay.PaymentAddParams{
		Payments: []*pay.NewPayment{{MSISDN: paytest.Member, Amount: "1.50", FirstName: "Thandi"}},
	})
	require.NoError(t, err)
	s.Script.Match("POST", "/batches/").Next(clienttest.DropAfter())
	_, err = c.Batches.Submit(t.Context(), paytest.BatchID)
	require.ErrorIs(t, err, client.ErrOutcomeUnknown)
	assert.Equal(t, int64(paytest.Float-150), s.Balance(), "a drop over a socket is not repeated either")
	assert.Equal(t, 1, s.Processed("Thandi"))
	assert.Equal(t, 1, s.Logins())
	assert.Len(t, s.Tokens(), 1)

	assert.False(t, s.SetBatchStatus("unknown", pay.BatchOpen))
	require.True(t, s.SetBatchStatus(paytest.BatchID, "PART"))
	b, err := c.Batches.Get(t.Context(), paytest.BatchID)
	require.NoError(t, err)
	assert.Equal(t, pay.BatchStatus("PART"), b.StatusCode)
	assert.False(t, b.StatusCode.Submitted())
}

// What the typed client doesn't send.
func TestFakeRefuses(t *testing.T) {
	t.Parallel()
	c := paytest.NewServer(t).Client(t)
	ctx, path := t.Context(), "/batches/"+paytest.BatchID+"/payments"
	var out any
	for body, want := range map[string]error{
		`{`:                                   new(pay.InvalidRequestError),
		`{"payments":[]}`:                     new(pay.ValidationError),
		`{"clearExisting":true}`:              new(pay.ValidationError),
		`{"clearExisting":true,"payments":0}`: new(pay.InvalidRequestError),
		`{"clearExisting":false,"payments":[{"msisdn":"0715550101","amount":1}]}`:                                                                        new(pay.ValidationError),
		`{"clearExisting":false,"payments":[{"msisdn":"27715550101","amount":0}]}`:                                                                       new(pay.ValidationError),
		`{"clearExisting":false,"payments":[{"msisdn":"27715550101","amount":"x"}]}`:                                                                     new(pay.ValidationError),
		`{"clearExisting":false,"payments":[{"msisdn":"27715550101","amount":1,"externalId":"e"},{"msisdn":"27715550101","amount":1,"externalId":"e"}]}`: new(pay.ValidationError),
	} {
		err := c.Do(ctx, http.MethodPost, path, nil, []byte(body), &out)
		require.Error(t, err, body)
		assert.ErrorIs(t, err, client.ErrInvalid, body)
		assert.IsType(t, want, err, body) //nolint:testifylint // the outermost type is meant
	}
	payments, err := c.Payments.List(ctx, paytest.BatchID)
	require.NoError(t, err)
	assert.Empty(t, payments, "all or nothing")
	assert.ErrorIs(t, c.Do(ctx, http.MethodPost, "/batches", nil, []byte(`{}`), &out), client.ErrInvalid)
}

func TestFuncFakes(t *testing.T) {
	t.Parallel()
	ctx := context.Background() //nolint:usetesting // it is not used
	c := &pay.Client{
		Accounts: &paytest.FakeAccounts{}, Batches: &paytest.FakeBatches{},
		Members: &paytest.FakeMembers{}, Payments: &paytest.FakePayments{},
	}
	failures := map[string]error{}
	_, failures["FakeAccounts.ListFunc"] = c.Accounts.List(ctx)
	_, failures["FakeBatches.CreateFunc"] = c.Batches.Create(ctx, nil)
	_, failures["FakeBatches.ListFunc"] = c.Batches.List(ctx, nil)
	for _, err := range c.Batches.All(ctx, nil) {
		failures["FakeBatches.AllFunc"] = err
	}
	_, failures["FakeBatches.FindByExternalIDFunc"] = c.Batches.FindByExternalID(ctx, "")
	_, failures["FakeBatches.GetFunc"] = c.Batches.Get(ctx, "")
	_, failures["FakeBatches.UpdateFunc"] = c.Batches.Update(ctx, "", nil)
	_, failures["FakeBatches.SubmitFunc"] = c.Batches.Submit(ctx, "")
	_, failures["FakeBatches.CancelFunc"] = c.Batches.Cancel(ctx, "")
	_, failures["FakeBatches.StatusCodesFunc"] = c.Batches.StatusCodes(ctx)
	_, failures["FakeMembers.ExistsFunc"] = c.Members.Exists(ctx, "")
	_, failures["FakePayments.AddFunc"] = c.Payments.Add(ctx, "", nil)
	_, failures["FakePayments.ListFunc"] = c.Payments.List(ctx, "")
	_, failures["FakePayments.GetFunc"] = c.Payments.Get(ctx, "")
	_, failures["FakePayments.DeleteFunc"] = c.Payments.Delete(ctx, "")
	_, failures["FakePayments.StatusCodesFunc"] = c.Payments.StatusCodes(ctx)
	assert.Len(t, failures, 16)
	for name, err := range failures {
		assert.EqualError(t, err, "paytest."+name+" is not set")
	}

	c.Members = &paytest.FakeMembers{ExistsFunc: func(_ context.Context, msisdn string, _ ...client.CallOption) (bool, error) {
		return msisdn == paytest.Member, nil
	}}
	exists, err := c.Members.Exists(ctx, paytest.Member)
	require.NoError(t, err)
	assert.True(t, exists)
}
