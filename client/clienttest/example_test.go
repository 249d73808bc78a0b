package clienttest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// A charge whose answer is lost was processed all the same. A client that sends
// it again, as this one does, charges twice.
func Example() {
	var charges atomic.Int32
	transport := clienttest.NewTransport(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		charges.Add(1)
		w.WriteHeader(http.StatusCreated)
	}))
	defer transport.Close()
	transport.Script.Next(clienttest.DropAfter())

	client := &http.Client{Transport: transport}
	for range 2 {
		res, err := client.Post("https://api.vendor.test/charge", "application/json", strings.NewReader(`{"amount":100}`))
		if err != nil {
			fmt.Println("connection reset:", errors.Is(err, syscall.ECONNRESET))
			continue
		}
		res.Body.Close()
		fmt.Println(res.Status)
	}
	fmt.Println("charges:", charges.Load())
	// Output:
	// connection reset: true
	// 201 Created
	// charges: 2
}

func ExampleScript() {
	vendor := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "fine") })
	transport := clienttest.NewTransport(vendor)
	defer transport.Close()

	// An outage, from which logins are spared, and which lets one request through.
	transport.Script.Always(clienttest.HTMLPage(503)).Next(nil)
	transport.Script.Match("POST", "/login").Always(nil)

	client := &http.Client{Transport: transport}
	for _, path := range []string{"/coupons", "/coupons", "/login"} {
		res, err := client.Post("https://api.vendor.test"+path, "", nil)
		if err != nil {
			log.Fatal(err)
		}
		res.Body.Close()
		fmt.Println(path, res.StatusCode, res.Header.Get("Content-Type"))
	}
	// Output:
	// /coupons 200 text/plain; charset=utf-8
	// /coupons 503 text/html; charset=utf-8
	// /login 200 text/plain; charset=utf-8
}

// program is a TB for a program that is no test.
type program struct{ cleanups []func() }

func (p *program) Helper()                   {}
func (p *program) Name() string              { return "program" }
func (p *program) Cleanup(f func())          { p.cleanups = append(p.cleanups, f) }
func (p *program) Logf(f string, a ...any)   { fmt.Fprintf(os.Stdout, f+"\n", a...) }
func (p *program) Errorf(f string, a ...any) { fmt.Fprintf(os.Stdout, f+"\n", a...) }
func (p *program) Fatalf(f string, a ...any) { panic(fmt.Sprintf(f, a...)) }

func (p *program) finish() {
	for _, cleanup := range slices.Backward(p.cleanups) {
		cleanup()
	}
}

func ExampleNewServer() {
	p := &program{}
	defer p.finish()
	server := clienttest.NewServer(p, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "hello") }))
	for range 3 {
		res, err := server.Client().Get(server.URL + "/hello?key=value")
		if err != nil {
			log.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		res.Body.Close()
	}
	fmt.Println(server.Count(), "requests on", server.Connections(), "connection")
	fmt.Println(server.Requests()[0])
	// Output:
	// 3 requests on 1 connection
	// GET /hello?[redacted] Accept-Encoding=["gzip"] User-Agent=["Go-http-client/1.1"] (0 bytes)
}

func ExampleCanary() {
	p := &program{}
	defer p.finish()
	canary := clienttest.NewCanary(p, "s3cr3t-token")
	logger := slog.New(slog.NewTextHandler(canary.Writer(), nil))

	logger.Info("login", "user", "ann")
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "https://api.vendor.test/", nil)
	if err != nil {
		log.Fatal(err)
	}
	req.SetBasicAuth("ann", "s3cr3t-token")
	canary.Check(p, "the URL", req.URL)
	logger.Debug("request", "header", req.Header) // below the logger's level
	logger.Info("request", "header", req.Header)
	// Output:
	// clienttest: secret 1 was written in base64
}

func ExampleReplay() {
	dir, err := os.MkdirTemp("", "recording")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "login.json")

	// Once, against the vendor:
	vendor := clienttest.NewTransport(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"token":"eyJhbGciOi","expires_in":3600}`)
	}))
	defer vendor.Close()
	recorder := clienttest.NewRecorder(vendor, clienttest.RecorderConfig{})
	show(recorder, "https://api.vendor.test/login?key=abc")
	if err := recorder.Save(file); err != nil {
		log.Fatal(err)
	}

	// And then in every test run, without the vendor and the credentials:
	p := &program{}
	defer p.finish()
	replay := clienttest.Replay(p, file, clienttest.RecorderConfig{})
	show(replay, "https://api.vendor.test/login?key=xyz")
	// Output:
	// {"token":"eyJhbGciOi","expires_in":3600}
	// {"token":"[redacted]","expires_in":3600}
}

func show(rt http.RoundTripper, url string) {
	res, err := (&http.Client{Transport: rt}).Get(url)
	if err != nil {
		panic(err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(os.Stdout, res.Body)
	fmt.Fprintln(os.Stdout)
}
