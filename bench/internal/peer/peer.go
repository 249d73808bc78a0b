// Package peer has one adapter for each client that the benchmark compares. Each is used as its documentation shows it, with
// the same types and the same API key.
package peer

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// Mode says how a peer is configured.
type Mode string

// The modes. Not every peer has all of them.
const (
	// None has retries off, as far as the peer can.
	None Mode = "none"
	// Default is the peer as shipped.
	Default Mode = "default"
	// Tuned is 20 retries with 200 ms to 5 s of exponential backoff, as far as the peer lets one.
	Tuned Mode = "tuned"
	// Breaker adds the peer's circuit breaker.
	Breaker Mode = "breaker"
	// Adaptive adds the peer's rate adaption.
	Adaptive Mode = "adaptive"
	// Hedged sends a second copy of slow reads.
	Hedged Mode = "hedged"
)

// The tuned policy.
const (
	tunedRetries = 20
	tunedFirst   = 200 * time.Millisecond
	tunedLongest = 5 * time.Second
)

// Config is what a scenario wants of a client.
type Config struct {
	Mode Mode
	URL  string
	Key  string
	// Transport replaces the peer's own default.
	Transport http.RoundTripper
	// HeaderName and HeaderValue are sent with every request: a second secret.
	HeaderName, HeaderValue string
	// Log gets what the peer logs as shipped; with Debug, all that it can log.
	Log   io.Writer
	Debug bool
	// Limited leaves the vendor's documented limits on. Only vendorkit has any.
	Limited bool
	// AttemptTimeout replaces the time limit of an attempt, where a peer has one.
	AttemptTimeout time.Duration
	// OneAttempt switches retries off where the mode doesn't. Only vendorkit, which has no mode without, looks at it.
	OneAttempt bool
}

// Client is what the scenarios call.
type Client interface {
	Invoice(ctx context.Context, id string) (*billwerk.Invoice, error)
	Invoices(ctx context.Context) (*billwerk.Page[billwerk.Invoice], error)
	// Charge is a write that the vendor takes an idempotency key for.
	Charge(ctx context.Context, params *billwerk.ChargeCreateParams) (*billwerk.Charge, error)
	// Note is a write without one.
	Note(ctx context.Context, text string) (*billwerk.CustomerNote, error)
	// Search has a query with personal data in it.
	Search(ctx context.Context, email string) error
	// Close lets connections go.
	Close()
}

// Peer is one client library.
type Peer struct {
	Name string
	// Module is what its version is read from; empty for the standard library.
	Module string
	Modes  []Mode
	New    func(cfg Config) (Client, error)
	// Status gives the status that the error's typed value holds, 0 if no typed error says one.
	Status func(error) int
	// Unknown reports whether the error says, by its type, that a write may or may not have happened. nil: it never does.
	Unknown func(error) bool
}

// Has reports whether the peer has a mode.
func (p *Peer) Has(m Mode) bool { return slices.Contains(p.Modes, m) }

// Version reads the version from the build.
func (p *Peer) Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || p.Module == "" {
		return ""
	}
	for _, dep := range info.Deps {
		if dep.Path != p.Module {
			continue
		}
		if dep.Replace != nil {
			return "this repository"
		}
		return dep.Version
	}
	return ""
}

// doer is what a peer without typed methods has: one call that encodes, sends and decodes.
type doer interface {
	do(ctx context.Context, method, path string, in, out any) error
	Close()
}

// typed gives a doer the methods of Client.
type typed struct{ doer }

func call[T any](ctx context.Context, d doer, method, path string, in any) (*T, error) {
	out := new(T)
	if err := d.do(ctx, method, path, in, out); err != nil {
		return nil, err
	}
	return out, nil
}

func (t typed) Invoice(ctx context.Context, id string) (*billwerk.Invoice, error) {
	return call[billwerk.Invoice](ctx, t, http.MethodGet, "/v1/invoice/"+url.PathEscape(id), nil)
}

func (t typed) Invoices(ctx context.Context) (*billwerk.Page[billwerk.Invoice], error) {
	return call[billwerk.Page[billwerk.Invoice]](ctx, t, http.MethodGet, "/v1/list/invoice?size=100", nil)
}

func (t typed) Charge(ctx context.Context, params *billwerk.ChargeCreateParams) (*billwerk.Charge, error) {
	return call[billwerk.Charge](ctx, t, http.MethodPost, "/v1/charge", params)
}

func (t typed) Note(ctx context.Context, text string) (*billwerk.CustomerNote, error) {
	return call[billwerk.CustomerNote](ctx, t, http.MethodPost, "/v1/customer/c-1/note", &billwerk.CustomerNoteParams{Note: text})
}

func (t typed) Search(ctx context.Context, email string) error {
	_, err := call[billwerk.Page[billwerk.Customer]](ctx, t, http.MethodGet, "/v1/list/customer?email="+url.QueryEscape(email), nil)
	return err
}
