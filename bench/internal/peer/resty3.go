package peer

import (
	"context"
	"net/http"
	"time"

	"resty.dev/v3"
)

// Resty3 is resty v3, of which there is no final version yet.
func Resty3() *Peer {
	return &Peer{
		Name: "resty3", Module: "resty.dev/v3", Modes: []Mode{None, Default, Tuned, Breaker},
		New: func(cfg Config) (Client, error) {
			c := resty.New().SetBaseURL(cfg.URL).SetBasicAuth(cfg.Key, "").SetResultError(&statusError{}).SetLogger(&restyLogger{cfg.Log}).SetDebug(cfg.Debug)
			if cfg.Transport != nil {
				c.SetTransport(cfg.Transport)
			}
			if cfg.HeaderName != "" {
				c.SetHeader(cfg.HeaderName, cfg.HeaderValue)
			}
			if cfg.Mode == Tuned || cfg.Mode == Breaker {
				c.SetRetryCount(tunedRetries).SetRetryWaitTime(tunedFirst).SetRetryMaxWaitTime(tunedLongest).AddRetryConditions(func(r *resty.Response, err error) bool {
					return err != nil || r.StatusCode() == http.StatusTooManyRequests || r.StatusCode() >= http.StatusInternalServerError
				})
			}
			if cfg.Mode == Breaker {
				c.SetRetryCount(5).SetCircuitBreaker(resty.NewCircuitBreakerRatio(0.6, 20, time.Second))
			}
			return typed{&resty3{c}}, nil
		},
		Status: statusOf,
	}
}

type resty3 struct{ client *resty.Client }

func (c *resty3) Close() { _ = c.client.Close() }

func (c *resty3) do(ctx context.Context, method, path string, in, out any) error {
	r := c.client.R().SetContext(ctx).SetResult(out)
	if in != nil {
		r.SetBody(in)
	}
	resp, err := r.Execute(method, path)
	if err != nil {
		return err
	}
	if resp.IsStatusSuccess() {
		return nil
	}
	if e, ok := resp.ResultError().(*statusError); ok && e != nil {
		e.Status = resp.StatusCode()
		return e
	}
	return &statusError{Status: resp.StatusCode()}
}
