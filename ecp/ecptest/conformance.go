package ecptest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"slices"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/ecp"
	"github.com/vendorkit/vendorkit-go/ecp/testdata"
)

// Conformance is what the suite clienttest.RunVendor needs to know of ECP.
func Conformance() clienttest.Vendor {
	good := ecp.Credentials{Username: defaultCredentials.Username, Password: auth.Secret(rand.Text())}
	wrong := ecp.Credentials{Username: good.Username, Password: auth.Secret(rand.Text())}
	return clienttest.Vendor{
		Name:     ecp.Vendor,
		HasLogin: true,
		Secrets:  []string{good.Password.Reveal(), wrong.Password.Reveal()},
		NewFake: func() clienttest.Fake {
			return NewFake(WithCredentials(good), WithAnyCoupon(), WithCoupons(Catalogue(2*ecp.MaxPageSize+50)...))
		},
		New: func(baseURL string, opts ...client.Option) (clienttest.Subject, error) {
			return subject(good, baseURL, opts)
		},
		NewWithWrongSecret: func(baseURL string, opts ...client.Option) (clienttest.Subject, error) {
			return subject(wrong, baseURL, opts)
		},
		Samples: samples(),
	}
}

func subject(credentials ecp.Credentials, baseURL string, opts []client.Option) (clienttest.Subject, error) {
	c, err := ecp.New(credentials, append([]client.Option{client.WithBaseURL(baseURL)}, opts...)...)
	if err != nil {
		return clienttest.Subject{}, err
	}
	return clienttest.Subject{
		Read: func(ctx context.Context, opts ...client.CallOption) error {
			_, err := c.Coupons.List(ctx, nil, opts...)
			return err
		},
		Write: func(ctx context.Context, id string, opts ...client.CallOption) error {
			_, err := c.Coupons.Clip(ctx, []int{CouponID(id)}, opts...)
			return err
		},
		All: func(ctx context.Context, opts ...client.CallOption) iter.Seq2[any, error] {
			return func(yield func(any, error) bool) {
				for coupon, err := range c.Coupons.All(ctx, opts...) {
					if !yield(coupon, err) {
						return
					}
				}
			}
		},
		CloseIdleConnections: c.CloseIdleConnections,
	}, nil
}

// samples are the documented errors, and those that are likely where the vendor
// documents no body (401 and 404).
func samples() []clienttest.ErrorSample {
	return []clienttest.ErrorSample{
		{
			Name: "wrong credentials (2000)", Status: http.StatusBadRequest, Body: sample("auth-error.json"), OnLogin: true,
			Check: check[*ecp.AuthError]("2000", client.ErrUnauthorized),
		},
		{
			Name: "input error (2001)", Status: http.StatusBadRequest, Body: sample("input-error-coupons.json"),
			Check: check[*ecp.InputError]("2001", client.ErrInvalid),
		},
		{
			Name: "input error of a clip (2001)", Status: http.StatusBadRequest, Body: sample("input-error-clip.json"), OnWrite: true,
			Check: check[*ecp.InputError]("2001", client.ErrInvalid),
		},
		{
			Name: "clip error (2002)", Status: http.StatusBadRequest, Body: sample("clip-error.json"), OnWrite: true,
			Check: checkClipError,
		},
		{
			Name: "aggregator stores error (2003)", Status: http.StatusBadRequest, Body: sample("aggregator-stores-error.json"),
			Check: check[*ecp.AggregatorStoresError]("2003", client.ErrInvalid),
		},
		{
			Name: "server error (3000)", Status: http.StatusInternalServerError, Body: sample("server-error.json"),
			Check: check[*ecp.ServerError]("3000", client.ErrServer),
		},
		{
			Name: "server error of a clip (3000)", Status: http.StatusInternalServerError, Body: sample("server-error.json"), OnWrite: true,
			Check: check[*ecp.ServerError]("3000", client.ErrOutcomeUnknown),
		},
		{
			Name: "unauthorized", Status: http.StatusUnauthorized, Body: sample("unauthorized.json"),
			Check: check[*ecp.Error]("", client.ErrUnauthorized),
		},
		{
			Name: "unauthorized, an empty string", Status: http.StatusUnauthorized, Body: sample("unauthorized-string.json"),
			Check: check[*ecp.Error]("", client.ErrUnauthorized),
		},
		{
			Name: "unauthorized, no body", Status: http.StatusUnauthorized, ContentType: "text/plain", Body: sample("unauthorized-empty.txt"),
			Check: check[*ecp.Error]("", client.ErrUnauthorized),
		},
		{
			Name: "unauthorized, HTML", Status: http.StatusUnauthorized, ContentType: "text/html", Body: sample("unauthorized.html"),
			Check: check[*ecp.Error]("", client.ErrUnauthorized),
		},
		{
			Name: "not found", Status: http.StatusNotFound, Body: sample("not-found.json"),
			Check: check[*ecp.Error]("", client.ErrNotFound),
		},
		{
			Name: "not found, HTML", Status: http.StatusNotFound, ContentType: "text/html", Body: sample("not-found.html"),
			Check: check[*ecp.Error]("", client.ErrNotFound),
		},
	}
}

func sample(name string) []byte {
	body, err := testdata.Files.ReadFile(name)
	if err != nil {
		panic("ecptest: " + err.Error()) // the file is part of this module
	}
	return body
}

// check wants the type T outermost, with the code, and the class.
func check[T error](code string, class error) func(error) error {
	return func(err error) error {
		if _, ok := err.(T); !ok { //nolint:errorlint // outermost is the rule
			return fmt.Errorf("the error is %T, not %T", err, *new(T))
		}
		if !errors.Is(err, class) {
			return fmt.Errorf("it doesn't match %q", class.Error())
		}
		if e, ok := errors.AsType[*ecp.Error](err); !ok || e.Code != code {
			return fmt.Errorf("there is no *ecp.Error with the code %q in it", code)
		}
		return nil
	}
}

// checkClipError: the coupon of the request is in neither list of the sample.
func checkClipError(err error) error {
	if err := check[*ecp.ClipError]("2002", client.ErrInvalid)(err); err != nil {
		return err
	}
	e, _ := errors.AsType[*ecp.ClipError](err)
	if !slices.Equal(e.NotFound, []int{99120}) || !slices.Equal(e.AtLimit, []int{48377, 48402}) || len(e.RawData) == 0 {
		return fmt.Errorf("not found %v, at limit %v, %d bytes of Data", e.NotFound, e.AtLimit, len(e.RawData))
	}
	if len(e.Undetermined) != 1 || !errors.Is(err, client.ErrOutcomeUnknown) {
		return fmt.Errorf("undetermined %v, outcome unknown %t", e.Undetermined, errors.Is(err, client.ErrOutcomeUnknown))
	}
	return nil
}
