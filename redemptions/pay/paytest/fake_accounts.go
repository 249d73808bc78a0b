package paytest

import (
	"io"
	"net/http"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/fakeapi"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
)

func (f *Fake) listAccounts(w http.ResponseWriter, _ *http.Request) {
	var balance any = pay.NewAmount(f.Balance())
	if f.config.stringBalances {
		balance = string(pay.NewAmount(f.Balance()))
	}
	fakeapi.Write(w, http.StatusOK, []fakeapi.Object{{
		"id": "c28bc703-f465-4cbe-82b0-04cb5f02bd1c", "name": "Helderberg Outreach", "shortName": "HELDR1",
		"createdAt": "2024-08-19T11:03:27.61", "active": true, "balance": balance, "availableBalance": balance,
		"currencyCode": "DZAR",
	}})
}

func (f *Fake) memberExists(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	exists := f.members[r.PathValue("msisdn")]
	f.mu.Unlock()
	status, body := f.config.member(exists)
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}
