package soak_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
	"github.com/vendorkit/vendorkit-go/retry"
)

// Behind a proxy that swallows all answers, a write that is repeated is processed twice, and the ledger must say so. As
// shipped it isn't repeated, and the caller hears that it is in doubt.
//
//nolint:paralleltest // real sockets, one load at a time
func TestLostAnswers(t *testing.T) {
	for name, tt := range map[string]struct {
		opts     []client.CallOption
		problems int
	}{
		"as shipped":             {nil, 0},
		"repeated against rules": {[]client.CallOption{client.AllowRepeat(), client.WithMaxAttempts(3)}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			vendor := numberstest.Conformance() // it has no login, whose answer would be swallowed too
			fake := vendor.NewFake()
			server := clienttest.NewServer(t, fake)
			swallow := toxic{Type: "timeout", Stream: "downstream", Toxicity: 1, Attributes: map[string]int{"timeout": 100}}
			way, err := startChaos(server.URL, func(int) []toxic { return []toxic{swallow} })
			require.NoError(t, err)
			subject, err := vendor.New(server.URL, client.WithTransport(&http.Transport{DialContext: way.dial}),
				client.WithRetry(retry.Policy{BaseDelay: time.Millisecond, MaxDelay: time.Millisecond}))
			require.NoError(t, err)
			t.Cleanup(subject.CloseIdleConnections)

			ledger := newLedger()
			err = subject.Write(t.Context(), "w1", tt.opts...)
			ledger.ended("w1", err, 0)
			assert.NoError(t, way.stop())
			require.Eventually(t, func() bool { return server.OpenConnections() == 0 }, 5*time.Second, 10*time.Millisecond)

			assert.ErrorIs(t, err, client.ErrOutcomeUnknown)
			assert.Len(t, ledger.settle(fake.Processed), tt.problems)
		})
	}
}

func TestRounds(t *testing.T) {
	t.Parallel()
	for total, want := range map[time.Duration]struct {
		perVendor int
		length    time.Duration
	}{
		5 * time.Second:  {1, 1250 * time.Millisecond},
		40 * time.Second: {1, 10 * time.Second},
		time.Minute:      {2, 7500 * time.Millisecond},
		time.Hour:        {90, 10 * time.Second},
	} {
		perVendor, length := rounds(total, 4)
		assert.Equal(t, want.perVendor, perVendor, total)
		assert.Equal(t, want.length, length, total)
	}
}

func TestDraw(t *testing.T) {
	t.Parallel()
	first, second := drawn(7), drawn(7)
	assert.Equal(t, first, second, "a seed gives the same faults again")
	assert.NotEqual(t, first, drawn(8))
}
