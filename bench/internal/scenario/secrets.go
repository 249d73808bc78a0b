package scenario

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/bench/internal/peer"
	"github.com/vendorkit/vendorkit-go/bench/internal/report"
	"github.com/vendorkit/vendorkit-go/bench/internal/server"
)

// The six secrets, each unlike any other text.
const (
	secretKey    = "priv_5ecre7a11ce0d15c0"
	secretHeader = "hdr5ecre7b0bb1e"
	secretQuery  = "qry5ecre7@example.test"
	secretURL    = "url5ecre7pa55"
	secretBody   = "bdy5ecre7ssn0101701234"
)

// kinds names the secrets, in the order of the columns. An answer holds the key and the body of the request again.
func kinds() []string {
	return []string{"API key", "key in a header", "query value", "password in the URL", "request body", "key in the answer"}
}

// Secrets looks for secrets in texts, and for credentials that follow a redirect.
func Secrets(ctx context.Context, e *Env) (*report.Section, error) {
	section := &report.Section{
		Title: "Secrets and redirects",
		About: "Each peer is configured with an API key and a second key in a header, sends personal data in a query and in a body, and has a password in its base URL if it takes one. " +
			"Calls fail with 400 whose body repeats key and request, and with a refused connection. Texts searched: the error (`error`), the error with %+v (`%+v`), the log as shipped (`log`) and the debug log (`debug`). " +
			"Redirects: what arrived where it shouldn't.",
	}
	texts := report.Table{Title: "secrets in texts", Head: append([]string{"peer"}, kinds()...)}
	moves := report.Table{Title: "what follows a redirect", Head: []string{"peer", "other host", "other port", "https to http", "307 with body, other port"}}
	leaked, followed := []string{}, []string{}
	for _, p := range e.Peers {
		e.logf("secrets %s", p.Name)
		found, err := e.leaks(ctx, p)
		if err != nil {
			return nil, err
		}
		row := []any{bold(p.Name)}
		for _, kind := range kinds() {
			cell := strings.Join(found[kind], ", ")
			if cell == "" {
				cell = "–"
			} else if p.Name == Ours && cell != refused {
				leaked = append(leaked, kind+" in "+cell)
			}
			row = append(row, cell)
		}
		texts.Add(row...)
		arrived, err := e.redirects(ctx, p)
		if err != nil {
			return nil, err
		}
		row = []any{bold(p.Name)}
		for _, what := range arrived {
			cell := strings.Join(what, ", ")
			if cell == "" {
				cell = "–"
			} else if p.Name == Ours {
				followed = append(followed, cell)
			}
			row = append(row, cell)
		}
		moves.Add(row...)
	}
	section.Tables = []report.Table{texts, moves}
	if e.peer(Ours) == nil {
		section.Goals = []report.Goal{missing("secrets and redirects", notRun)}
		return section, nil
	}
	none := func(list []string) string {
		if len(list) == 0 {
			return "nothing"
		}
		return strings.Join(list, "; ")
	}
	section.Goals = []report.Goal{
		{Text: "secrets of six kinds in error text, %+v, log as shipped, debug log: nothing leaks", Measured: none(leaked), Met: len(leaked) == 0},
		{Text: "redirects to other host, other port, https to http, 307 with body: nothing leaves the origin", Measured: none(followed), Met: len(followed) == 0},
	}
	return section, nil
}

// refused marks that a peer takes no password in its URL.
const refused = "refused"

// leaks gives, for each kind of secret, the texts in which it shows.
func (e *Env) leaks(ctx context.Context, p *peer.Peer) (map[string][]string, error) {
	s, err := e.Start(ctx, server.Config{Kind: server.Elsewhere})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	if err := s.Set(ctx, "refuse", ""); err != nil {
		return nil, err
	}
	dead, err := deadURL(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string][]string{}
	for _, debug := range []bool{false, true} {
		for _, base := range []string{s.URL, dead} {
			errs, log, err := provoke(ctx, p, base, debug)
			if err != nil {
				return nil, err
			}
			search(found, "error", errs)
			search(found, "%+v", errs)
			logName := "log"
			if debug {
				logName = "debug"
			}
			search(found, logName, []error{errors.New(log)})
		}
	}
	if err := e.urlPassword(ctx, p, s.URL, found); err != nil {
		return nil, err
	}
	return found, nil
}

// search notes which secrets the texts hold. The answer repeats key and body, so what it holds counts as its own.
func search(found map[string][]string, where string, errs []error) {
	for _, err := range errs {
		text := err.Error()
		if where == "%+v" {
			text = fmt.Sprintf("%+v", err)
		}
		for kind, secret := range map[string]string{
			"API key": secretKey, "key in a header": secretHeader, "query value": secretQuery, "password in the URL": secretURL, "request body": secretBody,
		} {
			if !shows(text, secret) {
				continue
			}
			if kind == "API key" && strings.Contains(text, "may not do this") {
				kind = "key in the answer"
			}
			if !slices.Contains(found[kind], where) {
				found[kind] = append(found[kind], where)
			}
		}
	}
}

