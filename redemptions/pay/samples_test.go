package pay_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
	"github.com/vendorkit/vendorkit-go/redemptions/pay/paytest"
	samples "github.com/vendorkit/vendorkit-go/redemptions/pay/testdata"
)

const (
	batchID = "9cb87f5c-db77-486d-bdcc-88c8c87911f4"
	pending = "d3201871-f286-4f65-9a27-d8b8fd56c99d"
)

// serving makes a client of which every call is answered with the sample.
func serving(t *testing.T, fault clienttest.Fault) (*pay.Client, *clienttest.Transport) {
	t.Helper()
	c, wire := inMemory(t, paytest.NewFake())
	_, err := c.Accounts.List(t.Context())
	require.NoError(t, err)
	wire.Log.Reset()
	wire.Script.Always(clienttest.Chain(readFirst, fault))
	return c, wire
}

func sentOnce(t *testing.T, wire *clienttest.Transport) clienttest.Recorded {
	t.Helper()
	require.Equal(t, 1, wire.Count())
	return wire.Requests()[0]
}

// POST /batches.
func TestCreateBatchSample(t *testing.T) {
	t.Parallel()
	c, wire := serving(t, sample("batch-created.json"))
	b, err := c.Batches.Create(t.Context(), &pay.BatchCreateParams{Name: "March stipends", ExternalID: "stipend-2025-03"})
	require.NoError(t, err)
	assert.Equal(t, &pay.Batch{
		ID: batchID, Name: "March stipends", ExternalID: "stipend-2025-03", StatusCode: pay.BatchDraft,
		CreatedAt: pay.Time{Time: time.Date(2025, 3, 5, 7, 2, 18, 441_720_800, time.UTC), Text: "2025-03-05T07:02:18.4417208Z"},
	}, b)
	r := sentOnce(t, wire)
	assert.Equal(t, "POST /za/pay/batches", r.Method+" "+r.Path)
	assert.JSONEq(t, string(samples.Read("batch-create-request.json")), string(r.Body))
}

// PUT /batches/{id}.
func TestUpdateBatchSample(t *testing.T) {
	t.Parallel()
	c, wire := serving(t, sample("batch-updated.json"))
	b, err := c.Batches.Update(t.Context(), batchID, &pay.BatchUpdateParams{Name: "March stipends (final)"})
	require.NoError(t, err)
	assert.Equal(t, "March stipends (final)", b.Name)
	assert.Nil(t, b.Summary)
	r := sentOnce(t, wire)
	assert.Equal(t, "PUT /za/pay/batches/"+batchID, r.Method+" "+r.Path)
	assert.JSONEq(t, string(samples.Read("batch-update-request.json")), string(r.Body))
}

// GET /batches.
func TestListBatchesSample(t *testing.T) {
	t.Parallel()
	c, wire := serving(t, sample("batches.json"))
	batches, err := c.Batches.List(t.Context(), &pay.BatchListParams{StatusCode: pay.BatchOpen, ExternalID: "a b", Skip: 5, Take: 7})
	require.NoError(t, err)
	require.Len(t, batches, 1)
	assert.Equal(t, &pay.BatchSummary{
		PaymentsAmount: "1250.50", PaymentsCount: 3, ReferralsAmount: "0",
		SettledAmount: "850.50", SettledCount: 2, CancelledAmount: "0",
	}, batches[0].Summary)
	assert.Equal(t, time.Date(2025, 3, 5, 7, 2, 18, 440e6, time.UTC), batches[0].CreatedAt.Time)
	assert.Equal(t, "externalId=a+b&skip=5&statusCode=OPEN&take=7", sentOnce(t, wire).RawQuery)

	_, err = c.Batches.List(t.Context(), nil)
	require.NoError(t, err)
	assert.Equal(t, "skip=0&take=100", wire.Requests()[1].RawQuery)
}

// POST /batches/{id}/payments: the shape of the answer is inferred, so each of its
// likely forms is understood.
func TestAddPaymentsSample(t *testing.T) {
	t.Parallel()
	c, wire := serving(t, sample("payments-added.json"))
	params := stipends()
	added, err := c.Payments.Add(t.Context(), batchID, params)
	require.NoError(t, err)
	assert.Equal(t, stipends(), params, "parameters are not changed")
	assert.Equal(t, pay.Amount("1250.50"), added.Summary.PaymentsAmount)
	assert.Equal(t, pay.BatchDraft, added.StatusCode)
	assert.Nil(t, added.Payments)
	assert.JSONEq(t, string(samples.Read("payments-added.json")), string(added.Raw))
	r := sentOnce(t, wire)
	assert.Equal(t, "POST /za/pay/batches/"+batchID+"/payments", r.Method+" "+r.Path)
	assert.JSONEq(t, string(samples.Read("payments-add-request.json")), string(r.Body))
	assert.Contains(t, string(r.Body), `"amount":450.50`, "an amount is a number, digit by digit")
}

