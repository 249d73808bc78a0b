package billwerktest_test

import (
	"context"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/retry"
)

// order are the parameters of a session that pays.
func order(handle string, amount int64) *billwerk.SessionCreateChargeParams {
	return &billwerk.SessionCreateChargeParams{
		SessionSettings: billwerk.SessionSettings{AcceptURL: "https://shop.example.org/ok?cart=7"},
		Settle:          true,
		Order: &billwerk.SessionOrderParams{
			Handle: handle, Amount: amount, Text: "Gift box",
			Customer: &billwerk.CustomerCreateParams{Handle: "c-20419", Email: "per.lund@example.org"},
		},
	}
}

// A customer pays in the window, after a card that was declined; the payment method
// is stored, and the window is of no use any more.
func TestChargeSession(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	params := order("o-77311", 19900)
	params.Recurring, params.PaymentMethodReference = true, "pm-of-per"
	s, err := b.Sessions.CreateCharge(ctx, params)
	require.NoError(t, err)
	assert.Regexp(t, "^cs_[0-9a-f]{32}$", s.ID)
	assert.Contains(t, s.URL, s.ID)
	got, err := b.Charges.Get(ctx, "o-77311")
	require.NoError(t, err)
	assert.Equal(t, billwerk.ChargeCreated, got.State)
	assert.Equal(t, "c-20419", got.Customer)

	_, err = b.fake.CompleteSession(s.ID, billwerktest.Card{CVV: "100"})
	require.ErrorIs(t, err, billwerk.ErrDeclined)
	_, err = b.fake.CompleteSession(s.ID, billwerktest.Card{CVV: "001"})
	require.ErrorIs(t, err, billwerk.ErrDeclined, "the card can't be stored")
	assert.Empty(t, b.fake.Ledger())
	done, err := b.fake.CompleteSession(s.ID, billwerktest.Card{})
	require.NoError(t, err)
	assert.Equal(t, "o-77311", done.Invoice)
	back, err := url.Parse(done.ReturnURL)
	require.NoError(t, err)
	assert.Equal(t, url.Values{"cart": {"7"}, "invoice": {"o-77311"}, "payment_method": {done.PaymentMethod}}, back.Query())

	got, err = b.Charges.Get(ctx, "o-77311")
	require.NoError(t, err)
	require.NoError(t, got.Err())
	assert.Equal(t, billwerk.ChargeSettled, got.State)
	assert.Equal(t, done.PaymentMethod, got.RecurringPaymentMethod)
	assert.Equal(t, int64(19900), b.captured("o-77311", billwerk.TransactionTypeSettle))
	m, err := b.PaymentMethods.Get(ctx, done.PaymentMethod)
	require.NoError(t, err)
	assert.Equal(t, "pm-of-per", m.Reference)
	assert.Equal(t, "c-20419", m.Customer)

	_, err = b.fake.CompleteSession(s.ID, billwerktest.Card{})
	require.ErrorContains(t, err, "done")
	_, err = b.Sessions.CreateCharge(ctx, order("o-77311", 19900))
	wantCode(t, err, billwerk.CodeInvoiceAlreadySettled)
}

// A repeat makes a second window; the order is paid once.
func TestSessionIsRepeated(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := connect(t, billwerktest.NewFake(), billwerktest.PrivateKey, client.WithRetry(retry.Policy{BaseDelay: time.Second}))
		b.wire.Script.Next(clienttest.DropAfter())
		s, err := b.Sessions.CreateCharge(t.Context(), order("o-1", 100))
		require.NoError(t, err)
		require.Equal(t, 2, b.wire.Count())
		found, err := b.Sessions.Find(t.Context(), "charge", "o-1")
		require.NoError(t, err)
		require.Len(t, found, 2)
		other := found[0].ID
		require.NotEqual(t, s.ID, other)
		_, err = b.fake.CompleteSession(s.ID, billwerktest.Card{})
		require.NoError(t, err)
		_, err = b.fake.CompleteSession(other, billwerktest.Card{})
		require.ErrorContains(t, err, "already settled")
		assert.Len(t, b.fake.Ledger(), 1)
	})
}

