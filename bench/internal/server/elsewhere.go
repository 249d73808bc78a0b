package server

import (
	"encoding/json"
	"io"
	"net/http"
	"sync"
)

// elsewhere is both the vendor that redirects and the place where nothing should arrive. It notes what does.
type elsewhere struct {
	base

	mu     sync.Mutex
	target string
	status int
	seen   []string
}

func (e *elsewhere) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.mu.Lock()
	target, status := e.target, e.status
	e.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	switch {
	case target != "":
		http.Redirect(w, r, target+r.URL.Path, status) //nolint:gosec // to redirect anywhere is what it is for
		return
	case status != 0:
		// A refusal that repeats what was sent, as some vendors do.
		refusal, err := json.Marshal(map[string]any{
			"code": 40, "error": "the key " + r.Header.Get("Authorization") + " may not do this", "request": map[string]any{"body": string(body)},
		})
		if err != nil {
			panic(err) // strings and numbers
		}
		write(w, status, refusal)
		return
	}
	e.mu.Lock()
	for _, name := range []string{"Authorization", "X-Api-Key"} {
		if r.Header.Get(name) != "" {
			e.seen = append(e.seen, name)
		}
	}
	if len(body) > 0 {
		e.seen = append(e.seen, "body")
	}
	e.mu.Unlock()
	e.answer(w, r)
}

func (e *elsewhere) set(name, value string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch name {
	case "redirect":
		e.target, e.status = value, http.StatusFound
	case "redirect with body":
		e.target, e.status = value, http.StatusTemporaryRedirect
	case "refuse":
		e.target, e.status = "", http.StatusBadRequest
	}
}

func (e *elsewhere) stats(s *Stats) {
	e.mu.Lock()
	defer e.mu.Unlock()
	s.Seen = append(s.Seen, e.seen...)
}
