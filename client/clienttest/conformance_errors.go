package clienttest

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"testing"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

var errorTests = []conformanceTest{
	{"rule 1: every documented error is the vendor's type", testSamples},
	{"rule 2: without an answer it is a CallError", testNoAnswer},
	{"rule 3: an error that is no JSON is the vendor's type", testErrorBodies},
	{"rule 3: a success that is no JSON is an error", testSuccessBodies},
	{"rule 4: unknown codes survive", testUnknownCode},
	{"rule 5: a write in doubt says so", testOutcomeUnknown},
}

func testSamples(t *testing.T, v Vendor) {
	if len(v.Samples) == 0 {
		t.Fatal("the vendor brings no samples of its errors")
	}
	for _, s := range v.Samples {
		b := newBench(t, v, client.WithRetry(retry.NoRetry()))
		contentType := s.ContentType
		if contentType == "" {
			contentType = "application/json"
		}
		call := b.Read
		if s.OnWrite {
			call = func(ctx context.Context, opts ...client.CallOption) error { return b.Write(ctx, writeID(0), opts...) }
		}
		if !s.OnLogin {
			b.warm(t)
		}
		b.wire.Script.Always(Answer(s.Status, contentType, string(s.Body)))
		err := call(t.Context())
		if err == nil {
			t.Errorf("%s: no error", s.Name)
			continue
		}
		base := typedPart(t, v, err)
		if base.StatusCode != s.Status {
			t.Errorf("%s: the status is %d, not %d", s.Name, base.StatusCode, s.Status)
		}
		checkShown(t, s.Name, err)
		if s.Check != nil {
			if err := s.Check(err); err != nil {
				t.Errorf("%s: %v", s.Name, err)
			}
		}
	}
}

// checkShown wants the same text of an error wherever it is shown: a method that
// is promoted from the common part would leave out what the vendor's type adds.
func checkShown(t *testing.T, name string, err error) {
	t.Helper()
	var encoded struct{ Error string }
	text, failure := json.Marshal(err)
	if failure == nil {
		failure = json.Unmarshal(text, &encoded)
	}
	if failure != nil || encoded.Error != err.Error() {
		t.Errorf("%s: its JSON shows %q, not %q: %v", name, encoded.Error, err, failure)
	}
	logged := ""
	for _, attr := range slog.AnyValue(err).Resolve().Group() {
		if attr.Key == "error" {
			logged = attr.Value.String()
		}
	}
	if logged != err.Error() {
		t.Errorf("%s: its log shows %q, not %q", name, logged, err)
	}
}

func testNoAnswer(t *testing.T, v Vendor) {
	subject, err := v.New(benchURL, client.WithTransport(RefuseDial()), client.WithRetry(retry.Policy{MaxAttempts: 2}))
	if err != nil {
		t.Fatal(err)
	}
	for _, call := range []func() error{
		func() error { return subject.Read(t.Context()) },
		func() error { return subject.Write(t.Context(), writeID(1)) },
	} {
		e := checkCallError(t, call())
		if e.Vendor != v.Name || e.Operation == "" || e.Attempts == 0 {
			t.Errorf("the CallError is not filled: %+v", e)
		}
		checkIsNot(t, e, client.ErrOutcomeUnknown) // nothing was sent
	}
}

// errorBodies are bodies that no vendor documents, each with an error status.
var errorBodies = map[string]Fault{
	"html":         HTMLPage(http.StatusBadGateway),
	"empty":        EmptyBody(http.StatusBadRequest),
	"null":         JSONNull(http.StatusBadRequest),
	"array":        Answer(http.StatusBadRequest, "application/json", `[1,{"code":"x"}]`),
	"string":       Answer(http.StatusBadRequest, "application/json", `"no"`),
	"half":         Answer(http.StatusBadRequest, "application/json", `{"code":12`),
	"wrong types":  Answer(http.StatusBadRequest, "application/json", `{"code":{"a":[]},"Code":[],"errorCode":{},"message":7,"Message":{},"Data":"x","ResponseStatus":3,"validationErrors":"x"}`),
	"invalid utf8": Answer(http.StatusBadRequest, "application/json", "{\"message\":\"\xff\xfe\",\"Message\":\"\xff\"}"),
	"text":         Answer(http.StatusInternalServerError, "text/plain", "System.InvalidOperationException: something unexpected"),
	"huge":         Huge(http.StatusBadRequest, 8<<20),
	"bomb":         GzipBomb(http.StatusBadRequest, 8<<20),
	"cut":          Chain(ResetMidBody(), Answer(http.StatusBadRequest, "application/json", `{"code":12,"message":"half of this gets lost on the way"}`)),
}

