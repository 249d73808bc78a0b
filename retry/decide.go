package retry

// A Decision says whether to send a failed request again, and why.
type Decision struct {
	// Repeat is true if the request may be sent again, as far as its safety goes.
	// Attempts, budget, deadline and limits are judged elsewhere.
	Repeat bool
	// OutcomeUnknown is true if the request may have been processed and must not be sent again to find out.
	OutcomeUnknown bool
	// Reason is a short constant text for logs.
	Reason string
}

// The reasons that [Decide] gives.
const (
	ReasonUnknown   = "nothing known about the failure"
	ReasonFinal     = "the failure is final"
	ReasonThrottled = "refused before processing"
	ReasonRepeat    = "may be repeated"
	ReasonNotSent   = "was not sent"
	ReasonInDoubt   = "may have been processed and may not be repeated"
)

// Decide is the decision table for one failed attempt. It is pure; the table stands in the package documentation.
//
// mayRepeat says that processing the request twice does no harm: a read, an idempotency key that the server honours,
// or the vendor's word for this operation. notSent says that no byte of the request can have reached the server.
func Decide(v Verdict, mayRepeat, notSent bool) Decision {
	switch v {
	case Stop:
		return Decision{Reason: ReasonFinal}
	case Throttle:
		return Decision{Repeat: true, Reason: ReasonThrottled}
	case Retry:
		switch {
		case mayRepeat:
			return Decision{Repeat: true, Reason: ReasonRepeat}
		case notSent:
			return Decision{Repeat: true, Reason: ReasonNotSent}
		}
		return Decision{OutcomeUnknown: true, Reason: ReasonInDoubt}
	case Unknown:
	}
	return Decision{OutcomeUnknown: !mayRepeat && !notSent, Reason: ReasonUnknown}
}
