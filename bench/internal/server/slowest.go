package server

import (
	"net/http"
	"sync/atomic"
)

// slowest takes long for every hundredth request.
type slowest struct {
	base

	count atomic.Int64
}

func (s *slowest) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.count.Add(1)%100 == 50 {
		pause(r, s.cfg.Slow)
	} else {
		pause(r, s.cfg.Delay)
	}
	s.answer(w, r)
}
