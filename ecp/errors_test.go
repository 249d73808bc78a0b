package ecp

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return body
}

func answered(op string, status int, body []byte) client.ResponseError {
	return client.ResponseError{
		Vendor: Vendor, Operation: op, Method: http.MethodPost, URL: "https://h.test/x", StatusCode: status, Body: body,
	}
}

// The rows are the page "ECP API Error Codes" (status, code, meaning), and for
// 401 and 404, whose bodies aren't documented, the likely ones.
func TestDecodeError_samples(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		file    string
		status  int
		want    error
		code    Code
		class   error
		verdict retry.Verdict
		message string
	}{
		{"auth-error.json", 400, &AuthError{}, 2000, client.ErrUnauthorized, retry.Stop, "The username or password is not correct."},
		{"input-error-coupons.json", 400, &InputError{}, 2001, client.ErrInvalid, retry.Stop, "The page parameter must be a whole number."},
		{"input-error-clip.json", 400, &InputError{}, 2001, client.ErrInvalid, retry.Stop, "CouponId is required."},
		{"clip-error.json", 400, &ClipError{}, 2002, client.ErrInvalid, retry.Stop, "One or more coupons could not be clipped."},
		{"aggregator-stores-error.json", 400, &AggregatorStoresError{}, 2003, client.ErrInvalid, retry.Stop, "The API user must belong to exactly one aggregator."},
		{"server-error.json", 500, &ServerError{}, 3000, client.ErrServer, retry.Retry, "An unexpected error occurred."},
		{"unauthorized.json", 401, &Error{}, 0, nil, retry.Unknown, "Authorization has been denied for this request."},
		{"unauthorized-string.json", 401, &Error{}, 0, nil, retry.Unknown, ""},
		{"unauthorized-empty.txt", 401, &Error{}, 0, nil, retry.Unknown, ""},
		{"unauthorized.html", 401, &Error{}, 0, nil, retry.Unknown, ""},
		{"not-found.json", 404, &Error{}, 0, nil, retry.Unknown, "No HTTP resource was found that matches the request URI."},
		{"not-found.html", 404, &Error{}, 0, nil, retry.Unknown, ""},
	} {
		t.Run(test.file, func(t *testing.T) {
			t.Parallel()
			body := sample(t, test.file)
			err := Wire{}.WithDefaults().decodeError(answered("x", test.status, body))
			require.Equal(t, fmt.Sprintf("%T", test.want), fmt.Sprintf("%T", err))
			e, ok := errors.AsType[*Error](err)
			require.True(t, ok)
			assert.Equal(t, test.code, e.ErrorCode)
			assert.Equal(t, test.message, e.Message)
			assert.Equal(t, test.class, e.Class, "nil keeps the class that the core gives the status")
			assert.Equal(t, test.verdict, e.RetryVerdict())
			assert.Equal(t, body, e.Body)
			base, ok := errors.AsType[*client.ResponseError](err)
			require.True(t, ok)
			assert.Same(t, &e.ResponseError, base)
			if test.code != 0 {
				assert.Equal(t, fmt.Sprint(int(test.code)), e.Code)
				assert.ErrorIs(t, err, test.class)
			}
		})
	}
}

func TestDecodeError_codeAndStatus(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, body string
		status     int
		want       error
		code       Code
		text       string
	}{
		{"number in quotes", `{"Code":"2001"}`, 400, &InputError{}, 2001, "2001"},
		{"spaces around it", `{"Code":" 2001 "}`, 400, &InputError{}, 2001, " 2001 "},
		{"other casing", `{"code":2003,"message":"m"}`, 400, &AggregatorStoresError{}, 2003, "2003"},
		{"unknown code is kept", `{"Code":2004,"Message":"new"}`, 400, &Error{}, 2004, "2004"},
		{"code that is a word", `{"Code":"E17"}`, 400, &Error{}, 0, "E17"},
		{"code that is an object", `{"Code":{"a":1}}`, 400, &Error{}, 0, ""},
		{"code null", `{"Code":null}`, 400, &Error{}, 0, ""},
		{"code with a fraction", `{"Code":2001.5}`, 400, &Error{}, 0, "2001.5"},
		{"a client's code with a server's status", `{"Code":2001}`, 500, &Error{}, 2001, "2001"},
		{"a server's code with a client's status", `{"Code":3000}`, 400, &Error{}, 3000, "3000"},
		{"a success's code with an error's status", `{"Code":1000}`, 400, &Error{}, 1000, "1000"},
		{"500 without a code", `{"Message":"m"}`, 500, &Error{}, 0, ""},
		{"3000 with another 5xx", `{"Code":3000}`, 503, &ServerError{}, 3000, "3000"},
		{"byte order mark", "\xef\xbb\xbf" + `{"Code":2001}`, 400, &InputError{}, 2001, "2001"},
		{"half a document", `{"Code":2001,"Mess`, 400, &Error{}, 0, ""},
		{"an array", `[{"Code":2001}]`, 400, &Error{}, 0, ""},
		{"null", `null`, 400, &Error{}, 0, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			err := Wire{}.WithDefaults().decodeError(answered("x", test.status, []byte(test.body)))
			require.Equal(t, fmt.Sprintf("%T", test.want), fmt.Sprintf("%T", err))
			e, _ := errors.AsType[*Error](err)
			assert.Equal(t, test.code, e.ErrorCode)
			assert.Equal(t, test.text, e.Code)
		})
	}
}

