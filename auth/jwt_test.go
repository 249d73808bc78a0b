package auth_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/vendorkit/vendorkit-go/auth"
)

// makeJWT encodes a token; the signature is never looked at.
func makeJWT(header, claims string) auth.Secret {
	enc := base64.RawURLEncoding.EncodeToString
	return auth.Secret(enc([]byte(header)) + "." + enc([]byte(claims)) + "." + enc([]byte("signature")))
}

const hs256 = `{"alg":"HS256","typ":"JWT"}`

func TestJWTExpiry(t *testing.T) {
	t.Parallel()
	exp, iat := time.Unix(1767225600, 0), time.Unix(1767222000, 0)
	padded := base64.URLEncoding.EncodeToString
	tests := map[string]struct {
		raw      auth.Secret
		exp, iat time.Time
		ok       bool
	}{
		"exp and iat":             {raw: makeJWT(hs256, `{"exp":1767225600,"iat":1767222000}`), exp: exp, iat: iat, ok: true},
		"exp only":                {raw: makeJWT(hs256, `{"exp":1767225600}`), exp: exp, ok: true},
		"long expired":            {raw: makeJWT(hs256, `{"exp":1}`), exp: time.Unix(1, 0), ok: true},
		"last second":             {raw: makeJWT(hs256, `{"exp":253402300799}`), exp: time.Unix(253402300799, 0), ok: true},
		"fraction":                {raw: makeJWT(hs256, `{"exp":1767225600.75}`), exp: exp, ok: true},
		"exponent":                {raw: makeJWT(hs256, `{"exp":1.7672256e9}`), exp: exp, ok: true},
		"unknown algorithm":       {raw: makeJWT(`{"alg":"XX512"}`, `{"exp":1767225600}`), exp: exp, ok: true},
		"no algorithm":            {raw: makeJWT(`{}`, `{"exp":1767225600}`), exp: exp, ok: true},
		"odd other claims":        {raw: makeJWT(hs256, `{"sub":417,"aud":[1],"iss":{},"nbf":"x","huge":1e999,"exp":1767225600}`), exp: exp, ok: true},
		"odd iat":                 {raw: makeJWT(hs256, `{"iat":"yesterday","exp":1767225600}`), exp: exp, ok: true},
		"iat before 1970":         {raw: makeJWT(hs256, `{"iat":-5,"exp":1767225600}`), exp: exp, ok: true},
		"signature not base64":    {raw: makeJWT(hs256, `{"exp":1767225600}`) + "!", exp: exp, ok: true},
		"no signature":            {raw: makeJWT(hs256, `{"exp":1767225600}`)[:len(makeJWT(hs256, `{"exp":1767225600}`))-12], exp: exp, ok: true},
		"padded":                  {raw: auth.Secret(padded([]byte(hs256)) + "." + padded([]byte(`{"exp":1767225600 }`)) + ".c2ln"), exp: exp, ok: true},
		"sample of a vendor":      {raw: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0MTciLCJleHAiOjE3NjcyMjU2MDB9.c2lnbmF0dXJl", exp: exp, ok: true},
		"no exp":                  {raw: makeJWT(hs256, `{"iat":1767222000}`)},
		"exp zero":                {raw: makeJWT(hs256, `{"exp":0}`)},
		"exp negative":            {raw: makeJWT(hs256, `{"exp":-1}`)},
		"exp in milliseconds":     {raw: makeJWT(hs256, `{"exp":1767225600000}`)},
		"exp after the year 9999": {raw: makeJWT(hs256, `{"exp":253402300800}`)},
		"exp beyond int64":        {raw: makeJWT(hs256, `{"exp":1e30}`)},
		"exp far below int64":     {raw: makeJWT(hs256, `{"exp":-1e30}`)},
		"exp beyond float64":      {raw: makeJWT(hs256, `{"exp":1e999}`)},
		"exp a string":            {raw: makeJWT(hs256, `{"exp":"1767225600"}`)},
		"exp null":                {raw: makeJWT(hs256, `{"exp":null}`)},
		"claims null":             {raw: makeJWT(hs256, `null`)},
		"claims an array":         {raw: makeJWT(hs256, `[{"exp":1767225600}]`)},
		"claims cut":              {raw: makeJWT(hs256, `{"exp":1767225600`)},
		"header not JSON":         {raw: makeJWT(`x`, `{"exp":1767225600}`)},
		"opaque":                  {raw: "0123456789abcdef"},
		"empty":                   {raw: ""},
		"dots":                    {raw: ".."},
		"encrypted, five parts":   {raw: makeJWT(hs256, `{"exp":1767225600}`) + ".a.b"},
		"with the scheme word":    {raw: "Bearer " + makeJWT(hs256, `{"exp":1767225600}`)},
		"above 64 KiB":            {raw: makeJWT(hs256, `{"exp":1767225600,"x":"`+strings.Repeat("a", 64<<10)+`"}`)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			exp, iat, ok := auth.JWTExpiry(tt.raw)
			assert.Equal(t, tt.ok, ok)
			assert.True(t, tt.exp.Equal(exp), "exp %v", exp)
			assert.True(t, tt.iat.Equal(iat), "iat %v", iat)
		})
	}
}

func FuzzJWTExpiry(f *testing.F) {
	f.Add("a.b.c")
	f.Add(makeJWT(hs256, `{"exp":1767225600,"iat":1}`).Reveal())
	f.Add(makeJWT(`{}`, `{"exp":1e30}`).Reveal())
	f.Add(makeJWT(hs256, `{"exp":-9223372036854775809,"iat":9223372036854775808}`).Reveal())
	f.Fuzz(func(t *testing.T, raw string) {
		exp, iat, ok := auth.JWTExpiry(auth.Secret(raw))
		if !ok {
			if !exp.IsZero() || !iat.IsZero() {
				t.Errorf("not ok, and yet %v, %v", exp, iat)
			}
			return
		}
		for _, at := range []time.Time{exp, iat} {
			if !at.IsZero() && (at.Unix() <= 0 || at.UTC().Year() > 9999) {
				t.Errorf("implausible time %v", at)
			}
		}
		if exp.IsZero() || strings.Count(raw, ".") != 2 {
			t.Errorf("ok with expiry %v", exp)
		}
	})
}

// FuzzJWTClaims reaches the claims, which random bytes hardly do.
func FuzzJWTClaims(f *testing.F) {
	f.Add(`{"exp":1}`)
	f.Add(`{"exp":253402300800,"iat":-1}`)
	f.Add(`{"exp":[],"exp":5}`)
	f.Fuzz(func(t *testing.T, claims string) {
		exp, _, ok := auth.JWTExpiry(makeJWT(hs256, claims))
		if ok != !exp.IsZero() || ok && (exp.Unix() <= 0 || exp.UTC().Year() > 9999) {
			t.Errorf("%v, %v", exp, ok)
		}
	})
}
