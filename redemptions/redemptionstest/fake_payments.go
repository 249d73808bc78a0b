package redemptionstest

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/redemptions"
	"github.com/vendorkit/vendorkit-go/redemptions/internal/fakeapi"
)

type payment struct {
	id, reference, amount, account, currency, country, returnURL string

	status             redemptions.PaymentStatus
	code               redemptions.PaymentErrorCode
	created, completed time.Time
}

// object writes the standard payment model; without details it is what
// POST /payments answers.
func (f *Fake) object(p *payment, details bool) fakeapi.Object {
	o := fakeapi.Object{
		"id": p.id, "reference": p.reference, "amount": p.amount, "accountId": p.account, "currencyCode": p.currency,
		"statusCode": int(p.status), "statusMessage": p.status.String(), "errorCode": int(p.code),
		"createdAt": f.config.clock.Text(p.created),
	}
	message := ""
	if p.code != redemptions.PaymentOK || p.status == redemptions.StatusCompleted {
		message = p.code.String()
	}
	o.Optional("errorMessage", message, f.config.nulls)
	if details {
		o.Optional("completedAt", f.config.clock.Text(p.completed), f.config.nulls)
		o.Optional("countryCode", p.country, f.config.nulls)
		o.Optional("returnUrl", p.returnURL, f.config.nulls)
	}
	return o
}

func (f *Fake) createPayment(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Amount       string `json:"amount"`
		CurrencyCode string `json:"currencyCode"`
		AccountID    string `json:"accountId"`
		Reference    string `json:"reference"`
		ReturnURL    string `json:"returnUrl"`
		CountryCode  string `json:"countryCode"`
	}
	if !fakeapi.Read(w, r, &body) {
		return
	}
	var faults []fakeapi.Field
	for _, required := range []struct{ name, value, label string }{
		{"Amount", body.Amount, "Amount"},
		{"CurrencyCode", body.CurrencyCode, "Currency code"},
		{"AccountId", body.AccountID, "Account ID"},
		{"Reference", body.Reference, "Reference"},
		{"CountryCode", body.CountryCode, "Country code"},
	} {
		if required.value == "" {
			faults = append(faults, fakeapi.Missing(required.name, required.label+" is required"))
		}
	}
	if n, err := strconv.ParseUint(body.Amount, 10, 63); body.Amount != "" && (err != nil || n == 0) {
		faults = append(faults, fakeapi.Wrong("Amount", body.Amount, "Amount is not valid"))
	}
	if body.AccountID != "" && body.AccountID != AccountID {
		faults = append(faults, fakeapi.Wrong("AccountId", body.AccountID, "Account ID is invalid (does not exist or not active)"))
	}
	if len(faults) > 0 {
		fakeapi.Invalid(w, faults...)
		return
	}
	p := &payment{
		id: fakeapi.GUID(), reference: body.Reference, amount: body.Amount, account: body.AccountID,
		currency: body.CurrencyCode, country: body.CountryCode, returnURL: body.ReturnURL, created: time.Now(),
	}
	answer := f.object(p, false) // before others can change it
	f.mu.Lock()
	f.payments = append(f.payments, p)
	f.processed[p.reference]++
	f.mu.Unlock()
	fakeapi.Write(w, http.StatusOK, answer)
}

func (f *Fake) getPayment(w http.ResponseWriter, r *http.Request) {
	var answer fakeapi.Object
	f.mu.Lock()
	if p := f.find(r.PathValue("id")); p != nil {
		answer = f.object(p, true)
	}
	f.mu.Unlock()
	if answer == nil {
		f.notFound(w, r.PathValue("id"))
		return
	}
	fakeapi.Write(w, http.StatusOK, answer)
}

// find needs f.mu.
func (f *Fake) find(id string) *payment {
	i := slices.IndexFunc(f.payments, func(p *payment) bool { return strings.EqualFold(p.id, id) })
	if i < 0 {
		return nil
	}
	return f.payments[i]
}

func (f *Fake) listPayments(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	created, ok := window(w, q, "createdAt")
	if !ok {
		return
	}
	completed, ok := window(w, q, "completedAt")
	if !ok {
		return
	}
	if page, ok := fakeapi.Page(w, r, f.paymentObjects(q, created, completed), f.config.maxTake); ok {
		fakeapi.Write(w, http.StatusOK, page)
	}
}

func (f *Fake) paymentObjects(q url.Values, created, completed span) []fakeapi.Object {
	f.mu.Lock()
	defer f.mu.Unlock()
	rows := []fakeapi.Object{}
	for _, p := range slices.Backward(f.payments) { // newest first
		switch {
		case !created.holds(p.created):
		case completed != span{} && (p.completed.IsZero() || !completed.holds(p.completed)):
		case q.Has("statusCode") && q.Get("statusCode") != strconv.Itoa(int(p.status)):
		case q.Has("errorCode") && q.Get("errorCode") != strconv.Itoa(int(p.code)):
		case !f.refersTo(p, q.Get("reference")):
		default:
			rows = append(rows, f.object(p, true))
		}
	}
	return rows
}

func (f *Fake) refersTo(p *payment, reference string) bool {
	if f.config.partial {
		return strings.Contains(p.reference, reference)
	}
	return reference == "" || p.reference == reference
}
