package soak_test

import (
	"runtime"
	"runtime/metrics"
	"time"
)

// heapBytes gives the bytes of objects on the heap, garbage that is not yet
// collected included.
func heapBytes() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// settledHeap gives the bytes that are really in use.
func settledHeap() int64 {
	runtime.GC()
	runtime.GC() // what finalizers and pools held goes with the second
	return heapBytes()
}

// footprint is what is in use between two rounds.
type footprint struct {
	heap       int64
	goroutines int
}

func footprintNow() footprint { return footprint{settledHeap(), runtime.NumGoroutine()} }

// watchHeap looks at the heap until stop is called, which gives its peak.
func watchHeap() (stop func() int64) {
	quit, peak := make(chan struct{}), make(chan int64)
	go func() {
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		top := heapBytes()
		for {
			select {
			case <-tick.C:
				top = max(top, heapBytes())
			case <-quit:
				peak <- max(top, heapBytes())
				return
			}
		}
	}()
	return func() int64 {
		close(quit)
		return <-peak
	}
}
