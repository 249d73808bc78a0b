// Command mocking shows a service that uses a vendor, and how to test it without
// HTTP: the services of a client are interfaces, and each vendor's test package
// has fakes of them made of functions. The tests are in main_test.go.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

// reminders sends reminders by SMS. It needs one role of the vendor only.
type reminders struct {
	messages    numbers.MessageService
	propertySID string
}

// errUndecided means that nobody knows yet whether the reminder went out.
var errUndecided = errors.New("ask again later")

// send sends one reminder once. If the outcome is unknown it looks for the
// message instead of sending a second one.
func (r *reminders) send(ctx context.Context, orderID, to string) (sid string, err error) {
	start := time.Now()
	params := &numbers.MessageSendParams{To: to, Text: "Your order is ready.", ExternalID: orderID}
	sent, err := r.messages.Send(ctx, r.propertySID, params)
	if err == nil {
		return sent.MessageSID, nil
	}
	if !errors.Is(err, client.ErrOutcomeUnknown) {
		return "", fmt.Errorf("remind about %s: %w", orderID, err)
	}
	found, lookupErr := r.messages.FindSent(ctx, r.propertySID, params, start.Add(-time.Minute), time.Now().Add(time.Minute))
	if lookupErr != nil || len(found) == 0 {
		return "", fmt.Errorf("remind about %s: %w: %w", orderID, errUndecided, err)
	}
	return found[0].MessageSID, nil
}

func main() { demo.Main("mocking", show) }

func show(d *demo.D) {
	d.Section("The service over a fake made of functions: no server, no HTTP")
	sends := 0
	fake := &numberstest.FakeMessages{
		SendFunc: func(context.Context, string, *numbers.MessageSendParams, ...client.CallOption) (*numbers.Message, error) {
			sends++
			return nil, &client.CallError{Vendor: numbers.Vendor, Operation: "messages.send", Cause: errors.New("connection reset"), OutcomeUnknown: true}
		},
		FindSentFunc: func(_ context.Context, _ string, sent *numbers.MessageSendParams, _, _ time.Time, _ ...client.CallOption) ([]*numbers.Message, error) {
			return []*numbers.Message{{MessageSID: "M1", ExternalID: sent.ExternalID}}, nil
		},
	}
	sid, err := (&reminders{fake, numberstest.PropertySID}).send(context.Background(), "o-77310", "+61491570158")
	d.Show("Send fails, FindSent finds it", "message %q, error %v", sid, err)
	d.Promise(sid == "M1" && err == nil && sends == 1, "one Send, and the message is not lost")

	d.Section("The same service over the real client and a fake vendor on loopback")
	vendor := numberstest.NewServer(d)
	sid, err = (&reminders{vendor.Client(d).Messages, numberstest.PropertySID}).send(context.Background(), "o-77311", "+61491570157")
	d.Must(err)
	d.Promise(sid != "" && vendor.Processed("o-77311") == 1, "sent once: %s", sid)
}
