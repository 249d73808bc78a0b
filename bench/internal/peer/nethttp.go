package peer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"time"
)

// NetHTTP is the baseline: what one writes by hand, with encoding/json.
func NetHTTP() *Peer {
	return &Peer{
		Name: "nethttp", Modes: []Mode{None, Default, Tuned},
		New: func(cfg Config) (Client, error) {
			h := &byHand{cfg: cfg, client: &http.Client{Transport: cfg.Transport}}
			if cfg.Transport == nil {
				// Its own copy of the default, so that runs don't share connections.
				h.client.Transport = http.DefaultTransport.(*http.Transport).Clone() //nolint:errcheck,forcetypeassert // it is one
			}
			if cfg.Mode == Tuned {
				h.retries = tunedRetries
			}
			return typed{h}, nil
		},
		Status: statusOf,
	}
}

// statusError is the error type of the clients that leave errors to their user: the documented envelope.
type statusError struct {
	Status           int       `json:"-"`
	Code             int       `json:"code"`
	Text             string    `json:"error"`
	Detail           string    `json:"message"`
	Path             string    `json:"path"`
	Reason           string    `json:"http_reason"`
	RequestID        string    `json:"request_id"`
	TransactionError string    `json:"transaction_error"`
	Timestamp        time.Time `json:"timestamp"`
}

func (e *statusError) Error() string {
	return fmt.Sprintf("status %d, code %d: %s: %s", e.Status, e.Code, e.Text, e.Detail)
}

func newStatusError(status int, body []byte) error {
	e := &statusError{Status: status}
	_ = json.Unmarshal(body, e) // what isn't JSON leaves the status
	return e
}

func statusOf(err error) int {
	if e, ok := errors.AsType[*statusError](err); ok {
		return e.Status
	}
	return 0
}

type byHand struct {
	cfg     Config
	client  *http.Client
	retries int
}

func (h *byHand) Close() { h.client.CloseIdleConnections() }

func (h *byHand) do(ctx context.Context, method, path string, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return err
		}
	}
	for try := 0; ; try++ {
		err := h.once(ctx, method, path, body, out)
		if err == nil || try >= h.retries || !worthRepeating(err) {
			return err
		}
		if err := sleep(ctx, rand.N(min(tunedFirst<<try, tunedLongest))); err != nil {
			return err
		}
	}
}

// worthRepeating is the usual rule of a loop by hand: connection faults, 429 and 5xx, whatever the method.
func worthRepeating(err error) bool {
	status := statusOf(err)
	return status == 0 || status == http.StatusTooManyRequests || status >= http.StatusInternalServerError
}

func (h *byHand) once(ctx context.Context, method, path string, body []byte, out any) error {
	var reader io.Reader
	if body != nil {
		reader = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, h.cfg.URL+path, reader)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", "application/json")
	req.SetBasicAuth(h.cfg.Key, "")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if h.cfg.HeaderName != "" {
		req.Header.Set(h.cfg.HeaderName, h.cfg.HeaderValue)
	}
	resp, err := h.client.Do(req)
	if err != nil {
		return err
	}
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

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