// A message that isn't a text is none, and Data is kept whatever it is ("there
// may also be a Data field with more information").
func TestDecodeError_messageAndData(t *testing.T) {
	t.Parallel()
	err := Wire{}.WithDefaults().decodeError(answered("x", 400, []byte(`{"Code":2001,"Message":{"a":1},"Data": {"Field":"page"} }`)))
	e, ok := errors.AsType[*InputError](err)
	require.True(t, ok)
	assert.Empty(t, e.Message)
	assert.JSONEq(t, `{"Field":"page"}`, string(e.RawData))
}

func TestError_hints(t *testing.T) {
	t.Parallel()
	decode := Wire{}.WithDefaults().decodeError
	notFound := decode(answered("coupons.clip", 404, sample(t, "not-found.html")))
	for _, text := range []string{notFound.Error(), fmt.Sprintf("%v %+v", notFound, notFound), fmt.Sprintf("%#v", notFound)} {
		assert.Contains(t, text, "path prefix")
		assert.Contains(t, text, "ecp.Wire")
		assert.Contains(t, text, "method of POST")
	}
	assert.NotContains(t, decode(answered("do", 404, nil)).Error(), "ecp.Wire", "the path of Do is the caller's")
	stores := decode(answered("stores.list", 400, sample(t, "aggregator-stores-error.json")))
	assert.Contains(t, stores.Error(), "exactly one aggregator")
	assert.Contains(t, stores.Error(), "ask the vendor")
}

// Wrong credentials are final, so that a login is not tried again and again; a
// 500 of the login is not.
func TestFinalLogin(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]bool{
		"auth-error.json": true, "input-error-clip.json": true, "server-error.json": false, "not-found.html": false,
	} {
		status := 400
		if file == "server-error.json" {
			status = 500
		}
		err := Wire{}.WithDefaults().decodeError(answered("authenticate", status, sample(t, file)))
		final, ok := errors.AsType[interface {
			error
			FinalLogin() bool
		}](err)
		assert.Equal(t, want, ok && final.FinalLogin(), file)
	}
}

func TestError_printsNoBody(t *testing.T) {
	t.Parallel()
	body := []byte(`{"Code":2002,"Message":"m","Data":{"CouponsNotFound":[1],"Note":"planted-canary"}}`)
	err := Wire{}.WithDefaults().decodeError(answered("coupons.clip", 400, body))
	encoded, jsonErr := json.Marshal(err)
	require.NoError(t, jsonErr)
	for _, text := range []string{err.Error(), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err), string(encoded)} {
		assert.NotContains(t, text, "planted-canary")
		assert.Contains(t, text, "2002")
	}
}

func FuzzDecodeError(f *testing.F) {
	files, err := filepath.Glob("testdata/*error*.*")
	require.NoError(f, err)
	require.NotEmpty(f, files)
	for _, file := range files {
		f.Add(400, sample(f, filepath.Base(file)))
	}
	f.Add(500, []byte(`{"Code":"3000"}`))
	f.Add(400, []byte(`{"Code":2002,"Data":[[1],["a",null,{}]]}`))
	f.Add(404, []byte("\xff<html>"))
	f.Add(401, []byte(`""`))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		base := answered("coupons.clip", status, body)
		decode := Wire{}.WithDefaults().decodeError
		err := decode(base)
		if err == nil {
			t.Fatal("nil")
		}
		again := decode(base)
		if fmt.Sprintf("%T %v", err, err) != fmt.Sprintf("%T %v", again, again) {
			t.Fatalf("%v\n%v", err, again)
		}
		found, ok := errors.AsType[*client.ResponseError](err)
		if !ok || found.StatusCode != status || string(found.Body) != string(body) {
			t.Fatalf("%T lost the common part", err)
		}
		completeClipError(err, []int{1, 2, 3, 4, 5, 6, 7})
		if text := err.Error(); len(text) >= 2048 || strings.ContainsAny(text, "\r\n") {
			t.Fatalf("%d bytes: %q", len(text), text)
		}
	})
}
