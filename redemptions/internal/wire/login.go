package wire

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
)

// TokenLife is how long a token lives [Authentication]. It counts only when a
// login answer has no expiry that can be read.
const TokenLife = 15 * time.Minute

type tokenRequest struct {
	Key    string `json:"key"`
	Secret string `json:"secret"`
}

type tokenAnswer struct {
	Success   *bool       `json:"success"`
	Token     auth.Secret `json:"token"`
	ExpiresAt string      `json:"expiresAt"`
}

// Verify calls success:false a refusal, and an answer without success or token
// not the documented one.
func (a *tokenAnswer) Verify() error {
	switch {
	case a.Success == nil:
		return errors.New("the login answer has no success")
	case !*a.Success:
		return client.ErrRefused
	case a.Token == "":
		return errors.New("the login answer has no token")
	}
	return nil
}

// Authenticator logs in at op with key and secret and sends the token as a
// bearer token. The documentation spells the scheme bearer on one page and Bearer
// on another; HTTP doesn't care.
func Authenticator(c *client.Client, op *client.Operation, key string, secret auth.Secret) (auth.Authenticator, error) {
	switch {
	case key == "":
		return nil, fmt.Errorf("%w: the credentials have no key", client.ErrInvalid)
	case secret == "":
		return nil, fmt.Errorf("%w: the credentials have no secret", client.ErrInvalid)
	}
	return c.Refreshing(auth.Bearer(), func(ctx context.Context) (auth.Token, error) {
		body := tokenRequest{Key: key, Secret: secret.Reveal()}
		var resp client.Response
		answer, err := client.Call[tokenAnswer](ctx, c, client.Request{Op: op, Body: &body}, client.WithResponse(&resp))
		if err != nil {
			return auth.Token{}, err
		}
		expiry, _ := ParseTime(answer.ExpiresAt)
		token := client.LoginToken(answer.Token, expiry, &resp)
		if token.Expiry.IsZero() {
			token.Expiry = time.Now().Add(TokenLife)
		}
		return token, nil
	})
}
