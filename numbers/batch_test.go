package numbers_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/numbers"
)

var twoMessages = []*numbers.MessageSendParams{
	{From: "Showroom", To: "+61491570006", Text: "Doors open at 9."}, {From: "Showroom", To: "0491570157", Text: "Doors open at 9."},
}

// Page send-sms-batch and the vendor's SDKs: a bare array, one item per message,
// each with a MessageSid or an error.
func TestBatchItems(t *testing.T) {
	t.Parallel()
	c, _ := answering(t, 200, string(sample(t, "messages_batch.json")))
	result, err := c.Messages.SendBatch(t.Context(), propertySID, twoMessages)
	require.NoError(t, err, "a refused message is no refused batch")
	require.Len(t, result.Items, 2)
	sent, refused := result.Items[0], result.Items[1]
	assert.Equal(t, "MZ8K2QW7XT4VN1RB9HC6J3LPYF5SGDAE", sent.MessageSID)
	assert.Equal(t, numbers.MessageProcessing, sent.Status)
	require.NoError(t, sent.Err())

	assert.Equal(t, []*numbers.BatchItem{refused}, result.Failed())
	assert.Equal(t, "To must be in E.164 format.", refused.ErrorMessage)
	e := as[*numbers.BatchError](t, refused.Err())
	assert.Equal(t, numbers.BatchError{Index: 1, ErrorCode: numbers.CodeInvalidPhoneNumberFormat, Message: "To must be in E.164 format."}, *e)
	require.ErrorIs(t, e, client.ErrInvalid)
	assert.NotErrorIs(t, e, client.ErrOutcomeUnknown)
	assert.Equal(t, e, as[*numbers.BatchError](t, result.Err()))
	assert.Contains(t, fmt.Sprintf("%#v", e), "message 1 of the batch")
}

func TestBatchAgainstTheFake(t *testing.T) {
	t.Parallel()
	c, fake, _ := inMemory(t)
	result, err := c.Messages.SendBatch(t.Context(), propertySID, twoMessages)
	require.NoError(t, err)
	assert.Len(t, result.Failed(), 1)
	require.ErrorIs(t, result.Err(), client.ErrInvalid)
	assert.Equal(t, 1, fake.Processed("Doors open at 9."))
	m, err := c.Messages.Get(t.Context(), result.Items[0].MessageSID)
	require.NoError(t, err)
	assert.Equal(t, result.Items[0].Message, *m)
}

// What the answer doesn't say is unknown, and not a plain failure.
func TestBatchInDoubt(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]struct {
		unknown bool
		failed  int
	}{
		`[{"MessageSid":"M1"},{"MessageSid":"M2"}]`:                {false, 0},
		`{"Messages":[{"MessageSid":"M1"},{"MessageSid":"M2"}]}`:   {false, 0},
		`[{"MessageSid":"M1"},{"ErrorCode":"NEW_REASON"}]`:         {false, 1},
		`[{"MessageSid":"M1"},{"To":"0491570157"}]`:                {true, 1},
		`[{"MessageSid":"M1"},{}]`:                                 {true, 1},
		`[{"MessageSid":"M1"}]`:                                    {true, 0},
		`[{"MessageSid":"M1"},{"MessageSid":"M2","Created":"x"}]`:  {false, 0}, // the SID is what counts
		`[{"MessageSid":"M1"},{"MessageSid":["M2"],"Text":"x"}]`:   {true, 1},
		`[{"MessageSid":"M1"},{"MessageSid":"M2"},{"Message":""}]`: {true, 1},
		`[]`: {true, 0},
	} {
		c, _ := answering(t, 200, body)
		result, err := c.Messages.SendBatch(t.Context(), propertySID, twoMessages)
		require.NoError(t, err, body)
		assert.Len(t, result.Failed(), want.failed, body)
		assert.Equal(t, want.unknown, errors.Is(result.Err(), client.ErrOutcomeUnknown), body)
		assert.Equal(t, !want.unknown && want.failed == 0, result.Err() == nil, body)
	}
	for _, body := range []string{`{}`, `[7]`, `"queued"`} {
		c, _ := answering(t, 200, body)
		_, err := c.Messages.SendBatch(t.Context(), propertySID, twoMessages)
		unknownOutcome(t, err)
	}
}

func TestBatchErrorTextIsBounded(t *testing.T) {
	t.Parallel()
	item := `{"ErrorCode":"` + strings.Repeat("A", 3000) + `","Message":"` + strings.Repeat("é", 3000) + `"}`
	c, _ := answering(t, 200, `[`+strings.Repeat(item+",", 8)+item+`]`)
	result, err := c.Messages.SendBatch(t.Context(), propertySID, twoMessages)
	require.NoError(t, err)
	require.Len(t, result.Failed(), 9)
	assert.Less(t, len(result.Err().Error()), 2048)
	assert.Contains(t, result.Err().Error(), "more")
	assert.Less(t, len(result.Failed()[0].Err().Error()), 2048)
}
