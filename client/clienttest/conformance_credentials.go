package clienttest

import (
	"bytes"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

var credentialTests = []conformanceTest{
	{"rule 15: a cold start of 64 goroutines is one login", testColdStart},
	{"rules 15 and 16: 64 goroutines whose token is rejected cause one login and no failed call", testRejectedToken},
	{"rule 16: a 401 that stays is final", testStubborn401},
	{"rule 16: wrong credentials are final", testWrongCredentials},
	{"rule 17: no secret gets out", testSecrets},
	{"rule 17: no secret gets into a recording", testRecording},
	{"rule 17: no redirect is followed", testRedirects},
}

const goroutines = 64

// volley makes one call from each of 64 goroutines at once, every fourth a write.
func (b *bench) volley(t *testing.T, from int) {
	t.Helper()
	var wg sync.WaitGroup
	for i := range goroutines {
		wg.Go(func() {
			var err error
			if i%4 == 0 {
				err = b.Write(t.Context(), writeID(from+i))
			} else {
				err = b.Read(t.Context())
			}
			if err != nil {
				t.Errorf("call %d: %v", i, err)
			}
		})
	}
	wg.Wait()
}

func testColdStart(t *testing.T, v Vendor) {
	if !v.HasLogin {
		t.Skip("this vendor has no login")
	}
	b := newBench(t, v)
	b.wire.Script.Always(Delay(50 * time.Millisecond))
	b.volley(t, 0)
	if n := b.fake.Logins(); n != 1 {
		t.Errorf("%d logins", n)
	}
}

func testRejectedToken(t *testing.T, v Vendor) {
	if !v.HasLogin {
		t.Skip("this vendor has no login")
	}
	b := newBench(t, v)
	b.wire.Script.Always(Delay(20 * time.Millisecond))
	b.warm(t)
	for round := range 3 {
		b.fake.RevokeTokens()
		before := b.fake.Logins()
		b.volley(t, 1000*round)
		if n := b.fake.Logins() - before; n != 1 {
			t.Errorf("round %d: %d logins", round, n)
		}
	}
	for i := 0; i < goroutines; i += 4 {
		if n := b.fake.Processed(writeID(i)); n != 1 {
			t.Errorf("write %d took effect %d times", i, n)
		}
	}
}

func testStubborn401(t *testing.T, v Vendor) {
	b := newBench(t, v)
	b.warm(t)
	b.wire.Script.Always(EmptyBody(http.StatusUnauthorized))
	if v.HasLogin {
		// The login itself goes on working: the vendor hands out tokens that it won't take.
		b.wire.Script.Clear()
		always401 := func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Authorization") == "" {
					next.ServeHTTP(w, r)
					return
				}
				w.WriteHeader(http.StatusUnauthorized)
			})
		}
		b.wire.Script.Always(always401)
	}
	want := 1
	if v.HasLogin {
		want = 3 // the 401, one login, one replay
	}
	for _, write := range []bool{false, true} {
		var err error
		n := b.requests(func() { err = b.call(t.Context(), write) })
		checkTyped(t, v, err)
		checkIs(t, err, client.ErrUnauthorized)
		checkIsNot(t, err, client.ErrOutcomeUnknown)
		if n > want {
			t.Errorf("write=%t: %d requests instead of %d", write, n, want)
		}
	}
}

func testWrongCredentials(t *testing.T, v Vendor) {
	wire := NewTransport(v.NewFake())
	defer wire.Close()
	subject, err := v.NewWithWrongSecret(benchURL, client.WithTransport(wire), client.WithLimiter(retry.NoLimit()))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range goroutines {
		wg.Go(func() {
			err := subject.Read(t.Context())
			checkIs(t, err, client.ErrUnauthorized)
			checkTyped(t, v, err)
		})
	}
	wg.Wait()
	want := goroutines
	if v.HasLogin {
		want = 1
	}
	if n := wire.Count(); n > want {
		t.Errorf("%d requests; wrong credentials must never be looped on", n)
	}
}

// testSecrets plants the credentials, lets the vendor repeat them in every error, and searches whatever comes out.
func testSecrets(t *testing.T, v Vendor) {
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	b := newBench(t, v, client.WithLogger(logger), client.WithRetry(retry.Policy{MaxAttempts: 2}))
	b.warm(t)
	echo := func(status int) Fault {
		return func(http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				authorization := r.Header.Get("Authorization")
				w.Header().Set("X-Echo", authorization)
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(status)
				body := append([]byte(`{"message":"`), authorization...)
				for _, s := range v.Secrets {
					body = append(append(body, ' '), s...)
				}
				_, _ = w.Write(append(body, `","Message":"x"}`...)) //nolint:gosec // the echo is the test
			})
		}
	}
	var errs []error
	for _, fault := range []Fault{echo(400), echo(401), echo(500), echo(200), DropAfter(), HTMLPage(502), Truncate(20)} {
		b.wire.Script.Always(fault)
		for _, write := range []bool{false, true} {
			if err := b.call(t.Context(), write); err != nil {
				errs = append(errs, err)
			}
		}
	}
	b.wire.Script.Clear()
	b.fake.RevokeTokens()
	<-time.After(time.Hour) // the login was refused above, so the next one may be long in coming
	b.warm(t)
	if len(errs) < 10 {
		t.Errorf("only %d errors to look at", len(errs))
	}
	secrets := append(append([]string{}, v.Secrets...), b.fake.Tokens()...)
	canary := NewCanary(t, secrets...)
	canary.Check(t, "the debug log", log.String())
	for _, err := range errs {
		canary.Check(t, "an error", err)
	}
}

// testRecording records logins, reads, writes and a 401 with a recorder as it comes.
func testRecording(t *testing.T, v Vendor) {
	var recorder *Recorder
	b := newBench(t, v, client.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		recorder = NewRecorder(next, RecorderConfig{})
		return recorder
	}))
	b.warm(t)
	b.fake.RevokeTokens()
	for _, write := range []bool{false, true} {
		if err := b.call(t.Context(), write); err != nil {
			t.Error(err)
		}
	}
	exchanges := recorder.Exchanges()
	if len(exchanges) < 3 {
		t.Errorf("%d exchanges were recorded", len(exchanges))
	}
	NewCanary(t, append(b.fake.Tokens(), v.Secrets...)...).Check(t, "the recording", exchanges)
}

func testRedirects(t *testing.T, v Vendor) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, location := range []string{"http://127.0.0.1:2/elsewhere", "/same-origin", "//[::1]:3/x", "::bad::"} {
			b := newBench(t, v, client.WithRetry(retry.NoRetry()))
			b.warm(t)
			b.wire.Script.Always(Redirect(status, location))
			for _, write := range []bool{false, true} {
				var err error
				n := b.requests(func() { err = b.call(t.Context(), write) })
				base := typedPart(t, v, err)
				if n != 1 || base.StatusCode != status {
					t.Errorf("%d to %s: %d requests, status %d", status, location, n, base.StatusCode)
				}
			}
		}
	}
}
