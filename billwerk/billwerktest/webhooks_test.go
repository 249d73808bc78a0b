package billwerktest_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
)

// receiver is a handler under test: it keeps what it got, and answers with status.
type receiver struct {
	t      *testing.T
	secret auth.Secret
	status int
	got    []*billwerk.WebhookDelivery
	user   string
}

func (h *receiver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d, err := billwerk.ParseWebhook(r, h.secret)
	if !assert.NoError(h.t, err) {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	h.user, _, _ = r.BasicAuth()
	h.got = append(h.got, d)
	w.WriteHeader(h.status)
	_, _ = w.Write([]byte("noted"))
}

// A delivery is signed and good once; one that fails holds back its customer's.
func TestDeliver(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	paid, err := b.Charges.Create(ctx, charge("o-1", 1000, true))
	require.NoError(t, err)
	require.NoError(t, second(b.Customers.Create(ctx, &billwerk.CustomerCreateParams{Handle: "c-1"})))
	h := &receiver{t: t, secret: billwerktest.WebhookSecret, status: http.StatusInternalServerError}
	delivered, failed := b.fake.Deliver(h)
	assert.Equal(t, []int{0, 2}, []int{delivered, failed}, "one of each customer")
	assert.Equal(t, billwerk.EventInvoiceCreated, h.got[0].EventType)
	assert.Equal(t, billwerk.EventCustomerCreated, h.got[1].EventType)

	retrying, err := b.Webhooks.Get(ctx, h.got[0].ID)
	require.NoError(t, err)
	assert.Equal(t, billwerk.WebhookRetrying, retrying[0].State)
	assert.False(t, retrying[0].FirstFail.IsZero())
	h.got, h.status = nil, http.StatusNoContent
	delivered, failed = b.fake.Deliver(h)
	assert.Equal(t, []int{3, 0}, []int{delivered, failed})
	settled := h.got[1]
	assert.Equal(t, billwerk.EventInvoiceSettled, settled.EventType)
	assert.Equal(t, []string{"o-1", billwerktest.Customer, paid.Transaction}, []string{settled.Invoice, settled.Customer, settled.Transaction})
	delivered, failed = b.fake.Deliver(h)
	assert.Equal(t, []int{0, 0}, []int{delivered, failed}, "each once")

	requests, err := b.Webhooks.Requests(ctx, retrying[0].ID)
	require.NoError(t, err)
	require.Len(t, requests, 2)
	assert.Equal(t, []int{500, 204}, []int{requests[0].Status, requests[1].Status})
	assert.Equal(t, "noted", requests[0].Content)
	webhooks, err := b.Webhooks.Get(ctx, settled.EventID)
	require.NoError(t, err)
	require.Len(t, webhooks, 1)
	assert.Equal(t, billwerk.WebhookCompleted, webhooks[0].State)
	content, err := webhooks[0].Delivery()
	require.NoError(t, err)
	assert.Equal(t, settled.Signature, content.Signature)
}

// What is resent, updated or disabled, by the id of the webhook or of the event.
func TestWebhookOperations(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	event := b.fake.Emit(billwerk.WebhookDelivery{EventType: billwerk.EventInvoiceChanged, Invoice: "i-1"})
	h := &receiver{t: t, secret: billwerktest.WebhookSecret, status: http.StatusOK}
	b.fake.Deliver(h)
	resent, err := b.Webhooks.Resend(ctx, []string{event})
	require.NoError(t, err)
	assert.Equal(t, billwerk.WebhookPending, resent[0].State)
	b.fake.Deliver(h)
	assert.Len(t, h.got, 2)
	assert.Equal(t, h.got[0], h.got[1])

	updated, err := b.Webhooks.Update(ctx, &billwerk.WebhookUpdateParams{
		IDs: []string{resent[0].ID}, URL: "https://new.example.org/h", Username: "shop", Password: "basic-password",
	})
	require.NoError(t, err)
	assert.Equal(t, "https://new.example.org/h", updated[0].URL)
	assert.Equal(t, "basic-password", updated[0].Password.Reveal())
	b.fake.Deliver(h)
	assert.Equal(t, "shop", h.user)
	disabled, err := b.Webhooks.Disable(ctx, []string{event})
	require.NoError(t, err)
	assert.Equal(t, billwerk.WebhookCompleted, disabled[0].State, "it is done")
	event = b.fake.Emit(billwerk.WebhookDelivery{EventType: billwerk.EventInvoiceChanged})
	disabled, err = b.Webhooks.Disable(ctx, []string{event})
	require.NoError(t, err)
	assert.Equal(t, billwerk.WebhookDisabled, disabled[0].State)
	delivered, failed := b.fake.Deliver(h)
	assert.Zero(t, delivered+failed)

	_, err = b.Webhooks.Resend(ctx, []string{event, "unknown"})
	wantCode(t, err, billwerk.CodeWebhookNotFound)
	_, err = b.Webhooks.Update(ctx, &billwerk.WebhookUpdateParams{IDs: []string{event}, URL: "https://new.example.org:8443"})
	wantCode(t, err, billwerk.CodeInvalidRequest)
	got, err := b.Webhooks.Get(ctx, event)
	require.NoError(t, err)
	assert.Equal(t, billwerk.WebhookDisabled, got[0].State, "nothing was done")
}

// Both lists give every webhook once, also those of one moment.
func TestWebhookLists(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		ctx := t.Context()
		_, err := b.Webhooks.UpdateSettings(ctx, &billwerk.WebhookSettingsParams{URLs: []string{"https://a.example", "https://b.example", "https://c.example"}})
		require.NoError(t, err)
		for range 7 {
			b.fake.Emit(billwerk.WebhookDelivery{EventType: billwerk.EventInvoiceChanged})
			<-time.After(time.Minute)
		}
		newer, older := map[string]bool{}, map[string]bool{}
		for w, err := range b.Webhooks.All(ctx, &billwerk.WebhookListParams{ListParams: billwerk.ListParams{Size: 10}}) {
			require.NoError(t, err)
			newer[w.ID] = true
		}
		count := 0
		for w, err := range b.Webhooks.AllBefore(ctx, &billwerk.WebhookBeforeParams{Size: 5}) {
			require.NoError(t, err)
			count++
			older[w.ID] = true
		}
		assert.Len(t, newer, 21)
		assert.Equal(t, newer, older)
		assert.Equal(t, 21, count)

		delivered, _ := b.fake.Deliver(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Host == "b.example" {
				w.WriteHeader(http.StatusFound)
			}
		}))
		assert.Equal(t, 14, delivered)
		page, err := b.Webhooks.List(ctx, &billwerk.WebhookListParams{State: billwerk.WebhookRetrying})
		require.NoError(t, err)
		assert.Len(t, page.Content, 7)
		before, err := b.Webhooks.ListBefore(ctx, &billwerk.WebhookBeforeParams{
			State: billwerk.WebhookRetrying, CreatedBefore: time.Now().Add(-2 * time.Minute), CreatedAfter: time.Now().Add(-4 * time.Minute),
		})
		require.NoError(t, err)
		require.Len(t, before, 1)
		same, err := b.Webhooks.ListBefore(ctx, &billwerk.WebhookBeforeParams{Event: before[0].Event})
		require.NoError(t, err)
		assert.Len(t, same, 3)
	})
	b := newBench(t)
	for _, query := range []string{"", "?created_before=2025-01-01", "?created_before=2025-01-01T00:00:00Z&size=0", "?created_before=2025-01-01T00:00:00Z&page=1", "?created_before=2025-01-01T00:00:00Z&created_after=x"} {
		assert.Equal(t, http.StatusUnprocessableEntity, b.ask(t, http.MethodGet, "/v1/webhook"+query, "").Code, query)
	}
}

