package client_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
)

// loginServer hands out numbered tokens and knows which one is good.
type loginServer struct {
	logins, calls atomic.Int64
	good          atomic.Int64
	status        atomic.Int64 // of the login; 0 means 200
	delay         time.Duration
}

var opLogin = client.Operation{Name: "login", Method: http.MethodPost, Path: "/login", Login: true, Sensitive: true}

const password = "hunter2-hunter2"

type tokenAnswer struct{ Token string }

func (a *tokenAnswer) Verify() error {
	if a.Token == "" {
		return errors.New("no token")
	}
	return nil
}

func (s *loginServer) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		defer r.Body.Close()
	}
	if strings.HasSuffix(r.URL.Path, "/login") {
		n := s.logins.Add(1)
		select {
		case <-time.After(s.delay):
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
		if status := s.status.Load(); status != 0 {
			return answer(int(status), `{"code":2000,"message":"no"}`), nil
		}
		s.good.Store(n)
		return answer(200, fmt.Sprintf(`{"token":"token-number-%d"}`, n)), nil
	}
	s.calls.Add(1)
	if r.Header.Get("Authorization") != fmt.Sprintf("Bearer token-number-%d", s.good.Load()) {
		return answer(401, "token-number-1 is not good"), nil
	}
	return answer(200, goodWidget), nil
}

func withLogin(t testing.TB, s *loginServer, opts ...client.Option) *client.Client {
	t.Helper()
	p := acmeProfile()
	p.Account, p.Secrets = "shop", []auth.Secret{password}
	p.Auth = func(c *client.Client) (auth.Authenticator, error) {
		return c.Refreshing(auth.Bearer(), func(ctx context.Context) (auth.Token, error) {
			var resp client.Response
			a, err := client.Call[tokenAnswer](ctx, c, client.Request{Op: &opLogin, Body: map[string]string{"password": password}}, client.WithResponse(&resp))
			if err != nil {
				return auth.Token{}, err
			}
			return client.LoginToken(auth.Secret(a.Token), time.Time{}, &resp), nil
		})
	}
	c, err := client.New(p, append([]client.Option{client.WithTransport(s)}, opts...)...)
	require.NoError(t, err)
	return c
}

// Sixty-four goroutines whose token is rejected cause one login and no failed call (rules 15 and 16).
func TestStampede(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &loginServer{delay: 50 * time.Millisecond}
		c := withLogin(t, s)
		volley := func() {
			var wg sync.WaitGroup
			for range 64 {
				wg.Go(func() {
					_, err := get(t.Context(), c)
					assert.NoError(t, err)
				})
			}
			wg.Wait()
		}
		volley()
		assert.EqualValues(t, 1, s.logins.Load(), "cold start")
		s.good.Store(-1)
		volley()
		assert.EqualValues(t, 2, s.logins.Load(), "rejected")
		assert.LessOrEqual(t, s.calls.Load(), int64(3*64), "one replay each at most")
	})
}

func TestReplayOnceEvenForWrites(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &loginServer{}
		c := withLogin(t, s)
		_, err := create(t.Context(), c)
		require.NoError(t, err)
		s.good.Store(-1)
		var resp client.Response
		_, err = create(t.Context(), c, client.WithResponse(&resp))
		require.NoError(t, err)
		assert.Equal(t, 1, resp.Attempts, "the replay is not an attempt")
		assert.EqualValues(t, 3, s.calls.Load())
	})
}

// When the refresh fails, the error holds the 401 and why there is no new token.
func TestRefreshFailsAfter401(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &loginServer{}
		c := withLogin(t, s)
		_, err := get(t.Context(), c)
		require.NoError(t, err)
		s.good.Store(-1)
		s.status.Store(500)
		_, err = get(t.Context(), c)
		e, ok := err.(*acmeError) //nolint:errorlint // outermost is the point
		require.True(t, ok, "%T %v", err, err)
		assert.Equal(t, 401, e.StatusCode)
		require.ErrorIs(t, err, client.ErrUnauthorized)
		require.ErrorIs(t, err, client.ErrServer, "the login's answer is in it too")
		assert.NotContains(t, string(e.Body), "token-number-1", "a repeated token is replaced")
	})
}

