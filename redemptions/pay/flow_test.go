package pay_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
	"github.com/vendorkit/vendorkit-go/redemptions/pay/paytest"
)

// The process flow: draft, add, submit, claim or reversal.
func TestFlow(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]paytest.Option{"as documented": nil, "null for absent": {paytest.WithNulls()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx := t.Context()
			fake := paytest.NewFake(options...)
			c, _ := inMemory(t, fake)
			b, err := c.Batches.Create(ctx, &pay.BatchCreateParams{Name: "March stipends", ExternalID: "stipend-2025-03"})
			require.NoError(t, err)
			added, err := c.Payments.Add(ctx, b.ID, stipends())
			require.NoError(t, err)
			assert.Equal(t, 3, added.Summary.PaymentsCount)
			assert.Equal(t, int64(paytest.Float), fake.Balance(), "nothing is paid yet")

			r, err := c.Batches.Submit(ctx, b.ID)
			require.NoError(t, err)
			assert.Equal(t, pay.BatchOpen, r.StatusCode)
			assert.Len(t, r.Payments, 3)
			assert.True(t, r.Summary.SettledAmount.Equal("400"))
			assert.Equal(t, int64(paytest.Float-125050), fake.Balance())

			_, err = c.Batches.Submit(ctx, b.ID)
			assert.ErrorIs(t, err, client.ErrInvalid, "it is no draft any more")
			_, err = c.Batches.Cancel(ctx, b.ID)
			assert.ErrorIs(t, err, client.ErrInvalid)

			fake.Register("27715550102")
			fake.Reverse()
			b, err = c.Batches.Get(ctx, b.ID)
			require.NoError(t, err)
			assert.Equal(t, pay.BatchClosed, b.StatusCode)
			assert.True(t, b.StatusCode.Final())
			assert.True(t, b.Summary.SettledAmount.Equal("850.50"))
			assert.True(t, b.Summary.CancelledAmount.Equal("400"))
			assert.Equal(t, int64(paytest.Float-85050), fake.Balance())

			payments, err := c.Payments.List(ctx, b.ID)
			require.NoError(t, err)
			var statuses []pay.PaymentStatus
			for _, p := range payments {
				statuses = append(statuses, p.StatusCode)
				assert.Equal(t, p.StatusCode == pay.PaymentSettled, !p.SettledAt.IsZero())
			}
			assert.Equal(t, []pay.PaymentStatus{pay.PaymentSettled, pay.PaymentSettled, pay.PaymentCancelled}, statuses)
		})
	}
}

// POST /batches/{id}/submit: with too little money nothing is executed.
func TestSubmitWithoutFunds(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]paytest.Option{"model": nil, "text": {paytest.WithTextErrors()}} {
		fake := paytest.NewFake(options...)
		c, _ := inMemory(t, fake)
		fake.SetBalance(100)
		_, err := c.Payments.Add(t.Context(), paytest.BatchID, stipends())
		require.NoError(t, err)
		_, err = c.Batches.Submit(t.Context(), paytest.BatchID)
		require.ErrorIs(t, err, client.ErrInvalid, name)
		assert.NotErrorIs(t, err, client.ErrOutcomeUnknown)
		assert.Contains(t, err.Error(), "Insufficient funds in account")
		b, err := c.Batches.Get(t.Context(), paytest.BatchID)
		require.NoError(t, err)
		assert.Equal(t, pay.BatchDraft, b.StatusCode)
		assert.False(t, b.StatusCode.Submitted())
	}
}

func TestDraftIsChanged(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	c, _ := inMemory(t, paytest.NewFake())
	_, err := c.Payments.Add(ctx, paytest.BatchID, stipends())
	require.NoError(t, err)
	payments, err := c.Payments.List(ctx, paytest.BatchID)
	require.NoError(t, err)
	deleted, err := c.Payments.Delete(ctx, payments[0].ID)
	require.NoError(t, err)
	assert.Equal(t, pay.PaymentDeleted, deleted.StatusCode)
	_, err = c.Payments.Get(ctx, payments[0].ID)
	assert.ErrorIs(t, err, client.ErrNotFound)
	_, err = c.Payments.Delete(ctx, payments[0].ID)
	assert.ErrorIs(t, err, client.ErrNotFound)
	assert.NotErrorIs(t, err, client.ErrOutcomeUnknown)
	left, err := c.Payments.Get(ctx, payments[1].ID)
	require.NoError(t, err)
	assert.Equal(t, payments[1], left)

	_, err = c.Payments.Add(ctx, paytest.BatchID, &pay.PaymentAddParams{ClearExisting: true})
	require.NoError(t, err, "an empty list, not null, is sent")
	payments, err = c.Payments.List(ctx, paytest.BatchID)
	require.NoError(t, err)
	assert.Empty(t, payments)

	b, err := c.Batches.Update(ctx, paytest.BatchID, &pay.BatchUpdateParams{ExternalID: "e"})
	require.NoError(t, err)
	assert.Equal(t, "March stipends", b.Name, "what is not sent is kept")
	b, err = c.Batches.Cancel(ctx, paytest.BatchID)
	require.NoError(t, err)
	assert.Equal(t, pay.BatchCancelled, b.StatusCode)
	_, err = c.Batches.Update(ctx, paytest.BatchID, &pay.BatchUpdateParams{Name: "n"})
	assert.ErrorIs(t, err, client.ErrInvalid)
	_, err = c.Batches.Get(ctx, "unknown")
	assert.ErrorIs(t, err, client.ErrNotFound)
}

