package peer

import (
	"net/http"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/failsafe-go/failsafe-go/failsafehttp"
	"github.com/failsafe-go/failsafe-go/hedgepolicy"
)

// Failsafe is failsafe-go, as a round tripper below a client by hand.
//
//nolint:bodyclose // policies are made for answers, and hold none
func Failsafe() *Peer {
	return &Peer{
		Name: "failsafe", Module: "github.com/failsafe-go/failsafe-go", Modes: []Mode{None, Default, Tuned, Breaker, Hedged},
		New: func(cfg Config) (Client, error) {
			inner := cfg.Transport
			if inner == nil {
				inner = http.DefaultTransport.(*http.Transport).Clone() //nolint:errcheck,forcetypeassert // it is one
			}
			var policies []failsafe.Policy[*http.Response]
			switch cfg.Mode {
			case None:
				// A policy that never acts, so that its cost is measured.
				policies = append(policies, failsafehttp.NewRetryPolicyBuilder().WithMaxRetries(0).Build())
			case Tuned:
				policies = append(policies, failsafehttp.NewRetryPolicyBuilder().WithMaxRetries(tunedRetries).WithBackoff(tunedFirst, tunedLongest).WithJitterFactor(0.5).Build())
			case Breaker:
				policies = append(policies,
					failsafehttp.NewRetryPolicyBuilder().WithMaxRetries(5).WithBackoff(tunedFirst/4, tunedLongest).WithJitterFactor(0.5).AbortOnErrors(circuitbreaker.ErrOpen).Build(),
					circuitbreaker.NewBuilder[*http.Response]().HandleIf(func(r *http.Response, err error) bool {
						return err != nil || r != nil && r.StatusCode >= http.StatusInternalServerError
					}).WithFailureRateThreshold(0.6, 20, time.Second).WithDelay(time.Second).Build())
			case Hedged:
				policies = append(policies, hedgepolicy.NewWithDelayQuantile[*http.Response](0.98, 256, 32))
			default:
				policies = append(policies, failsafehttp.NewRetryPolicyBuilder().Build())
			}
			return typed{&byHand{cfg: cfg, client: &http.Client{Transport: &closer{failsafehttp.NewRoundTripper(inner, policies...), inner}}}}, nil
		},
		Status: statusOf,
	}
}

// closer lets connections of a wrapped transport go.
type closer struct {
	http.RoundTripper

	inner http.RoundTripper
}

func (c *closer) CloseIdleConnections() {
	if t, ok := c.inner.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}
