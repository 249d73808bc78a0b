package billwerktest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

const (
	requestIDHeader = "Request-Id"
	maxBodyBytes    = 1 << 20
)

// Fake is a stateful Billwerk+ Optimize API of one account. It is an
// http.Handler, to be served with [NewServer] or with a clienttest.Transport; its
// clock is time.Now, so that it works in synctest bubbles. It is safe for
// concurrent use.
type Fake struct {
	config config
	gate   *gate
	mux    *http.ServeMux

	mu            sync.Mutex
	ids           *rand.Rand
	seq           int
	customers     table[*customer]
	plans         table[*plan]
	subscriptions table[*subscription]
	invoices      table[*invoice] // charges too
	methods       table[*method]
	refunds       table[*refund]
	tokens        map[string]*token
	results       map[string]json.RawMessage // answers by idempotency key
	ledger        []Entry
	processed     map[string]int
	sessions      table[*session]
	events        table[*event]
	eventIDs      *rand.Rand
	touched       []witness // what the operation under way may have changed
	hooks         table[*webhook]
	hookSettings  hookSettings
}

var _ clienttest.Fake = (*Fake)(nil)

// Entry is money that moved.
type Entry struct {
	// Type is TransactionTypeSettle or TransactionTypeRefund.
	Type billwerk.TransactionType
	// Invoice is the handle of the charge or invoice.
	Invoice string
	// Amount is in the smallest unit of the currency.
	Amount   int64
	Currency string
	// Transaction is the id of the transaction, or of the refund.
	Transaction string
	// Key is the idempotency key of the request, if it had one.
	Key  string
	Time time.Time
}

// NewFake makes a fake that accepts [PrivateKey] and begins with [Customer], who
// has stored [PaymentMethod], and [Plan].
func NewFake(opts ...Option) *Fake {
	f := &Fake{
		config: defaults(),
		mux:    http.NewServeMux(),
		ids:    rand.New(rand.NewPCG(2, 18)), // the same ids in every run
		tokens: map[string]*token{}, results: map[string]json.RawMessage{}, processed: map[string]int{},
		eventIDs: rand.New(rand.NewPCG(3, 14)), hookSettings: defaultHookSettings(),
	}
	for _, opt := range opts {
		opt(&f.config)
	}
	now := clock()
	f.gate = newGate(&f.config, now)
	for _, r := range routes() {
		f.mux.HandleFunc(r.pattern, func(w http.ResponseWriter, req *http.Request) { f.serve(w, req, r) })
	}
	f.mux.HandleFunc("/", f.noRoute)
	f.seed(now)
	return f
}

// seed fills the account. What it makes is older than any answer, also on a clock
// that stands still.
func (f *Fake) seed(now time.Time) {
	for i := range f.config.customers {
		age := time.Duration(f.config.customers-i) * time.Minute
		f.addCustomer(fmt.Sprintf("c-seed-%d", i+1), object{}, now.Add(-age))
	}
	created := now.Add(-time.Second)
	c := f.addCustomer(Customer, object{
		"email": "ida.holm@example.org", "first_name": "Ida", "last_name": "Holm", "country": "DK",
	}, created)
	f.addMethod(&method{
		id: PaymentMethod, customer: c, created: created, kind: billwerk.PaymentCard, card: newCard(Card{}, now),
	})
	f.addPlan(Plan, object{
		"name": "Reader Plus", "amount": int64(12900), "currency": Currency, "vat": 0.25,
		"schedule_type": "month_startdate", "interval_length": int64(1),
	}, created)
	f.forget() // nobody is told of it
}

// ServeHTTP implements http.Handler.
func (f *Fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	id := f.newID()
	f.mu.Unlock()
	w.Header().Set(requestIDHeader, id)
	leave, refused := f.gate.enter(r.Method, clock())
	if refused != nil {
		writeError(w, r, f.config.oldEnvelope, refused)
		return
	}
	defer leave()
	data, err := io.ReadAll(io.LimitReader(r.Body, maxBodyBytes+1))
	if err != nil || len(data) > maxBodyBytes {
		writeError(w, r, f.config.oldEnvelope, malformed("the body can't be read, or has more than %d bytes", maxBodyBytes))
		return
	}
	if user, password, ok := r.BasicAuth(); r.URL.Path != errorCodesPath && (!ok || user != PrivateKey || password != "") {
		writeError(w, r, f.config.oldEnvelope, fail(billwerk.CodeNotAuthenticated))
		return
	}
	pause(r.Context(), f.config.serviceTime)
	r.Body = io.NopCloser(bytes.NewReader(data))
	f.mux.ServeHTTP(w, r)
}

