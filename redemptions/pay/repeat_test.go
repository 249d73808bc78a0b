package pay_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
	"github.com/vendorkit/vendorkit-go/redemptions/pay/paytest"
)

// lost makes the next request of the kind happen, and its answer get lost.
func lost(wire *clienttest.Transport, method, path string) {
	wire.Script.Match(method, prefix+path).Next(clienttest.DropAfter())
}

func sent(wire *clienttest.Transport, method, path string) (n int) {
	for _, r := range wire.Requests() {
		if r.Method == method && r.Path == prefix+path {
			n++
		}
	}
	return n
}

// Submitting moves money: the lost answer is not asked for by doing it again.
func TestSubmitIsNeverRepeated(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault    clienttest.Fault
		executed bool
	}{
		"dropped after":  {clienttest.DropAfter(), true},
		"dropped before": {clienttest.DropBefore(), false},
		"500 after":      {clienttest.AnswerAfter(http.StatusInternalServerError, "text/plain", "x"), true},
		"503":            {clienttest.HTMLPage(http.StatusServiceUnavailable), false},
		"no document":    {clienttest.AnswerAfter(http.StatusOK, "application/json", "{}"), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := paytest.NewFake()
			c, wire := inMemory(t, fake)
			_, err := c.Payments.Add(t.Context(), paytest.BatchID, stipends())
			require.NoError(t, err)
			path := "/batches/" + paytest.BatchID + "/submit"
			wire.Script.Match("POST", prefix+path).Next(test.fault)
			_, err = c.Batches.Submit(t.Context(), paytest.BatchID)
			require.ErrorIs(t, err, client.ErrOutcomeUnknown)
			assert.Equal(t, 1, sent(wire, "POST", path))

			b, err := c.Batches.Get(t.Context(), paytest.BatchID)
			require.NoError(t, err)
			assert.Equal(t, test.executed, b.StatusCode.Submitted(), "this is how to find out")
			assert.Equal(t, test.executed, fake.Balance() != paytest.Float)
		})
	}
}

// An external id is unique, so a batch may be created twice: the second time is
// refused, and the error says that the first may have worked.
func TestCreateIsRepeated(t *testing.T) {
	t.Parallel()
	for name, given := range map[string]string{"own id": "stipend-2025-03", "minted id": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, wire := inMemory(t, paytest.NewFake())
			lost(wire, "POST", "/batches")
			_, err := c.Batches.Create(t.Context(), &pay.BatchCreateParams{Name: "n", ExternalID: given})
			refusal, ok := err.(*pay.ValidationError) //nolint:errorlint // outermost
			require.True(t, ok, "%T", err)
			require.ErrorIs(t, err, client.ErrOutcomeUnknown)
			assert.Equal(t, 2, sent(wire, "POST", "/batches"))
			require.NotEmpty(t, refusal.IdempotencyKey)
			if given != "" {
				assert.Equal(t, given, refusal.IdempotencyKey)
			}
			b, err := c.Batches.FindByExternalID(t.Context(), refusal.IdempotencyKey)
			require.NoError(t, err)
			assert.Equal(t, "n", b.Name)
		})
	}
	t.Run("not processed", func(t *testing.T) {
		t.Parallel()
		c, wire := inMemory(t, paytest.NewFake())
		wire.Script.Match("POST", prefix+"/batches").Next(clienttest.DropBefore())
		b, err := c.Batches.Create(t.Context(), &pay.BatchCreateParams{Name: "n"})
		require.NoError(t, err, "the repetition made it")
		assert.NotEmpty(t, b.ExternalID)
	})
}

func TestCreateTakesAnIdempotencyKey(t *testing.T) {
	t.Parallel()
	c, _ := inMemory(t, paytest.NewFake())
	b, err := c.Batches.Create(t.Context(), &pay.BatchCreateParams{Name: "n"}, client.WithIdempotencyKey("mine"))
	require.NoError(t, err)
	assert.Equal(t, "mine", b.ExternalID)
	_, err = c.Batches.Create(t.Context(), &pay.BatchCreateParams{Name: "n", ExternalID: "a"}, client.WithIdempotencyKey("b"))
	assert.ErrorIs(t, err, client.ErrInvalid)
	_, err = c.Batches.Create(t.Context(), &pay.BatchCreateParams{Name: "again", ExternalID: "mine"})
	require.ErrorIs(t, err, client.ErrInvalid)
	assert.NotErrorIs(t, err, client.ErrOutcomeUnknown, "it was sent once, and refused")
}

