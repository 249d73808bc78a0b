package retry

import (
	"math"
	"time"
)

// How slots learn from refusals.
const (
	// slotCut is the part of the turns under way that a refusal leaves.
	slotCut = 0.75
	// wallFactor is how much longer the limit takes to grow by the slot that was refused last. The others come back
	// sooner, so that most of the time is spent just below what the server allows.
	wallFactor = 4
	// The pause after a refusal that comes without Retry-After: it doubles with each refusal in a row.
	firstPause   = 100 * time.Millisecond
	maxDoublings = 5
	// holdWeight is the weight of the newest turn in the average duration.
	holdWeight = 0.2
)

// slots is the ledger of a concurrency limiter.
type slots struct {
	most, least        int
	recovery, maxPause time.Duration

	inFlight int
	limit    float64   // Grows in fractions; only whole slots count.
	wall     float64   // How many under way were too many, last time.
	last     time.Time // When limit was right.
	epoch    uint64    // Counts the cuts.

	refused  uint64
	inRow    int       // Refusals since an attempt was let in.
	cautious time.Time // No turn before that, unless an attempt ends that was let in.
	asked    time.Time // No turn before that, because the server said so.
	hold     float64   // Average duration of a turn in nanoseconds; 0 if no turn has ended yet.
}

var _ ledger = (*slots)(nil)

// advance lets the limit grow with time: by one in a recovery, but slower over the wall.
func (s *slots) advance(now time.Time) {
	grow := float64(now.Sub(s.last)) / float64(s.recovery)
	if grow <= 0 {
		return
	}
	s.last = now
	if most := float64(s.most); s.limit < most {
		up := min(grow, max(0, s.wall-1-s.limit))
		over := min((grow-up)/wallFactor, max(0, s.wall-s.limit-up))
		s.limit = min(most, s.limit+grow-over*(wallFactor-1))
	}
}

// untilLimit returns how long the limit takes to grow to n.
func (s *slots) untilLimit(n int) time.Duration {
	target := float64(n)
	over := max(0, min(target, s.wall)-max(s.limit, s.wall-1))
	recoveries := target - s.limit + over*(wallFactor-1)
	if recoveries <= almost {
		return 0
	}
	return nanoseconds(recoveries * float64(s.recovery))
}

func (s *slots) whole() int { return int(s.limit + almost) }

func (s *slots) take(now time.Time, t *ticket) bool {
	s.advance(now)
	if s.inFlight >= s.whole() || s.paused(now) > 0 {
		return false
	}
	s.inFlight++
	t.epoch, t.granted = s.epoch, now
	if s.inRow > 0 { // It finds out for all whether there is room again.
		s.cautious = now.Add(s.caution())
	}
	return true
}

func (s *slots) giveBack(time.Time) { s.inFlight-- }

func (s *slots) settle(now time.Time, t *ticket, o Outcome) (slower bool) {
	s.advance(now)
	underWay := s.inFlight
	s.inFlight--
	if !o.Throttled {
		s.learnHold(now.Sub(t.granted))
		s.inRow = 0
		s.cautious = now // It was let in and has left a place, so there is room for one.
		return false
	}
	if !o.throttledBy(ThrottleConcurrency) {
		return false
	}
	s.refused++
	if t.epoch == s.epoch { // Otherwise it was sent before the last cut, and shares its cause.
		s.wall = min(math.Floor(s.limit+almost), float64(underWay))
		s.limit = max(float64(s.least), math.Floor(slotCut*s.wall))
		s.inRow++
		s.cautious = now.Add(s.caution())
		s.epoch++
		slower = true
	}
	if pause := min(o.RetryAfter, s.maxPause); pause > max(0, s.asked.Sub(now)) {
		s.asked = now.Add(pause)
		slower = true
	}
	return slower
}

// caution returns the pause after that many refusals in a row.
func (s *slots) caution() time.Duration { return firstPause << min(s.inRow-1, maxDoublings) }

// paused returns how much longer there are no turns, whatever is free.
func (s *slots) paused(now time.Time) time.Duration {
	return max(0, s.cautious.Sub(now), s.asked.Sub(now))
}

func (s *slots) learnHold(d time.Duration) {
	if s.hold == 0 {
		s.hold = float64(d)
		return
	}
	s.hold += holdWeight * (float64(d) - s.hold)
}

func (s *slots) next(now time.Time) time.Duration {
	s.advance(now)
	wait := s.paused(now)
	if s.inFlight >= s.most {
		return 0 // Only an ending turn makes room.
	}
	return max(wait, s.untilLimit(s.inFlight+1))
}

func (s *slots) estimate(now time.Time, ahead int) (likely, atLeast time.Duration) {
	s.advance(now)
	likely, atLeast = s.paused(now), max(0, s.asked.Sub(now))
	if missing := s.inFlight + ahead + 1 - s.whole(); missing > 0 {
		turns := nanoseconds(s.hold * float64(missing) / float64(s.whole()))
		likely += turns
		atLeast += turns / 2
	}
	return likely, atLeast
}