// noRoute answers what is at no documented path, or has the wrong method.
func (f *Fake) noRoute(w http.ResponseWriter, r *http.Request) {
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
		other := r.Clone(r.Context())
		other.Method = method
		if _, pattern := f.mux.Handler(other); pattern != "/" {
			// Which code comes with 405 is not documented.
			writeError(w, r, f.config.oldEnvelope, &refusal{code: billwerk.CodeInvalidRequest, status: http.StatusMethodNotAllowed})
			return
		}
	}
	writeError(w, r, f.config.oldEnvelope, fail(billwerk.CodeNotFound))
}

// call is one request to one operation.
type call struct {
	*http.Request
	body body
	raw  []byte // the body of free JSON
	now  time.Time
	// delay, set by the operation, holds back its answer.
	delay time.Duration
	// undo takes back what the operation has done, should it be refused.
	undo []func()
}

// takeBack undoes what the operation has done, the latest first.
func (c *call) takeBack() {
	for _, undo := range slices.Backward(c.undo) {
		undo()
	}
	c.undo = nil
}

func (f *Fake) serve(w http.ResponseWriter, r *http.Request, op route) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		panic(err) // it is in memory
	}
	c := &call{Request: r, raw: data, now: clock()}
	answer, refused := f.run(c, op)
	pause(r.Context(), c.delay)
	if refused != nil {
		writeError(w, r, f.config.oldEnvelope, refused)
		return
	}
	write(w, http.StatusOK, answer)
}

// run does one operation, alone.
func (f *Fake) run(c *call, op route) ([]byte, *refusal) {
	if op.body != nil {
		var refused *refusal
		if c.body, refused = op.body.parse(c.raw); refused != nil {
			return nil, refused
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	result, refused := op.run(f, c)
	if refused != nil {
		c.takeBack()
		f.touched = nil
		return nil, refused
	}
	f.publish(c.now)
	if result == nil {
		return nil, nil
	}
	data, err := client.Marshal(result)
	if err != nil {
		panic(fmt.Sprintf("billwerktest: %s can't be encoded: %v", op.pattern, err))
	}
	return data, nil
}

// once makes a repeat of an operation with the same idempotency key give the same
// result. Refused calls are not remembered: they did nothing.
func (f *Fake) once(key string, do func() (any, *refusal), scope ...string) (any, *refusal) {
	if key == "" {
		return do()
	}
	name := fmt.Sprintf("%q", append(scope, key))
	if earlier, found := f.results[name]; found {
		return earlier, nil
	}
	result, refused := do()
	if refused != nil {
		return nil, refused
	}
	data, err := client.Marshal(result)
	if err != nil {
		panic(err) // see run
	}
	f.results[name] = data
	return json.RawMessage(data), nil
}

// pause waits, unless the client leaves: the work is done then too.
func pause(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// newID makes an id of the vendor's form: 32 hexadecimal digits.
func (f *Fake) newID() string { return fmt.Sprintf("%016x%016x", f.ids.Uint64(), f.ids.Uint64()) }

func (f *Fake) next() int {
	f.seq++
	return f.seq
}

// Ledger lists what moved money, the oldest first: settles, and refunds.
func (f *Fake) Ledger() []Entry {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.ledger)
}

// Processed tells how often money moved to pay the charge or invoice with this
// handle, or how many customers were created whose metadata has this id as the
// value of "reference".
func (f *Fake) Processed(id string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.processed[id]
}

// Stats tells what the request limits did so far.
func (f *Fake) Stats() Stats { return f.gate.snapshot() }

// Logins is 0: this API has no login.
func (f *Fake) Logins() int { return 0 }

// RevokeTokens does nothing: this API has no tokens.
func (f *Fake) RevokeTokens() {}

// Tokens is empty: this API has no tokens.
func (f *Fake) Tokens() []string { return nil }
