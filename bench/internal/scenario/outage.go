package scenario

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/bench/internal/peer"
	"github.com/vendorkit/vendorkit-go/bench/internal/report"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

// outageRun is what an outage showed of one cell.
type outageRun struct {
	before          float64 // good calls per second
	requests, calls int64   // in the outage
	peak            float64 // arrivals per 100 ms afterwards, as a ratio to before
	served          time.Duration
	unserved        int // goroutines that had no success again
	stop            time.Duration
}

func (r *outageRun) perCall() float64 { return float64(r.requests) / float64(max(r.calls, 1)) }

// think is what each goroutine does between two calls.
const think = 10 * time.Millisecond

// Outage lets 64 goroutines call all the time while the server is down for 2 s.
func Outage(ctx context.Context, e *Env) (*report.Section, error) {
	section := &report.Section{
		Title: "An outage",
		About: "64 goroutines with 10 ms think time, server 2 ms; after 1 s it answers 503 for 2 s, then it is good again, and is watched for 3 s. " +
			"Requests per call: requests in the outage / calls that ran in it. Peak: the busiest 100 ms afterwards as a ratio to the median before.",
	}
	t := report.Table{Head: []string{
		"peer", "mode", "good calls/s before", "requests in the outage", "calls in it", "requests per call", "all 64 goroutines served after", "peak afterwards",
	}}
	chart := report.Chart{File: "outage", Title: "Server down for 2 s: time until every goroutine was served again, at most 3 s", Axis: "seconds after its return"}
	for _, c := range e.cells(peer.Default, peer.Tuned, peer.Breaker) {
		e.logf("outage %s %s", c.peer.Name, c.mode)
		r, err := e.outage(ctx, c)
		if err != nil {
			return nil, err
		}
		served := seconds(r.served) + " s"
		if r.unserved > 0 {
			r.served = 3 * time.Second // as long as it was watched
			served = fmt.Sprintf("%d not within 3 s", r.unserved)
		}
		if r.stop > 500*time.Millisecond {
			served += fmt.Sprintf("; %.1f s to stop after cancel", r.stop.Seconds())
		}
		t.Add(bold(c.peer.Name), c.mode, fmt.Sprintf("%.0f", r.before), r.requests, r.calls, fmt.Sprintf("%.2f", r.perCall()), served, fmt.Sprintf("%.2f", r.peak))
		chart.Bars = append(chart.Bars, report.Bar{Name: c.peer.Name + " " + string(c.mode), Value: r.served.Seconds(), Ours: c.peer.Name == Ours})
		if c.peer.Name == Ours {
			section.Goals = append(section.Goals, outageGoals(r, c.mode)...)
		}
	}
	if p := e.peer(Ours); p == nil {
		section.Goals = append(section.Goals, missing("server down for 2 s", notRun))
	} else if !p.Has(peer.Breaker) {
		section.Goals = append(section.Goals, missing("server down for 2 s, with the breaker: at most 0.05 requests per call", "this build has no breaker"))
	}
	section.Tables, section.Charts = []report.Table{t}, []report.Chart{chart}
	return section, nil
}

func outageGoals(r *outageRun, mode peer.Mode) []report.Goal {
	how, most := "as shipped", 1.10
	if mode == peer.Breaker {
		how, most = "with the breaker", 0.05
	}
	served := report.Goal{
		Text: fmt.Sprintf("server down for 2 s, %s: every goroutine served within 0.5 s of its return", how), Measured: seconds(r.served) + " s",
		Met: r.unserved == 0 && r.served <= 500*time.Millisecond,
	}
	if r.unserved > 0 {
		served.Measured = fmt.Sprintf("%d goroutines not within 3 s", r.unserved)
	}
	return []report.Goal{
		atMost(fmt.Sprintf("server down for 2 s, %s: at most %.2f requests per call", how, most), r.perCall(), most, 2),
		served,
		atMost(fmt.Sprintf("server down for 2 s, %s: peak afterwards at most 1.5 times normal", how), r.peak, 1.5, 2),
	}
}

// span is one call's start and end, and whether it was a success.
type span struct {
	from, to time.Time
	good     bool
}

func (e *Env) outage(ctx context.Context, c cell) (*outageRun, error) {
	return e.outageOf(ctx, c, time.Second, 2*time.Second, 3*time.Second)
}

// outageOf lets the server work for a while, be down, and be watched afterwards.
func (e *Env) outageOf(ctx context.Context, c cell, down, length, watch time.Duration) (*outageRun, error) {
	cfg := server.Config{Kind: server.Outage, Delay: 2 * time.Millisecond, DownAfter: down, DownFor: length}
	r := &outageRun{}
	return r, e.withServer(ctx, cfg, c, func(pc *peer.Config) { pc.Transport = wide() }, func(s *server.Server, client peer.Client) error {
		limited, cancel := context.WithTimeout(ctx, down+length+watch)
		defer cancel()
		spans := make([][]span, goroutines)
		var wg sync.WaitGroup
		for i := range spans {
			wg.Go(func() { spans[i] = keepCalling(limited, client) })
		}
		<-limited.Done()
		end := time.Now()
		wg.Wait()
		r.stop = time.Since(end)
		stats, err := s.Stats(ctx)
		if err == nil {
			r.judge(spans, stats)
		}
		return err
	})
}

func keepCalling(ctx context.Context, client peer.Client) []span {
	var mine []span
	for ctx.Err() == nil {
		from := time.Now()
		_, err := client.Invoice(ctx, "inv-1042")
		mine = append(mine, span{from, time.Now(), err == nil})
		pause(ctx, think)
	}
	return mine
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

func (r *outageRun) judge(spans [][]span, stats server.Stats) {
	firstAt, downAt, upAt := time.Unix(0, stats.FirstAt), time.Unix(0, stats.DownAt), time.Unix(0, stats.UpAt)
	r.requests = stats.Count["during"]
	good := 0
	for _, mine := range spans {
		for _, s := range mine {
			if s.from.Before(upAt) && s.to.After(downAt) {
				r.calls++
			}
			if s.good && s.to.Before(downAt) {
				good++
			}
		}
		first := slices.IndexFunc(mine, func(s span) bool { return s.good && s.to.After(upAt) })
		if first < 0 {
			r.unserved++
			continue
		}
		r.served = max(r.served, mine[first].to.Sub(upAt))
	}
	r.before = float64(good) / downAt.Sub(firstAt).Seconds()
	windows := stats.Arrivals
	before, after := int(downAt.Sub(firstAt)/server.ArrivalWindow), int(upAt.Sub(firstAt)/server.ArrivalWindow)
	if len(windows) > after {
		normal := make([]float64, 0, before)
		for _, n := range windows[1:before] {
			normal = append(normal, float64(n))
		}
		r.peak = float64(slices.Max(windows[after:])) / max(quantile(normal, 0.5), 1)
	}
}