// A login that is refused is final, and its error is the vendor's own.
func TestLoginRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &loginServer{}
		s.status.Store(400)
		var log bytes.Buffer
		c := withLogin(t, s, client.WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))))
		var wg sync.WaitGroup
		for range 64 {
			wg.Go(func() {
				_, err := create(t.Context(), c)
				e, ok := err.(*acmeError) //nolint:errorlint // outermost is the point
				if assert.True(t, ok, "%T", err) {
					assert.Equal(t, 2000, e.Number)
				}
				assert.NotErrorIs(t, err, client.ErrOutcomeUnknown)
			})
		}
		wg.Wait()
		assert.EqualValues(t, 1, s.logins.Load())
		assert.Zero(t, s.calls.Load())
		assert.NotContains(t, log.String(), password)
	})
}

// The login takes 2 s, the callers have 200 ms: each is back after 200 ms.
func TestSlowLoginAndImpatientCallers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &loginServer{delay: 2 * time.Second}
		c := withLogin(t, s)
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		start := time.Now()
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				_, err := get(ctx, c)
				assert.ErrorIs(t, err, context.DeadlineExceeded)
			})
		}
		wg.Wait()
		assert.Equal(t, 200*time.Millisecond, time.Since(start))
		_, err := get(t.Context(), c)
		require.NoError(t, err)
		assert.EqualValues(t, 1, s.logins.Load(), "the login went on for the others")
	})
}

// A login whose connection dies is repeated; a login does no harm twice.
func TestLoginSurvivesLostConnections(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, lost := &loginServer{}, atomic.Int64{}
		c := withLogin(t, s, client.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				if strings.HasSuffix(r.URL.Path, "/login") && lost.Add(1) <= 2 {
					return nil, errReset
				}
				return next.RoundTrip(r)
			})
		}))
		_, err := create(t.Context(), c)
		require.NoError(t, err)
		assert.EqualValues(t, 1, s.logins.Load())

		s.good.Store(-1)
		lost.Store(0)
		_, err = get(t.Context(), c)
		require.NoError(t, err, "the refresh after a 401 too")
	})
}

func TestSharedTokenStore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, store := &loginServer{}, auth.NewMemoryStore()
		for range 3 {
			_, err := get(t.Context(), withLogin(t, s, client.WithTokenStore(store)))
			require.NoError(t, err)
		}
		assert.EqualValues(t, 1, s.logins.Load())
	})
}

// Behind one host may stand several environments, which don't accept each other's tokens.
func TestSharedTokenStoreKeepsEnvironmentsApart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		live, test, store := &loginServer{}, &loginServer{}, auth.NewMemoryStore()
		test.logins.Store(100)
		for range 3 {
			for base, s := range map[string]*loginServer{"https://gateway.test/live": live, "https://gateway.test/test": test} {
				_, err := get(t.Context(), withLogin(t, s, client.WithTokenStore(store), client.WithBaseURL(base)))
				require.NoError(t, err)
			}
		}
		assert.EqualValues(t, 1, live.logins.Load())
		assert.EqualValues(t, 101, test.logins.Load())
	})
}

// A login whose answer breaks the contract doesn't carry its token into the error.
func TestSensitiveAnswer(t *testing.T) {
	t.Parallel()
	rt := roundTrip(func(*http.Request) (*http.Response, error) {
		return answer(200, `{"token":"very-secret-token`), nil
	})
	p := acmeProfile()
	p.Auth = nil
	c, err := client.New(p, client.WithTransport(rt))
	require.NoError(t, err)
	var resp client.Response
	_, err = client.Call[tokenAnswer](t.Context(), c, client.Request{Op: &opLogin}, client.WithResponse(&resp))
	e, ok := errors.AsType[*client.DecodeError](err)
	require.True(t, ok)
	assert.Empty(t, e.Body)
	assert.Empty(t, resp.Body)
	for _, text := range []string{err.Error(), fmt.Sprintf("%+v|%#v|%q", err, err, err), mustJSON(t, err)} {
		assert.NotContains(t, text, "very-secret-token")
	}
}
