package ecp

import (
	"context"
	"net/http"

	"github.com/vendorkit/vendorkit-go/auth"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/retry"
)

// The table of operations. Paths are documented, and so is the method of the
// coupons; Wire can replace the rest.
var (
	opAuthenticate = client.Operation{
		Name: "authenticate", Method: http.MethodPost, Path: "/Authenticate",
		Repeat: client.RepeatAlways, Why: "a second login does no harm (inferred)",
		Login: true, Sensitive: true,
	}
	opCouponsList = client.Operation{
		Name: "coupons.list", Method: http.MethodGet, Path: "/coupons",
		Repeat: client.RepeatAlways, Why: "a read",
	}
	opCouponsClip = client.Operation{
		Name: "coupons.clip", Method: http.MethodPost, Path: "/Clip",
		Repeat: client.RepeatNever, Why: "each request is counted against the coupon's maximum, and there is no key (inferred)",
	}
	opStoresList = client.Operation{
		Name: "stores.list", Method: http.MethodGet, Path: "/AggregatorStores",
		Repeat: client.RepeatAlways, Why: "a read (inferred)",
	}
)

// operations is the table of one client.
type operations struct{ authenticate, coupons, clip, stores client.Operation }

func (w Wire) operations() *operations {
	ops := &operations{authenticate: opAuthenticate, coupons: opCouponsList, clip: opCouponsClip, stores: opStoresList}
	ops.authenticate.Method, ops.authenticate.Path = w.AuthenticateMethod, w.AuthenticatePath
	ops.coupons.Path = w.CouponsPath
	ops.clip.Method, ops.clip.Path = w.ClipMethod, w.ClipPath
	ops.stores.Method, ops.stores.Path = w.StoresMethod, w.StoresPath
	return ops
}

// profile needs a resolved Config. The vendor documents no request id, no
// time-out and no limit, so those of package client and retry hold, and a bound
// on the requests at once.
func (c Config) profile() client.Profile {
	return client.Profile{
		Vendor:  Vendor,
		BaseURL: string(c.Environment),
		Account: c.Credentials.Username,
		Auth: func(core *client.Client) (auth.Authenticator, error) {
			return core.Refreshing(c.Wire.Scheme, func(ctx context.Context) (auth.Token, error) {
				return c.login(ctx, core)
			})
		},
		Secrets:     []auth.Secret{c.Credentials.Password},
		Limits:      c.limits,
		DecodeError: c.Wire.decodeError,
	}
}

// limits makes one limiter for reads and writes together.
func (c Config) limits() (reads, writes retry.Limiter, err error) {
	limiter, err := retry.NewConcurrencyLimiter(retry.ConcurrencyConfig{Name: "ecp requests at once", Max: c.Concurrency})
	if err != nil {
		return nil, nil, err
	}
	return limiter, limiter, nil
}
