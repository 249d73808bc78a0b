package pay_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
)

func TestNewAmount(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]pay.Amount{
		0: "0.00", 1: "0.01", 10: "0.10", 100: "1.00", 40050: "400.50", -5: "-0.05", -12345: "-123.45",
		math.MaxInt64: "92233720368547758.07", math.MinInt64: "-92233720368547758.08",
	} {
		got := pay.NewAmount(n)
		assert.Equal(t, want, got)
		back, err := got.Hundredths()
		require.NoError(t, err)
		assert.Equal(t, n, back)
	}
}

func TestAmountHundredths(t *testing.T) {
	t.Parallel()
	for text, want := range map[pay.Amount]int64{
		"400": 40000, "400.5": 40050, "400.50": 40050, "400.500": 40050, "0": 0, "-0.05": -5, "0.10": 10,
	} {
		got, err := text.Hundredths()
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []pay.Amount{
		"", ".", "1.", ".5", "1.005", "1e3", "+1", "007", "-", "--1", "1,50", " 1", "1.5.0", "92233720368547758.08", "x",
	} {
		_, err := text.Hundredths()
		assert.ErrorIs(t, err, client.ErrInvalid, text)
	}
}

func TestAmountEqual(t *testing.T) {
	t.Parallel()
	assert.True(t, pay.Amount("400").Equal("400.00"))
	assert.False(t, pay.Amount("400").Equal("400.01"))
	assert.False(t, pay.Amount("").Equal(""), "an absent amount equals nothing")
	assert.False(t, pay.Amount("0").Equal("x"))
}

// GET /accounts declares strings and shows numbers; POST /batches/{id}/payments has
// decimals.
func TestAmountJSON(t *testing.T) {
	t.Parallel()
	for wire, want := range map[string]struct {
		text    pay.Amount
		encoded string
	}{
		`400.00`: {"400.00", `400.00`}, `"400.00"`: {"400.00", `400.00`}, `52300`: {"52300", `52300`},
		`-1.5`: {"-1.5", `-1.5`}, `90071992547409931.23`: {"90071992547409931.23", `90071992547409931.23`},
		`1e3`: {"1e3", `"1e3"`}, `"n/a"`: {"n/a", `"n/a"`}, `null`: {"", `""`},
	} {
		got := pay.Amount("before")
		require.NoError(t, client.Unmarshal([]byte(wire), &got), wire)
		assert.Equal(t, want.text, got, wire)
		encoded, err := client.Marshal(got)
		require.NoError(t, err)
		assert.Equal(t, want.encoded, string(encoded))
	}
	for _, wire := range []string{`true`, `{}`, `[1]`} {
		var got pay.Amount
		assert.Error(t, client.Unmarshal([]byte(wire), &got), wire)
	}
}

func FuzzAmount(f *testing.F) {
	for _, seed := range []string{"400.50", "-0.05", "1e3", "007", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a := pay.Amount(text)
		encoded, err := client.Marshal(a)
		if err != nil {
			return // not UTF-8
		}
		var again pay.Amount
		require.NoError(t, client.Unmarshal(encoded, &again))
		n, err := a.Hundredths()
		if err != nil {
			return
		}
		require.Equal(t, a, again)
		require.True(t, a.Equal(pay.NewAmount(n)))
	})
}
