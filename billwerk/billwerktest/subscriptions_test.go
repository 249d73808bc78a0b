package billwerktest_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
)

// states brings a subscription "s" into each state that operations care for.
var states = map[string]func(*testing.T, *bench){
	"active":    func(t *testing.T, b *bench) { b.subscribed(t) },
	"cancelled": func(t *testing.T, b *bench) { b.subscribed(t, b.cancelled) },
	"on hold":   func(t *testing.T, b *bench) { b.subscribed(t, b.held) },
	"expired":   func(t *testing.T, b *bench) { b.subscribed(t, b.expired) },
	"pending": func(t *testing.T, b *bench) {
		_, err := b.Subscriptions.Prepare(t.Context(), &billwerk.SubscriptionCreateParams{
			Handle: "s", Plan: billwerktest.Plan, Customer: billwerktest.Customer,
		})
		require.NoError(t, err)
	},
	"none": func(*testing.T, *bench) {},
}

func (b *bench) subscribed(t *testing.T, then ...func(context.Context) error) {
	t.Helper()
	_, err := b.Subscriptions.Create(t.Context(), subscribe("s"))
	require.NoError(t, err)
	for _, do := range then {
		require.NoError(t, do(t.Context()))
	}
}

func (b *bench) cancelled(ctx context.Context) error {
	_, err := b.Subscriptions.Cancel(ctx, "s", nil)
	return err
}

func (b *bench) held(ctx context.Context) error {
	_, err := b.Subscriptions.OnHold(ctx, "s", nil)
	return err
}

func (b *bench) expired(ctx context.Context) error {
	_, err := b.Subscriptions.Expire(ctx, "s", nil)
	return err
}

// What the operations answer in each state (pages of the operations; 0 is a success).
func TestStateErrors(t *testing.T) {
	t.Parallel()
	const ok = billwerk.Code(0)
	operations := map[string]struct {
		do   func(context.Context, *bench) error
		want map[string]billwerk.Code
	}{
		"cancel": {
			func(ctx context.Context, b *bench) error { return b.cancelled(ctx) },
			map[string]billwerk.Code{"active": ok, "cancelled": 22, "on hold": 95, "expired": 13, "pending": 118, "none": 12},
		},
		"uncancel": {
			func(ctx context.Context, b *bench) error {
				_, err := b.Subscriptions.Uncancel(ctx, "s")
				return err
			},
			map[string]billwerk.Code{"active": ok, "cancelled": ok, "on hold": 95, "expired": 13, "pending": 118, "none": 12},
		},
		"on hold": {
			func(ctx context.Context, b *bench) error { return b.held(ctx) },
			map[string]billwerk.Code{"active": ok, "cancelled": ok, "on hold": 95, "expired": 13, "pending": 118, "none": 12},
		},
		"reactivate": {
			func(ctx context.Context, b *bench) error {
				_, err := b.Subscriptions.Reactivate(ctx, "s", nil)
				return err
			},
			map[string]billwerk.Code{"active": 97, "cancelled": 97, "on hold": ok, "expired": 97, "pending": 97, "none": 12},
		},
		"expire": {
			func(ctx context.Context, b *bench) error { return b.expired(ctx) },
			map[string]billwerk.Code{"active": ok, "cancelled": ok, "on hold": ok, "expired": 13, "pending": ok, "none": 12},
		},
		"activate": {
			func(ctx context.Context, b *bench) error {
				_, err := b.Subscriptions.Activate(ctx, "s", &billwerk.SubscriptionActivateParams{SignupMethod: billwerk.SignupLink})
				return err
			},
			map[string]billwerk.Code{"active": 119, "cancelled": 119, "on hold": 119, "expired": 119, "pending": ok, "none": 12},
		},
		"delete": {
			func(ctx context.Context, b *bench) error { return b.Subscriptions.DeletePending(ctx, "s") },
			map[string]billwerk.Code{"active": 119, "cancelled": 119, "on hold": 119, "expired": 119, "pending": ok, "none": 12},
		},
		"next period": {
			func(ctx context.Context, b *bench) error {
				_, err := b.Subscriptions.ChangeNextPeriodStart(ctx, "s", billwerk.LocalTimeOf(time.Now().AddDate(0, 0, 3)))
				return err
			},
			map[string]billwerk.Code{"active": ok, "cancelled": 22, "on hold": 95, "expired": 13, "pending": 118, "none": 12},
		},
		"change": {
			func(ctx context.Context, b *bench) error {
				_, err := b.Subscriptions.Change(ctx, "s", &billwerk.SubscriptionChangeParams{Timing: billwerk.ChangeImmediately, Quantity: 2})
				return err
			},
			map[string]billwerk.Code{"active": ok, "cancelled": ok, "on hold": 95, "expired": 13, "pending": 118, "none": 12},
		},
	}
	for name, op := range operations {
		for state, prepare := range states {
			t.Run(name+" when "+state, func(t *testing.T) {
				t.Parallel()
				b := newBench(t)
				prepare(t, b)
				assert.Equal(t, op.want[state], codeOf(op.do(t.Context(), b)))
			})
		}
	}
}

