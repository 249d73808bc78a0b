package clienttest_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// say answers with a text.
func say(text string) clienttest.Fault { return clienttest.Answer(200, "text/plain", text) }

// ask sends requests such as "GET /a" through a script and gives the answers;
// "ok" is the handler's own.
func ask(t *testing.T, s *clienttest.Script, requests ...string) string {
	t.Helper()
	transport := clienttest.NewTransport(s.Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok") })))
	answers := make([]string, len(requests))
	for i, request := range requests {
		method, path, _ := strings.Cut(request, " ")
		req, err := http.NewRequestWithContext(t.Context(), method, "https://vendor.test"+path, nil)
		require.NoError(t, err)
		res, err := transport.RoundTrip(req)
		require.NoError(t, err)
		body, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		answers[i] = string(body)
	}
	return strings.Join(answers, " ")
}

func TestScript(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		rules    func(*clienttest.Script)
		requests []string
		want     string
		pending  int
	}{
		"empty": {rules: func(*clienttest.Script) {}, requests: []string{"GET /"}, want: "ok"},
		"queue, first in, first out": {
			rules:    func(s *clienttest.Script) { s.Next(say("1"), nil).Next(say("2")) },
			requests: []string{"GET /", "GET /", "GET /", "GET /"}, want: "1 ok 2 ok",
		},
		"queue before always": {
			rules:    func(s *clienttest.Script) { s.Always(say("a")).Next(say("1"), nil) },
			requests: []string{"GET /", "GET /", "GET /"}, want: "1 ok a",
		},
		"chance before always": {
			rules:    func(s *clienttest.Script) { s.Always(say("a")).Chance(1, 1, say("c")) },
			requests: []string{"GET /"}, want: "c",
		},
		"no chance": {
			rules:    func(s *clienttest.Script) { s.Always(say("a")).Chance(1, 0, say("c")) },
			requests: []string{"GET /"}, want: "a",
		},
		"chances in turn": {
			rules:    func(s *clienttest.Script) { s.Chance(1, 0, say("c")).Chance(1, 1, say("d")) },
			requests: []string{"GET /"}, want: "d",
		},
		"always replaced": {
			rules:    func(s *clienttest.Script) { s.Always(say("a")).Always(say("b")) },
			requests: []string{"GET /"}, want: "b",
		},
		"match": {
			rules: func(s *clienttest.Script) {
				s.Always(say("a"))
				s.Match("POST", "/login").Always(nil)
				s.Match("", "/pay").Next(say("1"))
			},
			requests: []string{"POST /login", "GET /login", "GET /x", "GET /payments", "GET /payments"}, want: "ok a a 1 a",
		},
		"longest prefix first": {
			rules: func(s *clienttest.Script) {
				s.Match("", "/").Always(say("root"))
				s.Match("", "/a").Always(say("any"))
				s.Match("GET", "/a").Always(say("get"))
				s.Match("", "/a/b").Always(say("deep"))
			},
			requests: []string{"GET /a", "POST /a", "GET /a/b/c", "GET /x"}, want: "get any deep root",
		},
		"the same rule again": {
			rules: func(s *clienttest.Script) {
				s.Match("GET", "/a").Next(say("1"))
				s.Match("GET", "/a").Next(say("2"))
			},
			requests: []string{"GET /a", "GET /a", "GET /a"}, want: "1 2 ok",
		},
		"a rule within a rule": {
			rules:    func(s *clienttest.Script) { s.Match("", "/a").Match("POST", "/a/b").Always(say("1")) },
			requests: []string{"POST /a/b", "GET /a/b"}, want: "1 ok",
		},
		"pending": {
			rules: func(s *clienttest.Script) {
				s.Next(say("1"), say("2"))
				s.Match("POST", "/").Next(nil, nil)
			},
			requests: []string{"GET /"}, want: "1", pending: 3,
		},
		"clear": {
			rules: func(s *clienttest.Script) {
				rule := s.Match("", "/a")
				s.Next(say("1")).Chance(1, 1, say("2")).Always(say("3"))
				rule.Next(say("4"))
				s.Clear()
				rule.Next(say("5"))
			},
			requests: []string{"GET /a", "GET /a"}, want: "5 ok",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := clienttest.NewScript()
			test.rules(s)
			assert.Equal(t, test.want, ask(t, s, test.requests...))
			assert.Equal(t, test.pending, s.Pending())
		})
	}
}

// The same seed meets the same requests, another seed others, and the share is
// about right.
func TestScriptChance(t *testing.T) {
	t.Parallel()
	requests := make([]string, 1000)
	for i := range requests {
		requests[i] = "GET /"
	}
	run := func(seed uint64) string {
		return ask(t, clienttest.NewScript().Chance(seed, 0.2, say("x")), requests...)
	}
	first := run(1)
	assert.Equal(t, first, run(1))
	assert.NotEqual(t, first, run(2))
	assert.InDelta(t, 200, strings.Count(first, "x"), 50)
}

func TestScriptIsSafeForConcurrentUse(t *testing.T) {
	t.Parallel()
	var s clienttest.Script // the zero value works
	transport := clienttest.NewTransport(s.Wrap(http.NotFoundHandler()))
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 50 {
				s.Match("GET", fmt.Sprintf("/%d", i)).Next(say("1"))
				s.Next(say("2")).Chance(1, 0.5, say("3")).Always(say("4"))
				res, err := get(t.Context(), t, transport)
				if assert.NoError(t, err) {
					assert.NoError(t, res.Body.Close())
				}
				s.Pending()
			}
		})
	}
	wg.Wait()
	s.Clear()
	assert.Zero(t, s.Pending())
}
