package breaker

import (
	"fmt"

	"github.com/sony/gobreaker/v2"
)

// A State is a state of a [Breaker].
type State uint8

const (
	// Closed lets every attempt pass.
	Closed State = iota
	// HalfOpen lets a few probes pass, to see whether the server is back.
	HalfOpen
	// Open lets nothing pass.
	Open
)

// String returns "closed", "half-open" or "open"; for other values "State(n)".
func (s State) String() string {
	switch s {
	case Closed:
		return "closed"
	case HalfOpen:
		return "half-open"
	case Open:
		return "open"
	default:
		return fmt.Sprintf("State(%d)", uint8(s))
	}
}

func stateOf(s gobreaker.State) State {
	switch s {
	case gobreaker.StateClosed:
		return Closed
	case gobreaker.StateHalfOpen:
		return HalfOpen
	case gobreaker.StateOpen:
	}
	return Open
}
