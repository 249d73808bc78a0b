package redemptions

import (
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	samples "github.com/vendorkit/vendorkit-go/redemptions/testdata"
)

func answer(op string, status int, body []byte) client.ResponseError {
	class := map[int]error{
		400: client.ErrInvalid, 401: client.ErrUnauthorized, 403: client.ErrForbidden, 404: client.ErrNotFound,
		429: client.ErrRateLimited, 500: client.ErrServer,
	}[status]
	return client.ResponseError{Vendor: Vendor, Operation: op, StatusCode: status, Body: body, Class: class}
}

// assertType compares the outermost types.
func assertType(t *testing.T, want, got error) {
	t.Helper()
	assert.Equal(t, reflect.TypeOf(want), reflect.TypeOf(got))
}

// The error model of page "Response Models", and its alternatives.
func TestDecodeError(t *testing.T) {
	t.Parallel()
	login, read := opLogin.Name, opAccountList.Name
	general := string(samples.Read("error-general.json"))
	for _, test := range []struct {
		name, op string
		status   int
		body     string
		want     error // its type
		class    error
		code     string
		message  string
	}{
		{"kind 0", read, 400, general, &GeneralError{}, client.ErrServer, "0", "The request could not be processed"},
		{"kind 1", read, 400, string(samples.Read("error-validation-fields.json")), &ValidationError{}, client.ErrInvalid, "1", "Validation error"},
		{"kind 2", read, 400, string(samples.Read("error-invalid-request.json")), &InvalidRequestError{}, client.ErrInvalid, "2", "Request body could not be read"},
		{"kind as a number", read, 400, `{"errorCode":0,"message":"m"}`, &GeneralError{}, client.ErrServer, "0", "m"},
		{"names in PascalCase", read, 400, `{"ErrorCode":"2","Message":"m"}`, &InvalidRequestError{}, client.ErrInvalid, "2", "m"},
		{"unknown kind", read, 400, `{"errorCode":"3","message":"m"}`, &Error{}, client.ErrInvalid, "3", "m"},
		{"no kind but entries", read, 400, `{"validationErrors":[{"errorCode":"106"}]}`, &ValidationError{}, client.ErrInvalid, "", ""},
		{"entries of the wrong type", read, 400, `{"errorCode":"1","message":"m","validationErrors":{"a":1}}`, &ValidationError{}, client.ErrInvalid, "1", "m"},
		{"entries null", read, 400, `{"errorCode":"1","message":"m","validationErrors":null}`, &ValidationError{}, client.ErrInvalid, "1", "m"},
		{"not JSON", read, 400, "Bad Request", &Error{}, client.ErrInvalid, "", ""},
		{"half", read, 400, general[:20], &Error{}, client.ErrInvalid, "", ""},
		{"an array", read, 400, `[` + general + `]`, &Error{}, client.ErrInvalid, "", ""},
		{"null", read, 400, `null`, &Error{}, client.ErrInvalid, "", ""},

		{"401 without a body", read, 401, ``, &AuthError{}, client.ErrUnauthorized, "", ""},
		{"401 with a kind", read, 401, general, &AuthError{}, client.ErrUnauthorized, "0", "The request could not be processed"},
		{"401 page", read, 401, `<html>`, &AuthError{}, client.ErrUnauthorized, "", ""},
		{"403", read, 403, ``, &Error{}, client.ErrForbidden, "", ""},
		{"404", opPaymentGet.Name, 404, ``, &Error{}, client.ErrNotFound, "", ""},
		{"429", read, 429, `{"message":"slow down"}`, &Error{}, client.ErrRateLimited, "", "slow down"},

		{"exception as text", read, 500, string(samples.Read("error-500.txt")), &Error{}, client.ErrServer, "", ""},
		{"exception as JSON", read, 500, `{"message":"Object reference not set","stackTrace":"at X"}`, &Error{}, client.ErrServer, "", ""},
		{"500 with the documented model", read, 500, general, &GeneralError{}, client.ErrServer, "0", "The request could not be processed"},

		{"login refused, 200", login, 200, ``, &AuthError{}, client.ErrUnauthorized, "", ""}, // the core keeps that body to itself
		{"login refused, 400", login, 400, `{"success": false}`, &AuthError{}, client.ErrUnauthorized, "", ""},
		{"login refused, 401", login, 401, `{"success": false}`, &AuthError{}, client.ErrUnauthorized, "", ""},
		{"login refused, 403", login, 403, `{"success": false}`, &AuthError{}, client.ErrUnauthorized, "", ""},
		{"login 400, empty", login, 400, ``, &AuthError{}, client.ErrUnauthorized, "", ""},
		{"login 400, other JSON", login, 400, `{"message":"no"}`, &AuthError{}, client.ErrUnauthorized, "", "no"},
		{"login 400, a proxy's page", login, 400, `<html>`, &Error{}, client.ErrInvalid, "", ""},
		{"login 400, general error", login, 400, general, &GeneralError{}, client.ErrServer, "0", "The request could not be processed"},
		{"login 400, validation", login, 400, `{"errorCode":"1","validationErrors":[{"fieldName":"Key"}]}`, &ValidationError{}, client.ErrInvalid, "1", ""},
		{"login 500", login, 500, `oops`, &Error{}, client.ErrServer, "", ""},
		{"success:false elsewhere", read, 400, `{"success": false}`, &Error{}, client.ErrInvalid, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			err := decodeError(answer(test.op, test.status, []byte(test.body)))
			assertType(t, test.want, err)
			assert.ErrorIs(t, err, test.class)
			base, ok := errors.AsType[*client.ResponseError](err)
			require.True(t, ok)
			assert.Equal(t, test.code, base.Code)
			assert.Equal(t, test.message, base.Message)
			assert.Equal(t, test.body, string(base.Body))
			vendor, ok := errors.AsType[*Error](err)
			require.True(t, ok, "errors.As must reach *Error")
			assert.Same(t, base, vendor.Base())
		})
	}
}

