package sim

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"testing/synctest"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// setup is what a test may change in a play, to plant a bug in it.
type setup struct {
	transport func(http.RoundTripper) http.RoundTripper
	limiter   func(retry.Limiter) retry.Limiter
	source    func(func(context.Context) (auth.Token, error)) func(context.Context) (auth.Token, error)
	result    func(error) error
	logger    func(*slog.Logger) *slog.Logger
}

// play runs one schedule. It must be called in a bubble; it returns what broke,
// and the trace.
func play(s schedule, change *setup) (broken []string, trace string) {
	p := &game{schedule: &s, change: change}
	p.vendor = newVendor(&s, p.report)
	if err := p.connect(); err != nil {
		return []string{err.Error()}, ""
	}
	var wg sync.WaitGroup
	for caller := range s.callers {
		wg.Go(func() {
			for call := range s.calls {
				p.call(s.plan(caller, call))
			}
		})
	}
	wg.Wait()
	// What still runs by itself ends soon: the slower copies of hedged reads have been told to stop, and a refresh in the
	// background has its time limit.
	_ = sleep(context.Background(), 5*time.Minute)
	synctest.Wait()
	p.checkEnd()
	return p.broken, string(p.vendor.trace)
}

// game is one play of one schedule.
type game struct {
	schedule *schedule
	change   *setup
	vendor   *vendor
	client   *client.Client
	slots    *retry.ConcurrencyLimiter
	rate     *retry.RateLimiter
	log      lockedBuffer

	mu      sync.Mutex
	broken  []string
	repeats uint64 // attempts that were to be followed by another
	copies  uint64 // second copies of hedged reads
}