// The settings say what is sent; a new secret signs what was made before, too.
func TestWebhookSettings(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	settings, err := b.Webhooks.Settings(ctx)
	require.NoError(t, err)
	assert.Equal(t, &billwerk.WebhookSettings{URLs: []string{billwerktest.WebhookURL}, Secret: billwerktest.WebhookSecret}, settings)
	settings, err = b.Webhooks.ModifySettings(ctx, func(p *billwerk.WebhookSettingsParams) {
		p.Username, p.Password, p.AlertCount, p.AlertEmails = "shop", "basic-password", 4, []string{"a@example.org"}
		p.EventTypes = []billwerk.EventType{billwerk.EventInvoiceSettled}
	})
	require.NoError(t, err)
	assert.Equal(t, &billwerk.WebhookSettings{
		URLs: []string{billwerktest.WebhookURL}, Secret: billwerktest.WebhookSecret, Username: "shop", Password: "basic-password",
		AlertCount: 4, AlertEmails: []string{"a@example.org"}, EventTypes: []billwerk.EventType{billwerk.EventInvoiceSettled},
	}, settings)
	require.NoError(t, second(b.Charges.Create(ctx, charge("o-1", 1000, true))))
	renewed, err := b.Webhooks.NewSecret(ctx)
	require.NoError(t, err)
	assert.NotEqual(t, settings.Secret, renewed.Secret)
	h := &receiver{t: t, secret: renewed.Secret, status: http.StatusOK}
	delivered, _ := b.fake.Deliver(h)
	assert.Equal(t, 1, delivered, "the other type isn't sent")
	assert.Equal(t, "shop", h.user)

	_, err = b.Webhooks.ModifySettings(ctx, func(p *billwerk.WebhookSettingsParams) { p.Disabled = true })
	require.NoError(t, err)
	require.NoError(t, second(b.Charges.Create(ctx, charge("o-2", 1000, true))))
	delivered, _ = b.fake.Deliver(h)
	assert.Zero(t, delivered)
	_, err = b.Webhooks.UpdateSettings(ctx, &billwerk.WebhookSettingsParams{URLs: []string{"https://a.example:8080"}})
	wantCode(t, err, billwerk.CodeInvalidRequest)
}