// Section "ValidationError" of page "Response Models": all strings, but index and
// errorCode may come as numbers.
func TestDecodeFields(t *testing.T) {
	t.Parallel()
	body := `{"errorCode":1,"validationErrors":[
		{"index":0,"errorCode":100,"errorMessage":"a","fieldName":"CountryCode"},
		null, "x",
		{"index":"1","errorCode":"117","errorMessage":"b","fieldName":"amount","fieldValue":12.50},
		{"index":"2","errorCode":"106","errorMessage":{"x":1},"fieldName":null,"fieldValue":true}]}`
	v, ok := errors.AsType[*ValidationError](decodeError(answer(opPaymentCreate.Name, 400, []byte(body))))
	require.True(t, ok)
	assert.Equal(t, []FieldError{
		{Index: "0", Code: CodeRequired, Message: "a", Field: "CountryCode"},
		{Index: "1", Code: "117", Message: "b", Field: "amount", Value: "12.50"},
		{Index: "2", Code: CodeInvalid, Value: "true"},
	}, v.Errors)
	assert.Same(t, &v.Errors[0], v.Field("countrycode"))
	assert.Same(t, &v.Errors[1], v.Field("Amount"))
	assert.Nil(t, v.Field("reference"))
}

// That an unknown id is a validation error on it is inferred.
func TestDecodeUnknownID(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		op, field string
		want      error
	}{
		{opPaymentGet.Name, "Id", client.ErrNotFound},
		{opPaymentGet.Name, "PaymentID", client.ErrNotFound},
		{opPaymentGet.Name, "AccountId", client.ErrInvalid},
		{opTransactionList.Name, "Id", client.ErrNotFound},
		{opTransactionList.Name, "AccountId", client.ErrNotFound},
		{opTransactionList.Name, "Take", client.ErrInvalid},
		{opPaymentCreate.Name, "AccountId", client.ErrInvalid},
	} {
		body := fmt.Sprintf(`{"errorCode":"1","validationErrors":[{"errorCode":"106","fieldName":%q}]}`, test.field)
		err := decodeError(answer(test.op, 400, []byte(body)))
		assert.ErrorIs(t, err, test.want, "%s %s", test.op, test.field)
		assertType(t, &ValidationError{}, err)
	}
}

func TestValidationErrorText(t *testing.T) {
	t.Parallel()
	err := decodeError(answer(opPaymentCreate.Name, 400, samples.Read("error-validation-fields.json")))
	want := "redemptions payments.create: 400 Bad Request, code 1: Validation error" +
		"; CountryCode: Country code is required (100); Amount: Amount is not valid (106)"
	for _, verb := range []string{"%s", "%v", "%+v", "%#v"} {
		assert.Equal(t, want, fmt.Sprintf(verb, err), verb)
	}
	assert.NotContains(t, err.Error(), "12,50", "values stay out of the text")

	entries := strings.Repeat(`{"errorCode":"106","errorMessage":"`+strings.Repeat("é\\n", 400)+`","fieldName":"`+strings.Repeat("x", 400)+`"},`, 9)
	body := `{"errorCode":"1","message":"` + strings.Repeat("m", 5000) + `","validationErrors":[` + strings.TrimSuffix(entries, ",") + `]}`
	long := decodeError(answer(opPaymentCreate.Name, 400, []byte(body))).Error()
	assert.Less(t, len(long), 2048)
	assert.NotContains(t, long, "\n")
}

func TestMoreFieldsThanShown(t *testing.T) {
	t.Parallel()
	body := `{"errorCode":"1","validationErrors":[` + strings.TrimSuffix(strings.Repeat(`{"fieldName":"A"},`, 7), ",") + `]}`
	assert.True(t, strings.HasSuffix(decodeError(answer("x", 400, []byte(body))).Error(), "; and more"))
}

func TestFinalLogin(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{
		`{"success":false}`: true, `{"errorCode":"1"}`: true, `{"errorCode":"2"}`: true,
		`{"errorCode":"0"}`: false, `<html>`: false,
	} {
		f, ok := decodeError(answer(opLogin.Name, http.StatusBadRequest, []byte(body))).(interface{ FinalLogin() bool })
		assert.Equal(t, want, ok && f.FinalLogin(), body)
	}
}

func FuzzDecodeError(f *testing.F) {
	for _, name := range []string{"error-general.json", "error-validation-fields.json", "error-500.txt", "login-rejected.json"} {
		f.Add(400, opLogin.Name, samples.Read(name))
	}
	f.Add(502, "x", []byte("<html>"))
	f.Add(400, opPaymentGet.Name, []byte(`{"errorCode":"1","validationErrors":[{"fieldName":"Id"}]}`))
	f.Fuzz(func(t *testing.T, status int, op string, body []byte) {
		err := decodeError(answer(op, status, body))
		require.Error(t, err)
		base, ok := errors.AsType[*client.ResponseError](err)
		require.True(t, ok)
		require.Less(t, len(err.Error()), 2048)
		again := decodeError(*base)
		if base.Class != nil && base.Class != client.ErrNotFound { //nolint:errorlint // identity
			require.ErrorIs(t, again, base.Class)
		}
		assertType(t, err, again)
		require.Equal(t, err.Error(), again.Error())
	})
}
