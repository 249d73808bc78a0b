package billwerk_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// delivered is a request that brings a body.
func delivered(t testing.TB, body string) *http.Request {
	t.Helper()
	return httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/hook", strings.NewReader(body))
}

// signed is a delivery that is signed with a secret.
func signed(secret, timestamp, id string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = io.WriteString(mac, timestamp+id)
	return fmt.Sprintf(`{"id":%q,"event_id":"e1","event_type":"invoice_settled","timestamp":%q,"signature":%q,"invoice":"i1"}`,
		id, timestamp, hex.EncodeToString(mac.Sum(nil)))
}

const hookTime = "2025-03-14T09:26:53.589Z"

// The sample of the documentation, and its test vector.
func TestParseWebhook(t *testing.T) {
	t.Parallel()
	body := sample(t, "webhook_delivery.json")
	d, err := billwerk.ParseWebhook(delivered(t, body), hookSecret)
	require.NoError(t, err)
	assert.Equal(t, &billwerk.WebhookDelivery{
		ID: "4f0a6d0b7c1e4b5f9a1d2c3e4f5a6b7c", EventID: "a7b6c5d4e3f2415069788796a5b4c3d2", EventType: billwerk.EventInvoiceSettled,
		Timestamp: "2025-03-14T09:26:53.589Z", Signature: "390e4dd14b94551fd164dccd66adb38425eb38d57b0d63a84664a28de383f367",
		Customer: "c-20418", Subscription: "s-20418-1", Invoice: "inv-1042", Transaction: "5b2e0c9d7a6f4e1db3c8a9f00e1d2c3b",
		Raw: []byte(body),
	}, d)
	assert.Equal(t, time.Date(2025, 3, 14, 9, 26, 53, 589e6, time.UTC), d.Time())
}

// All fields arrive, unknown events and fields survive, and the timestamp is signed
// as it came, however many digits it has.
func TestParseWebhookFields(t *testing.T) {
	t.Parallel()
	for _, timestamp := range []string{
		"2025-03-14T09:26:53Z", "2025-03-14T09:26:53.5Z", "2025-03-14T09:26:53.589123456Z", "2025-03-14T09:26:53.589+00:00", "2025-03-14T09:26:53.589+0000",
	} {
		body := strings.Replace(signed(hookSecret, timestamp, "w1"), `"invoice_settled"`, `"invoice_evaporated"`, 1)
		body = strings.Replace(body, `"invoice":"i1"`, `"payment_method":"ca_1","payment_method_reference":"cs_1","credit_note":"n1","credit":"k1","new":[1]`, 1)
		d, err := billwerk.ParseWebhook(delivered(t, body), hookSecret)
		require.NoError(t, err, timestamp)
		assert.Equal(t, timestamp, d.Timestamp)
		assert.Equal(t, billwerk.EventType("invoice_evaporated"), d.EventType)
		assert.Equal(t, []string{"ca_1", "cs_1", "n1", "k1"}, []string{d.PaymentMethod, d.PaymentMethodReference, d.CreditNote, d.Credit})
		assert.Contains(t, string(d.Raw), `"new":[1]`)
	}
}

func TestParseWebhookSecrets(t *testing.T) {
	t.Parallel()
	body := signed(hookSecret, hookTime, "w1")
	for name, tc := range map[string]struct {
		secrets []auth.Secret
		body    string
		ok      bool
	}{
		"the one":              {[]auth.Secret{hookSecret}, body, true},
		"the second of two":    {[]auth.Secret{"whs_new", hookSecret}, body, true},
		"the first of two":     {[]auth.Secret{hookSecret, "whs_new"}, body, true},
		"another one":          {[]auth.Secret{"whs_new"}, body, false},
		"none":                 {nil, body, false},
		"an empty one":         {[]auth.Secret{""}, signed("", hookTime, "w1"), false},
		"an empty one besides": {[]auth.Secret{"whs_new", ""}, signed("", hookTime, "w1"), false},
	} {
		d, err := billwerk.ParseWebhook(delivered(t, tc.body), tc.secrets...)
		if tc.ok {
			require.NoError(t, err, name)
			continue
		}
		assert.Nil(t, d, name)
		require.ErrorIs(t, err, client.ErrInvalid, name)
		assert.NotContains(t, err.Error(), "whs_")
	}
}

