package sim

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const password = "planted-password-7781"

var (
	errReset   = &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}
	errRefused = &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
)

// vendor is the other side: it keeps the ledger that the invariants are checked
// against. It is a transport, so that a request costs no goroutine.
type vendor struct {
	schedule *schedule
	start    time.Time
	report   func(format string, args ...any)

	mu         sync.Mutex
	requests   map[uint64]int // by call
	ledger     map[uint64]int // writes that took effect, by call
	keys       map[string]uint64
	keysOf     map[uint64]map[string]bool
	tokens     map[string]time.Time // to their expiry by the vendor's clock
	issued     []string
	loggingIn  int
	logins     int
	inFlight   int
	bucket     float64
	bucketTime time.Time
	opened     int
	closed     int
	trace      []byte
}

func newVendor(s *schedule, report func(string, ...any)) *vendor {
	now := time.Now()
	return &vendor{
		schedule: s, start: now, report: report,
		requests: map[uint64]int{}, ledger: map[uint64]int{}, keys: map[string]uint64{}, keysOf: map[uint64]map[string]bool{},
		tokens: map[string]time.Time{}, bucket: float64(s.burst), bucketTime: now,
	}
}

// clock is the vendor's: ahead of ours, and it jumps.
func (v *vendor) clock() time.Time {
	now := time.Now().Add(v.schedule.clockOffset)
	if time.Since(v.start) > v.schedule.jumpAfter {
		now = now.Add(v.schedule.clockJump)
	}
	return now
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// RoundTrip plays one request.
func (v *vendor) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	if strings.HasSuffix(r.URL.Path, "/login") {
		return v.login(r)
	}
	id, err := strconv.ParseUint(r.Header.Get("Sim-Call"), 10, 64)
	if err != nil {
		return nil, errors.New("sim: a request without a call")
	}
	n := v.arrive(id)
	defer v.leave()
	f, d := v.schedule.fault(id, n)
	if f == refuseDial {
		return nil, errRefused // before the body is touched
	}
	body, err := readAll(r)
	if err != nil {
		return nil, err
	}
	latency := time.Duration(1+d.Int64N(int64(30*time.Millisecond))) + time.Duration(id) //nolint:gosec // small
	if err := sleep(r.Context(), latency); err != nil {
		return nil, err
	}
	return v.answer(r, id, body, f, d)
}

func readAll(r *http.Request) (string, error) {
	if r.Body == nil {
		return "", nil
	}
	data, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	_ = r.Body.Close()
	return string(data), err
}

// arrive counts a request, and checks it against the limits that the client knows.
func (v *vendor) arrive(id uint64) int {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.requests[id]++
	v.inFlight++
	if v.inFlight > v.schedule.atOnce {
		v.report("%d requests at once, the limit is %d", v.inFlight, v.schedule.atOnce)
	}
	now := time.Now()
	v.bucket = min(float64(v.schedule.burst), v.bucket+now.Sub(v.bucketTime).Seconds()*v.schedule.rate)
	v.bucketTime = now
	if v.bucket--; v.bucket < -1e-6 {
		v.report("the rate of %.0f/s, burst %d, was exceeded", v.schedule.rate, v.schedule.burst)
	}
	return v.requests[id]
}

func (v *vendor) leave() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.inFlight--
}

// answer decides what the client gets to see of a request that arrived.
func (v *vendor) answer(r *http.Request, id uint64, body string, f fault, d *rand.Rand) (*http.Response, error) {
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if f == revoke {
		v.forget(token)
	}
	good := v.good(token)
	v.note("%d:%d %d %t\n", id, v.count(id), f, good)
	echo := token // some vendors repeat what they got
	switch f {
	case dropBefore:
		return nil, errReset
	case silence:
		<-r.Context().Done()
		return nil, r.Context().Err()
	case throttleRate:
		return v.reply(429, `{"code":122,"message":"rate"}`, d), nil
	case throttleConcurrency:
		return v.reply(429, `{"code":123,"message":"at once"}`, d), nil
	case busyBefore:
		return v.reply(503, `{"code":1,"message":"busy, `+echo+`"}`, d), nil
	case brokenBefore:
		return v.reply(500, "<html>"+echo+"</html>", nil), nil
	}
	if !good {
		return v.reply(401, `{"code":6,"message":"token `+echo+` is not good"}`, nil), nil
	}
	if f == badRequest {
		return v.reply(400, `{"code":2,"message":"`+echo+password+`"}`, nil), nil
	}
	if r.Method == http.MethodPost {
		v.process(id, strings.HasPrefix(r.URL.Path, "/keyed"), body)
	}
	const document = `{"id":"thing","name":"a name that makes the document long enough to be cut"}`
	switch f {
	case dropAfter:
		return nil, errReset
	case busyAfter:
		return v.reply(503, `{"code":1,"message":"busy"}`, d), nil
	case brokenAfter:
		return v.reply(502, "<html>bad gateway</html>", nil), nil
	case htmlAfter:
		return v.reply(200, "<html>hello</html>", nil), nil
	case halfBody:
		return v.reply(200, document[:40], nil), nil
	case cutBody:
		resp := v.reply(200, document[:40], nil)
		resp.Body.(*sentBody).end = io.ErrUnexpectedEOF //nolint:errcheck,forcetypeassert // made in reply
		return resp, nil
	case stallBody:
		resp := v.reply(200, document[:40], nil)
		resp.Body.(*sentBody).stall = r.Context() //nolint:errcheck,forcetypeassert // made in reply
		return resp, nil
	case hugeBody:
		return v.reply(200, `{"id":"`+strings.Repeat("x", 3<<20)+`"}`, nil), nil
	default:
		return v.reply(200, document, nil), nil
	}
}

