package main

import (
	"context"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
	"github.com/vendorkit/vendorkit-go/retry"
)

// limits: Billwerk's documented limits are used up, not hit.
func limits(d *demo.D) {
	d.Section("4. A burst against the vendor's limits: 25 reads/s, burst 50, 10 at once (billwerk)")
	const reads, workers = 120, 32
	burst := func(opts ...client.Option) (stats billwerktest.Stats, failed int, took time.Duration) {
		vendor := billwerktest.NewServer(d, billwerktest.WithServiceTime(50*time.Millisecond))
		c := vendor.Client(d, opts...)
		start := time.Now()
		errs := demo.Parallel(workers, reads, func(int) error {
			_, err := c.Customers.Get(context.Background(), billwerktest.Customer)
			return err
		})
		return vendor.Stats(), len(errs), time.Since(start)
	}
	const rows = "%3d failed, %3d refused with 429, %2d at once, %.1f s"
	refusals := func(s billwerktest.Stats) int { return s.RateRefused + s.ConcurrencyRefused }

	stats, failed, took := burst(client.WithLimiter(retry.NoLimit()), client.WithRetry(retry.NoRetry()))
	d.Show("120 reads, a plain client", rows, failed, refusals(stats), stats.MaxReads, took.Seconds())

	stats, failed, took = burst()
	d.Show("120 reads, as shipped", rows, failed, refusals(stats), stats.MaxReads, took.Seconds())
	least := float64(reads-billwerk.ReadBurst) / billwerk.ReadsPerSecond
	d.Show("the least that is possible", "%.1f s: (120 - 50) / 25", least)
	d.Promise(failed == 0, "every read succeeds")
	d.Promise(refusals(stats) <= reads/20, "nearly none is refused (at most 5 %%)")
	d.Promise(took.Seconds() < 3*least, "and little time is given away")
	d.Say("Why: waiting for a turn is cheaper than being refused. Code 122 or 123 from elsewhere lowers the pace by itself.")
}