// A session without Settle authorizes; one for an invoice pays that.
func TestSessionKinds(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	params := order("o-1", 100)
	params.Settle = false
	s, err := b.Sessions.CreateCharge(ctx, params)
	require.NoError(t, err)
	done, err := b.fake.CompleteSession(s.ID, billwerktest.Card{})
	require.NoError(t, err)
	assert.Empty(t, done.PaymentMethod)
	got, err := b.Charges.Get(ctx, "o-1")
	require.NoError(t, err)
	assert.Equal(t, billwerk.ChargeAuthorized, got.State)

	invoice, err := b.Customers.CreateInvoice(ctx, billwerktest.Customer, &billwerk.CustomerInvoiceParams{
		Handle: "i-1", OrderLines: []billwerk.OrderLineParams{{Text: "Book", Amount: 5000}},
	})
	require.NoError(t, err)
	s, err = b.Sessions.CreateCharge(ctx, &billwerk.SessionCreateChargeParams{Invoice: invoice.Handle, Settle: true})
	require.NoError(t, err)
	done, err = b.fake.CompleteSession(s.ID, billwerktest.Card{})
	require.NoError(t, err)
	assert.Equal(t, "i-1", done.Invoice)
	assert.Empty(t, done.ReturnURL)
	assert.Equal(t, int64(5000), b.captured("i-1", billwerk.TransactionTypeSettle))

	s, err = b.Sessions.CreateRecurring(ctx, &billwerk.SessionCreateRecurringParams{Customer: billwerktest.Customer})
	require.NoError(t, err)
	done, err = b.fake.CompleteSession(s.ID, billwerktest.Card{Number: "5500000000000004"})
	require.NoError(t, err)
	m, err := b.PaymentMethods.Get(ctx, done.PaymentMethod)
	require.NoError(t, err)
	assert.Equal(t, billwerk.CardMasterCard, m.Card.CardType)
	assert.Equal(t, s.ID, m.Reference, "the session's id, if there is no other")
}

func TestSubscriptionSession(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	prepared := &billwerk.SubscriptionCreateParams{Handle: "s-1", Plan: billwerktest.Plan, Customer: billwerktest.Customer}
	s, err := b.Sessions.CreateSubscription(ctx, &billwerk.SessionCreateSubscriptionParams{Prepare: prepared})
	require.NoError(t, err)
	got, err := b.Subscriptions.Get(ctx, "s-1")
	require.NoError(t, err)
	assert.Equal(t, billwerk.SubscriptionPending, got.State)
	done, err := b.fake.CompleteSession(s.ID, billwerktest.Card{})
	require.NoError(t, err)
	got, err = b.Subscriptions.Get(ctx, "s-1")
	require.NoError(t, err)
	assert.Equal(t, billwerk.SubscriptionActive, got.State)
	assert.Equal(t, []string{done.PaymentMethod}, got.ActivePaymentMethods)
	info, err := b.Sessions.Get(ctx, s.ID)
	require.NoError(t, err)
	assert.True(t, info.SubscriptionDone)

	s, err = b.Sessions.CreateSubscription(ctx, &billwerk.SessionCreateSubscriptionParams{Subscription: "s-1"})
	require.NoError(t, err)
	again, err := b.fake.CompleteSession(s.ID, billwerktest.Card{})
	require.NoError(t, err)
	assert.NotEqual(t, done.PaymentMethod, again.PaymentMethod)
	found, err := b.Sessions.Find(ctx, "subscription", "s-1")
	require.NoError(t, err)
	assert.Len(t, found, 2)
}

func TestSessionInfo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		ctx := t.Context()
		params := order("o-1", 100)
		params.TTL, params.Locale, params.PaymentMethods = "PT2H", "da_DK", []string{"card"}
		s, err := b.Sessions.CreateCharge(ctx, params)
		require.NoError(t, err)
		info, err := b.Sessions.Get(ctx, s.ID)
		require.NoError(t, err)
		assert.Equal(t, &billwerk.SessionInfo{
			ID: s.ID, Type: billwerk.SessionCharge, URL: s.URL, Charge: "o-1", Customer: "c-20419", Settle: true, Locale: "da_DK",
			Created: billwerk.Timestamp{Time: time.Now().UTC()}, Expires: billwerk.Timestamp{Time: time.Now().Add(2 * time.Hour).UTC()},
			AcceptURL: "https://shop.example.org/ok?cart=7", PaymentMethods: []string{"card"},
		}, info)
		byCustomer, err := b.Sessions.Find(ctx, "customer", "c-20419")
		require.NoError(t, err)
		assert.Equal(t, []*billwerk.SessionInfo{info}, byCustomer)

		<-time.After(2 * time.Hour)
		_, err = b.fake.CompleteSession(s.ID, billwerktest.Card{})
		require.ErrorContains(t, err, "expired")
		require.NoError(t, b.Sessions.Delete(ctx, s.ID))
		wantCode(t, b.Sessions.Delete(ctx, s.ID), billwerk.CodeNotFound)
		_, err = b.fake.CompleteSession(s.ID, billwerktest.Card{})
		require.ErrorContains(t, err, "no session")
	})
}

