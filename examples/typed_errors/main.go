// Command typed_errors shows how to tell errors apart, from the vendor's own
// words to the question that matters most: may it have happened?
package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
	"github.com/vendorkit/vendorkit-go/redemptions"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
	"github.com/vendorkit/vendorkit-go/retry"
)

// advice is what a program would do about an error. The order matters: a write
// that may have happened comes first, whatever else the error is.
func advice(err error) string {
	if errors.Is(err, client.ErrOutcomeUnknown) {
		return "look it up before doing it again"
	}
	invalid, isInvalid := errors.AsType[*redemptions.ValidationError](err)
	switch {
	case errors.Is(err, client.ErrNotFound): // an id that doesn't exist can be a validation error too
		return "treat it as absent"
	case isInvalid && len(invalid.Errors) > 0:
		return fmt.Sprintf("show %q beside %s", invalid.Errors[0].Message, invalid.Errors[0].Field)
	case errors.Is(err, client.ErrUnauthorized):
		return "check the credentials"
	case errors.Is(err, context.DeadlineExceeded):
		return "the caller's time was up"
	case errors.Is(err, retry.ErrAttemptsExhausted), errors.Is(err, retry.ErrBudgetExhausted):
		return "the vendor is in trouble: try again much later"
	default:
		return "report it"
	}
}

func main() { demo.Main("typed_errors", show) }

func show(d *demo.D) {
	vendor := redemptionstest.NewServer(d)
	c := vendor.Client(d, client.WithRetry(retry.Policy{MaxAttempts: 2}))
	create := func(amount int64) func(context.Context) error {
		return func(ctx context.Context) error {
			order := &redemptions.PaymentCreateParams{Amount: redemptions.NewCents(amount), Reference: "KB-1"}
			order.AccountID, order.CurrencyCode, order.CountryCode = redemptionstest.AccountID, "DZAR", "ZA"
			_, err := c.Payments.Create(ctx, order)
			return err
		}
	}
	get := func(ctx context.Context) error { _, err := c.Payments.Get(ctx, "no-such-id"); return err }
	list := func(ctx context.Context) error { _, err := c.Payments.List(ctx, nil); return err }
	hurriedList := func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
		defer cancel()
		return list(ctx)
	}
	for _, row := range []struct {
		what  string
		fault clienttest.Fault
		call  func(context.Context) error
		want  string
	}{
		{"an id that isn't there", nil, get, "treat it as absent"},
		{"a field is refused", nil, create(0), `show "Amount is not valid" beside Amount`},
		{"an HTML page instead of JSON", clienttest.HTMLPage(502), list, "the vendor is in trouble: try again much later"},
		{"no answer in time", clienttest.Hang(), hurriedList, "the caller's time was up"},
		{"the connection dies under a POST", clienttest.DropAfter(), create(4500), "look it up before doing it again"},
	} {
		vendor.Script.Match("", "/za/redemptions/payments").Always(row.fault)
		err := row.call(context.Background())
		d.Section(row.what)
		d.Say("%v", err)
		d.Promise(advice(err) == row.want, "%s", advice(err))
	}
}
