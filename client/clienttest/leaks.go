package clienttest

import (
	"bytes"
	"context"
	"fmt"
	"runtime/pprof"
	"strings"
	"sync/atomic"
)

// goroutineLabel marks the goroutines of one check.
const goroutineLabel = "clienttest.CheckGoroutines"

// checks numbers the checks, so that parallel tests don't see each other's
// goroutines.
var checks atomic.Uint64

// CheckGoroutines fails the test if a goroutine that it started, or that those
// started, is left 5 s after its end. Call it first, so that it looks last: after
// servers and clients have been closed by their own cleanups. An idle connection
// of a client's pool is a leak too, as long as its server lives.
//
// It marks the calling goroutine with a profiler label, which the goroutines that
// it starts inherit: parallel tests don't disturb each other. It doesn't see a
// goroutine that a timer starts (time.AfterFunc), that older goroutines start, or
// that got profiler labels of its own.
func CheckGoroutines(tb TB) {
	tb.Helper()
	id := fmt.Sprintf("%d", checks.Add(1))
	pprof.SetGoroutineLabels(pprof.WithLabels(context.Background(), pprof.Labels(goroutineLabel, id)))
	tb.Cleanup(func() {
		tb.Helper()
		pprof.SetGoroutineLabels(context.Background()) // the test's own goroutine isn't left over
		var left []string
		if !poll(func() bool { left = labelled(id); return len(left) == 0 }) {
			tb.Errorf("clienttest: goroutines of %s left %v after its end:\n%s", tb.Name(), closeLimit, strings.Join(left, "\n"))
		}
	})
}

// labelled gives the stacks of the goroutines with a check's label.
func labelled(id string) []string {
	var profile bytes.Buffer
	if err := pprof.Lookup("goroutine").WriteTo(&profile, 1); err != nil {
		return []string{err.Error()}
	}
	var stacks []string
	for stack := range strings.SplitSeq(profile.String(), "\n\n") {
		if strings.Contains(stack, fmt.Sprintf("%q:%q", goroutineLabel, id)) {
			stacks = append(stacks, stack)
		}
	}
	return stacks
}
