package paytest

import (
	"net/http"
	"slices"
	"time"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/fakeapi"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
)

type batch struct {
	id, name, externalID string

	status   pay.BatchStatus
	created  time.Time
	payments []*payment
	taken    map[string]bool // external ids of payments
}

// Times have a zone and seven digits in the answers without a summary, and neither
// in the others, as in the vendor's samples.
var withZones, without = fakeapi.Clock{Zones: true}, fakeapi.Clock{}

// object needs f.mu.
func (f *Fake) object(b *batch, clock fakeapi.Clock) fakeapi.Object {
	o := fakeapi.Object{"id": b.id, "name": b.name, "statusCode": b.status, "createdAt": clock.Text(b.created)}
	o.Optional("externalId", b.externalID, f.config.nulls)
	if clock.Zones {
		return o
	}
	var all, settled, cancelled struct {
		amount int64
		count  int
	}
	for _, p := range b.payments {
		all.amount, all.count = all.amount+p.amount, all.count+1
		switch p.status {
		case pay.PaymentSettled:
			settled.amount, settled.count = settled.amount+p.amount, settled.count+1
		case pay.PaymentCancelled:
			cancelled.amount, cancelled.count = cancelled.amount+p.amount, cancelled.count+1
		}
	}
	o["summary"] = fakeapi.Object{
		"paymentsAmount": pay.NewAmount(all.amount), "paymentsCount": all.count, "referralsAmount": 0,
		"settledAmount": pay.NewAmount(settled.amount), "settledCount": settled.count,
		"cancelledAmount": pay.NewAmount(cancelled.amount), "cancelledCount": cancelled.count,
	}
	return o
}

// find needs f.mu.
func (f *Fake) find(id string) *batch {
	i := slices.IndexFunc(f.batches, func(b *batch) bool { return b.id == id })
	if i < 0 {
		return nil
	}
	return f.batches[i]
}

// onBatch runs change under the lock, with the batch that the path names, and
// writes what it returns: an object, or a refusal.
func (f *Fake) onBatch(w http.ResponseWriter, r *http.Request, change func(*batch) (any, string)) {
	f.mu.Lock()
	b := f.find(r.PathValue("id"))
	var answer any
	var refusal string
	if b != nil {
		answer, refusal = change(b)
	}
	f.mu.Unlock() // no lock is held while an answer is written: the client may be slow
	switch {
	case b == nil:
		w.WriteHeader(http.StatusNotFound)
	case refusal != "":
		f.refuse(w, refusal)
	default:
		fakeapi.Write(w, http.StatusOK, answer)
	}
}

const notDraft = "Batch is not in DRAFT"

type batchBody struct {
	Name       string `json:"name"`
	ExternalID string `json:"externalId"`
}

func (f *Fake) createBatch(w http.ResponseWriter, r *http.Request) {
	var body batchBody
	if !fakeapi.Read(w, r, &body) {
		return
	}
	if body.Name == "" {
		f.refuse(w, "", fakeapi.Missing("Name", "Name is required"))
		return
	}
	b := &batch{id: fakeapi.GUID(), name: body.Name, externalID: body.ExternalID, status: pay.BatchDraft, created: time.Now()}
	f.mu.Lock()
	taken := f.isTaken(body.ExternalID, b)
	if !taken {
		f.batches = append(f.batches, b)
	}
	answer := f.object(b, withZones)
	f.mu.Unlock()
	if taken {
		f.refuse(w, "", fakeapi.Wrong("ExternalId", body.ExternalID, "External ID is not unique"))
		return
	}
	fakeapi.Write(w, http.StatusOK, answer)
}

// isTaken needs f.mu.
func (f *Fake) isTaken(externalID string, own *batch) bool {
	return externalID != "" && slices.ContainsFunc(f.batches, func(b *batch) bool { return b != own && b.externalID == externalID })
}

func (f *Fake) listBatches(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	rows := []fakeapi.Object{}
	f.mu.Lock()
	for _, b := range slices.Backward(f.batches) { // newest first
		switch {
		case q.Get("statusCode") != "" && q.Get("statusCode") != string(b.status):
		case q.Get("externalId") != "" && q.Get("externalId") != b.externalID:
		default:
			rows = append(rows, f.object(b, without))
		}
	}
	f.mu.Unlock()
	limit := f.config.maxTake
	if limit == 0 && !q.Has("take") {
		limit = 1000
	}
	if page, ok := fakeapi.Page(w, r, rows, limit); ok {
		fakeapi.Write(w, http.StatusOK, page)
	}
}

func (f *Fake) getBatch(w http.ResponseWriter, r *http.Request) {
	f.onBatch(w, r, func(b *batch) (any, string) { return f.object(b, without), "" })
}

func (f *Fake) updateBatch(w http.ResponseWriter, r *http.Request) {
	var body batchBody
	if !fakeapi.Read(w, r, &body) {
		return
	}
	f.onBatch(w, r, func(b *batch) (any, string) {
		switch {
		case b.status != pay.BatchDraft:
			return nil, notDraft
		case f.isTaken(body.ExternalID, b):
			return nil, "External ID is not unique"
		}
		if body.Name != "" {
			b.name = body.Name
		}
		if body.ExternalID != "" {
			b.externalID = body.ExternalID
		}
		return f.object(b, withZones), ""
	})
}

func (f *Fake) submitBatch(w http.ResponseWriter, r *http.Request) {
	f.onBatch(w, r, func(b *batch) (any, string) {
		var total int64
		for _, p := range b.payments {
			total += p.amount
		}
		switch {
		case b.status != pay.BatchDraft:
			return nil, notDraft
		case total > f.float:
			return nil, "Insufficient funds in account"
		}
		f.float -= total
		b.status = pay.BatchClosed
		rows := []fakeapi.Object{}
		for _, p := range b.payments {
			if p.isMember = f.members[p.msisdn]; p.isMember {
				p.status, p.settled = pay.PaymentSettled, time.Now()
			} else {
				p.status, b.status = pay.PaymentPending, pay.BatchOpen
			}
			rows = append(rows, f.paymentObject(p))
		}
		answer := f.object(b, without)
		answer["payments"] = rows
		return answer, ""
	})
}

func (f *Fake) cancelBatch(w http.ResponseWriter, r *http.Request) {
	f.onBatch(w, r, func(b *batch) (any, string) {
		if b.status != pay.BatchDraft {
			return nil, notDraft
		}
		b.status = pay.BatchCancelled
		for _, p := range b.payments {
			p.status = pay.PaymentCancelled
		}
		return f.object(b, without), ""
	})
}

func batchCodes(w http.ResponseWriter, _ *http.Request) {
	fakeapi.Write(w, http.StatusOK, []fakeapi.Object{
		{"code": "DRAFT", "description": "In draft"},
		{"code": "OPEN", "description": "Open batch"},
		{"code": "CLOSED", "description": "Closed"},
		{"code": "CANCELLED", "description": "Cancelled"},
	})
}
