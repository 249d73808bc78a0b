package server

import "net/http"

// faults never answers well: with 503, by closing the connection, or not at all.
type faults struct{ base }

func (f *faults) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch f.cfg.Fault {
	case "503":
		fail(w, r, http.StatusServiceUnavailable, 0, "not now")
	case "closes":
		reset(w)
	default:
		<-r.Context().Done()
	}
}
