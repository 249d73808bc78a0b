package auth

import (
	"context"
	"time"
)

// Token is a credential that a login gave out. It prints redacted, as [Secret] does.
type Token struct {
	// Value is what goes into the request, without a scheme word.
	Value Secret
	// Expiry is the end of the token's life by the local clock (see
	// [LocalExpiry]). Zero means unknown: valid until the vendor rejects it.
	Expiry time.Time
}

// Expired reports whether the token's life is over at now. A token without an
// Expiry never is. There is no margin in it; [Cache] adds its own.
func (t Token) Expired(now time.Time) bool {
	return !t.Expiry.IsZero() && !now.Before(t.Expiry)
}

// TokenSource gives a token to use now. For a [Cache] a source is one login: it
// asks the vendor each time, doesn't repeat a refused login, and leaves when its
// context ends. A Cache is itself a TokenSource.
type TokenSource interface {
	Token(ctx context.Context) (Token, error)
}

// TokenSourceFunc is a function as a [TokenSource].
type TokenSourceFunc func(context.Context) (Token, error)

// Token calls f.
func (f TokenSourceFunc) Token(ctx context.Context) (Token, error) { return f(ctx) }
