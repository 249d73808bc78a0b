package client_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
)

// invoice is an object of about 1 KB, of the shape that vendors answer with.
type invoice struct {
	ID       string            `json:"id"`
	Handle   string            `json:"handle"`
	Customer string            `json:"customer"`
	State    string            `json:"state"`
	Amount   int64             `json:"amount"`
	Created  time.Time         `json:"created"`
	Currency string            `json:"currency"`
	Lines    []line            `json:"order_lines"`
	Address  map[string]string `json:"billing_address"`
}

type line struct {
	ID       string  `json:"id"`
	Text     string  `json:"ordertext"`
	Amount   int64   `json:"amount"`
	VAT      float64 `json:"vat"`
	Quantity int     `json:"quantity"`
}

var invoiceJSON = func() []byte {
	v := invoice{
		ID: strings.Repeat("a", 32), Handle: "inv-1042", Customer: "c-20418", State: "settled", Amount: 28800, Currency: "DKK",
		Created: time.Date(2026, 3, 14, 9, 30, 2, 551e6, time.UTC),
		Address: map[string]string{"first_name": "Ida", "last_name": "Holm", "city": "Odense", "country": "DK"},
	}
	for i := range 6 {
		v.Lines = append(v.Lines, line{ID: fmt.Sprintf("%032d", i), Text: "Reader Plus, one month", Amount: 4800, VAT: 0.25, Quantity: 1})
	}
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return data
}()

var invoiceHeader = http.Header{"Content-Type": {"application/json"}, "Request-Id": {"de03e86d0a6d44359b249340f967ddc9"}}

// inMemory answers without a socket, so that what is measured is the client.
var inMemory = roundTrip(func(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	return &http.Response{
		StatusCode: http.StatusOK, Header: invoiceHeader, Body: io.NopCloser(bytes.NewReader(invoiceJSON)), ContentLength: int64(len(invoiceJSON)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
	}, nil
})

var (
	opInvoice = client.Operation{Name: "invoices.get", Method: http.MethodGet, Path: "/v1/invoice/{id}"}
	opNew     = client.Operation{Name: "invoices.create", Method: http.MethodPost, Path: "/v1/invoice"}
)

// byHand is what one writes without a library: no retry, no limit, no redaction.
func byHand(hc *http.Client, method, url string, body any) (*invoice, error) {
	var reader io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		reader = bytes.NewReader(data)
	}
	req, err := http.NewRequest(method, url, reader) //nolint:noctx // the baseline is as simple as it gets
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Authorization", "Bearer "+acmeKey)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := hc.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %d", resp.StatusCode)
	}
	out := new(invoice)
	return out, json.Unmarshal(data, out)
}

func BenchmarkGet(b *testing.B) {
	b.Run("nethttp", func(b *testing.B) {
		b.ReportAllocs()
		hc := &http.Client{Transport: inMemory}
		for b.Loop() {
			if _, err := byHand(hc, http.MethodGet, "https://api.acme.test/v1/invoice/inv-1042", nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("vendorkit", func(b *testing.B) {
		b.ReportAllocs()
		c := acme(b, inMemory)
		for b.Loop() {
			if _, err := client.Call[invoice](b.Context(), c, client.Request{Op: &opInvoice, Args: []string{"inv-1042"}}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkPost(b *testing.B) {
	var body invoice
	if err := json.Unmarshal(invoiceJSON, &body); err != nil {
		b.Fatal(err)
	}
	b.Run("nethttp", func(b *testing.B) {
		b.ReportAllocs()
		hc := &http.Client{Transport: inMemory}
		for b.Loop() {
			if _, err := byHand(hc, http.MethodPost, "https://api.acme.test/v1/invoice", &body); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("vendorkit", func(b *testing.B) {
		b.ReportAllocs()
		c := acme(b, inMemory)
		for b.Loop() {
			if _, err := client.Call[invoice](b.Context(), c, client.Request{Op: &opNew, Body: &body}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
