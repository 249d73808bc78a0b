package pay_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
	"github.com/vendorkit/vendorkit-go/redemptions/pay/paytest"
)

// exampleClient stands for New with real credentials: the fake answers in memory.
func exampleClient() (*pay.Client, *clienttest.Transport) {
	transport := clienttest.NewTransport(paytest.NewFake())
	credentials := pay.Credentials{Key: paytest.Key, Secret: paytest.Secret}
	c, err := pay.New(credentials, client.WithBaseURL("https://pay.example"), client.WithTransport(transport))
	if err != nil {
		panic(err)
	}
	return c, transport
}

func Example() {
	ctx := context.Background()
	c, _ := exampleClient()

	batch, err := c.Batches.Create(ctx, &pay.BatchCreateParams{Name: "March stipends", ExternalID: "stipend-2025-03"})
	if err != nil {
		log.Fatal(err)
	}
	added, err := c.Payments.Add(ctx, batch.ID, &pay.PaymentAddParams{ClearExisting: true, Payments: []*pay.NewPayment{
		{MSISDN: "27715550101", Amount: "400.00", ExternalID: "st-0301"},
		{MSISDN: "27715550103", Amount: pay.NewAmount(45050), ExternalID: "st-0302"},
	}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(added.Summary.PaymentsCount, "payments,", added.Summary.PaymentsAmount)

	result, err := c.Batches.Submit(ctx, batch.ID)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(result.StatusCode)
	for _, p := range result.Payments {
		fmt.Println(p.ExternalID, p.StatusCode)
	}
	// Output:
	// 2 payments, 850.50
	// OPEN
	// st-0301 SETTLED
	// st-0302 PENDING
}

// Whether a batch was executed, when the answer got lost, is asked for and not
// tried out.
func ExampleBatchService_submit() {
	ctx := context.Background()
	c, transport := exampleClient()
	transport.Script.Match("POST", "/batches/"+paytest.BatchID+"/submit").Next(clienttest.DropAfter())

	_, err := c.Batches.Submit(ctx, paytest.BatchID)
	if errors.Is(err, client.ErrOutcomeUnknown) {
		batch, err := c.Batches.Get(ctx, paytest.BatchID)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("executed:", batch.StatusCode.Submitted())
	}
	// Output: executed: true
}
