package main

import (
	"context"
	"errors"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
	"github.com/vendorkit/vendorkit-go/redemptions"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
)

// validation: each field at fault, ready to be shown beside its input.
func validation(d *demo.D) {
	d.Section("3. A validation error, field by field (redemptions)")
	vendor := redemptionstest.NewServer(d)
	c := vendor.Client(d)

	_, err := c.Payments.Create(context.Background(), &redemptions.PaymentCreateParams{
		Amount: redemptions.NewCents(0), AccountID: "no-such-account", Reference: "KB-20250304-0017", CurrencyCode: "DZAR",
	})
	invalid, ok := errors.AsType[*redemptions.ValidationError](err)
	if !ok {
		d.Fatalf("expected a *redemptions.ValidationError, got %v", err)
	}
	for _, f := range invalid.Errors {
		d.Show(f.Field, "%s  %s", f.Code, f.Message)
	}
	d.Promise(len(invalid.Errors) == 3 && invalid.Field("amount").Code == redemptions.CodeInvalid &&
		invalid.Field("countryCode").Code == redemptions.CodeRequired, "every field has its code; Field finds one by its JSON name")
	d.Promise(errors.Is(err, client.ErrInvalid) && invalid.Attempts == 1 && len(vendor.IDs()) == 0,
		"it is final: one attempt, no payment made")
	d.Say("Why: a form can show it as it is, and code can branch on codes instead of on texts.")
}
