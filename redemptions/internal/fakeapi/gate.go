// Package fakeapi holds what the fakes of the two APIs have in common: the
// login, the tokens, and the way they answer.
package fakeapi

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
)

// Gate gives out tokens and checks them.
type Gate struct {
	// Key and Secret are the credentials that it accepts.
	Key, Secret string
	// Life is how long a token lives.
	Life time.Duration
	// Rejected is the status of an answer to wrong credentials, which the vendor
	// doesn't document.
	Rejected int

	mu     sync.Mutex
	valid  map[string]time.Time
	issued []string
}

// Login is POST /authentication/getToken.
func (g *Gate) Login(w http.ResponseWriter, r *http.Request) {
	var body struct {
		Key    string `json:"key"`
		Secret string `json:"secret"`
	}
	if !Read(w, r, &body) {
		return
	}
	if body.Key != g.Key || subtle.ConstantTimeCompare([]byte(body.Secret), []byte(g.Secret)) != 1 {
		Write(w, g.Rejected, map[string]any{"success": false})
		return
	}
	token, expiry := "token-"+rand.Text(), time.Now().Add(g.Life)
	g.keep(token, expiry)
	// No lock is held while an answer is written: the client may be slow.
	Write(w, http.StatusOK, map[string]any{"success": true, "token": token, "expiresAt": expiry.UTC().Format(withMillis)})
}

func (g *Gate) keep(token string, expiry time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.valid == nil {
		g.valid = map[string]time.Time{}
	}
	g.valid[token] = expiry
	g.issued = append(g.issued, token)
}

const withMillis = "2006-01-02T15:04:05.000Z"

// Admit answers 401 with an empty body, unless the request has a valid token.
func (g *Gate) Admit(w http.ResponseWriter, r *http.Request) bool {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	g.mu.Lock()
	expiry, known := g.valid[token]
	g.mu.Unlock()
	if strings.EqualFold(scheme, "Bearer") && known && time.Now().Before(expiry) {
		return true
	}
	w.WriteHeader(http.StatusUnauthorized)
	return false
}

// Logins counts the tokens given out.
func (g *Gate) Logins() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.issued)
}

// Tokens lists the tokens given out.
func (g *Gate) Tokens() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.issued)
}

// RevokeTokens makes all tokens given out so far invalid.
func (g *Gate) RevokeTokens() {
	g.mu.Lock()
	defer g.mu.Unlock()
	clear(g.valid)
}

// Read decodes a request, or answers that it can't be parsed.
func Read(w http.ResponseWriter, r *http.Request, v any) bool {
	data, err := readAll(w, r)
	if err == nil {
		err = client.Unmarshal(data, v)
	}
	if err != nil {
		Refuse(w, "2", "Request body could not be read")
		return false
	}
	return true
}
