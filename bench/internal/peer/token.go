package peer

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/redemptions"
)

// TokenClient is a client that logs in: one read of a resource that wants a bearer token.
type TokenClient interface {
	Read(ctx context.Context) error
	Close()
}

// TokenPeer is one way to keep a token.
type TokenPeer struct {
	Name string
	New  func(url string) (TokenClient, error)
}

// TokenPeers gives the ways to keep a token.
func TokenPeers() []*TokenPeer {
	return []*TokenPeer{
		{"naive (each caller refreshes)", func(url string) (TokenClient, error) { return &naive{resource: newResource(url)}, nil }},
		{"vendorkit", newKitToken},
		{"x/oauth2 clientcredentials", newOAuth2},
		{"azcore bearer policy", newAzureToken},
		{"aws CredentialsCache", newAWSToken},
	}
}

// kitToken is the Redemptions client, since Billwerk has no login.
type kitToken struct{ client *redemptions.Client }

func newKitToken(url string) (TokenClient, error) {
	c, err := redemptions.New(redemptions.Credentials{Key: "k-1", Secret: auth.Secret("s3cret-0815")}, client.WithBaseURL(url))
	if err != nil {
		return nil, err
	}
	return &kitToken{c}, nil
}

func (k *kitToken) Read(ctx context.Context) error {
	_, err := k.client.Accounts.List(ctx)
	return err
}

func (k *kitToken) Close() { k.client.CloseIdleConnections() }

// resource is what the clients without a resource of their own read.
type resource struct {
	url    string
	client *http.Client
}

func newResource(url string) *resource {
	t := http.DefaultTransport.(*http.Transport).Clone() //nolint:errcheck,forcetypeassert // it is one
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 256, 256
	return &resource{url, &http.Client{Transport: t}}
}

func (r *resource) Close() { r.client.CloseIdleConnections() }

// get reads the resource; a status other than 200 is a *statusError.
func (r *resource) get(ctx context.Context, authorization string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url+"/accounts", nil)
	if err != nil {
		return err
	}
	if authorization != "" {
		req.Header.Set("Authorization", authorization)
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return &statusError{Status: resp.StatusCode}
	}
	var accounts []map[string]any
	return json.NewDecoder(resp.Body).Decode(&accounts)
}

// fetched is an OAuth 2 token.
type fetched struct {
	Value string `json:"access_token"`
	Life  int    `json:"expires_in"`
	until time.Time
}

func (r *resource) login(ctx context.Context) (*fetched, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url+"/oauth/token", strings.NewReader("grant_type=client_credentials"))
	if err != nil {
		return nil, err
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, &statusError{Status: resp.StatusCode}
	}
	t := new(fetched)
	if err := json.NewDecoder(resp.Body).Decode(t); err != nil {
		return nil, err
	}
	t.until = time.Now().Add(time.Duration(t.Life) * time.Second)
	return t, nil
}

// naive is what one writes by hand: each caller that finds no valid token fetches one, and repeats a 401 once.
type naive struct {
	*resource

	mu    sync.Mutex
	token *fetched
}

func (n *naive) current() *fetched {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.token == nil || time.Now().After(n.token.until) {
		return nil
	}
	return n.token
}

func (n *naive) refresh(ctx context.Context) (*fetched, error) {
	t, err := n.login(ctx)
	if err != nil {
		return nil, err
	}
	n.mu.Lock()
	n.token = t
	n.mu.Unlock()
	return t, nil
}

func (n *naive) Read(ctx context.Context) error {
	t := n.current()
	if t == nil {
		var err error
		if t, err = n.refresh(ctx); err != nil {
			return err
		}
	}
	err := n.get(ctx, "Bearer "+t.Value)
	if statusOf(err) != http.StatusUnauthorized {
		return err
	}
	if t, err = n.refresh(ctx); err != nil {
		return err
	}
	return n.get(ctx, "Bearer "+t.Value)
}