func TestSessionRefusals(t *testing.T) {
	t.Parallel()
	create := func(change func(*billwerk.SessionCreateChargeParams)) func(context.Context, *bench) error {
		p := order("o-1", 100)
		change(p)
		return func(ctx context.Context, b *bench) error {
			_, err := b.Sessions.CreateCharge(ctx, p)
			return err
		}
	}
	for name, tc := range map[string]struct {
		call func(context.Context, *bench) error
		code billwerk.Code
	}{
		"no amount":       {create(func(p *billwerk.SessionCreateChargeParams) { p.Order.Amount = 0 }), billwerk.CodeMissingAmount},
		"no customer":     {create(func(p *billwerk.SessionCreateChargeParams) { p.Order.Customer = nil }), billwerk.CodeMissingCustomer},
		"unknown invoice": {create(func(p *billwerk.SessionCreateChargeParams) { p.Order, p.Invoice = nil, "x" }), billwerk.CodeInvoiceNotFound},
		"bad ttl":         {create(func(p *billwerk.SessionCreateChargeParams) { p.TTL = "2h" }), billwerk.CodeInvalidRequest},
		"card on file":    {create(func(p *billwerk.SessionCreateChargeParams) { p.Recurring, p.CardOnFile = true, "ca_1" }), billwerk.CodeSessionCardOnFileNotAllowed},
		"unknown customer": {func(ctx context.Context, b *bench) error {
			return second(b.Sessions.CreateRecurring(ctx, &billwerk.SessionCreateRecurringParams{Customer: "x"}))
		}, billwerk.CodeCustomerNotFound},
		"unknown subscriber": {func(ctx context.Context, b *bench) error {
			return second(b.Sessions.CreateSubscription(ctx, &billwerk.SessionCreateSubscriptionParams{Subscription: "x"}))
		}, billwerk.CodeSubscriptionNotFound},
		"unknown relation": {func(ctx context.Context, b *bench) error { return second(b.Sessions.Find(ctx, "mood", "x")) }, billwerk.CodeNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			wantCode(t, tc.call(t.Context(), b), tc.code)
			_, err := b.Customers.Get(t.Context(), "c-20419")
			wantCode(t, err, billwerk.CodeCustomerNotFound) // what was made on the way is taken back
			events, err := b.Events.List(t.Context(), nil)
			require.NoError(t, err)
			assert.Empty(t, events.Content)
		})
	}
}

// What a session pays for may go away.
func TestSessionOfNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	s, err := b.Sessions.CreateCharge(t.Context(), order("o-1", 100))
	require.NoError(t, err)
	require.NoError(t, b.Charges.Delete(t.Context(), "o-1"))
	_, err = b.fake.CompleteSession(s.ID, billwerktest.Card{})
	require.ErrorContains(t, err, "not found")
	prepared := &billwerk.SubscriptionCreateParams{Handle: "s-1", Plan: billwerktest.Plan, Customer: billwerktest.Customer}
	s, err = b.Sessions.CreateSubscription(t.Context(), &billwerk.SessionCreateSubscriptionParams{Prepare: prepared})
	require.NoError(t, err)
	require.NoError(t, b.Subscriptions.DeletePending(t.Context(), "s-1"))
	_, err = b.fake.CompleteSession(s.ID, billwerktest.Card{})
	require.ErrorContains(t, err, "not found")
	assert.Empty(t, b.fake.Ledger())
}

func second[T any](_ T, err error) error { return err }
