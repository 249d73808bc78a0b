package clienttest_test

import (
	"io"
	"net/http"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// The tests of the heap aren't parallel: the heap is everybody's.

func TestHeapGrowth(t *testing.T) { //nolint:paralleltest // see above
	assert.Less(t, clienttest.HeapGrowth(func() {}), uint64(mib))

	var kept []byte
	growth := clienttest.HeapGrowth(func() { kept = make([]byte, 16*mib) })
	runtime.KeepAlive(kept)
	assert.GreaterOrEqual(t, growth, uint64(16*mib))
	assert.Less(t, growth, uint64(20*mib))

	passing := clienttest.HeapGrowth(func() { // what comes and goes is seen while it lives
		before, large := collections(), make([]byte, 64*mib)
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		// On a busy machine it may take a while until somebody looks.
		for end := time.Now().Add(time.Minute); collections() == before && time.Now().Before(end); <-tick.C {
			runtime.KeepAlive(large)
		}
	})
	assert.GreaterOrEqual(t, passing, uint64(64*mib))

	garbage := clienttest.HeapGrowth(func() {
		for range 10_000 {
			kept = make([]byte, 64<<10) // 640 MiB in all
		}
	})
	assert.Less(t, garbage, uint64(16*mib))
}

// collections counts the collections that were asked for, as HeapGrowth does when it looks.
func collections() uint64 {
	sample := []metrics.Sample{{Name: "/gc/cycles/forced:gc-cycles"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

func TestHeapGrowthSurvivesPanic(t *testing.T) { //nolint:paralleltest // see above
	assert.Panics(t, func() { clienttest.HeapGrowth(func() { panic("x") }) })
	assert.Less(t, clienttest.HeapGrowth(func() {}), uint64(mib), "the turn is given back")
}

// What the faults themselves cost leaves room for what they are to measure.
func TestEndlessAnswersCostLittle(t *testing.T) { //nolint:paralleltest // see above
	for name, fault := range map[string]clienttest.Fault{ //nolint:paralleltest // see above
		"huge":  clienttest.Huge(200, 2<<30),
		"bomb":  clienttest.GzipBomb(200, 2<<30),
		"stall": clienttest.Chain(clienttest.Trickle(1<<20, 0), clienttest.Huge(200, 2<<30)),
	} {
		t.Run(name, func(t *testing.T) {
			transport := clienttest.NewTransport(http.NotFoundHandler())
			transport.Script.Always(fault)
			growth := clienttest.HeapGrowth(func() {
				res, err := get(t.Context(), t, transport)
				require.NoError(t, err)
				_, err = io.CopyN(io.Discard, res.Body, 32*mib)
				require.NoError(t, err)
				require.NoError(t, res.Body.Close())
			})
			assert.Less(t, growth, uint64(mib))
			require.NoError(t, transport.Close())
		})
	}
}
