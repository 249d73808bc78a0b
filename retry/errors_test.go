package retry

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestLimitError(t *testing.T) {
	t.Parallel()
	cause := errors.New("cause")
	for _, test := range []struct {
		err  *LimitError
		text string
		is   error
		isnt error
	}{
		{
			&LimitError{Limiter: "reads", Wait: 2100 * time.Millisecond, Cause: context.DeadlineExceeded},
			"retry: reads limiter: the turn would take 2.1s: context deadline exceeded",
			context.DeadlineExceeded, context.Canceled,
		},
		{
			&LimitError{Limiter: "rate", Wait: time.Nanosecond, Cause: cause},
			"retry: rate limiter: the turn would take 0s: cause",
			cause, context.DeadlineExceeded,
		},
		{
			&LimitError{Limiter: "rate", Wait: time.Second},
			"retry: rate limiter: the turn would take 1s",
			ErrLimited, context.DeadlineExceeded,
		},
	} {
		wrapped := fmt.Errorf("call: %w", test.err)
		assert.EqualError(t, test.err, test.text)
		assert.ErrorIs(t, wrapped, ErrLimited)
		assert.ErrorIs(t, wrapped, test.is)
		assert.NotErrorIs(t, wrapped, test.isnt)
		assert.NotErrorIs(t, wrapped, ErrWaitTooLong)
		got, ok := errors.AsType[*LimitError](wrapped)
		assert.True(t, ok)
		assert.Same(t, test.err, got)
	}
}
