package clienttest

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// Replayer is a round tripper that answers from a recording. A request matches
// an exchange with the same method, path and query, where values that a
// [Recorder] redacts, the order of the parameters, the host, the headers and the
// body don't count: credentials need not be the recorded ones. Each exchange
// answers once, in the order of the recording. It is safe for concurrent use.
type Replayer struct {
	tb     TB
	redact *redactor
	mu     sync.Mutex
	left   []Exchange
	used   []Exchange
}

// MissError says that no exchange of the recording was left for a request.
type MissError struct {
	Request string // method, path and redacted query
	Near    string // the recorded request that is most like it; may be empty
	Used    int    // how often the same request was answered before
}

func (e *MissError) Error() string {
	switch {
	case e.Used > 0:
		return fmt.Sprintf("clienttest: %s was recorded %d times and is asked for once more", e.Request, e.Used)
	case e.Near != "":
		return fmt.Sprintf("clienttest: %s was not recorded, or is used up; did you mean %s?", e.Request, e.Near)
	}
	return fmt.Sprintf("clienttest: %s was not recorded, and nothing is left of the recording", e.Request)
}

// Replay answers from the file or folder that [LoadRecording] reads. A request
// that wasn't recorded fails the test as well as the request, with a
// [*MissError]. config has to be the recorder's where that redacts keys of its
// own.
func Replay(tb TB, path string, config RecorderConfig) *Replayer {
	tb.Helper()
	exchanges, err := LoadRecording(path)
	if err != nil {
		tb.Fatalf("clienttest: load a recording: %v", err)
	}
	return &Replayer{tb: tb, redact: newRedactor(config), left: exchanges}
}

// RoundTrip answers with the first exchange left that matches.
func (r *Replayer) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		_, _ = io.Copy(io.Discard, req.Body)
		_ = req.Body.Close()
	}
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	want := Exchange{Method: method(req), Path: r.redact.text(req.URL.Path), Query: r.redact.query(req.URL.RawQuery)}
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.left, want.matches)
	if i < 0 {
		err := r.miss(want)
		r.tb.Errorf("%v", err)
		return nil, err
	}
	e := r.left[i]
	r.left = slices.Delete(r.left, i, i+1)
	r.used = append(r.used, e)
	header := e.Header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header.Del("Content-Length")   // that of the recorded body, before its values were redacted
	header.Del("Content-Encoding") // a recorded body is in clear
	return &http.Response{
		Status: fmt.Sprintf("%03d %s", e.Status, http.StatusText(e.Status)), StatusCode: e.Status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: header, Request: req,
		Body: io.NopCloser(strings.NewReader(e.Body)), ContentLength: int64(len(e.Body)),
	}, nil
}

// Unused gives the recorded requests that nobody has made yet. A test that ends
// with some left has tested less than was recorded.
func (r *Replayer) Unused() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var names []string
	for _, e := range r.left {
		names = append(names, e.name())
	}
	return names
}

func (r *Replayer) miss(want Exchange) *MissError {
	miss := &MissError{Request: want.name()}
	for _, e := range r.used {
		if want.matches(e) {
			miss.Used++
		}
	}
	best := -1
	for _, e := range r.left {
		if likeness := want.likeness(e); likeness > best {
			best, miss.Near = likeness, e.name()
		}
	}
	return miss
}

// name is the exchange's request in one line.
func (e Exchange) name() string {
	if e.Query != "" {
		return e.Method + " " + e.Path + "?" + e.Query
	}
	return e.Method + " " + e.Path
}

func (e Exchange) matches(other Exchange) bool { return e.name() == other.name() }

// likeness counts what two requests have in common: the path first, segment by
// segment, then the method.
func (e Exchange) likeness(other Exchange) int {
	n := 0
	theirs := strings.Split(other.Path, "/")
	for i, segment := range strings.Split(e.Path, "/") {
		if i >= len(theirs) || theirs[i] != segment {
			break
		}
		n += 4
	}
	if e.Path == other.Path {
		n += 4
	}
	if e.Method == other.Method {
		n += 2
	}
	return n
}
