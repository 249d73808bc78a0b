package redemptionstest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions"
	samples "github.com/vendorkit/vendorkit-go/redemptions/testdata"
)

// Conformance is what this vendor brings to clienttest.RunVendor.
func Conformance() clienttest.Vendor {
	return clienttest.Vendor{
		Name:    redemptions.Vendor,
		NewFake: func() clienttest.Fake { return NewFake() },
		New: func(baseURL string, opts ...client.Option) (clienttest.Subject, error) {
			return subject(Secret, baseURL, opts)
		},
		NewWithWrongSecret: func(baseURL string, opts ...client.Option) (clienttest.Subject, error) {
			return subject("redemptionstest-wrong-secret", baseURL, opts)
		},
		Secrets:  []string{Secret},
		Samples:  errorSamples(),
		HasLogin: true,
	}
}

func subject(secret auth.Secret, baseURL string, opts []client.Option) (clienttest.Subject, error) {
	c, err := redemptions.New(redemptions.Credentials{Key: Key, Secret: secret},
		append([]client.Option{client.WithBaseURL(baseURL)}, opts...)...)
	if err != nil {
		return clienttest.Subject{}, err
	}
	return clienttest.Subject{
		Read: func(ctx context.Context, opts ...client.CallOption) error {
			_, err := c.Accounts.List(ctx, opts...)
			return err
		},
		Write: func(ctx context.Context, id string, opts ...client.CallOption) error {
			_, err := c.Payments.Create(ctx, &redemptions.PaymentCreateParams{
				Amount: redemptions.NewCents(25900), CurrencyCode: "DZAR", AccountID: AccountID,
				Reference: id, CountryCode: "ZA",
			}, opts...)
			return err
		},
		All: func(ctx context.Context, opts ...client.CallOption) iter.Seq2[any, error] {
			return func(yield func(any, error) bool) {
				params := &redemptions.TransactionListParams{Take: Transactions/2 - 2} // three pages
				for t, err := range c.Accounts.AllTransactions(ctx, AccountID, params, opts...) {
					if !yield(t, err) {
						return
					}
				}
			}
		},
		CloseIdleConnections: c.CloseIdleConnections,
	}, nil
}

func errorSamples() []clienttest.ErrorSample {
	validation := func(want ...redemptions.FieldError) func(error) error {
		return func(err error) error { return checkFields(err, want) }
	}
	return []clienttest.ErrorSample{
		{
			Name: "validation-sample", Status: http.StatusBadRequest, OnWrite: true,
			Body: samples.Read("error-validation-sample.json"),
			Check: validation(redemptions.FieldError{
				Index: "0", Code: redemptions.CodeInvalid, Message: "Account ID is invalid (does not exist or not active)",
				Field: "AccountId", Value: "00000000-0000-0000-0000-000000000000",
			}),
		},
		{
			Name: "validation-fields", Status: http.StatusBadRequest, OnWrite: true,
			Body: samples.Read("error-validation-fields.json"),
			Check: validation(
				redemptions.FieldError{Index: "0", Code: redemptions.CodeRequired, Message: "Country code is required", Field: "CountryCode"},
				redemptions.FieldError{Index: "1", Code: redemptions.CodeInvalid, Message: "Amount is not valid", Field: "Amount", Value: "12,50"},
			),
		},
		{
			Name: "invalid-request", Status: http.StatusBadRequest, OnWrite: true,
			Body:  samples.Read("error-invalid-request.json"),
			Check: checkType[*redemptions.InvalidRequestError](client.ErrInvalid),
		},
		{
			Name: "general", Status: http.StatusBadRequest,
			Body:  samples.Read("error-general.json"),
			Check: checkType[*redemptions.GeneralError](client.ErrServer),
		},
		{
			Name: "unauthorised", Status: http.StatusUnauthorized,
			Check: checkType[*redemptions.AuthError](client.ErrUnauthorized),
		},
		{
			Name: "server-error", Status: http.StatusInternalServerError, ContentType: "text/plain",
			Body:  samples.Read("error-500.txt"),
			Check: checkType[*redemptions.Error](client.ErrServer),
		},
		{
			Name: "login-rejected-200", Status: http.StatusOK, OnLogin: true,
			Body:  samples.Read("login-rejected.json"),
			Check: checkType[*redemptions.AuthError](client.ErrUnauthorized),
		},
		{
			Name: "login-rejected-400", Status: http.StatusBadRequest, OnLogin: true,
			Body:  samples.Read("login-rejected.json"),
			Check: checkType[*redemptions.AuthError](client.ErrUnauthorized),
		},
		{
			Name: "login-rejected-401", Status: http.StatusUnauthorized, OnLogin: true,
			Body:  samples.Read("login-rejected.json"),
			Check: checkType[*redemptions.AuthError](client.ErrUnauthorized),
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

func checkFields(err error, want []redemptions.FieldError) error {
	if err := checkType[*redemptions.ValidationError](client.ErrInvalid)(err); err != nil {
		return err
	}
	v, _ := errors.AsType[*redemptions.ValidationError](err)
	if len(v.Errors) != len(want) {
		return fmt.Errorf("%d entries, not %d", len(v.Errors), len(want))
	}
	for i, f := range want {
		if v.Errors[i] != f || v.Field(f.Field) != &v.Errors[i] {
			return fmt.Errorf("entry %d is %+v, not %+v", i, v.Errors[i], f)
		}
	}
	return nil
}
