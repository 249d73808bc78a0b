package main

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
)

// login: a token is fetched once for all, renewed before it ends, and replaced
// when the vendor revokes it.
func login(d *demo.D) {
	d.Section("1. One login for everybody, and a token that ends in the middle (redemptions)")
	ctx := context.Background()
	const callers, workers, tokenLife = 64, 8, 3 * time.Second
	vendor := redemptionstest.NewServer(d, redemptionstest.WithTokenLife(tokenLife))
	refused := new(refusals)
	c := vendor.Client(d, client.WithObserver(refused))
	listAccounts := func(int) error { _, err := c.Accounts.List(ctx); return err }

	failed := demo.Parallel(callers, callers, listAccounts)
	d.Show("64 callers, no token yet", "%d login, %d failed calls", vendor.Logins(), len(failed))
	d.Promise(vendor.Logins() == 1 && len(failed) == 0, "callers wait for one login instead of starting 64")

	before, calls := vendor.Logins(), 0
	for end := time.Now().Add(tokenLife + tokenLife/6); time.Now().Before(end); calls += callers {
		failed = append(failed, demo.Parallel(workers, callers, listAccounts)...)
	}
	renewals := vendor.Logins() - before
	d.Show("3.5 s of calls, token lives 3 s", "%d more logins, %d failed calls, %d refused with 401", renewals, len(failed), refused.count.Load())
	// On a machine that stands still meanwhile, the token of a request can end on its way: once for each worker.
	d.Promise(renewals >= 1 && renewals <= 8 && len(failed) == 0 && refused.count.Load() <= workers, "it is renewed in the background, before it ends")

	before = vendor.Logins()
	vendor.RevokeTokens()
	failed = demo.Parallel(callers, callers, listAccounts)
	d.Show("the vendor revokes the token", "%d login, %d failed calls, %d refused with 401", vendor.Logins()-before, len(failed), refused.count.Load())
	d.Promise(vendor.Logins() == before+1 && len(failed) == 0, "each refused call is replayed once, after one new login")
	d.Say("Why: a login per caller is how an expired token becomes an outage, or a locked account.")
}

// refusals counts the attempts that were answered with 401.
type refusals struct {
	client.NopObserver
	count atomic.Int64
}

func (r *refusals) EndAttempt(_ context.Context, a client.AttemptInfo) {
	if a.StatusCode == http.StatusUnauthorized {
		r.count.Add(1)
	}
}
