package paytest

import (
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions/internal/fakeapi"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
)

// Fake is a stateful PAY API. It is an http.Handler that serves the API at its
// root, and safe for concurrent use.
type Fake struct {
	gate   fakeapi.Gate
	config config
	mux    *http.ServeMux

	mu        sync.Mutex
	float     int64    // hundredths
	batches   []*batch // oldest first
	payments  map[string]*payment
	processed map[string]int // payments per first name
	members   map[string]bool
}

var _ clienttest.Fake = (*Fake)(nil)

// NewFake makes a fake that accepts Key and Secret, with one account that holds
// Float, the member Member, the draft BatchID and some cancelled batches.
func NewFake(opts ...Option) *Fake {
	f := &Fake{
		config: defaults(), float: Float, payments: map[string]*payment{}, processed: map[string]int{},
		members: map[string]bool{Member: true},
	}
	for _, opt := range opts {
		opt(&f.config)
	}
	f.gate = fakeapi.Gate{Key: Key, Secret: Secret, Life: f.config.life, Rejected: f.config.rejected}
	start := time.Now()
	for i := range Batches {
		b := &batch{
			id: fakeapi.GUID(), name: fmt.Sprint("Batch ", i), status: pay.BatchCancelled,
			created: start.Add(time.Duration(i-Batches) * time.Minute),
		}
		if i == Batches-1 {
			b.id, b.name, b.status = BatchID, "March stipends", pay.BatchDraft
		}
		f.batches = append(f.batches, b)
	}
	f.mux = http.NewServeMux()
	f.mux.HandleFunc("POST /authentication/getToken", f.gate.Login)
	for pattern, handle := range map[string]http.HandlerFunc{
		"GET /accounts":                f.listAccounts,
		"GET /members/{msisdn}/exists": f.memberExists,
		"POST /batches":                f.createBatch,
		"GET /batches":                 f.listBatches,
		"GET /batches/statusCodes":     batchCodes,
		"GET /batches/{id}":            f.getBatch,
		"PUT /batches/{id}":            f.updateBatch,
		"POST /batches/{id}/submit":    f.submitBatch,
		"POST /batches/{id}/cancel":    f.cancelBatch,
		"POST /batches/{id}/payments":  f.addPayments,
		"GET /batches/{id}/payments":   f.listPayments,
		"GET /payments/statusCodes":    paymentCodes,
		"GET /payments/{id}":           f.getPayment,
		"DELETE /payments/{id}":        f.deletePayment,
	} {
		f.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			if f.gate.Admit(w, r) {
				handle(w, r)
			}
		})
	}
	return f
}

// ServeHTTP implements http.Handler.
func (f *Fake) ServeHTTP(w http.ResponseWriter, r *http.Request) { f.mux.ServeHTTP(w, r) }

// Processed tells how many payments with that first name are in batches, whatever
// their status.
func (f *Fake) Processed(firstName string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.processed[firstName]
}

// Logins counts the tokens given out.
func (f *Fake) Logins() int { return f.gate.Logins() }

// RevokeTokens makes all tokens given out so far invalid.
func (f *Fake) RevokeTokens() { f.gate.RevokeTokens() }

// Tokens lists the tokens given out.
func (f *Fake) Tokens() []string { return f.gate.Tokens() }

// Balance returns what the account holds, in hundredths.
func (f *Fake) Balance() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.float
}

// SetBalance sets what the account holds, in hundredths.
func (f *Fake) SetBalance(hundredths int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.float = hundredths
}

// SetBatchStatus sets the status of a batch, a documented one or not. It reports
// whether there is such a batch.
func (f *Fake) SetBatchStatus(id string, status pay.BatchStatus) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	b := f.find(id)
	if b == nil {
		return false
	}
	b.status = status
	return true
}

// Register makes the owner of a mobile number a member, who is paid what was
// pending.
func (f *Fake) Register(msisdn string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.members[msisdn] = true
	f.end(func(p *payment) bool { return p.msisdn == msisdn }, pay.PaymentSettled)
}

// Reverse is the end of the reversal period: what is pending goes back to the
// account.
func (f *Fake) Reverse() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.end(func(*payment) bool { return true }, pay.PaymentCancelled)
}

// end gives pending payments their last status, and closes batches that have none
// left. It needs f.mu.
func (f *Fake) end(which func(*payment) bool, status pay.PaymentStatus) {
	for _, b := range f.batches {
		pending := 0
		for _, p := range b.payments {
			switch {
			case p.status != pay.PaymentPending:
			case !which(p):
				pending++
			default:
				p.status = status
				if status == pay.PaymentSettled {
					p.settled = time.Now()
				} else {
					f.float += p.amount
				}
			}
		}
		if b.status == pay.BatchOpen && pending == 0 {
			b.status = pay.BatchClosed
		}
	}
}

// refuse answers 400 in the chosen form.
func (f *Fake) refuse(w http.ResponseWriter, message string, fields ...fakeapi.Field) {
	if !f.config.textErrors {
		if len(fields) == 0 {
			fields = []fakeapi.Field{{Code: "106", Message: message}}
		}
		fakeapi.Invalid(w, fields...)
		return
	}
	if len(fields) > 0 {
		message = fields[0].Message
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(http.StatusBadRequest)
	_, _ = io.WriteString(w, message)
}
