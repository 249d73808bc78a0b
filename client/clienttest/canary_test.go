package clienttest_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// planted has a character for every kind of escape.
const planted = `pa$s"w<ö>rd/7+&`

// hidden prints well and holds a secret that it doesn't print.
type hidden struct{ secret string }

func (hidden) String() string               { return "[redacted]" }
func (hidden) GoString() string             { return "[redacted]" }
func (hidden) MarshalText() ([]byte, error) { return []byte("[redacted]"), nil }

type withError struct{ inner error }

func (e *withError) Error() string              { return "outer" }
func (e *withError) Unwrap() error              { return e.inner }
func (e *withError) Format(f fmt.State, _ rune) { _, _ = fmt.Fprint(f, "outer") }

type quiet struct{ Note string }

func (*quiet) Error() string { return "quiet" }

type marshals string

func (marshals) String() string                 { return "fine" }
func (marshals) GoString() string               { return "fine" }
func (m marshals) MarshalJSON() ([]byte, error) { return json.Marshal(string(m)) }
func (marshals) LogValue() slog.Value           { return slog.StringValue("fine") }

type logs string

func (logs) String() string               { return "fine" }
func (logs) GoString() string             { return "fine" }
func (logs) MarshalText() ([]byte, error) { return []byte("fine"), nil }
func (l logs) LogValue() slog.Value       { return slog.StringValue(string(l)) }

func TestCanaryFindsSecrets(t *testing.T) {
	t.Parallel()
	basic := func(before string) string {
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(before+planted+" and more"))
	}
	var buffer bytes.Buffer
	slog.New(slog.NewTextHandler(&buffer, nil)).Info("login", "password", planted)
	jsonText, err := json.Marshal(map[string]string{"password": planted})
	require.NoError(t, err)
	for name, leak := range map[string]any{
		"clear":               planted,
		"inside":              "x" + planted + "x",
		"capitals":            strings.ToUpper(planted),
		"bytes":               []byte(planted),
		"query-escaped":       url.QueryEscape(planted),
		"path-escaped":        url.PathEscape(planted),
		"hex":                 hex.EncodeToString([]byte(planted)),
		"capital hex":         fmt.Sprintf("%X", planted),
		"base64":              base64.StdEncoding.EncodeToString([]byte(planted)),
		"base64url":           base64.RawURLEncoding.EncodeToString([]byte(planted)),
		"basic auth 0":        basic(""),
		"basic auth 1":        basic("u"),
		"basic auth 2":        basic("u:"),
		"basic auth 3":        basic("us:"),
		"JSON":                string(jsonText),
		"Go":                  fmt.Sprintf("%q", planted),
		"Go in ASCII":         fmt.Sprintf("%+q", planted),
		"HTML":                html.EscapeString(planted),
		"slog":                &buffer,
		"slog's text":         buffer.String(),
		"a field":             struct{ Password string }{planted},
		"an unexported field": struct{ inner hidden }{hidden{planted}}, // fmt can't call its String
		"a field of bytes":    struct{ Body []byte }{[]byte(planted)},
		"numbers in JSON":     struct{ Body [len(planted)]byte }{[len(planted)]byte([]byte(planted))},
		"a header":            http.Header{"Authorization": {planted}},
		"a pointer":           &struct{ Password string }{planted},
		"JSON only":           marshals(planted),
		"slog only":           logs(planted),
		"an error":            errors.New("login with " + planted),
		"a wrapped error":     &withError{fmt.Errorf("inner: %w", errors.New(planted))},
		"a joined error":      errors.Join(errors.New("a"), &withError{errors.New(planted)}),
		"an error's field":    &quiet{planted},
		"a wrapped field":     &withError{&quiet{planted}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			canary := clienttest.NewCanary(t, "another-secret", planted)
			tb := &spy{}
			canary.Check(tb, "the test", "harmless", leak)
			require.NotEmpty(t, tb.said())
			assert.Contains(t, tb.said(), "secret 2 shows")
			assert.Contains(t, tb.said(), "in the test, value 2")
			assert.NotContains(t, tb.said(), planted, "the report must not leak it again")
		})
	}
}

