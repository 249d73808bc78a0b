package scenario

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/bench/internal/payload"
	"github.com/vendorkit/vendorkit-go/bench/internal/peer"
	"github.com/vendorkit/vendorkit-go/bench/internal/report"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

// costCase is one kind of call on a good day.
type costCase struct {
	name, title string
	status      int
	body        func(*payload.Documents) []byte // nil: an error body
	call        func(context.Context, *peer.Peer, peer.Client) error
	// The goals; 0 for none.
	memTime, loopTime, allocs float64
}

func costCases() []costCase {
	params := payload.ChargeParams("o-77310")
	return []costCase{
		{
			"P1", "P1: typed GET of 1 KB", http.StatusOK, func(d *payload.Documents) []byte { return d.Invoice },
			func(ctx context.Context, _ *peer.Peer, c peer.Client) error {
				v, err := c.Invoice(ctx, "inv-1042")
				if err == nil && (v.Handle != "inv-1042" || len(v.OrderLines) != 1) {
					return errWrongAnswer
				}
				return err
			}, 0.80, 1.00, 0.90,
		},
		{
			"P2", "P2: POST of 1 KB", http.StatusOK, func(d *payload.Documents) []byte { return d.Charge },
			func(ctx context.Context, _ *peer.Peer, c peer.Client) error {
				v, err := c.Charge(ctx, params)
				if err == nil && (v.Handle != "o-77310" || len(v.OrderLines) != 2) {
					return errWrongAnswer
				}
				return err
			}, 0.90, 1.00, 0.95,
		},
		{
			"P3", "P3: 400 decoded into the typed error", http.StatusBadRequest, nil,
			func(ctx context.Context, p *peer.Peer, c peer.Client) error {
				_, err := c.Invoice(ctx, "bad")
				if p.Status(err) != http.StatusBadRequest {
					return fmt.Errorf("%w: %w", errWrongAnswer, err)
				}
				return nil
			}, 1.25, 1.00, 1.30,
		},
		{
			"P4", "P4: a page of 100 objects, about 100 KB", http.StatusOK, func(d *payload.Documents) []byte { return d.Page },
			func(ctx context.Context, _ *peer.Peer, c peer.Client) error {
				v, err := c.Invoices(ctx)
				if err == nil && (len(v.Content) != payload.PageSize || v.Content[99].Handle != "inv-1099") {
					return errWrongAnswer
				}
				return err
			}, 0.50, 0, 0,
		},
	}
}

var errWrongAnswer = errors.New("the answer is not the one that was sent")

// memory answers without a socket, so that what is measured is the client.
type memory struct {
	status int
	header http.Header
	body   []byte // nil: the error of the client's own vendor
	errors sync.Map
}

func newMemory(status int) *memory {
	return &memory{status: status, header: http.Header{"Content-Type": {"application/json"}, "Request-Id": {"de03e86d0a6d44359b249340f967ddc9"}}}
}

// bodyFor gives the body, made once for each kind of client.
func (m *memory) bodyFor(r *http.Request) []byte {
	if m.body != nil {
		return m.body
	}
	vendor, _, _ := strings.Cut(r.UserAgent(), "/")
	if body, ok := m.errors.Load(vendor); ok {
		return body.([]byte) //nolint:errcheck,forcetypeassert // nothing else is stored
	}
	body := payload.ErrorBody(r.UserAgent(), m.status, 40, "Unknown subscription")
	m.errors.Store(vendor, body)
	return body
}

func (m *memory) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	body := m.bodyFor(r)
	return &http.Response{
		Status: http.StatusText(m.status), StatusCode: m.status, Header: m.header, Body: io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
	}, nil
}

// sample is one slice of calls of one peer.
type sample struct{ nanos, bytes, allocs float64 }

