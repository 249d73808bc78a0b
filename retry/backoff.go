package retry

import (
	"math/bits"
	"math/rand/v2"
	"time"
)

// Backoff returns how long to wait before the given retry, which counts from 1; a smaller number is taken as 1.
//
// The wait is drawn evenly from 0 to min(MaxDelay, BaseDelay·2^(retry-1)), both ends included. Full jitter spreads
// callers that failed together over the whole interval, so that they don't come back together. Any retry number is
// safe: the doubling stops at MaxDelay and never overflows. Zero fields of p stand for their defaults.
func (p Policy) Backoff(retry int) time.Duration {
	base := orDefault(p.BaseDelay, DefaultBaseDelay)
	limit := p.MaxDelay
	if limit == 0 {
		limit = max(DefaultMaxDelay, base)
	}
	ceiling := backoffCeiling(base, limit, retry)
	if ceiling <= 0 {
		return 0
	}
	// In uint64 the +1 can't overflow, whatever MaxDelay is.
	return time.Duration(rand.Uint64N(uint64(ceiling) + 1)) //nolint:gosec // It is at most ceiling.
}

// backoffCeiling returns min(limit, base·2^(retry-1)), or 0 if base or limit isn't positive.
func backoffCeiling(base, limit time.Duration, retry int) time.Duration {
	if base <= 0 || limit <= 0 {
		return 0
	}
	doublings := max(retry, 1) - 1
	// base·2^n fits into 63 bits only if base has n leading zeros to spare besides the sign bit.
	if doublings >= bits.LeadingZeros64(uint64(base)) {
		return limit
	}
	return min(limit, base<<doublings)
}
