package billwerk_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// answering is a client of a vendor that always answers the same.
func answering(status int, body string) *billwerk.Client {
	transport := clienttest.NewTransport(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	c, err := billwerk.New(billwerk.Credentials{PrivateKey: "priv_0000"}, client.WithTransport(transport))
	if err != nil {
		panic(err)
	}
	return c
}

// A declined card is a successful answer: look at the charge.
func ExampleCharge_Err() {
	c := answering(200, `{"handle":"o-77310","state":"failed","error":"insufficient_funds","error_state":"soft_declined"}`)
	charge, err := c.Charges.Create(context.Background(), &billwerk.ChargeCreateParams{
		Handle: "o-77310", Source: "ca_7d1f0e5a9b2c4c1e8f3a6b5d4c3e2f10", Amount: 28800, Currency: "DKK", Settle: true,
	})
	if err != nil {
		fmt.Println("the call failed:", err)
		return
	}
	if payment, ok := errors.AsType[*billwerk.PaymentError](charge.Err()); ok {
		switch payment.DeclineClass() {
		case billwerk.DeclineSoft:
			fmt.Println("try again later:", payment.Reason.Meaning())
		case billwerk.DeclineHard:
			fmt.Println("ask for another card:", payment.Reason.Meaning())
		default:
			fmt.Println("not the card's fault:", payment.Reason.Meaning())
		}
	}
	// Output: try again later: not enough money
}

// A decline comes in a successful answer, or, as here, as an error. What to do
// next is the same.
func ExampleDeclineClassOf() {
	c := answering(422, `{"code":147,"error":"Payment method failed","http_status":422}`)
	charge, err := c.Charges.Create(context.Background(), &billwerk.ChargeCreateParams{
		Handle: "o-77310", Source: "ca_7d1f0e5a9b2c4c1e8f3a6b5d4c3e2f10", Amount: 28800, Currency: "DKK", Settle: true,
	})
	if err == nil {
		err = charge.Err()
	}
	switch {
	case errors.Is(err, client.ErrOutcomeUnknown):
		fmt.Println("repeat it with the same key, or read the charge")
	case errors.Is(err, billwerk.ErrDeclined):
		fmt.Println("declined:", billwerk.DeclineClassOf(err))
	}
	// Output: declined: hard
}

// Decide by the code, or by the class that it stands for.
func ExampleError() {
	c := answering(404, `{"code":31,"error":"Invoice not found","http_status":404,"request_id":"b1c2d3e4"}`)
	_, err := c.Invoices.Get(context.Background(), "inv-1042")
	if e, ok := errors.AsType[*billwerk.Error](err); ok {
		fmt.Println(e.ErrorCode == billwerk.CodeInvoiceNotFound, errors.Is(err, client.ErrNotFound))
		fmt.Println(e.ErrorCode, "/", e.RequestID)
	}
	fmt.Println(err)
	// Output:
	// true true
	// 31 Invoice not found / b1c2d3e4
	// billwerk invoices.get: 404 Not Found, code 31: Invoice not found, request id b1c2d3e4
}

// When the outcome of a charge is unknown, the key of the error repeats the same
// attempt: money moves once.
func ExampleChargeService() {
	ctx := context.Background()
	c := answering(200, `{"handle":"o-77310","state":"settled"}`)
	params := &billwerk.ChargeCreateParams{Handle: "o-77310", Source: "ca_7d1f", Amount: 28800, Settle: true}
	charge, err := c.Charges.Create(ctx, params)
	if errors.Is(err, client.ErrOutcomeUnknown) {
		charge, err = c.Charges.Create(ctx, params, client.WithIdempotencyKey(client.IdempotencyKeyOf(err)))
	}
	if err == nil {
		err = charge.Err()
	}
	fmt.Println(charge.State, err)
	// Output: settled <nil>
}

// All walks the pages. Without From it covers one month only.
func ExampleInvoiceService() {
	c := answering(200, `{"size":100,"count":1,"from":"2025-01-01","to":"2025-04-01","content":[{"id":"0d9c","handle":"inv-1042","state":"settled","amount":12900}]}`)
	for invoice, err := range c.Invoices.All(context.Background(), &billwerk.InvoiceListParams{
		ListParams: billwerk.ListParams{From: billwerk.Date(2025, 1, 1), Size: 100},
		Customer:   "c-20418", States: []billwerk.InvoiceState{billwerk.InvoiceSettled},
	}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(invoice.Handle, invoice.Amount)
	}
	// Output: inv-1042 12900
}