// measure calls for a slice of time, and gives the mean of it.
func measure(slice time.Duration, call func() error) (sample, error) {
	runtime.GC() // a neighbour's garbage is not ours
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start, n := time.Now(), 0
	for time.Since(start) < slice || n < 8 {
		for range 4 {
			if err := call(); err != nil {
				return sample{}, err
			}
		}
		n += 4
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	per := float64(n)
	return sample{
		float64(took) / per, float64(after.TotalAlloc-before.TotalAlloc) / per, float64(after.Mallocs-before.Mallocs) / per,
	}, nil
}

// series holds the samples of one peer in one case, each beside the baseline's of the same round.
type series struct{ ratio, nanos, over, bytes, allocs []float64 }

// again is the baseline measured a second time: what it shows besides 1.00 is noise.
const again = Baseline + " (again)"

// Cost measures what one call costs on a good day, in memory and on loopback.
func Cost(ctx context.Context, e *Env) (*report.Section, error) {
	section := &report.Section{
		Title: "Cost of one call",
		About: "One goroutine, retries off or unused, in slices of " + pick(e, "15", "25") + " ms; within a round all peers take turns, and each slice is " +
			"compared with the baseline's slice of the same round. The figures are medians over " + pick(e, "8", "40") + " rounds. `mem` answers from memory, so that only " +
			"the client is measured; `loopback` is a server in another process. The types are the same for all: `billwerk.Invoice`, `billwerk.Charge` and a page of invoices.",
	}
	for _, c := range costCases() {
		e.logf("cost %s", c.name)
		mem, loop, err := e.cost(ctx, c)
		if err != nil {
			return nil, err
		}
		section.Tables = append(section.Tables, costTable(e, c.title, mem, loop))
		section.Goals = append(section.Goals, costGoals(c, mem, loop)...)
		chart := report.Chart{File: "cost-" + c.name, Title: c.title + ", in memory", Axis: "time as a ratio to net/http by hand", Line: 1}
		for _, p := range e.Peers {
			chart.Bars = append(chart.Bars, report.Bar{Name: p.Name, Value: quantile(mem[p.Name].ratio, 0.5), Ours: p.Name == Ours})
		}
		section.Charts = append(section.Charts, chart)
	}
	return section, nil
}

func (e *Env) cost(ctx context.Context, c costCase) (mem, loop map[string]*series, err error) {
	canned := newMemory(c.status)
	if c.body != nil {
		canned.body = c.body(e.Docs)
	}
	if mem, err = e.rounds(ctx, c, func(cfg *peer.Config) { cfg.URL, cfg.Transport = "http://127.0.0.1:1", canned }); err != nil {
		return nil, nil, err
	}
	s, err := e.Start(ctx, server.Config{Kind: server.Plain})
	if err != nil {
		return nil, nil, err
	}
	defer s.Close()
	loop, err = e.rounds(ctx, c, func(cfg *peer.Config) { cfg.URL, cfg.Transport = s.URL, wide() })
	return mem, loop, err
}

// rounds measures all peers, interleaved.
func (e *Env) rounds(ctx context.Context, c costCase, set func(*peer.Config)) (map[string]*series, error) {
	type entrant struct {
		name   string
		peer   *peer.Peer
		client peer.Client
	}
	base := e.peer(Baseline)
	if base == nil {
		return nil, errNoBaseline
	}
	entrants := []entrant{{Baseline, base, nil}}
	for _, p := range e.Peers {
		if p != base {
			entrants = append(entrants, entrant{p.Name, p, nil})
		}
	}
	entrants = append(entrants, entrant{again, base, nil})
	all := map[string]*series{}
	for i := range entrants {
		p := entrants[i].peer
		cfg := peer.Config{Mode: quiet(p), Key: payload.Key}
		set(&cfg)
		client, err := p.New(cfg)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.Name, err)
		}
		defer client.Close() //nolint:revive // they all live until the end
		entrants[i].client = client
		all[entrants[i].name] = &series{}
	}
	slice := pick(e, 15*time.Millisecond, 25*time.Millisecond)
	for round := range pick(e, 8, 40) + 1 {
		var reference sample
		for i, en := range entrants {
			got, err := measure(slice, func() error { return c.call(ctx, en.peer, en.client) })
			if err != nil {
				return nil, fmt.Errorf("%s %s: %w", en.name, c.name, err)
			}
			if i == 0 {
				reference = got
			}
			if round == 0 {
				continue // warms caches and connections
			}
			s := all[en.name]
			s.ratio = append(s.ratio, got.nanos/reference.nanos)
			s.nanos, s.over = append(s.nanos, got.nanos), append(s.over, got.nanos-reference.nanos)
			s.bytes, s.allocs = append(s.bytes, got.bytes), append(s.allocs, got.allocs)
		}
	}
	return all, nil
}

func costTable(e *Env, title string, mem, loop map[string]*series) report.Table {
	t := report.Table{Title: title, Head: []string{
		"peer", "mem: × time", "quartiles", "µs", "over net/http µs", "B/op", "× B", "allocs", "× allocs", "loopback: × time", "quartiles", "µs", "× B", "× allocs",
	}}
	names := make([]string, 0, len(e.Peers)+1)
	for _, p := range e.Peers {
		names = append(names, p.Name)
	}
	memBase, loopBase := mem[Baseline], loop[Baseline]
	for _, name := range append(names, again) {
		m, l := mem[name], loop[name]
		t.Add(
			bold(name), fmt.Sprintf("%.2f", quantile(m.ratio, 0.5)), quartiles(m.ratio), fmt.Sprintf("%.1f", quantile(m.nanos, 0.5)/1e3), fmt.Sprintf("%+.1f", quantile(m.over, 0.5)/1e3),
			fmt.Sprintf("%.0f", quantile(m.bytes, 0.5)), ratio(m.bytes, memBase.bytes), fmt.Sprintf("%.0f", quantile(m.allocs, 0.5)), ratio(m.allocs, memBase.allocs),
			fmt.Sprintf("%.2f", quantile(l.ratio, 0.5)), quartiles(l.ratio), fmt.Sprintf("%.1f", quantile(l.nanos, 0.5)/1e3), ratio(l.bytes, loopBase.bytes), ratio(l.allocs, loopBase.allocs),
		)
	}
	return t
}

func quartiles(values []float64) string {
	return fmt.Sprintf("%.2f–%.2f", quantile(values, 0.25), quantile(values, 0.75))
}

func ratio(values, base []float64) string {
	return fmt.Sprintf("%.2f", quantile(values, 0.5)/quantile(base, 0.5))
}

func costGoals(c costCase, mem, loop map[string]*series) []report.Goal {
	var goals []report.Goal
	add := func(goal float64, what string, got func() float64) {
		if goal == 0 {
			return
		}
		text := fmt.Sprintf("%s, %s, as a ratio to net/http by hand: at most %.2f", c.title, what, goal)
		if mem[Ours] == nil {
			goals = append(goals, missing(text, notRun))
			return
		}
		goals = append(goals, atMost(text, got(), goal, 2))
	}
	add(c.memTime, "time in memory", func() float64 { return quantile(mem[Ours].ratio, 0.5) })
	add(c.loopTime, "time on loopback", func() float64 { return quantile(loop[Ours].ratio, 0.5) })
	add(c.allocs, "allocations in memory", func() float64 { return quantile(mem[Ours].allocs, 0.5) / quantile(mem[Baseline].allocs, 0.5) })
	return goals
}
