package main

import (
	"context"
	"errors"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
	"github.com/vendorkit/vendorkit-go/retry"
)

// storm: a vendor that fails now and then gets the retries it needs; one that is
// down isn't beaten.
func storm(d *demo.D) {
	d.Section("5. A storm of 503, and an end to it (redemptions)")
	ctx := context.Background()
	const calls, workers = 400, 64
	vendor := redemptionstest.NewServer(d)
	c := vendor.Client(d)
	listPayments := func(int) error { _, err := c.Payments.List(ctx, nil); return err }
	d.Must(listPayments(0)) // logs in
	payments := vendor.Script.Match("GET", "/za/redemptions/payments")

	payments.Chance(1, 0.2, clienttest.HTMLPage(503)) // ten in a row, which a call doesn't survive, are one call in ten million
	before := vendor.Count()
	failed := demo.Parallel(workers, calls, listPayments)
	d.Show("2 of 10 answers are an HTML 503", "%d of %d calls failed, %.2f requests per call", len(failed), calls, perCall(vendor, before, calls))
	d.Promise(len(failed) == 0, "reads are repeated until they succeed")

	payments.Clear()
	payments.Always(clienttest.HTMLPage(503))
	before, start := vendor.Count(), time.Now()
	failed = demo.Parallel(workers, calls, listPayments)
	took, requests := time.Since(start), perCall(vendor, before, calls)
	d.Show("all answers are", "%d of %d calls failed, %.2f requests per call, %.1f s", len(failed), calls, requests, took.Seconds())
	budgeted, typed := 0, 0
	for _, err := range failed {
		if errors.Is(err, retry.ErrBudgetExhausted) {
			budgeted++
		}
		if errors.Is(err, client.ErrServer) {
			typed++
		}
	}
	d.Show("why they gave up", "%d because the retry budget was used up; all %d say 503", budgeted, typed)
	d.Promise(requests < 1.5 && budgeted > 0 && typed == calls,
		"the budget ends it: with 10 attempts per call it would be 10 requests per call")

	payments.Clear()
	failed = demo.Parallel(workers, calls, listPayments)
	d.Show("the vendor is back", "%d of %d calls failed, budget %.0f of %.0f", len(failed), calls, c.Core().Budget().State().Available, c.Core().Budget().State().Capacity)
	d.Promise(len(failed) == 0, "the next calls succeed, and success refills the budget")
	d.Say("Why: retries multiply the load exactly when the vendor can bear it least.")
}

func perCall(vendor *redemptionstest.Server, before, calls int) float64 {
	return float64(vendor.Count()-before) / float64(calls)
}
