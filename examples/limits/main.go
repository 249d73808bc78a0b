// Command limits shows how to stay within limits: those that are built in, a
// share of them for one of several services, and a deadline that can't be met.
package main

import (
	"context"
	"errors"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
	"github.com/vendorkit/vendorkit-go/retry"
)

func main() { demo.Main("limits", show) }

func show(d *demo.D) {
	d.Section("Somebody else uses the account too: the limiter learns it from the vendor's refusals")
	shared := billwerktest.Limits{PerSecond: 15, Burst: 20, Concurrent: 4} // what is left of 25, 50 and 10
	vendor := billwerktest.NewServer(d, billwerktest.WithLimits(shared, shared), billwerktest.WithServiceTime(20*time.Millisecond))
	c := vendor.Client(d) // counts on the documented limits
	failed := demo.Parallel(16, 60, func(int) error {
		_, err := c.Customers.Get(context.Background(), billwerktest.Customer)
		return err
	})
	stats := vendor.Stats()
	d.Show("60 reads from 16 goroutines", "%d failed, %d times code 122, %d times code 123", len(failed), stats.RateRefused, stats.ConcurrencyRefused)
	d.Promise(len(failed) == 0 && stats.Reads == 60, "refused reads get their turn later; none is lost")

	d.Section("A share of one's own, for a service that must leave room for others")
	slots, err := retry.NewConcurrencyLimiter(retry.ConcurrencyConfig{Name: "exports at once", Max: 2})
	d.Must(err)
	rate, err := retry.NewRateLimiter(retry.RateConfig{Name: "exports per second", Rate: 5, Burst: 5})
	d.Must(err)
	vendor = billwerktest.NewServer(d, billwerktest.WithServiceTime(10*time.Millisecond))
	c = vendor.Client(d, client.WithLimiter(retry.Join(slots, rate)))
	start := time.Now()
	failed = demo.Parallel(8, 10, func(int) error {
		_, err := c.Customers.Get(context.Background(), billwerktest.Customer)
		return err
	})
	took := time.Since(start)
	d.Show("10 reads at 5 per second", "%.1f s, at most %d at once", took.Seconds(), vendor.Stats().MaxReads)
	d.Show("state of the limiters", "%d of %d slots in use, %d turns granted", slots.State().InFlight, slots.State().Max, rate.State().Granted)
	d.Promise(len(failed) == 0 && vendor.Stats().MaxReads <= 2 && took > 900*time.Millisecond, "5 at once from the bucket, the other 5 in turn")

	d.Section("A turn that would come too late is refused at once")
	slow, err := retry.NewRateLimiter(retry.RateConfig{Name: "reports per second", Rate: 0.1, Burst: 1})
	d.Must(err)
	c = vendor.Client(d, client.WithLimiter(slow))
	_, err = c.Customers.Get(context.Background(), billwerktest.Customer)
	d.Must(err)
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_, err = c.Customers.Get(ctx, billwerktest.Customer)
	limited, ok := errors.AsType[*retry.LimitError](err)
	if !ok {
		d.Fatalf("expected a *retry.LimitError, got %v", err)
	}
	d.Show("a caller with 5 s left", "%v", err)
	d.Promise(errors.Is(err, retry.ErrLimited) && errors.Is(err, context.DeadlineExceeded) && limited.Wait > 5*time.Second && ctx.Err() == nil,
		"the deadline isn't waited for: the error says how long the turn would have taken")
}