func TestFindByExternalID(t *testing.T) {
	t.Parallel()
	c, wire := inMemory(t, paytest.NewFake())
	_, err := c.Batches.FindByExternalID(t.Context(), "none")
	require.ErrorIs(t, err, client.ErrNotFound)
	assert.ErrorAs(t, err, new(*pay.Error))

	wire.Script.Match("GET", prefix+"/batches").Always(clienttest.Answer(http.StatusOK, "application/json",
		`[{"id":"a","statusCode":"DRAFT","externalId":"stipend-10"},{"id":"b","statusCode":"DRAFT","externalId":"stipend-1"}]`))
	b, err := c.Batches.FindByExternalID(t.Context(), "stipend-1")
	require.NoError(t, err)
	assert.Equal(t, "b", b.ID, "a part of an id is another id")

	wire.Script.Match("GET", prefix+"/batches").Always(clienttest.Answer(http.StatusForbidden, "", ""))
	_, err = c.Batches.FindByExternalID(t.Context(), "stipend-1")
	require.ErrorIs(t, err, client.ErrForbidden)
	assert.NotErrorIs(t, err, client.ErrNotFound)

	wire.Script.Match("GET", prefix+"/batches").Always(clienttest.HTMLPage(http.StatusNotFound))
	_, err = c.Batches.FindByExternalID(t.Context(), "stipend-1")
	require.ErrorIs(t, err, client.ErrInvalid)
	assert.NotErrorIs(t, err, client.ErrNotFound, "the search was not made")
}

// Which ways to add payments may be repeated.
func TestAddIsRepeated(t *testing.T) {
	t.Parallel()
	with, without := &pay.NewPayment{MSISDN: "27715550101", Amount: "1", ExternalID: "e"}, &pay.NewPayment{MSISDN: "27715550101", Amount: "1"}
	for name, test := range map[string]struct {
		params *pay.PaymentAddParams
		sent   int
		err    error
	}{
		"replacing":                 {&pay.PaymentAddParams{ClearExisting: true, Payments: []*pay.NewPayment{without}}, 2, nil},
		"appending with ids":        {&pay.PaymentAddParams{Payments: []*pay.NewPayment{with}}, 2, client.ErrOutcomeUnknown},
		"appending without an id":   {&pay.PaymentAddParams{Payments: []*pay.NewPayment{without}}, 1, client.ErrOutcomeUnknown},
		"appending, one without id": {&pay.PaymentAddParams{Payments: []*pay.NewPayment{with, without}}, 1, client.ErrOutcomeUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, wire := inMemory(t, paytest.NewFake())
			path := "/batches/" + paytest.BatchID + "/payments"
			lost(wire, "POST", path)
			_, err := c.Payments.Add(t.Context(), paytest.BatchID, test.params)
			require.ErrorIs(t, err, test.err)
			assert.Equal(t, test.sent, sent(wire, "POST", path))
			payments, err := c.Payments.List(t.Context(), paytest.BatchID)
			require.NoError(t, err)
			assert.Len(t, payments, len(test.params.Payments), "each is there once")
		})
	}
}

// Repeating these is harmless; a refusal of the repetition is marked.
func TestHarmlessRepetitions(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	c, wire := inMemory(t, paytest.NewFake())
	_, err := c.Payments.Add(ctx, paytest.BatchID, stipends())
	require.NoError(t, err)
	payments, err := c.Payments.List(ctx, paytest.BatchID)
	require.NoError(t, err)

	path := "/payments/" + payments[0].ID
	lost(wire, "DELETE", path)
	_, err = c.Payments.Delete(ctx, payments[0].ID)
	assert.ErrorIs(t, err, client.ErrNotFound)
	assert.ErrorIs(t, err, client.ErrOutcomeUnknown)
	assert.Equal(t, 2, sent(wire, "DELETE", path))

	path = "/batches/" + paytest.BatchID
	lost(wire, "PUT", path)
	b, err := c.Batches.Update(ctx, paytest.BatchID, &pay.BatchUpdateParams{ExternalID: "e"})
	require.NoError(t, err)
	assert.Equal(t, "e", b.ExternalID)
	assert.Equal(t, 2, sent(wire, "PUT", path))

	path += "/cancel"
	lost(wire, "POST", path)
	_, err = c.Batches.Cancel(ctx, paytest.BatchID)
	assert.ErrorIs(t, err, client.ErrInvalid)
	assert.ErrorIs(t, err, client.ErrOutcomeUnknown)
	assert.Equal(t, 2, sent(wire, "POST", path))
	b, err = c.Batches.Get(ctx, paytest.BatchID)
	require.NoError(t, err)
	assert.Equal(t, pay.BatchCancelled, b.StatusCode)
}
