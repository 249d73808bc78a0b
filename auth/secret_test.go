package auth_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"text/template"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
)

const canary = "hunter2-canary"

// assertClean fails if out has the canary in any of the forms that fmt could give it.
func assertClean(t *testing.T, out string) {
	t.Helper()
	forms := []string{
		canary,
		hex.EncodeToString([]byte(canary)),
		fmt.Sprintf("% x", canary),
		strings.Trim(fmt.Sprint([]byte(canary)), "[]"),
	}
	for _, form := range forms {
		assert.NotContains(t, strings.ToLower(out), form)
	}
}

type holder struct {
	Name   string
	Secret auth.Secret
	Ptr    *auth.Secret
	Token  auth.Token
}

func holders() map[string]any {
	s := auth.Secret(canary)
	token := auth.Token{Value: s, Expiry: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	h := holder{"n", s, &s, token}
	return map[string]any{
		"secret":            s,
		"pointer":           &s,
		"token":             token,
		"token pointer":     &token,
		"struct":            h,
		"struct pointer":    &h,
		"slice":             []auth.Secret{s},
		"array":             [1]auth.Secret{s},
		"map value":         map[string]auth.Secret{"k": s},
		"map of structs":    map[string]holder{"k": h},
		"slice of pointers": []*holder{&h},
		"any":               []any{s, token, h},
		"nested":            struct{ Inner []map[string]holder }{[]map[string]holder{{"k": h}}},
	}
}

func TestSecretIsRedactedByEveryVerb(t *testing.T) {
	t.Parallel()
	verbs := strings.Split("v +v #v s +s #s q +q #q x #x X #X 20x 20s -20v .3s d b o O c U t e f g 020d", " ")
	for name, value := range holders() {
		for _, verb := range verbs {
			if name == "slice of pointers" && !strings.ContainsAny(verb, "vdxXbo") {
				continue // fmt prints these raw; see the doc comment of Secret
			}
			t.Run(name+" %"+verb, func(t *testing.T) {
				t.Parallel()
				out := fmt.Sprintf("%"+verb, value)
				assertClean(t, out)
			})
		}
	}
	for _, verb := range verbs {
		assert.Equal(t, "[redacted]", fmt.Sprintf("%"+verb, auth.Secret(canary)), verb)
		assert.Equal(t, "[redacted]", fmt.Sprintf("%"+verb, auth.Secret("")), "an empty secret doesn't show that it is empty")
	}
	assert.Equal(t, "[redacted]", fmt.Sprint(auth.Secret(canary)))
	assert.Equal(t, "[redacted]", auth.Secret(canary).String())
	assert.Equal(t, "[redacted]", auth.Secret(canary).GoString())
}

// An unused argument is printed by fmt on its own account.
func TestSecretIsRedactedAsExtraArgument(t *testing.T) {
	t.Parallel()
	format := "no verb"
	assertClean(t, fmt.Sprintf(format, auth.Secret(canary))) //nolint:staticcheck // the mistake is what is tested
}

func TestSecretIsRedactedInLogs(t *testing.T) {
	t.Parallel()
	handlers := map[string]func(*bytes.Buffer) slog.Handler{
		"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
		"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
	}
	for kind, handler := range handlers {
		for name, value := range holders() {
			t.Run(kind+" "+name, func(t *testing.T) {
				t.Parallel()
				var out bytes.Buffer
				log := slog.New(handler(&out))
				log.Info("m", "k", value, slog.Group("g", "k", value))
				log.With("k", value).Info("m")
				require.NotEmpty(t, out.String())
				assertClean(t, out.String())
			})
		}
		assert.Equal(t, slog.StringValue("[redacted]"), slog.AnyValue(auth.Secret(canary)).Resolve(), "whatever the handler")
		t.Run(kind+" plain", func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			slog.New(handler(&out)).Info("m", "k", auth.Secret(canary))
			assert.Contains(t, out.String(), "[redacted]")
		})
	}
}

func TestSecretIsRedactedInEncodings(t *testing.T) {
	t.Parallel()
	for name, value := range holders() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := json.Marshal(value)
			require.NoError(t, err)
			assertClean(t, string(out))

			var text strings.Builder
			require.NoError(t, template.Must(template.New("").Parse("{{.}} {{printf `%x` .}}")).Execute(&text, value))
			assertClean(t, text.String())
		})
	}
	out, err := json.Marshal(auth.Secret(""))
	require.NoError(t, err)
	assert.JSONEq(t, `"[redacted]"`, string(out))

	out, err = xml.Marshal(document{canary, canary})
	require.NoError(t, err)
	assertClean(t, string(out))
}

type document struct {
	Attr auth.Secret `xml:"attr,attr"`
	Body auth.Secret
}

func TestSecretDecodesLikeAString(t *testing.T) {
	t.Parallel()
	var answer struct{ Token auth.Secret }
	require.NoError(t, json.Unmarshal([]byte(`{"Token":"abc"}`), &answer))
	assert.Equal(t, "abc", answer.Token.Reveal())
}

// What holds secrets inside prints without them, alone and as a field of others.
func TestOwnTypesPrintNoSecret(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	token := auth.Token{Value: canary}
	source := auth.TokenSourceFunc(func(context.Context) (auth.Token, error) { return token, nil })
	store := auth.NewMemoryStore()
	cache, err := auth.NewCache(source, auth.WithStore(store, "k"))
	require.NoError(t, err)
	refreshing, err := auth.Refreshing(auth.Bearer(), cache)
	require.NoError(t, err)
	static, err := auth.Static(auth.Bearer(), canary)
	require.NoError(t, err)
	basic, err := auth.BasicAuth(canary, canary)
	require.NoError(t, err)

	header := map[string][]string{}
	_, err = refreshing.Authenticate(ctx, header)
	require.NoError(t, err)
	require.Contains(t, header["Authorization"][0], canary, "the cache is warm")
	require.True(t, cache.Invalidate(token))
	_, err = cache.Token(ctx)
	require.NoError(t, err)

	type client struct {
		cache *auth.Cache
		auth  auth.Authenticator
		store auth.Store
	}
	values := []any{cache, store, refreshing, static, basic, auth.None(), auth.Bearer()}
	for _, a := range []auth.Authenticator{refreshing, static, basic} {
		values = append(values, client{cache, a, store}, &client{cache, a, store})
	}
	for i, value := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			t.Run(fmt.Sprint(i, verb), func(t *testing.T) {
				t.Parallel()
				out := fmt.Sprintf(verb, value)
				assert.NotEmpty(t, out)
				assertClean(t, out)
			})
		}
		out, err := json.Marshal(value)
		require.NoError(t, err)
		assertClean(t, string(out))
	}
	assert.Equal(t, "auth.Cache auth.MemoryStore(1 keys) auth.Static(Authorization)", fmt.Sprint(cache, " ", store, " ", static))
}
