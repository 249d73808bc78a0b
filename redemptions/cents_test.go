package redemptions_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/redemptions"
)

func TestCentsInt64(t *testing.T) {
	t.Parallel()
	for text, want := range map[redemptions.Cents]int64{
		"10000": 10000, "0": 0, "-5": -5, "007": 7, "9223372036854775807": math.MaxInt64,
	} {
		got, err := text.Int64()
		require.NoError(t, err, text)
		assert.Equal(t, want, got)
	}
	for _, text := range []redemptions.Cents{"", "+5", "12.50", "12,50", "1e3", " 1", "9223372036854775808", "x"} {
		_, err := text.Int64()
		assert.ErrorIs(t, err, client.ErrInvalid, text)
	}
	assert.Equal(t, redemptions.Cents("-9223372036854775808"), redemptions.NewCents(math.MinInt64))
}

func TestCentsEqual(t *testing.T) {
	t.Parallel()
	assert.True(t, redemptions.Cents("25900").Equal("025900"))
	assert.False(t, redemptions.Cents("25900").Equal("25901"))
	assert.False(t, redemptions.Cents("").Equal(""), "an absent amount equals nothing")
	assert.False(t, redemptions.Cents("1").Equal("x"))
}

// POST /payments: amounts are strings of cents; a number is accepted, and no text
// is lost.
func TestCentsJSON(t *testing.T) {
	t.Parallel()
	for wire, want := range map[string]redemptions.Cents{
		`"25900"`: "25900", `25900`: "25900", `-1`: "-1", `9007199254740993`: "9007199254740993",
		`25900.50`: "25900.50", `1e3`: "1e3", `"12,50"`: "12,50", `""`: "", `null`: "",
	} {
		got := redemptions.Cents("before")
		require.NoError(t, client.Unmarshal([]byte(wire), &got), wire)
		assert.Equal(t, want, got, wire)
	}
	for _, wire := range []string{`true`, `{}`, `[1]`} {
		var got redemptions.Cents
		assert.Error(t, client.Unmarshal([]byte(wire), &got), wire)
	}
	data, err := client.Marshal(map[string]redemptions.Cents{"amount": redemptions.NewCents(25900)})
	require.NoError(t, err)
	assert.JSONEq(t, `{"amount":"25900"}`, string(data))
}

func FuzzCents(f *testing.F) {
	for _, seed := range []string{`"10000"`, `100`, `-1.5e3`, `null`, `"x"`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var c redemptions.Cents
		if client.Unmarshal(data, &c) != nil {
			return
		}
		encoded, err := client.Marshal(c)
		require.NoError(t, err)
		var again redemptions.Cents
		require.NoError(t, client.Unmarshal(encoded, &again))
		n, err := c.Int64()
		if err == nil {
			require.True(t, c.Equal(redemptions.NewCents(n)))
			require.True(t, again.Equal(c))
		}
	})
}