// Time passes: trial, periods, cancellation, expiry.
func TestSubscriptionInTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { // begins at 2000-01-01T00:00:00Z
		b := newBench(t)
		ctx := t.Context()
		day := 24 * time.Hour
		params := subscribe("s")
		params.TrialPeriod = "P14D"
		s, err := b.Subscriptions.Create(ctx, params)
		require.NoError(t, err)
		assert.True(t, s.InTrial)
		assert.Equal(t, "2000-01-15", s.NextPeriodStart.Format(time.DateOnly))
		_, err = b.Subscriptions.OnHold(ctx, "s", nil)
		wantCode(t, err, billwerk.CodeSubscriptionInTrial)

		<-time.After(50 * day) // 2000-02-20
		s, err = b.Subscriptions.Get(ctx, "s")
		require.NoError(t, err)
		assert.False(t, s.InTrial)
		assert.Equal(t, 1, s.RenewalCount)
		assert.Equal(t, "2000-02-15", s.CurrentPeriodStart.Format(time.DateOnly))
		assert.Equal(t, "2000-03-15", s.NextPeriodStart.Format(time.DateOnly))

		_, err = b.Subscriptions.Cancel(ctx, "s", &billwerk.SubscriptionCancelParams{ExpireAt: "2000-03-01"})
		wantCode(t, err, billwerk.CodeCannotExpireInCurrentPeriod)
		preview, err := b.Subscriptions.PreviewCancel(ctx, "s", &billwerk.SubscriptionCancelParams{NoticePeriods: new(1)})
		require.NoError(t, err)
		assert.Equal(t, "2000-04-15", preview.Expires.Format(time.DateOnly))
		s, err = b.Subscriptions.Cancel(ctx, "s", &billwerk.SubscriptionCancelParams{ExpireAt: "2000-03-20"})
		require.NoError(t, err)
		assert.True(t, s.IsCancelled)
		assert.False(t, s.Renewing)
		assert.Equal(t, billwerk.SubscriptionActive, s.State)
		_, err = b.Subscriptions.Uncancel(ctx, "s")
		wantCode(t, err, billwerk.CodeCannotUncancelInPartialPeriod)

		<-time.After(30 * day)
		s, err = b.Subscriptions.Get(ctx, "s")
		require.NoError(t, err)
		assert.Equal(t, billwerk.SubscriptionExpired, s.State)
		assert.Equal(t, billwerk.ExpiredCancelled, s.ExpireReason)
		assert.Equal(t, "2000-03-20", s.ExpiredDate.Format(time.DateOnly))

		params = subscribe("s-2")
		params.EndDate = "2000-04-01"
		_, err = b.Subscriptions.Create(ctx, params)
		require.NoError(t, err)
		<-time.After(30 * day)
		s, err = b.Subscriptions.Get(ctx, "s-2")
		require.NoError(t, err)
		assert.Equal(t, billwerk.ExpiredFixed, s.ExpireReason)
	})
}

