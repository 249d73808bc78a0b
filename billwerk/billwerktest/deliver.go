package billwerktest

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// Bounds of a delivery: how long the vendor waits, and after how many attempts it
// gives up, which is about a day of its schedule, as in a test account.
const (
	deliveryTime     = 10 * time.Second
	deliveryAttempts = 28
	maxAnswerBytes   = 1 << 10 // of the receiver's answer, kept
)

// WebhookRequest makes the request by which the vendor tells a handler of d: a POST
// to target with JSON, signed with secret.
//
//	handler.ServeHTTP(recorder, billwerktest.WebhookRequest(t, "/webhooks", billwerktest.WebhookSecret,
//		billwerk.WebhookDelivery{EventType: billwerk.EventInvoiceSettled, Invoice: "o-1"}))
//
// Empty fields are left out, but for ID, EventID and Timestamp, which get values, the
// latter that of now. Signature and Raw are not looked at. Deliver is the way for what
// happens in a fake. A target that can't be read fails the test.
func WebhookRequest(tb clienttest.TB, target string, secret auth.Secret, d billwerk.WebhookDelivery) *http.Request {
	tb.Helper()
	d.ID = cmp.Or(d.ID, "4f0a6d0b7c1e4b5f9a1d2c3e4f5a6b7c")
	d.EventID = cmp.Or(d.EventID, "a7b6c5d4e3f2415069788796a5b4c3d2")
	d.Timestamp = cmp.Or(d.Timestamp, timestamp(clock()))
	d.Signature = signature(secret.Reveal(), d.Timestamp, d.ID)
	body, err := client.Marshal(&d)
	if err != nil {
		tb.Fatalf("billwerktest: the webhook: %v", err)
		return nil
	}
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, target, bytes.NewReader(body))
	if err != nil {
		tb.Fatalf("billwerktest: the webhook's target: %v", err)
		return nil
	}
	r.Header.Set("Content-Type", "application/json")
	return r
}

// timestamp has a variable number of digits, as the vendor's.
func timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.999Z") }

func signature(secret, timestamp, id string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(timestamp + id))
	return hex.EncodeToString(mac.Sum(nil))
}

// Deliver plays the vendor's deliveries: it sends every webhook that is pending or
// retrying to h, whatever its URL, the oldest first, each once. A delivery is good
// if h answers with a 2xx status within 10 seconds; after a failed one the later
// ones of the same customer are held back, as the vendor does. The pauses between
// retries are not played: each call of Deliver is another attempt. It returns the
// number of good and failed deliveries.
func (f *Fake) Deliver(h http.Handler) (delivered, failed int) {
	blocked := map[string]bool{}
	for _, w := range f.due() {
		if of := w.of.customer; of != "" && blocked[of] {
			continue
		}
		if f.deliver(w, h) {
			delivered++
			continue
		}
		failed++
		blocked[w.of.customer] = true
	}
	return delivered, failed
}

// due are the webhooks to send, the oldest first.
func (f *Fake) due() (list []*webhook) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, w := range f.hooks.rows {
		if w.state == billwerk.WebhookPending || w.state == billwerk.WebhookRetrying {
			list = append(list, w)
		}
	}
	return list
}

// deliver sends one webhook, without the lock: the receiver may ask the API.
func (f *Fake) deliver(w *webhook, h http.Handler) bool {
	ctx, cancel := context.WithTimeout(context.Background(), deliveryTime)
	defer cancel()
	f.mu.Lock()
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, w.url, bytes.NewReader(f.content(w)))
	r.Header.Set("Content-Type", "application/json")
	if w.username != "" || w.password != "" {
		r.SetBasicAuth(w.username, w.password)
	}
	f.mu.Unlock()

	answer, start := httptest.NewRecorder(), clock()
	h.ServeHTTP(answer, r)
	good := ctx.Err() == nil && answer.Code >= 200 && answer.Code < 300

	f.mu.Lock()
	defer f.mu.Unlock()
	now := clock()
	w.count++
	request := object{"id": f.eventID(), "initiated": stamp{start}, "duration": now.Sub(start).Milliseconds()}
	if ctx.Err() == nil {
		request["http_status"] = answer.Code
		request.put("content", answer.Body.String()[:min(answer.Body.Len(), maxAnswerBytes)])
	}
	w.requests = append(w.requests, request)
	w.answered(good, now)
	return good
}

func (w *webhook) answered(good bool, now time.Time) {
	switch {
	case good:
		w.state, w.success = billwerk.WebhookCompleted, now
		return
	case w.count >= deliveryAttempts:
		w.state = billwerk.WebhookFailed
	default:
		w.state = billwerk.WebhookRetrying
	}
	w.lastFail = now
	if w.firstFail.IsZero() {
		w.firstFail = now
	}
}
