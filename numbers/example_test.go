package numbers_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

// newExample is a client of a fake in memory. With a real account it is
// numbers.New(credentials).
func newExample() (*numbers.Client, *clienttest.Script) {
	transport := clienttest.NewTransport(numberstest.NewFake())
	c, err := numbers.New(numberstest.Credentials(), client.WithBaseURL("http://localhost"), client.WithTransport(transport))
	if err != nil {
		panic(err)
	}
	return c, transport.Script
}

func Example() {
	c, _ := newExample()
	ctx := context.Background()

	_, err := c.Numbers.Configure(ctx, "+61255501200", &numbers.NumberConfigureParams{
		RoutingMethod: numbers.RouteEndpoint, EndpointNumber: "0491 570 156", Recording: numbers.RecordingCall,
	})
	if invalid, ok := errors.AsType[*numbers.ValidationError](err); ok {
		fmt.Println(invalid.ErrorCode, invalid.Fields())
	}

	number, err := c.Numbers.Configure(ctx, "+61255501200", &numbers.NumberConfigureParams{
		RoutingMethod: numbers.RouteEndpoint, EndpointNumber: "+61491570156", Recording: numbers.RecordingCall,
	})
	fmt.Println(number.Number, number.Recording, err)
	// Output:
	// INVALID_PHONENUMBER_FORMAT [EndpointNumber]
	// +61255501200 Call <nil>
}

// A purchase whose answer got lost: never buy again before asking.
func ExampleNumberService() {
	c, faults := newExample()
	ctx := context.Background()
	number := numberstest.StockNumber(1)

	faults.Next(clienttest.DropAfter()) // processed, but the answer is lost
	_, err := c.Numbers.Buy(ctx, numberstest.PropertySID, &numbers.NumberBuyParams{Number: number})
	if errors.Is(err, client.ErrOutcomeUnknown) {
		held, bought, err := c.Numbers.FindBought(ctx, numberstest.PropertySID, number)
		if err != nil {
			fmt.Println("a person has to look:", err)
			return
		}
		if !bought {
			fmt.Println("not bought; Buy may be called again")
			return
		}
		fmt.Println("bought after all:", held.Number, held.Status)
	}
	// Output: bought after all: +61370100001 Active
}

// The messages of a batch succeed and fail one by one.
func ExampleBatchResult() {
	c, _ := newExample()
	result, err := c.Messages.SendBatch(context.Background(), numberstest.PropertySID, []*numbers.MessageSendParams{
		{To: "+61491570006", Text: "Doors open at 9."},
		{To: "0491570157", Text: "Doors open at 9."},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, item := range result.Failed() {
		fmt.Println(item.Index, item.To, item.ErrorCode)
	}
	// Output: 1 0491570157 INVALID_PHONENUMBER_FORMAT
}

// Calls are read by dates once, and by token from then on.
func ExampleCallService() {
	c, _ := newExample()
	ctx := context.Background()
	save := func(string) {} // in a database, say
	first := time.Unix(1748700000, 0)

	token, calls := "", 0
	for page, err := range c.Calls.Pages(ctx, &numbers.CallListParams{From: first, To: first.Add(24 * time.Hour), Count: 10}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if token == "" {
			token = page.Token // of the first page
		}
		calls += len(page.Items)
	}
	fmt.Println(calls, "calls")

	for page, err := range c.Calls.Pages(ctx, &numbers.CallListParams{Token: token}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(len(page.Items), "new")
		save(page.Token) // now that the page is processed
	}
	// Output:
	// 25 calls
	// 0 new
}

func ExampleParseWebhook() {
	handle := func(r *http.Request) {
		hook, err := numbers.ParseWebhook(r)
		if err != nil {
			fmt.Println(err)
			return
		}
		if hook.Event == numbers.EventMessageReceived {
			fmt.Println(hook.Message.From, "says", hook.Message.Text)
		}
	}
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, "/hooks/9f2c", strings.NewReader(
		"Action=Webhook&Event=Message.Received&Message.Sid=M1&Message.From=%2B61491570006&Message.Text=See+you+then"))
	if err != nil {
		fmt.Println(err)
		return
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	handle(r)
	// Output: +61491570006 says See you then
}
