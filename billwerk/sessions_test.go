package billwerk_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/retry"
)

const (
	aSession  = `{"id":"cs_1","url":"https://checkout.example/#/cs_1"}`
	aSessInfo = `{"id":"cs_1","type":"CHARGE"}`
)

func sessionOperations() map[string]operation {
	order := func(customer *billwerk.CustomerCreateParams) *billwerk.SessionCreateChargeParams {
		return &billwerk.SessionCreateChargeParams{Order: &billwerk.SessionOrderParams{Handle: "o-1", Amount: 100, Customer: customer}}
	}
	generated := &billwerk.CustomerCreateParams{GenerateHandle: true}
	return map[string]operation{
		"charge": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Sessions.CreateCharge(ctx, order(&billwerk.CustomerCreateParams{Handle: "c-1"})))
		}, "POST", "/v1/session/charge", aSession, true, false},
		"charge for an invoice": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Sessions.CreateCharge(ctx, &billwerk.SessionCreateChargeParams{Invoice: "inv-1"}))
		}, "POST", "/v1/session/charge", aSession, true, false},
		"charge with generated customer": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Sessions.CreateCharge(ctx, order(generated)))
		}, "POST", "/v1/session/charge", aSession, false, false},
		"recurring": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Sessions.CreateRecurring(ctx, &billwerk.SessionCreateRecurringParams{Customer: "c-1"}))
		}, "POST", "/v1/session/recurring", aSession, true, false},
		"recurring with generated customer": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Sessions.CreateRecurring(ctx, &billwerk.SessionCreateRecurringParams{CreateCustomer: generated}))
		}, "POST", "/v1/session/recurring", aSession, false, false},
		"subscription": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Sessions.CreateSubscription(ctx, &billwerk.SessionCreateSubscriptionParams{Subscription: "s-1"}))
		}, "POST", "/v1/session/subscription", aSession, true, false},
		"prepared subscription": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Sessions.CreateSubscription(ctx, &billwerk.SessionCreateSubscriptionParams{Prepare: preparedSubscription("s-1")}))
		}, "POST", "/v1/session/subscription", aSession, true, false},
		"prepared subscription with generated handle": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Sessions.CreateSubscription(ctx, &billwerk.SessionCreateSubscriptionParams{Prepare: preparedSubscription("")}))
		}, "POST", "/v1/session/subscription", aSession, false, false},
		"prepared subscription with generated customer": {func(ctx context.Context, c *billwerk.Client) error {
			p := preparedSubscription("s-1")
			p.Customer, p.CreateCustomer = "", generated
			return drop(c.Sessions.CreateSubscription(ctx, &billwerk.SessionCreateSubscriptionParams{Prepare: p}))
		}, "POST", "/v1/session/subscription", aSession, false, false},
		"delete": {func(ctx context.Context, c *billwerk.Client) error {
			return c.Sessions.Delete(ctx, "cs_1")
		}, "DELETE", "/v1/session/cs_1", "", true, false},
		"get": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Sessions.Get(ctx, "cs_1"))
		}, "GET", "/v1/session_info/cs_1", aSessInfo, true, false},
		"find": {func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Sessions.Find(ctx, "charge", "o-1"))
		}, "GET", "/v1/session_info/charge/o-1", "[" + aSessInfo + "]", true, false},
	}
}

// The sample of the documentation (page createchargesession), both ways.
func TestSessionSample(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, sample(t, "session.json")))
	session, err := c.Sessions.CreateCharge(t.Context(), &billwerk.SessionCreateChargeParams{
		SessionSettings: billwerk.SessionSettings{
			Locale: "da_DK", TTL: "PT2H",
			AcceptURL: "https://shop.example.org/ok/o-77311", CancelURL: "https://shop.example.org/cancel/o-77311",
		},
		Order: &billwerk.SessionOrderParams{
			Handle: "o-77311", Amount: 19900, Currency: "DKK", Text: "Gift box",
			Customer: &billwerk.CustomerCreateParams{Handle: "c-20419", Email: "per.lund@example.org", FirstName: "Per", LastName: "Lund"},
		},
		Settle: true, Recurring: true,
	})
	require.NoError(t, err)
	assert.JSONEq(t, sample(t, "session_charge_create.json"), string(transport.Requests()[0].Body))
	assert.Equal(t, "cs_2f4b6d8e0a1c3e5f7a9b0c2d4e6f8a10", session.ID)
	assert.Equal(t, "https://checkout.example/#/cs_2f4b6d8e0a1c3e5f7a9b0c2d4e6f8a10", session.URL)
}