// The verifier works with the real service, through a change of the secret; and a
// receiver may ask the API while it is called.
func TestVerifierWithTheFake(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	verifier, err := billwerk.NewWebhookVerifier(b.Webhooks)
	require.NoError(t, err)
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d, err := verifier.Parse(r)
		if !assert.NoError(t, err) {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		_, err = b.Events.Get(r.Context(), d.EventID)
		assert.NoError(t, err)
	})
	for range 2 {
		b.fake.Emit(billwerk.WebhookDelivery{EventType: billwerk.EventInvoiceChanged})
		delivered, failed := b.fake.Deliver(handler)
		assert.Equal(t, []int{1, 0}, []int{delivered, failed})
		require.NoError(t, second(b.Webhooks.NewSecret(t.Context())))
	}
}

// A single delivery, without a fake.
func TestWebhookRequest(t *testing.T) {
	t.Parallel()
	r := billwerktest.WebhookRequest(t, "/webhooks", "whs_mine", billwerk.WebhookDelivery{EventType: billwerk.EventInvoiceSettled, Invoice: "o-1"})
	d, err := billwerk.ParseWebhook(r, "whs_mine")
	require.NoError(t, err)
	assert.Equal(t, "o-1", d.Invoice)
	assert.NotEmpty(t, d.EventID)
	assert.WithinDuration(t, time.Now(), d.Time(), time.Minute)
	r = billwerktest.WebhookRequest(t, "/webhooks", "whs_mine", billwerk.WebhookDelivery{ID: "w1", EventID: "e1", EventType: "t", Timestamp: "2025-01-01T00:00:00Z"})
	_, err = billwerk.ParseWebhook(r, "whs_other")
	require.ErrorIs(t, err, billwerk.ErrWebhookSignature)
	r = billwerktest.WebhookRequest(t, "/webhooks", "whs_mine", billwerk.WebhookDelivery{ID: "w1", EventID: "e1", EventType: "t", Timestamp: "2025-01-01T00:00:00Z"})
	d, err = billwerk.ParseWebhook(r, "whs_mine")
	require.NoError(t, err)
	assert.Equal(t, []string{"w1", "e1", "2025-01-01T00:00:00Z"}, []string{d.ID, d.EventID, d.Timestamp})
}

// The vendor gives up after a while, and on a receiver that takes too long.
func TestDeliveryGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		event := b.fake.Emit(billwerk.WebhookDelivery{EventType: billwerk.EventInvoiceChanged})
		slow := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		attempts := 0
		for attempts < 1000 {
			if _, failed := b.fake.Deliver(slow); failed == 0 {
				break
			}
			attempts++
		}
		assert.Equal(t, 28, attempts)
		got, err := b.Webhooks.Get(t.Context(), event)
		require.NoError(t, err)
		assert.Equal(t, billwerk.WebhookFailed, got[0].State)
		requests, err := b.Webhooks.Requests(t.Context(), got[0].ID)
		require.NoError(t, err)
		assert.Equal(t, 10*time.Second, requests[0].Duration)
		assert.Zero(t, requests[0].Status)
	})
}
