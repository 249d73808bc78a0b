// Command logging shows what a client tells about itself: log lines through
// log/slog, and events for metrics and traces through an Observer.
package main

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
)

// metrics counts calls and attempts. A real one would label counters with
// Vendor, Operation and StatusCode, which have few distinct values.
type metrics struct {
	client.NopObserver
	calls, attempts, retries atomic.Int64
	waited                   atomic.Int64
}

func (m *metrics) EndAttempt(_ context.Context, a client.AttemptInfo) {
	m.attempts.Add(1)
	if a.Repeat {
		m.retries.Add(1)
		m.waited.Add(int64(a.Wait))
	}
}

func (m *metrics) EndCall(context.Context, client.CallResult) { m.calls.Add(1) }

func main() { demo.Main("logging", show) }

func show(d *demo.D) {
	var lines bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&lines, &slog.HandlerOptions{ReplaceAttr: withoutTime}))
	counts := new(metrics)
	vendor := redemptionstest.NewServer(d)
	c := vendor.Client(d, client.WithLogger(logger), client.WithObserver(counts))
	ctx := context.Background()

	_, err := c.Accounts.List(ctx)
	d.Must(err)
	d.Section("A good call at level Info")
	d.Promise(lines.Len() == 0, "nothing is logged: successes are at Debug")

	vendor.Script.Match("GET", "/za/redemptions/accounts").Next(
		clienttest.Answer(503, "application/json", "{}", "Retry-After-Ms", "20"), clienttest.ResetMidBody())
	_, err = c.Accounts.List(ctx)
	d.Must(err)
	_, err = c.Payments.Get(ctx, "no-such-id")
	d.Section("A 503, an answer that breaks off, and a payment that isn't there")
	for line := range strings.Lines(lines.String()) {
		d.Say("%s", strings.TrimSpace(line))
	}
	d.Promise(strings.Count(lines.String(), "level=WARN") == 3 && err != nil, "a Warn for each attempt that is repeated and each call that failed")

	d.Section("The observer's counts")
	d.Show("login and 3 calls", "%d calls, %d attempts, %d retries, %v waited", counts.calls.Load(), counts.attempts.Load(),
		counts.retries.Load(), time.Duration(counts.waited.Load()).Round(time.Millisecond))
	d.Promise(counts.attempts.Load() == counts.calls.Load()+counts.retries.Load() && counts.retries.Load() == 2, "one event for each call and each attempt")

	d.Section("Secrets")
	leaked := strings.Contains(lines.String(), redemptionstest.Secret) || strings.Contains(lines.String(), vendor.Tokens()[0])
	d.Promise(!leaked, "neither the secret nor a token is in the log")
}

func withoutTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey || a.Key == "duration" {
		return slog.Attr{}
	}
	return a
}