// A key of the order is sent if there is one; none is minted.
func TestSessionKey(t *testing.T) {
	t.Parallel()
	c, transport := apiOf(t, says(http.StatusOK, aSession))
	p := &billwerk.SessionCreateChargeParams{Order: &billwerk.SessionOrderParams{Handle: "o-1", Key: "mine"}}
	require.NoError(t, drop(c.Sessions.CreateCharge(t.Context(), p)))
	assert.JSONEq(t, `{"order":{"handle":"o-1","key":"mine"}}`, string(transport.Requests()[0].Body))
	err := drop(c.Sessions.CreateCharge(t.Context(), p, client.WithIdempotencyKey("other")))
	require.ErrorIs(t, err, client.ErrInvalid, "the call has no key of its own")
}

func TestSessionsRefuse(t *testing.T) {
	t.Parallel()
	order := func(change func(*billwerk.SessionCreateChargeParams)) func(context.Context, *billwerk.Client) error {
		p := &billwerk.SessionCreateChargeParams{Order: &billwerk.SessionOrderParams{Handle: "o-1", Amount: 100}}
		change(p)
		return func(ctx context.Context, c *billwerk.Client) error { return drop(c.Sessions.CreateCharge(ctx, p)) }
	}
	recurring := func(p *billwerk.SessionCreateRecurringParams) func(context.Context, *billwerk.Client) error {
		return func(ctx context.Context, c *billwerk.Client) error { return drop(c.Sessions.CreateRecurring(ctx, p)) }
	}
	subscription := func(p *billwerk.SessionCreateSubscriptionParams) func(context.Context, *billwerk.Client) error {
		return func(ctx context.Context, c *billwerk.Client) error {
			return drop(c.Sessions.CreateSubscription(ctx, p))
		}
	}
	prepared := preparedSubscription("s-1")
	prepared.SignupMethod = billwerk.SignupLink
	long := billwerk.SessionSettings{ButtonText: strings.Repeat("ø", 33)}
	for name, call := range map[string]func(context.Context, *billwerk.Client) error{
		"neither order nor invoice": order(func(p *billwerk.SessionCreateChargeParams) { p.Order = nil }),
		"order and invoice":         order(func(p *billwerk.SessionCreateChargeParams) { p.Invoice = "inv-1" }),
		"no handle":                 order(func(p *billwerk.SessionCreateChargeParams) { p.Order.Handle = "" }),
		"negative amount":           order(func(p *billwerk.SessionCreateChargeParams) { p.Order.Amount = -1 }),
		"two customers": order(func(p *billwerk.SessionCreateChargeParams) {
			p.Order.CustomerHandle, p.Order.Customer = "c-1", &billwerk.CustomerCreateParams{Handle: "c-2"}
		}),
		"customer without handle": order(func(p *billwerk.SessionCreateChargeParams) { p.Order.Customer = &billwerk.CustomerCreateParams{} }),
		"stored always and maybe": order(func(p *billwerk.SessionCreateChargeParams) { p.Recurring, p.RecurringOptional = true, new(false) }),
		"long button text":        order(func(p *billwerk.SessionCreateChargeParams) { p.SessionSettings = long }),
		"long reference": order(func(p *billwerk.SessionCreateChargeParams) {
			p.PaymentMethodReference = strings.Repeat("r", 65)
		}),
		"nil charge": func(ctx context.Context, c *billwerk.Client) error { return drop(c.Sessions.CreateCharge(ctx, nil)) },

		"no customer":                recurring(nil),
		"customer and a new one":     recurring(&billwerk.SessionCreateRecurringParams{Customer: "c-1", CreateCustomer: &billwerk.CustomerCreateParams{Handle: "c"}}),
		"new one without handle":     recurring(&billwerk.SessionCreateRecurringParams{CreateCustomer: &billwerk.CustomerCreateParams{}}),
		"long recurring button text": recurring(&billwerk.SessionCreateRecurringParams{Customer: "c-1", SessionSettings: long}),

		"no subscription":               subscription(nil),
		"subscription and a new one":    subscription(&billwerk.SessionCreateSubscriptionParams{Subscription: "s-1", Prepare: preparedSubscription("s-2")}),
		"prepared with signup":          subscription(&billwerk.SessionCreateSubscriptionParams{Prepare: prepared}),
		"long subscription button text": subscription(&billwerk.SessionCreateSubscriptionParams{Subscription: "s-1", SessionSettings: long}),

		"empty id":       func(ctx context.Context, c *billwerk.Client) error { return c.Sessions.Delete(ctx, "") },
		"empty relation": func(ctx context.Context, c *billwerk.Client) error { return drop(c.Sessions.Find(ctx, "", "o-1")) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, transport := apiOf(t, says(http.StatusOK, aSession))
			require.ErrorIs(t, call(t.Context(), c), client.ErrInvalid)
			assert.Zero(t, transport.Count())
		})
	}
	c, _ := apiOf(t, says(http.StatusOK, aSession))
	require.NoError(t, order(func(p *billwerk.SessionCreateChargeParams) {
		p.ButtonText, p.PaymentMethodReference = strings.Repeat("ø", 32), strings.Repeat("ø", 64)
	})(t.Context(), c))
}

