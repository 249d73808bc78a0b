package peer

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/google/go-github/v88/github"
)

// GoGitHub is go-github. It has no retries.
func GoGitHub() *Peer {
	return &Peer{
		Name: "go-github", Module: "github.com/google/go-github/v88", Modes: []Mode{None, Default},
		New: func(cfg Config) (Client, error) {
			base := cfg.URL + "/"
			inner := cfg.Transport
			if inner == nil {
				inner = http.DefaultTransport.(*http.Transport).Clone() //nolint:errcheck,forcetypeassert // it is one
			}
			c, err := github.NewClient(github.WithTransport(inner), github.WithURLs(&base, &base), github.WithAuthToken(cfg.Key))
			if err != nil {
				return nil, err
			}
			return typed{&gitHub{cfg, inner, c}}, nil
		},
		Status: func(err error) int {
			if e, ok := errors.AsType[*github.ErrorResponse](err); ok && e.Response != nil {
				return e.Response.StatusCode
			}
			return 0
		},
	}
}

type gitHub struct {
	cfg    Config
	inner  http.RoundTripper
	client *github.Client
}

func (c *gitHub) Close() {
	if t, ok := c.inner.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

func (c *gitHub) do(ctx context.Context, method, path string, in, out any) error {
	req, err := c.client.NewRequest(ctx, method, strings.TrimPrefix(path, "/"), in)
	if err != nil {
		return err
	}
	if c.cfg.HeaderName != "" {
		req.Header.Set(c.cfg.HeaderName, c.cfg.HeaderValue)
	}
	_, err = c.client.Do(req, out)
	return err
}