// A change at the renewal waits for it; an immediate one doesn't.
func TestSubscriptionChanges(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		ctx := t.Context()
		b.subscribed(t)
		_, err := b.Plans.Create(ctx, &billwerk.PlanCreateParams{Handle: "euro", Currency: "EUR", PlanSettings: billwerk.PlanSettings{Name: "x", ScheduleType: billwerk.ScheduleDaily}})
		require.NoError(t, err)
		_, err = b.Subscriptions.Change(ctx, "s", &billwerk.SubscriptionChangeParams{Timing: billwerk.ChangeImmediately, Plan: "euro"})
		wantCode(t, err, billwerk.CodeCurrencyMismatch)
		_, err = b.Subscriptions.Change(ctx, "s", &billwerk.SubscriptionChangeParams{Timing: "tomorrow"})
		wantCode(t, err, billwerk.CodeInvalidRequest)

		planned := &billwerk.SubscriptionChangeParams{
			Timing: billwerk.ChangeAtRenewal, Amount: new(int64(9900)), AddOns: []billwerk.SubscriptionAddOnParams{{AddOn: "audio", Amount: new(int64(500))}},
		}
		preview, err := b.Subscriptions.PreviewChange(ctx, "s", planned)
		require.NoError(t, err)
		assert.True(t, preview.Journal.Change.Pending)
		s, err := b.Subscriptions.Get(ctx, "s")
		require.NoError(t, err)
		assert.Nil(t, s.PendingChange, "a preview changes nothing")

		s, err = b.Subscriptions.Change(ctx, "s", planned)
		require.NoError(t, err)
		require.NotNil(t, s.PendingChange)
		assert.Nil(t, s.Amount)
		<-time.After(32 * 24 * time.Hour)
		s, err = b.Subscriptions.Get(ctx, "s")
		require.NoError(t, err)
		assert.Nil(t, s.PendingChange)
		assert.Equal(t, new(int64(9900)), s.Amount)
		assert.Equal(t, []string{"audio"}, s.AddOns)
		require.Len(t, s.Changes, 1)
		assert.False(t, s.Changes[0].Pending)
		addOn, err := b.Subscriptions.AddOn(ctx, "s", "audio")
		require.NoError(t, err)
		assert.Equal(t, new(int64(500)), addOn.Amount)

		_, err = b.Subscriptions.Change(ctx, "s", planned)
		require.NoError(t, err)
		s, err = b.Subscriptions.Change(ctx, "s", &billwerk.SubscriptionChangeParams{Timing: billwerk.ChangeAtRenewal, CancelChange: true})
		require.NoError(t, err)
		assert.Nil(t, s.PendingChange)
		s, err = b.Subscriptions.Change(ctx, "s", &billwerk.SubscriptionChangeParams{
			Timing: billwerk.ChangeImmediately, Plan: billwerktest.Plan, Quantity: 3, RemoveAddOns: []string{"audio"},
		})
		require.NoError(t, err)
		assert.Nil(t, s.Amount)
		assert.Equal(t, 3, s.Quantity)
		assert.Empty(t, s.AddOns)
	})
}

