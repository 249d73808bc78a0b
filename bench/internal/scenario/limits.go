package scenario

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"

	"github.com/vendorkit/vendorkit-go/bench/internal/peer"
	"github.com/vendorkit/vendorkit-go/bench/internal/report"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

// limitsRun is what became of the reads of one cell.
type limitsRun struct {
	took       time.Duration
	failed     int
	latencies  []time.Duration
	requests   int64
	rate, conc int64
}

func (r *limitsRun) wasted() float64 { return float64(r.rate+r.conc) / float64(r.requests) }

// Limits reads as fast as the vendor's documented limits allow, in real time.
func Limits(ctx context.Context, e *Env) (*report.Section, error) {
	reads := pick(e, 150, 500)
	section := &report.Section{
		Title: "A server with Billwerk's limits",
		About: fmt.Sprintf("A bucket of %d tokens filled at %d per second, %d requests at once, 100 ms service time; refused requests get 429 with code 122 (rate) or 123 (concurrency), "+
			"no Retry-After, and cost no token. %d GETs from 32 goroutines, 120 s deadline, real time. Ratios in brackets: calls were lost, so the time means nothing. "+
			"vendorkit keeps the limits as shipped.", billwerk.ReadBurst, billwerk.ReadsPerSecond, billwerk.MaxConcurrent, reads),
	}
	for _, variant := range []struct {
		title, file string
		other       float64
		modes       []peer.Mode
	}{
		{"the account is ours alone", "limits-alone", 0, []peer.Mode{peer.Default, peer.Tuned, peer.Adaptive}},
		{"another user takes 10 of the 25 per second", "limits-shared", 10, []peer.Mode{peer.Default, peer.Tuned, peer.Adaptive}},
	} {
		least := time.Duration(float64(reads-billwerk.ReadBurst) / (billwerk.ReadsPerSecond - variant.other) * float64(time.Second))
		e.logf("limits, %s: %v at least", variant.title, least)
		cells := e.cells(variant.modes...)
		runs, err := e.limitRuns(ctx, cells, variant.other, reads)
		if err != nil {
			return nil, err
		}
		t := report.Table{
			Title: fmt.Sprintf("%s; at least %.1f s", variant.title, least.Seconds()),
			Head:  []string{"peer", "mode", "time s", "× least", "wasted on 429", "requests", "rate/conc 429s", "calls failed", "call p50/p99/max s"},
		}
		chart := report.Chart{File: variant.file, Title: "Requests wasted on 429: " + variant.title, Axis: "% of the requests"}
		for i, c := range cells {
			r := runs[i]
			x := fmt.Sprintf("%.2f", r.took.Seconds()/least.Seconds())
			if r.failed > 0 {
				x = "(" + x + ")"
			}
			t.Add(bold(c.peer.Name), c.mode, fmt.Sprintf("%.1f", r.took.Seconds()), x, fmt.Sprintf("%.1f %%", 100*r.wasted()), r.requests,
				fmt.Sprintf("%d/%d", r.rate, r.conc), fmt.Sprintf("%.1f %%", 100*float64(r.failed)/float64(reads)),
				fmt.Sprintf("%s/%s/%s", seconds(quantile(r.latencies, 0.5)), seconds(quantile(r.latencies, 0.99)), seconds(quantile(r.latencies, 1))))
			chart.Bars = append(chart.Bars, report.Bar{Name: c.peer.Name + " " + string(c.mode), Value: 100 * r.wasted(), Ours: c.peer.Name == Ours})
			if c.peer.Name == Ours && c.mode == peer.Default {
				section.Goals = append(section.Goals, limitGoals(r, variant.other > 0, least)...)
			}
		}
		if e.peer(Ours) == nil {
			section.Goals = append(section.Goals, missing("Billwerk's limits, "+variant.title, notRun))
		}
		section.Tables, section.Charts = append(section.Tables, t), append(section.Charts, chart)
	}
	return section, nil
}

func limitGoals(r *limitsRun, shared bool, least time.Duration) []report.Goal {
	times := r.took.Seconds() / least.Seconds()
	if shared {
		return []report.Goal{
			atMost("Billwerk's limits, another user takes 10 of 25/s: time at most 1.06 of the least possible", times, 1.06, 3),
			atMost("Billwerk's limits, another user: at most 3 % of the requests wasted", 100*r.wasted(), 3, 1),
			exactly("Billwerk's limits, another user: no failed call", int64(r.failed), 0),
			atMost("Billwerk's limits, another user: p99 of a call at most 3 s", quantile(r.latencies, 0.99).Seconds(), 3, 2),
		}
	}
	return []report.Goal{
		atMost("Billwerk's limits, alone: time at most 1.03 of the least possible", times, 1.03, 3),
		exactly("Billwerk's limits, alone: no 429", r.rate+r.conc, 0),
		exactly("Billwerk's limits, alone: no failed call", int64(r.failed), 0),
		atMost("Billwerk's limits, alone: slowest call at most 1.4 s", quantile(r.latencies, 1).Seconds(), 1.4, 2),
	}
}

// sideBySide is how many cells run at once where the load is tiny and the time is real.
const sideBySide = 12

func (e *Env) limitRuns(ctx context.Context, cells []cell, other float64, reads int) ([]*limitsRun, error) {
	runs := make([]*limitsRun, len(cells))
	return runs, inParallel(len(cells), sideBySide, func(i int) error {
		cfg := server.Config{Kind: server.Limits, Delay: 100 * time.Millisecond, OtherUser: other}
		set := func(pc *peer.Config) { pc.Limited, pc.Transport = true, wide() }
		return e.withServer(ctx, cfg, cells[i], set, func(s *server.Server, c peer.Client) error {
			r, err := limitsOf(ctx, s, c, reads)
			runs[i] = r
			return err
		})
	})
}

func limitsOf(ctx context.Context, s *server.Server, c peer.Client, reads int) (*limitsRun, error) {
	limited, cancel := context.WithTimeout(ctx, 120*time.Second)
	defer cancel()
	r := &limitsRun{}
	start := time.Now()
	r.latencies, r.failed = volley(reads, 32, func(int) error {
		_, err := c.Invoice(limited, "inv-1042")
		return err
	})
	r.took = time.Since(start)
	stats, err := s.Stats(ctx)
	r.requests, r.rate, r.conc = stats.Requests, stats.Count["rate"], stats.Count["concurrency"]
	return r, err
}

// volley makes n calls from some goroutines, and gives how long each took and how many failed.
func volley(n, callers int, call func(i int) error) (latencies []time.Duration, failed int) {
	var mu sync.Mutex
	next := 0
	latencies = make([]time.Duration, 0, n)
	var wg sync.WaitGroup
	for range callers {
		wg.Go(func() {
			for {
				mu.Lock()
				i := next
				next++
				mu.Unlock()
				if i >= n {
					return
				}
				start := time.Now()
				err := call(i)
				took := time.Since(start)
				mu.Lock()
				latencies = append(latencies, took)
				if err != nil {
					failed++
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return latencies, failed
}

// inParallel runs n jobs, at most some at once, and gives the first error.
func inParallel(n, most int, job func(i int) error) error {
	turns := make(chan struct{}, most)
	errs := make(chan error, n)
	for i := range n {
		turns <- struct{}{}
		go func() {
			defer func() { <-turns }()
			errs <- job(i)
		}()
	}
	var first error
	for range n {
		if err := <-errs; err != nil && first == nil {
			first = err
		}
	}
	return first
}
