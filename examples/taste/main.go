// Command taste holds the code that the README shows, and runs it against the
// fakes. Its tests hold the README to it.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/ecp"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/redemptions"
	"github.com/vendorkit/vendorkit-go/retry"
)

// clipCoupons reports clips one by one.
func clipCoupons(ctx context.Context, c *ecp.Client) error {
	outcomes, err := c.Coupons.ClipEach(ctx, []int{48213, 48377, 99120})
	for _, clip := range outcomes {
		fmt.Println(clip.CouponID, clip.State) // 48213 counted, 48377 at limit, 99120 not found
	}
	return err
}

// startPayment makes a payment once, whatever happens on the way.
func startPayment(ctx context.Context, c *redemptions.Client, order *redemptions.PaymentCreateParams) (*redemptions.Payment, error) {
	payment, err := c.Payments.Create(ctx, order) // never sent twice by itself
	if errors.Is(err, client.ErrOutcomeUnknown) {
		payment, err = c.Payments.FindByReference(ctx, order.Reference) // it may have happened; ErrNotFound: not so far
	}
	return payment, err
}

// chargeCard charges once. The call can succeed while the card is declined.
func chargeCard(ctx context.Context, c *billwerk.Client, source string) (*billwerk.Charge, error) {
	charge, err := c.Charges.Create(ctx, &billwerk.ChargeCreateParams{ // one idempotency key for all attempts
		Handle: "o-77310", CustomerHandle: "c-20418", Source: source, Amount: 28800, Currency: "DKK", Settle: true,
	})
	if err == nil {
		err = charge.Err() // a declined card is a successful answer: *billwerk.PaymentError
	}
	return charge, err
}

// listNumbers prints all numbers of a property, page by page.
func listNumbers(ctx context.Context, c *numbers.Client, propertySID string) error {
	for number, err := range c.Numbers.All(ctx, &numbers.NumberListParams{PropertySID: propertySID}) {
		if err != nil {
			return err // comes once, as the last thing
		}
		fmt.Println(number.Number, number.Status)
	}
	return nil
}

// production is a client with options; none of them is needed.
func production(credentials billwerk.Credentials, log *slog.Logger, metrics client.Observer, options ...client.Option) (*billwerk.Client, error) {
	return billwerk.New(credentials, append([]client.Option{
		client.WithRetry(retry.Policy{MaxAttempts: 5, MaxElapsed: 20 * time.Second}),
		client.WithHedging(client.Hedging{}), // a second copy of an unusually slow read
		client.WithLogger(log),
		client.WithObserver(metrics),
		client.WithUserAgent("shop/1.4"),
	}, options...)...)
}