// shows looks for a secret as it is, escaped for a URL, and within a Basic header.
func shows(text, secret string) bool {
	for _, form := range []string{secret, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret)), base64.StdEncoding.EncodeToString([]byte(secret + ":"))} {
		if strings.Contains(text, form) {
			return true
		}
	}
	return false
}

// provoke makes calls fail, and gives their errors and the log.
func provoke(ctx context.Context, p *peer.Peer, base string, debug bool) ([]error, string, error) {
	log := &lockedBuffer{}
	client, err := p.New(peer.Config{
		Mode: quiet(p), URL: base, Key: secretKey, HeaderName: "X-Api-Key", HeaderValue: secretHeader, Log: log, Debug: debug, OneAttempt: true,
	})
	if err != nil {
		return nil, "", err
	}
	defer client.Close()
	limited, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	var errs []error
	if err := client.Search(limited, secretQuery); err != nil {
		errs = append(errs, err)
	}
	if _, err := client.Note(limited, secretBody); err != nil {
		errs = append(errs, err)
	}
	if len(errs) != 2 {
		return nil, "", fmt.Errorf("%s: %d of 2 calls failed: %w", p.Name, len(errs), errors.Join(errs...))
	}
	return errs, log.String(), nil
}

// urlPassword configures a password in the base URL.
func (e *Env) urlPassword(ctx context.Context, p *peer.Peer, base string, found map[string][]string) error {
	const kind = "password in the URL"
	withPassword := strings.Replace(base, "http://", "http://user:"+secretURL+"@", 1)
	for _, debug := range []bool{false, true} {
		errs, log, err := provoke(ctx, p, withPassword, debug)
		if err != nil {
			search(found, "error", []error{err})
			if len(found[kind]) == 0 {
				found[kind] = []string{refused}
			}
			return ctx.Err()
		}
		search(found, "error", errs)
		search(found, "%+v", errs)
		search(found, map[bool]string{true: "debug", false: "log"}[debug], []error{errors.New(log)})
	}
	return nil
}

// deadURL is one that refuses connections.
func deadURL(ctx context.Context) (string, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return "http://" + l.Addr().String(), l.Close()
}

// redirects gives what arrived at the other place, for each way to send a client there.
func (e *Env) redirects(ctx context.Context, p *peer.Peer) ([4][]string, error) {
	var arrived [4][]string
	for i, how := range []string{"host", "port", "scheme", "body"} {
		err := func() error {
			other, err := e.Start(ctx, server.Config{Kind: server.Elsewhere})
			if err != nil {
				return err
			}
			defer other.Close()
			vendor, err := e.Start(ctx, server.Config{Kind: server.Elsewhere})
			if err != nil {
				return err
			}
			defer vendor.Close()
			cfg := peer.Config{Mode: quiet(p), URL: vendor.URL, Key: secretKey, HeaderName: "X-Api-Key", HeaderValue: secretHeader, OneAttempt: true}
			target, name := other.URL, "redirect"
			switch how {
			case "host":
				target = strings.Replace(target, "127.0.0.1", "localhost", 1)
			case "body":
				name = "redirect with body"
			case "scheme":
				front := httptest.NewTLSServer(http.RedirectHandler(other.URL+"/v1/list/customer", http.StatusFound))
				defer front.Close()
				roots := x509.NewCertPool()
				roots.AddCert(front.Certificate())
				transport := wide()
				transport.TLSClientConfig = front.Client().Transport.(*http.Transport).TLSClientConfig.Clone() //nolint:errcheck,forcetypeassert // it is one
				transport.TLSClientConfig.RootCAs = roots
				cfg.URL, cfg.Transport = front.URL, transport
			}
			if err := vendor.Set(ctx, name, target); err != nil {
				return err
			}
			client, err := p.New(cfg)
			if err != nil {
				return err
			}
			defer client.Close()
			limited, cancel := context.WithTimeout(ctx, 5*time.Second)
			defer cancel()
			if how == "body" {
				_, _ = client.Note(limited, secretBody) // what it returns is not the question
			} else {
				_ = client.Search(limited, secretQuery)
			}
			stats, err := other.Stats(ctx)
			arrived[i] = stats.Seen
			if err == nil && len(stats.Seen) == 0 && stats.Requests > 0 {
				arrived[i] = []string{"the bare request"}
			}
			return err
		}()
		if err != nil {
			return arrived, fmt.Errorf("%s: %w", p.Name, err)
		}
	}
	return arrived, nil
}

// lockedBuffer is a log that goroutines share.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
