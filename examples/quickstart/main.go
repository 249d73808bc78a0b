// Command quickstart shows on real requests, against fakes of all four vendors
// on loopback, what the clients do on a bad day. Each section checks what it
// promises; the exit status is 1 if a promise doesn't hold.
//
//	go run ./examples/quickstart
package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
)

func main() {
	if !run(os.Stdout) {
		os.Exit(1)
	}
}

// run shows all sections, and reports whether every promise was kept.
func run(out io.Writer) bool {
	fmt.Fprintln(out, "vendorkit quickstart: four fake vendors on loopback, real requests, no network.")
	start := time.Now()
	kept, broken := 0, 0
	for _, section := range []func(*demo.D){
		login, clip, validation, limits, storm, charge, codes,
	} {
		k, b := demo.Run(out, "quickstart", section)
		kept, broken = kept+k, broken+b
	}
	fmt.Fprintf(out, "\n%d promises kept, %d broken, in %v.\n", kept, broken, time.Since(start).Round(100*time.Millisecond))
	return broken == 0
}