// The billing run takes the money, or begins the dunning.
func TestBill(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	assert.Empty(t, b.fake.Bill("none"))
	params := subscribe("s")
	params.Amount, params.Quantity = new(int64(500)), 2
	params.AddOns = []billwerk.SubscriptionAddOnParams{{AddOn: "audio", Amount: new(int64(100)), Quantity: 3}}
	_, err := b.Subscriptions.Create(ctx, params)
	require.NoError(t, err)
	paid, err := b.Invoices.Get(ctx, b.fake.Bill("s"))
	require.NoError(t, err)
	assert.Equal(t, billwerk.InvoiceSettled, paid.State)
	assert.Equal(t, billwerk.InvoiceTypeRecurring, paid.Type)
	assert.EqualValues(t, 1300, paid.Amount)
	assert.EqualValues(t, 1300, b.captured(paid.Handle, billwerk.TransactionTypeSettle))

	_, err = b.Subscriptions.Change(ctx, "s", &billwerk.SubscriptionChangeParams{
		Timing: billwerk.ChangeImmediately, Amount: new(int64(2001)), Quantity: 1, RemoveAddOns: []string{"audio"},
	})
	require.NoError(t, err)
	handle := b.fake.Bill("s")
	unpaid, err := b.Subscriptions.PayableInvoice(ctx, "s")
	require.NoError(t, err)
	assert.Equal(t, handle, unpaid.Handle)
	assert.Equal(t, billwerk.InvoiceDunning, unpaid.State)
	require.ErrorIs(t, unpaid.Err(), billwerk.ErrDeclined)
	_, err = b.Subscriptions.Expire(ctx, "s", nil)
	wantCode(t, err, billwerk.CodeSubscriptionHasPendingOrDunningInvoices)
	cancelled, err := b.Invoices.CancelAll(ctx, "s")
	require.NoError(t, err)
	require.Len(t, cancelled, 1)
	assert.Equal(t, handle, cancelled[0].Handle)
	_, err = b.Subscriptions.PayableInvoice(ctx, "s")
	wantCode(t, err, billwerk.CodeInvoiceNotFound)
	require.NoError(t, b.expired(ctx))
	assert.Empty(t, b.fake.Bill("s"))
}

// Refunds as compensation (pages "expire", "onhold").
func TestCompensation(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		amount int64
		method billwerk.CompensationMethod
		want   billwerk.Code
		refund int64
	}{
		{"nothing", 9000, billwerk.CompensateNothing, 0, 0},
		{"all", 9000, billwerk.CompensateFullRefund, 0, 9000},
		{"nothing was paid", 0, billwerk.CompensateFullRefund, billwerk.CodeInvoiceNotSettled, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			params := subscribe("s")
			params.Amount = &tt.amount
			_, err := b.Subscriptions.Create(t.Context(), params)
			require.NoError(t, err)
			if tt.amount > 0 {
				b.fake.Bill("s")
			}
			_, err = b.Subscriptions.Expire(t.Context(), "s", &billwerk.SubscriptionExpireParams{Compensation: tt.method})
			assert.Equal(t, tt.want, codeOf(err))
			refunded := int64(0)
			for _, e := range b.fake.Ledger() {
				if e.Type == billwerk.TransactionTypeRefund {
					refunded += e.Amount
				}
			}
			assert.Equal(t, tt.refund, refunded)
		})
	}
}

// A refund that fails is a 500 with code 66 and a transaction error.
func TestCompensationFails(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.subscribed(t)
	_, err := b.Subscriptions.CreateInvoice(t.Context(), "s", &billwerk.SubscriptionInvoiceParams{
		Handle: "i-1", Instant: true, OrderLines: []billwerk.OrderLineParams{{Text: "x", Amount: 3500}},
	})
	require.NoError(t, err)
	_, err = b.Refunds.Create(t.Context(), &billwerk.RefundCreateParams{Invoice: "i-1", Amount: new(int64(2499))})
	require.NoError(t, err)
	_, err = b.Subscriptions.Expire(t.Context(), "s", &billwerk.SubscriptionExpireParams{Compensation: billwerk.CompensateFullRefund}) // 1001 are left
	wantCode(t, err, billwerk.CodeRefundFailed)
	require.ErrorIs(t, err, billwerk.ErrDeclined)
	s, err := b.Subscriptions.Get(t.Context(), "s")
	require.NoError(t, err)
	assert.Equal(t, billwerk.SubscriptionActive, s.State)
}

