package numbers_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
	"github.com/vendorkit/vendorkit-go/retry"
)

// refusal is the error of a read that is answered so.
func refusal(t testing.TB, status int, body string) error {
	t.Helper()
	c, _ := answering(t, status, body)
	_, err := c.Numbers.Get(t.Context(), heldNumber, client.WithMaxAttempts(1))
	require.Error(t, err)
	return err
}

func envelope(code string) string {
	return fmt.Sprintf(`{"ResponseStatus":{"ErrorCode":%q,"Message":"no"}}`, code)
}

// typeName is the outermost type.
func typeName(err error) string { return strings.TrimPrefix(fmt.Sprintf("%T", err), "*numbers.") }

// Page errors, and page create-project for UNKNOWN_TIME_ZONE. Every code with
// every documented status: the type follows the code.
func TestCodeDecidesNotStatus(t *testing.T) {
	t.Parallel()
	types := map[string]error{
		"ValidationError": client.ErrInvalid, "NotFoundError": client.ErrNotFound,
		"ConflictError": client.ErrConflict, "ForbiddenError": client.ErrForbidden,
	}
	for code, want := range map[string]string{
		"PARAMETER_REQUIRED": "ValidationError", "PARAMETER_INVALID": "ValidationError", "PARAMETER_TOO_SHORT": "ValidationError",
		"PARAMETER_TOO_LONG": "ValidationError", "ONE_OF_SEVERAL_PARAMETERS_REQUIRED": "ValidationError",
		"UNKNOWN_ROUTING_METHOD": "ValidationError", "UNKNOWN_RECORDING_OPTION": "ValidationError", "UNKNOWN_CAPABILITY": "ValidationError",
		"UNKNOWN_DISPOSITION": "ValidationError", "UNKNOWN_NUMBERTYPE": "ValidationError", "UNKNOWN_TIME_ZONE": "ValidationError",
		"INVALID_PHONENUMBER_FORMAT": "ValidationError", "INVALID_COUNTRYCODE_FORMAT": "ValidationError",
		"ADDRESS_NOT_FOUND": "NotFoundError", "NUMBER_NOT_FOUND": "NotFoundError", "LOCATION_NOT_FOUND": "NotFoundError",
		"COUNTRY_NOT_FOUND": "NotFoundError", "PROPERTY_NOT_FOUND": "NotFoundError", "ACCOUNT_NOT_FOUND": "NotFoundError",
		"CALL_NOT_FOUND":            "NotFoundError",
		"ADDRESS_CANNOT_BE_DELETED": "ConflictError", "NUMBER_BELONGS_TO_DIFFERENT_PROPERTY": "ConflictError",
		"FORBIDDEN": "ForbiddenError", "COUNTRY_UNAVAILABLE": "ForbiddenError",
	} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			assert.Contains(t, numbers.Codes(), numbers.Code(code))
			assert.NotEmpty(t, numbers.Code(code).Description())
			for _, status := range []int{400, 401, 403, 500} {
				err := refusal(t, status, envelope(code))
				assert.Equal(t, want, typeName(err), "status %d", status)
				assert.ErrorIs(t, err, types[want])
				e := as[*numbers.Error](t, err)
				assert.Equal(t, numbers.Code(code), e.ErrorCode)
				assert.Equal(t, code, as[*client.ResponseError](t, err).Code)
				assert.Equal(t, status, e.StatusCode)
				assert.Equal(t, retry.Stop, e.RetryVerdict())
				for other, class := range types {
					assert.Equal(t, other == want, errors.Is(err, class), "%s against %s", code, other)
				}
			}
		})
	}
	assert.Len(t, numbers.Codes(), 24)
}