func TestAddPaymentsAnswers(t *testing.T) {
	t.Parallel()
	row := `{"id":"p1","statusCode":"DRAFT","amount":1}`
	for body, want := range map[string]struct {
		payments, problems int
		fails              bool
	}{
		`{"id":"b","statusCode":"DRAFT"}`:                           {0, 0, false},
		`{"summary":{"paymentsCount":3}}`:                           {0, 0, false},
		`{"id":"b","payments":[` + row + `]}`:                       {1, 0, false},
		`{"id":"b","Payments":[` + row + `,` + row + `],"x":[1]}`:   {2, 0, false},
		`{"id":"b","added":[` + row + `],"codes":[]}`:               {1, 0, false},
		`{"id":"b","added":[` + row + `],"others":[` + row + `]}`:   {0, 0, false},
		`{"id":"b","payments":7}`:                                   {0, 0, false},
		`{"id":"b","payments":[{"code":1}],"errors":["a",{"b":1}]}`: {0, 2, false},
		`{"id":"b","validationErrors":[{"index":"0"}]}`:             {0, 1, false},
		`{}`:                                 {0, 0, true},
		`{"added":3}`:                        {0, 0, true},
		`[]`:                                 {0, 0, true},
		`"ok"`:                               {0, 0, true},
		`{"id":7}`:                           {0, 0, true},
		`{"summary":{"paymentsCount":"no"}}`: {0, 0, true},
	} {
		c, _ := serving(t, clienttest.Answer(http.StatusOK, "application/json", body))
		added, err := c.Payments.Add(t.Context(), batchID, stipends())
		if want.fails {
			assert.ErrorAs(t, err, new(*client.DecodeError), body)
			assert.ErrorIs(t, err, client.ErrOutcomeUnknown, body)
			continue
		}
		require.NoError(t, err, body)
		assert.Len(t, added.Payments, want.payments, body)
		assert.Len(t, added.Problems, want.problems, body)
		assert.JSONEq(t, body, string(added.Raw))
	}
}

// POST /batches/{id}/submit.
func TestSubmitSample(t *testing.T) {
	t.Parallel()
	c, wire := serving(t, sample("batch-submitted.json"))
	r, err := c.Batches.Submit(t.Context(), batchID)
	require.NoError(t, err)
	assert.Equal(t, pay.BatchOpen, r.StatusCode)
	assert.True(t, r.StatusCode.Submitted())
	assert.Equal(t, 2, r.Summary.SettledCount)
	require.Len(t, r.Payments, 1)
	assert.Equal(t, pending, r.Payments[0].ID)
	assert.Equal(t, pay.PaymentPending, r.Payments[0].StatusCode)
	sent := sentOnce(t, wire)
	assert.Equal(t, "POST /za/pay/batches/"+batchID+"/submit", sent.Method+" "+sent.Path)
	assert.Empty(t, sent.Body, "no body is documented")
}

func TestSubmitAnswers(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]error{
		`{"id":"b","statusCode":"CLOSED"}`:    nil,
		`{"id":"b","statusCode":"PART"}`:      nil, // a status to come
		`{"id":"b","statusCode":"DRAFT"}`:     client.ErrConflict,
		`{"id":"b","statusCode":"CANCELLED"}`: client.ErrConflict,
		`{"id":"b"}`:                          client.ErrOutcomeUnknown,
		`{}`:                                  client.ErrOutcomeUnknown,
	} {
		c, wire := serving(t, clienttest.Answer(http.StatusOK, "application/json", body))
		_, err := c.Batches.Submit(t.Context(), batchID)
		assert.ErrorIs(t, err, want, body)
		if want == client.ErrConflict { //nolint:errorlint // identity
			assert.ErrorAs(t, err, new(*pay.Error))
			assert.NotErrorIs(t, err, client.ErrOutcomeUnknown, "the vendor says that nothing was paid")
		}
		sentOnce(t, wire)
	}
}

// POST /batches/{id}/cancel.
func TestCancelSample(t *testing.T) {
	t.Parallel()
	c, wire := serving(t, sample("batch-cancelled.json"))
	b, err := c.Batches.Cancel(t.Context(), "7118ea55-d674-4adc-aa02-3a884267b5d3")
	require.NoError(t, err)
	assert.Equal(t, pay.BatchCancelled, b.StatusCode)
	assert.Empty(t, b.ExternalID)
	assert.True(t, b.Summary.PaymentsAmount.Equal(b.Summary.CancelledAmount))
	assert.Equal(t, 2, b.Summary.CancelledCount)
	assert.Equal(t, "/za/pay/batches/7118ea55-d674-4adc-aa02-3a884267b5d3/cancel", sentOnce(t, wire).Path)
}

