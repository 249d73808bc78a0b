package redemptionstest

import (
	"net/http"
	"net/url"
	"time"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/fakeapi"
)

type transaction struct {
	id                         int64
	debit, credit, description string
	created                    time.Time
}

func (f *Fake) listAccounts(w http.ResponseWriter, _ *http.Request) {
	fakeapi.Write(w, http.StatusOK, []fakeapi.Object{{
		"id": AccountID, "name": "Karoo Books Online", "shortName": "KAROO1",
		"createdAt": f.config.clock.Text(time.Date(2024, time.November, 2, 6, 15, 9, 440e6, time.UTC)),
		"balance":   "1845050", "availableBalance": "1820050",
		"currencyCode": "DZAR", "settlementCurrencyCode": "ZAR", "settlementFrequency": 0,
	}})
}

func (f *Fake) listTransactions(w http.ResponseWriter, r *http.Request) {
	if r.PathValue("id") != AccountID {
		f.notFound(w, r.PathValue("id"))
		return
	}
	created, ok := window(w, r.URL.Query(), "createdAt")
	if !ok {
		return
	}
	if page, ok := fakeapi.Page(w, r, f.transactionObjects(created), f.config.maxTake); ok {
		fakeapi.Write(w, http.StatusOK, page)
	}
}

func (f *Fake) transactionObjects(created span) []fakeapi.Object {
	f.mu.Lock()
	defer f.mu.Unlock()
	rows := []fakeapi.Object{}
	for _, t := range f.transactions {
		if created.holds(t.created) {
			rows = append(rows, fakeapi.Object{
				"id": t.id, "amountDebit": t.debit, "amountCredit": t.credit, "currencyCode": "DZAR",
				"description": t.description, "createdAt": f.config.clock.Text(t.created),
			})
		}
	}
	return rows
}

// notFound answers for an id that doesn't exist, in one of the two likely ways.
func (f *Fake) notFound(w http.ResponseWriter, id string) {
	if f.config.notFound {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	fakeapi.Invalid(w, fakeapi.Wrong("Id", id, "ID is invalid (does not exist)"))
}

// span is a range of times; a zero bound is open, and the bounds belong to it.
type span struct{ from, to time.Time }

func (s span) holds(t time.Time) bool {
	return (s.from.IsZero() || !t.Before(s.from)) && (s.to.IsZero() || !t.After(s.to))
}

func window(w http.ResponseWriter, q url.Values, name string) (s span, ok bool) {
	for suffix, bound := range map[string]*time.Time{"From": &s.from, "To": &s.to} {
		text := q.Get(name + suffix)
		if text == "" {
			continue
		}
		t, err := time.Parse(time.RFC3339, text)
		if err != nil {
			fakeapi.Invalid(w, fakeapi.Wrong(name+suffix, text, "Date is not valid"))
			return span{}, false
		}
		*bound = t
	}
	return s, true
}
