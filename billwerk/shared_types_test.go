package billwerk_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

// Both documented forms of the offset, and what isn't documented without loss.
func TestTimestamp(t *testing.T) {
	t.Parallel()
	at := time.Date(2024, 11, 5, 8, 15, 30, 412e6, time.UTC)
	for name, tc := range map[string]struct {
		json string
		want time.Time
		raw  string
		zero bool
	}{
		"colon":           {`"2024-11-05T08:15:30.412+00:00"`, at, "", false},
		"no colon":        {`"2024-11-05T08:15:30.412+0000"`, at, "", false},
		"other zone":      {`"2024-11-05T09:15:30.412+0100"`, at, "", false},
		"Z, nanoseconds":  {`"2024-11-05T08:15:30.412000000Z"`, at, "", false},
		"no fraction":     {`"2024-11-05T08:15:30+00:00"`, at.Truncate(time.Second), "", false},
		"year 10000":      {`"9999-12-31T23:30:00-01:00"`, time.Date(10000, 1, 1, 0, 30, 0, 0, time.UTC), "9999-12-31T23:30:00-01:00", false},
		"no zone":         {`"2024-11-05T08:15:30.412"`, at, "2024-11-05T08:15:30.412", false},
		"date":            {`"2024-11-05"`, at.Truncate(24 * time.Hour), "2024-11-05", false},
		"escaped":         {`"2024-11-05T08:15:30.412\u002b00:00"`, at, "", false},
		"something else":  {`"next week"`, time.Time{}, "next week", false},
		"number":          {`1730794530`, time.Time{}, "1730794530", false},
		"null":            {`null`, time.Time{}, "", true},
		"empty":           {`""`, time.Time{}, "", true},
		"a whole object?": {`{"a":1}`, time.Time{}, "", true},
	} {
		var got struct {
			At billwerk.Timestamp `json:"at,omitzero"`
		}
		require.NoError(t, client.Unmarshal([]byte(`{"at":`+tc.json+`}`), &got), name)
		assert.True(t, tc.want.Equal(got.At.Time), "%s: %v", name, got.At)
		assert.Equal(t, tc.raw, got.At.Raw, name)
		assert.Equal(t, tc.zero, got.At.IsZero(), name)
		assert.Equal(t, time.UTC, got.At.Location(), name)
	}
	got, err := client.Marshal(struct {
		A, B, C billwerk.Timestamp
		D       billwerk.Timestamp `json:",omitzero"`
	}{billwerk.Timestamp{Time: at}, billwerk.Timestamp{Raw: "x"}, billwerk.Timestamp{}, billwerk.Timestamp{}})
	require.NoError(t, err)
	assert.JSONEq(t, `{"A":"2024-11-05T08:15:30.412Z","B":"x","C":null}`, string(got))
	assert.Equal(t, "2024-11-05T08:15:30.412Z", billwerk.Timestamp{Time: at}.String())
	assert.Equal(t, "x", billwerk.Timestamp{Raw: "x"}.String())
	assert.Empty(t, billwerk.Timestamp{}.String())
}

func TestLocalTime(t *testing.T) {
	t.Parallel()
	for _, good := range []billwerk.LocalTime{
		"", "2025-04-01", "20250401", "2025-04-01T10:00", "2025-04-01T10:00:00",
		billwerk.Date(2025, time.April, 1), billwerk.LocalTimeOf(time.Now()),
	} {
		require.NoError(t, good.Validate(), good)
	}
	for _, bad := range []billwerk.LocalTime{
		"2025-4-1", "2025-13-01", "2025-02-30", "01.04.2025", "2025-04-01 10:00", "2025-04-01T10:00:00Z", "2025-04-01T10:00:00.5", "tomorrow",
	} {
		require.Error(t, bad.Validate(), bad)
	}
	assert.Equal(t, billwerk.LocalTime("2025-04-01"), billwerk.Date(2025, time.April, 1))
	zone := time.FixedZone("", 7200)
	assert.Equal(t, billwerk.LocalTime("2025-04-01T00:30:00"), billwerk.LocalTimeOf(time.Date(2025, 4, 1, 0, 30, 0, 0, zone)))
}

// Ids above 2^53 keep every digit.
func TestMetadata(t *testing.T) {
	t.Parallel()
	var m billwerk.Metadata
	require.NoError(t, client.Unmarshal([]byte(`{"id":9007199254740993,"list":[9007199254740993,{"id":9007199254740993}],"big":1e300,"huge":99999999999999999999,"s":"x","b":true,"n":null,"f":1.5}`), &m))
	assert.Equal(t, billwerk.Metadata{
		"id": int64(9007199254740993), "list": []any{int64(9007199254740993), map[string]any{"id": int64(9007199254740993)}},
		"big": 1e300, "huge": 1e20, "s": "x", "b": true, "n": nil, "f": 1.5,
	}, m)
	encoded, err := client.Marshal(m)
	require.NoError(t, err)
	assert.Contains(t, string(encoded), `"id":9007199254740993`)
	require.NoError(t, client.Unmarshal([]byte(`null`), &m))
	assert.Nil(t, m)
	require.Error(t, client.Unmarshal([]byte(`[1]`), &m))
	// Deep nesting costs no more than its size, within bounds.
	deep := strings.Repeat(`{"a":`, 2000) + strings.Repeat("[", 2000) + strings.Repeat("]", 2000) + strings.Repeat("}", 2000)
	require.NoError(t, client.Unmarshal([]byte(deep), &m))
}

