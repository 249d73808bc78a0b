package billwerk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
)

// A WebhookVerifier checks deliveries with the signing secret of the account, which
// it reads from the settings at the first delivery. When a signature doesn't match
// it reads them again, once, for the secret may have changed. It is safe for
// concurrent use.
//
// Anybody can send a wrong signature, so that the settings are read one at a time,
// and less and less often while the secret stays the same: at most every 10 seconds,
// then up to every 5 minutes. A new secret is noticed within that time. If they can't
// be read, the secret that is known still counts.
type WebhookVerifier struct {
	cache *auth.Cache
	known atomic.Pointer[auth.Token]
}

// How often the settings are read at most while a signature doesn't match, or the
// API doesn't answer; and how long a delivery waits for them. The vendor gives up
// after 10 seconds.
const (
	minSecretPause = 10 * time.Second
	maxSecretPause = 5 * time.Minute
	maxSecretWait  = 5 * time.Second
)

// NewWebhookVerifier makes a verifier that reads the settings of the account through
// webhooks, for example c.Webhooks. It reads nothing yet.
func NewWebhookVerifier(webhooks WebhookService) (*WebhookVerifier, error) {
	if webhooks == nil {
		return nil, fmt.Errorf("%s: %w: a verifier needs the webhook service", Vendor, client.ErrInvalid)
	}
	v := &WebhookVerifier{}
	var err error
	v.cache, err = auth.NewCache(auth.TokenSourceFunc(func(ctx context.Context) (auth.Token, error) {
		settings, err := webhooks.Settings(ctx)
		if err != nil {
			return auth.Token{}, err
		}
		if settings.Secret == "" {
			return auth.Token{}, errors.New("the webhook settings hold no secret")
		}
		return auth.Token{Value: settings.Secret}, nil
	}), auth.WithFailureBackoff(minSecretPause, maxSecretPause))
	return v, err
}

// Parse reads a delivery and checks its signature, see [ParseWebhook]. An error that
// matches client.ErrInvalid is the sender's: answer it with status 400. Any other
// means that the secret could not be read: answer it with 503, and the delivery will
// be repeated.
func (v *WebhookVerifier) Parse(r *http.Request) (*WebhookDelivery, error) {
	d, err := readWebhook(r)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(r.Context(), maxSecretWait)
	defer cancel()
	secret, err := v.secret(ctx)
	if err != nil {
		return nil, err
	}
	if d.signedBy(secret.Value) {
		return d, nil
	}
	v.cache.Invalidate(secret) // if it may be read again, and somebody else hasn't done so
	again, err := v.secret(ctx)
	if err != nil {
		return nil, err
	}
	if again.Value == secret.Value || !d.signedBy(again.Value) {
		return nil, errForged
	}
	return d, nil
}

// secret is that of the settings, or, if they can't be read, the last one known.
func (v *WebhookVerifier) secret(ctx context.Context) (auth.Token, error) {
	token, err := v.cache.Token(ctx)
	if err == nil {
		v.known.Store(&token)
		return token, nil
	}
	if known := v.known.Load(); known != nil {
		return *known, nil
	}
	return auth.Token{}, &secretError{err}
}

// secretError is why there is no secret. It doesn't match client.ErrInvalid, even if
// the API says so of our own call: the sender of the delivery can't help it.
type secretError struct{ err error }

func (e *secretError) Error() string {
	return Vendor + " webhook: the signing secret can't be read: " + e.err.Error()
}

func (e *secretError) Is(target error) bool {
	return target != client.ErrInvalid && errors.Is(e.err, target)
}

func (e *secretError) As(target any) bool { return errors.As(e.err, target) }

// Format implements [fmt.Formatter]: a verifier prints without its secret.
func (v *WebhookVerifier) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "billwerk.WebhookVerifier")
}
