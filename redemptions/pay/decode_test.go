package pay

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
	samples "github.com/vendorkit/vendorkit-go/redemptions/pay/testdata"
)

func answer(op string, status int, body []byte) client.ResponseError {
	class := map[int]error{
		400: client.ErrInvalid, 401: client.ErrUnauthorized, 404: client.ErrNotFound, 500: client.ErrServer,
	}[status]
	return client.ResponseError{Vendor: Vendor, Operation: op, StatusCode: status, Body: body, Class: class}
}

func assertType(t *testing.T, want, got error) {
	t.Helper()
	assert.Equal(t, reflect.TypeOf(want), reflect.TypeOf(got))
}

// Page "Response Models" of the PAY API; the structure of a 400 is unknown.
func TestDecodeError(t *testing.T) {
	t.Parallel()
	read := opBatchGet.Name
	for _, test := range []struct {
		name, op string
		status   int
		body     string
		want     error // its type
		class    error
		message  string
	}{
		{"Redemptions model, 1", read, 400, string(samples.Read("error-validation.json")), &ValidationError{}, client.ErrInvalid, "Validation error"},
		{"Redemptions model, 0", read, 400, `{"errorCode":"0","message":"m"}`, &GeneralError{}, client.ErrServer, "m"},
		{"Redemptions model, 2", read, 400, `{"errorCode":2,"message":"m"}`, &InvalidRequestError{}, client.ErrInvalid, "m"},
		{"text", read, 400, "Batch is not in DRAFT\n", &Error{}, client.ErrInvalid, "Batch is not in DRAFT"},
		{"a JSON string", read, 400, `"Name is not unique"`, &Error{}, client.ErrInvalid, "Name is not unique"},
		{"a broken JSON string", read, 400, `"Name is`, &Error{}, client.ErrInvalid, ""},
		{"other JSON with a message", read, 400, `{"message":"m"}`, &Error{}, client.ErrInvalid, "m"},
		{"other JSON", read, 400, `{"title":"m"}`, &Error{}, client.ErrInvalid, ""},
		{"an array", read, 400, `["m"]`, &Error{}, client.ErrInvalid, ""},
		{"a page", read, 400, `<html>no</html>`, &Error{}, client.ErrInvalid, ""},
		{"no UTF-8", read, 400, "\xff\xfe", &Error{}, client.ErrInvalid, ""},
		{"empty", read, 400, ``, &Error{}, client.ErrInvalid, ""},
		{"401", read, 401, ``, &AuthError{}, client.ErrUnauthorized, ""},
		{"404", read, 404, `nothing here`, &Error{}, client.ErrNotFound, ""},
		{"an exception", read, 500, `System.Exception: secret internals`, &Error{}, client.ErrServer, ""},
		{"login refused, 200", opLogin.Name, 200, ``, &AuthError{}, client.ErrUnauthorized, ""},
		{"login refused, 400", opLogin.Name, 400, string(samples.Read("login-rejected.json")), &AuthError{}, client.ErrUnauthorized, ""},
		{"submitted and still a draft", opBatchSubmit.Name, 200, `{"id":"b"}`, &Error{}, client.ErrConflict, "the batch was not submitted"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			err := decodeError(answer(test.op, test.status, []byte(test.body)))
			assertType(t, test.want, err)
			assert.ErrorIs(t, err, test.class)
			base, ok := errors.AsType[*client.ResponseError](err)
			require.True(t, ok)
			assert.Equal(t, test.message, base.Message)
			vendor, ok := errors.AsType[*Error](err)
			require.True(t, ok, "errors.As must reach *Error")
			assert.Same(t, base, vendor.Base())
		})
	}
}

func TestValidationErrorText(t *testing.T) {
	t.Parallel()
	err := decodeError(answer(opPaymentAdd.Name, http.StatusBadRequest, samples.Read("error-validation.json")))
	for _, verb := range []string{"%s", "%v", "%+v", "%#v"} {
		assert.Equal(t, "pay payments.add: 400 Bad Request, code 1: Validation error; Msisdn: Mobile number is not valid (106)", fmt.Sprintf(verb, err))
	}
	v, ok := errors.AsType[*ValidationError](err)
	require.True(t, ok)
	assert.Equal(t, "0715550101", v.Field("MSISDN").Value, "a mobile number is in no text, but at hand")
	assert.Nil(t, v.Field("amount"))
}

func FuzzDecodeError(f *testing.F) {
	f.Add(400, opBatchGet.Name, samples.Read("error-validation.json"))
	f.Add(400, opBatchGet.Name, []byte("Batch is not in DRAFT"))
	f.Add(400, opLogin.Name, []byte(`{"success":false}`))
	f.Add(200, opBatchSubmit.Name, []byte(`{}`))
	f.Fuzz(func(t *testing.T, status int, op string, body []byte) {
		err := decodeError(answer(op, status, body))
		require.Error(t, err)
		base, ok := errors.AsType[*client.ResponseError](err)
		require.True(t, ok)
		require.Less(t, len(err.Error()), 2048)
		require.False(t, strings.ContainsAny(err.Error(), "\r\n"))
		again := decodeError(*base)
		assertType(t, err, again)
		require.Equal(t, err.Error(), again.Error())
	})
}
