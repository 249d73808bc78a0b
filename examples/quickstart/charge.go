package main

import (
	"context"
	"errors"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
	"github.com/vendorkit/vendorkit-go/redemptions"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
)

// charge: the connection dies when the vendor has processed the request and the
// client can't know it.
func charge(d *demo.D) {
	d.Section("6. A charge whose connection dies after it was processed (billwerk, redemptions)")
	ctx := context.Background()
	vendor := billwerktest.NewServer(d)
	c := vendor.Client(d)
	vendor.Script.Match("POST", "/v1/charge").Next(clienttest.DropAfter(), clienttest.AnswerAfter(502, "text/html", "<h1>Bad Gateway</h1>"))

	var answer client.Response
	charged, err := c.Charges.Create(ctx, &billwerk.ChargeCreateParams{
		Handle: "o-77310", CustomerHandle: billwerktest.Customer, Source: billwerktest.PaymentMethod,
		Amount: 28800, Currency: "DKK", Settle: true,
	}, client.WithResponse(&answer))
	d.Must(err)
	d.Must(charged.Err())
	d.Show("charge o-77310", "%s, %d attempts: connection lost, 502, 200", charged.State, answer.Attempts)
	for _, e := range vendor.Ledger() {
		d.Show("the vendor's ledger", "%s %s %d %s, key %s", e.Type, e.Invoice, e.Amount, e.Currency, e.Key)
	}
	ledger := vendor.Ledger()
	d.Promise(answer.Attempts == 3 && len(ledger) == 1 && ledger[0].Amount == 28800 && ledger[0].Key == answer.IdempotencyKey,
		"three requests with one key: the money moved once")

	other := redemptionstest.NewServer(d)
	r := other.Client(d)
	other.Script.Match("POST", "/za/redemptions/payments").Next(clienttest.DropAfter())
	order := &redemptions.PaymentCreateParams{
		Amount: redemptions.NewCents(4500), CurrencyCode: "DZAR", AccountID: redemptionstest.AccountID,
		Reference: "KB-20250304-0019", CountryCode: "ZA",
	}
	_, err = r.Payments.Create(ctx, order)
	unknown := errors.Is(err, client.ErrOutcomeUnknown)
	d.Show("a vendor without such keys", "errors.Is(err, client.ErrOutcomeUnknown) is %v", unknown)
	found, err := r.Payments.FindByReference(ctx, order.Reference)
	d.Must(err)
	d.Show("FindByReference settles it", "%s, %d payment at the vendor", found.StatusMessage, other.Processed(order.Reference))
	d.Promise(unknown && found.Matches(order) && other.Processed(order.Reference) == 1, "not sent again, not lost, and not called a failure")
	d.Say("Why: a POST sent twice charges twice, and a \"failed\" payment that was made is charged twice by hand.")
}