// GET /batches/{id}/payments.
func TestListPaymentsSample(t *testing.T) {
	t.Parallel()
	c, wire := serving(t, sample("payments.json"))
	payments, err := c.Payments.List(t.Context(), batchID)
	require.NoError(t, err)
	require.Len(t, payments, 2)
	assert.Equal(t, &pay.Payment{
		ID: "1c40e01e-9d33-4067-89c7-b979c427b77d", BatchID: batchID, MSISDN: "27715550101", Amount: "400.00",
		FirstName: "Thandi", LastName: "M.", ExternalID: "st-0301", StatusCode: pay.PaymentSettled,
		SettledAt: pay.Time{Time: time.Date(2025, 3, 5, 7, 9, 51, 20e6, time.UTC), Text: "2025-03-05T07:09:51.02"},
		IsMember:  true,
		CreatedAt: pay.Time{Time: time.Date(2025, 3, 5, 7, 4, 10, 733e6, time.UTC), Text: "2025-03-05T07:04:10.733"},
	}, payments[0])
	assert.True(t, payments[1].SettledAt.IsZero())
	assert.False(t, payments[1].StatusCode.Final())
	assert.Equal(t, "/za/pay/batches/"+batchID+"/payments", sentOnce(t, wire).Path)
}

// DELETE /payments/{id}.
func TestDeleteSample(t *testing.T) {
	t.Parallel()
	c, wire := serving(t, sample("payment-deleted.json"))
	p, err := c.Payments.Delete(t.Context(), "becc07bd-8b12-4f4d-abb1-e38a911f7dc9")
	require.NoError(t, err)
	assert.Equal(t, pay.PaymentDeleted, p.StatusCode)
	assert.Equal(t, pay.Amount("75"), p.Amount)
	r := sentOnce(t, wire)
	assert.Equal(t, "DELETE /za/pay/payments/becc07bd-8b12-4f4d-abb1-e38a911f7dc9", r.Method+" "+r.Path)
	assert.Empty(t, r.Body)
}

// GET /batches/statusCodes and GET /payments/statusCodes.
func TestStatusCodeSamples(t *testing.T) {
	t.Parallel()
	c, wire := serving(t, sample("batch-status-codes.json"))
	codes, err := c.Batches.StatusCodes(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []*pay.StatusCode{{Code: "DRAFT", Description: "In draft"}, {Code: "OPEN", Description: "Open batch"}}, codes)
	assert.Equal(t, "/za/pay/batches/statusCodes", sentOnce(t, wire).Path)

	c, wire = serving(t, sample("payment-status-codes.json"))
	codes, err = c.Payments.StatusCodes(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []*pay.StatusCode{{Code: "PENDING", Description: "Payment pending"}, {Code: "SETTLED", Description: "Payment settled"}}, codes)
	assert.Equal(t, "/za/pay/payments/statusCodes", sentOnce(t, wire).Path)
}

// GET /accounts: balances are declared as strings and shown as numbers.
func TestAccountsSample(t *testing.T) {
	t.Parallel()
	c, _ := serving(t, sample("accounts.json"))
	accounts, err := c.Accounts.List(t.Context())
	require.NoError(t, err)
	require.Len(t, accounts, 1)
	assert.Equal(t, &pay.Account{
		ID: "c28bc703-f465-4cbe-82b0-04cb5f02bd1c", Name: "Helderberg Outreach", ShortName: "HELDR1",
		CreatedAt: pay.Time{Time: time.Date(2024, 8, 19, 11, 3, 27, 610e6, time.UTC), Text: "2024-08-19T11:03:27.61"},
		Active:    true, Balance: "52300", AvailableBalance: "52300", CurrencyCode: "DZAR",
	}, accounts[0])

	c, _ = inMemory(t, paytest.NewFake(paytest.WithStringBalances()))
	accounts, err = c.Accounts.List(t.Context())
	require.NoError(t, err)
	assert.True(t, accounts[0].Balance.Equal("52300"))
}

func TestListsAreChecked(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`[null]`, `[{}]`, `[{"id":"","statusCode":"DRAFT"}]`, `{}`, `null`, `{"data":[]}`} {
		c, _ := serving(t, clienttest.Answer(http.StatusOK, "application/json", body))
		ctx := t.Context()
		for name, call := range map[string]func() error{
			"accounts": func() error { _, err := c.Accounts.List(ctx); return err },
			"batches":  func() error { _, err := c.Batches.List(ctx, nil); return err },
			"codes":    func() error { _, err := c.Batches.StatusCodes(ctx); return err },
			"payments": func() error { _, err := c.Payments.List(ctx, "b"); return err },
		} {
			assert.ErrorAs(t, call(), new(*client.DecodeError), "%s: %s", name, body)
		}
	}
}
