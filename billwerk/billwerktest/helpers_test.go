package billwerktest_test

import (
	"errors"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/retry"
)

// bench is a client before a fake, in memory.
type bench struct {
	*billwerk.Client
	fake *billwerktest.Fake
	wire *clienttest.Transport
}

// newBench connects a client without limits with a fake without limits.
func newBench(t *testing.T, opts ...billwerktest.Option) *bench {
	t.Helper()
	return connect(t, billwerktest.NewFake(append([]billwerktest.Option{billwerktest.WithoutLimits()}, opts...)...), billwerktest.PrivateKey,
		client.WithLimiter(retry.NoLimit()), client.WithRetry(retry.NoRetry()))
}

func connect(t *testing.T, fake *billwerktest.Fake, key auth.Secret, opts ...client.Option) *bench {
	t.Helper()
	wire := clienttest.NewTransport(fake)
	t.Cleanup(func() { require.NoError(t, wire.Close()) })
	c, err := billwerk.New(billwerk.Credentials{PrivateKey: key},
		append([]client.Option{client.WithBaseURL("http://127.0.0.1:1"), client.WithTransport(wire)}, opts...)...)
	require.NoError(t, err)
	return &bench{Client: c, fake: fake, wire: wire}
}

// ask sends a request without the client.
func (b *bench) ask(t *testing.T, method, target, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	r.SetBasicAuth(billwerktest.PrivateKey, "")
	w := httptest.NewRecorder()
	b.fake.ServeHTTP(w, r)
	return w
}

// wantCode wants the vendor's error with a code.
func wantCode(t *testing.T, err error, code billwerk.Code) {
	t.Helper()
	e, ok := asError(err)
	if assert.True(t, ok, "not the vendor's error: %v", err) {
		assert.Equal(t, code, e.ErrorCode, "%v", err)
	}
}

// charge are the parameters of a charge on the stored card.
func charge(handle string, amount int64, settle bool) *billwerk.ChargeCreateParams {
	return &billwerk.ChargeCreateParams{
		Handle: handle, CustomerHandle: billwerktest.Customer, Source: billwerktest.PaymentMethod,
		Amount: amount, Text: "Book", Settle: settle,
	}
}

// captured sums up what the ledger says of one kind on one invoice.
func (b *bench) captured(invoice string, kind billwerk.TransactionType) (total int64) {
	for _, e := range b.fake.Ledger() {
		if e.Invoice == invoice && e.Type == kind {
			total += e.Amount
		}
	}
	return total
}

func asError(err error) (*billwerk.Error, bool) { return errors.AsType[*billwerk.Error](err) }

func unmarshal(data []byte, v any) error { return client.Unmarshal(data, v) }

// subscribe are the parameters of a subscription to the plan with the stored card.
func subscribe(handle string) *billwerk.SubscriptionCreateParams {
	return &billwerk.SubscriptionCreateParams{
		Handle: handle, Plan: billwerktest.Plan, Customer: billwerktest.Customer,
		SignupMethod: billwerk.SignupSource, Source: billwerktest.PaymentMethod,
	}
}
