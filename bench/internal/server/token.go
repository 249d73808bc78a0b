package server

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// token hands out bearer tokens, in the form of the Redemptions API and in that of OAuth 2, and has one resource that
// wants one.
type token struct {
	base

	mu     sync.Mutex
	logins int64
	issued int
	valid  map[string]time.Time
}

func (t *token) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/authentication/getToken", "/oauth/token":
		t.login(w, r)
	default:
		t.resource(w, r)
	}
}

func (t *token) login(w http.ResponseWriter, r *http.Request) {
	t.mu.Lock()
	t.logins++
	cfg := t.cfg
	t.mu.Unlock()
	pause(r, cfg.LoginDelay)
	if cfg.LoginStatus >= http.StatusBadRequest {
		write(w, cfg.LoginStatus, []byte(`{"message":"login is down"}`))
		return
	}
	t.mu.Lock()
	t.issued++
	value := "token-" + strconv.Itoa(t.issued) + "-5f1c2d"
	expiry := time.Now().Add(cfg.TokenLife)
	t.valid[value] = expiry
	t.mu.Unlock()
	var answer any = map[string]any{"success": true, "token": value, "expiresAt": expiry.UTC().Format(time.RFC3339Nano)}
	if r.URL.Path == "/oauth/token" {
		answer = map[string]any{"access_token": value, "token_type": "Bearer", "expires_in": int(cfg.TokenLife.Seconds())}
	}
	body, err := json.Marshal(answer)
	if err != nil {
		panic(err) // a map of strings and numbers
	}
	write(w, http.StatusOK, body)
}

func (t *token) resource(w http.ResponseWriter, r *http.Request) {
	value := strings.TrimPrefix(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), "bearer ")
	t.mu.Lock()
	expiry, ok := t.valid[value]
	t.mu.Unlock()
	if !ok || time.Now().After(expiry) {
		write(w, http.StatusUnauthorized, []byte(`{"message":"unauthorized"}`))
		return
	}
	write(w, http.StatusOK, []byte(`[{"id":"a-1","name":"Main","shortName":"M","balance":"0","availableBalance":"0","currencyCode":"DZAR"}]`))
}

// set revokes every token, or changes what logins do from now on.
func (t *token) set(name, value string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch name {
	case "revoke":
		clear(t.valid)
	case "login_status":
		t.cfg.LoginStatus, _ = strconv.Atoi(value)
	case "login_delay":
		t.cfg.LoginDelay, _ = time.ParseDuration(value)
	case "token_life":
		t.cfg.TokenLife, _ = time.ParseDuration(value)
	}
}

func (t *token) stats(s *Stats) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s.Count["logins"] = t.logins
}