// Both readings of the documented set of characters are let through.
func TestHandles(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"o-1", "A_b.c-d@e", "a:b", "a/b", strings.Repeat("a", 255)} {
		require.NoError(t, (&billwerk.ChargePrepareParams{Handle: good}).Validate(), good)
	}
	for _, bad := range []string{"", " ", "a b", "a#b", "a+b", "ä", "a\n", strings.Repeat("a", 256)} {
		require.Error(t, (&billwerk.ChargePrepareParams{Handle: bad}).Validate(), bad)
	}
}

func TestTransactionErrors(t *testing.T) {
	t.Parallel()
	reasons := billwerk.TransactionErrors()
	assert.Len(t, reasons, 21)
	count := map[billwerk.DeclineClass]int{}
	for _, reason := range reasons {
		assert.True(t, reason.Known())
		assert.NotEmpty(t, reason.Meaning())
		count[reason.Class()]++
	}
	assert.Equal(t, map[billwerk.DeclineClass]int{billwerk.DeclineSoft: 3, billwerk.DeclineHard: 12, billwerk.DeclineProcessing: 6}, count)
	assert.Equal(t, billwerk.DeclineSoft, billwerk.TransactionInsufficientFunds.Class())
	assert.Equal(t, billwerk.DeclineHard, billwerk.TransactionSCARequired.Class())
	assert.Equal(t, billwerk.DeclineProcessing, billwerk.TransactionAcquirerCommunicationError.Class())
	unknown := billwerk.TransactionError("brand_new")
	assert.False(t, unknown.Known())
	assert.Equal(t, billwerk.DeclineUnknown, unknown.Class())
	for class, text := range map[billwerk.DeclineClass]string{
		billwerk.DeclineUnknown: "unknown", billwerk.DeclineSoft: "soft", billwerk.DeclineHard: "hard", billwerk.DeclineProcessing: "processing",
	} {
		assert.Equal(t, text, class.String())
	}
}

// Each payment type's detail object is found, with its own id and all its fields.
func TestTransactionDetails(t *testing.T) {
	t.Parallel()
	for _, field := range []string{
		"viabill", "anyday", "santander", "resurs", "klarna", "swish", "paypal", "bancomatpay", "bancontact", "blik", "giropay", "ideal",
		"p24", "sepa", "sepa_ebics", "trustly", "verkkopankki", "eps", "estonia_banks", "latvia_banks", "lithuania_banks", "mbway",
		"multibanco", "mybank", "payconiq", "paysafecard", "paysera", "postfinance", "satispay", "twint", "wechatpay", "mps",
		"vipps_epayment", "vipps_recurring", "offline", "card", "mpo", "vipps", "applepay", "googlepay",
	} {
		var tx billwerk.Transaction
		body := `{"id":"t1","state":"failed","` + field + `_transaction":{"error":"acquirer_error","error_state":"processing_error","acquirer_message":"no"}}`
		require.NoError(t, client.Unmarshal([]byte(body), &tx), field)
		payment, ok := errors.AsType[*billwerk.PaymentError](tx.Err())
		require.True(t, ok)
		assert.Equal(t, billwerk.PaymentError{
			Object: "transaction", ID: "t1", State: "failed", ErrorState: billwerk.ErrorStateProcessingError,
			Reason: billwerk.TransactionAcquirerError, AcquirerMessage: "no",
		}, *payment, field)
		require.ErrorIs(t, payment, client.ErrOutcomeUnknown)
		encoded, err := client.Marshal(tx)
		require.NoError(t, err)
		assert.Contains(t, string(encoded), `"`+field+`_transaction":{`)
		assert.Contains(t, string(encoded), `"acquirer_error"`)
	}
	var tx billwerk.Transaction
	raw := `{"klarna_id":"k1","type":"klarna_pay_now","brand_new":[1]}`
	require.NoError(t, client.Unmarshal([]byte(`{"id":"t1","state":"settled","klarna_transaction":`+raw+`}`), &tx))
	assert.Equal(t, "k1", tx.Klarna.ID)
	assert.JSONEq(t, raw, string(tx.Klarna.Raw))
	require.NoError(t, tx.Err())
	encoded, err := client.Marshal(&billwerk.AltTransaction{Error: "x"})
	require.NoError(t, err)
	assert.JSONEq(t, `{"error":"x"}`, string(encoded))
	require.NoError(t, client.Unmarshal([]byte(`{"id":"t1","state":"settled","manual_transaction":{"method":"cash","payment_date":"2025-04-01T00:00:00.000+00:00"}}`), &tx))
	assert.Equal(t, billwerk.TransferCash, tx.Manual.Method)
}
