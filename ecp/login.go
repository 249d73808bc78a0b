package ecp

import (
	"context"
	"errors"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
)

// maxTokenLifetime bounds what is believed of a login's answer.
const maxTokenLifetime = 366 * 24 * time.Hour

var errNoToken = errors.New("the login's answer holds no token under the names of ecp.Wire; the details are left out, because it may hold a secret")

// loginAnswer is a successful answer to a login.
type loginAnswer struct {
	envelope
	wire  *Wire
	value auth.Secret
	from  object // in which the expiry would be
}

// Verify refuses an answer whose code denies the success, or without a token.
func (a *loginAnswer) Verify() error {
	if err := a.verifyCode(); err != nil {
		return err
	}
	if a.value, a.from = a.wire.token(&a.envelope); a.value == "" {
		return errNoToken
	}
	return nil
}

// login obtains a token. No refresh is documented, so a new login is the only
// way to a new token.
func (c Config) login(ctx context.Context, core *client.Client) (auth.Token, error) {
	op := &c.Wire.operations().authenticate
	// The only place where the password leaves its type.
	body := map[string]string{
		c.Wire.UsernameKey: c.Credentials.Username,
		c.Wire.PasswordKey: c.Credentials.Password.Reveal(),
	}
	var resp client.Response
	answer := &loginAnswer{wire: &c.Wire}
	if err := client.CallInto(ctx, core, client.Request{Op: op, Body: body}, answer, client.WithResponse(&resp)); err != nil {
		return auth.Token{}, err
	}
	return c.token(answer.value, answer.from, &resp), nil
}

// token finds the token, and the object in which its expiry would be.
func (w Wire) token(e *envelope) (value auth.Secret, from object) {
	for _, container := range e.containers() {
		if raw, ok := container.get(w.TokenKeys...); ok && raw[0] == '"' {
			return auth.Secret(scalarText(raw)), container
		}
	}
	if len(e.data) != 0 && e.data[0] == '"' {
		return auth.Secret(scalarText(e.data)), e.members
	}
	return "", nil
}

// token settles the expiry: the JWT's own, else what the answer says beside it,
// else the configured lifetime, else none.
func (c Config) token(value auth.Secret, from object, resp *client.Response) auth.Token {
	if expiry, _, ok := auth.JWTExpiry(value); ok {
		return client.LoginToken(value, expiry, resp)
	}
	if raw, ok := from.get(c.Wire.LifetimeKeys...); ok {
		if seconds, ok := intOf(raw); ok && seconds > 0 && seconds <= int(maxTokenLifetime/time.Second) {
			return auth.Token{Value: value, Expiry: time.Now().Add(time.Duration(seconds) * time.Second)}
		}
	}
	if raw, ok := from.get(c.Wire.ExpiryKeys...); ok {
		// A time without a zone is not believed: read as UTC it may be hours off.
		if expiry, err := time.Parse(time.RFC3339, scalarText(raw)); err == nil {
			return client.LoginToken(value, expiry, resp)
		}
	}
	token := auth.Token{Value: value}
	if c.TokenLifetime > 0 {
		token.Expiry = time.Now().Add(c.TokenLifetime)
	}
	return token
}
