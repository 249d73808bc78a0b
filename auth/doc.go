// Package auth answers "who am I?": secrets that don't print, tokens that are
// renewed with as few logins as possible, and the schemes by which a credential
// enters a request. It depends on no other package of this module and makes no
// request by itself, so each part can be used alone.
//
// # Secrets
//
// A [Secret] prints as "[redacted]" in fmt, log/slog, JSON and XML.
// [Secret.Reveal] is the one way out. Its doc comment lists what the language
// doesn't let a type prevent. Errors of this package never show a credential.
//
// # Tokens
//
// A [TokenSource] is one login. Its answer becomes a [Token] by [LoginToken], which
// takes the expiry from the answer, or else from the token itself if that is a JWT
// ([JWTExpiry], unverified, since the key is the vendor's), and corrects it for the
// server's clock by the Date header ([ClockOffset]).
//
// # The cache
//
// A [Cache] keeps the token of a source:
//
//	token                         what Token(ctx) does
//	none, or at its end (5 s)     waits for the one login; leaves with its own ctx
//	near its end (60 s, 10 %)     returns it at once; one login in the background
//	good, or of unknown expiry    returns it at once, without lock or allocation
//	none, and the login failed    returns the same *LoginError at once, for 1 s to 30 s
//	none, and the login is final  likewise, for 30 s to 5 min
//
// All of these times but the last are options. A login runs in its own goroutine, bounded by
// [WithRefreshTimeout] and apart from the context of the caller that began it.
//
// [Cache.Invalidate] is compare-and-drop: 64 callers whose token was rejected cause
// one login. A vendor that gives the rejected token out again, or rejects one new
// token after the other, is not logged into in a loop.
//
// With a [Store], a fleet of processes shares the token; if the store is a [Locker],
// one of them logs in. A store that is down costs each process a login of its own,
// and no call fails because of it. [MemoryStore] is the store of one process.
//
// # Requests
//
// An [Authenticator] puts the credential into a header: [Static] a fixed one,
// [Refreshing] the one of a cache, [BasicAuth] user and password, [None] nothing. A
// [Scheme] says how it is written: [Bearer], [Raw], [BasicScheme] or [Header]. What
// can't be a header value is an error before anything is sent.
//
// On a 401 the caller gives the token it used to [Authenticator.Reject], and replays
// the request once if that is true.
package auth