func TestCodesThatAreNotDocumented(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		status int
		code   string
		want   string
		class  error
	}{
		// The form of the name tells, as it does for the documented ones.
		{400, "MESSAGE_NOT_FOUND", "NotFoundError", client.ErrNotFound},
		{404, "FLOW_NOT_FOUND", "NotFoundError", client.ErrNotFound},
		{400, "PARAMETER_ODD", "ValidationError", client.ErrInvalid},
		{400, "INVALID_EMAIL_FORMAT", "ValidationError", client.ErrInvalid},
		{400, "UNKNOWN_SCOPE", "ValidationError", client.ErrInvalid},
		{400, "parameter_required", "ValidationError", client.ErrInvalid},
		// Made up by the vendor's Java SDK; it says nothing.
		{400, "UNKNOWN_ERROR", "Error", client.ErrInvalid},
		// The status says more than the form of an unknown code.
		{401, "INVALID_TOKEN", "Error", client.ErrUnauthorized},
		{403, "UNKNOWN_PERMISSION", "Error", client.ErrForbidden},
		{429, "PARAMETER_OF_LOAD", "Error", client.ErrRateLimited},
		{500, "INVALID_OPERATION", "Error", client.ErrServer},
		{400, "SMS_NOT_ENABLED", "Error", client.ErrInvalid},
		{401, "", "Error", client.ErrUnauthorized},
		{404, "", "Error", client.ErrNotFound},
	} {
		err := refusal(t, test.status, envelope(test.code))
		assert.Equal(t, test.want, typeName(err), "%d %s", test.status, test.code)
		assert.ErrorIs(t, err, test.class)
		assert.Equal(t, numbers.Code(test.code), as[*numbers.Error](t, err).ErrorCode, "kept as sent")
	}
}

// A code that isn't documented leaves the verdict to the status; a documented one
// ends the call, even with a status that would be repeated.
func TestVerdictFollowsCode(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		status   int
		code     string
		requests int
	}{
		{500, "SERVER_ON_FIRE", 3}, {503, "", 3}, {500, "PARAMETER_INVALID", 1}, {400, "SERVER_ON_FIRE", 1}, {429, "SLOW_DOWN", 3},
	} {
		c, wire := answering(t, test.status, envelope(test.code))
		_, err := c.Numbers.Get(t.Context(), heldNumber, client.WithMaxAttempts(3))
		require.Error(t, err)
		assert.Equal(t, test.requests, wire.Count(), "%d %s", test.status, test.code)
	}
}

func TestFields(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		errors string
		want   []string
	}{
		{`[{"FieldName":"Line1"}]`, []string{"Line1"}},
		{`[{"FieldName":"AccountSid, PropertySid"}]`, []string{"AccountSid", "PropertySid"}},
		{`[{"FieldName":"AccountSid,PropertySid"}]`, []string{"AccountSid", "PropertySid"}},
		{`[{"FieldName":"AccountSid;PropertySid"}]`, []string{"AccountSid", "PropertySid"}},
		{`[{"FieldName":"AccountSid|PropertySid"}]`, []string{"AccountSid", "PropertySid"}},
		{`[{"FieldName":"AccountSid / PropertySid"}]`, []string{"AccountSid", "PropertySid"}},
		{`[{"FieldName":"AccountSid or PropertySid"}]`, []string{"AccountSid", "PropertySid"}},
		{`[{"FieldName":"AccountSid AND PropertySid"}]`, []string{"AccountSid", "PropertySid"}},
		{`[{"FieldName":["AccountSid","PropertySid"]}]`, []string{"AccountSid", "PropertySid"}},
		{`[{"FieldName":"Messages[0].To, Attribution_Source"}]`, []string{"Messages[0].To", "Attribution_Source"}},
		{`[{"FieldName":"To"},{"FieldName":"From"},{"FieldName":"To"}]`, []string{"To", "From"}},
		{`[{"FieldName":"Organisation"}]`, []string{"Organisation"}}, // "or" is a word, not a part of one
		{`[{"FieldName":""},{}, 7, null]`, nil},
		{`{"FieldName":"To"}`, nil},
		{`"To"`, nil},
		{`null`, nil},
	} {
		err := refusal(t, 400, `{"ResponseStatus":{"ErrorCode":"PARAMETER_INVALID","Message":"no","Errors":`+test.errors+`}}`)
		assert.Equal(t, test.want, as[*numbers.ValidationError](t, err).Fields(), test.errors)
	}
}

