package client_test

import (
	stdjson "encoding/json"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
)

type document struct {
	ID     int
	Name   string
	Amount *int64
	Tags   []string
	Nested struct{ Deep []map[string]any }
	Raw    stdjson.RawMessage
	Free   any
	Good   bool
	Rate   float64
}

// What encoding/json accepts of a vendor's document, ours accepts, with the same
// result: also null in any place, and a name that occurs twice, in the same
// letters or in others.
func FuzzUnmarshalLikeStandardLibrary(f *testing.F) {
	for _, seed := range []string{
		`{"id":1,"NAME":"x","amount":5,"tags":["a"],"nested":{"deep":[{"k":1}]},"raw":{"a":[1]},"free":[1,"x",null],"good":true,"rate":1.5e3}`,
		`{"id":1,"ID":2,"Id":3}`, "{\"name\":\"\xff\"}", `{"name":"\ud800"}`, `{"id":1} `, `{"id":"x"}`, `[`, `nul`, `{"id":1e2}`, `{"id":1.0}`, `{"Name":"\u0000"}`, "",
		`{"na_me":"x","good-":true,"_ID":1}`, `{"tagſ":["a"],"rate":-0}`, `{"free":1,"FREE":"x"}`, `{"free":{"a":1},"FREE":{"b":2}}`, `{"nested":{"deep":[{"k":1}]},"Nested":{"deep":[{"j":2}]}}`,
		`{"id":null,"name":null,"amount":null,"tags":[null],"nested":null,"raw":null,"free":null,"good":null}`, `{"tags":["a","b"],"TAGS":["c"],"tags":["d","e"],"amount":1,"Amount":null}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var want, got document
		if stdjson.Unmarshal(data, &want) != nil {
			_ = client.Unmarshal(data, &got) // must not panic
			return
		}
		require.NoError(t, client.Unmarshal(data, &got))
		require.True(t, reflect.DeepEqual(want, got), "want %+v\ngot  %+v", want, got)
	})
}

func TestMarshalLikeStandardLibrary(t *testing.T) {
	t.Parallel()
	type body struct {
		Name  string            `json:"name"`
		Zero  int               `json:"zero,omitzero"`
		Keep  int               `json:"keep"`
		Nil   []string          `json:"nil"`
		Map   map[string]string `json:"map"`
		Inner *body             `json:"inner,omitzero"`
	}
	v := body{Name: "a<b>\xff", Map: map[string]string{"z": "1", "a": "2"}, Inner: &body{}}
	got, err := client.Marshal(v)
	require.NoError(t, err)
	want, err := stdjson.Marshal(v)
	require.NoError(t, err)
	assert.JSONEq(t, string(want), string(got))
	again, err := client.Marshal(v)
	require.NoError(t, err)
	assert.Equal(t, got, again)
}

func TestByteOrderMark(t *testing.T) {
	t.Parallel()
	var w widget
	require.NoError(t, client.Unmarshal([]byte("\xef\xbb\xbf"+goodWidget), &w))
	assert.Equal(t, "w1", w.ID)
}
