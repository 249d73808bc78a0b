package billwerktest_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
)

func TestCustomerLife(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		ctx := t.Context()
		made, err := b.Customers.Create(ctx, &billwerk.CustomerCreateParams{
			Handle: "c@1", Email: "per@example.org", FirstName: "Per", DebtorID: 1<<53 + 1,
			Metadata: billwerk.Metadata{"crm_id": int64(1<<60 + 1), "reference": "r-1"},
		})
		require.NoError(t, err)
		assert.True(t, made.Test)
		assert.Equal(t, 1, b.fake.Processed("r-1"))
		for code, params := range map[billwerk.Code]*billwerk.CustomerCreateParams{
			billwerk.CodeDuplicateHandle:        {Handle: "c@1"},
			billwerk.CodeLiveDataNotAllowed:     {Handle: "c-2", Test: new(false)},
			billwerk.CodeCustomerDebtorIDExists: {Handle: "c-2", DebtorID: 1<<53 + 1},
		} {
			_, err = b.Customers.Create(ctx, params)
			wantCode(t, err, code)
		}

		// PUT replaces: what is left out is deleted (page "updatecustomerjson").
		changed, err := b.Customers.Update(ctx, "c@1", &billwerk.CustomerUpdateParams{FirstName: "Peer"})
		require.NoError(t, err)
		assert.Empty(t, changed.Email)
		assert.Equal(t, "Peer", changed.FirstName)
		assert.EqualValues(t, 1<<53+1, changed.DebtorID, "a debtor id stays once it is set")
		_, err = b.Customers.Update(ctx, "c@1", &billwerk.CustomerUpdateParams{DebtorID: 7})
		wantCode(t, err, billwerk.CodeCustomerDebtorIDCannotBeChanged)
		kept, err := b.Customers.Modify(ctx, "c@1", func(p *billwerk.CustomerUpdateParams) { p.City = "Odense" })
		require.NoError(t, err)
		assert.Equal(t, "Peer", kept.FirstName)
		read, err := b.Customers.Get(ctx, "c@1")
		require.NoError(t, err)
		assert.Equal(t, kept, read)

		// Metadata keeps every digit.
		metadata, err := b.Customers.Metadata(ctx, "c@1")
		require.NoError(t, err)
		assert.Equal(t, billwerk.Metadata{"crm_id": int64(1<<60 + 1), "reference": "r-1"}, metadata)
		_, err = b.Customers.SetMetadata(ctx, "c@1", billwerk.Metadata{"a": "b"})
		require.NoError(t, err)
		metadata, err = b.Customers.Metadata(ctx, "c@1")
		require.NoError(t, err)
		assert.Equal(t, billwerk.Metadata{"a": "b"}, metadata)
		require.NoError(t, b.Customers.DeleteMetadata(ctx, "c@1"))
		metadata, err = b.Customers.Metadata(ctx, "c@1")
		require.NoError(t, err)
		assert.Empty(t, metadata)
		assert.Contains(t, b.ask(t, http.MethodPut, "/v1/customer/c@1/metadata", "[]").Body.String(), `"http_status":422`)

		note, err := b.Customers.CreateNote(ctx, "c@1", &billwerk.CustomerNoteParams{Note: "called"})
		require.NoError(t, err)
		notes, err := b.Customers.Notes(ctx, "c@1")
		require.NoError(t, err)
		assert.Equal(t, []*billwerk.CustomerNote{note}, notes)
	})
}

func TestCustomerGeneratedHandles(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	seen := map[string]bool{}
	for range 5 {
		made, err := b.Customers.Create(t.Context(), &billwerk.CustomerCreateParams{GenerateHandle: true})
		require.NoError(t, err)
		assert.Regexp(t, `^cust-\d+$`, made.Handle)
		seen[made.Handle] = true
	}
	assert.Len(t, seen, 5)
}

func TestCustomerDeletion(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	_, err := b.Customers.CreateInvoice(ctx, billwerktest.Customer, &billwerk.CustomerInvoiceParams{
		Handle: "i-1", OrderLines: []billwerk.OrderLineParams{{Text: "x", Amount: 100}},
	})
	require.NoError(t, err)
	_, err = b.Customers.Delete(ctx, billwerktest.Customer)
	wantCode(t, err, billwerk.CodeCustomerHasPendingInvoices)
	_, err = b.Invoices.Cancel(ctx, "i-1")
	require.NoError(t, err)
	_, err = b.Subscriptions.Create(ctx, subscribe("s-1"))
	require.NoError(t, err)
	_, err = b.Customers.Delete(ctx, billwerktest.Customer)
	wantCode(t, err, billwerk.CodeCustomerHasNonExpiredSubscriptions)
	_, err = b.PaymentMethods.Delete(ctx, billwerktest.PaymentMethod)
	wantCode(t, err, billwerk.CodePaymentMethodInUse)
	_, err = b.Subscriptions.Expire(ctx, "s-1", nil)
	require.NoError(t, err)
	gone, err := b.Customers.Delete(ctx, billwerktest.Customer)
	require.NoError(t, err)
	assert.False(t, gone.Deleted.IsZero())
	_, err = b.Customers.Update(ctx, billwerktest.Customer, &billwerk.CustomerUpdateParams{})
	wantCode(t, err, billwerk.CodeCustomerHasBeenDeleted)
	_, err = b.Charges.Create(ctx, charge("o-1", 1000, true))
	wantCode(t, err, billwerk.CodeCustomerHasBeenDeleted)
	page, err := b.Customers.List(ctx, nil)
	require.NoError(t, err)
	assert.Empty(t, page.Content)
}

