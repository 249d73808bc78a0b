package scenario

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vendorkit/vendorkit-go/bench/internal/peer"
	"github.com/vendorkit/vendorkit-go/bench/internal/report"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

// goroutines is how many callers there are in all scenarios with many.
const goroutines = 64

// load is what one cell of the throughput table showed, round by round.
type load struct{ rate, ratio, conns []float64 }

// Throughput measures 64 goroutines with the tuned and with the peer's own transport.
func Throughput(ctx context.Context, e *Env) (*report.Section, error) {
	duration := pick(e, 400*time.Millisecond, 1250*time.Millisecond)
	section := &report.Section{
		Title: "64 goroutines",
		About: fmt.Sprintf("GETs without retries for %v, a fresh server process and a fresh client for every cell; medians of %d interleaved rounds. `tuned` has a transport with 256 idle "+
			"connections per host, `own` is what the peer brings along (net/http's default where it brings none). × is the ratio to net/http by hand with the tuned transport: the mean of its three cells of the same round. "+
			"`conns` are connections that the server saw per 1,000 calls; one per goroutine is the least possible. "+
			"The goal's ratio comes from 10 more pairs of vendorkit and the baseline, next to each other in turns.", duration, pick(e, 1, 3)),
	}
	for _, delay := range []time.Duration{0, 5 * time.Millisecond} {
		e.logf("throughput %v", delay)
		tuned, own, err := e.throughput(ctx, delay, duration)
		if err != nil {
			return nil, err
		}
		t := report.Table{
			Title: fmt.Sprintf("service time %v", delay),
			Head:  []string{"peer", "tuned: calls/s", "× base", "conns per 1,000 calls", "own transport: calls/s", "× base", "conns per 1,000 calls"},
		}
		chart := report.Chart{
			File: fmt.Sprintf("connections-%dms", delay.Milliseconds()), Title: fmt.Sprintf("New connections, 64 goroutines, %v server, own transport", delay), Axis: "connections per 1,000 calls",
		}
		for _, p := range e.Peers {
			a, b := tuned[p.Name], own[p.Name]
			t.Add(bold(p.Name),
				fmt.Sprintf("%.0f", quantile(a.rate, 0.5)), fmt.Sprintf("%.2f", quantile(a.ratio, 0.5)), fmt.Sprintf("%.1f", quantile(a.conns, 0.5)),
				fmt.Sprintf("%.0f", quantile(b.rate, 0.5)), fmt.Sprintf("%.2f", quantile(b.ratio, 0.5)), fmt.Sprintf("%.1f", quantile(b.conns, 0.5)))
			chart.Bars = append(chart.Bars, report.Bar{Name: p.Name, Value: quantile(b.conns, 0.5), Ours: p.Name == Ours})
		}
		section.Tables, section.Charts = append(section.Tables, t), append(section.Charts, chart)
		rate := fmt.Sprintf("64 goroutines, %v server, own transport: calls/s at least 1.00 of the tuned baseline", delay)
		conns := fmt.Sprintf("64 goroutines, %v server, own transport: at most 8 connections per 1,000 calls", delay)
		if b := own[Ours]; b != nil {
			paired, err := e.pairs(ctx, delay, duration)
			if err != nil {
				return nil, err
			}
			g := atMost(rate, -quantile(paired, 0.5), -1, 2)
			g.Measured = g.Measured[1:] + " (quartiles " + quartiles(paired) + ")"
			section.Goals = append(section.Goals, g, atMost(conns, quantile(b.conns, 0.5), 8, 1))
		} else {
			section.Goals = append(section.Goals, missing(rate, notRun), missing(conns, notRun))
		}
	}
	return section, nil
}

func (e *Env) throughput(ctx context.Context, delay, duration time.Duration) (tuned, own map[string]*load, err error) {
	tuned, own = map[string]*load{}, map[string]*load{}
	base := e.peer(Baseline)
	if base == nil {
		return nil, nil, errNoBaseline
	}
	// What comes first or last in a round may have a quieter machine: the order moves on, and the baseline stands at both ends.
	for round := range pick(e, 1, 3) {
		first, _, err := e.saturate(ctx, cell{base, quiet(base)}, delay, duration, true)
		if err != nil {
			return nil, nil, err
		}
		rates := map[string][2]float64{}
		shift := round * len(e.Peers) / 3
		for _, p := range slices.Concat(e.Peers[shift:], e.Peers[:shift]) {
			var both [2]float64
			for i, variant := range []map[string]*load{tuned, own} {
				rate, conns, err := e.saturate(ctx, cell{p, quiet(p)}, delay, duration, i == 0)
				if err != nil {
					return nil, nil, err
				}
				if variant[p.Name] == nil {
					variant[p.Name] = &load{}
				}
				l := variant[p.Name]
				l.rate, l.conns = append(l.rate, rate), append(l.conns, conns)
				both[i] = rate
			}
			rates[p.Name] = both
		}
		last, _, err := e.saturate(ctx, cell{base, quiet(base)}, delay, duration, true)
		if err != nil {
			return nil, nil, err
		}
		reference := (first + last + rates[Baseline][0]) / 3
		for name, both := range rates {
			tuned[name].ratio, own[name].ratio = append(tuned[name].ratio, both[0]/reference), append(own[name].ratio, both[1]/reference)
		}
	}
	return tuned, own, nil
}

// pairs measures vendorkit, with its own transport, and the tuned baseline next to each other, in turns, and gives the ratios.
// A goal of exactly 1.00 wants a finer measure than the table's few rounds among all peers.
func (e *Env) pairs(ctx context.Context, delay, duration time.Duration) ([]float64, error) {
	var ratios []float64
	for i := range pick(e, 2, 10) {
		var rates [2]float64 // the baseline's and ours
		for _, which := range [2]int{i % 2, 1 - i%2} {
			p := e.peer([2]string{Baseline, Ours}[which])
			rate, _, err := e.saturate(ctx, cell{p, quiet(p)}, delay, duration, which == 0)
			if err != nil {
				return nil, err
			}
			rates[which] = rate
		}
		ratios = append(ratios, rates[1]/rates[0])
	}
	return ratios, nil
}

// saturate lets 64 goroutines call for a while.
func (e *Env) saturate(ctx context.Context, c cell, delay, duration time.Duration, tuned bool) (rate, conns float64, err error) {
	set := func(cfg *peer.Config) {
		if tuned {
			cfg.Transport = wide()
		}
	}
	err = e.withServer(ctx, server.Config{Kind: server.Plain, Delay: delay}, c, set, func(s *server.Server, client peer.Client) error {
		var calls atomic.Int64
		var failed error
		var once sync.Once
		start := time.Now()
		var wg sync.WaitGroup
		for range goroutines {
			wg.Go(func() {
				for time.Since(start) < duration {
					if _, err := client.Invoice(ctx, "inv-1042"); err != nil {
						once.Do(func() { failed = err })
						return
					}
					calls.Add(1)
				}
			})
		}
		wg.Wait()
		took := time.Since(start)
		stats, err := s.Stats(ctx)
		if err := errors.Join(failed, err); err != nil {
			return err
		}
		rate = float64(calls.Load()) / took.Seconds()
		conns = float64(stats.Conns) * 1000 / float64(calls.Load())
		return nil
	})
	return rate, conns, err
}
