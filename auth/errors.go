package auth

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

var (
	// ErrTokenExpired is the failure of a login that gave out a token whose life
	// is over already, by the local clock. Check the clock, or the Date header of
	// the answer (see [LoginToken]).
	ErrTokenExpired = errors.New("auth: the new token has already expired")
	// ErrTokenEmpty is the failure of a login that gave out an empty token.
	ErrTokenEmpty = errors.New("auth: the new token is empty")
	// ErrLoginOverdue is the failure of a login whose source went on after the
	// refresh timeout, as if it didn't look at its context.
	ErrLoginOverdue = errors.New("auth: the login doesn't end when its context does")

	errNoReturn = errors.New("auth: the token source ended its goroutine (runtime.Goexit)")
)

// LoginError is what [Cache.Token] returns when there is no token because a login
// failed. All callers of the back-off that follows get the same LoginError.
//
// [errors.Is] and [errors.As] reach the source's error, except that they don't
// find [context.Canceled] and [context.DeadlineExceeded] in it: a login has a
// timeout of its own, and these two would look like the caller's context.
type LoginError struct {
	// Err is the source's error; its text is expected to be free of secrets.
	Err error
	// RetryAt is the earliest time of the next login. Until then every caller
	// without a valid token gets this error at once.
	RetryAt time.Time
	// Failures counts the logins that failed in a row, 1 for the first.
	Failures int
}

// Error implements the error interface.
func (e *LoginError) Error() string {
	return fmt.Sprintf("auth: login failed (%d in a row, no new one before %s): %v",
		e.Failures, e.RetryAt.UTC().Format(time.RFC3339), e.Err)
}

// Is reports whether the source's error matches target; see [LoginError].
func (e *LoginError) Is(target error) bool {
	if target == context.Canceled || target == context.DeadlineExceeded {
		return false
	}
	return errors.Is(e.Err, target)
}

// As finds target in the source's error; see [errors.As].
func (e *LoginError) As(target any) bool { return errors.As(e.Err, target) }

// FinalLogin reports whether the source called its error final, as for wrong
// credentials: see [WithFailureBackoff].
func (e *LoginError) FinalLogin() bool { return isFinal(e.Err) }

func isFinal(err error) bool {
	f, ok := errors.AsType[interface {
		error
		FinalLogin() bool
	}](err)
	return ok && f.FinalLogin()
}

// StoreError is a failure of the [Store], which the cache survived. It reaches the
// hook of [WithOnError] only.
type StoreError struct {
	Op  string // "load", "lock", "swap" or "unlock"
	Err error
}

// Error implements the error interface.
func (e *StoreError) Error() string { return "auth: store: " + e.Op + ": " + e.Err.Error() }

// Unwrap returns the store's error.
func (e *StoreError) Unwrap() error { return e.Err }

// PanicError is a panic of the token source (or of the store, or of the hook of
// [WithOnRefresh]), turned into an error.
type PanicError struct {
	// Value is what was given to panic.
	Value any
	// Stack is the stack of the goroutine that panicked, at most 16 KiB of it.
	Stack []byte
}

const maxPanicText = 512

// Error implements the error interface. The text is cut at 512 bytes and leaves
// the stack out.
func (e *PanicError) Error() string {
	text := fmt.Sprintf("auth: panic: %v", e.Value)
	return strings.ToValidUTF8(text[:min(len(text), maxPanicText)], "")
}

// Unwrap returns the panic's value if it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}