// The counters follow what belongs to the customer.
func TestCustomerCounters(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	for handle, amount := range map[string]int64{"o-1": 1000, "o-2": 2001, "o-3": 5000} {
		_, err := b.Charges.Create(ctx, charge(handle, amount, true))
		require.NoError(t, err)
	}
	_, err := b.Refunds.Create(ctx, &billwerk.RefundCreateParams{Invoice: "o-3", Amount: new(int64(700))})
	require.NoError(t, err)
	_, err = b.Subscriptions.Create(ctx, subscribe("s-1"))
	require.NoError(t, err)
	c, err := b.Customers.Get(ctx, billwerktest.Customer)
	require.NoError(t, err)
	assert.Equal(t, 2, c.SettledInvoices)
	assert.EqualValues(t, 6000, c.SettledAmount)
	assert.EqualValues(t, 700, c.RefundedAmount)
	assert.Equal(t, 1, c.FailedInvoices)
	assert.EqualValues(t, 2001, c.FailedAmount)
	assert.Equal(t, 1, c.ActiveSubscriptions)
	_, err = b.Subscriptions.Cancel(ctx, "s-1", nil)
	require.NoError(t, err)
	c, err = b.Customers.Get(ctx, billwerktest.Customer)
	require.NoError(t, err)
	assert.Equal(t, 1, c.CancelledSubscriptions)
	assert.Equal(t, 1, c.NonRenewingSubscriptions)
}

// The key decides who you are; errors come in the documented envelope.
func TestAuthenticationAndEnvelope(t *testing.T) {
	t.Parallel()
	b := connect(t, billwerktest.NewFake(), "priv_wrong", client.WithMaxResponseBytes(1<<20))
	_, err := b.Customers.Get(t.Context(), billwerktest.Customer)
	wantCode(t, err, billwerk.CodeNotAuthenticated)
	require.ErrorIs(t, err, client.ErrUnauthorized)

	for _, old := range []bool{false, true} {
		opts := []billwerktest.Option{}
		key, zone := `"request_id":"`, `\+00:00"`
		if old {
			opts = append(opts, billwerktest.WithOldEnvelope())
			key, zone = `"request-id":"`, `\+0000"`
		}
		b := newBench(t, opts...)
		w := b.ask(t, http.MethodGet, "/v1/customer/none", "")
		assert.Equal(t, http.StatusNotFound, w.Code)
		assert.Contains(t, w.Body.String(), key+w.Header().Get("Request-Id")+`"`)
		assert.Regexp(t, `"timestamp":"[-0-9]+T[:0-9]+\.\d{3}`+zone, w.Body.String())
		_, err := b.Customers.Get(t.Context(), "none")
		e, ok := asError(err)
		require.True(t, ok)
		assert.Len(t, e.RequestID, 32)
		assert.Equal(t, "Not Found", e.HTTPReason)
		assert.Equal(t, "/v1/customer/none", e.Path)
		assert.WithinDuration(t, time.Now(), e.Timestamp.Time, time.Minute)
	}
}

func TestWhatIsNoOperation(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, tt := range []struct {
		method, target, body string
		status               int
		code                 string
	}{
		{http.MethodGet, "/v1/none", "", 404, `"code":8,`},
		{http.MethodPatch, "/v1/customer/x", "", 405, `"code":1,`},
		{http.MethodPost, "/v1/customer", `{"handle":"x","nickname":"y"}`, 422, `"code":1,`},
		{http.MethodPost, "/v1/customer", `{"handle":7}`, 422, `"code":1,`},
		{http.MethodPost, "/v1/customer", `{"handle":"a/b"}`, 422, `"code":1,`},
		{http.MethodPost, "/v1/customer", `{}`, 422, `"code":1,`},
		{http.MethodPost, "/v1/customer", `[]`, 422, `"code":1,`},
		{http.MethodPost, "/v1/customer", `null`, 422, `"code":1,`},
		{http.MethodPost, "/v1/customer", `{"handle`, 422, `"code":1,`},
		{http.MethodPost, "/v1/charge", `{"handle":"x"}`, 422, "source"},
		{http.MethodPost, "/v1/charge", `{"handle":"x","source":""}`, 422, "source"},
		{http.MethodPost, "/v1/charge", `{"handle":"x","source":"y","order_lines":[{"ordertext":"z"}]}`, 422, "order_lines[0].amount"},
		{http.MethodPost, "/v1/charge", `{"handle":"x","source":"y","amount":1.5}`, 422, "amount"},
		{http.MethodGet, "/v1/subscription/x/discount", "", 501, `"code":43,`},
	} {
		w := b.ask(t, tt.method, tt.target, tt.body)
		assert.Equal(t, tt.status, w.Code, "%+v", tt)
		assert.Contains(t, w.Body.String(), tt.code, "%+v", tt)
	}
	w := b.ask(t, http.MethodGet, "/v1/error_codes", "")
	assert.Contains(t, w.Body.String(), `{"code":122,"error":"Request rate limit exceeded","http_code":429}`)
}

func TestLiveAccount(t *testing.T) {
	t.Parallel()
	b := newBench(t, billwerktest.WithLiveAccount())
	_, err := b.Customers.Create(t.Context(), &billwerk.CustomerCreateParams{Handle: "c-1", Test: new(true)})
	wantCode(t, err, billwerk.CodeTestDataNotAllowed)
	made, err := b.Customers.Create(t.Context(), &billwerk.CustomerCreateParams{Handle: "c-1", Test: new(false)})
	require.NoError(t, err)
	assert.False(t, made.Test)
}
