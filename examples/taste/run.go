package main

import (
	"context"
	"log/slog"
	"os"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/ecp/ecptest"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
	"github.com/vendorkit/vendorkit-go/redemptions"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
)

func main() { demo.Main("taste", show) }

func show(d *demo.D) {
	ctx := context.Background()

	d.Section("ecp")
	coupons := ecptest.NewServer(d, ecptest.WithCoupons(ecptest.Coupon{ID: 48213}, ecptest.Coupon{ID: 48377, MaxClips: 5, Clips: 5}))
	d.Must(clipCoupons(ctx, coupons.Client(d)))
	d.Promise(coupons.Clips(48213) == 1, "the good coupon was counted once")

	d.Section("redemptions")
	payments := redemptionstest.NewServer(d)
	payments.Script.Match("POST", "/za/redemptions/payments").Next(clienttest.DropAfter())
	order := &redemptions.PaymentCreateParams{
		Amount: redemptions.NewCents(25900), CurrencyCode: "DZAR", AccountID: redemptionstest.AccountID,
		Reference: "KB-20250304-0017", ReturnURL: "https://shop.example/return", CountryCode: "ZA",
	}
	payment, err := startPayment(ctx, payments.Client(d), order)
	d.Must(err)
	d.Promise(payment.Matches(order) && payments.Processed(order.Reference) == 1, "one payment, although its answer was lost")

	d.Section("billwerk")
	subscriptions := billwerktest.NewServer(d)
	c, err := production(billwerk.Credentials{PrivateKey: billwerktest.PrivateKey}, slog.New(slog.NewTextHandler(os.Stdout, nil)),
		client.NopObserver{}, client.WithBaseURL(subscriptions.URL))
	d.Must(err)
	defer c.CloseIdleConnections()
	charge, err := chargeCard(ctx, c, billwerktest.PaymentMethod)
	d.Must(err)
	d.Promise(charge.State == billwerk.ChargeSettled && len(subscriptions.Ledger()) == 1, "charged once")

	d.Section("numbers")
	phones := numberstest.NewServer(d)
	d.Must(listNumbers(ctx, phones.Client(d), numberstest.PropertySID))
	d.Promise(phones.Count() >= 1, "all numbers were read")
}
