package billwerk

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
)

func FuzzDecodeError(f *testing.F) {
	f.Add(400, []byte(`{"code":13,"error":"Subscription expired","request-id":"a","transaction_error":"x","timestamp":"2015-06-12T06:38:33.876+0000"}`))
	f.Add(429, []byte(`{"code":122}`))
	f.Add(429, []byte(`{"code":"123","message":["x"]}`))
	f.Add(502, []byte(`<html>`))
	f.Add(500, []byte(`{"code":77`))
	f.Add(500, []byte{})
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		base := client.ResponseError{Vendor: Vendor, Operation: "charges.get", StatusCode: status, Body: body}
		err := decodeError(base)
		e, ok := errors.AsType[*Error](err)
		if !ok {
			t.Fatalf("%T is no *Error", err)
		}
		common, ok := errors.AsType[*client.ResponseError](err)
		if !ok || common != &e.ResponseError || common.StatusCode != status {
			t.Fatalf("%T holds another common part", err)
		}
		if n := len(err.Error()); n >= 2048 {
			t.Fatalf("the text has %d bytes", n)
		}
		require.Equal(t, err, decodeError(base), "decoded twice")
	})
}

func FuzzTimestamp(f *testing.F) {
	for _, seed := range []string{
		`"2024-11-05T08:15:30.412+00:00"`, `"2015-06-12T06:38:33.876+0000"`, `"2025-01-01"`, `"9999-12-31T23:59:59-01:00"`, `"x"`, `17`, `null`, `""`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var first, second Timestamp
		if client.Unmarshal(data, &first) != nil {
			t.Skip("no JSON")
		}
		encoded, err := client.Marshal(first)
		if err != nil {
			t.Fatal(err)
		}
		if err := client.Unmarshal(encoded, &second); err != nil {
			t.Fatal(err)
		}
		if !first.Equal(second.Time) || first.Raw != second.Raw || first.IsZero() != second.IsZero() {
			t.Fatalf("%s is %#v, and %#v when read back", data, first, second)
		}
	})
}

func FuzzMetadata(f *testing.F) {
	for _, seed := range []string{`{"a":9007199254740993,"b":[1,{"c":1.5}],"d":null}`, `{}`, `null`, `[`, `{"a":{"a":1.0}}`, `{"a":[-0.0,-0]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var first, second Metadata
		if client.Unmarshal(data, &first) != nil {
			t.Skip("no object")
		}
		encoded, err := client.Marshal(first)
		if err != nil {
			t.Fatal(err)
		}
		if err := client.Unmarshal(encoded, &second); err != nil {
			t.Fatalf("%s: %v", encoded, err)
		}
		// As JSON, since 1.0 is a float64 first and then, as 1, an int64.
		if again, err := client.Marshal(second); err != nil || !bytes.Equal(encoded, again) {
			t.Fatalf("%s and then %s, %v", encoded, again, err)
		}
	})
}
