package soak_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/vendorkit/vendorkit-go/client"
)

// What a run prints and keeps at most.
const (
	maxProblems = 20
	maxTexts    = 1000
	maxText     = 200
)

// tally counts how calls ended.
type tally struct{ done, unknown, failed int }

func (n *tally) add(err error) {
	switch {
	case err == nil:
		n.done++
	case errors.Is(err, client.ErrOutcomeUnknown):
		n.unknown++
	default:
		n.failed++
	}
}

// ledger is what the callers were told.
type ledger struct {
	mu       sync.Mutex
	writes   map[string]error // by id
	reads    tally
	wrote    tally
	failures map[string]int // texts of plain failures, for people; at most maxTexts
	problems []string
	left     int // problems that are not kept
}

func newLedger() *ledger { return &ledger{writes: map[string]error{}, failures: map[string]int{}} }

// ended notes a call. id is empty for a read; late is by how much it returned
// after its deadline.
func (l *ledger) ended(id string, err error, late time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if id == "" {
		l.reads.add(err)
	} else {
		l.wrote.add(err)
		l.writes[id] = err
	}
	if late > slack {
		l.problem("a call (write %q) returned %v after its deadline: %v", id, late, err)
	}
	if err == nil {
		return
	}
	if !errors.Is(err, client.ErrOutcomeUnknown) && len(l.failures) < maxTexts {
		text := err.Error()
		l.failures[text[:min(len(text), maxText)]]++
	}
	_, answered := errors.AsType[*client.ResponseError](err)
	_, unanswered := errors.AsType[*client.CallError](err)
	if !answered && !unanswered {
		l.problem("an error of no kind (write %q): %T %v", id, err, err)
	}
}

// commonest gives the text of most of the plain failures.
func (l *ledger) commonest() string {
	best, most := "none", 0
	for text, n := range l.failures {
		if n > most {
			best, most = text, n
		}
	}
	return fmt.Sprintf("%d times %s", most, best)
}

// settle compares all writes with what the server did. Nothing may be under way.
func (l *ledger) settle(processed func(id string) int) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	for id, err := range l.writes {
		if text := compare(processed(id), err); text != "" {
			l.problem("write %q %s", id, text)
		}
	}
	if l.left > 0 {
		return append(l.problems, fmt.Sprintf("and %d more", l.left))
	}
	return l.problems
}

func (l *ledger) problem(format string, args ...any) {
	if len(l.problems) == maxProblems {
		l.left++
		return
	}
	l.problems = append(l.problems, fmt.Sprintf(format, args...))
}

// compare says what is wrong between how often a write was processed and what
// its caller was told; "" if nothing is.
func compare(processed int, err error) string {
	switch {
	case processed > 1:
		return fmt.Sprintf("was processed %d times; reported: %v", processed, err)
	case processed == 0 && err == nil:
		return "is reported as done and was not processed"
	case processed == 1 && err != nil && !errors.Is(err, client.ErrOutcomeUnknown):
		return fmt.Sprintf("was processed and is reported as failed: %v", err)
	default:
		return ""
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	unknown := &client.CallError{OutcomeUnknown: true}
	failed := &client.CallError{}
	for name, tt := range map[string]struct {
		processed int
		err       error
		want      string
	}{
		"done":                     {1, nil, ""},
		"in doubt, processed":      {1, unknown, ""},
		"in doubt, not processed":  {0, unknown, ""},
		"failed, not processed":    {0, failed, ""},
		"done, not processed":      {0, nil, "not processed"},
		"failed, processed":        {1, failed, "reported as failed"},
		"done, processed twice":    {2, nil, "2 times"},
		"in doubt, but done twice": {2, unknown, "2 times"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := compare(tt.processed, tt.err)
			if tt.want == "" {
				assert.Empty(t, got)
			} else {
				assert.Contains(t, got, tt.want)
			}
		})
	}
}

func TestLedgerNotes(t *testing.T) {
	t.Parallel()
	l := newLedger()
	l.ended("w1", nil, slack)
	l.ended("", &client.ResponseError{}, -time.Second)
	assert.Empty(t, l.settle(func(string) int { return 1 }))

	l.ended("", nil, slack+1)
	l.ended("", errors.New("plain"), 0)
	assert.Len(t, l.settle(func(string) int { return 1 }), 2)

	for range maxProblems {
		l.ended("", errors.New("plain"), 0)
	}
	problems := l.settle(func(string) int { return 1 })
	assert.Len(t, problems, maxProblems+1)
	assert.Equal(t, "and 2 more", problems[maxProblems])
	assert.Equal(t, tally{done: 1, failed: 2 + maxProblems}, l.reads)
	assert.Equal(t, tally{done: 1}, l.wrote)
	assert.Equal(t, "21 times plain", l.commonest())
}
