package scenario

import (
	"context"
	"fmt"
	"time"

	"github.com/vendorkit/vendorkit-go/bench/internal/peer"
	"github.com/vendorkit/vendorkit-go/bench/internal/report"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

// flakyRun is what became of the calls of one cell.
type flakyRun struct {
	failed    int
	requests  int64
	latencies []time.Duration
	took      time.Duration
}

// Flaky reads from a server that fails three times in ten.
func Flaky(ctx context.Context, e *Env) (*report.Section, error) {
	calls := pick(e, 400, 2000)
	section := &report.Section{
		Title: "A flaky server",
		About: fmt.Sprintf("Of twenty requests three are answered with 503 and three lose their connection; 2 ms service time; %d GETs from 64 goroutines; delays unscaled; two cells at a time, since most of the time is waiting. "+
			"Least possible: 1/(1−0.3) = 1.43 requests per call.", calls),
	}
	t := report.Table{Head: []string{"peer", "mode", "success", "requests per call", "p50 ms", "p99 ms", "max ms", "wall s"}}
	chart := report.Chart{File: "flaky", Title: "30 % bad answers: p99 of the calls (peers in their mode with the fewest failures)", Axis: "ms"}
	best := map[string]*flakyRun{}
	cells := e.cells(peer.Default, peer.Tuned, peer.Breaker)
	e.logf("flaky: %d cells", len(cells))
	runs := make([]*flakyRun, len(cells))
	if err := inParallel(len(cells), 2, func(i int) (err error) {
		runs[i], err = e.flaky(ctx, cells[i], calls)
		return err
	}); err != nil {
		return nil, err
	}
	for i, c := range cells {
		r := runs[i]
		t.Add(bold(c.peer.Name), c.mode, fmt.Sprintf("%.2f %%", 100-100*float64(r.failed)/float64(calls)), fmt.Sprintf("%.2f", float64(r.requests)/float64(calls)),
			ms(quantile(r.latencies, 0.5)), ms(quantile(r.latencies, 0.99)), ms(quantile(r.latencies, 1)), seconds(r.took))
		if b := best[c.peer.Name]; b == nil || r.failed < b.failed {
			best[c.peer.Name] = r
		}
		if c.peer.Name == Ours && c.mode == peer.Default {
			section.Goals = []report.Goal{
				exactly("30 % bad answers: 100 % success, failed calls", int64(r.failed), 0),
				atMost("30 % bad answers: at most 1.43 requests per call", float64(r.requests)/float64(calls), 1.43, 2),
				atMost("30 % bad answers: p99 at most 200 ms", float64(quantile(r.latencies, 0.99).Milliseconds()), 200, 0),
			}
		}
	}
	for _, p := range e.Peers {
		if b := best[p.Name]; b != nil {
			chart.Bars = append(chart.Bars, report.Bar{Name: p.Name, Value: float64(quantile(b.latencies, 0.99).Milliseconds()), Ours: p.Name == Ours})
		}
	}
	if section.Goals == nil {
		section.Goals = []report.Goal{missing("30 % bad answers", notRun)}
	}
	section.Tables, section.Charts = []report.Table{t}, []report.Chart{chart}
	return section, nil
}

func (e *Env) flaky(ctx context.Context, c cell, calls int) (*flakyRun, error) {
	r := &flakyRun{}
	return r, e.withServer(ctx, server.Config{Kind: server.Flaky, Delay: 2 * time.Millisecond}, c, nil, func(s *server.Server, client peer.Client) error {
		limited, cancel := context.WithTimeout(ctx, 60*time.Second)
		defer cancel()
		start := time.Now()
		r.latencies, r.failed = volley(calls, goroutines, func(int) error {
			_, err := client.Invoice(limited, "inv-1042")
			return err
		})
		r.took = time.Since(start)
		stats, err := s.Stats(ctx)
		r.requests = stats.Requests
		return err
	})
}
