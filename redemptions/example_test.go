package redemptions_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
)

// exampleClient stands for New with real credentials: the fake answers in memory.
func exampleClient() (*redemptions.Client, *redemptionstest.Fake, *clienttest.Transport) {
	fake := redemptionstest.NewFake()
	transport := clienttest.NewTransport(fake)
	credentials := redemptions.Credentials{Key: redemptionstest.Key, Secret: redemptionstest.Secret}
	c, err := redemptions.New(credentials, client.WithBaseURL(redemptions.Test.BaseURL()), client.WithTransport(transport))
	if err != nil {
		panic(err)
	}
	return c, fake, transport
}

func Example() {
	ctx := context.Background()
	c, fake, _ := exampleClient()

	order := &redemptions.PaymentCreateParams{
		Amount: redemptions.NewCents(25900), CurrencyCode: "DZAR", AccountID: redemptionstest.AccountID,
		Reference: "KB-20250304-0017", ReturnURL: "https://shop.example/return", CountryCode: "ZA",
	}
	p, err := c.Payments.Create(ctx, order)
	if err != nil {
		log.Fatal(err)
	}
	if p.Err() == nil && p.StatusCode == redemptions.StatusInProgress {
		_ = redemptions.PaymentURL(redemptions.Test, p.ID) // send the browser there
	}

	fake.Pay(p.ID) // the user confirms

	p, err = c.Payments.Wait(ctx, p.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.StatusCode, p.Paid() && p.Matches(order))
	// Output: Payment completed successfully true
}

// A payment whose answer got lost is neither sent again nor lost.
func ExamplePaymentService_findByReference() {
	ctx := context.Background()
	c, fake, transport := exampleClient()
	transport.Script.Match("POST", "/za/redemptions/payments").Next(clienttest.DropAfter())

	order := &redemptions.PaymentCreateParams{
		Amount: redemptions.NewCents(4500), CurrencyCode: "DZAR", AccountID: redemptionstest.AccountID,
		Reference: "KB-20250304-0019", CountryCode: "ZA",
	}
	p, err := c.Payments.Create(ctx, order)
	if errors.Is(err, client.ErrOutcomeUnknown) {
		fmt.Println("it may have happened")
		p, err = c.Payments.FindByReference(ctx, order.Reference)
	}
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.StatusMessage, "-", fake.Processed(order.Reference), "payment")
	// Output:
	// it may have happened
	// Payment is in progress - 1 payment
}

func ExampleValidationError() {
	c, _, _ := exampleClient()
	_, err := c.Payments.Create(context.Background(), &redemptions.PaymentCreateParams{
		Amount: redemptions.NewCents(0), CurrencyCode: "DZAR", AccountID: redemptionstest.AccountID, Reference: "KB-1",
	})
	if invalid, ok := errors.AsType[*redemptions.ValidationError](err); ok {
		for _, field := range invalid.Errors {
			fmt.Println(field.Field, field.Code, field.Message)
		}
		fmt.Println("amount:", invalid.Field("amount").Message)
	}
	// Output:
	// CountryCode 100 Country code is required
	// Amount 106 Amount is not valid
	// amount: Amount is not valid
}

func ExamplePayment_Err() {
	c, fake, _ := exampleClient()
	ctx := context.Background()
	p, err := c.Payments.Create(ctx, &redemptions.PaymentCreateParams{
		Amount: redemptions.NewCents(990000), CurrencyCode: "DZAR", AccountID: redemptionstest.AccountID,
		Reference: "KB-20250304-0018", CountryCode: "ZA",
	})
	if err != nil {
		log.Fatal(err)
	}
	fake.SetStatus(p.ID, redemptions.StatusCancelled, redemptions.PaymentInsufficientFunds)

	p, err = c.Payments.Get(ctx, p.ID) // the call succeeds, the payment doesn't
	fmt.Println(err)
	if failure, ok := errors.AsType[*redemptions.PaymentError](p.Err()); ok {
		fmt.Println(failure.Status, "-", failure.Code)
	}
	// Output:
	// <nil>
	// Payment cancelled - Insufficient funds in account
}
