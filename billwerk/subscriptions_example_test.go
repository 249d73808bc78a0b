package billwerk_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

// PUT deletes the fields that it doesn't name. Modify reads them first.
func ExampleCustomerService() {
	c := answering(200, `{"handle":"c-20418","first_name":"Ida","city":"Aarhus"}`)
	customer, err := c.Customers.Modify(context.Background(), "c-20418", func(p *billwerk.CustomerUpdateParams) {
		p.City = "Aarhus"
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(customer.FirstName, customer.City)
	// Output: Ida Aarhus
}

// A subscription whose answer got lost is read by its own handle.
func ExampleSubscriptionService() {
	ctx := context.Background()
	c := answering(200, `{"handle":"s-20418-1","customer":"c-20418","plan":"reader-plus","state":"active","in_trial":true}`)
	subscription, err := c.Subscriptions.Create(ctx, &billwerk.SubscriptionCreateParams{
		Handle: "s-20418-1", Plan: "reader-plus", Customer: "c-20418", SignupMethod: billwerk.SignupLink,
	})
	if errors.Is(err, client.ErrOutcomeUnknown) {
		subscription, err = c.Subscriptions.Get(ctx, "s-20418-1")
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(subscription.State, subscription.InTrial)
	// Output: active true
}

// Filters of numbers and times take intervals.
func ExampleSubscriptionListParams() {
	c := answering(200, `{"content":[{"handle":"s-1","state":"on_hold"}]}`)
	for subscription, err := range c.Subscriptions.All(context.Background(), &billwerk.SubscriptionListParams{
		ListParams: billwerk.ListParams{From: billwerk.Date(2025, 1, 1), Size: 100},
		States:     []billwerk.SubscriptionState{billwerk.SubscriptionActive, billwerk.SubscriptionOnHold},
		TrialEnd:   billwerk.During("2025-03-01", "2025-04-01"),
		Amount:     billwerk.AtLeast(10000),
	}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(subscription.Handle, subscription.State)
	}
	// Output: s-1 on_hold
}

// A cancel that was repeated, because its answer got lost, is refused: it is
// cancelled already.
func ExampleAlreadyDone() {
	c := answering(200, `{"handle":"s-20418-1","state":"active","is_cancelled":true}`)
	_, err := c.Subscriptions.Cancel(context.Background(), "s-20418-1", nil)
	if err != nil && !billwerk.AlreadyDone(err) {
		fmt.Println(err)
		return
	}
	fmt.Println("cancelled")
	// Output: cancelled
}
