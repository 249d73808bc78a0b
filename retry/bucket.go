package retry

import (
	"math"
	"time"

	"golang.org/x/time/rate"
)

// almost is what a whole number may lack after rounding.
const almost = 1e-9

// idleTokens is how many tokens a bucket saves up only if callers want less than its rate.
const idleTokens = 3

// maxCapacity bounds a bucket, because the library counts a burst in an int.
const maxCapacity = math.MaxInt32

// A bucket is the ledger of a rate limiter. The tokens are those of x/time/rate; the bucket adds a rate that changes while
// callers wait (a [pace]), pauses, and what a refusal costs. The library's own waiting isn't used: it hands turns out in
// the order of reservation, at the rate as of then, while a [gate] lets callers leave, overtake and be refused later on.
type bucket struct {
	limiter  *rate.Limiter // Its limit is pace.rate. It is always asked as of last.
	maxPause time.Duration

	last    time.Time // Until when limiter and pace are settled. In the future during a pause.
	pace    pace
	refused uint64
}

var _ ledger = (*bucket)(nil)

// newBucket returns a full bucket. Its capacity is rounded down to whole tokens, at least 1.
func newBucket(capacity float64, maxPause time.Duration, p pace) bucket {
	whole := int(min(max(1, math.Floor(capacity+almost)), maxCapacity))
	return bucket{limiter: rate.NewLimiter(rate.Limit(p.rate), whole), maxPause: maxPause, pace: p}
}

// advance brings tokens and rate up to date. A rising rate is taken as of the last time, which errs on the slow side.
func (b *bucket) advance(now time.Time) {
	if b.last.IsZero() {
		b.last = now
	}
	elapsed := now.Sub(b.last).Seconds()
	if elapsed <= 0 {
		return
	}
	// The limiter doesn't say what ran over, so this adds it up.
	if !b.pace.slack {
		b.pace.slack = b.tokens()+elapsed*b.pace.rate > min(idleTokens, float64(b.limiter.Burst()+1))
	}
	b.last = now
	if b.pace.rising {
		b.pace.advance(now)
		b.limiter.SetLimitAt(now, rate.Limit(b.pace.rate))
	}
}

// tokens returns what is in the bucket as of last: now, or when the pause ends.
func (b *bucket) tokens() float64 { return b.limiter.TokensAt(b.last) }

// keep takes out what is beyond n tokens. The limiter spills what is above its burst whenever that is set.
func (b *bucket) keep(n int) {
	capacity := b.limiter.Burst()
	b.limiter.SetBurstAt(b.last, n)
	b.limiter.SetBurstAt(b.last, capacity)
}

// take grants a turn that is due within less than a nanosecond, as [rate.Limiter.AllowN] does.
func (b *bucket) take(now time.Time, t *ticket) bool {
	b.advance(now)
	if b.paused(now) > 0 || !b.limiter.AllowN(now, 1) {
		return false
	}
	b.pace.granted++
	t.epoch = b.pace.epoch
	return true
}

// giveBack reserves less than nothing. A [rate.Reservation] can't be cancelled any more once its time has come, and the
// turns granted here are due at once.
func (b *bucket) giveBack(now time.Time) {
	b.advance(now)
	b.limiter.ReserveN(b.last, -1)
	b.pace.granted = max(0, b.pace.granted-1)
}

// settle is called for refusals only.
func (b *bucket) settle(now time.Time, t *ticket, o Outcome) (slower bool) {
	b.advance(now)
	b.refused++
	if t.epoch == b.pace.epoch { // Otherwise it was sent before the last cut, and shares its cause.
		b.pace.cutBack(now)
		b.limiter.SetLimitAt(b.last, rate.Limit(b.pace.rate))
		// The server's bucket is empty. To skip one turn lets it gather a token more than we spend, so that the next
		// request doesn't arrive a few milliseconds too early.
		b.keep(0)
		b.limiter.ReserveN(b.last, 1)
		slower = true
	}
	if pause := min(o.RetryAfter, b.maxPause); pause > b.paused(now) {
		// When the pause ends, one turn is due, and only one: a server that counts by windows would accept more, but
		// one with a bucket wouldn't.
		b.last = now.Add(pause)
		b.keep(1)
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
	missing := max(0, float64(ahead+1)-b.tokens())
	// The limiter says no only if at least a nanosecond is missing, so there is something to wait for whenever it does.
	likely = b.paused(now) + nanoseconds(missing/b.pace.rate*float64(time.Second))
	return likely, likely
}
