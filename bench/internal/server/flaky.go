package server

import (
	"net/http"
	"sync/atomic"
)

// flaky answers three of twenty requests with 503 and resets the connection of three others, in a fixed order, so that the
// number of requests until n calls have succeeded doesn't depend on chance.
type flaky struct {
	base

	count atomic.Int64
}

// fates is one round of twenty: 'g' good, '5' 503, 'r' reset. No failure has a neighbour in the same round more often
// than chance would have it.
const fates = "gg5grgggr5gggggrgg5g"

func (f *flaky) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fate := fates[(f.count.Add(1)-1)%int64(len(fates))]
	pause(r, f.cfg.Delay)
	switch fate {
	case '5':
		fail(w, r, http.StatusServiceUnavailable, 0, "try again")
	case 'r':
		reset(w)
	default:
		f.answer(w, r)
	}
}
