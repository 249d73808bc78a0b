package redemptions_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/redemptions"
)

// The forms in the samples of POST /authentication/getToken, GET /accounts,
// GET /payments/{id} and PUT /batches/{id}.
func TestTime(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Time{
		"2022-09-24T13:31:00.557Z":      time.Date(2022, 9, 24, 13, 31, 0, 557_000_000, time.UTC),
		"2022-09-16T09:47:58.157":       time.Date(2022, 9, 16, 9, 47, 58, 157_000_000, time.UTC),
		"2022-09-26T11:40:47.33":        time.Date(2022, 9, 26, 11, 40, 47, 330_000_000, time.UTC),
		"2022-12-13T12:29:39.6332995Z":  time.Date(2022, 12, 13, 12, 29, 39, 633_299_500, time.UTC),
		"2022-12-13T12:29:39.6332995":   time.Date(2022, 12, 13, 12, 29, 39, 633_299_500, time.UTC),
		"2022-12-13T12:29:39":           time.Date(2022, 12, 13, 12, 29, 39, 0, time.UTC),
		"2022-12-13T14:29:39.633+02:00": time.Date(2022, 12, 13, 12, 29, 39, 633_000_000, time.UTC),
		"13/12/2022":                    {},
		"":                              {},
	} {
		var got redemptions.Time
		require.NoError(t, client.Unmarshal([]byte(`"`+text+`"`), &got))
		assert.Equal(t, want, got.Time, text)
		assert.Equal(t, text, got.Text)
		if text != "" {
			data, err := client.Marshal(got)
			require.NoError(t, err)
			assert.Equal(t, `"`+text+`"`, string(data), "the vendor's own text is kept")
		}
	}
	var got redemptions.Time
	assert.Error(t, client.Unmarshal([]byte(`12`), &got), "no document of the vendor has a number here")

	data, err := client.Marshal(redemptions.Time{Time: time.Date(2025, 3, 4, 10, 0, 0, 5e6, time.FixedZone("", 7200))})
	require.NoError(t, err)
	assert.Equal(t, `"2025-03-04T08:00:00.005Z"`, string(data))
}

func FuzzTime(f *testing.F) {
	for _, seed := range []string{"2022-09-24T13:31:00.557Z", "2022-09-26T11:40:47.33", "x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		quoted, err := client.Marshal(text)
		require.NoError(t, err)
		var got redemptions.Time
		require.NoError(t, client.Unmarshal(quoted, &got))
		if !got.IsZero() {
			require.Equal(t, time.UTC, got.Location())
		}
	})
}
