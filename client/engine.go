package client

import (
	"context"
	"math"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// engine is the retry loop of one call. This is the only file that knows
// hashicorp/go-retryablehttp. What it is trusted with: the loop, the timer, and
// leaving the timer when the caller's context ends. What it is not: verdicts,
// waits, bodies, errors and Retry-After, because its defaults repeat POSTs, sleep
// as long as they are told to, and lose the last answer.
//
// The call itself is the transport. It has no CloseIdleConnections method, so
// that one failed call can't flush everybody's connection pool.
type engine struct {
	loop   retryablehttp.Client
	client http.Client
	outer  retryablehttp.Request
	answer http.Response
}

// emptyHeader is read, never written: the real header is made per attempt.
var emptyHeader = http.Header{}

func (e *engine) run(k *call) {
	e.client.Transport = k
	e.loop.HTTPClient = &e.client
	e.loop.RetryMax = math.MaxInt
	e.loop.CheckRetry = func(context.Context, *http.Response, error) (bool, error) { return k.judge(), nil }
	e.loop.Backoff = func(_, _ time.Duration, _ int, _ *http.Response) time.Duration { return k.wait }
	e.loop.ErrorHandler = retryablehttp.PassthroughErrorHandler
	e.outer.Request = (&http.Request{Method: k.op.Method, URL: k.client.base, Header: emptyHeader}).WithContext(k.ctx)
	// The result stands in k: the answer that the loop sees is a token of it.
	_, _ = e.loop.Do(&e.outer) //nolint:bodyclose // its body is http.NoBody
}

// RoundTrip makes one attempt for the loop. The answer has been read and closed
// before it returns, so the loop gets an empty stand-in for it.
func (k *call) RoundTrip(*http.Request) (*http.Response, error) {
	k.waiting = false
	k.attempt()
	if !k.now.answered {
		return nil, k.now.err
	}
	k.engine.answer = http.Response{StatusCode: http.StatusOK, Header: emptyHeader, Body: http.NoBody}
	return &k.engine.answer, nil
}
