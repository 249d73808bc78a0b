package clienttest

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// heapTurn lets one measurement run at a time: the collector's pace is global.
var heapTurn sync.Mutex

// HeapGrowth runs f and gives the most bytes by which the heap grew meanwhile.
//
// The heap is that of the whole process: a server in it counts, and so does a
// parallel test, so the test that calls it must not be parallel. Garbage counts
// until it is collected; the collector is made to run at every tenth of growth
// to keep that small, so expect an error of a tenth of the live heap upwards and
// of some 100 KiB. The heap is looked at every 200 µs and at the end: what lives
// shorter may be missed. It takes limits of megabytes, not of kilobytes.
func HeapGrowth(f func()) (peak uint64) {
	heapTurn.Lock()
	defer heapTurn.Unlock()
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	runtime.GC()
	runtime.GC() // what finalizers and pools held goes with the second

	base := heapBytes()
	stop, stopped := make(chan struct{}), make(chan uint64)
	go func() {
		tick := time.NewTicker(200 * time.Microsecond)
		defer tick.Stop()
		top := base
		for {
			select {
			case <-tick.C:
				top = max(top, heapBytes())
			case <-stop:
				stopped <- max(top, heapBytes())
				return
			}
		}
	}()
	defer func() { // after a panic or a Fatal in f too
		close(stop)
		peak = <-stopped - base
	}()
	f()
	return 0 // set above
}

// heapBytes gives the bytes of objects on the heap, dead ones too that are not
// collected yet.
func heapBytes() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
