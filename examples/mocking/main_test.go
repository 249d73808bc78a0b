package main

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

// The service alone, with fakes made of functions.
func TestSendWithoutHTTP(t *testing.T) {
	t.Parallel()
	unknown := &client.CallError{Cause: errors.New("connection reset"), OutcomeUnknown: true}
	refused := &numbers.ValidationError{APIError: numbers.Error{
		ErrorCode:     numbers.CodeInvalidPhoneNumberFormat,
		ResponseError: client.ResponseError{StatusCode: 400, Class: client.ErrInvalid}, // errors.Is goes by the class
	}}
	for _, test := range []struct {
		name, sid             string
		sendErr, findErr, err error
		found                 []*numbers.Message
		finds                 int
	}{
		{name: "sent", sid: "M1"},
		{name: "refused", sendErr: refused, err: client.ErrInvalid},
		{name: "unknown, and it was sent", sendErr: unknown, found: []*numbers.Message{{MessageSID: "M2"}}, sid: "M2", finds: 1},
		{name: "unknown, and not found", sendErr: unknown, err: errUndecided, finds: 1},
		{name: "unknown, and the look-up fails", sendErr: unknown, findErr: errors.New("away"), err: errUndecided, finds: 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			sends, finds := 0, 0
			fake := &numberstest.FakeMessages{
				SendFunc: func(_ context.Context, propertySID string, params *numbers.MessageSendParams, _ ...client.CallOption) (*numbers.Message, error) {
					sends++
					assert.Equal(t, "P1", propertySID)
					assert.Equal(t, "o-1", params.ExternalID)
					return &numbers.Message{MessageSID: "M1"}, test.sendErr
				},
				FindSentFunc: func(context.Context, string, *numbers.MessageSendParams, time.Time, time.Time, ...client.CallOption) ([]*numbers.Message, error) {
					finds++
					return test.found, test.findErr
				},
			}
			sid, err := (&reminders{fake, "P1"}).send(t.Context(), "o-1", "+61491570158")
			assert.Equal(t, test.sid, sid)
			assert.ErrorIs(t, err, test.err)
			assert.Equal(t, 1, sends)
			assert.Equal(t, test.finds, finds)
		})
	}
}

// The same service over the real client: the fault is a real lost connection.
func TestSendOverTheRealClient(t *testing.T) {
	t.Parallel()
	vendor := numberstest.NewServer(t)
	vendor.Script.Match("POST", "/v2/Properties").Next(clienttest.DropAfter())
	sid, err := (&reminders{vendor.Client(t).Messages, numberstest.PropertySID}).send(t.Context(), "o-1", "+61491570158")
	assert.NoError(t, err)
	assert.NotEmpty(t, sid)
	assert.Equal(t, 1, vendor.Processed("o-1"))
}

func TestExampleKeepsItsPromises(t *testing.T) {
	t.Parallel()
	kept, broken := demo.Run(io.Discard, "mocking", show)
	assert.Equal(t, 2, kept)
	assert.Zero(t, broken)
}
