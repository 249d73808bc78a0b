package server

import (
	"net/http"
	"sync"
	"time"
)

// outage works, then answers 503 for a while, then works again.
type outage struct {
	base

	mu       sync.Mutex
	first    time.Time
	during   int64
	arrivals []int64
}

// ArrivalWindow is what one element of Stats.Arrivals counts.
const ArrivalWindow = 100 * time.Millisecond

func (o *outage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	down := o.note()
	pause(r, o.cfg.Delay)
	if down {
		fail(w, r, http.StatusServiceUnavailable, 0, "down")
		return
	}
	o.answer(w, r)
}

func (o *outage) note() (down bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	now := time.Now()
	if o.first.IsZero() {
		o.first = now
	}
	since := now.Sub(o.first)
	window := int(since / ArrivalWindow)
	for len(o.arrivals) <= window {
		o.arrivals = append(o.arrivals, 0)
	}
	o.arrivals[window]++
	down = since >= o.cfg.DownAfter && since < o.cfg.DownAfter+o.cfg.DownFor
	if down {
		o.during++
	}
	return down
}

func (o *outage) stats(s *Stats) {
	o.mu.Lock()
	defer o.mu.Unlock()
	s.Count["during"] = o.during
	s.Arrivals = append(s.Arrivals, o.arrivals...)
	s.FirstAt = o.first.UnixNano()
	s.DownAt = o.first.Add(o.cfg.DownAfter).UnixNano()
	s.UpAt = o.first.Add(o.cfg.DownAfter + o.cfg.DownFor).UnixNano()
}
