// Package server is the vendor's side of the benchmark. It runs in a child process, so that its garbage, its goroutines and
// its CPU time don't count for the client; tests run it in their own process.
package server

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vendorkit/vendorkit-go/bench/internal/payload"
)

// Config says how the server behaves.
type Config struct {
	Kind Kind `json:"kind"`
	// Delay is the service time of an ordinary request.
	Delay time.Duration `json:"delay,omitzero"`
	// Lose says what the duplicates server does to one request in ten after it was processed: "close" or "503".
	Lose string `json:"lose,omitzero"`
	// OtherUser is how many requests per second somebody else sends to the account with the limits.
	OtherUser float64 `json:"other_user,omitzero"`
	// DownAfter and DownFor schedule the outage, counted from the first request.
	DownAfter time.Duration `json:"down_after,omitzero"`
	DownFor   time.Duration `json:"down_for,omitzero"`
	// LoginDelay, LoginStatus and TokenLife are those of the token server.
	LoginDelay  time.Duration `json:"login_delay,omitzero"`
	LoginStatus int           `json:"login_status,omitzero"`
	TokenLife   time.Duration `json:"token_life,omitzero"`
	// Fault names what the faults and bodies servers do.
	Fault string `json:"fault,omitzero"`
	// Slow is the service time of one read in a hundred.
	Slow time.Duration `json:"slow,omitzero"`
}

// Kind names a scenario's server.
type Kind string

// The servers.
const (
	Plain      Kind = "plain"
	Limits     Kind = "limits"
	Flaky      Kind = "flaky"
	Outage     Kind = "outage"
	Token      Kind = "token"
	Duplicates Kind = "duplicates"
	Bodies     Kind = "bodies"
	Faults     Kind = "faults"
	Slowest    Kind = "slowest"
	Elsewhere  Kind = "elsewhere"
)

// Stats is what the server has seen. Counts are exact.
type Stats struct {
	Conns    int64 `json:"conns"`
	Requests int64 `json:"requests"`
	// Count holds the scenario's own counts.
	Count map[string]int64 `json:"count,omitempty"`
	// Arrivals are requests per 100 ms since the first one.
	Arrivals []int64 `json:"arrivals,omitempty"`
	// FirstAt is when the first request came, DownAt and UpAt are the outage's ends, in nanoseconds since 1970.
	FirstAt int64 `json:"first_at,omitempty"`
	DownAt  int64 `json:"down_at,omitempty"`
	UpAt    int64 `json:"up_at,omitempty"`
	// Seen are the requests that came where they shouldn't: what they carried.
	Seen []string `json:"seen,omitempty"`
}

// handler is one kind of server.
type handler interface {
	http.Handler
	stats(s *Stats)
	set(name, value string)
}

// base is what most handlers have in common.
type base struct {
	cfg  Config
	docs *payload.Documents
}

func (*base) stats(*Stats)       {}
func (*base) set(string, string) {}

func newHandler(cfg Config, docs *payload.Documents) (handler, error) {
	b := base{cfg: cfg, docs: docs}
	switch cfg.Kind {
	case Plain:
		return &plain{b}, nil
	case Limits:
		return newLimits(b), nil
	case Flaky:
		return &flaky{base: b}, nil
	case Outage:
		return &outage{base: b}, nil
	case Token:
		return &token{base: b, valid: map[string]time.Time{}}, nil
	case Duplicates:
		return &duplicates{base: b, performed: map[string]int64{}, keys: map[string]bool{}}, nil
	case Bodies:
		return &bodies{base: b}, nil
	case Faults:
		return &faults{base: b}, nil
	case Slowest:
		return &slowest{base: b}, nil
	case Elsewhere:
		return &elsewhere{base: b}, nil
	default:
		return nil, fmt.Errorf("server: no kind %q", cfg.Kind)
	}
}

// running is a server in this process.
type running struct {
	hello    hello
	handler  handler
	conns    atomic.Int64
	requests atomic.Int64
	servers  []*http.Server
	wg       sync.WaitGroup
}

// hello tells the parent where the child listens.
type hello struct {
	URL     string `json:"url"`
	Control string `json:"control"`
}

func run(cfg Config) (*running, error) {
	docs, err := payload.New()
	if err != nil {
		return nil, err
	}
	h, err := newHandler(cfg, docs)
	if err != nil {
		return nil, err
	}
	r := &running{handler: h}
	counted := http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r.requests.Add(1)
		h.ServeHTTP(w, req)
	})
	if r.hello.URL, err = r.listen(counted, func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			r.conns.Add(1)
		}
	}); err != nil {
		return nil, err
	}
	if r.hello.Control, err = r.listen(http.HandlerFunc(r.control), nil); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

func (r *running) listen(h http.Handler, state func(net.Conn, http.ConnState)) (string, error) {
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	s := &http.Server{Handler: h, ConnState: state, ReadHeaderTimeout: time.Minute}
	r.servers = append(r.servers, s)
	r.wg.Go(func() { _ = s.Serve(l) })
	return "http://" + l.Addr().String(), nil
}

// control answers the parent: GET gives the statistics, POST sets a value of the handler.
func (r *running) control(w http.ResponseWriter, req *http.Request) {
	if req.Method == http.MethodPost {
		r.handler.set(req.URL.Query().Get("name"), req.URL.Query().Get("value"))
		return
	}
	s := Stats{Conns: r.conns.Load(), Requests: r.requests.Load(), Count: map[string]int64{}}
	r.handler.stats(&s)
	_ = json.NewEncoder(w).Encode(s)
}

func (r *running) close() {
	for _, s := range r.servers {
		_ = s.Close()
	}
	r.wg.Wait()
}
