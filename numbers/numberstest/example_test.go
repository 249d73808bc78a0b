package numberstest_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

// remind is the code under test: it needs messages, and nothing else.
func remind(ctx context.Context, messages numbers.MessageService, to string) string {
	_, err := messages.Send(ctx, "S1", &numbers.MessageSendParams{To: to, Text: "See you at 10."})
	switch {
	case errors.Is(err, client.ErrOutcomeUnknown):
		return "in doubt"
	case err != nil:
		return "failed"
	default:
		return "sent"
	}
}

// A service is tested without HTTP.
func ExampleFakeMessages() {
	messages := &numberstest.FakeMessages{
		SendFunc: func(_ context.Context, _ string, p *numbers.MessageSendParams, _ ...client.CallOption) (*numbers.Message, error) {
			if p.To == "+61491570157" {
				return nil, &client.CallError{OutcomeUnknown: true}
			}
			return &numbers.Message{MessageSID: "M1", To: p.To}, nil
		},
	}
	fmt.Println(remind(context.Background(), messages, "+61491570006"))
	fmt.Println(remind(context.Background(), messages, "+61491570157"))
	// Output:
	// sent
	// in doubt
}