func TestSubscriptionCreateRefusals(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(*billwerk.SubscriptionCreateParams)
		want   billwerk.Code
	}{
		{"plan", func(p *billwerk.SubscriptionCreateParams) { p.Plan = "none" }, billwerk.CodeSubscriptionPlanNotFound},
		{"version", func(p *billwerk.SubscriptionCreateParams) { p.PlanVersion = 2 }, billwerk.CodeSubscriptionPlanNotFound},
		{"start", func(p *billwerk.SubscriptionCreateParams) { p.StartDate = "2001-01-01" }, billwerk.CodeStartDateTooFarInPast},
		{"end", func(p *billwerk.SubscriptionCreateParams) { p.EndDate = "2001-01-01" }, billwerk.CodeMustBeInFuture},
		{"trial", func(p *billwerk.SubscriptionCreateParams) { p.TrialPeriod = "soon" }, billwerk.CodeInvalidRequest},
		{"mode", func(p *billwerk.SubscriptionCreateParams) { p.Test = new(false) }, billwerk.CodeLiveDataNotAllowed},
		{"signup", func(p *billwerk.SubscriptionCreateParams) { p.SignupMethod = "fax" }, billwerk.CodeInvalidRequest},
		{"source", func(p *billwerk.SubscriptionCreateParams) { p.Source = "ca_none" }, billwerk.CodePaymentMethodNotFound},
		{"customer", func(p *billwerk.SubscriptionCreateParams) { p.Customer = "none" }, billwerk.CodeCustomerNotFound},
		{"existing customer", func(p *billwerk.SubscriptionCreateParams) {
			p.Customer, p.CreateCustomer = "", &billwerk.CustomerCreateParams{Handle: billwerktest.Customer}
		}, billwerk.CodeDuplicateHandle},
		{"condition", func(p *billwerk.SubscriptionCreateParams) {
			p.ConditionalCreate, p.Amount = true, new(int64(2001))
		}, billwerk.CodeSubscriptionNotEligibleForInvoice},
		{"discounts", func(p *billwerk.SubscriptionCreateParams) {
			p.Discounts = []billwerk.SubscriptionDiscountParams{{Handle: "d", Discount: "d"}}
		}, billwerk.CodeNotImplemented},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			params := subscribe("s")
			tt.change(params)
			_, err := b.Subscriptions.Create(t.Context(), params)
			wantCode(t, err, tt.want)
			_, err = b.Subscriptions.Get(t.Context(), "s")
			wantCode(t, err, billwerk.CodeSubscriptionNotFound)
			c, err := b.Customers.Get(t.Context(), billwerktest.Customer)
			require.NoError(t, err)
			assert.Zero(t, c.ActiveSubscriptions+c.FailedInvoices+c.DunningInvoices, "a refused create leaves nothing")
		})
	}
}

// The customer comes into being with the subscription, or not at all.
func TestSubscriptionCreateIsAtomic(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	params := subscribe("s")
	params.Customer, params.CreateCustomer = "", &billwerk.CustomerCreateParams{Handle: "c-new"}
	_, err := b.Subscriptions.Create(t.Context(), params)
	wantCode(t, err, billwerk.CodePaymentMethodNotFound) // another customer's
	_, err = b.Customers.Get(t.Context(), "c-new")
	wantCode(t, err, billwerk.CodeCustomerNotFound)

	preview := *params
	preview.SignupMethod, preview.Source = "", ""
	shown, err := b.Subscriptions.Preview(t.Context(), &preview)
	require.NoError(t, err)
	assert.EqualValues(t, 12900, shown.NextInvoice.Amount)
	_, err = b.Customers.Get(t.Context(), "c-new")
	wantCode(t, err, billwerk.CodeCustomerNotFound)

	params.Source = b.fake.CardToken(billwerktest.Card{})
	params.CouponCodes = []string{"SPRING25"}
	s, err := b.Subscriptions.Create(t.Context(), params)
	require.NoError(t, err)
	assert.True(t, s.PaymentMethodAdded)
	assert.Equal(t, []string{"spring25"}, s.Coupons)
	methods, err := b.Subscriptions.PaymentMethods(t.Context(), "s")
	require.NoError(t, err)
	require.Len(t, methods, 1)
	assert.Equal(t, "c-new", methods[0].Customer)
}

