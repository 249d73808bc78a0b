package scenario

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/bench/internal/payload"
	"github.com/vendorkit/vendorkit-go/bench/internal/peer"
	"github.com/vendorkit/vendorkit-go/bench/internal/report"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

// Counts of requests, duplicates, connections and allocations don't depend on the machine, so they are tests. Times are
// measured by the program only.

func testEnv(t *testing.T, peers ...*peer.Peer) *Env {
	t.Helper()
	docs, err := payload.New()
	require.NoError(t, err)
	return &Env{Peers: peers, Docs: docs, Quick: true, Start: server.StartHere, Log: io.Discard}
}

func kit(mode peer.Mode) cell { return cell{peer.Vendorkit(), mode} }

// requireMet wants every goal to be met, but for those that depend on the machine.
func requireMet(t *testing.T, section *report.Section, timed ...string) {
	t.Helper()
	require.NotEmpty(t, section.Goals)
	for _, g := range section.Goals {
		if slices.ContainsFunc(timed, func(part string) bool { return strings.Contains(g.Text, part) }) {
			continue
		}
		assert.True(t, g.Met, "%s: %s", g.Text, g.Measured)
	}
}

//nolint:paralleltest // allocations of other tests would count
func TestAllocations(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates, and drops what pools hold")
	}
	e := testEnv(t)
	for _, c := range costCases() {
		if c.allocs == 0 {
			continue
		}
		t.Run(c.name, func(t *testing.T) { //nolint:paralleltest // as above
			allocs := func(p *peer.Peer) float64 {
				canned := newMemory(c.status)
				if c.body != nil {
					canned.body = c.body(e.Docs)
				}
				client, err := p.New(peer.Config{Mode: quiet(p), URL: "http://127.0.0.1:1", Key: payload.Key, Transport: canned})
				require.NoError(t, err)
				return testing.AllocsPerRun(500, func() {
					if err := c.call(t.Context(), p, client); err != nil {
						t.Fatal(err)
					}
				})
			}
			ours, base := allocs(peer.Vendorkit()), allocs(peer.NetHTTP())
			assert.LessOrEqual(t, math.Round(100*ours/base)/100, c.allocs, "%v allocations, %v by hand", ours, base)
		})
	}
}

// 64 goroutines open hardly more connections than one each. net/http dials for a
// request that finds no idle connection, and uses one that comes free meanwhile,
// so that a few more than 64 depend on timing; a transport that keeps too few
// opens thousands.
func TestConnections(t *testing.T) {
	t.Parallel()
	const calls = 6400
	err := testEnv(t).withServer(t.Context(), server.Config{Kind: server.Plain}, kit(peer.Default), nil, func(s *server.Server, c peer.Client) error {
		_, failed := volley(calls, goroutines, func(int) error {
			_, err := c.Invoice(t.Context(), "inv-1042")
			return err
		})
		assert.Zero(t, failed)
		stats, err := s.Stats(t.Context())
		assert.Equal(t, int64(calls), stats.Requests)
		assert.LessOrEqual(t, stats.Conns, int64(2*goroutines))
		return err
	})
	require.NoError(t, err)
}

func TestLimitsAreKept(t *testing.T) {
	t.Parallel()
	runs, err := testEnv(t).limitRuns(t.Context(), []cell{kit(peer.Default)}, 0, 100)
	require.NoError(t, err)
	assert.Zero(t, runs[0].failed)
	// None is refused unless the machine stands still for longer than the limiter allows for.
	assert.LessOrEqual(t, runs[0].rate+runs[0].conc, int64(5), "refused requests")
	assert.Equal(t, 100+runs[0].rate+runs[0].conc, runs[0].requests)
}

func TestFlakyRequests(t *testing.T) {
	t.Parallel()
	const calls = 1000
	r, err := testEnv(t).flaky(t.Context(), kit(peer.Default), calls)
	require.NoError(t, err)
	assert.LessOrEqual(t, r.failed, 1, "ten bad answers in a row for one call happen once in some thousand runs")
	assert.InDelta(t, 1.43, float64(r.requests)/calls, 0.01)
}

// As shipped, an outage costs no more than the budget holds beyond one request for each call; with the breaker, a handful.
func TestOutageRequests(t *testing.T) {
	t.Parallel()
	for mode, most := range map[peer.Mode]func(calls int64) int64{
		// 100 retries, two more per second, and one for each three good answers that were on their way when it began.
		peer.Default: func(calls int64) int64 { return calls + 100 + 10 + goroutines/3 },
		peer.Breaker: func(int64) int64 { return 2*goroutines + 30 },
	} {
		t.Run(string(mode), func(t *testing.T) {
			t.Parallel()
			// A busy machine may need seconds until all have been served again.
			r, err := testEnv(t).outageOf(t.Context(), kit(mode), 300*time.Millisecond, 800*time.Millisecond, 6*time.Second)
			require.NoError(t, err)
			assert.Positive(t, r.requests)
			assert.LessOrEqual(t, r.requests, most(r.calls))
			assert.Zero(t, r.unserved)
		})
	}
}

