// Package demo is the stage of the examples: it prints what they show, starts and
// ends their fakes, and remembers whether a promise was broken.
package demo

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// D is one demonstration. It is a clienttest.TB, so that the fakes, which are
// made for tests, serve a program too: they are closed when it ends.
type D struct {
	name string
	out  io.Writer

	mu       sync.Mutex
	broken   int
	kept     int
	cleanups []func()
}

var _ clienttest.TB = (*D)(nil)

// Main runs a demonstration as a program: what it shows goes to the standard
// output, and a broken promise ends it with status 1.
func Main(name string, show func(*D)) {
	if _, broken := Run(os.Stdout, name, show); broken > 0 {
		fmt.Fprintf(os.Stderr, "%s: %d promises were broken\n", name, broken)
		os.Exit(1)
	}
}

// Run runs a demonstration and counts the promises that were kept and broken.
func Run(out io.Writer, name string, show func(*D)) (kept, broken int) {
	d := &D{name: name, out: out}
	var wg sync.WaitGroup
	wg.Go(func() { // of its own, because Fatalf ends the goroutine
		defer d.cleanup()
		show(d)
	})
	wg.Wait()
	return d.kept, d.broken
}

// Section begins a part of the demonstration.
func (d *D) Section(title string) { d.printf("\n%s\n", title) }

// Say prints a line that explains.
func (d *D) Say(format string, args ...any) { d.printf("   "+format+"\n", args...) }

// Show prints a label and what was seen, in two columns.
func (d *D) Show(label, format string, args ...any) {
	d.printf("   %-34s %s\n", label, fmt.Sprintf(format, args...))
}

// Promise says what the library promises, and whether it held here.
func (d *D) Promise(kept bool, format string, args ...any) {
	if kept {
		d.mu.Lock()
		d.kept++
		d.mu.Unlock()
		d.printf("   kept    "+format+"\n", args...)
		return
	}
	d.Errorf(format, args...)
}

// Must ends the demonstration if err is not nil.
func (d *D) Must(err error) {
	if err != nil {
		d.Fatalf("unexpected error: %v", err)
	}
}

// Errorf reports a broken promise and goes on.
func (d *D) Errorf(format string, args ...any) {
	d.mu.Lock()
	d.broken++
	d.mu.Unlock()
	d.printf("   BROKEN  "+format+"\n", args...)
}

// Fatalf reports a broken promise and ends the demonstration.
func (d *D) Fatalf(format string, args ...any) {
	d.Errorf(format, args...)
	runtime.Goexit()
}

// Cleanup calls f at the end, the last one first.
func (d *D) Cleanup(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.cleanups = append(d.cleanups, f)
}

// Logf prints what a fake has to say.
func (d *D) Logf(format string, args ...any) { d.printf("   note: "+format+"\n", args...) }

// Name is the name of the demonstration.
func (d *D) Name() string { return d.name }

// Helper is there because clienttest.TB wants it.
func (*D) Helper() {}

func (d *D) printf(format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	fmt.Fprintf(d.out, format, args...)
}

func (d *D) cleanup() {
	for {
		d.mu.Lock()
		if len(d.cleanups) == 0 {
			d.mu.Unlock()
			return
		}
		last := d.cleanups[len(d.cleanups)-1]
		d.cleanups = d.cleanups[:len(d.cleanups)-1]
		d.mu.Unlock()
		last()
	}
}
