package clienttest

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// RunVendor is the conformance suite: every vendor passes it. Its tests are named after the rules of the design that
// they check, so that a failing line says which rule broke. Most of them run in memory on a fake clock; those that
// measure memory, sockets and goroutines run on loopback, one after the other; so the test that calls RunVendor must not
// be parallel itself.
func RunVendor(t *testing.T, v Vendor) {
	t.Helper()
	for _, part := range []struct {
		name  string
		tests []conformanceTest
	}{
		{"errors", errorTests}, {"retries", retryTests}, {"credentials", credentialTests}, {"people", peopleTests},
	} {
		t.Run(part.name, func(t *testing.T) {
			t.Parallel()
			for _, test := range part.tests {
				t.Run(test.name, func(t *testing.T) {
					t.Parallel()
					synctest.Test(t, func(t *testing.T) { test.run(t, v) })
				})
			}
		})
	}
	t.Run("wire", func(t *testing.T) {
		for _, test := range wireTests {
			t.Run(test.name, func(t *testing.T) { test.run(t, v) })
		}
	})
}

type conformanceTest struct {
	name string
	run  func(t *testing.T, v Vendor)
}

// bench is one client before one fake, in memory.
type bench struct {
	Subject
	fake Fake
	wire *Transport
}

const benchURL = "http://127.0.0.1:1" // loopback, so that plain http is allowed; nothing listens or is dialled

// newBench connects a new client with a new fake. Limits are off unless the options bring some, because these tests
// count requests, not seconds.
func newBench(t *testing.T, v Vendor, opts ...client.Option) *bench {
	t.Helper()
	fake := v.NewFake()
	wire := NewTransport(fake)
	t.Cleanup(func() {
		if err := wire.Close(); err != nil {
			t.Errorf("the in-memory server: %v", err)
		}
	})
	opts = append([]client.Option{client.WithTransport(wire), client.WithLimiter(retry.NoLimit())}, opts...)
	subject, err := v.New(benchURL, opts...)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	return &bench{Subject: subject, fake: fake, wire: wire}
}

// warm makes one good call, so that a token is there and what follows is about the call alone.
func (b *bench) warm(t *testing.T) {
	t.Helper()
	if err := b.Read(t.Context()); err != nil {
		t.Fatalf("a read from a healthy fake: %v", err)
	}
}

// requests counts what reached the wire while f ran.
func (b *bench) requests(f func()) int {
	before := b.wire.Count()
	f()
	return b.wire.Count() - before
}

func checkIs(t *testing.T, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Errorf("the error is not %q: %T %v", target, err, err)
	}
}

func checkIsNot(t *testing.T, err, target error) {
	t.Helper()
	if errors.Is(err, target) {
		t.Errorf("the error must not be %q: %v", target, err)
	}
}

// checkTyped wants the vendor's own pointer type outermost, with the common part in it.
func checkTyped(t *testing.T, v Vendor, err error) {
	t.Helper()
	_ = typedPart(t, v, err)
}

// typedPart is checkTyped, and returns the common part.
func typedPart(t *testing.T, v Vendor, err error) *client.ResponseError {
	t.Helper()
	outer, ok := err.(interface{ Base() *client.ResponseError })
	if !ok {
		t.Fatalf("the outermost error is %T, not the vendor's type: %v", err, err)
	}
	if _, plain := err.(*client.ResponseError); plain { //nolint:errorlint // outermost is the rule
		t.Errorf("the error is a bare *client.ResponseError, not the vendor's type: %v", err)
	}
	base, ok := errors.AsType[*client.ResponseError](err)
	if !ok || base != outer.Base() {
		t.Fatalf("errors.As doesn't reach the common part of %T", err)
	}
	if base.Vendor != v.Name || base.Operation == "" || base.Method == "" || base.URL == "" {
		t.Errorf("the common part of %T is not filled: vendor %q, operation %q, method %q, URL %q", err, base.Vendor, base.Operation, base.Method, base.URL)
	}
	checkText(t, err)
	return base
}

// checkText wants one short line, whatever the vendor sent.
func checkText(t *testing.T, err error) {
	t.Helper()
	for _, text := range []string{err.Error(), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err)} {
		if text == "" || len(text) >= 2048 {
			t.Errorf("the text of %T has %d bytes", err, len(text))
		}
	}
}

// checkCallError wants that no answer decided.
func checkCallError(t *testing.T, err error) *client.CallError {
	t.Helper()
	e, ok := err.(*client.CallError) //nolint:errorlint // outermost is the rule
	if !ok {
		t.Fatalf("the error is %T, not *client.CallError: %v", err, err)
	}
	checkText(t, err)
	return e
}

// writeID names the n-th write of a run in the fake's ledger.
func writeID(n int) string { return fmt.Sprintf("conformance-%d", n) }
