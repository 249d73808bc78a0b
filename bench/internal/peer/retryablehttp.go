package peer

import (
	"context"
	"encoding/json"
	"io"
	"log"
	"net/http"

	"github.com/hashicorp/go-retryablehttp"
)

// RetryableHTTP is hashicorp/go-retryablehttp.
func RetryableHTTP() *Peer {
	return &Peer{
		Name: "retryablehttp", Module: "github.com/hashicorp/go-retryablehttp", Modes: []Mode{None, Default, Tuned},
		New: func(cfg Config) (Client, error) {
			c := retryablehttp.NewClient()
			c.Logger = nil
			if cfg.Log != nil {
				c.Logger = log.New(cfg.Log, "", log.LstdFlags) // its default writes the same to stderr
			}
			switch cfg.Mode {
			case None:
				c.RetryMax = 0
			case Tuned:
				c.RetryMax, c.RetryWaitMin, c.RetryWaitMax = tunedRetries, tunedFirst, tunedLongest
			}
			if cfg.Transport != nil {
				c.HTTPClient.Transport = cfg.Transport
			}
			if cfg.Mode == None {
				c.ErrorHandler = retryablehttp.PassthroughErrorHandler // else the last answer is lost
			}
			return typed{&retryable{cfg, c}}, nil
		},
		Status: statusOf,
	}
}

type retryable struct {
	cfg    Config
	client *retryablehttp.Client
}

func (c *retryable) Close() { c.client.HTTPClient.CloseIdleConnections() }

func (c *retryable) do(ctx context.Context, method, path string, in, out any) error {
	body, err := encoded(in)
	if err != nil {
		return err
	}
	var raw any
	if body != nil {
		raw = body
	}
	req, err := retryablehttp.NewRequestWithContext(ctx, method, c.cfg.URL+path, raw)
	if err != nil {
		return err
	}
	c.cfg.sign(req.Header, body != nil)
	req.SetBasicAuth(c.cfg.Key, "")
	resp, err := c.client.Do(req)
	if err != nil {
		return err
	}
	return decoded(resp, out)
}

// encoded is the body of a request; nil stands for none.
func encoded(in any) ([]byte, error) {
	if in == nil {
		return nil, nil
	}
	return json.Marshal(in)
}

// sign sets the headers that all peers send.
func (cfg *Config) sign(h http.Header, hasBody bool) {
	h.Set("Accept", "application/json")
	if hasBody {
		h.Set("Content-Type", "application/json")
	}
	if cfg.HeaderName != "" {
		h.Set(cfg.HeaderName, cfg.HeaderValue)
	}
}

// decoded reads an answer as one does by hand.
func decoded(resp *http.Response, out any) error {
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return newStatusError(resp.StatusCode, data)
	}
	return json.Unmarshal(data, out)
}
