package server

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
)

// duplicates performs every request that it gets, unless its idempotency key is known, and loses the answer of one in ten.
type duplicates struct {
	base

	mu        sync.Mutex
	count     int64
	keyed     int64
	repeats   int64 // the same id again, key or not
	performed map[string]int64
	keys      map[string]bool
}

func (d *duplicates) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client broke off while sending
	}
	var p struct {
		Handle string `json:"handle"`
		Note   string `json:"note"`
		Key    string `json:"key"`
	}
	if err := json.Unmarshal(body, &p); err != nil {
		fail(w, r, http.StatusBadRequest, 1, "not JSON")
		return
	}
	key := p.Key + r.Header.Get("Idempotency-Key")
	if d.perform(p.Handle+p.Note, key) {
		if d.cfg.Lose == "503" {
			fail(w, r, http.StatusServiceUnavailable, 0, "lost it")
			return
		}
		reset(w)
		return
	}
	if strings.HasSuffix(r.URL.Path, "/note") {
		write(w, http.StatusOK, d.docs.Note)
		return
	}
	write(w, http.StatusOK, d.docs.Charge)
}

func (d *duplicates) perform(id, key string) (lose bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.count++
	if _, again := d.performed[id]; again {
		d.repeats++
	}
	if key == "" || !d.keys[key] {
		d.performed[id]++
	}
	if key != "" {
		d.keyed++
		d.keys[key] = true
	}
	return d.count%10 == 3
}

func (d *duplicates) stats(s *Stats) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s.Count["ids"] = int64(len(d.performed))
	s.Count["keyed"] = d.keyed
	s.Count["repeats"] = d.repeats
	for _, n := range d.performed {
		s.Count["duplicates"] += n - 1
	}
}
