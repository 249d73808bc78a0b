package scenario

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"

	"github.com/vendorkit/vendorkit-go/bench/internal/peer"
	"github.com/vendorkit/vendorkit-go/bench/internal/report"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

// answer is what a client made of a body that isn't the documented JSON.
type answer struct {
	err      error
	ended    bool
	took     time.Duration
	heap     uint64
	requests int64
}

const (
	stalled = "stalled"
	cut     = "cut"
	// stallPatience is how long a stalled call is watched: longer than the shipped time limit of an attempt.
	stallPatience = 35 * time.Second
)

func bodyFaults() []string {
	return []string{"endless 200", "endless 400", "gzip bomb", cut, "truncated", "html 200", "html 502", "empty", "null", "junk", stalled}
}

// large faults are measured by their memory.
func large(fault string) bool {
	return strings.HasPrefix(fault, "endless") || fault == "gzip bomb"
}

func (a *answer) String() string {
	switch {
	case !a.ended:
		return "**hangs**"
	case a.err == nil && a.requests > 1:
		return "repeated"
	}
	text := "**silent success**"
	if a.err != nil {
		text = fmt.Sprintf("error of %d B", len(a.err.Error()))
	}
	if a.heap > 0 {
		text += fmt.Sprintf(", %.1f MB", float64(a.heap)/(1<<20))
	}
	if a.took > time.Second {
		text += fmt.Sprintf(", %.0f s", a.took.Seconds())
	}
	return text
}

// Bodies answers with everything but the documented JSON.
func Bodies(ctx context.Context, e *Env) (*report.Section, error) {
	section := &report.Section{
		Title: "Bodies that are not the documented JSON",
		About: "A read of a page, retries off but for `cut`, where the first answer breaks off in the middle and the second is good. Endless bodies end after 256 MB; the gzip bomb is 256 MB of white space. " +
			"MB: by how much the heap of the client's process grew at its peak, looked at every millisecond while the collector runs at every fifth of growth. `stalled` sends half a body and then nothing; it is watched for 35 s with the time limits as shipped" +
			pick(e, " (10 s and a limit of 1 s in a quick run)", "") + ".",
	}
	faults := bodyFaults()
	t := report.Table{Head: append([]string{"peer"}, faults...)}
	results := map[string]map[string]*answer{}
	for _, p := range e.Peers {
		results[p.Name] = map[string]*answer{}
		for _, fault := range faults {
			if fault == stalled {
				continue
			}
			e.logf("bodies %s %s", p.Name, fault)
			a, err := e.body(ctx, p, fault)
			if err != nil {
				return nil, err
			}
			results[p.Name][fault] = a
		}
	}
	e.logf("bodies stalled")
	hung := make([]*answer, len(e.Peers))
	if err := inParallel(len(e.Peers), len(e.Peers), func(i int) (err error) {
		hung[i], err = e.body(ctx, e.Peers[i], stalled)
		return err
	}); err != nil {
		return nil, err
	}
	chart := report.Chart{File: "memory", Title: "Memory for an endless answer of 256 MB", Axis: "MB of heap"}
	for i, p := range e.Peers {
		results[p.Name][stalled] = hung[i]
		row := []any{bold(p.Name)}
		for _, fault := range faults {
			row = append(row, results[p.Name][fault])
		}
		t.Add(row...)
		chart.Bars = append(chart.Bars, report.Bar{Name: p.Name, Value: float64(results[p.Name]["endless 200"].heap) / (1 << 20), Ours: p.Name == Ours})
	}
	section.Tables, section.Charts = []report.Table{t}, []report.Chart{chart}
	section.Goals = bodyGoals(results[Ours])
	return section, nil
}

func bodyGoals(ours map[string]*answer) []report.Goal {
	if ours == nil {
		return []report.Goal{missing("bodies that are not the documented JSON", notRun)}
	}
	var silent, hang, long, unclear []string
	var heap uint64
	for _, fault := range bodyFaults() {
		a := ours[fault]
		heap = max(heap, a.heap)
		switch {
		case !a.ended:
			hang = append(hang, fault)
		case fault == cut:
		case a.err == nil:
			silent = append(silent, fault)
		case len(a.err.Error()) >= 2048:
			long = append(long, fault)
		case fault != stalled && fault != "html 502" && !typedBody(a.err, fault):
			unclear = append(unclear, fault)
		}
	}
	goal := func(text string, bad []string) report.Goal {
		g := report.Goal{Text: text, Measured: "none", Met: len(bad) == 0}
		if len(bad) > 0 {
			g.Measured = strings.Join(bad, ", ")
		}
		return g
	}
	again := ours[cut]
	return []report.Goal{
		goal("bodies: silent successes", silent),
		goal("bodies: error texts of 2 KB or more", long),
		goal("bodies: errors that are not the documented type", unclear),
		goal("bodies: calls that hang", hang),
		atMost("bodies: endless ones and the gzip bomb cost at most 4 MB more peak memory", float64(heap)/(1<<20), 4, 1),
		{Text: "bodies: one cut in the middle is retried", Measured: fmt.Sprintf("%v after %d requests", errText(again.err), again.requests), Met: again.err == nil && again.requests == 2},
	}
}

func errText(err error) string {
	if err == nil {
		return "success"
	}
	return "error"
}

// body makes one call, and watches time and memory.
func (e *Env) body(ctx context.Context, p *peer.Peer, fault string) (*answer, error) {
	mode, watch, limit := quiet(p), time.Minute, time.Duration(0)
	if fault == cut && p.Has(peer.Default) {
		mode = peer.Default
	}
	if fault == stalled {
		if watch = stallPatience; e.Quick {
			watch, limit = 10*time.Second, time.Second
		}
	}
	a := &answer{}
	set := func(pc *peer.Config) { pc.AttemptTimeout, pc.OneAttempt = limit, fault != cut }
	return a, e.withServer(ctx, server.Config{Kind: server.Bodies, Fault: fault}, cell{p, mode}, set, func(s *server.Server, c peer.Client) error {
		limited, cancel := context.WithCancel(ctx)
		defer cancel()
		run := func() {
			start := time.Now()
			done := make(chan error, 1)
			go func() {
				_, err := c.Invoices(limited)
				done <- err
			}()
			give := time.NewTimer(watch)
			defer give.Stop()
			select {
			case a.err = <-done:
				a.ended = true
			case <-give.C:
			}
			a.took = time.Since(start)
		}
		if large(fault) {
			a.heap = growth(run)
		} else {
			run()
		}
		stats, err := s.Stats(ctx)
		a.requests = stats.Requests
		return err
	})
}

// typedBody reports whether vendorkit's error is of the type that the fault calls for.
func typedBody(err error, fault string) bool {
	if fault == "endless 400" {
		_, ok := errors.AsType[*billwerk.Error](err)
		return ok
	}
	_, ok := errors.AsType[*client.DecodeError](err)
	return ok
}

// growth runs f and gives by how much the heap grew at its peak. The collector is made to run early, so that most of it is alive.
func growth(f func()) uint64 {
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	runtime.GC()
	runtime.GC() // what pools held goes with the second
	base := heapBytes()
	stop, peak := make(chan struct{}), make(chan uint64)
	go func() {
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		top := base
		for {
			select {
			case <-tick.C:
				top = max(top, heapBytes())
			case <-stop:
				peak <- max(top, heapBytes())
				return
			}
		}
	}()
	f()
	close(stop)
	return <-peak - base
}

func heapBytes() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
