package scenario

import (
	"context"
	"fmt"
	"time"

	"github.com/vendorkit/vendorkit-go/bench/internal/peer"
	"github.com/vendorkit/vendorkit-go/bench/internal/report"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

// Hedging reads from a server whose slowest reads take 20 times the usual time.
func Hedging(ctx context.Context, e *Env) (*report.Section, error) {
	reads := pick(e, 2000, 6000)
	const usual = 5 * time.Millisecond
	section := &report.Section{
		Title: "Slow reads, hedged",
		About: fmt.Sprintf("Service time 5 ms, but 100 ms for every hundredth request; %d GETs from 16 goroutines, after 200 from which a peer may learn. "+
			"Peers without hedging are measured as shipped.", reads),
	}
	t := report.Table{Head: []string{"peer", "mode", "median ms", "p99 ms", "p99 / median", "p99.9 ms", "requests per call", "failed"}}
	chart := report.Chart{File: "hedging", Title: "One read in a hundred takes 20 times as long: p99", Axis: "ms"}
	for _, p := range e.Peers {
		c := cell{p, peer.Default}
		if p.Has(peer.Hedged) {
			c.mode = peer.Hedged
		} else if !p.Has(peer.Default) {
			continue
		}
		e.logf("hedging %s %s", p.Name, c.mode)
		latencies, requests, failed, err := e.hedge(ctx, c, usual, reads)
		if err != nil {
			return nil, err
		}
		median, p99 := quantile(latencies, 0.5), quantile(latencies, 0.99)
		times, perCall := float64(p99)/float64(median), float64(requests)/float64(reads)
		t.Add(bold(p.Name), c.mode, fmt.Sprintf("%.1f", float64(median)/1e6), fmt.Sprintf("%.1f", float64(p99)/1e6), fmt.Sprintf("%.1f", times),
			fmt.Sprintf("%.1f", float64(quantile(latencies, 0.999))/1e6), fmt.Sprintf("%.3f", perCall), failed)
		chart.Bars = append(chart.Bars, report.Bar{Name: p.Name, Value: float64(p99) / 1e6, Ours: p.Name == Ours})
		if p.Name == Ours {
			section.Goals = []report.Goal{
				atMost("slowest 1 % of reads at 20 times the median, hedging on: p99 at most 3 times the median", times, 3, 1),
				atMost("the same: at most 1.05 requests per call", perCall, 1.05, 3),
			}
		}
	}
	if section.Goals == nil {
		section.Goals = []report.Goal{missing("hedging", notRun)}
	}
	section.Tables, section.Charts = []report.Table{t}, []report.Chart{chart}
	return section, nil
}

func (e *Env) hedge(ctx context.Context, c cell, usual time.Duration, reads int) (latencies []time.Duration, requests int64, failed int, err error) {
	const learning, callers = 200, 16
	cfg := server.Config{Kind: server.Slowest, Delay: usual, Slow: 20 * usual}
	err = e.withServer(ctx, cfg, c, func(pc *peer.Config) { pc.Transport = wide() }, func(s *server.Server, client peer.Client) error {
		read := func(int) error {
			_, err := client.Invoice(ctx, "inv-1042")
			return err
		}
		volley(learning, callers, read)
		before, err := s.Stats(ctx)
		if err != nil {
			return err
		}
		latencies, failed = volley(reads, callers, read)
		after, err := s.Stats(ctx)
		requests = after.Requests - before.Requests
		return err
	})
	return latencies, requests, failed, err
}