func TestTokenLogins(t *testing.T) {
	t.Parallel()
	e := testEnv(t, peer.Vendorkit())
	for i, c := range tokenCases() {
		t.Run(c.title, func(t *testing.T) {
			t.Parallel()
			p := peer.TokenPeers()[slices.IndexFunc(peer.TokenPeers(), func(p *peer.TokenPeer) bool { return p.Name == Ours })]
			volleys, err := e.stampede(t.Context(), p, c)
			require.NoError(t, err)
			var logins int64
			failed := 0
			for _, v := range volleys {
				logins += v.logins
				failed += v.failed
			}
			// One more where the machine stands still for the last half of 8 s, or for the second of back-off after a failed login.
			least, most := []int64{1, 1, 1, 0, 1, 1}[i], []int64{1, 1, 1, 1, 2, 1}[i]
			assert.True(t, least <= logins && logins <= most, "%d logins, want %d to %d", logins, least, most)
			assert.Equal(t, []int{0, 0, 0, 0, goroutines, goroutines}[i], failed, "failed calls")
		})
	}
}

func TestNothingIsDoubled(t *testing.T) {
	t.Parallel()
	section, err := Duplicates(t.Context(), testEnv(t, peer.Vendorkit()))
	require.NoError(t, err)
	requireMet(t, section)
	assert.Len(t, section.Goals, 12)
}

// The scenario sees duplicates where there are some.
func TestDuplicatesAreSeen(t *testing.T) {
	t.Parallel()
	r, err := testEnv(t).duplicates(t.Context(), cell{peer.NetHTTP(), peer.Tuned}, "503", true, 100)
	require.NoError(t, err)
	assert.Positive(t, r.duplicates)
	assert.Equal(t, r.repeats, r.duplicates)
}

func TestBodies(t *testing.T) {
	t.Parallel()
	results := map[string]*answer{}
	for _, fault := range bodyFaults() {
		if fault == "gzip bomb" {
			results[fault] = &answer{ended: true, err: assert.AnError} // takes seconds of CPU to compress; see package client
			continue
		}
		a, err := testEnv(t).body(t.Context(), peer.Vendorkit(), fault)
		require.NoError(t, err)
		results[fault] = a
	}
	for _, g := range bodyGoals(results) {
		switch {
		case strings.Contains(g.Text, "memory"): // the server's is in this process, too
		case strings.Contains(g.Text, "documented type"):
			assert.Equal(t, "gzip bomb", g.Measured)
		default:
			assert.True(t, g.Met, "%s: %s", g.Text, g.Measured)
		}
	}
}

func TestSecrets(t *testing.T) {
	t.Parallel()
	section, err := Secrets(t.Context(), testEnv(t, peer.Vendorkit()))
	require.NoError(t, err)
	requireMet(t, section)
}

// The scenario sees leaks where there are some.
func TestSecretsAreSeen(t *testing.T) {
	t.Parallel()
	e := testEnv(t)
	found, err := e.leaks(t.Context(), peer.NetHTTP())
	require.NoError(t, err)
	assert.Equal(t, []string{"error", "%+v"}, found["query value"])
	arrived, err := e.redirects(t.Context(), peer.NetHTTP())
	require.NoError(t, err)
	assert.Equal(t, []string{"Authorization", "X-Api-Key", "body"}, arrived[3])
}

func TestCancelErrors(t *testing.T) {
	t.Parallel()
	section, err := Cancel(t.Context(), testEnv(t, peer.Vendorkit()))
	require.NoError(t, err)
	requireMet(t, section, "within 10 ms")
}

func TestHedgedRequests(t *testing.T) {
	t.Parallel()
	const reads = 2000
	_, requests, failed, err := testEnv(t).hedge(t.Context(), kit(peer.Hedged), 5*time.Millisecond, reads)
	require.NoError(t, err)
	assert.Zero(t, failed)
	assert.Greater(t, requests, int64(reads))
	// A share of 5 %, four that may be saved up, and copies of the reads before that come late.
	assert.LessOrEqual(t, requests, int64(reads*105/100+4+16))
}

func TestAtMost(t *testing.T) {
	t.Parallel()
	for i, tc := range []struct {
		got, bound float64
		met        bool
	}{{0.804, 0.80, true}, {0.806, 0.80, false}, {10.2, 9, false}, {9.1, 10, true}} {
		assert.Equal(t, tc.met, atMost("", tc.got, tc.bound, 2).Met, "case %d", i)
	}
}

func TestQuantile(t *testing.T) {
	t.Parallel()
	values := make([]float64, 100)
	for i := range values {
		values[i] = float64(100 - i)
	}
	for q, want := range map[float64]float64{0: 1, 0.5: 51, 0.99: 100, 1: 100} {
		assert.InDelta(t, want, quantile(values, q), 0, fmt.Sprint(q))
	}
	assert.Zero(t, quantile([]float64{}, 0.5))
}
