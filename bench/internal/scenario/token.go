package scenario

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/vendorkit/vendorkit-go/bench/internal/peer"
	"github.com/vendorkit/vendorkit-go/bench/internal/report"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

// stampede is what one volley of 64 callers cost.
type stampede struct {
	logins  int64
	failed  int
	slowest time.Duration
}

func (s stampede) String() string {
	return fmt.Sprintf("logins: %d, failed: %d, slowest %s ms", s.logins, s.failed, ms(s.slowest))
}

// tokenCase is one thing that can happen to a token.
type tokenCase struct {
	title string
	life  time.Duration
	// prepare runs after a first call has fetched a token; nil: there is no first call.
	prepare func(context.Context, *server.Server) error
	set     map[string]string
	// patience is how long each caller waits; 0: a minute.
	patience time.Duration
}

func tokenCases() []tokenCase {
	none := func(context.Context, *server.Server) error { return nil }
	return []tokenCase{
		{title: "cold start (ideal: 1 login)", life: time.Hour},
		{title: "expired by its time (ideal: 1)", life: 2 * time.Second, prepare: func(ctx context.Context, s *server.Server) error {
			pause(ctx, 2200*time.Millisecond)
			return s.Set(ctx, "token_life", "1h") // of the next one, which must not end before the volley
		}},
		{title: "revoked, server answers 401 (ideal: 1, none failed)", life: time.Hour, prepare: func(ctx context.Context, s *server.Server) error { return s.Set(ctx, "revoke", "") }},
		{title: "8 s left, just fetched (ideal: 0)", life: 8 * time.Second, prepare: none},
		{title: "login answers 500 (ideal: 1)", life: time.Hour, set: map[string]string{"login_status": "500"}},
		{title: "login takes 2 s, callers have 200 ms (ideal: 1 login, back at 200 ms)", life: time.Hour, set: map[string]string{"login_delay": "2s"}, patience: 200 * time.Millisecond},
	}
}

// Token lets 64 callers need a token at once.
func Token(ctx context.Context, e *Env) (*report.Section, error) {
	section := &report.Section{
		Title: "Token stampede",
		About: "The login takes 50 ms; 64 callers at once, one call each. Each cell has a fresh client and server. vendorkit is its Redemptions client, since Billwerk has no login. " +
			"A revoked token meets two volleys.",
	}
	cases := tokenCases()
	t := report.Table{Head: []string{"client"}}
	for _, c := range cases {
		t.Head = append(t.Head, c.title)
	}
	chart := report.Chart{File: "token", Title: "Logins of 64 callers whose token was revoked", Axis: "logins, and failed calls of two volleys"}
	for _, p := range peer.TokenPeers() {
		if !e.hasToken(p) {
			continue
		}
		e.logf("token %s", p.Name)
		row := []any{bold(p.Name)}
		var runs [][]stampede
		for _, c := range cases {
			volleys, err := e.stampede(ctx, p, c)
			if err != nil {
				return nil, fmt.Errorf("%s, %s: %w", p.Name, c.title, err)
			}
			texts := make([]string, len(volleys))
			for i, v := range volleys {
				texts[i] = v.String()
			}
			row = append(row, strings.Join(texts, "; then "))
			runs = append(runs, volleys)
		}
		t.Add(row...)
		chart.Bars = append(chart.Bars, report.Bar{Name: p.Name, Value: float64(runs[2][0].logins+runs[2][1].logins) + float64(runs[2][0].failed+runs[2][1].failed), Ours: p.Name == Ours})
		if p.Name == Ours {
			section.Goals = tokenGoals(runs)
		}
	}
	if section.Goals == nil {
		section.Goals = []report.Goal{missing("token stampede", notRun)}
	}
	section.Tables, section.Charts = []report.Table{t}, []report.Chart{chart}
	return section, nil
}

// hasToken leaves out vendorkit when it isn't among the peers; the others have no counterpart there.
func (e *Env) hasToken(p *peer.TokenPeer) bool { return p.Name != Ours || e.peer(Ours) != nil }

func tokenGoals(runs [][]stampede) []report.Goal {
	revoked := stampede{logins: runs[2][0].logins + runs[2][1].logins, failed: runs[2][0].failed + runs[2][1].failed}
	return []report.Goal{
		exactly("token, cold start: 1 login", runs[0][0].logins, 1),
		exactly("token, expired: 1 login", runs[1][0].logins, 1),
		exactly("token, revoked (401): 1 login", revoked.logins, 1),
		exactly("token, revoked (401): no failed call", int64(revoked.failed), 0),
		exactly("token, 8 s left: no login", runs[3][0].logins, 0),
		exactly("token, login answers 500: 1 login", runs[4][0].logins, 1),
		atMost("token, login takes 2 s, callers have 200 ms: back at 200 ms (within 10 ms)", float64(runs[5][0].slowest)/1e6, 210, 0),
	}
}

func (e *Env) stampede(ctx context.Context, p *peer.TokenPeer, c tokenCase) ([]stampede, error) {
	s, err := e.Start(ctx, server.Config{Kind: server.Token, LoginDelay: 50 * time.Millisecond, TokenLife: c.life})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	client, err := p.New(s.URL)
	if err != nil {
		return nil, err
	}
	defer client.Close()
	if c.prepare != nil {
		if err := client.Read(ctx); err != nil {
			return nil, err
		}
		if err := c.prepare(ctx, s); err != nil {
			return nil, err
		}
	}
	for name, value := range c.set {
		if err := s.Set(ctx, name, value); err != nil {
			return nil, err
		}
	}
	volleys := 1
	if strings.HasPrefix(c.title, "revoked") {
		volleys = 2
	}
	var all []stampede
	for range volleys {
		one, err := oneStampede(ctx, s, client, c.patience)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

func oneStampede(ctx context.Context, s *server.Server, client peer.TokenClient, patience time.Duration) (stampede, error) {
	if patience == 0 {
		patience = time.Minute
	}
	before, err := s.Stats(ctx)
	if err != nil {
		return stampede{}, err
	}
	start := make(chan struct{})
	var waiting atomic.Int64
	go func() {
		for waiting.Load() < goroutines {
			pause(ctx, time.Millisecond)
		}
		close(start) // all at once
	}()
	latencies := make([]time.Duration, goroutines)
	_, failed := volley(goroutines, goroutines, func(i int) error {
		waiting.Add(1)
		<-start
		begun := time.Now()
		limited, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		err := client.Read(limited)
		latencies[i] = time.Since(begun)
		return err
	})
	after, err := s.Stats(ctx)
	return stampede{after.Count["logins"] - before.Count["logins"], failed, quantile(latencies, 1)}, err
}
