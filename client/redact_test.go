package client_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// Whatever a vendor repeats of the request, and whatever the caller does with
// the error, no credential, query value, header or body gets into a text (rule 17).
func TestNothingLeaks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		echo := func(r *http.Request) (*http.Response, error) {
			body := fmt.Sprintf(`{"code":9,"message":"bad key %s (%s) for %s","personal":"4111111111111111"}`,
				acmeKey, base64.StdEncoding.EncodeToString([]byte(acmeKey)), r.URL.RawQuery)
			return answer(503, body, "X-Echo", r.Header.Get("Authorization"), "Set-Cookie", "session=abcdefgh"), nil
		}
		for name, step := range map[string]func(*http.Request) (*http.Response, error){"echo": echo, "transport": fails(errReset)} {
			var log bytes.Buffer
			c := acme(t, steps(step),
				client.WithRetry(retry.Policy{MaxAttempts: 2}),
				client.WithLogger(slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))))
			_, err := client.Call[widget](t.Context(), c, client.Request{
				Op: &opGet, Args: []string{"w1"}, Query: map[string][]string{"email": {"ida@example.org"}},
			})
			require.Error(t, err)
			texts := map[string]string{
				"error": err.Error(), "log": log.String(), "json": mustJSON(t, err),
				"verbs": fmt.Sprintf("%v|%+v|%#v|%s|%q|%x|%d", err, err, err, err, err, err, err),
			}
			var logged bytes.Buffer
			slog.New(slog.NewTextHandler(&logged, nil)).Error("failed", "err", err)
			texts["slog"] = logged.String()
			for where, text := range texts {
				for _, secret := range []string{acmeKey, base64.StdEncoding.EncodeToString([]byte(acmeKey)), "4111111111111111", "session=abcdefgh"} {
					assert.NotContains(t, text, secret, "%s, %s", name, where)
				}
				if name == "transport" {
					assert.NotContains(t, text, "ida@example.org", "%s, %s", name, where)
				}
			}
			if e, ok := errors.AsType[*client.ResponseError](err); ok {
				assert.NotContains(t, string(e.Body), acmeKey)
				assert.NotContains(t, fmt.Sprint(e.Header), acmeKey)
				assert.Contains(t, string(e.Body), "4111111111111111", "the body itself stays reachable")
			}
		}
	})
}

func TestErrorTextIsOneShortLine(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("æ\n\x00", 4000)
	for _, body := range []string{`{"code":1,"message":"` + strings.Repeat("\\næ", 4000) + `"}`, long} {
		_, err := get(t.Context(), acme(t, steps(says(400, body, "Acme-Request", strings.Repeat("r", 4000)))))
		require.Error(t, err)
		assert.Less(t, len(err.Error()), 2048)
		assert.NotContains(t, err.Error(), "\n")
		assert.True(t, utf8.ValidString(err.Error()))
	}
}

// What the transport says may hold a line of the answer, of any length.
func TestLoggedErrorIsOneShortLine(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]client.Option{"repeated": nil, "final": {client.WithRetry(retry.NoRetry())}} {
		synctest.Test(t, func(t *testing.T) {
			var log bytes.Buffer
			logger := client.WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
			malformed := errors.New("malformed header line: " + strings.Repeat("æ\n\x00", 100_000))
			_, err := get(t.Context(), acme(t, steps(fails(malformed), says(200, goodWidget)), append(opts, logger)...))
			assert.Equal(t, name == "final", err != nil)
			assert.Less(t, log.Len(), 8<<10)
			assert.NotContains(t, log.String(), `\n`)
			assert.Contains(t, log.String(), "malformed header line")
		})
	}
}

