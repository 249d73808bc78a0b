package billwerktest_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/retry"
)

// A server on loopback takes faults, and knows what it was asked.
func TestServer(t *testing.T) {
	t.Parallel()
	s := billwerktest.NewServer(t)
	c := s.Client(t, client.WithRetry(retry.Policy{BaseDelay: 1, MaxDelay: 1}))
	s.Script.Next(clienttest.DropAfter(), clienttest.HTMLPage(http.StatusBadGateway))
	paid, err := c.Charges.Create(t.Context(), charge("o-1", 1000, true))
	require.NoError(t, err)
	require.NoError(t, paid.Err())
	assert.Equal(t, 3, s.Count())
	assert.Len(t, s.Ledger(), 1)

	s.Script.Next(billwerktest.Refuse(billwerk.CodeConcurrentResourceUpdate))
	_, err = c.Charges.Create(t.Context(), charge("o-2", 1000, true))
	wantCode(t, err, billwerk.CodeConcurrentResourceUpdate)
	assert.Zero(t, s.Processed("o-2"))
	s.Script.Next(billwerktest.Refuse(billwerk.CodeRateLimitExceeded))
	_, err = c.Charges.Create(t.Context(), charge("o-2", 1000, true))
	require.NoError(t, err, "a refusal by the limits is repeated")
}

// Whatever comes in, the answer is JSON of the documented kind.
func FuzzFake(f *testing.F) {
	f.Add("GET", "/v1/list/invoice?amount=[1;2)&size=10", "")
	f.Add("GET", "/v1/list/customer?next_page_token=e30&interval=P1M", "")
	f.Add("POST", "/v1/charge", `{"handle":"x","source":"auto","customer_handle":"c-20418","amount":1000,"key":"k","settle":true}`)
	f.Add("POST", "/v1/charge", `{"handle":"x","source":"auto","customer":{"handle":"c"},"order_lines":[{"ordertext":"a","amount":1,"vat":-1}]}`)
	f.Add("POST", "/v1/subscription", `{"handle":"s","plan":"reader-plus","customer":"c-20418","signup_method":"link","trial_period":"P9M","add_ons":[{"add_on":"a"}]}`)
	f.Add("PUT", "/v1/customer/c-20418/metadata", `{"a":[1e400]}`)
	f.Add("POST", "/v1/plan", `{"handle":"p","name":"n","amount":1,"schedule_type":"daily","interval_length":12000}`)
	f.Add("POST", "/v1/session/charge", `{"order":{"handle":"o","amount":1,"customer":{"handle":"c"}},"ttl":"PT1H","sca_data":{}}`)
	f.Add("POST", "/v1/session/subscription", `{"prepare_subscription":{"handle":"s","plan":"reader-plus","customer":"c-20418"}}`)
	f.Add("PUT", "/v1/account/webhook_settings", `{"urls":["https://a:443","http://["],"disabled":true,"alert_count":4}`)
	f.Add("GET", "/v1/webhook?created_before=2025-01-01T00:00:00Z&size=7", "")
	f.Add("GET", "/v1/event?page=9999999999&size=100", "")
	f.Fuzz(func(t *testing.T, method, target, body string) {
		r, err := http.NewRequestWithContext(t.Context(), method, "http://127.0.0.1"+target, strings.NewReader(body))
		if err != nil || r.Host != "127.0.0.1" {
			t.Skip("no request")
		}
		r.SetBasicAuth(billwerktest.PrivateKey, "")
		w := httptest.NewRecorder()
		billwerktest.NewFake().ServeHTTP(w, r)
		if w.Code == http.StatusOK {
			return
		}
		if w.Code >= 300 && w.Code < 400 {
			return // a path that net/http cleans
		}
		var envelope struct {
			Code      *int   `json:"code"`
			RequestID string `json:"request_id"`
		}
		require.NoError(t, unmarshal(w.Body.Bytes(), &envelope), w.Body)
		require.NotNil(t, envelope.Code)
		require.Len(t, envelope.RequestID, 32)
	})
}
