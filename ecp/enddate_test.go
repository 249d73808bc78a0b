package ecp

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
)

// The forms that the vendor may use; none is documented.
func TestEndDate_In(t *testing.T) {
	t.Parallel()
	eastern := time.FixedZone("EST", -5*3600)
	for text, want := range map[string]string{
		"2026-03-31T23:59:59":        "2026-03-31T23:59:59-05:00",
		"2026-03-31T00:00:00":        "2026-03-31T00:00:00-05:00",
		"2026-03-31T23:59:59.997":    "2026-03-31T23:59:59.997-05:00",
		"2026-03-31T23:59:59Z":       "2026-03-31T18:59:59-05:00",
		"2026-03-31T23:59:59.5Z":     "2026-03-31T18:59:59.5-05:00",
		"2026-03-31T23:59:59-08:00":  "2026-04-01T02:59:59-05:00",
		"2026-03-31T23:59:59-0800":   "2026-04-01T02:59:59-05:00",
		"2026-03-31":                 "2026-03-31T00:00:00-05:00",
		"3/31/2026":                  "2026-03-31T00:00:00-05:00",
		"03/05/2026":                 "2026-03-05T00:00:00-05:00",
		"/Date(1775001599000)/":      "2026-03-31T18:59:59-05:00",
		"/Date(1775001599000+0200)/": "2026-03-31T18:59:59-05:00",
		"/Date(-1000)/":              "1969-12-31T18:59:59-05:00",
		"  2026-03-31 ":              "2026-03-31T00:00:00-05:00",
	} {
		got, err := EndDate(text).In(eastern)
		if assert.NoError(t, err, text) {
			assert.Equal(t, want, got.Format(time.RFC3339Nano), text)
			assert.Equal(t, eastern, got.Location(), text)
		}
	}
}

func TestEndDate_In_errors(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"soon", "31/3/2026", "2026-13-01", "/Date()/", "/Date(x)/", "/Date(-)/", "/Date(1", "/Date(99999999999999999999)/", "1775001599000"} {
		_, err := EndDate(text).In(time.UTC)
		assert.Error(t, err, text)
	}
	_, err := EndDate("").In(time.UTC)
	require.ErrorIs(t, err, ErrNoEndDate)
	_, err = EndDate("2026-03-31").In(nil)
	require.Error(t, err)
}

func TestEndDate_UnmarshalJSON(t *testing.T) {
	t.Parallel()
	for wire, want := range map[string]EndDate{
		`"2026-03-31"`: "2026-03-31", `""`: "", `null`: "", `1775001599000`: "1775001599000",
		`{"a":1}`: `{"a":1}`, `"\/Date(1775001599000)\/"`: "/Date(1775001599000)/",
	} {
		var v struct{ EndDate EndDate }
		require.NoError(t, json.Unmarshal([]byte(`{"EndDate":`+wire+`}`), &v), wire)
		assert.Equal(t, want, v.EndDate, wire)
		require.NoError(t, client.Unmarshal([]byte(`{"EndDate":`+wire+`}`), &v), wire)
		assert.Equal(t, want, v.EndDate, wire)
	}
}

func FuzzEndDate(f *testing.F) {
	for _, seed := range []string{"2026-03-31T23:59:59.1Z", "3/31/2026", "/Date(1-2)/", "", strings.Repeat("\U000e0001", 41)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at, err := EndDate(text).In(time.UTC)
		if err != nil {
			if len(err.Error()) > 500 { // of 40 runes, each of which may take ten bytes in quotes
				t.Fatalf("%d bytes of error", len(err.Error()))
			}
			return
		}
		if at.Location() != time.UTC {
			t.Fatal(at.Location())
		}
		if again, err := EndDate(at.Format(time.RFC3339Nano)).In(time.UTC); at.Year() >= 0 && at.Year() <= 9999 && (err != nil || !again.Equal(at)) {
			t.Fatalf("%v became %v, %v", at, again, err)
		}
	})
}
