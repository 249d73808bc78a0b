package retry

import (
	"math"
	"time"
)

// almost is what a whole token may lack after rounding.
const almost = 1e-9

// idleTokens is how many tokens a bucket saves up only if callers want less than its rate.
const idleTokens = 3

// A bucket is the ledger of a rate limiter: a token bucket whose rate is a [pace].
//
// It is our own, and not x/time/rate's, because a turn has to be given back, handed on by rank, and measured against a
// rate that changes while callers wait.
type bucket struct {
	capacity float64
	maxPause time.Duration

	tokens  float64
	last    time.Time // When tokens was right. In the future during a pause.
	pace    pace
	refused uint64
}

var _ ledger = (*bucket)(nil)

// advance brings tokens and rate up to date. A rising rate is taken as of the last time, which errs on the slow side.
func (b *bucket) advance(now time.Time) {
	if b.last.IsZero() {
		b.last = now
	}
	elapsed := now.Sub(b.last).Seconds()
	if elapsed <= 0 {
		return
	}
	b.last = now
	b.tokens += elapsed * b.pace.rate
	if b.tokens > min(idleTokens, b.capacity+1) {
		b.pace.slack = true
	}
	b.tokens = min(b.tokens, b.capacity)
	b.pace.advance(now)
}

func (b *bucket) take(now time.Time, t *ticket) bool {
	b.advance(now)
	if b.tokens < 1-almost || b.paused(now) > 0 {
		return false
	}
	b.tokens--
	b.pace.granted++
	t.epoch = b.pace.epoch
	return true
}

func (b *bucket) giveBack(now time.Time) {
	b.advance(now)
	b.tokens = min(b.capacity, b.tokens+1)
	b.pace.granted = max(0, b.pace.granted-1)
}

// settle is called for refusals only.
func (b *bucket) settle(now time.Time, t *ticket, o Outcome) (slower bool) {
	b.advance(now)
	b.refused++
	if t.epoch == b.pace.epoch { // Otherwise it was sent before the last cut, and shares its cause.
		b.pace.cutBack(now)
		// The server's bucket is empty. To skip one turn lets it gather a token more than we spend, so that the next
		// request doesn't arrive a few milliseconds too early.
		b.tokens = min(b.tokens, 0) - 1
		slower = true
	}
	if pause := min(o.RetryAfter, b.maxPause); pause > b.paused(now) {
		// When the pause ends, one turn is due, and only one: a server that counts by windows would accept more, but
		// one with a bucket wouldn't.
		b.tokens = min(1, b.tokens+b.pace.rate*(pause-b.paused(now)).Seconds())
		b.last = now.Add(pause)
		b.pace.cut = b.last // The rate rises from then on.
		slower = true
	}
	return slower
}

// paused returns how much longer a pause lasts.
func (b *bucket) paused(now time.Time) time.Duration { return max(0, b.last.Sub(now)) }

// nanoseconds rounds up, so that what is due after that time really is, and stops far below an overflow.
func nanoseconds(n float64) time.Duration {
	return time.Duration(min(math.Ceil(n), math.MaxInt64/4))
}

func (b *bucket) next(now time.Time) time.Duration {
	wait, _ := b.estimate(now, 0)
	return wait
}

func (b *bucket) estimate(now time.Time, ahead int) (likely, atLeast time.Duration) {
	b.advance(now)
	missing := max(0, float64(ahead+1)-almost-b.tokens)
	likely = b.paused(now) + nanoseconds(missing/b.pace.rate*float64(time.Second))
	return likely, likely
}
