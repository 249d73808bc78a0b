package client_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

type recorder struct {
	client.NopObserver
	attempts []client.AttemptInfo
	calls    []client.CallResult
}

type ctxKey struct{}

func (r *recorder) StartCall(ctx context.Context, info client.CallInfo) context.Context {
	return context.WithValue(ctx, ctxKey{}, info.Operation)
}

func (r *recorder) EndAttempt(ctx context.Context, a client.AttemptInfo) {
	if ctx.Value(ctxKey{}) == a.Operation {
		r.attempts = append(r.attempts, a)
	}
}

func (r *recorder) EndCall(_ context.Context, c client.CallResult) { r.calls = append(r.calls, c) }

func TestObserver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var o recorder
		c := acme(t, steps(says(503, "", "Retry-After", "2"), says(200, goodWidget, "Acme-Request", "r1")), client.WithObserver(&o))
		_, err := get(t.Context(), c)
		require.NoError(t, err)
		require.Len(t, o.attempts, 2)
		first, second := o.attempts[0], o.attempts[1]
		assert.Equal(t, client.CallInfo{Vendor: "acme", Operation: "widgets.get", Method: "GET", Route: "/widgets/{id}"}, first.CallInfo)
		assert.Equal(t, 503, first.StatusCode)
		assert.True(t, first.Repeat)
		assert.GreaterOrEqual(t, first.Wait, 2*time.Second)
		assert.Equal(t, retry.Retry, first.Verdict)
		assert.Equal(t, 2, second.Number)
		assert.False(t, second.Repeat)
		require.NoError(t, second.Err)
		require.Len(t, o.calls, 1)
		assert.Equal(t, 2, o.calls[0].Attempts)
		assert.Equal(t, "r1", o.calls[0].RequestID)
		assert.GreaterOrEqual(t, o.calls[0].Duration, 2*time.Second)
	})
}

func TestLogLevels(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		logger := client.WithLogger(slog.New(slog.NewTextHandler(&log, nil)))
		_, err := get(t.Context(), acme(t, steps(says(200, goodWidget)), logger))
		require.NoError(t, err)
		assert.Empty(t, log.String(), "a good call is silent at Info")
		_, err = get(t.Context(), acme(t, steps(says(503, ""), says(404, "")), logger))
		require.Error(t, err)
		assert.Equal(t, 2, strings.Count(log.String(), "level=WARN"), "the repeated attempt and the failed call:\n%s", log.String())
	})
}
