package peer

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	azlog "github.com/Azure/azure-sdk-for-go/sdk/azcore/log"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
)

// Azcore is the pipeline that all of Azure's clients stand on.
func Azcore() *Peer {
	return &Peer{
		Name: "azcore", Module: "github.com/Azure/azure-sdk-for-go/sdk/azcore", Modes: []Mode{None, Default, Tuned},
		New: func(cfg Config) (Client, error) {
			opts := &policy.ClientOptions{}
			switch cfg.Mode {
			case None:
				opts.Retry.MaxRetries = -1
			case Tuned:
				opts.Retry = policy.RetryOptions{MaxRetries: tunedRetries, RetryDelay: tunedFirst, MaxRetryDelay: tunedLongest}
			}
			c := &azClient{cfg: cfg}
			if cfg.Transport != nil {
				c.inner = &http.Client{Transport: cfg.Transport}
				opts.Transport = c.inner
			}
			if cfg.Log != nil && cfg.Debug { // silent as shipped; the listener is one for the process
				opts.Logging.IncludeBody = true
				c.listens = true
				azlog.SetListener(func(event azlog.Event, text string) { fmt.Fprintln(cfg.Log, event, text) })
			}
			c.pipeline = runtime.NewPipeline("bench", "v1.0.0", runtime.PipelineOptions{}, opts)
			return typed{c}, nil
		},
		Status: func(err error) int {
			if e, ok := errors.AsType[*azcore.ResponseError](err); ok {
				return e.StatusCode
			}
			return 0
		},
	}
}

type azClient struct {
	cfg      Config
	inner    *http.Client
	pipeline runtime.Pipeline
	listens  bool
}

func (c *azClient) Close() {
	if c.inner != nil {
		c.inner.CloseIdleConnections()
	}
	if c.listens {
		azlog.SetListener(nil)
	}
}

func (c *azClient) do(ctx context.Context, method, path string, in, out any) error {
	req, err := runtime.NewRequest(ctx, method, c.cfg.URL+path)
	if err != nil {
		return err
	}
	c.cfg.sign(req.Raw().Header, false)
	req.Raw().SetBasicAuth(c.cfg.Key, "")
	if in != nil {
		if err := runtime.MarshalAsJSON(req, in); err != nil {
			return err
		}
	}
	resp, err := c.pipeline.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if !runtime.HasStatusCode(resp, http.StatusOK) {
		return runtime.NewResponseError(resp)
	}
	return runtime.UnmarshalAsJSON(resp, out)
}
