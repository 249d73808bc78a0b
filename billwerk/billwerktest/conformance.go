package billwerktest

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"iter"
	"net/http"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// Conformance is what this vendor brings to clienttest.RunVendor.
func Conformance() clienttest.Vendor {
	return clienttest.Vendor{
		Name: billwerk.Vendor,
		// The suite counts requests and not seconds; the limits have tests of their own.
		NewFake: func() clienttest.Fake { return NewFake(WithoutLimits(), WithCustomers(45)) },
		New: func(baseURL string, opts ...client.Option) (clienttest.Subject, error) {
			return subject(PrivateKey, baseURL, opts)
		},
		NewWithWrongSecret: func(baseURL string, opts ...client.Option) (clienttest.Subject, error) {
			return subject("priv_00000000000000000000000000000000", baseURL, opts)
		},
		Secrets: []string{PrivateKey},
		Samples: errorSamples(),
	}
}

// subject writes customers with a generated handle, which must never be repeated,
// and charges, which may be, thanks to their key.
func subject(key auth.Secret, baseURL string, opts []client.Option) (clienttest.Subject, error) {
	c, err := billwerk.New(billwerk.Credentials{PrivateKey: key}, append([]client.Option{client.WithBaseURL(baseURL)}, opts...)...)
	if err != nil {
		return clienttest.Subject{}, err
	}
	return clienttest.Subject{
		Read: func(ctx context.Context, opts ...client.CallOption) error {
			_, err := c.Customers.Get(ctx, Customer, opts...)
			return err
		},
		Write: func(ctx context.Context, id string, opts ...client.CallOption) error {
			_, err := c.Customers.Create(ctx, &billwerk.CustomerCreateParams{
				GenerateHandle: true, Metadata: billwerk.Metadata{"reference": id},
			}, opts...)
			return err
		},
		KeyedWrite: func(ctx context.Context, id string, opts ...client.CallOption) error {
			charge, err := c.Charges.Create(ctx, &billwerk.ChargeCreateParams{
				Handle: id, CustomerHandle: Customer, Source: PaymentMethod, Amount: 12900, Text: "Book", Settle: true,
			}, opts...)
			if err != nil {
				return err
			}
			return charge.Err()
		},
		All: func(ctx context.Context, opts ...client.CallOption) iter.Seq2[any, error] {
			return func(yield func(any, error) bool) {
				for customer, err := range c.Customers.All(ctx, nil, opts...) {
					if !yield(customer, err) {
						return
					}
				}
			}
		},
		CloseIdleConnections: c.CloseIdleConnections,
	}, nil
}

// samples are error bodies: those of the documentation, and others in its form.
//
//go:embed testdata
var samples embed.FS

func errorSamples() []clienttest.ErrorSample {
	sample := func(name string, status int, check func(error) error) clienttest.ErrorSample {
		body, err := samples.ReadFile("testdata/error_" + name + ".json")
		if err != nil {
			panic(err) // it is part of the package
		}
		return clienttest.ErrorSample{Name: name, Status: status, Body: body, Check: check}
	}
	onWrite := func(s clienttest.ErrorSample) clienttest.ErrorSample {
		s.OnWrite = true
		return s
	}
	return []clienttest.ErrorSample{
		sample("6_not_authenticated", http.StatusUnauthorized, is[*billwerk.Error](billwerk.CodeNotAuthenticated, client.ErrUnauthorized)),
		sample("7_unauthorized", http.StatusForbidden, is[*billwerk.Error](billwerk.CodeUnauthorized, client.ErrForbidden)),
		sample("9_customer_not_found", http.StatusNotFound, is[*billwerk.Error](billwerk.CodeCustomerNotFound, client.ErrNotFound)),
		onWrite(sample("11_duplicate_handle", http.StatusBadRequest, is[*billwerk.Error](billwerk.CodeDuplicateHandle, client.ErrConflict))),
		onWrite(sample("13_expired", http.StatusBadRequest, is[*billwerk.DeclinedError](billwerk.CodeSubscriptionExpired, billwerk.ErrDeclined))),
		onWrite(sample("66_refund_failed", http.StatusInternalServerError, is[*billwerk.DeclinedError](billwerk.CodeRefundFailed, billwerk.ErrDeclined))),
		onWrite(sample("77_declined", http.StatusBadRequest, is[*billwerk.DeclinedError](billwerk.CodeTransactionDeclined, billwerk.ErrDeclined))),
		sample("122_rate_limit", http.StatusTooManyRequests, is[*billwerk.RateLimitError](billwerk.CodeRateLimitExceeded, client.ErrRateLimited)),
		onWrite(sample("123_concurrency_limit", http.StatusTooManyRequests, is[*billwerk.ConcurrencyLimitError](billwerk.CodeConcurrencyLimitExceeded, client.ErrRateLimited))),
	}
}

// is wants the outermost error to be an E with the code, a request id and the
// class.
func is[E error](code billwerk.Code, class error) func(error) error {
	return func(err error) error {
		if _, ok := err.(E); !ok { //nolint:errorlint // the outermost type is the promise
			return fmt.Errorf("the error is %T, not %T", err, *new(E))
		}
		e, ok := errors.AsType[*billwerk.Error](err)
		switch {
		case !ok:
			return fmt.Errorf("%T holds no *billwerk.Error", err)
		case e.ErrorCode != code, e.ErrorMessage != code.Message():
			return fmt.Errorf("the code is %v with the message %q, not %v", e.ErrorCode, e.ErrorMessage, code)
		case len(e.RequestID) != 32:
			return fmt.Errorf("the request id is %q", e.RequestID)
		case !errors.Is(err, class):
			return fmt.Errorf("%T doesn't match %q", err, class.Error())
		}
		return nil
	}
}
