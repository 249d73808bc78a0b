package auth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
)

// Authenticator puts a credential into requests. All methods may be called by many
// goroutines at once.
type Authenticator interface {
	// Authenticate sets the credential in h and returns the token that it used,
	// to be given to Reject on a 401. The header's value is shared between
	// requests: replace it (h.Set), don't write into the slice.
	Authenticate(ctx context.Context, h http.Header) (Token, error)
	// Reject tells that the server answered 401 to used. True means that another
	// Authenticate may bring a different credential, so one replay is worth it.
	Reject(used Token) bool
	// CredentialHeader is the canonical name of the header that carries the
	// secret, for redaction; empty if there is none.
	CredentialHeader() string
}

// None returns an [Authenticator] that sets nothing.
func None() Authenticator { return none{} }

type none struct{}

func (none) Authenticate(context.Context, http.Header) (Token, error) { return Token{}, nil }
func (none) Reject(Token) bool                                        { return false }
func (none) CredentialHeader() string                                 { return "" }

// Static returns an [Authenticator] for a credential that never changes. Reject is
// always false, and Authenticate allocates nothing.
//
// It is an error if the scheme has no proper header name, or if v is empty, is
// longer than 64 KiB, contains a control character (CR and LF among them), begins
// or ends with a space, or is the text "[redacted]". Errors don't show v.
func Static(s Scheme, v Secret) (Authenticator, error) {
	if err := s.validate(); err != nil {
		return nil, err
	}
	values, err := s.values(v)
	if err != nil {
		return nil, err
	}
	token := Token{Value: v}
	return &static{
		header:     s.header,
		credential: func() (Token, []string) { return token, values },
	}, nil
}

// static keeps the secret in a closure, which neither fmt nor reflection opens.
type static struct {
	header     string
	credential func() (Token, []string)
}

func (a *static) Authenticate(_ context.Context, h http.Header) (Token, error) {
	token, values := a.credential()
	h[a.header] = values
	return token, nil
}

func (a *static) Reject(Token) bool        { return false }
func (a *static) CredentialHeader() string { return a.header }

func (a *static) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "auth.Static("+a.header+")")
}

// Refreshing returns an [Authenticator] that takes its token from c. While the
// token stays the same, Authenticate allocates nothing. Reject drops the token if
// it is still the cached one, and is true if the next token may be another one:
// see [Cache.Invalidate].
//
// A nil cache and a scheme without a proper header name are errors. A token that
// can't be a header value (see [Static]) is an error of Authenticate.
func Refreshing(s Scheme, c *Cache) (Authenticator, error) {
	if err := s.validate(); err != nil {
		return nil, err
	}
	if c == nil {
		return nil, errors.New("auth: the cache is nil")
	}
	return &refreshing{scheme: s, cache: c}, nil
}

type refreshing struct {
	scheme Scheme
	cache  *Cache
	last   atomic.Pointer[rendered]
}

type rendered struct {
	value  Secret
	values []string
}

func (a *refreshing) Authenticate(ctx context.Context, h http.Header) (Token, error) {
	token, err := a.cache.Token(ctx)
	if err != nil {
		return Token{}, err
	}
	r := a.last.Load()
	if r == nil || r.value != token.Value {
		values, err := a.scheme.values(token.Value)
		if err != nil {
			return Token{}, err
		}
		r = &rendered{token.Value, values}
		a.last.Store(r)
	}
	h[a.scheme.header] = r.values
	return token, nil
}

func (a *refreshing) Reject(used Token) bool {
	return a.cache.Invalidate(used) || !a.cache.holds(used)
}

func (a *refreshing) CredentialHeader() string { return a.scheme.header }

func (a *refreshing) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "auth.Refreshing("+a.scheme.header+")")
}
