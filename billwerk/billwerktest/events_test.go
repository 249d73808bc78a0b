package billwerktest_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
)

// types are the types of all events, the oldest first, each with what it is about.
func types(t *testing.T, b *bench, p *billwerk.EventListParams) (found []string) {
	t.Helper()
	for e, err := range b.Events.All(t.Context(), p) {
		require.NoError(t, err)
		found = append(found, strings.TrimSpace(fmt.Sprintln(e.Type, strings.Trim(e.Customer+" "+e.Subscription+" "+e.Invoice, " "))))
	}
	slices.Reverse(found)
	return found
}

// What happens makes events, and what is refused, previewed or read makes none.
func TestEvents(t *testing.T) {
	t.Parallel()
	const of = " " + billwerktest.Customer
	for name, tc := range map[string]struct {
		do   func(context.Context, *bench) error
		want []string
	}{
		"nothing": {func(context.Context, *bench) error { return nil }, nil},
		"reads": {func(ctx context.Context, b *bench) error {
			return second(b.Customers.Get(ctx, billwerktest.Customer))
		}, nil},
		"customer": {func(ctx context.Context, b *bench) error {
			_, err := b.Customers.Create(ctx, &billwerk.CustomerCreateParams{Handle: "c-1"})
			_, err2 := b.Customers.Update(ctx, "c-1", nil)
			_, err3 := b.Customers.Delete(ctx, "c-1")
			return firstOf(err, err2, err3)
		}, []string{"customer_created c-1", "customer_changed c-1", "customer_deleted c-1"}},
		"settled charge": {func(ctx context.Context, b *bench) error {
			return second(b.Charges.Create(ctx, charge("o-1", 1000, true)))
		}, []string{"invoice_created" + of + "  o-1", "invoice_settled" + of + "  o-1"}},
		"repeated charge": {func(ctx context.Context, b *bench) error {
			p := charge("o-1", 1000, true)
			p.Key = "k"
			return firstOf(second(b.Charges.Create(ctx, p)), second(b.Charges.Create(ctx, p)))
		}, []string{"invoice_created" + of + "  o-1", "invoice_settled" + of + "  o-1"}},
		"failing charge": {func(ctx context.Context, b *bench) error {
			return firstOf(second(b.Charges.Create(ctx, charge("o-1", 2001, true))), second(b.Charges.Create(ctx, charge("o-1", 2001, true))))
		}, []string{"invoice_created" + of + "  o-1", "invoice_failed" + of + "  o-1", "invoice_failed" + of + "  o-1"}},
		"partial settles and a refund": {func(ctx context.Context, b *bench) error {
			_, err := b.Charges.Create(ctx, charge("o-1", 1000, false))
			_, err2 := b.Charges.Settle(ctx, "o-1", &billwerk.ChargeSettleParams{Amount: new(int64(400))})
			_, err3 := b.Charges.Settle(ctx, "o-1", nil)
			_, err4 := b.Refunds.Create(ctx, &billwerk.RefundCreateParams{Invoice: "o-1", Amount: new(int64(300))})
			_, err5 := b.Refunds.Create(ctx, &billwerk.RefundCreateParams{Invoice: "o-1", Amount: new(int64(700))})
			return firstOf(err, err2, err3, err4, err5)
		}, []string{
			"invoice_created" + of + "  o-1", "invoice_authorized" + of + "  o-1", "invoice_settled" + of + "  o-1",
			"invoice_settled" + of + "  o-1", "invoice_refund" + of + "  o-1", "invoice_refund" + of + "  o-1",
		}},
		"failing refund": {func(ctx context.Context, b *bench) error {
			_, err := b.Charges.Create(ctx, charge("o-1", 9000, true))
			_, err2 := b.Refunds.Create(ctx, &billwerk.RefundCreateParams{Invoice: "o-1", Amount: new(int64(3002))})
			return firstOf(err, err2)
		}, []string{"invoice_created" + of + "  o-1", "invoice_settled" + of + "  o-1", "invoice_refund_failed" + of + "  o-1"}},
		"invoice": {func(ctx context.Context, b *bench) error {
			_, err := b.Customers.CreateInvoice(ctx, billwerktest.Customer, &billwerk.CustomerInvoiceParams{
				Handle: "i-1", OrderLines: []billwerk.OrderLineParams{{Text: "Book", Amount: 5000}},
			})
			_, err2 := b.Invoices.Cancel(ctx, "i-1")
			_, err3 := b.Invoices.Reactivate(ctx, "i-1")
			_, err4 := b.Invoices.Fail(ctx, "i-1")
			return firstOf(err, err2, err3, err4)
		}, []string{
			"invoice_created" + of + "  i-1", "invoice_cancelled" + of + "  i-1", "invoice_reactivate" + of + "  i-1", "invoice_failed" + of + "  i-1",
		}},
		"subscription": {func(ctx context.Context, b *bench) error {
			_, err := b.Subscriptions.Create(ctx, subscribe("s-1"))
			_, err2 := b.Subscriptions.Cancel(ctx, "s-1", nil)
			_, err3 := b.Subscriptions.Uncancel(ctx, "s-1")
			_, err4 := b.Subscriptions.OnHold(ctx, "s-1", nil)
			_, err5 := b.Subscriptions.Reactivate(ctx, "s-1", nil)
			_, err6 := b.Subscriptions.Change(ctx, "s-1", &billwerk.SubscriptionChangeParams{Timing: billwerk.ChangeImmediately, Quantity: 2})
			_, err7 := b.Subscriptions.Expire(ctx, "s-1", nil)
			return firstOf(err, err2, err3, err4, err5, err6, err7)
		}, []string{
			"subscription_created" + of + " s-1", "subscription_payment_method_added" + of + " s-1", "subscription_cancelled" + of + " s-1",
			"subscription_uncancelled" + of + " s-1", "subscription_on_hold" + of + " s-1", "subscription_reactivated" + of + " s-1",
			"subscription_changed" + of + " s-1", "subscription_expired" + of + " s-1",
		}},
		"previews": {func(ctx context.Context, b *bench) error {
			p := &billwerk.SubscriptionCreateParams{Handle: "s-1", Plan: billwerktest.Plan, CreateCustomer: &billwerk.CustomerCreateParams{Handle: "c-1"}}
			return second(b.Subscriptions.Preview(ctx, p))
		}, nil},
		"billing": {func(ctx context.Context, b *bench) error {
			p := subscribe("s-1")
			p.SignupMethod, p.Source = billwerk.SignupLink, ""
			_, err := b.Subscriptions.Create(ctx, p)
			b.fake.Bill("s-1")
			return err
		}, []string{"subscription_created" + of + " s-1", "invoice_created" + of + " s-1 inv-1005", "invoice_dunning" + of + " s-1 inv-1005"}},
		"payment methods": {func(ctx context.Context, b *bench) error {
			m, err := b.PaymentMethods.Create(ctx, &billwerk.PaymentMethodCreateParams{Source: b.fake.CardToken(billwerktest.Card{}), CustomerHandle: billwerktest.Customer})
			if err != nil {
				return err
			}
			_, err = b.PaymentMethods.Inactivate(ctx, m.ID)
			_, err2 := b.PaymentMethods.Activate(ctx, m.ID)
			b.fake.SetPaymentMethodState(m.ID, billwerk.PaymentMethodFailed)
			_, err3 := b.PaymentMethods.Delete(ctx, m.ID)
			return firstOf(err, err2, err3)
		}, []string{
			"customer_payment_method_added" + of, "customer_payment_method_updated" + of, "customer_payment_method_reactivated" + of,
			"customer_payment_method_failed" + of, "customer_payment_method_deleted" + of,
		}},
		"emitted": {func(_ context.Context, b *bench) error {
			b.fake.Emit(billwerk.WebhookDelivery{EventType: billwerk.EventInvoiceDisputeOpened, Customer: "c", Subscription: "s", Invoice: "i"})
			return nil
		}, []string{"invoice_dispute_opened c s i"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			require.NoError(t, tc.do(t.Context(), b))
			assert.Equal(t, tc.want, types(t, b, &billwerk.EventListParams{Size: 2}))
		})
	}
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestEventFilters(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	require.NoError(t, second(b.Charges.Create(ctx, charge("o-1", 1000, true))))
	require.NoError(t, second(b.Subscriptions.Create(ctx, subscribe("s-1"))))
	require.NoError(t, second(b.Customers.Create(ctx, &billwerk.CustomerCreateParams{Handle: "c-1"})))
	invoice, err := b.Invoices.Get(ctx, "o-1")
	require.NoError(t, err)
	assert.Len(t, types(t, b, nil), 5)
	assert.Len(t, types(t, b, &billwerk.EventListParams{Customer: billwerktest.Customer}), 4)
	assert.Len(t, types(t, b, &billwerk.EventListParams{Subscription: "s-1"}), 2)
	assert.Len(t, types(t, b, &billwerk.EventListParams{Invoice: invoice.ID}), 2)
	page, err := b.Events.List(ctx, &billwerk.EventListParams{Page: 2, Size: 3})
	require.NoError(t, err)
	assert.Equal(t, []int{2, 3, 2}, []int{page.Page, page.Size, page.Count})
	e, err := b.Events.Get(ctx, page.Content[0].ID)
	require.NoError(t, err)
	assert.Equal(t, page.Content[0], e)
	assert.Equal(t, billwerk.PrincipalAPI, e.PrincipalType)
	for _, target := range []string{"/v1/event?page=0", "/v1/event?size=101", "/v1/event?search=x"} {
		assert.Equal(t, http.StatusUnprocessableEntity, b.ask(t, http.MethodGet, target, "").Code, target)
	}
}
