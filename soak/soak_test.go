package soak_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/ecp/ecptest"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
	"github.com/vendorkit/vendorkit-go/retry"
)

func vendors() []clienttest.Vendor {
	return []clienttest.Vendor{
		ecptest.Conformance(), redemptionstest.Conformance(), billwerktest.Conformance(), numberstest.Conformance(),
	}
}

// TestSoak is the run that the package documentation describes.
//
//nolint:paralleltest // it measures memory and sockets
func TestSoak(t *testing.T) {
	total, seed, vendors := duration(t), seed(t), vendors()
	perVendor, length := rounds(total, len(vendors))
	t.Logf("SOAK_SEED=%d: %d rounds of %v for each of %d vendors", seed, perVendor, length, len(vendors))
	report := newReport()
	var first footprint
	for n := range perVendor * len(vendors) {
		vendor := vendors[n%len(vendors)]
		t.Run(fmt.Sprintf("%s %d", vendor.Name, n/len(vendors)+1), func(t *testing.T) {
			runRound(t, vendor, seed, n, length, report)
		})
		now := footprintNow()
		if n == 0 {
			first = now // pools and caches are filled
		}
		t.Logf("when all is closed: %d KiB, %d goroutines", now.heap>>10, now.goroutines)
		assert.LessOrEqual(t, now.heap-first.heap, maxLeft+maxLost*int64(max(0, now.goroutines-first.goroutines)), "after round %d: %+v; after the first: %+v", n+1, now, first)
	}
	report.check(t, vendors)
}

// runRound lets all goroutines call one vendor's fake for a while, and settles.
func runRound(t *testing.T, vendor clienttest.Vendor, seed uint64, n int, length time.Duration, report *report) {
	t.Helper()
	clienttest.CheckGoroutines(t)
	fake := vendor.NewFake()
	server := clienttest.NewServer(t, fake)
	faults := rand.New(rand.NewPCG(seed, uint64(n)))
	way, err := startChaos(server.URL, func(step int) []toxic {
		if step < 2 {
			return nil // a calm start, in which logins succeed on a slow machine too
		}
		return draw(faults)
	})
	require.NoError(t, err)

	var count conns
	tracker := clienttest.NewBodyTracker(&http.Transport{DialContext: count.count(way.dial), MaxIdleConnsPerHost: goroutines})
	subject, err := vendor.New(server.URL, client.WithTransport(tracker),
		client.WithLimiter(retry.NoLimit()), client.WithRetry(retry.Policy{AttemptTimeout: attemptTimeout}))
	require.NoError(t, err)

	ledger, before := newLedger(), settledHeap()
	stopWatching := watchHeap()
	load := &load{subject: subject, fake: fake, ledger: ledger, seed: seed, round: n}
	load.run(t.Context(), length)
	peak := stopWatching()

	assert.NoError(t, way.stop())
	tracker.CheckClosed(t)
	assert.Zero(t, tracker.Counts().IdleFlushes, "a failed call flushed the connections of all")
	subject.CloseIdleConnections()
	assert.Eventually(t, func() bool { return count.open.Load() == 0 }, 5*time.Second, 10*time.Millisecond, "connections of the client are left")
	// Only then nothing is under way any more.
	require.Eventually(t, func() bool { return server.OpenConnections() == 0 }, 5*time.Second, 10*time.Millisecond, "connections of the server are left")
	for _, problem := range ledger.settle(fake.Processed) {
		t.Error(problem)
	}
	assert.LessOrEqual(t, peak-before, int64(maxPeak), "the heap went from %d KiB to %d KiB", before>>10, peak>>10)
	report.add(vendor.Name, ledger, way.used)
	t.Logf("reads %+v, writes %+v; %d requests on %d connections; heap +%d KiB; toxics %v; failures: %s",
		ledger.reads, ledger.wrote, server.Count(), count.opened.Load(), (peak-before)>>10, way.used, ledger.commonest())
}

// report sums up all rounds, so that a run that tested nothing doesn't pass.
type report struct {
	reads, writes map[string]int // successes, by vendor
	unknown       int
	toxics        map[string]int
}

func newReport() *report {
	return &report{reads: map[string]int{}, writes: map[string]int{}, toxics: map[string]int{}}
}

func (r *report) add(vendor string, l *ledger, toxics map[string]int) {
	r.reads[vendor] += l.reads.done
	r.writes[vendor] += l.wrote.done
	r.unknown += l.wrote.unknown
	for name, n := range toxics {
		r.toxics[name] += n
	}
}

func (r *report) check(t *testing.T, vendors []clienttest.Vendor) {
	t.Helper()
	for _, v := range vendors {
		assert.Positive(t, r.reads[v.Name], "no read of %s succeeded", v.Name)
		assert.Positive(t, r.writes[v.Name], "no write of %s succeeded", v.Name)
	}
	assert.NotEmpty(t, r.toxics, "there were no faults")
	t.Logf("%d writes in doubt; steps with each toxic: %v", r.unknown, slices.Sorted(maps.Keys(r.toxics)))
}