func TestSubscriptionPaymentMethods(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	b.subscribed(t)
	methods, err := b.Subscriptions.SetPaymentMethod(ctx, "s", &billwerk.SubscriptionPaymentMethodParams{
		Source: b.fake.CardToken(billwerktest.Card{}),
	})
	require.NoError(t, err)
	require.Len(t, methods, 1)
	_, err = b.Subscriptions.RemovePaymentMethod(ctx, "s", billwerktest.PaymentMethod)
	wantCode(t, err, billwerk.CodePaymentMethodNotFound)
	methods, err = b.Subscriptions.RemovePaymentMethod(ctx, "s", methods[0].ID)
	require.NoError(t, err)
	assert.Empty(t, methods)
	handle := b.fake.Bill("s")
	unpaid, err := b.Invoices.Get(ctx, handle)
	require.NoError(t, err)
	assert.Equal(t, billwerk.InvoiceDunning, unpaid.State)
	_, err = b.Subscriptions.SetPaymentMethod(ctx, "s", &billwerk.SubscriptionPaymentMethodParams{PaymentMethodReference: "none"})
	wantCode(t, err, billwerk.CodeUnknownOrMissingSource)
	methods, err = b.Subscriptions.RemovePaymentMethods(ctx, "s")
	require.NoError(t, err)
	assert.Empty(t, methods)
	_, err = b.Subscriptions.Metadata(ctx, "s")
	require.NoError(t, err)
}

func TestOnHoldAndBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		ctx := t.Context()
		b.subscribed(t)
		b.fake.Bill("s")
		<-time.After(10 * 24 * time.Hour)
		s, err := b.Subscriptions.OnHold(ctx, "s", &billwerk.SubscriptionOnHoldParams{Compensation: billwerk.CompensateProratedRefund})
		require.NoError(t, err)
		assert.Equal(t, billwerk.OnHoldOnDemand, s.OnHoldReason)
		refunded := b.fake.Ledger()[1]
		assert.Equal(t, billwerk.TransactionTypeRefund, refunded.Type)
		assert.EqualValues(t, 12900*21/31, refunded.Amount, "21 of 31 days are left")
		_, err = b.Subscriptions.Reactivate(ctx, "s", &billwerk.SubscriptionReactivateParams{StartDate: "2000-01-05"})
		wantCode(t, err, billwerk.CodeStartDateTooFarInPast)
		s, err = b.Subscriptions.Reactivate(ctx, "s", nil)
		require.NoError(t, err)
		assert.Equal(t, "2000-01-11", s.CurrentPeriodStart.Format(time.DateOnly))
		s, err = b.Subscriptions.ChangeNextPeriodStart(ctx, "s", "2000-01-20")
		require.NoError(t, err)
		assert.Equal(t, "2000-01-11", s.CurrentPeriodStart.Format(time.DateOnly))
		assert.Equal(t, "2000-01-20", s.NextPeriodStart.Format(time.DateOnly))
		_, err = b.Subscriptions.ChangeNextPeriodStart(ctx, "s", "2000-01-02")
		wantCode(t, err, billwerk.CodeMustBeInFuture)
		s, err = b.Subscriptions.SetEndDate(ctx, "s", "2001-01-01")
		require.NoError(t, err)
		assert.False(t, s.Renewing)
		s, err = b.Subscriptions.SetEndDate(ctx, "s", "")
		require.NoError(t, err)
		assert.True(t, s.Renewing)
	})
}
