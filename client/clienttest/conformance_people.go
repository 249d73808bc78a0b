package clienttest

import (
	"context"
	"net/http"
	"testing"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

var peopleTests = []conformanceTest{
	{"rule 18: the zero option set is safe", testZeroOptions},
	{"rule 19: All walks every page and leaves when told", testAll},
	{"rule 19: All yields its error once", testAllError},
	{"section 2: each call and attempt is observed", testObserved},
}

func testZeroOptions(t *testing.T, v Vendor) {
	if _, err := v.New(benchURL); err != nil {
		t.Error(err)
	}
	if _, err := v.New("http://vendor.example"); err == nil {
		t.Error("plain http to another host was accepted")
	}
}

func testAll(t *testing.T, v Vendor) {
	b := newBench(t, v)
	b.warm(t)
	items := 0
	pages := b.requests(func() {
		for _, err := range b.All(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			items++
		}
	})
	if pages < 2 || items < pages {
		t.Errorf("%d items on %d pages; the fake must have at least two pages", items, pages)
	}
	if n := b.requests(func() {
		for _, err := range b.All(t.Context()) {
			if err != nil {
				t.Error(err)
			}
			break
		}
	}); n != 1 {
		t.Errorf("leaving at the first item cost %d requests", n)
	}
}

func testAllError(t *testing.T, v Vendor) {
	b := newBench(t, v, client.WithRetry(retry.NoRetry()))
	b.warm(t)
	b.wire.Script.Next(nil, HTMLPage(http.StatusBadGateway))
	errs, after := 0, 0
	for _, err := range b.All(t.Context()) {
		if errs > 0 {
			after++
		}
		if err != nil {
			errs++
			checkTyped(t, v, err)
		}
	}
	if errs != 1 || after != 0 {
		t.Errorf("%d errors, %d items behind the first", errs, after)
	}
}

type observing struct {
	client.NopObserver
	attempts []client.AttemptInfo
	calls    []client.CallResult
}

func (o *observing) EndAttempt(_ context.Context, a client.AttemptInfo) {
	o.attempts = append(o.attempts, a)
}

func (o *observing) EndCall(_ context.Context, c client.CallResult) { o.calls = append(o.calls, c) }

func testObserved(t *testing.T, v Vendor) {
	b := newBench(t, v)
	b.warm(t)
	var o observing
	subject, err := v.New(benchURL, client.WithTransport(b.wire), client.WithObserver(&o), client.WithLimiter(retry.NoLimit()))
	if err != nil {
		t.Fatal(err)
	}
	if err := subject.Read(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.attempts, o.calls = nil, nil
	b.wire.Script.Next(HTMLPage(http.StatusServiceUnavailable))
	if err := subject.Read(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(o.attempts) != 2 || len(o.calls) != 1 {
		t.Fatalf("%d attempts and %d calls were observed", len(o.attempts), len(o.calls))
	}
	first, call := o.attempts[0], o.calls[0]
	if !first.Repeat || first.StatusCode != http.StatusServiceUnavailable || first.Reason == "" || first.Vendor != v.Name {
		t.Errorf("the first attempt: %+v", first)
	}
	if call.Attempts != 2 || call.Err != nil || call.Route == "" || call.StatusCode != http.StatusOK {
		t.Errorf("the call: %+v", call)
	}
}
