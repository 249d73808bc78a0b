package billwerk_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// The notation of the definition's examples: square brackets include the bound,
// round ones don't, and a bound may be empty.
func TestFilterNotation(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]billwerk.NumberFilter{
		"[10000;20000]": billwerk.Between(10000, 20000),
		"[0;)":          billwerk.AtLeast(0),
		"(;500]":        billwerk.AtMost(500),
		"(0;)":          billwerk.MoreThan(0),
		"(;500)":        billwerk.LessThan(500),
		"[7;7]":         billwerk.Exactly(7),
		"[-5;-1]":       billwerk.Between(-5, -1),
	} {
		assert.Equal(t, want, string(got))
		require.NoError(t, got.Validate(), want)
	}
	for want, got := range map[string]billwerk.TimeFilter{
		"[2025-01-01;2025-02-01)": billwerk.During(billwerk.Date(2025, 1, 1), billwerk.Date(2025, 2, 1)),
		"[2025-01-01T08:30;)":     billwerk.Since("2025-01-01T08:30"),
		"(;2025-01-01)":           billwerk.Before("2025-01-01"),
	} {
		assert.Equal(t, want, string(got))
		require.NoError(t, got.Validate(), want)
	}
}

func TestFilterValidate(t *testing.T) {
	t.Parallel()
	for _, f := range []billwerk.NumberFilter{"", "[10000;20000)", "(0;)", "(;0]", "[1;1]"} {
		require.NoError(t, f.Validate(), f)
	}
	for _, f := range []billwerk.NumberFilter{
		"5", "[5", "[;]", "[)", "[1,2]", "{1;2}", "[1;2;3]", "[a;b]", "[1.5;2]", "[20;10]", "[99999999999999999999;)", "]1;2[", " [1;2]",
	} {
		require.Error(t, f.Validate(), f)
	}
	for _, f := range []billwerk.TimeFilter{"", "[2025-01-01;2025-02-01)", "(;20250201]", "[2025-01-01T10:00:00;)"} {
		require.NoError(t, f.Validate(), f)
	}
	for _, f := range []billwerk.TimeFilter{
		"2025-01-01", "[;)", "[2025-01-01Z;)", "[yesterday;)", "[;2025-13-01]", billwerk.During("", ""), billwerk.Since(""),
	} {
		require.Error(t, f.Validate(), f)
	}
}

// What a filter lets through is an interval of the documented notation.
func FuzzFilters(f *testing.F) {
	for _, seed := range []string{"", "[10000;20000)", "(0;)", "[2025-01-01;2025-02-01)", "[;]", "[1;2;3]", "[\x00;]", "[2025-01-01;", "(-1;-0]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		number, time := billwerk.NumberFilter(text).Validate(), billwerk.TimeFilter(text).Validate()
		for _, err := range []error{number, time} {
			if err != nil && len(err.Error()) > 2<<10 {
				t.Fatalf("an error of %d bytes", len(err.Error()))
			}
		}
		if text == "" || number != nil && time != nil {
			return
		}
		if !strings.ContainsAny(text[:1], "[(") || !strings.ContainsAny(text[len(text)-1:], "])") || strings.Count(text, ";") != 1 || len(text) < 4 {
			t.Fatalf("%q was let through", text)
		}
		if strings.Trim(text[1:len(text)-1], "0123456789-+T:;") != "" {
			t.Fatalf("%q was let through", text)
		}
	})
}
