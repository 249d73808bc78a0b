package auth

import (
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	// maxTokenBytes bounds what is parsed as a JWT and what is sent as a
	// credential. Servers commonly refuse a header line beyond 8 or 16 KiB.
	maxTokenBytes = 64 << 10
	// maxUnix is the last second of the year 9999. A later exp is a mistake, most
	// often milliseconds where RFC 7519 section 2 wants seconds.
	maxUnix = 253402300799
)

// JWTExpiry reads the exp and iat claims of a JSON Web Token by the clock of the
// server that issued it; [LocalExpiry] turns them into local time. It reads an
// expired token as well.
//
// The signature isn't checked. It can't be, for the key is the vendor's, and it
// needn't be: the token came from the vendor over TLS and goes back there, and
// all that is learnt is when to ask for the next one. Never use this to decide
// whether to trust somebody else's token.
//
// ok is false for an opaque token, one without a usable exp (a number of seconds
// from 1970 to 9999) or one above 64 KiB. issuedAt is zero where iat is missing
// or unusable.
func JWTExpiry(raw Secret) (expiry, issuedAt time.Time, ok bool) {
	if len(raw) > maxTokenBytes {
		return time.Time{}, time.Time{}, false
	}
	claims := jwt.MapClaims{}
	parser := jwt.NewParser(jwt.WithPaddingAllowed())
	// The error is ignored on purpose: an algorithm that the library doesn't know
	// and a signature that it can't decode come after the claims, and say nothing
	// about them. Where the claims are at fault, they stay empty.
	_, _, _ = parser.ParseUnverified(raw.Reveal(), claims)
	if expiry = claimTime(claims.GetExpirationTime()); expiry.IsZero() {
		return time.Time{}, time.Time{}, false
	}
	return expiry, claimTime(claims.GetIssuedAt()), true
}

// claimTime returns zero for what is no plausible time. It compares seconds, since
// a number beyond int64 wraps around in a way that differs between processors.
func claimTime(date *jwt.NumericDate, err error) time.Time {
	if err != nil || date == nil || date.Unix() <= 0 || date.Unix() > maxUnix {
		return time.Time{}
	}
	return date.Time
}
