package clienttest

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

var wireTests = []conformanceTest{
	{"rule 3: endless bodies cost little memory", testMemory},
	{"rule 14: no goroutine, body or connection is left over", testNothingLeft},
	{"rule 17: credentials don't go to another host", testOtherHost},
}

// onLoopback connects a client with a fake over a real socket.
func onLoopback(t *testing.T, v Vendor, opts ...client.Option) (*bench, *Server) {
	t.Helper()
	fake := v.NewFake()
	server := NewServer(t, fake)
	subject, err := v.New(server.URL, append([]client.Option{client.WithLimiter(retry.NoLimit())}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	if subject.CloseIdleConnections != nil {
		t.Cleanup(subject.CloseIdleConnections)
	}
	return &bench{Subject: subject, fake: fake}, server
}

func testMemory(t *testing.T, v Vendor) {
	const limit = 4 << 20
	for name, fault := range map[string]Fault{
		"2 GiB error body":   Huge(http.StatusBadRequest, 2<<30),
		"endless error body": Huge(http.StatusBadRequest, -1),
		"endless success":    Huge(http.StatusOK, -1),
		"gzip bomb, error":   GzipBomb(http.StatusBadRequest, 256<<20),
		"gzip bomb, success": GzipBomb(http.StatusOK, 256<<20),
	} {
		b, server := onLoopback(t, v, client.WithRetry(retry.NoRetry()))
		b.warm(t)
		server.Script.Always(fault)
		var err error
		grown := HeapGrowth(func() { err = b.Read(t.Context()) })
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		checkText(t, err)
		if grown >= limit {
			t.Errorf("%s: the heap grew by %d KiB", name, grown>>10)
		}
	}
}

func testNothingLeft(t *testing.T, v Vendor) {
	CheckGoroutines(t)
	tracker := NewBodyTracker(&http.Transport{MaxIdleConnsPerHost: goroutines})
	b, server := onLoopback(t, v, client.WithTransport(tracker), client.WithRetry(retry.Policy{BaseDelay: 1, MaxDelay: 1}))
	b.warm(t)
	server.Script.Chance(7, 0.1, HTMLPage(http.StatusServiceUnavailable)).
		Chance(8, 0.1, DropBefore()).Chance(9, 0.05, DropAfter()).Chance(10, 0.05, ResetMidBody()).
		Chance(11, 0.05, Huge(http.StatusBadRequest, 1<<20)).Chance(12, 0.05, EmptyBody(http.StatusUnauthorized))
	var wg sync.WaitGroup
	for w := range 16 {
		wg.Go(func() {
			for i := range 25 {
				if i%5 == 0 {
					_ = b.Write(t.Context(), writeID(w*100+i))
				} else {
					_ = b.Read(t.Context())
				}
			}
		})
	}
	wg.Wait()
	tracker.CheckClosed(t)
	if n := tracker.Counts().IdleFlushes; n != 0 {
		t.Errorf("the connection pool was flushed %d times because calls failed", n)
	}
	// The server needs a moment to hear of the connections that the client has closed.
	if !poll(func() bool { return server.OpenConnections() <= goroutines }) {
		t.Errorf("%d connections are open for 16 goroutines", server.OpenConnections())
	}
	tracker.CloseIdleConnections()
}

// testOtherHost lets the vendor redirect to a server that notes what it gets.
func testOtherHost(t *testing.T, v Vendor) {
	other := NewServer(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }))
	b, server := onLoopback(t, v)
	b.warm(t)
	for _, status := range []int{302, 307, 308} {
		server.Script.Always(Redirect(status, strings.Replace(other.URL, "127.0.0.1", "localhost", 1)+"/x"))
		for _, write := range []bool{false, true} {
			err := b.call(t.Context(), write)
			if _, ok := errors.AsType[*client.ResponseError](err); !ok {
				t.Errorf("%d: %v", status, err)
			}
		}
	}
	if n := other.Count(); n != 0 {
		t.Errorf("the other host got %d requests", n)
	}
}
