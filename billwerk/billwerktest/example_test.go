package billwerktest_test

import (
	"context"
	"fmt"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// shop is code under test: it needs one role of the client.
type shop struct{ charges billwerk.ChargeService }

func (s shop) buy(ctx context.Context, order string) string {
	charge, err := s.charges.Create(ctx, &billwerk.ChargeCreateParams{Handle: order, Source: billwerk.SourceAuto, Amount: 24900, Settle: true})
	if err == nil {
		err = charge.Err()
	}
	if err != nil {
		return "sorry"
	}
	return "thank you"
}

// A service is tested without HTTP.
func ExampleFakeCharges() {
	s := shop{charges: &billwerktest.FakeCharges{
		CreateFunc: func(_ context.Context, p *billwerk.ChargeCreateParams, _ ...client.CallOption) (*billwerk.Charge, error) {
			return &billwerk.Charge{
				Handle: p.Handle, State: billwerk.ChargeFailed, ErrorState: billwerk.ErrorStateSoftDeclined,
				Error: billwerk.TransactionInsufficientFunds,
			}, nil
		},
	}}
	fmt.Println(s.buy(context.Background(), "o-1"))
	// Output: sorry
}

// The answer to a charge gets lost after the vendor has processed it. The client
// repeats it with its key, and the ledger shows that money moved once.
func ExampleFake_Ledger() {
	fake := billwerktest.NewFake()
	wire := clienttest.NewTransport(fake) // in a test: s := billwerktest.NewServer(t); c := s.Client(t)
	defer wire.Close()
	c, err := billwerk.New(billwerk.Credentials{PrivateKey: billwerktest.PrivateKey},
		client.WithBaseURL("http://127.0.0.1:1"), client.WithTransport(wire))
	if err != nil {
		fmt.Println(err)
		return
	}
	wire.Script.Next(clienttest.DropAfter())
	charge, err := c.Charges.Create(context.Background(), &billwerk.ChargeCreateParams{
		Handle: "o-1", CustomerHandle: billwerktest.Customer, Source: billwerktest.PaymentMethod, Amount: 24900, Settle: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(charge.State, "after", wire.Count(), "requests")
	for _, entry := range fake.Ledger() {
		fmt.Println(entry.Type, entry.Invoice, entry.Amount, entry.Currency)
	}
	// Output:
	// settled after 2 requests
	// settle o-1 24900 DKK
}

// With the card of the fake the amount decides, as in the vendor's test gateway.
func ExampleOutcome() {
	for _, amount := range []int64{1000, 1001, 2001, 3001} {
		state, reason := billwerktest.Outcome(amount)
		if reason == "" {
			fmt.Println(amount, "paid")
			continue
		}
		fmt.Println(amount, state, reason)
	}
	// Output:
	// 1000 paid
	// 1001 processing_error acquirer_communication_error
	// 2001 soft_declined insufficient_funds
	// 3001 hard_declined credit_card_expired
}
