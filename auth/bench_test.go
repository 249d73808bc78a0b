package auth_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
)

func BenchmarkCacheToken(b *testing.B) {
	c := newCache(b, &vendor{ttl: 100 * time.Hour})
	ctx := b.Context()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Token(ctx); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCacheTokenParallel(b *testing.B) {
	c := newCache(b, &vendor{ttl: 100 * time.Hour})
	ctx := b.Context()
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := c.Token(ctx); err != nil {
				b.Error(err)
				return
			}
		}
	})
}

// The cost of the first call, which is that of a login without the network.
func BenchmarkCacheColdStart(b *testing.B) {
	v := &vendor{ttl: 100 * time.Hour}
	ctx := b.Context()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := newCache(b, v).Token(ctx); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAuthenticate(b *testing.B) {
	static, err := auth.Static(auth.Bearer(), "cred")
	require.NoError(b, err)
	refreshing, err := auth.Refreshing(auth.Bearer(), newCache(b, &vendor{ttl: 100 * time.Hour}))
	require.NoError(b, err)
	for _, bb := range []struct {
		name string
		auth auth.Authenticator
	}{{"Static", static}, {"Refreshing", refreshing}} {
		b.Run(bb.name, func(b *testing.B) {
			h := http.Header{}
			ctx := b.Context()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := bb.auth.Authenticate(ctx, h); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkJWTExpiry(b *testing.B) {
	raw := makeJWT(hs256, `{"sub":"417","exp":1767225600,"iat":1767222000}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, ok := auth.JWTExpiry(raw); !ok {
			b.Fatal("not ok")
		}
	}
}