func testErrorBodies(t *testing.T, v Vendor) {
	for name, fault := range errorBodies {
		b := newBench(t, v, client.WithRetry(retry.NoRetry()))
		b.warm(t)
		b.wire.Script.Always(fault)
		err := b.Read(t.Context())
		if err == nil {
			t.Fatalf("%s: no error", name)
		}
		base := typedPart(t, v, err)
		if base.StatusCode < 400 {
			t.Errorf("%s: the status is %d", name, base.StatusCode)
		}
		if len(base.Body) > client.MaxErrorBytes {
			t.Errorf("%s: the error holds %d bytes of the body", name, len(base.Body))
		}
	}
}

var successBodies = map[string]Fault{
	"html":  HTMLPage(http.StatusOK),
	"empty": EmptyBody(http.StatusOK),
	"null":  JSONNull(http.StatusOK),
	"half":  Truncate(5),
	"junk":  TrailingJunk(),
	"text":  Answer(http.StatusOK, "text/plain", "OK"),
	"huge":  Huge(http.StatusOK, 8<<20),
	"bomb":  GzipBomb(http.StatusOK, 8<<20),
}

func testSuccessBodies(t *testing.T, v Vendor) {
	for name, fault := range successBodies {
		b := newBench(t, v)
		b.warm(t)
		b.wire.Script.Always(fault)
		for _, write := range []bool{false, true} {
			var err error
			n := b.requests(func() {
				if write {
					err = b.Write(t.Context(), writeID(1))
				} else {
					err = b.Read(t.Context())
				}
			})
			e, ok := errors.AsType[*client.DecodeError](err)
			if !ok {
				t.Fatalf("%s: the error is %T, not *client.DecodeError: %v", name, err, err)
			}
			checkText(t, err)
			if len(e.Body) > 512 || e.StatusCode != http.StatusOK {
				t.Errorf("%s: the error holds %d bytes of the body and status %d", name, len(e.Body), e.StatusCode)
			}
			if errors.Is(err, client.ErrOutcomeUnknown) != write {
				t.Errorf("%s: outcome unknown is %t for a write=%t", name, !write, write)
			}
			if n != 1 {
				t.Errorf("%s: %d requests; a wrong document doesn't get better", name, n)
			}
		}
	}
}

func testUnknownCode(t *testing.T, v Vendor) {
	b := newBench(t, v, client.WithRetry(retry.NoRetry()))
	b.warm(t)
	body := `{"code":987654,"Code":987654,"errorCode":"987654","message":"new","Message":"new",` +
		`"ResponseStatus":{"ErrorCode":"987654","Message":"new"},"surprise":[1]}`
	b.wire.Script.Always(Answer(http.StatusBadRequest, "application/json", body))
	base := typedPart(t, v, b.Read(t.Context()))
	if base.Code != "987654" || base.Message == "" || string(base.Body) != body {
		t.Errorf("code %q, message %q, %d bytes of the body", base.Code, base.Message, len(base.Body))
	}
}

func testOutcomeUnknown(t *testing.T, v Vendor) {
	for name, fault := range map[string]Fault{
		"connection lost before processing": DropBefore(),
		"connection lost after processing":  DropAfter(),
		"answer lost on the way":            ResetMidBody(),
		"503":                               HTMLPage(http.StatusServiceUnavailable),
		"500 after processing":              AnswerAfter(http.StatusInternalServerError, "text/plain", "oops"),
	} {
		b := newBench(t, v)
		b.warm(t)
		b.wire.Script.Next(fault)
		var err error
		n := b.requests(func() { err = b.Write(t.Context(), writeID(1)) })
		if n != 1 {
			t.Errorf("%s: the write was sent %d times", name, n)
		}
		checkIs(t, err, client.ErrOutcomeUnknown)
		if p := b.fake.Processed(writeID(1)); p > 1 {
			t.Errorf("%s: the write took effect %d times", name, p)
		}
	}
}
