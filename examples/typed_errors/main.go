// Command typed_errors tells errors apart: what did the vendor say, and may it have happened?
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
	create := func(amount int64) func() error {
		return func() error {
			order := &redemptions.PaymentCreateParams{Amount: redemptions.NewCents(amount), Reference: "KB-1"}
			order.AccountID, order.CurrencyCode, order.CountryCode = redemptionstest.AccountID, "DZAR", "ZA"
			_, err := c.Payments.Create(context.Background(), order)
			return err
		}
	}
	get := func() error { _, err := c.Payments.Get(context.Background(), "no-such-id"); return err }
	list := func() error { _, err := c.Payments.List(context.Background(), nil); return err }
	hurried := func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
		defer cancel()
		_, err := c.Payments.List(ctx, nil)
		return err
	}
	for _, row := range []struct {
		what, want string
		fault      clienttest.Fault
		call       func() error
	}{
		{"an id that isn't there", "treat it as absent", nil, get},
		{"a field is refused", `show "Amount is not valid" beside Amount`, nil, create(0)},
		{"an HTML page instead of JSON", "the vendor is in trouble: try again much later", clienttest.HTMLPage(502), list},
		{"no answer in time", "the caller's time was up", clienttest.Hang(), hurried},
		{"the connection dies under a POST", "look it up before doing it again", clienttest.DropAfter(), create(4500)},
	} {
		vendor.Script.Match("", "/za/redemptions/payments").Always(row.fault)
		err := row.call()
		d.Section(row.what)
		d.Say("%v", err)
		d.Promise(advice(err) == row.want, "%s", advice(err))
	}
}
