package clienttest

import (
	"cmp"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// Script decides which fault meets which request. A rule for some requests
// ([Script.Match]) goes before the script around it; within one script, what
// was put in the queue ([Script.Next]) goes before chance ([Script.Chance]), and
// chance before [Script.Always]. With no rule, a request passes untouched.
//
// A nil Fault as a rule means "no fault, and look no further", so that one path
// can be kept healthy in an outage:
//
//	s.Always(HTMLPage(502))
//	s.Match("POST", "/login").Always(nil)
//
// A Script is safe for concurrent use, and may be changed between requests. The
// zero value is an empty script.
type Script struct {
	mu             sync.Mutex
	method, prefix string
	rules          []*Script // longest prefix first
	queue          []Fault
	chances        []chance
	always         *Fault
}

// chance is a share of the requests.
type chance struct {
	rand  *rand.Rand
	p     float64
	fault Fault
}

// NewScript gives an empty script.
func NewScript() *Script { return &Script{} }

// Next queues one fault for each of the requests to come, first in, first out.
// It returns the script.
func (s *Script) Next(faults ...Fault) *Script {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue = append(s.queue, faults...)
	return s
}

// Always sets the fault of every request that no other rule has taken. It
// replaces an earlier one, and returns the script.
func (s *Script) Always(f Fault) *Script {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.always = &f
	return s
}

// Chance gives the fault to a share p of the requests, from 0 for none to 1 for
// all. Which ones is drawn from the seed, by their order of arrival: of the
// first n requests the same ones are met in every run, and under concurrency the
// same number. Several chances are tried in turn. It returns the script.
func (s *Script) Chance(seed uint64, p float64, f Fault) *Script {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chances = append(s.chances, chance{rand: rand.New(rand.NewPCG(seed, seed)), p: p, fault: f})
	return s
}

// Match gives the script for the requests of one method ("" for any) whose path
// begins with pathPrefix. The same arguments give the same script again. Where
// several match, the longest prefix goes first, and a named method before "".
func (s *Script) Match(method, pathPrefix string) *Script {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, rule := range s.rules {
		if rule.method == method && rule.prefix == pathPrefix {
			return rule
		}
	}
	rule := &Script{method: method, prefix: pathPrefix}
	s.rules = append(s.rules, rule)
	slices.SortStableFunc(s.rules, func(a, b *Script) int {
		return cmp.Or(cmp.Compare(len(b.prefix), len(a.prefix)), cmp.Compare(len(b.method), len(a.method)))
	})
	return rule
}

// Clear removes every fault, from the rules of [Script.Match] too.
func (s *Script) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue, s.chances, s.always = nil, nil, nil
	for _, rule := range s.rules {
		rule.Clear()
	}
}

// Pending counts the queued faults that no request has met yet, in the rules of
// [Script.Match] too. A test that ends with some left has tested less than it
// says.
func (s *Script) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.queue)
	for _, rule := range s.rules {
		n += rule.Pending()
	}
	return n
}

// Wrap is the script as a middleware.
func (s *Script) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if f, _ := s.pick(r); f != nil {
			f(next).ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// pick takes the fault of a request, and says whether a rule was found.
func (s *Script) pick(r *http.Request) (f Fault, found bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.method != "" && s.method != r.Method || !strings.HasPrefix(r.URL.Path, s.prefix) {
		return nil, false
	}
	for _, rule := range s.rules {
		if f, found := rule.pick(r); found {
			return f, true
		}
	}
	if len(s.queue) > 0 {
		f, s.queue = s.queue[0], s.queue[1:]
		return f, true
	}
	for _, c := range s.chances {
		if c.rand.Float64() < c.p {
			return c.fault, true
		}
	}
	if s.always != nil {
		return *s.always, true
	}
	return nil, false
}
