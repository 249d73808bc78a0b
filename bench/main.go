// Command bench compares vendorkit with the clients that one would pick otherwise, on good days and on bad ones. It prints
// its tables as Markdown, writes them to RESULTS.md, and draws the charts.
//
//	go run .                        everything, about 15 minutes
//	go run . -quick                 a few minutes (about one with -peers vendorkit), to see whether it works; writes nothing
//	go run . -run 'cost|limits'     some scenarios; writes nothing
//	go run . -peers 'vendorkit|resty'   some peers, and net/http, which is the baseline; writes nothing
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/bench/internal/payload"
	"github.com/vendorkit/vendorkit-go/bench/internal/peer"
	"github.com/vendorkit/vendorkit-go/bench/internal/report"
	"github.com/vendorkit/vendorkit-go/bench/internal/scenario"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

func main() {
	if server.Main() {
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	only := flags.String("run", "", "run the scenarios whose name matches this regular expression")
	peers := flags.String("peers", "", "compare the peers whose name matches this regular expression, besides net/http")
	quick := flags.Bool("quick", false, "a short run, to see whether everything works")
	out := flags.String("o", "", "folder for RESULTS.md and charts (default: this one for a full run, none for a part)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	scenarios, err := matching(*only, scenario.All(), func(s scenario.Scenario) string { return s.Name })
	if err != nil {
		return err
	}
	compared, err := matching(*peers, peer.All(), func(p *peer.Peer) string { return p.Name })
	if err != nil {
		return err
	}
	if len(compared) == 0 || compared[0].Name != scenario.Baseline {
		compared = append([]*peer.Peer{peer.NetHTTP()}, compared...)
	}
	docs, err := payload.New()
	if err != nil {
		return err
	}
	env := &scenario.Env{Peers: compared, Docs: docs, Quick: *quick, Start: server.Start, Log: os.Stderr}
	folder := *out
	if folder == "" && *only == "" && *peers == "" && !*quick {
		folder = "."
	}
	return measure(ctx, env, scenarios, folder)
}

// measure runs the scenarios, prints what they gave, and writes it into the folder, if there is one.
func measure(ctx context.Context, env *scenario.Env, scenarios []scenario.Scenario, folder string) error {
	start := time.Now()
	sections := make([]*report.Section, 0, len(scenarios))
	for _, s := range scenarios {
		begun := time.Now()
		section, err := s.Run(ctx, env)
		if err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
		fmt.Fprintf(os.Stderr, "%s took %.0f s\n", s.Name, time.Since(begun).Seconds())
		section.Markdown(os.Stdout)
		sections = append(sections, section)
	}
	report.Goals(os.Stdout, sections)
	if folder == "" {
		return nil
	}
	var results bytes.Buffer
	setUp(&results, env, time.Since(start))
	fmt.Fprint(&results, "## Goals\n\n")
	report.Goals(&results, sections)
	for _, s := range sections {
		s.Markdown(&results)
		for _, c := range s.Charts {
			if err := c.Draw(folder + "/charts"); err != nil {
				return err
			}
		}
	}
	return os.WriteFile(folder+"/RESULTS.md", results.Bytes(), 0o644) //nolint:gosec // a report is for everybody
}

// setUp writes what the figures depend on.
func setUp(w io.Writer, env *scenario.Env, took time.Duration) {
	fmt.Fprintf(w, "# Results of the benchmark\n\nWritten by `make bench` (`cd bench && go run .`) on %s, in %.0f minutes. Times are noisy on a shared machine, ratios within a round are less so, and counts are exact.\n\n",
		time.Now().UTC().Format("2 January 2006"), took.Minutes())
	t := report.Table{Head: []string{"what", "version"}}
	t.Add("Go", fmt.Sprintf("%s %s/%s", runtime.Version(), runtime.GOOS, runtime.GOARCH))
	t.Add("CPU", fmt.Sprintf("%d × %s", runtime.NumCPU(), processor()))
	for _, p := range env.Peers {
		version := p.Version()
		if version == "" {
			version = "standard library"
		}
		name := p.Name
		if p.Module != "" {
			name += " (" + p.Module + ")"
		}
		t.Add(name, version)
	}
	t.Markdown(w)
	fmt.Fprint(w, "The server is a child process of the benchmark, on loopback, without TLS unless said otherwise. Modes: `none` retries off; `default` as shipped; "+
		"`tuned` 20 retries with 200 ms to 5 s of exponential backoff, as far as the peer lets one; `breaker` with its circuit breaker or retry budget; `adaptive` with its rate adaption; "+
		"`hedged` with a second copy of slow reads. vendorkit is its Billwerk client as shipped, but Billwerk's documented limits are on only in the scenario that has them. "+
		"A peer that is missing from a table has nothing for that scenario.\n\n")
}

// processor names the CPU where the system tells.
func processor() string {
	data, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	for line := range strings.Lines(string(data)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

func matching[T any](pattern string, all []T, name func(T) string) ([]T, error) {
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	var some []T
	for _, v := range all {
		if re.MatchString(name(v)) {
			some = append(some, v)
		}
	}
	return some, nil
}