// A vendor that repeats the request in its message escapes it as JSON demands, or
// allows. The message is decoded from what was redacted, so it must have been
// recognised in the escaped form.
func TestEscapedSecretsAreRedacted(t *testing.T) {
	t.Parallel()
	const secret = `S3cr&t"\/<pä🔒>`
	encoded, err := json.Marshal("token " + secret + " is not known")
	require.NoError(t, err)
	plain := new(strings.Builder)
	encoder := json.NewEncoder(plain)
	encoder.SetEscapeHTML(false)
	require.NoError(t, encoder.Encode("token "+secret+" is not known"))
	forms := map[string]string{
		"HTML characters escaped": string(encoded),
		"only what must be":       plain.String(),
		"slashes too":             strings.ReplaceAll(plain.String(), "/", `\/`),
		"ASCII only":              `"token S3cr&t\"\\/<p\u00E4\ud83d\uDD12> is not known"`,
		"needlessly":              `"token \u0053\u0033cr&t\u0022\u005c\u002f<pä🔒> is not known S3cr\u0026t\"\\/<pä🔒>"`,
		"as in a URL":             `"token S3cr%26t%22%5C%2F%3Cp%c3%a4%F0%9F%94%92%3E is not known"`,
		"within the request":      requoted(t, map[string]string{"token": secret}),
		"and that HTML safe":      requoted(t, json.RawMessage(`{"token":"\u0053\u0033cr\u0026t\"\\\/\u003cp\u00e4\ud83d\udd12\u003e"}`)),
		"twice":                   `"` + strings.Repeat(`S3cr\u0026t\"\\/<pä🔒>`, 2) + ` is not known"`,
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acmeProfile()
			p.Secrets = []auth.Secret{secret}
			p.Auth = nil
			s := steps(says(400, `{"code":1,"message":`+form+`,"path":"C:\\new\u0000"}`))
			c, err := client.New(p, client.WithTransport(s))
			require.NoError(t, err)
			_, err = get(t.Context(), c)
			e, ok := errors.AsType[*acmeError](err)
			require.True(t, ok)
			assert.Equal(t, 1, e.Number, "the body is still JSON: %s", e.Body)
			assert.Contains(t, e.Message, "is not known")
			assert.Contains(t, e.Message, "[redacted]")
			assert.Contains(t, string(e.Body), `"C:\\new\u0000"`, "the rest is left as it was")
			assert.NotContains(t, err.Error(), "S3cr")
			assert.NotContains(t, string(e.Body), "S3cr")
		})
	}
}

// requoted is a message that quotes the request that it refuses.
func requoted(t *testing.T, request any) string {
	t.Helper()
	encoded, err := json.Marshal(mustJSON(t, request) + " is not known")
	require.NoError(t, err)
	return string(encoded)
}

// A header may repeat the request too: a Location has it in the way of a URL.
func TestEscapedSecretsInHeadersAreRedacted(t *testing.T) {
	t.Parallel()
	p := acmeProfile()
	p.Secrets = []auth.Secret{`S3cr&t+/pä`}
	p.Auth = nil
	c, err := client.New(p, client.WithTransport(steps(says(302, `{"code":1}`,
		"Location", "https://login.example/?key=S3cr%26t%2B%2Fp%c3%a4&to=%2Fhome", "X-Echo", `{"key":"S3cr\u0026t+\/p\u00e4"}`))))
	require.NoError(t, err)
	_, err = get(t.Context(), c)
	e, ok := errors.AsType[*acmeError](err)
	require.True(t, ok)
	assert.Equal(t, "https://login.example/?key=[redacted]&to=%2Fhome", e.Header.Get("Location"))
	assert.JSONEq(t, `{"key":"[redacted]"}`, e.Header.Get("X-Echo"))
}

// A request may hold a secret that the profile doesn't know. Short ones stay, or they
// would shred ordinary text.
func TestSecretsOfARequestAreRedacted(t *testing.T) {
	t.Parallel()
	s := steps(says(400, `{"code":1,"message":"pa\"ss\u003cord is as short as abc"}`, "X-Echo", `pa"ss<ord`))
	_, err := client.Call[widget](t.Context(), acme(t, s), client.Request{
		Op: &opGet, Args: []string{"w1"}, Secrets: []auth.Secret{`pa"ss<ord`, "abc"},
	})
	e, ok := errors.AsType[*acmeError](err)
	require.True(t, ok)
	assert.Equal(t, "[redacted] is as short as abc", e.Message)
	assert.NotContains(t, string(e.Body), "ord is")
	assert.Equal(t, "[redacted]", e.Header.Get("X-Echo"))
}
