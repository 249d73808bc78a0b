package paytest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions/pay"
	samples "github.com/vendorkit/vendorkit-go/redemptions/pay/testdata"
)

// Conformance is what this API brings to clienttest.RunVendor. Its write adds a
// payment without an external id, since submitting takes a batch of its own.
func Conformance() clienttest.Vendor {
	return clienttest.Vendor{
		Name:    pay.Vendor,
		NewFake: func() clienttest.Fake { return NewFake() },
		New: func(baseURL string, opts ...client.Option) (clienttest.Subject, error) {
			return subject(Secret, baseURL, opts)
		},
		NewWithWrongSecret: func(baseURL string, opts ...client.Option) (clienttest.Subject, error) {
			return subject("paytest-wrong-secret", baseURL, opts)
		},
		Secrets:  []string{Secret},
		Samples:  errorSamples(),
		HasLogin: true,
	}
}

func subject(secret auth.Secret, baseURL string, opts []client.Option) (clienttest.Subject, error) {
	c, err := pay.New(pay.Credentials{Key: Key, Secret: secret}, append([]client.Option{client.WithBaseURL(baseURL)}, opts...)...)
	if err != nil {
		return clienttest.Subject{}, err
	}
	return clienttest.Subject{
		Read: func(ctx context.Context, opts ...client.CallOption) error {
			_, err := c.Accounts.List(ctx, opts...)
			return err
		},
		Write: func(ctx context.Context, id string, opts ...client.CallOption) error {
			_, err := c.Payments.Add(ctx, BatchID, &pay.PaymentAddParams{
				Payments: []*pay.NewPayment{{MSISDN: Member, Amount: "400.00", FirstName: id}},
			}, opts...)
			return err
		},
		All: func(ctx context.Context, opts ...client.CallOption) iter.Seq2[any, error] {
			return func(yield func(any, error) bool) {
				for b, err := range c.Batches.All(ctx, &pay.BatchListParams{Take: Batches/2 - 2}, opts...) { // three pages
					if !yield(b, err) {
						return
					}
				}
			}
		},
		CloseIdleConnections: c.CloseIdleConnections,
	}, nil
}

func errorSamples() []clienttest.ErrorSample {
	return []clienttest.ErrorSample{
		{
			Name: "validation", Status: http.StatusBadRequest, OnWrite: true,
			Body: samples.Read("error-validation.json"),
			Check: func(err error) error {
				if err := checkType[*pay.ValidationError](client.ErrInvalid)(err); err != nil {
					return err
				}
				v, _ := errors.AsType[*pay.ValidationError](err)
				want := pay.FieldError{
					Index: "0", Code: pay.CodeInvalid, Message: "Mobile number is not valid", Field: "Msisdn", Value: "0715550101",
				}
				if f := v.Field("msisdn"); f == nil || *f != want || len(v.Errors) != 1 {
					return fmt.Errorf("the entries are %+v", v.Errors)
				}
				return nil
			},
		},
		{
			Name: "bad request as text", Status: http.StatusBadRequest, ContentType: "text/plain", OnWrite: true,
			Body:  []byte("Batch is not in DRAFT"),
			Check: checkType[*pay.Error](client.ErrInvalid),
		},
		{
			Name: "unauthorised", Status: http.StatusUnauthorized,
			Check: checkType[*pay.AuthError](client.ErrUnauthorized),
		},
		{
			Name: "not found", Status: http.StatusNotFound, OnWrite: true,
			Check: checkType[*pay.Error](client.ErrNotFound),
		},
		{
			Name: "no such API", Status: http.StatusNotFound,
			Check: checkType[*pay.Error](client.ErrInvalid),
		},
		{
			Name: "server-error", Status: http.StatusInternalServerError, ContentType: "text/plain",
			Body:  []byte("System.InvalidOperationException: something unexpected"),
			Check: checkType[*pay.Error](client.ErrServer),
		},
		{
			Name: "login-rejected-200", Status: http.StatusOK, OnLogin: true,
			Body:  samples.Read("login-rejected.json"),
			Check: checkType[*pay.AuthError](client.ErrUnauthorized),
		},
		{
			Name: "login-rejected-401", Status: http.StatusUnauthorized, OnLogin: true,
			Body:  samples.Read("login-rejected.json"),
			Check: checkType[*pay.AuthError](client.ErrUnauthorized),
		},
	}
}

// checkType wants the outermost error to be an E of the class.
func checkType[E error](class error) func(error) error {
	return func(err error) error {
		if _, ok := err.(E); !ok { //nolint:errorlint // the outermost type is the promise
			return fmt.Errorf("the error is %T, not %T", err, *new(E))
		}
		if !errors.Is(err, class) {
			return fmt.Errorf("%T doesn't match %w", err, class)
		}
		return nil
	}
}