func TestCanaryIsSilentWithoutSecrets(t *testing.T) {
	t.Parallel()
	canary := clienttest.NewCanary(t, planted)
	tb := &spy{}
	canary.Check(tb, "the test", "harmless", []byte("harmless"), nil, 42, &bytes.Buffer{}, hidden{planted}, &hidden{planted},
		error(nil), &withError{errors.New("inner")}, errors.Join(errors.New("a"), errors.New("b")), planted[:8], func() {}, make(chan int))
	assert.Empty(t, tb.said())
}

func TestCanaryPlant(t *testing.T) {
	t.Parallel()
	canary := clienttest.NewCanary(t)
	secret := canary.Plant("password")
	assert.True(t, strings.HasPrefix(secret, "password-"))
	assert.NotEqual(t, secret, canary.Plant("password"))
	tb := &spy{}
	canary.Check(tb, "the test", secret)
	assert.Contains(t, tb.said(), "secret 1 shows in clear")
}

func TestCanaryRefusesShortSecrets(t *testing.T) {
	t.Parallel()
	assert.Contains(t, fatally(func() { clienttest.NewCanary(&spy{}, "12345") }), "too short")
}

// A secret is found however it is cut into writes.
func TestCanaryWriter(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("before ", 40) + planted + " between " + base64.StdEncoding.EncodeToString([]byte("me:"+planted)) + " after"
	for _, size := range []int{1, 2, 3, 5, 7, 11, 64, 100, 281, 290, 300, len(text)} {
		tb := &spy{}
		w := clienttest.NewCanary(tb, planted).Writer()
		for rest := []byte(text); len(rest) > 0; {
			n, err := w.Write(rest[:min(size, len(rest))])
			require.NoError(t, err)
			rest = rest[n:]
		}
		require.Equal(t, "clienttest: secret 1 was written in clear\nclienttest: secret 1 was written in base64", tb.said(), "in pieces of %d bytes", size)
	}
}

func TestCanaryWriterIsSilentWithoutSecrets(t *testing.T) {
	t.Parallel()
	tb := &spy{}
	w := clienttest.NewCanary(tb, planted).Writer()
	for range 1000 {
		_, err := w.Write([]byte(planted[:8]))
		require.NoError(t, err)
	}
	assert.Empty(t, tb.said())
}

func TestCanaryWriterIsSafeForConcurrentUse(t *testing.T) {
	t.Parallel()
	canary := clienttest.NewCanary(t, planted)
	logger := slog.New(slog.NewJSONHandler(canary.Writer(), nil))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				logger.Info("call", "secret", hidden{canary.Plant("token")})
			}
		})
	}
	wg.Wait()
}

// FuzzCanary looks for any secret in any surroundings, in every encoding.
func FuzzCanary(f *testing.F) {
	f.Add("hunter2!", "user:", "x")
	f.Add("\x00\x01\x02\"\\<", "", "")
	f.Add("ÄÖÜß€", "a", "bc")
	f.Fuzz(func(t *testing.T, secret, before, after string) {
		around := before + secret + after
		if len(secret) < 6 || !utf8.ValidString(secret) || !utf8.ValidString(around) {
			t.Skip() // half a character may become a whole one beside the other half, and then the secret isn't in there
		}
		jsonText, err := json.Marshal(map[string]string{"x": secret})
		if err != nil {
			t.Fatal(err)
		}
		for name, leak := range map[string]any{
			"clear": around, "bytes": []byte(around), "hex": hex.EncodeToString([]byte(around)),
			"base64": base64.StdEncoding.EncodeToString([]byte(around)), "base64url": base64.URLEncoding.EncodeToString([]byte(around)),
			"query": url.QueryEscape(around), "path": url.PathEscape(around), "JSON": jsonText, "quoted": fmt.Sprintf("%q", secret),
			"numbers": fmt.Sprint([]byte(around)), "struct": struct{ V any }{secret}, "error": fmt.Errorf("x: %w", errors.New(around)),
		} {
			tb := &spy{}
			clienttest.NewCanary(tb, secret).Check(tb, "fuzz", leak)
			if tb.said() == "" {
				t.Errorf("not found in %s: %q", name, leak)
			}
		}
	})
}
