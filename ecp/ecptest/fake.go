package ecptest

import (
	"context"
	"hash/fnv"
	"io"
	"math"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/ecp"
)

// Fake is the vendor, as an http.Handler with a state. Make it with [NewFake].
// It is safe for concurrent use.
type Fake struct {
	credentials   ecp.Credentials
	lifetime      time.Duration
	pageSize      int
	anyCoupon     bool
	othersCounted bool
	aggregators   int
	stores        []Store
	wire          ecp.Wire

	mu      sync.Mutex
	coupons []Coupon
	clips   map[int]int          // those counted, by coupon
	tokens  []string             // handed out, in order
	valid   map[string]time.Time // the header's value of each good token, and its end
	logins  int
	refused int
}

// maxBody bounds what the fake reads of a request.
const maxBody = 1 << 20

// NewFake makes a fake. Without options it accepts the credentials that
// [Fake.Credentials] tells, and has three coupons and two stores.
func NewFake(opts ...Option) *Fake {
	f := &Fake{
		credentials: defaultCredentials, lifetime: time.Hour, pageSize: ecp.MaxPageSize, aggregators: 1,
		stores: defaultStores,
		clips:  map[int]int{}, valid: map[string]time.Time{},
	}
	f.setCoupons(Catalogue(3))
	for _, opt := range opts {
		opt(f)
	}
	f.wire = f.wire.WithDefaults()
	return f
}

// Credentials are those that the fake accepts.
func (f *Fake) Credentials() ecp.Credentials { return f.credentials }

// Config is that of a client which speaks the fake's wire names.
func (f *Fake) Config() ecp.Config { return ecp.Config{Credentials: f.credentials, Wire: f.wire} }

// ServeHTTP answers a request. An unknown path and a wrong method are 404, as
// the vendor documents it.
func (f *Fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		panic(http.ErrAbortHandler) // the client has left; nothing is processed
	}
	f.answer(r, body).write(w)
}

// answer holds the lock, and lets go of it before anything is written: the client
// may be slow.
func (f *Fake) answer(r *http.Request, body []byte) answer {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case r.URL.Path == f.wire.AuthenticatePath && r.Method == f.wire.AuthenticateMethod:
		return f.authenticate(body)
	case !f.knows(r):
		return answer{http.StatusNotFound, map[string]any{"Message": "No HTTP resource was found that matches the request URI."}}
	case !f.authorized(r):
		return answer{http.StatusUnauthorized, map[string]any{"Message": "Authorization has been denied for this request."}}
	case r.URL.Path == f.wire.CouponsPath:
		return f.listCoupons(r)
	case r.URL.Path == f.wire.ClipPath:
		return f.clip(body)
	default:
		return f.listStores()
	}
}

func (f *Fake) knows(r *http.Request) bool {
	switch r.URL.Path {
	case f.wire.CouponsPath:
		return r.Method == http.MethodGet
	case f.wire.ClipPath:
		return r.Method == f.wire.ClipMethod
	case f.wire.StoresPath:
		return r.Method == f.wire.StoresMethod
	default:
		return false
	}
}

// authorized looks for the value that a good token has in its header.
func (f *Fake) authorized(r *http.Request) bool {
	end, ok := f.valid[r.Header.Get("Authorization")]
	return ok && time.Now().Before(end)
}

// headerOf is how a request carries a token under the scheme.
func headerOf(scheme auth.Scheme, token string) string {
	h := http.Header{}
	a, err := auth.Static(scheme, auth.Secret(token))
	if err == nil {
		_, err = a.Authenticate(context.Background(), h)
	}
	if err != nil {
		return ""
	}
	return h.Get(a.CredentialHeader())
}

// Processed tells how often a clip with this id was counted. An id that is no
// number stands for the coupon of [CouponID].
func (f *Fake) Processed(id string) int { return f.Clips(CouponID(id)) }

// CouponID is the number that stands for an id of the conformance suite, which
// may be any text: the number that it is, else a hash below 2^52.
func CouponID(id string) int {
	if n, err := strconv.Atoi(id); err == nil {
		return n
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(id)) // never fails
	return max(1, int(h.Sum64()>>12&math.MaxInt))
}

// Clips tells how often a clip of the coupon was counted by this fake.
func (f *Fake) Clips(couponID int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.clips[couponID]
}

// Logins counts the logins that were answered with a token.
func (f *Fake) Logins() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.logins
}

// RefusedLogins counts the logins with wrong credentials (code 2000).
func (f *Fake) RefusedLogins() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.refused
}

// RevokeTokens makes every token so far bad, so that it is answered with 401.
func (f *Fake) RevokeTokens() {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.valid)
}

// Tokens lists the tokens handed out so far.
func (f *Fake) Tokens() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.tokens)
}

// SetCoupons replaces the catalogue, as when offers come, change and go. Clips
// counted so far are kept.
func (f *Fake) SetCoupons(coupons ...Coupon) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.setCoupons(coupons)
}

func (f *Fake) setCoupons(coupons []Coupon) { f.coupons = slices.Clone(coupons) }

// answer is what the fake says. Its body shares nothing with the fake's state.
type answer struct {
	status int
	body   any
}

func (a answer) write(w http.ResponseWriter) {
	data, err := client.Marshal(a.body)
	if err != nil {
		panic("ecptest: " + err.Error()) // the bodies are our own
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(a.status)
	_, _ = w.Write(data) // a client that has left needs no answer
}

// coded is an answer with one of the vendor's codes.
func coded(status int, code ecp.Code, message string, data any) answer {
	return answer{status, map[string]any{"Code": code, "Message": message, "Data": data}}
}

func success(data any) answer { return coded(http.StatusOK, ecp.CodeSuccess, "Success", data) }
