package numberstest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"slices"
	"strings"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/testdata"
)

// plantedToken is a secret that must turn up nowhere in a run of the suite.
const plantedToken = "canary-numbers-token-4f1c9e7ab2"

// Conformance is what the suite clienttest.RunVendor needs to know of this
// vendor.
func Conformance() clienttest.Vendor {
	planted := numbers.Credentials{AccountSID: AccountSID, Token: plantedToken}
	return clienttest.Vendor{
		Name:    numbers.Vendor,
		NewFake: func() clienttest.Fake { return NewFake(WithCredentials(planted)) },
		New:     subject(planted),
		Secrets: []string{plantedToken, auth.Basic(AccountSID, plantedToken).Reveal()},
		NewWithWrongSecret: subject(numbers.Credentials{
			AccountSID: AccountSID, Token: plantedToken + "-wrong",
		}),
		Samples: samples(),
	}
}

func subject(credentials numbers.Credentials) func(baseURL string, opts ...client.Option) (clienttest.Subject, error) {
	return func(baseURL string, opts ...client.Option) (clienttest.Subject, error) {
		c, err := numbers.New(credentials, append([]client.Option{client.WithBaseURL(baseURL)}, opts...)...)
		if err != nil {
			return clienttest.Subject{}, err
		}
		return clienttest.Subject{
			Read: func(ctx context.Context, opts ...client.CallOption) error {
				_, err := c.Numbers.Get(ctx, "+61255501200", opts...)
				return err
			},
			Write: func(ctx context.Context, id string, opts ...client.CallOption) error {
				_, err := c.Messages.Send(ctx, PropertySID, &numbers.MessageSendParams{
					From: "Showroom", To: "+61491570006", Text: "Doors open at 9.", ExternalID: id,
				}, opts...)
				return err
			},
			All: func(ctx context.Context, opts ...client.CallOption) iter.Seq2[any, error] {
				return func(yield func(any, error) bool) {
					for n, err := range c.Numbers.All(ctx, &numbers.NumberListParams{PropertySID: PropertySID, Count: 10}, opts...) {
						if !yield(n, err) {
							return
						}
					}
				}
			},
			CloseIdleConnections: c.CloseIdleConnections,
		}, nil
	}
}

// statuses are the statuses of the codes that probably don't come with 400.
var statuses = map[numbers.Code]int{
	numbers.CodeForbidden:                        http.StatusForbidden,
	numbers.CodeCountryUnavailable:               http.StatusForbidden,
	numbers.CodeAddressCannotBeDeleted:           http.StatusForbidden,
	numbers.CodeNumberBelongsToDifferentProperty: http.StatusForbidden,
}

// fields are the parameters that the samples name.
var fields = map[numbers.Code][]string{
	numbers.CodeParameterRequired:              {"Line1"},
	numbers.CodeParameterInvalid:               {"Results_Count"},
	numbers.CodeParameterTooShort:              {"City"},
	numbers.CodeParameterTooLong:               {"Friendly"},
	numbers.CodeOneOfSeveralParametersRequired: {"AccountSid", "PropertySid"},
	numbers.CodeInvalidPhoneNumberFormat:       {"Number"},
	numbers.CodeInvalidCountryCodeFormat:       {"CountryCode"},
}

// samples are one answer for each documented code, and the page that the
// vendor's web server may send instead.
func samples() []clienttest.ErrorSample {
	var all []clienttest.ErrorSample
	for i, code := range numbers.Codes() {
		status := http.StatusBadRequest
		if other, ok := statuses[code]; ok {
			status = other
		}
		all = append(all, clienttest.ErrorSample{
			Name: string(code), Status: status, Body: sample("error_" + lower(code) + ".json"), OnWrite: i%2 == 1,
			Check: func(err error) error { return checkSample(err, code) },
		})
	}
	return append(all, clienttest.ErrorSample{
		Name: "HTML", Status: http.StatusInternalServerError, ContentType: "text/html", Body: sample("error_html.html"),
		Check: func(err error) error {
			if e, ok := errors.AsType[*numbers.Error](err); !ok || e.ErrorCode != "" || !errors.Is(err, client.ErrServer) {
				return fmt.Errorf("not a plain *numbers.Error of the server's: %T", err)
			}
			return nil
		},
	})
}

// checkSample checks the outermost type by the form of the code, as the design
// has it, rather than by the package's own table.
func checkSample(err error, code numbers.Code) error {
	var class error
	switch {
	case matches(code, "*_NOT_FOUND"):
		_, ok := err.(*numbers.NotFoundError) //nolint:errorlint // the outermost type is what is checked
		class = expect(ok, client.ErrNotFound)
	case matches(code, "PARAMETER_*", "ONE_OF_SEVERAL_*", "UNKNOWN_*", "INVALID_*"):
		_, ok := err.(*numbers.ValidationError) //nolint:errorlint // see above
		class = expect(ok, client.ErrInvalid)
	case matches(code, "ADDRESS_CANNOT_*", "NUMBER_BELONGS_*"):
		_, ok := err.(*numbers.ConflictError) //nolint:errorlint // see above
		class = expect(ok, client.ErrConflict)
	default:
		_, ok := err.(*numbers.ForbiddenError) //nolint:errorlint // see above
		class = expect(ok, client.ErrForbidden)
	}
	e, ok := errors.AsType[*numbers.Error](err)
	switch {
	case class == nil:
		return fmt.Errorf("%T is not the type for %s", err, code)
	case !errors.Is(err, class):
		return fmt.Errorf("%s does not match %w", code, class)
	case !ok || e.ErrorCode != code || e.Code != string(code) || e.Message == "":
		return fmt.Errorf("the fields of %s are not filled: %w", code, err)
	case !slices.Equal(e.Fields(), fields[code]):
		return fmt.Errorf("the fields of %s are %q, not %q", code, e.Fields(), fields[code])
	}
	return nil
}

func expect(ok bool, class error) error {
	if !ok {
		return nil
	}
	return class
}

func sample(name string) []byte {
	body, err := testdata.Files.ReadFile(name)
	if err != nil {
		panic(err) // embedded
	}
	return body
}

func lower(code numbers.Code) string { return strings.ToLower(string(code)) }

// matches understands one * at an end.
func matches(code numbers.Code, patterns ...string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		if suffix, ok := strings.CutPrefix(p, "*"); ok {
			return strings.HasSuffix(string(code), suffix)
		}
		return strings.HasPrefix(string(code), strings.TrimSuffix(p, "*"))
	})
}
