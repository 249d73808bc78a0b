package client

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/vendorkit/vendorkit-go/retry"
)

// call is one call from the typed request to the typed result. All but hedged
// attempts runs on the caller's goroutine.
type call struct {
	client  *Client
	op      *Operation
	ctx     context.Context //nolint:containedctx // a call lives as long as its context
	cfg     callConfig
	info    CallInfo
	limiter retry.Limiter

	path, rawPath, query string
	body                 []byte
	key                  string
	mayRepeat            bool
	fillError            func(error)
	needles              needles
	attemptTimeout       time.Duration
	maxAttempts          int
	start                time.Time

	engine   engine
	attempts int     // begun so far; the replay after a 401 does not count
	now      attempt // the one under way, or the last
	typed    error   // of the last answer that was no success
	unknown  bool    // an attempt may have been processed
	replayed bool    // the one replay after a 401 has been used
	refused  bool    // the last answer was a Throttle: the next attempt goes first
	waiting  bool    // between two attempts
	stop     error   // why retrying stopped, when an answer would have been retried
	wait     time.Duration
}

// run makes one call. out is nil when nothing is to be decoded.
func (c *Client) run(ctx context.Context, r *Request, out any, opts []CallOption) error {
	k := &call{client: c, op: r.Op, ctx: ctx, start: time.Now()}
	k.info = CallInfo{Vendor: c.profile.Vendor, Operation: r.Op.Name, Method: r.Op.Method, Route: r.Op.Path}
	for _, o := range c.observers {
		k.ctx = o.StartCall(k.ctx, k.info) //nolint:fatcontext // each observer adds its own part, and there are few
	}
	err := k.prepare(r, opts)
	if err != nil {
		err = k.callError(err)
	} else {
		k.engine.run(k)
		if err = k.outcome(); err == nil {
			err = k.decode(out)
		}
		k.fillResponse()
	}
	k.endCall(err)
	k.now.body.release()
	return err
}

// prepare is all that happens once, before the first attempt: options, checks,
// the idempotency key and the encoded body.
func (k *call) prepare(r *Request, opts []CallOption) (err error) {
	for _, opt := range opts {
		if opt == nil {
			return invalid("a call option is nil")
		}
		if err := opt(&k.cfg); err != nil {
			return err
		}
	}
	if k.path, k.rawPath, err = r.target(); err != nil {
		return err
	}
	if len(r.Query) != 0 {
		k.query = r.Query.Encode()
	}
	if err := k.setKey(r); err != nil {
		return err
	}
	body := r.Body
	if r.WithKey != nil {
		body = r.WithKey(k.key)
	}
	if k.body, err = encodeBody(body); err != nil {
		return err
	}
	k.setLimits(r)
	return contextError(k.ctx)
}

// setKey settles the idempotency key: the caller's own, or a random one, or none.
func (k *call) setKey(r *Request) error {
	takesKey := r.WithKey != nil || k.op.KeyHeader != ""
	switch {
	case !takesKey && k.cfg.key != "":
		return invalid("%s takes no idempotency key", k.op.Name)
	case !takesKey:
		return nil
	case k.cfg.key != "" && r.Key != "" && k.cfg.key != r.Key:
		return invalid("two different idempotency keys, in the parameters and in the call option")
	case k.cfg.key != "":
		k.key = k.cfg.key
	case r.Key != "":
		k.key = r.Key
	default:
		k.key = rand.Text()
	}
	return nil
}

// maxLoginAttempts bounds a login: all calls wait for it.
const maxLoginAttempts = 3

func (k *call) setLimits(r *Request) {
	c, op := k.client, k.op
	k.fillError, k.needles = r.FillError, c.needles
	if len(r.Secrets) != 0 {
		k.needles = slices.Concat(c.needles, needlesOf(r.Secrets))
	}
	repeat := op.Repeat
	if r.Repeat != RepeatByMethod {
		repeat = r.Repeat
	}
	k.mayRepeat = k.cfg.allowRepeat || repeat.allows(op, k.key != "")
	k.limiter = c.reads
	if op.IsWrite() {
		k.limiter = c.writes
	}
	k.maxAttempts = c.policy.MaxAttempts
	if k.cfg.maxAttempts > 0 {
		k.maxAttempts = k.cfg.maxAttempts
	}
	k.attemptTimeout = c.policy.AttemptTimeout
	if op.Timeout > 0 {
		k.attemptTimeout = max(op.Timeout, k.attemptTimeout)
	}
	if k.cfg.timeout > 0 {
		k.attemptTimeout = k.cfg.timeout
	}
	if op.Login {
		k.maxAttempts = min(k.maxAttempts, maxLoginAttempts)
	}
}

