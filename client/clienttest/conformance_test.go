package clienttest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
)

// The suite is tried on an invented vendor, the smallest that has everything: a login, a read, a write, a keyed write
// and a listing.
func TestRunVendor(t *testing.T) { //nolint:paralleltest // the suite measures memory
	clienttest.RunVendor(t, inventedVendor())
}

const inventedSecret = "planted-password-5309"

type inventedError struct {
	client.ResponseError
	final bool
}

func (e *inventedError) Unwrap() []error  { return []error{&e.ResponseError} }
func (e *inventedError) FinalLogin() bool { return e.final }

func inventedVendor() clienttest.Vendor {
	return clienttest.Vendor{
		Name: "invented", HasLogin: true, Secrets: []string{inventedSecret},
		NewFake: func() clienttest.Fake { return &inventedFake{processed: map[string]int{}, keys: map[string]bool{}} },
		New: func(url string, opts ...client.Option) (clienttest.Subject, error) {
			return newInvented(inventedSecret, url, opts...)
		},
		NewWithWrongSecret: func(url string, opts ...client.Option) (clienttest.Subject, error) {
			return newInvented("not-the-password", url, opts...)
		},
		Samples: []clienttest.ErrorSample{{
			Name: "not found", Status: 404, Body: []byte(`{"code":"9","message":"no such thing"}`),
			Check: func(err error) error {
				if e, ok := errors.AsType[*inventedError](err); !ok || e.Code != "9" || !errors.Is(err, client.ErrNotFound) {
					return fmt.Errorf("not the documented error: %w", err)
				}
				return nil
			},
		}},
	}
}

type inventedDoc struct {
	ID    string
	Token string
	Next  int
	Items []string
}

func (d *inventedDoc) Verify() error {
	if d.ID == "" {
		return errors.New("no id")
	}
	return nil
}

var (
	opInventedLogin = client.Operation{Name: "login", Method: http.MethodPost, Path: "/login", Login: true, Sensitive: true}
	opInventedRead  = client.Operation{Name: "things.list", Method: http.MethodGet, Path: "/things"}
	opInventedWrite = client.Operation{Name: "things.create", Method: http.MethodPost, Path: "/things/{id}"}
	opInventedKeyed = client.Operation{Name: "things.charge", Method: http.MethodPost, Path: "/charge/{id}", Repeat: client.RepeatWithKey}
)

func newInvented(password auth.Secret, url string, opts ...client.Option) (clienttest.Subject, error) {
	c, err := client.New(client.Profile{
		Vendor: "invented", BaseURL: "https://api.invented.example", Account: "acc", Secrets: []auth.Secret{password},
		Auth: func(c *client.Client) (auth.Authenticator, error) {
			return c.Refreshing(auth.Bearer(), func(ctx context.Context) (auth.Token, error) {
				var resp client.Response
				doc, err := client.Call[inventedDoc](ctx, c, client.Request{Op: &opInventedLogin, Body: map[string]string{"password": password.Reveal()}}, client.WithResponse(&resp))
				if err != nil {
					return auth.Token{}, err
				}
				return client.LoginToken(auth.Secret(doc.Token), time.Time{}, &resp), nil
			})
		},
		DecodeError: func(base client.ResponseError) error {
			e := &inventedError{ResponseError: base}
			var body struct{ Code, Message string }
			if client.Unmarshal(base.Body, &body) != nil {
				var numeric struct {
					Code    int
					Message string
				}
				if client.Unmarshal(base.Body, &numeric) == nil {
					body.Code, body.Message = strconv.Itoa(numeric.Code), numeric.Message
				}
			}
			e.Code, e.Message = body.Code, body.Message
			e.final = base.Operation == "login" && base.StatusCode == http.StatusUnauthorized
			return e
		},
	}, append([]client.Option{client.WithBaseURL(url)}, opts...)...)
	if err != nil {
		return clienttest.Subject{}, err
	}
	call := func(ctx context.Context, r client.Request, opts []client.CallOption) error {
		_, err := client.Call[inventedDoc](ctx, c, r, opts...)
		return err
	}
	return clienttest.Subject{
		Read: func(ctx context.Context, opts ...client.CallOption) error {
			return call(ctx, client.Request{Op: &opInventedRead}, opts)
		},
		Write: func(ctx context.Context, id string, opts ...client.CallOption) error {
			return call(ctx, client.Request{Op: &opInventedWrite, Args: []string{id}}, opts)
		},
		KeyedWrite: func(ctx context.Context, id string, opts ...client.CallOption) error {
			return call(ctx, client.Request{Op: &opInventedKeyed, Args: []string{id}, WithKey: func(key string) any { return key }}, opts)
		},
		All: func(ctx context.Context, opts ...client.CallOption) iter.Seq2[any, error] {
			return client.Paginate(0, func(page int) (client.Page[any, int], error) {
				query := map[string][]string{"page": {strconv.Itoa(page)}}
				doc, err := client.Call[inventedDoc](ctx, c, client.Request{Op: &opInventedRead, Query: query}, opts...)
				if err != nil {
					return client.Page[any, int]{}, err
				}
				p := client.Page[any, int]{Next: doc.Next, More: doc.Next > 0}
				for _, item := range doc.Items {
					p.Items = append(p.Items, item)
				}
				return p, nil
			})
		},
		CloseIdleConnections: c.CloseIdleConnections,
	}, nil
}

type inventedFake struct {
	mu        sync.Mutex
	processed map[string]int
	keys      map[string]bool
	tokens    []string
	valid     string
}

func (f *inventedFake) Processed(id string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.processed[id]
}
func (f *inventedFake) Logins() int   { f.mu.Lock(); defer f.mu.Unlock(); return len(f.tokens) }
func (f *inventedFake) RevokeTokens() { f.mu.Lock(); defer f.mu.Unlock(); f.valid = "" }
func (f *inventedFake) Tokens() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.tokens)
}

func (f *inventedFake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if r.URL.Path == "/login" {
		if string(body) != `{"password":"`+inventedSecret+`"}` {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		f.valid = fmt.Sprintf("planted-token-%d-of-the-run", len(f.tokens)+1)
		f.tokens = append(f.tokens, f.valid)
		fmt.Fprintf(w, `{"id":"login","token":%q}`, f.valid)
		return
	}
	if f.valid == "" || r.Header.Get("Authorization") != "Bearer "+f.valid {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	switch id, keyed := strings.CutPrefix(r.URL.Path, "/charge/"); {
	case keyed:
		if !f.keys[string(body)] {
			f.keys[string(body)] = true
			f.processed[id]++
		}
	case r.Method == http.MethodPost:
		f.processed[strings.TrimPrefix(r.URL.Path, "/things/")]++
	}
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	fmt.Fprintf(w, `{"id":"x","next":%d,"items":["a","b"]}`, (page+1)%3)
}
