package wire_test

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/wire"
)

func TestText(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]wire.Text{
		`"106"`: "106", `106`: "106", `-1.50`: "-1.50", `" 1 "`: "1", `true`: "true", `false`: "false",
		`null`: "", `{}`: "", `[1]`: "", `""`: "",
	} {
		got := wire.Text("before")
		require.NoError(t, client.Unmarshal([]byte(data), &got))
		assert.Equal(t, want, got, data)
	}
}

func TestClip(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "short", wire.Clip("short", 5))
	assert.Equal(t, "shor…", wire.Clip("short", 4))
	assert.Equal(t, "a b c", wire.Clip("a\nb\x00c", 9))
	assert.Equal(t, "é…", wire.Clip("éé", 3), "no half runes")
	assert.True(t, utf8.ValidString(wire.Clip("a\xffb", 9)))
}

func FuzzDecodeFailure(f *testing.F) {
	f.Add([]byte(`{"errorCode":"1","message":"m","validationErrors":[{"index":0}]}`))
	f.Add([]byte(`{"success":false}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		failure, ok := wire.DecodeFailure(data)
		if !ok {
			require.Zero(t, failure)
		}
	})
}
