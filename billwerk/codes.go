package billwerk

import (
	"errors"
	"maps"
	"slices"
	"strconv"
)

//go:generate go run ./internal/gen

// Code is the API's error code. Decide by it and not by the status or the
// message: the documentation itself shows one code with two statuses (71 is 404
// in the vendor's list of codes and 400 on pages of operations). Codes that are
// not known here, such as 170 to 208, survive as numbers.
type Code int

// A code's row of the generated table.
type codeInfo struct {
	message string
	status  int
	// class is a class sentinel of package client; nil lets the status decide.
	class error
	hint  Hint
}

// errNoClass marks codes that belong to no class: a declined payment is neither
// an invalid request nor a conflict.
var errNoClass = errors.New("no class")

// Known reports whether the code is one of the constants.
func (c Code) Known() bool {
	_, ok := codeTable[c]
	return ok
}

// Message is the API's own short text, or "" for an unknown code.
func (c Code) Message() string { return codeTable[c].message }

// HTTPStatus is the status that usually comes with the code, or 0 where it was
// never seen. Don't rely on it, see [Code].
func (c Code) HTTPStatus() int { return codeTable[c].status }

// Hint is the advice for the code.
func (c Code) Hint() Hint { return codeTable[c].hint }

// String returns number and message, for example "13 Subscription expired".
func (c Code) String() string {
	text := strconv.Itoa(int(c))
	if m := c.Message(); m != "" {
		text += " " + m
	}
	return text
}

// Codes returns the known codes in ascending order.
func Codes() []Code { return slices.Sorted(maps.Keys(codeTable)) }

// Hint is a short advice on an error code. All hints are inferred from the
// vendor's documentation, none is documented as such.
type Hint uint8

const (
	// HintNone is no special advice: fix the call.
	HintNone Hint = iota
	// HintRetry marks what is transient; the client repeats it by itself where it may.
	HintRetry
	// HintReload means to read the object again, then decide whether to repeat.
	HintReload
	// HintOutcomeUnknown marks a money operation whose outcome is open. Repeat it with
	// the same key, or read the object.
	HintOutcomeUnknown
	// HintDone means that what the call asks for is already so, for the operation that leads
	// into that state. It is the expected answer when a call that succeeded is
	// repeated.
	HintDone
	// HintMaybeDone is like HintDone, if the repeated call was a full one (65 after a
	// full refund, 87 after the same coupon).
	HintMaybeDone
	// HintExists means that an object with this handle exists. After a repeated create it is
	// probably the one just created: read it and compare.
	HintExists
	// HintDeclined means that the payment was declined, see [DeclinedError].
	HintDeclined
	// HintWait means that it is processing: wait for the webhook.
	HintWait
	// HintNewToken means that a one-time card token is used up or too old: get a new one.
	HintNewToken
	// HintStop means not to try again.
	HintStop
	// HintUserLogin marks what occurs only for logins of users, which this package doesn't do.
	HintUserLogin
	// HintNarrow means that the list query scans too much: narrow its time range.
	HintNarrow
)

// String returns the advice in a few words; "" for HintNone.
func (h Hint) String() string {
	switch h {
	case HintRetry:
		return "retry"
	case HintReload:
		return "reload, then retry"
	case HintOutcomeUnknown:
		return "outcome unknown, repeat with the same key"
	case HintDone:
		return "already done"
	case HintMaybeDone:
		return "maybe already done"
	case HintExists:
		return "exists, read and compare"
	case HintDeclined:
		return "payment declined"
	case HintWait:
		return "wait for the webhook"
	case HintNewToken:
		return "get a new token"
	case HintStop:
		return "don't retry"
	case HintUserLogin:
		return "user login only"
	case HintNarrow:
		return "narrow the time range"
	case HintNone:
	}
	return ""
}