func (v *vendor) process(id uint64, keyed bool, body string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !keyed {
		v.ledger[id]++
		return
	}
	if v.keysOf[id] == nil {
		v.keysOf[id] = map[string]bool{}
	}
	v.keysOf[id][body] = true
	if _, done := v.keys[body]; !done {
		v.keys[body] = id
		v.ledger[id]++
	}
}

func (v *vendor) good(token string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	expiry, ok := v.tokens[token]
	return ok && v.clock().Before(expiry)
}

func (v *vendor) forget(token string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.tokens, token)
}

func (v *vendor) count(id uint64) int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.requests[id]
}

// note writes the trace that two plays of a seed are compared by.
func (v *vendor) note(format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.trace = fmt.Appendf(v.trace, "%d ", time.Since(v.start))
	v.trace = fmt.Appendf(v.trace, format, args...)
}

// login hands out a token, unless the schedule has something else in mind.
func (v *vendor) login(r *http.Request) (*http.Response, error) {
	v.mu.Lock()
	v.logins++
	n := v.logins
	if v.loggingIn++; v.loggingIn > 1 {
		v.report("%d logins at once", v.loggingIn)
	}
	v.mu.Unlock()
	defer func() {
		v.mu.Lock()
		v.loggingIn--
		v.mu.Unlock()
	}()
	if _, err := readAll(r); err != nil {
		return nil, err
	}
	d := dice(v.schedule.seed, 3, uint64(n)) //nolint:gosec // n counts from 1
	if err := sleep(r.Context(), time.Duration(1+d.Int64N(int64(300*time.Millisecond)))); err != nil {
		return nil, err
	}
	v.note("login %d\n", n)
	if d.Float64() < v.schedule.faultShare/4 {
		switch d.IntN(6) {
		case 0:
			return nil, errReset
		case 1:
			return v.reply(500, "<html>"+password+"</html>", nil), nil
		case 2:
			return v.reply(400, `{"code":2000,"message":"`+password+` is wrong"}`, nil), nil
		case 3:
			return v.reply(200, `{"token":"planted-token-half`, nil), nil
		case 4:
			return v.reply(200, `{}`, nil), nil
		default:
			<-r.Context().Done()
			return nil, r.Context().Err()
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	token := fmt.Sprintf("planted-token-%d-of-%d", n, v.schedule.seed)
	expiry := v.clock().Add(v.schedule.tokenLife)
	v.tokens[token] = expiry
	v.issued = append(v.issued, token)
	resp := v.open(200, fmt.Sprintf(`{"token":%q,"expires":%q}`, token, expiry.Format(time.RFC3339Nano)))
	resp.Header.Set("Date", v.clock().UTC().Format(http.TimeFormat))
	return resp, nil
}

// reply makes an answer; with dice it may ask to come back later.
func (v *vendor) reply(status int, body string, d *rand.Rand) *http.Response {
	v.mu.Lock()
	defer v.mu.Unlock()
	resp := v.open(status, body)
	if d == nil {
		return resp
	}
	switch d.IntN(8) {
	case 0:
		resp.Header.Set("Retry-After", "3600")
	case 1, 2:
		resp.Header.Set("Retry-After", "1")
	default:
		resp.Header.Set("Retry-After-Ms", strconv.Itoa(5+d.IntN(400)))
	}
	return resp
}

// open makes an answer whose body is counted until it is closed. v.mu is held.
func (v *vendor) open(status int, body string) *http.Response {
	v.opened++
	return &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: &sentBody{vendor: v, rest: body, end: io.EOF}, ContentLength: -1,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
}

// sentBody is the body of an answer.
type sentBody struct {
	vendor *vendor
	rest   string
	end    error
	stall  context.Context //nolint:containedctx // the request's, whose end is what ends a stall
	done   bool
}

func (b *sentBody) Read(p []byte) (int, error) {
	if b.rest != "" {
		n := copy(p, b.rest)
		b.rest = b.rest[n:]
		return n, nil
	}
	if b.stall != nil {
		<-b.stall.Done()
		return 0, b.stall.Err()
	}
	return 0, b.end
}

func (b *sentBody) Close() error {
	b.vendor.mu.Lock()
	defer b.vendor.mu.Unlock()
	if !b.done {
		b.done = true
		b.vendor.closed++
	}
	return nil
}
