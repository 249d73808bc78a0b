package auth

import "context"

// Store keeps tokens where other processes find them, so that a fleet logs in
// once. A [Cache] treats it as a help only: where the store fails or is slow, the
// cache logs in by itself. All methods may be called by many goroutines at once.
//
// All of a key counts, and it may hold '/' and ':': a store that keeps only a part
// of it, for instance as the name of a file, mixes accounts up.
//
// A token is a secret: an implementation calls [Secret.Reveal] to save it (every
// marshaller would save "[redacted]") and keeps it out of its errors.
type Store interface {
	// Load returns the token under key. For a key that isn't there it returns the
	// zero Token and a nil error.
	Load(ctx context.Context, key string) (Token, error)
	// Swap is compare-and-swap: it replaces the token under key with new if its
	// Value is still old.Value, and reports whether it did. The zero Token stands
	// for "not there", as old and as new. The Expiry of old isn't compared.
	Swap(ctx context.Context, key string, old, new Token) (bool, error)
}

// Locker is what a [Store] may offer in addition: while the lock of a key is
// held, no other process logs in for it.
type Locker interface {
	// Lock waits for the lock of key, at most until ctx ends. unlock gives it back;
	// calling it twice does no harm. An implementation should let a lock expire
	// some time after a minute, in case its holder dies.
	Lock(ctx context.Context, key string) (unlock func(), err error)
}
