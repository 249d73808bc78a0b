package clienttest

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"sync"
)

// minSecret is the shortest secret that a Canary takes: shorter ones turn up in
// harmless text.
const minSecret = 6

// Canary looks for planted secrets where none belongs. It knows a secret in
// capitals and small letters, in base64 (inside a longer text too, as in a Basic
// header), URL-escaped, in hex, escaped for JSON, Go and HTML, and as the
// numbers that fmt prints for a []byte. What it reports names the secret by its
// number and doesn't quote it. It is safe for concurrent use.
type Canary struct {
	tb    TB
	mu    sync.Mutex
	count int
	forms []form
}

// NewCanary plants secrets of at least 6 bytes each.
func NewCanary(tb TB, secrets ...string) *Canary {
	tb.Helper()
	c := &Canary{tb: tb}
	for _, secret := range secrets {
		c.add(secret)
	}
	return c
}

// Plant makes up a secret, which begins with kind, and returns it for use as a
// password or a token.
func (c *Canary) Plant(kind string) string {
	c.tb.Helper()
	secret := kind + "-" + rand.Text()
	c.add(secret)
	return secret
}

func (c *Canary) add(secret string) {
	c.tb.Helper()
	if len(secret) < minSecret {
		c.tb.Fatalf("clienttest: a secret of %d bytes is too short to look for, want at least %d", len(secret), minSecret)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count++
	c.forms = append(c.forms, formsOf(c.count, secret)...)
}

// Check fails the test if a secret shows in a value: in a string or a []byte as
// it is; in anything else as fmt prints it with %v, %+v, %#v, %s, %q and %x, as
// JSON, and as slog writes it; in an error also in every error that it wraps;
// and in what a *bytes.Buffer or another fmt.Stringer holds. where says in the
// failure what was looked at.
func (c *Canary) Check(tb TB, where string, values ...any) {
	tb.Helper()
	for i, value := range values {
		for _, r := range renderings(value) {
			for _, f := range c.search(r.text) {
				tb.Errorf("clienttest: secret %d shows %s in %s, value %d (%T) %s", f.secret, f.name, where, i+1, value, r.how)
			}
		}
	}
}

// Writer gives a writer, such as a log's, that fails the test when a secret is
// written, even in pieces. Each secret is reported once per form.
func (c *Canary) Writer() io.Writer { return &canaryWriter{canary: c, reported: map[form]bool{}} }

// search gives the forms that the text holds.
func (c *Canary) search(text []byte) []form {
	c.mu.Lock()
	defer c.mu.Unlock()
	var found []form
	folded := bytes.ToLower(text)
	for _, f := range c.forms {
		if bytes.Contains(f.pick(text, folded), []byte(f.needle)) {
			found = append(found, f)
		}
	}
	return found
}

// longest is the length of the longest form.
func (c *Canary) longest() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for _, f := range c.forms {
		n = max(n, len(f.needle))
	}
	return n
}

type canaryWriter struct {
	canary   *Canary
	mu       sync.Mutex
	tail     []byte // the end of what was written, where a secret may have begun
	reported map[form]bool
}

func (w *canaryWriter) Write(p []byte) (int, error) {
	w.canary.tb.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.tail = append(w.tail, p...)
	for _, f := range w.canary.search(w.tail) {
		if !w.reported[f] {
			w.reported[f] = true
			w.canary.tb.Errorf("clienttest: secret %d was written %s", f.secret, f.name)
		}
	}
	if extra := len(w.tail) - w.canary.longest() + 1; extra > 0 {
		w.tail = append(w.tail[:0], w.tail[min(extra, len(w.tail)):]...)
	}
	return len(p), nil
}

// rendering is one way to print a value.
type rendering struct {
	how  string
	text []byte
}

// maxWrapped bounds the errors that are looked at inside one error.
const maxWrapped = 1000

// renderings prints a value in every way that code does it.
func renderings(value any) []rendering {
	switch v := value.(type) {
	case string:
		return []rendering{{"itself", []byte(v)}}
	case []byte:
		return []rendering{{"itself", v}}
	case error:
		var all []rendering
		for i, err := range wrapped(v) {
			for _, r := range printed(err) {
				r.how = fmt.Sprintf("%s of error %d of its chain (%T)", r.how, i+1, err)
				all = append(all, r)
			}
		}
		return all
	}
	return printed(value)
}

func printed(value any) []rendering {
	var all []rendering
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		all = append(all, rendering{"with " + verb, fmt.Appendf(nil, verb, value)})
	}
	if text, err := marshal(value); err == nil {
		all = append(all, rendering{"as JSON", text})
	}
	for name, handler := range map[string]func(io.Writer) slog.Handler{
		"as slog's text": func(w io.Writer) slog.Handler { return slog.NewTextHandler(w, nil) },
		"as slog's JSON": func(w io.Writer) slog.Handler { return slog.NewJSONHandler(w, nil) },
	} {
		var out bytes.Buffer
		slog.New(handler(&out)).Info("", "value", value)
		all = append(all, rendering{name, out.Bytes()})
	}
	return all
}

// wrapped gives an error and all that it wraps, depth first.
func wrapped(err error) []error {
	var all []error
	var walk func(error)
	walk = func(err error) {
		if err == nil || len(all) >= maxWrapped {
			return
		}
		all = append(all, err)
		switch err := err.(type) { //nolint:errorlint // the tree itself is wanted
		case interface{ Unwrap() error }:
			walk(err.Unwrap())
		case interface{ Unwrap() []error }:
			for _, inner := range err.Unwrap() {
				walk(inner)
			}
		}
	}
	walk(err)
	return all
}
