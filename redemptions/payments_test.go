package redemptions_test

import (
	"errors"
	"net/http"
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

func TestCreate(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]redemptionstest.Option{
		"as documented":    nil,
		"null for absent":  {redemptionstest.WithNulls()},
		"times with zones": {redemptionstest.WithZones()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := redemptionstest.NewFake(options...)
			c, _ := inMemory(t, fake)
			params := order("KB-20250304-0017")
			p, err := c.Payments.Create(t.Context(), params)
			require.NoError(t, err)
			assert.True(t, p.Matches(params))
			assert.NoError(t, p.Err())
			assert.False(t, p.Final())
			assert.WithinDuration(t, time.Now(), p.CreatedAt.Time, time.Minute)
			assert.True(t, p.CompletedAt.IsZero())
			assert.Empty(t, p.ErrorMessage)
			assert.Equal(t, order("KB-20250304-0017"), params, "parameters are not changed")

			require.True(t, fake.Pay(p.ID))
			p, err = c.Payments.Get(t.Context(), p.ID)
			require.NoError(t, err)
			assert.True(t, p.Paid())
			assert.False(t, p.CompletedAt.IsZero())
			assert.Equal(t, "ZA", p.CountryCode)
			assert.Equal(t, params.ReturnURL, p.ReturnURL)
		})
	}
}

// The request sample of POST /payments: an amount is a string.
func TestCreateOnTheWire(t *testing.T) {
	t.Parallel()
	c, wire := inMemory(t, redemptionstest.NewFake())
	params := &redemptions.PaymentCreateParams{
		Amount: redemptions.NewCents(25900), CurrencyCode: "DZAR", AccountID: account, Reference: "KB-20250304-0017",
		ReturnURL: "https://shop.karoobooks.example/checkout/6dot50/return", CountryCode: "ZA",
	}
	_, err := c.Payments.Create(t.Context(), params)
	require.NoError(t, err)
	request := wire.Requests()[1]
	assert.Equal(t, "POST /za/redemptions/payments", request.Method+" "+request.Path)
	assert.Equal(t, "application/json", request.Header.Get("Content-Type"))
	assert.JSONEq(t, string(samples.Read("payment-request.json")), string(request.Body))

	params.ReturnURL = ""
	_, err = c.Payments.Create(t.Context(), params)
	require.NoError(t, err)
	assert.NotContains(t, string(wire.Requests()[2].Body), "returnUrl", "it is optional")
}

// A success can carry a payment that failed (inferred).
func TestCreateFailedPayment(t *testing.T) {
	t.Parallel()
	c, wire := inMemory(t, redemptionstest.NewFake())
	wire.Script.Match("POST", "/za/redemptions/payments").
		Next(clienttest.Answer(http.StatusCreated, "application/json", string(samples.Read("payment-created-failed.json"))))
	p, err := c.Payments.Create(t.Context(), order("KB-20250304-0017"))
	require.NoError(t, err)
	failure, ok := errors.AsType[*redemptions.PaymentError](p.Err())
	require.True(t, ok)
	assert.Equal(t, redemptions.PaymentDuplicate, failure.Code)
	assert.False(t, p.Paid())
}

func TestCreateRefusedFields(t *testing.T) {
	t.Parallel()
	c, _ := inMemory(t, redemptionstest.NewFake())
	params := order("KB-1")
	params.CountryCode, params.AccountID = "", "00000000-0000-0000-0000-000000000000"
	_, err := c.Payments.Create(t.Context(), params)
	v, ok := errors.AsType[*redemptions.ValidationError](err)
	require.True(t, ok, "%T", err)
	assert.ErrorIs(t, err, client.ErrInvalid)
	assert.NotErrorIs(t, err, client.ErrOutcomeUnknown)
	assert.Equal(t, redemptions.CodeRequired, v.Field("countryCode").Code)
	assert.Equal(t, redemptions.CodeInvalid, v.Field("accountId").Code)
	assert.Equal(t, params.AccountID, v.Field("accountId").Value)
	assert.Nil(t, v.Field("amount"))
}

func TestCreateRefusedLocally(t *testing.T) {
	t.Parallel()
	c, wire := inMemory(t, redemptionstest.NewFake())
	for _, amount := range []redemptions.Cents{"", "12.50", "12,50", "-5", "+5", "1e3", " 1"} {
		params := order("KB-1")
		params.Amount = amount
		_, err := c.Payments.Create(t.Context(), params)
		assert.ErrorIs(t, err, client.ErrInvalid, amount)
	}
	_, err := c.Payments.Create(t.Context(), order(""))
	assert.ErrorIs(t, err, client.ErrInvalid)
	_, err = c.Payments.Create(t.Context(), nil)
	assert.ErrorIs(t, err, client.ErrInvalid)
	_, err = c.Payments.Get(t.Context(), "")
	assert.ErrorIs(t, err, client.ErrInvalid)
	_, err = c.Payments.FindByReference(t.Context(), "")
	assert.ErrorIs(t, err, client.ErrInvalid)
	assert.Zero(t, wire.Count())
}

