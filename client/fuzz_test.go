package client_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// Whatever stands in a path argument, it stays one segment of the one path, on
// the one host.
func FuzzPathArgument(f *testing.F) {
	for _, seed := range []string{"a", "a/b", "..", ".", "", "%2e%2e", "a?b#c", "\x00", "æ", "@host", "//evil.test", "a b", "\xff"} {
		f.Add(seed)
	}
	s := steps(says(200, goodWidget))
	c := acme(f, s)
	f.Fuzz(func(t *testing.T, arg string) {
		s.mu.Lock()
		s.requests, s.bodies = nil, nil
		s.mu.Unlock()
		_, err := client.Call[widget](t.Context(), c, client.Request{Op: &opGet, Args: []string{arg}})
		if err != nil {
			require.ErrorIs(t, err, client.ErrInvalid)
			require.Empty(t, s.requests)
			return
		}
		u := s.requests[0].URL
		require.Equal(t, "api.acme.test", u.Host)
		require.Equal(t, "/v1/widgets/"+arg, u.Path)
		require.Equal(t, 3, strings.Count(u.EscapedPath(), "/"))
		require.Empty(t, u.RawQuery)
	})
}

// Whatever a vendor answers, a call ends with a result or with an error of a
// known kind and a short text, and never panics.
func FuzzAnswer(f *testing.F) {
	f.Add(200, []byte(goodWidget), "application/json", "")
	f.Add(200, []byte("<html>"), "text/html", "")
	f.Add(429, []byte(`{"code":122}`), "application/json", "1")
	f.Add(503, []byte("\xff\x00\n"), "\x00", "-1")
	f.Add(302, []byte("null"), "", "99999999999999999999")
	f.Add(401, []byte(`{"code":1e999,"message":{"a":[]}}`), "application/json", "Fri, 31 Dec 9999 23:59:59 GMT")
	f.Fuzz(func(t *testing.T, status int, body []byte, contentType, retryAfter string) {
		if status < 200 || status > 599 {
			return
		}
		rt := roundTrip(func(r *http.Request) (*http.Response, error) {
			resp := answer(status, string(body))
			resp.Header = http.Header{"Content-Type": {contentType}, "Retry-After": {retryAfter}}
			return resp, nil
		})
		c := acme(t, rt, client.WithRetry(retry.NoRetry()))
		for _, call := range []func(context.Context, *client.Client, ...client.CallOption) (*widget, error){get, create} {
			w, err := call(t.Context(), c)
			require.Equal(t, err == nil, w != nil)
			if err == nil {
				require.NotEmpty(t, w.ID)
				continue
			}
			require.Less(t, len(err.Error()), 2048)
			require.True(t, utf8.ValidString(err.Error()))
			require.NotContains(t, err.Error(), "\n")
			switch err.(type) { //nolint:errorlint // outermost is the rule
			case *acmeError, *client.DecodeError:
			default:
				t.Fatalf("%T: %v", err, err)
			}
		}
	})
}
