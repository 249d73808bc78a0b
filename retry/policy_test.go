package retry

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPolicyResolve(t *testing.T) {
	t.Parallel()
	budget := DefaultBudget()
	for _, test := range []struct {
		name string
		give Policy
		want Policy
	}{
		{"zero is the default", Policy{}, DefaultPolicy()},
		{"set fields stay", Policy{1, 2, 3, 4, 5, 6, budget}, Policy{1, 2, 3, 4, 5, 6, budget}},
		{"no retry stays", NoRetry(), NoRetry()},
		{
			"negative is off",
			Policy{BaseDelay: -7, MaxRetryAfter: -7, MaxElapsed: -7},
			Policy{10, -1, 5 * time.Second, 30 * time.Second, -1, -1, nil},
		},
		{
			"attempts without bound",
			Policy{MaxAttempts: -3},
			Policy{math.MaxInt, 50 * time.Millisecond, 5 * time.Second, 30 * time.Second, 30 * time.Second, 2 * time.Minute, nil},
		},
		{
			"a long base delay lifts the default cap",
			Policy{BaseDelay: time.Minute},
			Policy{10, time.Minute, time.Minute, 30 * time.Second, 30 * time.Second, 2 * time.Minute, nil},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := test.give.Resolve()
			require.NoError(t, err)
			assert.Equal(t, test.want, got)

			again, err := got.Resolve()
			require.NoError(t, err)
			assert.Equal(t, got, again, "resolving twice")
		})
	}
}

func TestPolicyResolveRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		give Policy
		says string
	}{
		{"no attempt timeout", Policy{AttemptTimeout: -1}, "AttemptTimeout"},
		{"no cap", Policy{MaxDelay: -1}, "MaxDelay"},
		{"cap below base", Policy{BaseDelay: time.Second, MaxDelay: time.Millisecond}, "shorter than BaseDelay"},
		{"cap below default base", Policy{MaxDelay: time.Millisecond}, "shorter than BaseDelay"},
		{"no end", Policy{MaxAttempts: -1, MaxElapsed: -1}, "both off"},
		{"no end, resolved before", Policy{MaxAttempts: math.MaxInt, MaxElapsed: -1}, "both off"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := test.give.Resolve()
			assert.ErrorContains(t, err, test.says)
			assert.Zero(t, got)
		})
	}
}

func TestDefaultPolicy(t *testing.T) {
	t.Parallel()
	// These numbers are promised in the documentation.
	assert.Equal(t, Policy{
		MaxAttempts:    10,
		BaseDelay:      50 * time.Millisecond,
		MaxDelay:       5 * time.Second,
		AttemptTimeout: 30 * time.Second,
		MaxRetryAfter:  30 * time.Second,
		MaxElapsed:     2 * time.Minute,
	}, DefaultPolicy())
	assert.Equal(t, 1, NoRetry().MaxAttempts)
}