// outcome is nil when the last attempt was answered with a success.
func (k *call) outcome() error {
	switch {
	case k.waiting:
		return k.callError(contextError(k.ctx))
	case k.now.answered && k.now.err == nil:
		return nil
	case k.now.answered:
		return k.finishTyped(k.now.err)
	case k.attempts == 1 && isCredentialsError(k.now.err):
		// The login said no before anything was sent. Its error is shared by all
		// who waited for it, so it is handed on as it is.
		if refusal, ok := errors.AsType[typed](k.now.err); ok {
			return refusal
		}
	}
	return k.callError(joined(k.stop, k.now.err))
}

// finishTyped adds what only the call knows to the typed error of its answer.
func (k *call) finishTyped(err error) error {
	if base := baseOf(err); base != nil {
		base.Attempts, base.IdempotencyKey = k.attempts, k.key
		base.OutcomeUnknown = base.OutcomeUnknown || k.unknown
		base.Cause = k.stop
	}
	return err
}

func (k *call) callError(cause error) error {
	return &CallError{
		Vendor: k.client.profile.Vendor, Operation: k.op.Name, Attempts: k.attempts,
		Cause: cause, Last: k.typed, IdempotencyKey: k.key, OutcomeUnknown: k.unknown,
	}
}

var (
	errEmptyBody = errors.New("the body is empty")
	errNullBody  = errors.New("the body is null")
	errHTMLBody  = errors.New("the body is an HTML page")
	errSensitive = errors.New("the details are left out, because the answer holds a secret")
)

// decode reads a success into out. Whatever is not the documented JSON is an
// error: an empty result would look like "nothing there".
func (k *call) decode(out any) error {
	a := &k.now
	document := bytes.TrimSpace(bytes.TrimPrefix(a.body.data, utf8BOM))
	var err error
	switch {
	case !k.op.NoContent && out != nil:
		err = decodeDocument(document, a.truncated, out)
	case isPage(document): // anything else will do
		err = errHTMLBody
	}
	if err != nil && k.op.Sensitive {
		err = errSensitive // the decoder's error may quote the body
	} else if err == nil {
		if v, ok := out.(interface{ Verify() error }); ok {
			err = v.Verify()
		}
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrRefused):
		a.err = a.typedError()
		return k.finishTyped(a.err)
	}
	base := a.responseError()
	base.Body = base.Body[:min(len(base.Body), maxDecodeErrorBody)]
	base.OutcomeUnknown = k.op.IsWrite()
	return &DecodeError{ResponseError: base, ContentType: a.header.Get("Content-Type"), Err: err}
}

// isPage tells a page, which some proxy made, from what a vendor sends.
func isPage(document []byte) bool { return len(document) > 0 && document[0] == '<' }

func decodeDocument(document []byte, truncated bool, out any) error {
	switch {
	case truncated:
		return ErrTooLarge
	case len(document) == 0:
		return errEmptyBody
	case string(document) == "null":
		return errNullBody
	case isPage(document):
		return errHTMLBody
	}
	return Unmarshal(document, out)
}

func (k *call) fillResponse() {
	r := k.cfg.response
	if r == nil || !k.now.answered {
		return
	}
	*r = Response{
		StatusCode: k.now.status, Header: k.now.header.Clone(), RequestID: k.client.requestID(k.now.header),
		IdempotencyKey: k.key, Attempts: k.attempts,
	}
	if !k.op.Sensitive {
		r.Body = bytes.Clone(k.now.body.data)
	}
}

func (k *call) endCall(err error) {
	if len(k.client.observers) == 0 {
		return
	}
	result := CallResult{
		CallInfo: k.info, Start: k.start, Duration: time.Since(k.start), Attempts: k.attempts,
		StatusCode: k.now.status, RequestID: k.client.requestID(k.now.header), IdempotencyKey: k.key, Err: err,
	}
	for _, o := range k.client.observers {
		o.EndCall(k.ctx, result)
	}
}

// contextError is the context's error, with its cause when the caller gave one,
// or nil while it is alive.
func contextError(ctx context.Context) error {
	err, cause := ctx.Err(), context.Cause(ctx)
	if err == nil || errors.Is(cause, err) {
		return err
	}
	return fmt.Errorf("%w: %w", err, cause)
}

func joined(stop, err error) error {
	switch {
	case stop == nil:
		return err
	case err == nil:
		return stop
	default:
		return fmt.Errorf("%w: %w", stop, err)
	}
}

// typed is what every vendor's error has: the common part.
type typed interface {
	error
	Base() *ResponseError
}

func baseOf(err error) *ResponseError {
	if t, ok := err.(typed); ok { //nolint:errorlint // the outermost error only: what it wraps may be shared
		return t.Base()
	}
	return nil
}