func (p *game) report(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.broken = append(p.broken, fmt.Sprintf(format, args...))
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// simError is the invented vendor's error.
type simError struct {
	client.ResponseError
	number int
}

func (e *simError) Unwrap() []error  { return []error{&e.ResponseError} }
func (e *simError) FinalLogin() bool { return e.number == 2000 }

func (e *simError) RetryVerdict() retry.Verdict {
	if e.number == 122 || e.number == 123 {
		return retry.Throttle
	}
	return retry.Unknown
}

func (e *simError) ThrottleKind() retry.ThrottleKind {
	if e.number == 123 {
		return retry.ThrottleConcurrency
	}
	return retry.ThrottleRate
}

func decodeError(base client.ResponseError) error {
	e := &simError{ResponseError: base}
	var body struct {
		Code    int
		Message string
	}
	if client.Unmarshal(base.Body, &body) == nil {
		e.number, e.Message = body.Code, body.Message
	}
	return e
}

type document struct{ ID string }

func (d *document) Verify() error {
	if d.ID == "" {
		return errors.New("no id")
	}
	return nil
}

type loginAnswer struct {
	Token   string
	Expires time.Time
}

func (a *loginAnswer) Verify() error {
	if a.Token == "" {
		return errors.New("no token")
	}
	return nil
}

var (
	opLogin = client.Operation{Name: "login", Method: http.MethodPost, Path: "/login", Login: true, Sensitive: true}
	opRead  = client.Operation{Name: "read", Method: http.MethodGet, Path: "/read"}
	opWrite = client.Operation{Name: "write", Method: http.MethodPost, Path: "/write"}
	opKeyed = client.Operation{Name: "keyed", Method: http.MethodPost, Path: "/keyed", Repeat: client.RepeatWithKey}
)

func (p *game) connect() (err error) {
	s := p.schedule
	if p.slots, err = retry.NewConcurrencyLimiter(retry.ConcurrencyConfig{Max: s.atOnce}); err != nil {
		return err
	}
	if p.rate, err = retry.NewRateLimiter(retry.RateConfig{Rate: s.rate, Burst: s.burst}); err != nil {
		return err
	}
	limiter, transport := retry.Join(spread{p.slots}, spread{p.rate}), http.RoundTripper(p.vendor)
	login := p.login
	if p.change != nil {
		if p.change.limiter != nil {
			limiter = p.change.limiter(limiter)
		}
		if p.change.transport != nil {
			transport = p.change.transport(transport)
		}
		if p.change.source != nil {
			login = p.change.source(login)
		}
	}
	opts := []client.Option{
		client.WithTransport(transport), client.WithLimiter(limiter), client.WithObserver(observer{p: p}),
		// No wait of chance between attempts: the vendor's Retry-After, which is part of the schedule, makes them.
		client.WithRetry(retry.Policy{MaxAttempts: s.maxAttempts, BaseDelay: -1, MaxElapsed: time.Minute}),
	}
	if s.hedging > 0 {
		opts = append(opts, client.WithHedging(client.Hedging{After: s.hedging}))
	}
	if s.withStore {
		opts = append(opts, client.WithTokenStore(newBadStore(s)))
	}
	if s.withLog {
		logger := slog.New(slog.NewJSONHandler(&p.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		if p.change != nil && p.change.logger != nil {
			logger = p.change.logger(logger)
		}
		opts = append(opts, client.WithLogger(logger))
	}
	_, err = client.New(client.Profile{
		Vendor: "sim", BaseURL: "https://api.sim.example", Account: "sim", Secrets: []auth.Secret{password},
		DecodeError: decodeError,
		Auth: func(c *client.Client) (auth.Authenticator, error) {
			p.client = c
			return c.Refreshing(auth.Bearer(), login)
		},
	}, opts...)
	return err
}

func (p *game) login(ctx context.Context) (auth.Token, error) {
	var resp client.Response
	a, err := client.Call[loginAnswer](ctx, p.client, client.Request{Op: &opLogin, Body: password}, client.WithResponse(&resp))
	if err != nil {
		return auth.Token{}, err
	}
	return client.LoginToken(auth.Secret(a.Token), a.Expires, &resp), nil
}

// observer counts what the budget has to have granted.
type observer struct {
	client.NopObserver
	p *game
}

func (o observer) EndAttempt(_ context.Context, a client.AttemptInfo) {
	o.p.mu.Lock()
	defer o.p.mu.Unlock()
	if a.Repeat {
		o.p.repeats++
	}
	if a.Hedged {
		o.p.copies++
	}
	if a.Number > o.p.schedule.maxAttempts {
		o.p.broken = append(o.p.broken, fmt.Sprintf("attempt %d of at most %d", a.Number, o.p.schedule.maxAttempts))
	}
}

// spread lets callers that become runnable at the same instant, because a login
// or another's turn has ended, ask for their turns in an order that repeats.
type spread struct{ next retry.Limiter }

type offset struct{}

func (s spread) Acquire(ctx context.Context) (func(retry.Outcome), error) {
	if d, ok := ctx.Value(offset{}).(time.Duration); ok {
		if err := sleep(ctx, d+1); err != nil {
			return nil, err
		}
	}
	return s.next.Acquire(ctx)
}

// call makes one call as planned and checks what came of it.
func (p *game) call(plan plan) {
	_ = sleep(context.Background(), plan.pause)
	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), offset{}, plan.offset))
	defer cancel()
	start, patience := time.Now(), time.Duration(0)
	switch {
	case plan.cancel > 0:
		patience = plan.cancel
		defer time.AfterFunc(plan.cancel, cancel).Stop()
	case plan.deadline > 0:
		patience = plan.deadline
		ctx, cancel = context.WithTimeout(ctx, plan.deadline)
		defer cancel()
	}
	err := p.send(ctx, plan)
	if p.change != nil && p.change.result != nil {
		err = p.change.result(err)
	}
	took := time.Since(start)
	if patience > 0 && took > patience+10*time.Millisecond {
		p.report("call %d came back %s after its context had ended", plan.id, took-patience)
	}
	p.checkCall(plan, err)
}

func (p *game) send(ctx context.Context, plan plan) error {
	opts := []client.CallOption{
		client.WithHeader("Sim-Call", strconv.FormatUint(plan.id, 10)), client.WithAttemptTimeout(plan.timeout),
	}
	request := client.Request{Op: &opRead}
	switch plan.kind {
	case write:
		request = client.Request{Op: &opWrite, Body: plan.id}
	case keyed:
		request = client.Request{Op: &opKeyed, WithKey: func(key string) any { return key }}
	}
	_, err := client.Call[document](ctx, p.client, request, opts...)
	return err
}
