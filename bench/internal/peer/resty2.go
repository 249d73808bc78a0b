package peer

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/go-resty/resty/v2"
)

// Resty2 is resty v2.
func Resty2() *Peer {
	return &Peer{
		Name: "resty2", Module: "github.com/go-resty/resty/v2", Modes: []Mode{None, Default, Tuned},
		New: func(cfg Config) (Client, error) {
			c := resty.New().SetBaseURL(cfg.URL).SetBasicAuth(cfg.Key, "").SetError(&statusError{}).SetLogger(&restyLogger{cfg.Log}).SetDebug(cfg.Debug)
			if cfg.Transport != nil {
				c.SetTransport(cfg.Transport)
			}
			if cfg.HeaderName != "" {
				c.SetHeader(cfg.HeaderName, cfg.HeaderValue)
			}
			if cfg.Mode == Tuned {
				c.SetRetryCount(tunedRetries).SetRetryWaitTime(tunedFirst).SetRetryMaxWaitTime(tunedLongest).AddRetryCondition(func(r *resty.Response, err error) bool {
					return err != nil || r.StatusCode() == http.StatusTooManyRequests || r.StatusCode() >= http.StatusInternalServerError
				})
			}
			return typed{&resty2{c}}, nil
		},
		Status: statusOf,
	}
}

type resty2 struct{ client *resty.Client }

func (c *resty2) Close() { c.client.GetClient().CloseIdleConnections() }

func (c *resty2) do(ctx context.Context, method, path string, in, out any) error {
	r := c.client.R().SetContext(ctx).SetResult(out)
	if in != nil {
		r.SetBody(in)
	}
	resp, err := r.Execute(method, path)
	if err != nil {
		return err
	}
	if resp.IsSuccess() {
		return nil
	}
	if e, ok := resp.Error().(*statusError); ok && e != nil {
		e.Status = resp.StatusCode()
		return e
	}
	return &statusError{Status: resp.StatusCode()}
}

// restyLogger writes what resty logs by default to stderr.
type restyLogger struct{ w io.Writer }

func (l *restyLogger) print(level, format string, v ...any) {
	if l.w != nil {
		fmt.Fprintf(l.w, level+" RESTY "+format+"\n", v...)
	}
}

func (l *restyLogger) Errorf(format string, v ...any) { l.print("ERROR", format, v...) }
func (l *restyLogger) Warnf(format string, v ...any)  { l.print("WARN", format, v...) }
func (l *restyLogger) Debugf(format string, v ...any) { l.print("DEBUG", format, v...) }
