package clienttest_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// spy is a TB that keeps what a failing check says.
type spy struct {
	mu       sync.Mutex
	errors   []string
	logs     []string
	cleanups []func()
}

var _ clienttest.TB = (*spy)(nil)

func (s *spy) Helper()          {}
func (s *spy) Name() string     { return "spy" }
func (s *spy) Cleanup(f func()) { s.cleanups = append(s.cleanups, f) }

func (s *spy) Logf(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.logs = append(s.logs, fmt.Sprintf(format, args...))
}

func (s *spy) Errorf(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.errors = append(s.errors, fmt.Sprintf(format, args...))
}

// Fatalf panics with fatal, since it may not return; see fatally.
func (s *spy) Fatalf(format string, args ...any) { panic(fatal(fmt.Sprintf(format, args...))) }

type fatal string

// fatally runs f and gives the text of the Fatalf in it.
func fatally(f func()) (text string) {
	defer func() {
		if v, ok := recover().(fatal); ok {
			text = string(v)
		}
	}()
	f()
	return ""
}

// finish runs the cleanups, last one first.
func (s *spy) finish() {
	for _, cleanup := range slices.Backward(s.cleanups) {
		cleanup()
	}
	s.cleanups = nil
}

// said gives the failures so far in one text.
func (s *spy) said() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.errors, "\n")
}

// logged gives the logs so far in one text.
func (s *spy) logged() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.logs, "\n")
}

var _ clienttest.TB = testing.TB(nil)