func TestParseWebhookRefuses(t *testing.T) {
	t.Parallel()
	body := signed(hookSecret, hookTime, "w1234")
	change := func(from, to string) *http.Request {
		require.Contains(t, body, from)
		return delivered(t, strings.Replace(body, from, to, 1))
	}
	signature := body[strings.Index(body, `"signature":"`)+13:][:64]
	noBody := delivered(t, "")
	noBody.Body = nil
	put := delivered(t, body)
	put.Method = http.MethodPut
	for name, tc := range map[string]struct {
		r   *http.Request
		err error
	}{
		"another id":          {change("w1234", "w1235"), billwerk.ErrWebhookSignature},
		"another time":        {change("53.589", "54.589"), billwerk.ErrWebhookSignature},
		"another signature":   {change(signature, strings.Repeat("0", 64)), billwerk.ErrWebhookSignature},
		"upper-case digits":   {change(signature, strings.ToUpper(signature)), billwerk.ErrWebhookSignature},
		"half a signature":    {change(signature, signature[:32]), billwerk.ErrWebhookSignature},
		"no signature":        {change(signature, ""), billwerk.ErrWebhookSignature},
		"a part of it moved":  {delivered(t, strings.NewReplacer("53.589Z", "53.589Zw", "w1234", "1234").Replace(body)), client.ErrInvalid},
		"moved the other way": {delivered(t, strings.NewReplacer("53.589Z", "53.589", "w1234", "Zw1234").Replace(body)), client.ErrInvalid},
		"no zone":             {delivered(t, signed(hookSecret, "2025-03-14T09:26:53", "w1")), client.ErrInvalid},
		"a number as time":    {change(`"`+hookTime+`"`, "1741944413"), client.ErrInvalid},
		"no id":               {change(`"id":"w1234",`, ""), client.ErrInvalid},
		"no event id":         {change(`"event_id":"e1",`, ""), client.ErrInvalid},
		"no event type":       {change(`"event_type":"invoice_settled",`, ""), client.ErrInvalid},
		"another method":      {put, client.ErrInvalid},
		"no body":             {noBody, client.ErrInvalid},
		"an empty body":       {delivered(t, ""), client.ErrInvalid},
		"HTML":                {delivered(t, "<html>"), client.ErrInvalid},
		"half a body":         {delivered(t, body[:len(body)/2]), client.ErrInvalid},
		"junk after it":       {delivered(t, body+"x"), client.ErrInvalid},
		"a list":              {delivered(t, "["+body+"]"), client.ErrInvalid},
		"null":                {delivered(t, "null"), client.ErrInvalid},
		"too long":            {delivered(t, body+strings.Repeat(" ", billwerk.MaxWebhookBytes)), client.ErrTooLarge},
		"a broken body":       {httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", iotest.ErrReader(io.ErrUnexpectedEOF)), io.ErrUnexpectedEOF},
	} {
		d, err := billwerk.ParseWebhook(tc.r, hookSecret)
		assert.Nil(t, d, name)
		require.ErrorIs(t, err, client.ErrInvalid, name)
		require.ErrorIs(t, err, tc.err, name)
		assert.Less(t, len(err.Error()), 512, name)
		if tc.err != billwerk.ErrWebhookSignature { //nolint:errorlint // a row of the table
			require.NotErrorIs(t, err, billwerk.ErrWebhookSignature, name)
		}
	}
	longest := body + strings.Repeat(" ", billwerk.MaxWebhookBytes-len(body))
	require.NoError(t, drop(billwerk.ParseWebhook(delivered(t, longest), hookSecret)))
}

// vault is a webhook service whose secret changes.
type vault struct {
	billwerk.WebhookService
	secret atomic.Pointer[auth.Secret]
	reads  atomic.Int64
	fails  atomic.Pointer[error]
}

func newVault(secret auth.Secret) *vault {
	v := &vault{}
	v.secret.Store(&secret)
	return v
}

func (v *vault) fail(err error) { v.fails.Store(&err) }

func (v *vault) Settings(context.Context, ...client.CallOption) (*billwerk.WebhookSettings, error) {
	v.reads.Add(1)
	<-time.After(time.Second) // in a bubble
	if err := v.fails.Load(); err != nil && *err != nil {
		return nil, *err
	}
	return &billwerk.WebhookSettings{Secret: *v.secret.Load()}, nil
}

func verifierOf(t *testing.T, v *vault) *billwerk.WebhookVerifier {
	t.Helper()
	verifier, err := billwerk.NewWebhookVerifier(v)
	require.NoError(t, err)
	return verifier
}

// The secret is read once, by whoever comes first, and again when it has changed.
func TestWebhookVerifierRotation(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := newVault(hookSecret)
		verifier := verifierOf(t, v)
		clienttest.NewCanary(t, hookSecret).Check(t, "a verifier", verifier)
		all := func(secret string) {
			var callers sync.WaitGroup
			for i := range 32 {
				callers.Go(func() {
					d, err := verifier.Parse(delivered(t, signed(secret, hookTime, fmt.Sprint("w", i))))
					if assert.NoError(t, err) {
						assert.Equal(t, "i1", d.Invoice)
					}
				})
			}
			callers.Wait()
		}
		assert.Zero(t, v.reads.Load(), "nothing is read before it is needed")
		all(hookSecret)
		assert.Equal(t, int64(1), v.reads.Load())
		changed := auth.Secret("whs_changed")
		v.secret.Store(&changed)
		all("whs_changed")
		assert.Equal(t, int64(2), v.reads.Load())
		require.ErrorIs(t, drop(verifier.Parse(delivered(t, signed(hookSecret, hookTime, "w1")))), billwerk.ErrWebhookSignature)
		clienttest.NewCanary(t, hookSecret, "whs_changed").Check(t, "a verifier", verifier)
	})
}

