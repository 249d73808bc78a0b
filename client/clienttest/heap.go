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

// HeapGrowth runs f and gives the most bytes by which the live heap grew
// meanwhile.
//
// The heap is that of the whole process: a server in it counts, and so does a
// parallel test, so the test that calls it must not be parallel. Every 200 µs, and
// at the end, the heap is looked at; if it is larger than ever, garbage is
// collected, and what is left counts. So garbage hardly counts, what was allocated
// while the collector was at work does, and what lives for less than a few
// milliseconds may be missed. Expect an error of some 100 KiB, more while f
// allocates fast: it tells megabytes apart, not kilobytes.
func HeapGrowth(f func()) (peak uint64) {
	heapTurn.Lock()
	defer heapTurn.Unlock()
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // less garbage, fewer false alarms
	runtime.GC()
	runtime.GC() // what finalizers and pools held goes with the second

	base := heapBytes()
	stop, stopped := make(chan struct{}), make(chan uint64)
	go func() {
		tick := time.NewTicker(200 * time.Microsecond)
		defer tick.Stop()
		top := base
		look := func() {
			if heapBytes() > top {
				runtime.GC()
				top = max(top, heapBytes())
			}
		}
		for {
			select {
			case <-tick.C:
				look()
			case <-stop:
				look()
				stopped <- top
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
