package sim

import (
	"math/rand/v2"
	"time"
)

// A schedule is everything that a seed decides before the play begins.
type schedule struct {
	seed        uint64
	callers     int
	calls       int     // of each caller
	faultShare  float64 // of the requests
	maxAttempts int
	rate        float64
	burst       int
	atOnce      int
	hedging     time.Duration // 0 means off
	withStore   bool
	withLog     bool
	tokenLife   time.Duration
	clockOffset time.Duration // the vendor's clock is ahead of ours
	clockJump   time.Duration // and jumps by this
	jumpAfter   time.Duration
}

func newSchedule(seed uint64) schedule {
	d := dice(seed, 0)
	s := schedule{
		seed: seed, callers: 2 + d.IntN(8), calls: 2 + d.IntN(7),
		faultShare: []float64{0, 0.1, 0.3, 0.5, 0.8}[d.IntN(5)], maxAttempts: 1 + d.IntN(6),
		rate: 5 + float64(d.IntN(60)), burst: 1 + d.IntN(20), atOnce: 1 + d.IntN(8),
		withStore: d.IntN(4) == 0, withLog: d.IntN(8) == 0,
		tokenLife: time.Duration(1+d.IntN(900)) * time.Second,
	}
	if d.IntN(4) == 0 {
		s.hedging = time.Duration(1+d.IntN(50)) * time.Millisecond
	}
	if d.IntN(3) == 0 {
		s.clockOffset = time.Duration(d.IntN(7200)-3600) * time.Second
	}
	if d.IntN(4) == 0 {
		s.clockJump = time.Duration(d.IntN(1200)-600) * time.Second
		s.jumpAfter = time.Duration(d.IntN(20)) * time.Second
	}
	return s
}

// dice gives the random numbers of one decision.
func dice(seed uint64, parts ...uint64) *rand.Rand {
	h := uint64(14695981039346656037)
	for _, p := range parts {
		h = (h ^ p) * 1099511628211
		h ^= h >> 29
	}
	return rand.New(rand.NewPCG(seed, h))
}

// kind is what a call does.
type kind uint8

const (
	read kind = iota
	write
	keyed
)

// A plan is one call of one caller.
type plan struct {
	id       uint64
	kind     kind
	offset   time.Duration // a time of its own, to come before or after others
	pause    time.Duration // before the call
	cancel   time.Duration // after its start; 0 means never
	deadline time.Duration // likewise
	timeout  time.Duration // of an attempt
}

func (s *schedule) plan(caller, call int) plan {
	id := uint64(caller)<<16 | uint64(call) //nolint:gosec // both are small
	d := dice(s.seed, 1, id)
	p := plan{
		id: id, offset: time.Duration(caller<<16 | call), kind: kind(d.IntN(3)), //nolint:gosec // 0 to 2
		pause:   time.Duration(d.Int64N(int64(200*time.Millisecond))) + time.Duration(caller<<16|call),
		timeout: time.Duration(50+d.IntN(2000))*time.Millisecond + time.Duration(d.IntN(1e6)),
	}
	switch d.IntN(5) {
	case 0:
		p.cancel = time.Duration(1 + d.Int64N(int64(3*time.Second)))
	case 1:
		p.deadline = time.Duration(1 + d.Int64N(int64(3*time.Second)))
	}
	return p
}

// fault is what happens to one request.
type fault uint8

const (
	noFault fault = iota
	refuseDial
	dropBefore
	dropAfter
	revoke // the token is no longer good
	throttleRate
	throttleConcurrency
	busyBefore // 503
	busyAfter
	brokenBefore // 500 with an HTML page
	brokenAfter
	cutBody // the connection dies in the body
	halfBody
	htmlAfter // 200 with an HTML page
	stallBody
	silence
	hugeBody
	badRequest
	faults
)

// fault decides by the call and the number of its request on the wire.
func (s *schedule) fault(id uint64, n int) (fault, *rand.Rand) {
	d := dice(s.seed, 2, id, uint64(n)) //nolint:gosec // n counts from 1
	if d.Float64() >= s.faultShare {
		return noFault, d
	}
	f := fault(1 + d.IntN(int(faults)-1)) //nolint:gosec // small
	if f == hugeBody && d.IntN(20) != 0 {
		f = busyBefore // a huge body costs more to play than all the rest
	}
	return f, d
}
