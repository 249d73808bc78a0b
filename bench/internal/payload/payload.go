// Package payload holds the documents that server and clients exchange: the same for every peer.
package payload

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/billwerk"
)

// Documents are encoded once, by encoding/json.
type Documents struct {
	// Invoice is an invoice of about 1 KB, Charge a charge, Page a page of 100 invoices of about 1 KB each.
	Invoice, Charge, Page []byte
	// Note answers the one POST that carries no key.
	Note []byte
}

// PageSize is how many invoices Page holds.
const PageSize = 100

// Key is the API key that every client is configured with.
const Key = "priv_0d9c8b7a6f5e4d3c2b1a09f8e7d6c5b4"

// New makes the documents.
func New() (*Documents, error) {
	var d Documents
	invoices := make([]*billwerk.Invoice, PageSize)
	for i := range invoices {
		invoices[i] = invoice(i)
	}
	for _, doc := range []struct {
		to   *[]byte
		from any
	}{
		{&d.Invoice, invoice(42)},
		{&d.Charge, charge()},
		{&d.Page, billwerk.Page[billwerk.Invoice]{Size: PageSize, Count: PageSize, From: "2026-01-01", To: "2026-02-01", Range: billwerk.RangeCreated, Content: invoices}},
		{&d.Note, billwerk.CustomerNote{ID: "n-1", Note: "called back", Created: at(0)}},
	} {
		data, err := json.Marshal(doc.from)
		if err != nil {
			return nil, fmt.Errorf("payload: %w", err)
		}
		*doc.to = data
	}
	return &d, nil
}

func at(minute int) billwerk.Timestamp {
	return billwerk.Timestamp{Time: time.Date(2026, 3, 14, 9, minute%60, 2, 551e6, time.UTC)}
}

func line(i int) billwerk.OrderLine {
	return billwerk.OrderLine{
		ID: fmt.Sprintf("%032x", i), Text: "Reader Plus, one month", Amount: 12900, VAT: 0.25, Quantity: 1, Origin: "plan", Timestamp: at(i),
		AmountVAT: 2580, AmountExVAT: 10320, UnitAmount: 12900, UnitAmountVAT: 2580, UnitAmountExVAT: 10320, AmountDefinedInclVAT: true,
	}
}

func invoice(i int) *billwerk.Invoice {
	return &billwerk.Invoice{
		ID: fmt.Sprintf("%032x", 7000+i), Handle: fmt.Sprintf("inv-%d", 1000+i), Customer: "c-20418", Subscription: "s-20418-1", Plan: "reader-plus",
		State: billwerk.InvoiceSettled, Type: billwerk.InvoiceTypeRecurring, Amount: 12900, AmountVAT: 2580, AmountExVAT: 10320, OrgAmount: 12900, SettledAmount: 12900,
		Currency: "DKK", Due: at(i), Created: at(i), Settled: at(i + 1), Number: 1000 + i, PeriodNumber: 3,
		OrderLines: []billwerk.OrderLine{line(i)}, Credits: []billwerk.CreditInvoice{}, AdditionalCosts: []string{}, Transactions: []billwerk.Transaction{},
	}
}

func charge() *billwerk.Charge {
	return &billwerk.Charge{
		Handle: "o-77310", State: billwerk.ChargeSettled, Customer: "c-20418", Amount: 25800, Currency: "DKK", Created: at(1), Authorized: at(2), Settled: at(3),
		Transaction: strings.Repeat("7c", 16), AuthorizedAmount: 25800, OrderLines: []billwerk.OrderLine{line(1), line(2)},
	}
}

// ChargeParams is the request of a charge, about 1 KB of JSON.
func ChargeParams(handle string) *billwerk.ChargeCreateParams {
	vat := 0.25
	p := &billwerk.ChargeCreateParams{
		Handle: handle, Source: "ca_7d1f0b6c4e2a49d8", Currency: "DKK", CustomerHandle: "c-20418", Settle: true,
		BillingAddress: &billwerk.InvoiceAddress{
			FirstName: "Ida", LastName: "Holm", Address: "Vestergade 12, 2. th.", PostalCode: "5000", City: "Odense C", Country: "DK",
			Email: "ida.holm@example.test", Phone: "+45 20 41 80 00",
		},
		TextOnStatement: "READER PLUS",
	}
	for i := range 6 {
		p.OrderLines = append(p.OrderLines, billwerk.OrderLineParams{
			Text: fmt.Sprintf("Reader Plus, month %d, with the archive", i+1), Amount: 4300, VAT: &vat, Quantity: 1,
		})
	}
	return p
}

// ErrorBody is an error in the envelope of the vendor that a client is made for: SDKs read their own only.
func ErrorBody(userAgent string, status, code int, text string) []byte {
	var body any = map[string]any{
		"code": code, "error": text, "message": "No subscription sub-0042 on this account", "path": "/v1/invoice/inv-1042",
		"timestamp": "2026-03-14T09:30:02.551+00:00", "http_status": status, "http_reason": http.StatusText(status), "request_id": "de03e86d0a6d44359b249340f967ddc9",
	}
	switch {
	case strings.HasPrefix(userAgent, "Stripe/"), strings.HasPrefix(userAgent, "OpenAI/"):
		body = map[string]any{"error": map[string]any{
			"type": "invalid_request_error", "code": strconv.Itoa(code), "message": text + ": No subscription sub-0042 on this account", "param": "subscription",
			"request_log_url": "https://vendor.example.test/logs/de03e86d0a6d44359b249340f967ddc9", "doc_url": "https://vendor.example.test/docs/errors",
		}}
	}
	data, err := json.Marshal(body)
	if err != nil {
		panic(err) // strings and numbers
	}
	return data
}
