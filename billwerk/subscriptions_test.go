package billwerk_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

// The samples of the documentation, both ways.
func TestSubscriptionSamples(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, inTurn(says(http.StatusOK, sample(t, "subscription.json")), says(http.StatusOK,
		`{"handle":"s-20418-1","state":"active","is_cancelled":true,"renewing":false,"expires":"2025-04-30T22:00:00.000+00:00"}`)))
	s, err := c.Subscriptions.Create(t.Context(), &billwerk.SubscriptionCreateParams{
		Handle: "s-20418-1", Plan: "reader-plus", Customer: "c-20418",
		SignupMethod: billwerk.SignupSource, Source: "ca_7d1f0e5a9b2c4c1e8f3a6b5d4c3e2f10",
		StartDate: billwerk.Date(2025, 4, 1), CouponCodes: []string{"SPRING25"},
		AddOns: []billwerk.SubscriptionAddOnParams{{Handle: "s-20418-1-audio", AddOn: "audio", Quantity: 2}},
	})
	require.NoError(t, err)
	assert.JSONEq(t, sample(t, "subscription_create.json"), string(transport.Requests()[0].Body))
	assert.Equal(t, billwerk.SubscriptionActive, s.State)
	assert.True(t, s.InTrial)
	assert.False(t, s.HasStarted)
	assert.Equal(t, "2025-03-31T22:00:00Z", s.StartDate.String())
	assert.Equal(t, []string{"ca_7d1f0e5a9b2c4c1e8f3a6b5d4c3e2f10"}, s.ActivePaymentMethods)
	assert.Equal(t, "https://checkout.example/…", s.HostedPageLinks.PaymentInfo)

	s, err = c.Subscriptions.Cancel(t.Context(), "s-20418-1", &billwerk.SubscriptionCancelParams{NoticePeriods: new(0)})
	require.NoError(t, err)
	assert.JSONEq(t, `{"notice_periods":0}`, string(transport.Requests()[1].Body), "0 overrides the plan, nil doesn't")
	assert.True(t, s.IsCancelled)
	assert.Equal(t, "2025-04-30T22:00:00Z", s.Expires.String())
}