// Wrong signatures cost few reads, and no delivery that is right.
func TestWebhookVerifierForgeries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := newVault(hookSecret)
		verifier := verifierOf(t, v)
		for range 600 {
			require.ErrorIs(t, drop(verifier.Parse(delivered(t, signed("whs_guess", hookTime, "w1")))), billwerk.ErrWebhookSignature)
			require.NoError(t, drop(verifier.Parse(delivered(t, signed(hookSecret, hookTime, "w1")))))
			<-time.After(time.Second)
		}
		assert.Less(t, v.reads.Load(), int64(12), "in ten minutes")
		assert.Greater(t, v.reads.Load(), int64(3))
	})
}

// While the settings can't be read the known secret counts; without one, the error
// is not the sender's.
func TestWebhookVerifierOutage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		outage := errors.New("no connection")
		v := newVault(hookSecret)
		v.fail(outage)
		verifier := verifierOf(t, v)
		right := func() error { return drop(verifier.Parse(delivered(t, signed(hookSecret, hookTime, "w1")))) }
		wrong := func() error { return drop(verifier.Parse(delivered(t, signed("whs_guess", hookTime, "w1")))) }
		err := right()
		require.ErrorIs(t, err, outage)
		require.NotErrorIs(t, err, client.ErrInvalid)

		v.fail(nil)
		<-time.After(time.Minute)
		require.NoError(t, right())
		v.fail(outage)
		require.ErrorIs(t, wrong(), billwerk.ErrWebhookSignature)
		for range 100 {
			require.NoError(t, right())
			require.ErrorIs(t, wrong(), billwerk.ErrWebhookSignature)
			<-time.After(time.Second)
		}
		v.fail(nil)
		<-time.After(10 * time.Minute)
		require.NoError(t, right())
	})
}

// What the API says of the read is not said of the delivery.
func TestWebhookVerifierRefusedRead(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusUnprocessableEntity} {
		c, _ := apiOf(t, says(status, `{"code":1,"error":"Invalid request"}`))
		verifier, err := billwerk.NewWebhookVerifier(c.Webhooks)
		require.NoError(t, err)
		err = drop(verifier.Parse(delivered(t, signed(hookSecret, hookTime, "w1"))))
		require.NotErrorIs(t, err, client.ErrInvalid)
		e, ok := errors.AsType[*billwerk.Error](err)
		require.True(t, ok)
		assert.Equal(t, status, e.StatusCode)
	}
}

// A delivery doesn't wait for the settings longer than the vendor waits for it, and
// a bad one doesn't wait at all.
func TestWebhookVerifierWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, transport := apiOf(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		verifier, err := billwerk.NewWebhookVerifier(c.Webhooks)
		require.NoError(t, err)
		start := time.Now()
		require.ErrorIs(t, drop(verifier.Parse(delivered(t, "{}"))), client.ErrInvalid)
		assert.Zero(t, transport.Count())
		require.ErrorIs(t, drop(verifier.Parse(delivered(t, signed(hookSecret, hookTime, "w1")))), context.DeadlineExceeded)
		assert.Less(t, time.Since(start), 10*time.Second)
		<-time.After(time.Minute) // the read goes on, and ends by itself
	})
	_, err := billwerk.NewWebhookVerifier(nil)
	require.ErrorIs(t, err, client.ErrInvalid)
	empty := newVault("")
	synctest.Test(t, func(t *testing.T) {
		require.ErrorContains(t, drop(verifierOf(t, empty).Parse(delivered(t, signed("", hookTime, "w1")))), "no secret")
	})
}

// Whatever comes, only what is signed passes.
func FuzzParseWebhook(f *testing.F) {
	f.Add([]byte(signed(hookSecret, hookTime, "w1")))
	f.Add([]byte(signed("", hookTime, "w1")))
	f.Add([]byte(`{"id":"w","event_id":"e","event_type":"t","timestamp":"2025-01-01T00:00:00Z","signature":null}`))
	f.Add([]byte(`{"id":"w","ID":"x","timestamp":17}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := billwerk.ParseWebhook(delivered(t, string(body)), hookSecret, "")
		if err != nil {
			require.ErrorIs(t, err, client.ErrInvalid)
			require.Nil(t, d)
			require.Less(t, len(err.Error()), 512)
			return
		}
		mac := hmac.New(sha256.New, []byte(hookSecret))
		_, _ = io.WriteString(mac, d.Timestamp+d.ID)
		require.Equal(t, hex.EncodeToString(mac.Sum(nil)), d.Signature)
		require.False(t, d.Time().IsZero() && !strings.HasPrefix(d.Timestamp, "0001-01-01"))
		require.NotEmpty(t, d.ID)
		require.NotEmpty(t, d.EventID)
	})
}
