package retry

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDecide(t *testing.T) {
	t.Parallel()
	const no, yes = false, true
	// Every combination stands here, so a changed rule changes a line.
	for _, test := range []struct {
		verdict            Verdict
		mayRepeat, notSent bool
		repeat, unknown    bool
		reason             string
	}{
		{Stop, no, no, no, no, ReasonFinal},
		{Stop, no, yes, no, no, ReasonFinal},
		{Stop, yes, no, no, no, ReasonFinal},
		{Stop, yes, yes, no, no, ReasonFinal},
		{Throttle, no, no, yes, no, ReasonThrottled},
		{Throttle, no, yes, yes, no, ReasonThrottled},
		{Throttle, yes, no, yes, no, ReasonThrottled},
		{Throttle, yes, yes, yes, no, ReasonThrottled},
		{Retry, no, no, no, yes, ReasonInDoubt},
		{Retry, no, yes, yes, no, ReasonNotSent},
		{Retry, yes, no, yes, no, ReasonRepeat},
		{Retry, yes, yes, yes, no, ReasonRepeat},
		{Unknown, no, no, no, yes, ReasonUnknown},
		{Unknown, no, yes, no, no, ReasonUnknown},
		{Unknown, yes, no, no, no, ReasonUnknown},
		{Unknown, yes, yes, no, no, ReasonUnknown},
		{Verdict(200), no, no, no, yes, ReasonUnknown},
		{Verdict(200), yes, no, no, no, ReasonUnknown},
	} {
		want := Decision{Repeat: test.repeat, OutcomeUnknown: test.unknown, Reason: test.reason}
		assert.Equalf(t, want, Decide(test.verdict, test.mayRepeat, test.notSent),
			"%v, may repeat %v, not sent %v", test.verdict, test.mayRepeat, test.notSent)
	}
}
