package clienttest_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// exchange sends one request with a body and reads the answer.
func exchange(t *testing.T, rt http.RoundTripper, method, target, contentType, body string) (string, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, "https://vendor.test"+target, strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", contentType)
	req.Header.Set("Authorization", "Bearer "+planted)
	req.Header.Set("X-Tenant", "t-1")
	res, err := rt.RoundTrip(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return string(text), nil
}

func TestRecorderRedacts(t *testing.T) {
	t.Parallel()
	quoted, err := json.Marshal(planted)
	require.NoError(t, err)
	secret := string(quoted)
	form := url.Values{"user_name": {"x"}, "client_secret": {planted}, "amount": {"5"}}.Encode()
	tests := map[string]struct {
		contentType, body string
		want, note        string
	}{
		"JSON": {
			"application/json", `{"b":1.50,"password":` + secret + `,"a":[{"accessToken":` + secret + `},true,null],"name":"<x>"}`,
			`{"b":1.50,"password":"[redacted]","a":[{"accessToken":"[redacted]"},true,null],"name":"<x>"}`, "",
		},
		"a vendor's JSON":      {"application/vnd.x+json", ` {"api-key" : ` + secret + ` } `, `{"api-key":"[redacted]"}`, ""},
		"types stay":           {"application/json", `{"token":{"id":7,"ok":true,"of":[` + secret + `]},"pin":1234}`, `{"token":{"id":0,"ok":true,"of":["[redacted]"]},"pin":0}`, ""},
		"a key of the config":  {"application/json", `{"Blood_Group":` + secret + `}`, `{"Blood_Group":"[redacted]"}`, ""},
		"a secret in a value":  {"application/json", `{"note":"a literal-secret b"}`, `{"note":"a [redacted] b"}`, ""},
		"JSON in disguise":     {"text/plain", `{"token":` + secret + `}`, `{"token":"[redacted]"}`, ""},
		"a bare string":        {"application/json", secret, `"[redacted]"`, ""},
		"a bare number":        {"application/json", `17`, `17`, ""},
		"empty containers":     {"application/json", `{"a":{},"b":[]}`, `{"a":{},"b":[]}`, ""},
		"form":                 {"application/x-www-form-urlencoded", form, "amount=5&client_secret=%5Bredacted%5D&user_name=%5Bredacted%5D", ""},
		"HTML":                 {"text/html; charset=utf-8", "<p>literal-secret</p>", "<p>[redacted]</p>", ""},
		"cut JSON":             {"application/json", `{"token":` + secret, "", "body left out: JSON that doesn't parse. "},
		"two documents":        {"application/json", `{} {"token":` + secret + `}`, "", "body left out: JSON that doesn't parse. "},
		"deep JSON":            {"application/json", strings.Repeat("[", 20_000), "", "body left out: JSON that doesn't parse. "},
		"binary":               {"application/octet-stream", "\xff\xfe", "", "body left out: not text. "},
		"text of another kind": {"application/x-unknown", "k=v", "", "body left out: content type application/x-unknown. "},
		"too long":             {"text/plain", strings.Repeat("x", 30_001), "", "body left out: more than 30000 bytes. "},
		"long":                 {"text/plain", strings.Repeat("x", 30_000), strings.Repeat("x", 30_000), ""},
		"empty":                {"application/json", "", "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			canary := clienttest.NewCanary(t, planted, "literal-secret")
			transport := clienttest.NewTransport(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", r.Header.Get("Content-Type"))
				w.Header().Set("Set-Cookie", planted)
				w.Header().Set("X-Request-Id", "r-1")
				_, _ = io.Copy(w, r.Body)
			}))
			recorder := clienttest.NewRecorder(transport, clienttest.RecorderConfig{
				Headers: []string{"x-tenant"}, RedactKeys: []string{"bloodgroup"}, Secrets: []string{"literal-secret"}, MaxBodyBytes: 30_000,
			})
			got, err := exchange(t, recorder, http.MethodPost, "/a/literal-secret?b=2&token="+url.QueryEscape(planted)+"&a=1", test.contentType, test.body)
			require.NoError(t, err)
			require.Equal(t, test.body, got, "the client sees all of it")

			exchanges := recorder.Exchanges()
			require.Len(t, exchanges, 1)
			e := exchanges[0]
			assert.Equal(t, "POST /a/[redacted] a=1&b=2&token=%5Bredacted%5D 200", strings.Join([]string{e.Method, e.Path, e.Query, "200"}, " "))
			assert.Equal(t, 200, e.Status)
			assert.Equal(t, test.want, e.Body)
			assert.Equal(t, test.want, e.RequestBody)
			note := test.note
			if note != "" {
				note = "request " + note + note
			}
			assert.Equal(t, note, e.Note)
			assert.Equal(t, "t-1", e.RequestHeader.Get("X-Tenant"))
			assert.Equal(t, "r-1", e.Header.Get("X-Request-Id"))
			assert.Empty(t, e.Header.Get("Set-Cookie"))
			assert.Empty(t, e.RequestHeader.Get("Authorization"))

			file := filepath.Join(t.TempDir(), "recording.json")
			require.NoError(t, recorder.Save(file))
			saved, err := os.ReadFile(file)
			require.NoError(t, err)
			canary.Check(t, "a recording", saved, exchanges)
			loaded, err := clienttest.LoadRecording(file)
			require.NoError(t, err)
			assert.Equal(t, exchanges, loaded)
		})
	}
}