// The envelope is ServiceStack's, whose entries usually have these two as well.
func TestFieldDetailsAreKept(t *testing.T) {
	t.Parallel()
	err := refusal(t, 400, `{"ResponseStatus":{"ErrorCode":"PARAMETER_INVALID","Errors":[{"FieldName":"To","ErrorCode":"TooOld","Message":"no"}]}}`)
	assert.Equal(t, []numbers.FieldError{{FieldName: "To", ErrorCode: "TooOld", Message: "no"}}, as[*numbers.Error](t, err).Errors)
}

// One member of a wrong type must not hide the others.
func TestEnvelopesOfOtherShapes(t *testing.T) {
	t.Parallel()
	for body, code := range map[string]string{
		`{"ResponseStatus":{"ErrorCode":"FORBIDDEN","Message":["a"],"Errors":"x"}}`: "FORBIDDEN",
		`{"ResponseStatus":{"ErrorCode":{"a":1},"Message":"no"}}`:                   "",
		`{"ResponseStatus":{"ErrorCode":403,"Message":"no"}}`:                       "403",
		`{"responseStatus":{"errorCode":"FORBIDDEN"}}`:                              "FORBIDDEN",
		`{"ErrorCode":"FORBIDDEN","Message":"no"}`:                                  "FORBIDDEN",
		`{"ResponseStatus":"FORBIDDEN"}`:                                            "",
		`{"ResponseStatus":null}`:                                                   "",
		`[{"ErrorCode":"FORBIDDEN"}]`:                                               "",
		`{"ResponseStatus":{"ErrorCode":"FORBIDDEN"`:                                "",
		`<html>`: "", ``: "", `null`: "", `"no"`: "",
	} {
		err := refusal(t, 403, body)
		assert.Equal(t, code, as[*client.ResponseError](t, err).Code, body)
		assert.ErrorIs(t, err, client.ErrForbidden, body)
	}
}

// A body that says no with status 200 is a refusal, and never a result.
func TestRefusalWithStatus200(t *testing.T) {
	t.Parallel()
	c, _ := answering(t, 200, envelope("PROPERTY_NOT_FOUND"))
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"one":  func() error { _, err := c.Numbers.Get(ctx, heldNumber); return err },
		"list": func() error { _, err := c.Numbers.List(ctx, nil); return err },
		"any": func() error {
			_, err := c.Numbers.Configure(ctx, heldNumber, &numbers.NumberConfigureParams{Friendly: "x"})
			return err
		},
		"delete": func() error { return c.Addresses.Delete(ctx, "D1") },
		"batch": func() error {
			_, err := c.Messages.SendBatch(ctx, propertySID, []*numbers.MessageSendParams{{To: "+61491570006", Text: "x"}})
			return err
		},
	} {
		err := call()
		require.Error(t, err, name)
		assert.Equal(t, numbers.CodePropertyNotFound, as[*numbers.NotFoundError](t, err).ErrorCode, name)
		assert.NotErrorIs(t, err, client.ErrOutcomeUnknown, name)
	}
	// The framework puts an empty one into successes.
	c, _ = answering(t, 200, `{"Number":{"Number":"+61255501200"},"ResponseStatus":{}}`)
	n, err := c.Numbers.Get(ctx, heldNumber)
	require.NoError(t, err)
	assert.Equal(t, heldNumber, n.Number)
}

// Names that differ in case only: the same answer must not be one error today and
// another one tomorrow.
func TestAnswersAlwaysReadTheSame(t *testing.T) {
	t.Parallel()
	for range 50 {
		err := refusal(t, 400, `{"ResponseStatus":{"errorCode":"FORBIDDEN","ERRORCODE":"NUMBER_NOT_FOUND"}}`)
		isA[*numbers.NotFoundError](t, err)
		c, _ := answering(t, 200, `{"Number":"+61255501200","FRIENDLY":"a","friendly":"b","Type":7}`)
		n, err := c.Numbers.Get(t.Context(), heldNumber)
		require.NoError(t, err)
		require.Equal(t, "b", n.Friendly)
		w, err := numbers.ParseWebhook(webhookRequest(t, "POST", "", "application/json", `{"Event":"Call.Initiate","Call.Sid":"flat","Call":{"Sid":"nested"}}`))
		require.NoError(t, err)
		require.Equal(t, "flat", w.Call.CallSID)
	}
}

