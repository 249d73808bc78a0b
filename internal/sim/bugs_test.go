//go:build simbugs

package sim

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

type limiterFunc func(context.Context) (func(retry.Outcome), error)

func (f limiterFunc) Acquire(ctx context.Context) (func(retry.Outcome), error) { return f(ctx) }

// withBody gives each of several requests made of one the same body.
func withBody(r *http.Request) func() *http.Request {
	var data []byte
	if r.Body != nil {
		data, _ = io.ReadAll(r.Body)
	}
	return func() *http.Request {
		again := r.Clone(r.Context())
		if data != nil {
			again.Body = io.NopCloser(bytes.NewReader(data))
		}
		return again
	}
}

// bugs are mistakes that people make in clients like this one, and a word of what the simulation says of each.
var bugs = map[string]struct {
	says  string
	plant func() *setup
}{
	"a POST is sent again when the connection is lost": {"took effect 2 times", func() *setup {
		return &setup{transport: func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				request := withBody(r)
				resp, err := next.RoundTrip(request())
				if errors.Is(err, errReset) {
					resp, err = next.RoundTrip(request())
				}
				return resp, err
			})
		}}
	}},
	"an unknown outcome is reported as a failure": {"reported as plainly failed", func() *setup {
		return &setup{result: func(err error) error {
			if errors.Is(err, client.ErrOutcomeUnknown) {
				return errors.New("failed")
			}
			return err
		}}
	}},
	"a failure is reported as success": {"reported as done but took effect 0 times", func() *setup {
		return &setup{result: func(err error) error {
			if errors.Is(err, client.ErrServer) {
				return nil
			}
			return err
		}}
	}},
	"the key changes with each request": {"different keys", func() *setup {
		return &setup{transport: func(next http.RoundTripper) http.RoundTripper {
			var n atomic.Int64
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				if strings.HasPrefix(r.URL.Path, "/keyed") {
					r = withBody(r)()
					r.Body = io.NopCloser(strings.NewReader(strings.Repeat("k", int(n.Add(1)))))
				}
				return next.RoundTrip(r)
			})
		}}
	}},
	"repeated requests skip the limiter": {"was exceeded", func() *setup {
		return &setup{limiter: func(next retry.Limiter) retry.Limiter {
			var n atomic.Int64
			return limiterFunc(func(ctx context.Context) (func(retry.Outcome), error) {
				if n.Add(1)%3 == 0 {
					return func(retry.Outcome) {}, nil
				}
				return next.Acquire(ctx)
			})
		}}
	}},
	"the turn is given back before the answer is there": {"requests at once", func() *setup {
		return &setup{limiter: func(next retry.Limiter) retry.Limiter {
			return limiterFunc(func(ctx context.Context) (func(retry.Outcome), error) {
				done, err := next.Acquire(ctx)
				if err != nil {
					return nil, err
				}
				done(retry.Outcome{})
				return done, nil
			})
		}}
	}},
	"a transport that doesn't hear the cancel": {"after its context had ended", func() *setup {
		return &setup{transport: func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				_ = sleep(context.Background(), 500e6)
				return next.RoundTrip(r)
			})
		}}
	}},
	"two logins at once": {"2 logins at once", func() *setup {
		return &setup{source: func(login func(context.Context) (auth.Token, error)) func(context.Context) (auth.Token, error) {
			return func(ctx context.Context) (auth.Token, error) {
				var other sync.WaitGroup
				other.Go(func() { _, _ = login(ctx) })
				defer other.Wait()
				return login(ctx)
			}
		}}
	}},
	"the log shows the token": {"the debug log holds a secret", func() *setup {
		var log *slog.Logger
		return &setup{
			logger: func(l *slog.Logger) *slog.Logger { log = l; return l },
			transport: func(next http.RoundTripper) http.RoundTripper {
				return roundTrip(func(r *http.Request) (*http.Response, error) {
					if log != nil {
						log.Debug("request", "header", r.Header)
					}
					return next.RoundTrip(r)
				})
			},
		}
	}},
	"the error shows the token": {"holds a secret", func() *setup {
		return &setup{transport: func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				resp, err := next.RoundTrip(r)
				if err != nil {
					err = errors.New("while sending " + r.Header.Get("Authorization"))
				}
				return resp, err
			})
		}}
	}},
	"a body is not closed": {"bodies were opened", func() *setup {
		return &setup{transport: func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				resp, err := next.RoundTrip(r)
				if err == nil && resp.StatusCode == http.StatusServiceUnavailable {
					resp.Body = io.NopCloser(resp.Body)
				}
				return resp, err
			})
		}}
	}},
}

// TestPlantedBugs shows that the simulation finds what it is there to find, each within 500 schedules.
func TestPlantedBugs(t *testing.T) {
	t.Parallel()
	for name, bug := range bugs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(500) {
				broken, _ := playSeed(t, seed+1, bug.plant())
				if text := strings.Join(broken, "\n"); strings.Contains(text, bug.says) {
					t.Logf("found with seed %d", seed+1)
					return
				}
			}
			assert.Fail(t, "not found")
		})
	}
}