func TestRecorderKeepsAnsweredExchangesOnly(t *testing.T) {
	t.Parallel()
	transport := clienttest.NewTransport(&shop{})
	transport.Script.Next(clienttest.DropBefore())
	recorder := clienttest.NewRecorder(transport, clienttest.RecorderConfig{})
	_, err := exchange(t, recorder, http.MethodPost, "/", "application/json", requestText)
	require.Error(t, err)
	assert.Empty(t, recorder.Exchanges())
}

// record makes a recording of a few answers.
func record(t *testing.T) string {
	t.Helper()
	transport := clienttest.NewTransport(http.NotFoundHandler())
	transport.Script.Next(
		clienttest.Answer(200, "application/json", `{"n":1,"token":"abcdefgh"}`),
		clienttest.Answer(200, "application/json", `{"n":2}`),
		clienttest.Answer(404, "application/json", `{"n":3}`, "X-Request-Id", "r-3"),
		clienttest.Answer(200, "application/json", `{"n":4}`),
	)
	recorder := clienttest.NewRecorder(transport, clienttest.RecorderConfig{})
	for _, target := range []string{"/pay?key=1&page=1", "/pay?key=1&page=1", "/pay/7", "/stores"} {
		_, err := exchange(t, recorder, http.MethodPost, target, "application/json", requestText)
		require.NoError(t, err)
	}
	dir := t.TempDir()
	require.NoError(t, recorder.Save(filepath.Join(dir, "a.json")))
	return dir
}

func TestReplay(t *testing.T) {
	t.Parallel()
	dir := record(t)
	for _, path := range []string{dir, filepath.Join(dir, "a.json")} {
		replay := clienttest.Replay(t, path, clienttest.RecorderConfig{})
		assert.Equal(t, []string{"POST /pay?key=%5Bredacted%5D&page=1", "POST /pay?key=%5Bredacted%5D&page=1", "POST /pay/7", "POST /stores"}, replay.Unused())
		// Other credentials, another order of the query: the same request.
		body, err := exchange(t, replay, http.MethodPost, "/pay?page=1&key=other", "application/json", requestText)
		require.NoError(t, err)
		assert.JSONEq(t, `{"n":1,"token":"[redacted]"}`, body)
		body, err = exchange(t, replay, http.MethodPost, "/pay?page=1&key=other", "application/json", requestText)
		require.NoError(t, err)
		assert.JSONEq(t, `{"n":2}`, body, "in the order of the recording")

		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://vendor.test/pay/7", nil)
		require.NoError(t, err)
		res, err := replay.RoundTrip(req)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		assert.Equal(t, "404 Not Found", res.Status)
		assert.Equal(t, "r-3", res.Header.Get("X-Request-Id"))
		assert.EqualValues(t, 7, res.ContentLength)
		assert.Equal(t, []string{"POST /stores"}, replay.Unused())
	}
}

