package peer

import (
	"context"
	"errors"
	"log"
	"net/http"
	"strings"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// OpenAI is openai-go, through its methods for undocumented endpoints.
func OpenAI() *Peer {
	return &Peer{
		Name: "openai", Module: "github.com/openai/openai-go/v3", Modes: []Mode{None, Default, Tuned},
		New: func(cfg Config) (Client, error) {
			c := &openAI{}
			opts := []option.RequestOption{option.WithBaseURL(cfg.URL + "/"), option.WithAPIKey(cfg.Key)}
			switch cfg.Mode {
			case None:
				opts = append(opts, option.WithMaxRetries(0))
			case Tuned:
				opts = append(opts, option.WithMaxRetries(tunedRetries), option.WithMaxRetryDelay(tunedLongest))
			}
			if cfg.Transport != nil {
				c.inner = &http.Client{Transport: cfg.Transport}
			} else {
				// Its own default is http.DefaultClient; a copy keeps runs apart.
				c.inner = &http.Client{Transport: http.DefaultTransport.(*http.Transport).Clone()} //nolint:errcheck,forcetypeassert // it is one
			}
			opts = append(opts, option.WithHTTPClient(c.inner))
			if cfg.HeaderName != "" {
				opts = append(opts, option.WithHeader(cfg.HeaderName, cfg.HeaderValue))
			}
			if cfg.Log != nil && cfg.Debug {
				opts = append(opts, option.WithDebugLog(log.New(cfg.Log, "", 0)))
			}
			c.client = openai.NewClient(opts...)
			return typed{c}, nil
		},
		Status: func(err error) int {
			if e, ok := errors.AsType[*openai.Error](err); ok {
				return e.StatusCode
			}
			return 0
		},
	}
}

type openAI struct {
	inner  *http.Client
	client openai.Client
}

func (c *openAI) Close() { c.inner.CloseIdleConnections() }

func (c *openAI) do(ctx context.Context, method, path string, in, out any) error {
	return c.client.Execute(ctx, method, strings.TrimPrefix(path, "/"), in, out)
}
