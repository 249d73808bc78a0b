package paytest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/fakeapi"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
)

type payment struct {
	id, msisdn, firstName, lastName, externalID string

	batch            *batch
	amount           int64
	isMember         bool
	status           pay.PaymentStatus
	created, settled time.Time
}

func (f *Fake) paymentObject(p *payment) fakeapi.Object {
	o := fakeapi.Object{
		"id": p.id, "batchId": p.batch.id, "msisdn": p.msisdn, "amount": pay.NewAmount(p.amount),
		"statusCode": p.status, "isMember": p.isMember, "createdAt": without.Text(p.created),
	}
	for name, value := range map[string]string{
		"firstname": p.firstName, "lastname": p.lastName, "externalId": p.externalID, "settledAt": without.Text(p.settled),
	} {
		o.Optional(name, value, f.config.nulls)
	}
	return o
}

type addBody struct {
	ClearExisting *bool `json:"clearExisting"`
	Payments      []struct {
		MSISDN     string     `json:"msisdn"`
		Amount     pay.Amount `json:"amount"`
		FirstName  string     `json:"firstname"`
		LastName   string     `json:"lastname"`
		ExternalID string     `json:"externalId"`
	} `json:"payments"`
}

func (f *Fake) addPayments(w http.ResponseWriter, r *http.Request) {
	var body addBody
	if !fakeapi.Read(w, r, &body) {
		return
	}
	if body.ClearExisting == nil || body.Payments == nil {
		f.refuse(w, "", fakeapi.Missing("ClearExisting", "Clear existing and payments are required"))
		return
	}
	f.onBatch(w, r, func(b *batch) (any, string) {
		if b.status != pay.BatchDraft {
			return nil, notDraft
		}
		added, refusal := f.check(b, &body)
		if refusal != "" {
			return nil, refusal // all or nothing
		}
		if *body.ClearExisting {
			for _, p := range b.payments {
				f.remove(p)
			}
			b.payments = nil
		}
		for _, p := range added {
			f.put(p)
		}
		b.payments = append(b.payments, added...)
		return f.object(b, without), ""
	})
}

// check makes payments of the body, or says what is wrong with one.
func (f *Fake) check(b *batch, body *addBody) (added []*payment, refusal string) {
	own := map[string]bool{}
	isTaken := func(id string) bool { return id != "" && (own[id] || b.taken[id] && !*body.ClearExisting) }
	for i, entry := range body.Payments {
		amount, err := entry.Amount.Hundredths()
		switch {
		case entry.MSISDN == "" || strings.Trim(entry.MSISDN, "0123456789") != "" || entry.MSISDN[0] == '0':
			return nil, fmt.Sprintf("Payment %d: Mobile number is not valid", i)
		case err != nil || amount <= 0:
			return nil, fmt.Sprintf("Payment %d: Amount is not valid", i)
		case isTaken(entry.ExternalID):
			return nil, fmt.Sprintf("Payment %d: External ID is not unique", i)
		}
		own[entry.ExternalID] = true
		added = append(added, &payment{
			id: fakeapi.GUID(), batch: b, msisdn: entry.MSISDN, amount: amount, firstName: entry.FirstName,
			lastName: entry.LastName, externalID: entry.ExternalID, isMember: f.members[entry.MSISDN],
			status: pay.PaymentDraft, created: time.Now(),
		})
	}
	return added, ""
}

// put and remove keep the books of a payment. They need f.mu.
func (f *Fake) put(p *payment) {
	if p.batch.taken == nil {
		p.batch.taken = map[string]bool{}
	}
	p.batch.taken[p.externalID] = true
	f.payments[p.id] = p
	f.processed[p.firstName]++
}

func (f *Fake) remove(p *payment) {
	delete(p.batch.taken, p.externalID)
	delete(f.payments, p.id)
	f.processed[p.firstName]--
}

func (f *Fake) listPayments(w http.ResponseWriter, r *http.Request) {
	f.onBatch(w, r, func(b *batch) (any, string) {
		rows := []fakeapi.Object{}
		for _, p := range b.payments {
			rows = append(rows, f.paymentObject(p))
		}
		return rows, ""
	})
}

func (f *Fake) getPayment(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	var answer fakeapi.Object
	if p := f.payments[r.PathValue("id")]; p != nil {
		answer = f.paymentObject(p)
	}
	f.mu.Unlock()
	if answer == nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	fakeapi.Write(w, http.StatusOK, answer)
}

func (f *Fake) deletePayment(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	p := f.payments[r.PathValue("id")]
	isDraft := p != nil && p.status == pay.PaymentDraft
	var answer fakeapi.Object
	if isDraft {
		f.remove(p)
		p.batch.payments = slices.DeleteFunc(p.batch.payments, func(other *payment) bool { return other == p })
		p.status = pay.PaymentDeleted
		answer = f.paymentObject(p)
	}
	f.mu.Unlock()
	switch {
	case p == nil:
		w.WriteHeader(http.StatusNotFound)
	case !isDraft:
		f.refuse(w, "Payment is not in DRAFT")
	default:
		fakeapi.Write(w, http.StatusOK, answer)
	}
}

func paymentCodes(w http.ResponseWriter, _ *http.Request) {
	fakeapi.Write(w, http.StatusOK, []fakeapi.Object{
		{"code": "DRAFT", "description": "Payment in draft"},
		{"code": "PENDING", "description": "Payment pending"},
		{"code": "SETTLED", "description": "Payment settled"},
		{"code": "CANCELLED", "description": "Payment cancelled"},
	})
}