func TestRefusedLocally(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	c, wire := inMemory(t, paytest.NewFake())
	one := func(p pay.NewPayment) *pay.PaymentAddParams {
		return &pay.PaymentAddParams{Payments: []*pay.NewPayment{&p}}
	}
	for name, call := range map[string]func() error{
		"batch without a name": func() error { _, err := c.Batches.Create(ctx, &pay.BatchCreateParams{ExternalID: "e"}); return err },
		"no batch":             func() error { _, err := c.Batches.Create(ctx, nil); return err },
		"update of nothing":    func() error { _, err := c.Batches.Update(ctx, "b", &pay.BatchUpdateParams{}); return err },
		"no update":            func() error { _, err := c.Batches.Update(ctx, "b", nil); return err },
		"no payment":           func() error { _, err := c.Payments.Add(ctx, "b", nil); return err },
		"nil payment": func() error {
			_, err := c.Payments.Add(ctx, "b", &pay.PaymentAddParams{Payments: []*pay.NewPayment{nil}})
			return err
		},
		"no number": func() error { _, err := c.Payments.Add(ctx, "b", one(pay.NewPayment{Amount: "1"})); return err },
		"no amount": func() error { _, err := c.Payments.Add(ctx, "b", one(pay.NewPayment{MSISDN: "27"})); return err },
		"three decimals": func() error {
			_, err := c.Payments.Add(ctx, "b", one(pay.NewPayment{MSISDN: "27", Amount: "1.005"}))
			return err
		},
		"a wrong referral": func() error {
			_, err := c.Payments.Add(ctx, "b", one(pay.NewPayment{MSISDN: "27", Amount: "1", ReferralAmount: "x"}))
			return err
		},
		"no external id": func() error { _, err := c.Batches.FindByExternalID(ctx, ""); return err },
		"no id":          func() error { _, err := c.Batches.Submit(ctx, ""); return err },
	} {
		assert.ErrorIs(t, call(), client.ErrInvalid, name)
	}
	assert.Zero(t, wire.Count())
}

// GET /members/{msisdn}/exists has no documented answer: the three likely ones are
// understood, and nothing else is taken for a no.
func TestMemberExists(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		status      int
		contentType string
		body        string
		exists      bool
		fails       bool
	}{
		"true":                        {200, "application/json", `true`, true, false},
		"false":                       {200, "application/json", ` false `, false, false},
		"object":                      {200, "application/json", `{"exists":true}`, true, false},
		"object with other things":    {200, "application/json", `{"msisdn":"27","isMember":false,"n":1,"x":null}`, false, false},
		"404":                         {404, "", ``, false, false},
		"404 with a document":         {404, "application/json", `{"message":"not found"}`, false, false},
		"404 page":                    {404, "text/html; charset=utf-8", `no such page`, false, true},
		"404 page without a type":     {404, "", `<html>`, false, true},
		"object with two booleans":    {200, "application/json", `{"exists":true,"active":true}`, false, true},
		"object without a boolean":    {200, "application/json", `{"exists":"true"}`, false, true},
		"empty object":                {200, "application/json", `{}`, false, true},
		"string":                      {200, "application/json", `"true"`, false, true},
		"number":                      {200, "application/json", `1`, false, true},
		"null":                        {200, "application/json", `null`, false, true},
		"array":                       {200, "application/json", `[true]`, false, true},
		"nothing":                     {200, "application/json", ``, false, true},
		"400":                         {400, "text/plain", `bad number`, false, true},
		"403":                         {403, "", ``, false, true},
		"nested boolean is no answer": {200, "application/json", `{"member":{"exists":true}}`, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, wire := inMemory(t, paytest.NewFake())
			wire.Script.Match("GET", prefix+"/members/").Always(clienttest.Answer(test.status, test.contentType, test.body))
			exists, err := c.Members.Exists(t.Context(), "27715550101")
			assert.Equal(t, test.exists, exists)
			assert.Equal(t, test.fails, err != nil, "%v", err)
			assert.Equal(t, prefix+"/members/27715550101/exists", wire.Requests()[1].Path)
		})
	}
}

