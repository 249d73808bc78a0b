package numbers_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

// Who asks at once asks for a window within one second, of which the vendor's
// whole seconds leave nothing.
func TestFindSentWithinOneSecond(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		wire := clienttest.NewTransport(numberstest.NewFake())
		c := newClient(t, wire, numbers.Wire{})
		before := time.Now()
		wire.Script.Next(clienttest.DropAfter())
		_, err := c.Messages.Send(t.Context(), propertySID, newSMS)
		unknownOutcome(t, err)
		found, err := c.Messages.FindSent(t.Context(), propertySID, newSMS, before, time.Now())
		require.NoError(t, err)
		assert.Len(t, found, 1)
		_, err = c.Messages.FindSent(t.Context(), propertySID, newSMS, before, time.Time{})
		require.ErrorIs(t, err, client.ErrInvalid)
		require.NoError(t, wire.Close())
	})
}

// The helper compares recipient, text and ExternalID, and reads all pages.
func TestFindSent(t *testing.T) {
	t.Parallel()
	c, fake, wire := inMemory(t)
	ctx, now := t.Context(), time.Now()
	from, to := now.Add(-time.Minute), now.Add(time.Minute)
	fake.AddMessage("+61491570006", "Doors open at 9.") // received, not sent
	var batch []*numbers.MessageSendParams
	for range 230 {
		batch = append(batch, &numbers.MessageSendParams{To: "+61491570099", Text: "filler"})
	}
	batch = append(batch,
		&numbers.MessageSendParams{To: "+61491570006", Text: "Doors open at 9.", ExternalID: "sms-8"},
		&numbers.MessageSendParams{To: "+61491570007", Text: "Doors open at 9.", ExternalID: "sms-7"},
		&numbers.MessageSendParams{To: "+61491570006", Text: "Doors open at 10.", ExternalID: "sms-7"})
	result, err := c.Messages.SendBatch(ctx, propertySID, batch)
	require.NoError(t, err)
	require.NoError(t, result.Err())
	find := func(sent *numbers.MessageSendParams) []*numbers.Message {
		found, err := c.Messages.FindSent(ctx, propertySID, sent, from, to)
		require.NoError(t, err)
		return found
	}
	assert.Empty(t, find(newSMS))
	before := wire.Count()
	sent, err := c.Messages.Send(ctx, propertySID, newSMS)
	require.NoError(t, err)
	found := find(newSMS)
	require.Len(t, found, 1)
	assert.Equal(t, sent.MessageSID, found[0].MessageSID)
	assert.Equal(t, 1+2, wire.Count()-before, "two pages")
	requests := wire.Requests()
	assert.Contains(t, requests[len(requests)-1].RawQuery, "Direction=Transmit")

	withoutPlus := *newSMS
	withoutPlus.To = strings.TrimPrefix(newSMS.To, "+")
	assert.Len(t, find(&withoutPlus), 1)
	withoutID := *newSMS
	withoutID.ExternalID = ""
	assert.Len(t, find(&withoutID), 2, "without an id, text and recipient are all there is")

	// A vendor that does not echo the id leaves text and recipient too.
	c, _ = answering(t, 200, `{"Messages":[{"MessageSid":"M1","To":"+61491570006","Text":"Doors open at 9.\n"}]}`)
	found, err = c.Messages.FindSent(ctx, propertySID, newSMS, from, to)
	require.NoError(t, err)
	assert.Len(t, found, 1)
}
