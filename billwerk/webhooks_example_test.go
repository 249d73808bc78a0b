package billwerk_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// fakeVendor is a client before a fake in memory. In a test: billwerktest.NewServer.
func fakeVendor() (*billwerk.Client, *billwerktest.Fake) {
	fake := billwerktest.NewFake()
	c, err := billwerk.New(billwerk.Credentials{PrivateKey: billwerktest.PrivateKey},
		client.WithBaseURL("http://127.0.0.1:1"), client.WithTransport(clienttest.NewTransport(fake)))
	if err != nil {
		panic(err)
	}
	return c, fake
}

// shop receives the webhooks of its account.
type shop struct {
	api      *billwerk.Client
	verifier *billwerk.WebhookVerifier
	seen     map[string]bool // events, in a database in real life
	ship     func(*billwerk.Invoice)
}

// ServeHTTP answers quickly: anything but a 2xx status within 10 seconds is repeated,
// and holds back the later webhooks of the same customer.
func (s *shop) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d, err := s.verifier.Parse(r)
	switch {
	case errors.Is(err, client.ErrInvalid): // not from the vendor, or not a webhook
		http.Error(w, "not a signed webhook", http.StatusBadRequest)
		return
	case err != nil: // the secret can't be read now: let the vendor repeat it
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	case s.seen[d.EventID]: // deliveries may repeat
		return
	}
	// Only the id of a delivery is signed: ask what has really happened.
	event, err := s.api.Events.Get(r.Context(), d.EventID)
	if err != nil {
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	if event.Type == billwerk.EventInvoiceSettled {
		invoice, err := s.api.Invoices.Get(r.Context(), event.Invoice)
		if err != nil {
			http.Error(w, "try again", http.StatusServiceUnavailable)
			return
		}
		s.ship(invoice)
	}
	s.seen[d.EventID] = true
}

// A verifier reads the signing secret from the settings, and again when it has
// changed.
func ExampleWebhookVerifier() {
	ctx := context.Background()
	api, fake := fakeVendor()
	verifier, err := billwerk.NewWebhookVerifier(api.Webhooks)
	if err != nil {
		fmt.Println(err)
		return
	}
	handler := &shop{api: api, verifier: verifier, seen: map[string]bool{}, ship: func(paid *billwerk.Invoice) {
		fmt.Println("ship", paid.Handle, paid.State, paid.Amount)
	}}

	session, err := api.Sessions.CreateCharge(ctx, &billwerk.SessionCreateChargeParams{
		Order: &billwerk.SessionOrderParams{
			Handle: "o-77311", Amount: 19900, Currency: "DKK", Text: "Gift box",
			Customer: &billwerk.CustomerCreateParams{Handle: "c-20419"},
		},
		Settle: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := fake.CompleteSession(session.ID, billwerktest.Card{}); err != nil { // the customer pays
		fmt.Println(err)
		return
	}
	fake.Deliver(handler)
	// Output: ship o-77311 settled 19900
}

// With the secret at hand a handler needs no client.
func ExampleParseWebhook() {
	_, fake := fakeVendor()
	fake.Emit(billwerk.WebhookDelivery{EventType: billwerk.EventSubscriptionRenewal, Subscription: "s-20418-1"})
	delivered, failed := fake.Deliver(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d, err := billwerk.ParseWebhook(r, billwerktest.WebhookSecret) // from the settings, or a vault
		if err != nil {
			http.Error(w, "not a signed webhook", http.StatusBadRequest)
			return
		}
		fmt.Println(d.EventType, d.Subscription)
	}))
	fmt.Println(delivered, failed)
	// Output:
	// subscription_renewal s-20418-1
	// 1 0
}

// A job that catches up on what a receiver has missed.
func ExampleWebhookService() {
	ctx := context.Background()
	api, fake := fakeVendor()
	fake.Emit(billwerk.WebhookDelivery{EventType: billwerk.EventInvoiceSettled, Invoice: "inv-1042"})
	fake.Deliver(http.NotFoundHandler())
	for webhook, err := range api.Webhooks.All(ctx, &billwerk.WebhookListParams{State: billwerk.WebhookRetrying}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		delivery, err := webhook.Delivery()
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(webhook.Count, delivery.EventType, delivery.Invoice)
	}
	// Output: 1 invoice_settled inv-1042
}