// Table 8 of the facts: a repeat may create a second payment, so a lost answer is
// not repeated, and the search by reference settles it.
func TestCreateOutcomeUnknown(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault   clienttest.Fault
		created bool
	}{
		"dropped before": {clienttest.DropBefore(), false},
		"dropped after":  {clienttest.DropAfter(), true},
		"answer cut":     {clienttest.ResetMidBody(), true},
		"500 after":      {clienttest.AnswerAfter(http.StatusInternalServerError, "text/plain", "boom"), true},
		"gateway page":   {clienttest.HTMLPage(http.StatusBadGateway), false},
		"no id":          {clienttest.AnswerAfter(http.StatusOK, "application/json", "{}"), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := redemptionstest.NewFake(redemptionstest.WithPartialReferences())
			c, wire := inMemory(t, fake)
			wire.Script.Match("POST", "/za/redemptions/payments").Next(test.fault)
			_, err := c.Payments.Create(t.Context(), order("KB-1"))
			require.ErrorIs(t, err, client.ErrOutcomeUnknown)
			require.Zero(t, wire.Script.Pending())

			_, err = c.Payments.Create(t.Context(), order("KB-11")) // the server's search finds this one too
			require.NoError(t, err)
			p, err := c.Payments.FindByReference(t.Context(), "KB-1")
			if !test.created {
				require.ErrorIs(t, err, client.ErrNotFound)
				_, typed := errors.AsType[*redemptions.Error](err)
				assert.True(t, typed, "%T", err)
				assert.Zero(t, fake.Processed("KB-1"))
				return
			}
			require.NoError(t, err)
			assert.Equal(t, "KB-1", p.Reference)
			assert.Equal(t, 1, fake.Processed("KB-1"))
		})
	}
}

func TestFindByReferenceTakesTheFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		fake := redemptionstest.NewFake()
		c, wire := inMemory(t, fake)
		var ids []string
		for range 3 {
			p, err := c.Payments.Create(t.Context(), order("KB-1"))
			require.NoError(t, err)
			ids = append(ids, p.ID)
			advance(t, time.Second)
		}
		p, err := c.Payments.FindByReference(t.Context(), "KB-1")
		require.NoError(t, err)
		assert.Equal(t, ids[0], p.ID, "the fake lists the newest first")
		for _, r := range wire.Requests()[4:] {
			assert.NotContains(t, r.RawQuery, "createdAtTo", "clocks differ, and the payment is new")
		}

		wire.Script.Match("GET", "/za/redemptions/payments").Always(clienttest.Answer(http.StatusOK, "application/json",
			`[{"id":"a","reference":"KB-1","statusCode":0,"createdAt":"?"},
			  {"id":"b","reference":"KB-1","statusCode":0,"createdAt":"2025-03-04T08:16:56.1"},
			  {"id":"c","reference":"KB-1","statusCode":0,"createdAt":"2025-03-04T08:16:55.27"},
			  {"id":"d","reference":"kb-1","statusCode":0,"createdAt":"2025-03-04T08:16:50"},
			  {"id":"e","reference":"KB-1","statusCode":0,"createdAt":"2025-03-04T08:16:57"},
			  {"id":"f","reference":"KB-1","statusCode":0,"createdAt":"?"}]`))
		p, err = c.Payments.FindByReference(t.Context(), "KB-1")
		require.NoError(t, err)
		assert.Equal(t, "c", p.ID)
	})
}

func TestFindByReferencePassesErrorsOn(t *testing.T) {
	t.Parallel()
	c, wire := inMemory(t, redemptionstest.NewFake())
	wire.Script.Match("GET", "/").Always(clienttest.Answer(http.StatusForbidden, "", ""))
	_, err := c.Payments.FindByReference(t.Context(), "KB-1")
	require.ErrorIs(t, err, client.ErrForbidden)
	assert.NotErrorIs(t, err, client.ErrNotFound, "not to be able to look is not to find nothing")
}

// A gateway that has lost its way answers 404 to the search, or to the login before
// it. Whoever takes that for "there is none" creates the payment twice.
func TestFindByReferenceWithoutASearch(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]clienttest.Fault{
		"page":     clienttest.HTMLPage(http.StatusNotFound),
		"nothing":  clienttest.Answer(http.StatusNotFound, "", ""),
		"document": clienttest.Answer(http.StatusNotFound, "application/json", `{"errorCode":"2","message":"m"}`),
		"gone":     clienttest.Answer(http.StatusGone, "", ""),
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			c, wire := inMemory(t, redemptionstest.NewFake())
			wire.Script.Match(method, "/").Always(fault)
			_, err := c.Payments.FindByReference(t.Context(), "KB-1")
			require.ErrorIs(t, err, client.ErrInvalid, "%s %s", method, name)
			require.NotErrorIs(t, err, client.ErrNotFound, "%s %s", method, name)
			_, err = c.Payments.Get(t.Context(), "04cc1ca5")
			assert.Equal(t, method == http.MethodGet, errors.Is(err, client.ErrNotFound), "%s %s: here it is about the payment", method, name)
		}
	}
}

// What the vendor answers for an unknown id is unknown.
func TestUnknownID(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]redemptionstest.Option{"400": nil, "404": {redemptionstest.WithNotFoundStatus()}} {
		c, _ := inMemory(t, redemptionstest.NewFake(options...))
		_, err := c.Payments.Get(t.Context(), "04cc1ca5-3d37-4736-a39a-b2de97ae20a8")
		assert.ErrorIs(t, err, client.ErrNotFound, name)
		_, err = c.Accounts.Transactions(t.Context(), "04cc1ca5-3d37-4736-a39a-b2de97ae20a8", nil)
		assert.ErrorIs(t, err, client.ErrNotFound, name)
	}
}

func TestIDIsEscaped(t *testing.T) {
	t.Parallel()
	c, wire := inMemory(t, redemptionstest.NewFake())
	_, err := c.Payments.Get(t.Context(), "../accounts?x=1")
	require.ErrorIs(t, err, client.ErrNotFound)
	assert.Equal(t, "/za/redemptions/payments/../accounts?x=1", wire.Requests()[1].Path)
	assert.Empty(t, wire.Requests()[1].RawQuery)
}