// Bodies as the OpenAPI definition has them.
func TestSubscriptionBodies(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		call  func(context.Context, *billwerk.Client) error
		query string
		body  string
	}{
		"prepare leaves the signup out": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Prepare(ctx, preparedSubscription("s-1")))
		}, "", `{"handle":"s-1","plan":"reader-plus","customer":"c-1"}`},
		"a customer on the way": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Create(ctx, &billwerk.SubscriptionCreateParams{
				GenerateHandle: true, Plan: "p", CreateCustomer: &billwerk.CustomerCreateParams{GenerateHandle: true, Email: "a@example.org"},
				SignupMethod: billwerk.SignupEmail, Amount: new(int64(0)), TrialPeriod: "P14D", EndDate: "2027-01-01T12:00",
			}))
		}, "", `{"generate_handle":true,"plan":"p","create_customer":{"generate_handle":true,"email":"a@example.org"},
			"signup_method":"email","amount":0,"trial_period":"P14D","end_date":"2027-01-01T12:00"}`},
		"activate": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Activate(ctx, "s-1", &billwerk.SubscriptionActivateParams{SignupMethod: billwerk.SignupSource, Source: "ct_1"}))
		}, "", `{"signup_method":"source","source":"ct_1"}`},
		"cancel as the plan says": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Cancel(ctx, "s-1", nil))
		}, "", `{}`},
		"on hold": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.OnHold(ctx, "s-1", &billwerk.SubscriptionOnHoldParams{Compensation: billwerk.CompensateProratedCredit}))
		}, "", `{"compensation_method":"prorated_credit"}`},
		"reactivate": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Reactivate(ctx, "s-1", &billwerk.SubscriptionReactivateParams{StartDate: "2027-01-01", PartialPeriodHandling: billwerk.BillNothing}))
		}, "", `{"start_date":"2027-01-01","partial_period_handling":"no_bill"}`},
		"change": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.Change(ctx, "s-1", &billwerk.SubscriptionChangeParams{
				Timing: billwerk.ChangeImmediately, Plan: "q", Billing: billwerk.ChangeBillingNone, Compensation: billwerk.CompensateNothing,
				AddOns: []billwerk.SubscriptionAddOnParams{{AddOn: "audio", FixedAmount: new(false)}}, RemoveAddOns: []string{"video"},
			}))
		}, "", `{"timing":"immediate","plan":"q","billing":"none","compensation_method":"none","add_ons":[{"add_on":"audio","fixed_amount":false}],"remove_add_ons":["video"]}`},
		"next period": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.ChangeNextPeriodStart(ctx, "s-1", "2027-01-01"))
		}, "", `{"next_period_start":"2027-01-01"}`},
		"end date": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.SetEndDate(ctx, "s-1", "2027-01-01"))
		}, "", `{"end_date":"2027-01-01"}`},
		"no end date": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.SetEndDate(ctx, "s-1", ""))
		}, "", `{}`},
		"entitlements": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.SetEntitlements(ctx, "s-1", &billwerk.SubscriptionEntitlementParams{Additional: []string{"a"}, Excluded: []string{}}))
		}, "", `{"additional_entitlements":["a"],"excluded_entitlements":[]}`},
		"coupon": {func(ctx context.Context, c *billwerk.Client) error {
			return ignore(c.Subscriptions.RedeemCoupon(ctx, "s-1", "SPRING25"))
		}, "", `{"code":"SPRING25"}`},
		"interval": {func(ctx context.Context, c *billwerk.Client) error {
			return ignore(c.Subscriptions.IntervalAmount(ctx, "s-1", "2025-01-01", "2025-02-01"))
		}, "from=2025-01-01&to=2025-02-01", ""},
		"balance": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.PeriodBalance(ctx, "s-1", "2025-01-01"))
		}, "date=2025-01-01", ""},
		"usage": {func(ctx context.Context, c *billwerk.Client) error {
			return ignore(c.Subscriptions.MeteredUsage(ctx, "s-1", "m-1", 3))
		}, "size=3", ""},
		"remove metered": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Subscriptions.RemoveMeteredProduct(ctx, "s-1", "m-1", "write_off"))
		}, "unbilled_usage_strategy=write_off", ""},
		"record": {func(ctx context.Context, c *billwerk.Client) error {
			return ignore(c.Subscriptions.RecordUsage(ctx, "s-1", "m-1", nil))
		}, "", `{"units":0}`},
		"usage state": {func(ctx context.Context, c *billwerk.Client) error {
			return ignore(c.Subscriptions.SetUsageState(ctx, "s-1", "m-1", "r1", billwerk.UsageRecordInactive))
		}, "", `{"state":"inactive"}`},
		"invoice": {func(ctx context.Context, c *billwerk.Client) error {
			return ignore(c.Subscriptions.CreateInvoice(ctx, "s-1", &billwerk.SubscriptionInvoiceParams{Handle: "i-1", Instant: true, CollectCredit: new(false)}))
		}, "", `{"handle":"i-1","instant":true,"collect_credit":false}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, transport := apiOf(t, says(http.StatusOK, aSubscription))
			require.NoError(t, test.call(t.Context(), c))
			r := transport.Requests()[0]
			assert.Equal(t, test.query, r.RawQuery)
			if test.body == "" {
				assert.Empty(t, r.Body)
				return
			}
			assert.JSONEq(t, test.body, string(r.Body))
		})
	}
}

// ignore drops result and error where only the request counts.
func ignore[T any](T, error) error { return nil }

// What is certain to be wrong is refused before it is sent.
func TestSubscriptionsRefuse(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, aSubscription))
	create := func(change func(*billwerk.SubscriptionCreateParams)) func(context.Context) error {
		return func(ctx context.Context) error {
			params := newSubscription("s-1")
			change(params)
			return drop(c.Subscriptions.Create(ctx, params))
		}
	}
	s := c.Subscriptions
	for name, call := range map[string]func(context.Context) error{
		"no parameters": func(ctx context.Context) error { return drop(s.Create(ctx, nil)) },
		"no handle":     create(func(p *billwerk.SubscriptionCreateParams) { p.Handle = "" }),
		"two handles":   create(func(p *billwerk.SubscriptionCreateParams) { p.GenerateHandle = true }),
		"no plan":       create(func(p *billwerk.SubscriptionCreateParams) { p.Plan = "" }),
		"no customer":   create(func(p *billwerk.SubscriptionCreateParams) { p.Customer = "" }),
		"two customers": create(func(p *billwerk.SubscriptionCreateParams) {
			p.CreateCustomer = &billwerk.CustomerCreateParams{Handle: "c-2"}
		}),
		"customer without handle": create(func(p *billwerk.SubscriptionCreateParams) {
			p.Customer, p.CreateCustomer = "", &billwerk.CustomerCreateParams{}
		}),
		"no signup method": create(func(p *billwerk.SubscriptionCreateParams) { p.SignupMethod = "" }),
		"no source":        create(func(p *billwerk.SubscriptionCreateParams) { p.SignupMethod = billwerk.SignupSource }),
		"date with a zone": create(func(p *billwerk.SubscriptionCreateParams) { p.StartDate = "2025-01-01T00:00:00Z" }),
		"end in words":     create(func(p *billwerk.SubscriptionCreateParams) { p.EndDate = "never" }),
		"too many add-ons": create(func(p *billwerk.SubscriptionCreateParams) { p.AddOns = make([]billwerk.SubscriptionAddOnParams, 101) }),
		"add-on of nothing": create(func(p *billwerk.SubscriptionCreateParams) {
			p.AddOns = []billwerk.SubscriptionAddOnParams{{Handle: "a"}}
		}),
		"discount of nothing": create(func(p *billwerk.SubscriptionCreateParams) {
			p.Discounts = []billwerk.SubscriptionDiscountParams{{Handle: "d"}}
		}),
		"discount twice": create(func(p *billwerk.SubscriptionCreateParams) {
			p.Discounts = []billwerk.SubscriptionDiscountParams{{Handle: "d", Discount: "ten", Amount: 10, Percentage: 10}}
		}),
		"cost without text": create(func(p *billwerk.SubscriptionCreateParams) {
			p.AdditionalCosts = []billwerk.SubscriptionAdditionalCostParams{{Handle: "a", Amount: 1}}
		}),
		"metered product of nothing": create(func(p *billwerk.SubscriptionCreateParams) {
			p.MeteredProducts = make([]billwerk.SubscriptionMeteredProductParams, 1)
		}),
		"prepare with a signup": func(ctx context.Context) error { return drop(s.Prepare(ctx, newSubscription("s-1"))) },
		"preview with a signup": func(ctx context.Context) error { return drop(s.Preview(ctx, newSubscription("s-1"))) },
		"activate how":          func(ctx context.Context) error { return drop(s.Activate(ctx, "s-1", nil)) },
		"activate without source": func(ctx context.Context) error {
			return drop(s.Activate(ctx, "s-1", &billwerk.SubscriptionActivateParams{SignupMethod: billwerk.SignupSource}))
		},
		"cancel at no date": func(ctx context.Context) error {
			return drop(s.Cancel(ctx, "s-1", &billwerk.SubscriptionCancelParams{ExpireAt: "soon"}))
		},
		"reactivate at no date": func(ctx context.Context) error {
			return drop(s.Reactivate(ctx, "s-1", &billwerk.SubscriptionReactivateParams{StartDate: "soon"}))
		},
		"change without timing": func(ctx context.Context) error { return drop(s.Change(ctx, "s-1", nil)) },
		"change with add-on of nothing": func(ctx context.Context) error {
			return drop(s.Change(ctx, "s-1", &billwerk.SubscriptionChangeParams{Timing: "renewal", AddOns: make([]billwerk.SubscriptionAddOnParams, 1)}))
		},
		"change with too many add-ons": func(ctx context.Context) error {
			return drop(s.Change(ctx, "s-1", &billwerk.SubscriptionChangeParams{Timing: "renewal", AddOns: make([]billwerk.SubscriptionAddOnParams, 101)}))
		},
		"no next period": func(ctx context.Context) error { return drop(s.ChangeNextPeriodStart(ctx, "s-1", "")) },
		"end at no date": func(ctx context.Context) error { return drop(s.SetEndDate(ctx, "s-1", "soon")) },
		"instant and due": func(ctx context.Context) error {
			return drop(s.CreateInvoice(ctx, "s-1", &billwerk.SubscriptionInvoiceParams{Handle: "i", Instant: true, Due: "2027-01-01"}))
		},
		"invoice without handle": func(ctx context.Context) error { return drop(s.CreateInvoice(ctx, "s-1", nil)) },
		"balance at no date":     func(ctx context.Context) error { return drop(s.PeriodBalance(ctx, "s-1", "soon")) },
		"interval without end":   func(ctx context.Context) error { return drop(s.IntervalAmount(ctx, "s-1", "2025-01-01", "")) },
		"interval at no date":    func(ctx context.Context) error { return drop(s.IntervalAmount(ctx, "s-1", "soon", "later")) },
		"no payment method":      func(ctx context.Context) error { return drop(s.SetPaymentMethod(ctx, "s-1", nil)) },
		"long reference": func(ctx context.Context) error {
			return drop(s.SetPaymentMethod(ctx, "s-1", &billwerk.SubscriptionPaymentMethodParams{PaymentMethodReference: string(make([]byte, 65))}))
		},
		"no coupon":           func(ctx context.Context) error { return drop(s.RedeemCoupon(ctx, "s-1", "")) },
		"no metered product":  func(ctx context.Context) error { return drop(s.AddMeteredProduct(ctx, "s-1", nil)) },
		"negative usage size": func(ctx context.Context) error { return drop(s.MeteredUsage(ctx, "s-1", "m-1", -1)) },
		"strange usage handle": func(ctx context.Context) error {
			return drop(s.RecordUsage(ctx, "s-1", "m-1", &billwerk.MeteredUsageParams{Handle: "a b"}))
		},
		"usage at no date": func(ctx context.Context) error {
			return drop(s.RecordUsage(ctx, "s-1", "m-1", &billwerk.MeteredUsageParams{Created: "soon"}))
		},
		"no usage state": func(ctx context.Context) error { return drop(s.SetUsageState(ctx, "s-1", "m-1", "r1", "")) },
		"path traversal": func(ctx context.Context) error { return drop(s.Discount(ctx, "s-1", "..")) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.ErrorIs(t, call(t.Context()), client.ErrInvalid)
		})
	}
	t.Cleanup(func() { assert.Zero(t, transport.Count()) })
}
