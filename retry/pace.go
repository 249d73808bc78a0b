package retry

import "time"

// How a pace learns. The simulation in sim_test.go chose the numbers: they use what a server with a token bucket has to
// give to within 2 %, and waste less than 2 % of the requests, beside another user who comes steadily. One who comes at
// random costs more, because nobody can know when.
const (
	// guessCut is the factor for a cut when nothing is known but the refusal itself.
	guessCut = 0.7
	// undershoot is the part of the believed rate with which a cut starts. What it leaves unused fills the server's
	// bucket again, and the probe beyond the believed rate spends that, so it costs nothing in the long run.
	undershoot = 0.85
	// beliefWeight is how many requests of evidence the former belief counts for.
	beliefWeight = 8
	// fewSamples is how many accepted requests make a belief that is more than a guess.
	fewSamples = 10
	// A cut takes so long to come back to the believed rate, in seconds and in requests, whichever is longer. A guess
	// is tried sooner. The bound keeps a slow limiter from waiting for ever.
	measuredSeconds, measuredRequests = 3, 45
	guessedSeconds, guessedRequests   = 2, 30
	maxSeconds                        = 60
)

// A pace is the rate that a limiter allows itself, in requests per second, and what it believes the server has to give.
//
// A refusal means that the server's bucket is empty. Between two refusals it went from empty to empty, so what it
// accepted in between is what it refilled: that measures the rate that is left for us, whoever else uses the account.
// After a refusal the pace starts below that rate, comes back to it quickly, stays near it, and then probes beyond,
// faster and faster (a cubic, as in TCP CUBIC), up to the ceiling or the next refusal.
type pace struct {
	ceiling, floor float64 // Fixed.

	rate    float64
	rising  bool      // rate is below the ceiling and follows the cubic.
	cut     time.Time // When it last cut back; zero if never.
	belief  float64   // What the server has to give, as of then.
	rise    float64   // Seconds from the cut until rate is back at belief.
	granted float64   // Turns granted since the cut.
	slack   bool      // Since the cut, callers once wanted less than rate, so that granted measures only them.
	epoch   uint64    // Counts the cuts.
}

// advance brings rate up to date.
func (p *pace) advance(now time.Time) {
	if !p.rising {
		return
	}
	x := (p.sinceCut(now) - p.rise) / p.rise
	p.rate = max(p.floor, p.belief*(1+(1-undershoot)*x*x*x))
	if p.rate >= p.ceiling {
		p.rate = p.ceiling
		p.rising = false
	}
}

// sinceCut returns the seconds since the cut; 0 during the pause after it.
func (p *pace) sinceCut(now time.Time) float64 { return max(0, now.Sub(p.cut).Seconds()) }

// cutBack learns from a refusal of the present epoch.
func (p *pace) cutBack(now time.Time) {
	p.advance(now)
	accepted := max(0, p.granted-1) // The refused one was granted too.
	seconds, requests := float64(guessedSeconds), float64(guessedRequests)
	if p.cut.IsZero() || p.slack {
		p.belief = p.rate * guessCut
	} else {
		measured := (beliefWeight + accepted) / (beliefWeight/p.belief + p.sinceCut(now))
		p.belief = min(p.rate, max(p.rate/2, measured))
		if accepted >= fewSamples {
			seconds, requests = measuredSeconds, measuredRequests
		}
	}
	p.belief = max(p.belief, p.floor)
	p.rise = min(maxSeconds, max(seconds, requests/p.belief))
	p.rate = max(p.floor, p.belief*undershoot)
	p.rising = true
	p.cut, p.granted, p.slack = now, 0, false
	p.epoch++
}