func TestErrorsShowNoMoreThanTheyMay(t *testing.T) {
	t.Parallel()
	err := refusal(t, 400, `{"ResponseStatus":{"ErrorCode":"`+strings.Repeat("A", 9000)+`","Message":"`+strings.Repeat("b", 9000)+`"},"Body":"private"}`)
	text, encodeErr := json.Marshal(err)
	require.NoError(t, encodeErr)
	for _, s := range []string{err.Error(), fmt.Sprintf("%v", err), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err), string(text)} {
		assert.Less(t, len(s), 2048)
		assert.NotContains(t, s, "private")
	}
}

// The type of each error must be found behind the more special ones.
func TestErrorChain(t *testing.T) {
	t.Parallel()
	err := refusal(t, 400, envelope("NUMBER_NOT_FOUND"))
	special := as[*numbers.NotFoundError](t, err)
	assert.Same(t, &special.APIError, as[*numbers.Error](t, err))
	assert.Same(t, &special.ResponseError, as[*client.ResponseError](t, err))
	_, ok := errors.AsType[*numbers.ValidationError](err)
	assert.False(t, ok)
}

// A login's password is nobody's business: not in errors, not in logs, although
// the vendor repeats it.
func TestPasswordsStayOutOfErrors(t *testing.T) {
	t.Parallel()
	const password = "hunt3r!" // too short for the fake, which says so at length
	canary := clienttest.NewCanary(t, password)
	c, _, _ := inMemory(t, client.WithLogger(debugLogger(canary.Writer())))
	params := &numbers.OnlineLoginCreateParams{
		Email: "pat@example.com", Password: password, FirstName: "Pat", LastName: "Nguyen", Scopes: numbers.Scopes{numbers.ScopeReporting},
	}
	_, err := c.OnlineLogins.Create(t.Context(), propertySID, params)
	e := as[*numbers.ValidationError](t, err)
	assert.Equal(t, numbers.CodeParameterTooShort, e.ErrorCode)
	assert.Equal(t, []string{"Password"}, e.Fields())
	assert.Empty(t, e.Body)
	canary.Check(t, "the error", err)
	canary.Check(t, "the parameters", params, *params)
}

func FuzzDecodeError(f *testing.F) {
	for _, code := range []string{"error_forbidden.json", "error_one_of_several_parameters_required.json", "error_html.html"} {
		f.Add(400, sample(f, code))
	}
	for _, body := range []string{"", "null", "[]", `{"ResponseStatus":{"ErrorCode":1e9,"Errors":[{"FieldName":[[]]}]}}`, "\xff\xfe{}"} {
		f.Add(500, []byte(body))
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		if status < 300 || status > 599 {
			t.Skip("not an error status")
		}
		decode := func() error {
			return numbers.DecodeError(client.ResponseError{Vendor: numbers.Vendor, StatusCode: status, Body: body})
		}
		err := decode()
		require.Error(t, err)
		e := as[*numbers.Error](t, err)
		assert.Equal(t, string(e.ErrorCode), as[*client.ResponseError](t, err).Code)
		assert.Less(t, len(err.Error()), 2048)
		assert.Equal(t, err.Error(), decode().Error())
		assert.Equal(t, typeName(err), typeName(decode()))
		for _, field := range e.Fields() {
			assert.NotEmpty(t, field)
		}
	})
}

// Each code of the table has a sample, and each sample is of its code.
func TestEveryCodeHasASample(t *testing.T) {
	t.Parallel()
	var found []numbers.Code
	for _, s := range numberstest.Conformance().Samples {
		if s.ContentType == "" {
			found = append(found, as[*numbers.Error](t, refusal(t, s.Status, string(s.Body))).ErrorCode)
		}
	}
	assert.ElementsMatch(t, numbers.Codes(), found)
}
