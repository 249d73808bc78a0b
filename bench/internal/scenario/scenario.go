// Package scenario has one file for each thing that the benchmark measures. Each starts its own server for every cell, asks
// every peer for the same, and says which goals were met.
package scenario

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/vendorkit/vendorkit-go/bench/internal/payload"
	"github.com/vendorkit/vendorkit-go/bench/internal/peer"
	"github.com/vendorkit/vendorkit-go/bench/internal/report"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

// Ours and Baseline are the names of the two peers that goals compare.
const (
	Ours     = "vendorkit"
	Baseline = "nethttp"
)

// Env is what a scenario works with.
type Env struct {
	Peers []*peer.Peer
	Docs  *payload.Documents
	// Quick asks for a run that shows whether everything works, in a few seconds.
	Quick bool
	// Start starts a server: in a child process, or, for tests, in this one.
	Start func(context.Context, server.Config) (*server.Server, error)
	// Log says what is being done.
	Log io.Writer
}

// Scenario is one thing that is measured.
type Scenario struct {
	Name string
	Run  func(context.Context, *Env) (*report.Section, error)
}

// All gives the scenarios in the order of the report.
func All() []Scenario {
	return []Scenario{
		{"cost", Cost},
		{"throughput", Throughput},
		{"limits", Limits},
		{"flaky", Flaky},
		{"outage", Outage},
		{"token", Token},
		{"duplicates", Duplicates},
		{"bodies", Bodies},
		{"secrets", Secrets},
		{"cancel", Cancel},
		{"hedging", Hedging},
	}
}

func (e *Env) logf(format string, args ...any) { fmt.Fprintf(e.Log, format+"\n", args...) }

// pick gives a for quick runs, b for full ones.
func pick[T any](e *Env, quick, full T) T {
	if e.Quick {
		return quick
	}
	return full
}

func (e *Env) peer(name string) *peer.Peer {
	i := slices.IndexFunc(e.Peers, func(p *peer.Peer) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return e.Peers[i]
}

// cell is one peer in one mode.
type cell struct {
	peer *peer.Peer
	mode peer.Mode
}

// cells lists the given modes of all peers that have them.
func (e *Env) cells(modes ...peer.Mode) []cell {
	var all []cell
	for _, p := range e.Peers {
		for _, m := range modes {
			if p.Has(m) {
				all = append(all, cell{p, m})
			}
		}
	}
	return all
}

// quiet is the mode of a peer without retries; vendorkit's retries stay on, since they cost nothing when all is well.
func quiet(p *peer.Peer) peer.Mode {
	if p.Has(peer.None) {
		return peer.None
	}
	return peer.Default
}

// withServer runs f against a fresh server and a fresh client of one cell.
func (e *Env) withServer(ctx context.Context, cfg server.Config, c cell, set func(*peer.Config), f func(*server.Server, peer.Client) error) error {
	s, err := e.Start(ctx, cfg)
	if err != nil {
		return err
	}
	defer s.Close()
	pc := peer.Config{Mode: c.mode, URL: s.URL, Key: payload.Key}
	if set != nil {
		set(&pc)
	}
	client, err := c.peer.New(pc)
	if err != nil {
		return fmt.Errorf("%s: %w", c.peer.Name, err)
	}
	defer client.Close()
	if err := f(s, client); err != nil {
		return fmt.Errorf("%s %s: %w", c.peer.Name, c.mode, err)
	}
	return nil
}

// wide is a transport for 64 goroutines.
func wide() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone() //nolint:errcheck,forcetypeassert // it is one
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 256, 256
	return t
}

// quantile gives the value below which the share q of the values lies. It sorts them.
func quantile[T ~int64 | ~float64](values []T, q float64) T {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[min(int(q*float64(len(values))), len(values)-1)]
}

func ms(d time.Duration) string { return fmt.Sprintf("%.0f", float64(d)/float64(time.Millisecond)) }

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f", d.Seconds()) }

// bold marks our own rows.
func bold(name string) string {
	if name == Ours {
		return "**" + name + "**"
	}
	return name
}

// missing is a goal that this run could not measure.
func missing(text, why string) report.Goal {
	return report.Goal{Text: text, Measured: why, Missing: true}
}

const notRun = "vendorkit was not among the peers of this run"

var errNoBaseline = errors.New("the baseline nethttp must be among the peers")

// atMost is a goal with a bound; as many digits count as are shown.
func atMost(text string, got, bound float64, digits int) report.Goal {
	shown := strconv.FormatFloat(got, 'f', digits, 64)
	rounded, err := strconv.ParseFloat(shown, 64)
	return report.Goal{Text: text, Measured: shown, Met: err == nil && rounded <= bound}
}

// exactly is a goal of a count.
func exactly(text string, got, want int64) report.Goal {
	return report.Goal{Text: text, Measured: strconv.FormatInt(got, 10), Met: got == want}
}