// hosts remembers where requests went to.
func hosts(to *[]string) client.Option {
	return client.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTripper(func(r *http.Request) (*http.Response, error) {
			*to = append(*to, r.URL.Scheme+"://"+r.URL.Host+r.URL.Path)
			return next.RoundTrip(r)
		})
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// Sessions go to the checkout host of the same brand, and with any other base URL
// to where everything else goes: never to production by default.
func TestCheckoutHost(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		base, checkout string // as given
		main, sessions string // where calls go
	}{
		"default":              {"", "", "https://api.frisbii.com", "https://checkout-api.frisbii.com"},
		"current brand":        {billwerk.BaseURLFrisbii + "/", "", "https://api.frisbii.com", "https://checkout-api.frisbii.com"},
		"former brand":         {billwerk.BaseURLReepay, "", "https://api.reepay.com", "https://checkout-api.reepay.com"},
		"port and capitals":    {"https://API.Reepay.com:443", "", "https://API.Reepay.com:443", "https://checkout-api.reepay.com"},
		"fake":                 {"http://127.0.0.1:1", "", "http://127.0.0.1:1", "http://127.0.0.1:1"},
		"proxy":                {"https://proxy.example/billing", "", "https://proxy.example/billing", "https://proxy.example/billing"},
		"like the vendor's":    {"https://api.frisbii.com.example", "", "https://api.frisbii.com.example", "https://api.frisbii.com.example"},
		"proxy of two":         {"https://proxy.example/a", "https://proxy.example/b/", "https://proxy.example/a", "https://proxy.example/b"},
		"checkout alone":       {"", "http://127.0.0.1:2", "https://api.frisbii.com", "http://127.0.0.1:2"},
		"production by name":   {"http://127.0.0.1:1", billwerk.CheckoutURLReepay, "http://127.0.0.1:1", "https://checkout-api.reepay.com"},
		"the same, said twice": {"http://127.0.0.1:1", "http://127.0.0.1:1", "http://127.0.0.1:1", "http://127.0.0.1:1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			transport := clienttest.NewTransport(inTurn(says(http.StatusOK, aCharge), says(http.StatusOK, aSessInfo)))
			defer transport.Close()
			var to []string
			opts := []client.Option{client.WithTransport(transport), hosts(&to)}
			if tc.base != "" {
				opts = append(opts, client.WithBaseURL(tc.base))
			}
			c, err := billwerk.NewWithCheckout(billwerk.Credentials{PrivateKey: testKey}, tc.checkout, opts...)
			require.NoError(t, err)
			require.NoError(t, drop(c.Charges.Get(t.Context(), "o-1")))
			require.NoError(t, drop(c.Sessions.Get(t.Context(), "cs_1")))
			assert.Equal(t, []string{tc.main + "/v1/charge/o-1", tc.sessions + "/v1/session_info/cs_1"}, to)
			assert.Equal(t, tc.sessions, c.CheckoutCore().BaseURL())
			assert.Equal(t, tc.main == tc.sessions, c.Core() == c.CheckoutCore())
			for _, r := range transport.Requests() {
				user, _, _ := (&http.Request{Header: r.Header}).BasicAuth()
				assert.Equal(t, testKey, user)
			}
			reads, writes := c.Core().Limiters()
			sessionReads, sessionWrites := c.CheckoutCore().Limiters()
			assert.True(t, reads == sessionReads && writes == sessionWrites, "the limits are shared")
			c.CloseIdleConnections()
		})
	}
}

// An outage of one host doesn't empty the retry budget of the other, unless the
// user has one for both.
func TestCheckoutBudget(t *testing.T) {
	t.Parallel()
	c, err := billwerk.New(billwerk.Credentials{PrivateKey: testKey})
	require.NoError(t, err)
	assert.NotSame(t, c.Core().Budget(), c.CheckoutCore().Budget())
	mine := retry.DefaultBudget()
	c, err = billwerk.New(billwerk.Credentials{PrivateKey: testKey}, client.WithRetry(retry.Policy{Budget: mine}))
	require.NoError(t, err)
	assert.Same(t, mine, c.Core().Budget())
	assert.Same(t, mine, c.CheckoutCore().Budget())
}

func TestCheckoutHostRefuses(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"http://checkout-api.frisbii.com", "https://user:pass@checkout.example", "checkout.example"} {
		_, err := billwerk.NewWithCheckout(billwerk.Credentials{PrivateKey: testKey}, address)
		require.ErrorIs(t, err, client.ErrInvalid, address)
		assert.NotContains(t, err.Error(), "pass@")
	}
}
