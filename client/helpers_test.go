package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// acmeError is the typed error of an invented vendor: enough of one to test the core by.
type acmeError struct {
	client.ResponseError
	Number int
}

func (e *acmeError) Unwrap() []error { return []error{&e.ResponseError} }

// RetryVerdict makes code 122 a throttle, as Billwerk's is.
func (e *acmeError) RetryVerdict() retry.Verdict {
	if e.Number == 122 {
		return retry.Throttle
	}
	return retry.Unknown
}

func decodeAcme(base client.ResponseError) error {
	e := &acmeError{ResponseError: base}
	var body struct {
		Code    int
		Message string
	}
	if client.Unmarshal(base.Body, &body) == nil {
		e.Number, e.Message = body.Code, body.Message
		e.Code = fmt.Sprint(body.Code)
	}
	return e
}

type widget struct {
	ID   string
	Name string
}

func (w *widget) Verify() error {
	if w.ID == "" {
		return errors.New("the widget has no id")
	}
	return nil
}

var (
	opGet    = client.Operation{Name: "widgets.get", Method: http.MethodGet, Path: "/widgets/{id}"}
	opCreate = client.Operation{Name: "widgets.create", Method: http.MethodPost, Path: "/widgets", Repeat: client.RepeatNever}
	opPut    = client.Operation{Name: "widgets.put", Method: http.MethodPut, Path: "/widgets/{id}", Repeat: client.RepeatAlways}
	opCharge = client.Operation{Name: "widgets.charge", Method: http.MethodPost, Path: "/charge", Repeat: client.RepeatWithKey}
	opDelete = client.Operation{Name: "widgets.delete", Method: http.MethodDelete, Path: "/widgets/{id}", NoContent: true}
)

func get(ctx context.Context, c *client.Client, opts ...client.CallOption) (*widget, error) {
	return client.Call[widget](ctx, c, client.Request{Op: &opGet, Args: []string{"w1"}}, opts...)
}

func create(ctx context.Context, c *client.Client, opts ...client.CallOption) (*widget, error) {
	return client.Call[widget](ctx, c, client.Request{Op: &opCreate, Body: widget{Name: "n"}}, opts...)
}

type chargeBody struct {
	Amount int    `json:"amount"`
	Key    string `json:"key"`
}

func charge(ctx context.Context, c *client.Client, key string, opts ...client.CallOption) (*widget, error) {
	return client.Call[widget](ctx, c, client.Request{
		Op: &opCharge, Key: key,
		WithKey: func(key string) any { return chargeBody{Amount: 100, Key: key} },
	}, opts...)
}

// roundTrip is a transport made of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func answer(status int, body string, header ...string) *http.Response {
	h := http.Header{"Content-Type": {"application/json"}}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{
		StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
}

const goodWidget = `{"id":"w1","name":"first"}`

// script answers with its steps in turn, and with the last one for ever.
type script struct {
	mu       sync.Mutex
	steps    []func(*http.Request) (*http.Response, error)
	requests []*http.Request
	bodies   []string
}

func steps(s ...func(*http.Request) (*http.Response, error)) *script { return &script{steps: s} }

func says(status int, body string, header ...string) func(*http.Request) (*http.Response, error) {
	return func(*http.Request) (*http.Response, error) { return answer(status, body, header...), nil }
}

func fails(err error) func(*http.Request) (*http.Response, error) {
	return func(*http.Request) (*http.Response, error) { return nil, err }
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	body := ""
	if r.Body != nil {
		data, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		body = string(data)
		_ = r.Body.Close()
	}
	s.mu.Lock()
	step := s.steps[min(len(s.requests), len(s.steps)-1)]
	s.requests = append(s.requests, r)
	s.bodies = append(s.bodies, body)
	s.mu.Unlock()
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return step(r)
}

func (s *script) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.requests)
}

const acmeKey = "sk_test_0123456789abcdef"

func acme(t testing.TB, rt http.RoundTripper, opts ...client.Option) *client.Client {
	t.Helper()
	c, err := client.New(acmeProfile(), append([]client.Option{client.WithTransport(rt)}, opts...)...)
	require.NoError(t, err)
	return c
}

func acmeProfile() client.Profile {
	return client.Profile{
		Vendor: "acme", BaseURL: "https://api.acme.test/v1", RequestIDHeader: "Acme-Request",
		Secrets:     []auth.Secret{acmeKey},
		Auth:        func(*client.Client) (auth.Authenticator, error) { return auth.Static(auth.Bearer(), acmeKey) },
		DecodeError: decodeAcme,
	}
}

func mustJSON(t testing.TB, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	require.NoError(t, err)
	return string(data)
}
