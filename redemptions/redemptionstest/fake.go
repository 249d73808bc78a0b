package redemptionstest

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/redemptions"
	"github.com/vendorkit/vendorkit-go/redemptions/internal/fakeapi"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// Fake is a stateful Redemptions API. It is an http.Handler that serves the API
// at its root, and below /za/redemptions as the vendor does. It is safe for
// concurrent use.
//
// Like the vendor, it doesn't refuse a reference that was used before: two
// requests make two payments.
type Fake struct {
	gate   fakeapi.Gate
	config config
	mux    *http.ServeMux

	mu           sync.Mutex
	payments     []*payment // oldest first
	transactions []transaction
	processed    map[string]int // payments per reference
}

var _ clienttest.Fake = (*Fake)(nil)

// NewFake makes a fake that accepts Key and Secret and has one account, AccountID,
// with some transactions and no payment.
func NewFake(opts ...Option) *Fake {
	f := &Fake{config: defaults(), processed: map[string]int{}}
	for _, opt := range opts {
		opt(&f.config)
	}
	f.gate = fakeapi.Gate{Key: Key, Secret: Secret, Life: f.config.life, Rejected: f.config.rejected}
	start := time.Now()
	for i := range Transactions {
		f.transactions = append(f.transactions, transaction{
			id: int64(904000 + i), credit: "25900", debit: "0", description: "Payment",
			created: start.Add(time.Duration(i-Transactions) * time.Minute),
		})
	}
	slices.Reverse(f.transactions)
	f.mux = http.NewServeMux()
	f.mux.HandleFunc("POST /authentication/getToken", f.gate.Login)
	for pattern, handle := range map[string]http.HandlerFunc{
		"GET /accounts":                   f.listAccounts,
		"GET /accounts/{id}/transactions": f.listTransactions,
		"POST /payments":                  f.createPayment,
		"GET /payments":                   f.listPayments,
		"GET /payments/{id}":              f.getPayment,
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
func (f *Fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/za/redemptions/") {
		http.StripPrefix("/za/redemptions", f.mux).ServeHTTP(w, r)
		return
	}
	f.mux.ServeHTTP(w, r)
}

// Processed tells how many payments with the reference were created.
func (f *Fake) Processed(reference string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.processed[reference]
}

// Logins counts the tokens given out.
func (f *Fake) Logins() int { return f.gate.Logins() }

// RevokeTokens makes all tokens given out so far invalid.
func (f *Fake) RevokeTokens() { f.gate.RevokeTokens() }

// Tokens lists the tokens given out.
func (f *Fake) Tokens() []string { return f.gate.Tokens() }

// SetStatus plays the hosted pages: it sets status and error code of a payment,
// documented ones or not. A status other than StatusInProgress completes it. It
// reports whether there is such a payment.
func (f *Fake) SetStatus(id string, status redemptions.PaymentStatus, code redemptions.PaymentErrorCode) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	p := f.find(id)
	if p == nil {
		return false
	}
	p.status, p.code, p.completed = status, code, time.Time{}
	if status != redemptions.StatusInProgress {
		p.completed = time.Now()
	}
	if status == redemptions.StatusCompleted {
		f.transactions = slices.Insert(f.transactions, 0, transaction{
			id: int64(904000 + len(f.transactions)), credit: p.amount, debit: "0",
			description: "Payment " + p.reference, created: p.completed,
		})
	}
	return true
}

// Pay is the user who confirms the payment.
func (f *Fake) Pay(id string) bool {
	return f.SetStatus(id, redemptions.StatusCompleted, redemptions.PaymentOK)
}

// Cancel is the user who cancels the payment.
func (f *Fake) Cancel(id string) bool {
	return f.SetStatus(id, redemptions.StatusCancelledByUser, redemptions.PaymentOK)
}

// IDs lists the ids of all payments, newest first.
func (f *Fake) IDs() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	ids := make([]string, len(f.payments))
	for i, p := range f.payments {
		ids[len(ids)-1-i] = p.id
	}
	return ids
}
