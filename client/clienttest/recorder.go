package clienttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// maxExchanges bounds what a Recorder keeps. Later exchanges are not recorded.
const maxExchanges = 10_000

// RecorderConfig says what a [Recorder] keeps. The zero value keeps little.
type RecorderConfig struct {
	// Headers are kept besides the harmless ones, such as Content-Type,
	// Retry-After, X-Request-Id and Idempotency-Key.
	Headers []string
	// RedactKeys are keys of JSON objects, forms and queries whose values are
	// redacted besides the usual ones: "key", "user", "username", "login", "pin",
	// "pan", "cvv", "cvc" and "sid", and whatever contains "password", "passwd",
	// "secret", "token", "authorization", "credential", "apikey" or "privatekey".
	// Case, "_" and "-" don't count.
	RedactKeys []string
	// Secrets are replaced wherever they occur in clear.
	Secrets []string
	// MaxBodyBytes bounds each body; 0 means 1 MiB. A longer one isn't kept.
	MaxBodyBytes int
}

// Exchange is a request and its answer without their secrets: headers by an
// allowlist, and of the bodies JSON and forms with redacted values, HTML and plain
// text. A body of another kind, or JSON that doesn't parse, can't be redacted,
// and Note says that it was left out. The host isn't kept.
type Exchange struct {
	Method        string      `json:"method"`
	Path          string      `json:"path"`
	Query         string      `json:"query,omitempty"`
	RequestHeader http.Header `json:"request_header,omitempty"`
	RequestBody   string      `json:"request_body,omitempty"`
	Status        int         `json:"status"`
	Header        http.Header `json:"header,omitempty"`
	Body          string      `json:"body,omitempty"`
	Note          string      `json:"note,omitempty"`
}

// Recorder is a round tripper that keeps exchanges for a golden recording. It
// keeps of a body what the client or the transport reads of it, and the first
// 10,000 exchanges that were answered. It is safe for concurrent use.
type Recorder struct {
	base   http.RoundTripper
	redact *redactor
	max    int
	mu     sync.Mutex
	tapes  []*tape
}

// tape is an exchange in the making.
type tape struct {
	request, response http.Header
	exchange          Exchange
	sent, got         bytes.Buffer
}

// NewRecorder wraps a transport; nil stands for [http.DefaultTransport].
func NewRecorder(base http.RoundTripper, config RecorderConfig) *Recorder {
	if base == nil {
		base = http.DefaultTransport
	}
	r := &Recorder{base: base, redact: newRedactor(config), max: config.MaxBodyBytes}
	if r.max <= 0 {
		r.max = 1 << 20
	}
	return r
}

// RoundTrip hands the request on and keeps the exchange.
func (r *Recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	t := &tape{request: req.Header.Clone()}
	t.exchange = Exchange{Method: method(req), Path: r.redact.text(req.URL.Path), Query: r.redact.query(req.URL.RawQuery)}
	if req.Body != nil && req.Body != http.NoBody {
		clone := *req // a round tripper must not change its request
		clone.Body = readCloser{io.TeeReader(req.Body, r.into(&t.sent)), req.Body}
		req = &clone
	}
	res, err := r.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	t.response = res.Header.Clone()
	t.exchange.Status = res.StatusCode
	res.Body = readCloser{io.TeeReader(res.Body, r.into(&t.got)), res.Body}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.tapes) < maxExchanges {
		r.tapes = append(r.tapes, t)
	}
	return res, nil
}

// into gives a writer that takes one byte more than a body may have, as a mark.
func (r *Recorder) into(out *bytes.Buffer) io.Writer {
	return writerFunc(func(p []byte) (int, error) {
		r.mu.Lock()
		defer r.mu.Unlock()
		out.Write(p[:min(len(p), r.max+1-out.Len())])
		return len(p), nil
	})
}

// Exchanges gives the exchanges so far, in the order of their answers.
func (r *Recorder) Exchanges() []Exchange {
	r.mu.Lock()
	defer r.mu.Unlock()
	exchanges := make([]Exchange, len(r.tapes))
	for i, t := range r.tapes {
		e := t.exchange
		e.RequestHeader, e.Header = r.redact.header(t.request), r.redact.header(t.response)
		var sentNote, gotNote string
		e.RequestBody, sentNote = r.redact.body("request body", t.request, t.sent.Bytes(), r.max)
		e.Body, gotNote = r.redact.body("body", t.response, t.got.Bytes(), r.max)
		e.Note = sentNote + gotNote
		exchanges[i] = e
	}
	return exchanges
}

// Save writes the exchanges to a file as JSON, for [LoadRecording] and [Replay].
func (r *Recorder) Save(path string) error {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false) // a recording is read by people
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(r.Exchanges()); err != nil {
		return fmt.Errorf("clienttest: encode a recording: %w", err)
	}
	return os.WriteFile(path, out.Bytes(), 0o600)
}

// LoadRecording reads a recording from a file, or those of all *.json files of a
// folder in the order of their names.
func LoadRecording(path string) ([]Exchange, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	files := []string{path}
	if info.IsDir() {
		if files, err = filepath.Glob(filepath.Join(path, "*.json")); err != nil {
			return nil, err
		}
		slices.Sort(files)
		if len(files) == 0 {
			return nil, fmt.Errorf("clienttest: no *.json in %s: %w", path, fs.ErrNotExist)
		}
	}
	var all []Exchange
	for _, file := range files {
		data, err := os.ReadFile(file) //nolint:gosec // a test's own file
		if err != nil {
			return nil, err
		}
		var exchanges []Exchange
		if err := json.Unmarshal(data, &exchanges); err != nil {
			return nil, fmt.Errorf("clienttest: decode %s: %w", file, err)
		}
		all = append(all, exchanges...)
	}
	return all, nil
}

// method gives a request's method, which may be left out.
func method(req *http.Request) string {
	if req.Method == "" {
		return http.MethodGet
	}
	return req.Method
}