// A base URL that is wrong answers 404 to the login already, which says nothing
// about anybody.
func TestMemberExistsWithoutLogin(t *testing.T) {
	t.Parallel()
	c, wire := inMemory(t, paytest.NewFake())
	wire.Script.Match("POST", prefix+"/authentication/getToken").Always(clienttest.Answer(http.StatusNotFound, "", ""))
	_, err := c.Members.Exists(t.Context(), paytest.Member)
	e, ok := errors.AsType[*pay.Error](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, "authentication.getToken", e.Operation)
	require.NotErrorIs(t, err, client.ErrNotFound)

	_, err = c.Batches.Get(t.Context(), paytest.BatchID)
	require.Error(t, err)
	assert.NotErrorIs(t, err, client.ErrNotFound, "nor does it say that there is no such batch")
}

// The vendor's numbers are digits only; it may answer 404 to all else, which would
// look like a no.
func TestMemberExistsTakesDigits(t *testing.T) {
	t.Parallel()
	c, wire := inMemory(t, paytest.NewFake())
	for _, msisdn := range []string{"", "+27715550101", "0715 550 101", "27715550101/", "２７"} {
		_, err := c.Members.Exists(t.Context(), msisdn)
		require.ErrorIs(t, err, client.ErrInvalid, msisdn)
		assert.ErrorAs(t, err, new(*client.CallError), msisdn)
		assert.NotContains(t, err.Error(), "550", "a mobile number is in no text")
	}
	assert.Zero(t, wire.Count())
}

func TestMembersOfTheFake(t *testing.T) {
	t.Parallel()
	for _, options := range [][]paytest.Option{nil, {paytest.WithMemberAnswer(func(exists bool) (int, string) {
		if exists {
			return http.StatusOK, `{"exists":true}`
		}
		return http.StatusNotFound, ""
	})}} {
		c, _ := inMemory(t, paytest.NewFake(options...))
		for msisdn, want := range map[string]bool{paytest.Member: true, "27715550109": false} {
			exists, err := c.Members.Exists(t.Context(), msisdn)
			require.NoError(t, err)
			assert.Equal(t, want, exists)
		}
	}
}

func TestAllBatches(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]paytest.Option{"as asked for": nil, "the vendor has a cap": {paytest.WithMaxTake(4)}} {
		c, wire := inMemory(t, paytest.NewFake(options...))
		params := &pay.BatchListParams{Take: 10}
		var ids []string
		for b, err := range c.Batches.All(t.Context(), params) {
			require.NoError(t, err)
			ids = append(ids, b.ID)
			if len(ids) == 3 { // the newest goes first, so all pages shift
				_, err := c.Batches.Create(t.Context(), &pay.BatchCreateParams{Name: "late"})
				require.NoError(t, err)
			}
		}
		assert.Len(t, ids, paytest.Batches, name)
		slices.Sort(ids)
		assert.Len(t, slices.Compact(ids), paytest.Batches, "each once")
		assert.Equal(t, &pay.BatchListParams{Take: 10}, params)
		assert.Contains(t, wire.Requests()[1].RawQuery, "skip=0&take=10")
	}
}

func TestNew(t *testing.T) {
	creds := pay.Credentials{Key: "k", Secret: "s"}
	_, err := pay.New(creds)
	require.ErrorIs(t, err, client.ErrInvalid)
	assert.Contains(t, err.Error(), "WithBaseURL")
	base := client.WithBaseURL("https://pay.example")
	_, err = pay.New(creds, base)
	assert.NoError(t, err)
	_, err = pay.New(pay.Credentials{Key: "k"}, base)
	assert.ErrorIs(t, err, client.ErrInvalid)
	_, err = pay.New(pay.Credentials{}, base, client.WithAuthenticator(auth.None()))
	assert.NoError(t, err)

	t.Setenv("REDEMPTIONS_PAY_KEY", "")
	t.Setenv("REDEMPTIONS_PAY_SECRET", "")
	_, err = pay.CredentialsFromEnv()
	require.ErrorIs(t, err, client.ErrInvalid)
	assert.Contains(t, err.Error(), "REDEMPTIONS_PAY_KEY and REDEMPTIONS_PAY_SECRET")
	t.Setenv("REDEMPTIONS_PAY_KEY", "k")
	t.Setenv("REDEMPTIONS_PAY_SECRET", "s")
	got, err := pay.CredentialsFromEnv()
	require.NoError(t, err)
	assert.Equal(t, creds, got)
}

func TestDo(t *testing.T) {
	t.Parallel()
	c, wire := inMemory(t, paytest.NewFake())
	wire.Script.Match("POST", prefix+"/batches").Always(readFirst)
	var b pay.Batch
	require.NoError(t, c.Do(t.Context(), http.MethodPost, "/batches/"+paytest.BatchID+"/submit", nil, struct{}{}, &b))
	assert.Equal(t, pay.BatchClosed, b.StatusCode)
	assert.Equal(t, "{}", string(wire.Requests()[1].Body))
}

// The token lives 15 minutes, as in the Redemptions API.
func TestTokenIsRenewed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		fake := paytest.NewFake()
		c, _ := inMemory(t, fake)
		for range 2 {
			_, err := c.Accounts.List(t.Context())
			require.NoError(t, err)
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Minute)
			<-ctx.Done()
			cancel()
		}
		assert.Equal(t, 2, fake.Logins())
	})
}
