package auth

import (
	"net/http"
	"time"
)

// maxClockOffset is the largest offset that is believed. A local clock that is
// further off couldn't have checked the server's certificate, so then it is the
// Date header that is wrong.
const maxClockOffset = 365 * 24 * time.Hour

// dateNoise is what whole seconds and the way here may add up to.
const dateNoise = 2 * time.Second

// ClockOffset says how far the server's clock is ahead of now, by the Date header
// of its answer h (RFC 9110 section 6.6.1); it is negative where the server's
// clock is behind. now is the local time at which the answer arrived.
//
// Date has whole seconds and the answer was some time on its way, so an offset
// within ±2 s is noise and returned as 0. ok is false without a Date in one of
// the three HTTP forms, or where the offset is above a year.
func ClockOffset(h http.Header, now time.Time) (offset time.Duration, ok bool) {
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return 0, false
	}
	switch offset = date.Sub(now); {
	case offset > maxClockOffset || offset < -maxClockOffset:
		return 0, false
	case offset >= -dateNoise && offset <= dateNoise:
		return 0, true
	}
	return offset, true
}

// LocalExpiry turns an expiry by the server's clock into local time, given the
// offset that [ClockOffset] measured. A zero expiry (unknown) stays zero.
func LocalExpiry(expiry time.Time, offset time.Duration) time.Time {
	if expiry.IsZero() {
		return time.Time{}
	}
	return expiry.Add(-offset)
}

// LoginToken makes the [Token] of a login answer: value and expiry as the answer
// has them, h its header and now the local time at which it arrived. A zero
// expiry is read from the token itself if that is a JWT, and stays zero (valid
// until rejected) if it isn't. Either is corrected for the server's clock.
func LoginToken(value Secret, expiry time.Time, h http.Header, now time.Time) Token {
	if expiry.IsZero() {
		expiry, _, _ = JWTExpiry(value)
	}
	offset, _ := ClockOffset(h, now)
	return Token{Value: value, Expiry: LocalExpiry(expiry, offset)}
}