func TestReplayMiss(t *testing.T) {
	t.Parallel()
	dir := record(t)
	for name, test := range map[string]struct {
		used           []string
		method, target string
		want           string
	}{
		"another method": {nil, "GET", "/pay/7", "GET /pay/7 was not recorded, or is used up; did you mean POST /pay/7?"},
		"another query":  {nil, "POST", "/pay?page=2", "POST /pay?page=2 was not recorded, or is used up; did you mean POST /pay?key=%5Bredacted%5D&page=1?"},
		"another id":     {nil, "POST", "/pay/8", "POST /pay/8 was not recorded, or is used up; did you mean POST /pay?key=%5Bredacted%5D&page=1?"},
		"once more":      {[]string{"/stores"}, "POST", "/stores", "POST /stores was recorded 1 times and is asked for once more"},
		"nothing left": {
			[]string{"/stores", "/pay/7", "/pay?key=&page=1", "/pay?key=&page=1"},
			"POST", "/x",
			"POST /x was not recorded, and nothing is left of the recording",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tb := &spy{}
			replay := clienttest.Replay(tb, dir, clienttest.RecorderConfig{})
			for _, target := range test.used {
				_, err := exchange(t, replay, http.MethodPost, target, "application/json", "")
				require.NoError(t, err)
			}
			require.Empty(t, tb.said())
			_, err := exchange(t, replay, test.method, test.target, "application/json", "")
			var miss *clienttest.MissError
			require.ErrorAs(t, err, &miss)
			require.EqualError(t, err, "clienttest: "+test.want)
			assert.Equal(t, err.Error(), tb.said(), "the test fails too")
		})
	}
}

func TestReplayHonoursItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := get(ctx, t, clienttest.Replay(t, record(t), clienttest.RecorderConfig{}))
	require.ErrorIs(t, err, context.Canceled)
}

func TestReplayNeedsARecording(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.json")
	require.NoError(t, os.WriteFile(broken, []byte("{"), 0o600))
	for _, path := range []string{filepath.Join(dir, "missing.json"), broken, dir, t.TempDir()} {
		assert.Contains(t, fatally(func() { clienttest.Replay(&spy{}, path, clienttest.RecorderConfig{}) }), "clienttest: load a recording:")
	}
}

// FuzzRecorder records any JSON: below a secret key no text and no digit is kept,
// and what is kept is JSON of the same shape.
func FuzzRecorder(f *testing.F) {
	f.Add(`{"a":[1,2.50,{"b":null}]}`, "hunter2!")
	f.Add("{\"\":{\"\":[\"\xdf\"]}}", "000000")
	f.Add(`["\u0068unter2!"]`, "hunter2!")
	f.Add(`[]`, "\x00\"\\<>")
	f.Add(`{"password":{"x":["y"]}}`, "ÄÖÜß€x")
	f.Fuzz(func(t *testing.T, document, secret string) {
		quoted, err := json.Marshal(secret)
		if err != nil {
			t.Fatal(err)
		}
		wrap := func(document string) string {
			return `{"x":` + document + `,"password":[{"y":` + string(quoted) + `},` + document + `]}`
		}
		body := wrap(document)
		if !json.Valid([]byte(document)) || !json.Valid([]byte(body)) || !utf8.ValidString(body) || len(body) > 1<<20 { // what isn't text is left out as a whole
			body = wrap("0")
		}
		transport := clienttest.NewTransport(http.HandlerFunc(readAll))
		recorder := clienttest.NewRecorder(transport, clienttest.RecorderConfig{})
		if _, err := exchange(t, recorder, http.MethodPost, "/", "application/json", body); err != nil {
			t.Fatal(err)
		}
		e := recorder.Exchanges()[0]
		if e.Note != "" {
			t.Fatalf("%s: %s", e.Note, body)
		}
		var after struct {
			Password json.RawMessage `json:"password"`
		}
		if err := json.Unmarshal([]byte(e.RequestBody), &after); err != nil {
			t.Fatalf("%v: %s", err, e.RequestBody)
		}
		var hidden any
		if err := json.Unmarshal(after.Password, &hidden); err != nil || !allRedacted(hidden) {
			t.Fatalf("%v: kept %s of %s", err, after.Password, body)
		}
	})
}

// allRedacted reports whether no value says anything; names of members do.
func allRedacted(v any) bool {
	switch v := v.(type) {
	case string:
		return v == "[redacted]"
	case float64:
		return v == 0
	case []any:
		return !slices.ContainsFunc(v, func(e any) bool { return !allRedacted(e) })
	case map[string]any:
		for _, e := range v {
			if !allRedacted(e) {
				return false
			}
		}
	}
	return true
}
