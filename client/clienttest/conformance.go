package clienttest

import (
	"context"
	"iter"
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
)

// Vendor is what a vendor brings to the conformance suite, RunVendor.
type Vendor struct {
	// Name is the vendor's const Vendor.
	Name string
	// NewFake makes a fresh stateful fake that accepts the credentials which New uses.
	NewFake func() Fake
	// New makes a client of the vendor for the base URL, with credentials that are secrets planted for the run.
	New func(baseURL string, opts ...client.Option) (Subject, error)
	// Secrets are the planted credentials, and every other secret of the run that New knows. The tokens that a fake
	// hands out are asked for with Fake.Tokens.
	Secrets []string
	// NewWithWrongSecret makes a client whose credentials the fake refuses.
	NewWithWrongSecret func(baseURL string, opts ...client.Option) (Subject, error)
	// Samples are the documented error bodies, each a file under the vendor's testdata.
	Samples []ErrorSample
	// HasLogin says that the vendor has a login, so that a 401 leads to a new token.
	HasLogin bool
}

// Subject is a vendor's client, reduced to what the suite needs.
type Subject struct {
	// Read is a call that may be repeated and whose answer has a documented JSON body.
	Read func(ctx context.Context, opts ...client.CallOption) error
	// Write is a call that must never be processed twice. id names it in the fake's ledger.
	Write func(ctx context.Context, id string, opts ...client.CallOption) error
	// KeyedWrite is a write that is safe to repeat because of an idempotency key; nil if the vendor has none.
	KeyedWrite func(ctx context.Context, id string, opts ...client.CallOption) error
	// All walks a listing of several pages; it yields at least two pages' worth of items from a fresh fake.
	All func(ctx context.Context, opts ...client.CallOption) iter.Seq2[any, error]
	// CloseIdleConnections is that of the client.
	CloseIdleConnections func()
}

// Fake is the stateful server side of a vendor, without a listener: serve it with NewServer or NewTransport.
type Fake interface {
	http.Handler
	// Processed tells how often the write with this id took effect.
	Processed(id string) int
	// Logins counts the logins that were answered with a token. It stays 0 for vendors without a login.
	Logins() int
	// RevokeTokens makes the fake answer 401 to every token that it has handed out. It does nothing for vendors without a login.
	RevokeTokens()
	// Tokens lists the tokens handed out so far.
	Tokens() []string
}

// ErrorSample is one documented error answer.
type ErrorSample struct {
	// Name names the sample, for example "clip-error".
	Name string
	// Status and Body are the answer. ContentType defaults to application/json.
	Status      int
	ContentType string
	Body        []byte
	// OnLogin sends the answer from the login endpoint, for errors that occur only there.
	OnLogin bool
	// OnWrite makes the suite use Subject.Write instead of Subject.Read.
	OnWrite bool
	// Check looks at the error: its type, fields and class.
	Check func(err error) error
}
