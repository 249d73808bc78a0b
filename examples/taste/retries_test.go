package main

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/redemptions"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
	"github.com/vendorkit/vendorkit-go/retry"
)

// ending is how a call ends whose first request meets a fault, while a second one
// would be served.
type ending string

const (
	final    ending = "one request, and the error is final"
	repeated ending = "a second request, which succeeds"
	unknown  ending = "one request, and client.ErrOutcomeUnknown"
)

// TestReadmeTableOfRetries holds what the README's table of retries says. One
// vendor stands for all: which writes may be repeated is theirs, the table isn't.
func TestReadmeTableOfRetries(t *testing.T) {
	t.Parallel()
	status := func(status int, body string) clienttest.Fault {
		return clienttest.Answer(status, "application/json", body)
	}
	patience := client.WithAttemptTimeout(500 * time.Millisecond)
	for _, row := range []struct {
		what                string
		fault               clienttest.Fault // nil: the connection is refused
		read, keyed, single ending
	}{
		{"no connection", nil, repeated, repeated, repeated},
		{"connection lost", clienttest.DropAfter(), repeated, repeated, unknown},
		{"answer cut in the middle", clienttest.ResetMidBody(), repeated, repeated, unknown},
		{"no answer in time", clienttest.Hang(), repeated, repeated, unknown},
		{"500", status(500, "{}"), repeated, repeated, unknown},
		{"502 as HTML", clienttest.HTMLPage(502), repeated, repeated, unknown},
		{"503", status(503, "{}"), repeated, repeated, unknown},
		{"408", status(408, "{}"), repeated, repeated, final},
		{"425", status(425, "{}"), repeated, repeated, final},
		{"429, rate limit", status(429, `{"code":122}`), repeated, repeated, repeated},
		{"429, concurrency limit", status(429, `{"code":123}`), repeated, repeated, repeated},
		{"501", status(501, "{}"), final, final, final},
		{"505", status(505, "{}"), final, final, final},
		{"400", status(400, "{}"), final, final, final},
		{"401 for a key", status(401, "{}"), final, final, final},
		{"403", status(403, "{}"), final, final, final},
		{"404", status(404, "{}"), final, final, final},
		{"409", status(409, "{}"), final, final, final},
		{"307 to elsewhere", clienttest.Redirect(307, "https://elsewhere.example/"), final, final, final},
		{"302 to elsewhere", clienttest.Redirect(302, "https://elsewhere.example/"), final, unknown, unknown},
		{"200 with an HTML page", clienttest.HTMLPage(200), final, unknown, unknown},
		{"200 with half a document", clienttest.Truncate(20), final, unknown, unknown},
		{"200 with nothing", clienttest.EmptyBody(200), final, unknown, unknown},
	} {
		t.Run(row.what, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { // so that the patience is for the vendor, not for the machine
				assert.Equal(t, row.read, end(t, row.fault, func(ctx context.Context, c *billwerk.Client) error {
					_, err := c.Customers.Get(ctx, billwerktest.Customer, patience)
					return err
				}), "read")
				assert.Equal(t, row.keyed, end(t, row.fault, func(ctx context.Context, c *billwerk.Client) error {
					_, err := c.Charges.Create(ctx, &billwerk.ChargeCreateParams{
						Handle: "o-1", CustomerHandle: billwerktest.Customer, Source: billwerktest.PaymentMethod, Amount: 28800, Settle: true,
					}, patience)
					return err
				}), "write that may be repeated")
				assert.Equal(t, row.single, end(t, row.fault, func(ctx context.Context, c *billwerk.Client) error {
					_, err := c.Customers.Create(ctx, &billwerk.CustomerCreateParams{GenerateHandle: true}, patience)
					return err
				}), "other write")
			})
		})
	}
}

// TestReadmeReplayAfter401 holds the row of the 401: the new login doesn't make a
// second write.
func TestReadmeReplayAfter401(t *testing.T) {
	t.Parallel()
	vendor := redemptionstest.NewServer(t)
	c := vendor.Client(t, client.WithRetry(retry.NoRetry()))
	_, err := c.Accounts.List(t.Context())
	require.NoError(t, err)
	vendor.RevokeTokens()
	var answer client.Response
	_, err = c.Payments.Create(t.Context(), &redemptions.PaymentCreateParams{
		Amount: "4500", CurrencyCode: "DZAR", AccountID: redemptionstest.AccountID, Reference: "KB-1", CountryCode: "ZA",
	}, client.WithResponse(&answer))
	require.NoError(t, err)
	assert.Equal(t, 1, answer.Attempts, "the replay isn't counted as a retry")
	assert.Equal(t, 2, vendor.Logins())
	assert.Equal(t, 1, vendor.Processed("KB-1"))
}

func end(t *testing.T, fault clienttest.Fault, call func(context.Context, *billwerk.Client) error) ending {
	t.Helper()
	transport := clienttest.NewTransport(billwerktest.NewFake())
	t.Cleanup(func() { assert.NoError(t, transport.Close()) })
	first := &firstRefused{next: transport, refuse: fault == nil}
	if fault != nil {
		transport.Script.Next(fault)
	}
	c, err := billwerk.New(billwerk.Credentials{PrivateKey: billwerktest.PrivateKey},
		client.WithTransport(first), client.WithRetry(retry.Policy{MaxAttempts: 2, BaseDelay: -1}))
	require.NoError(t, err)
	switch err := call(t.Context(), c); {
	case err == nil && first.requests == 2:
		return repeated
	case first.requests != 1:
		return ending("an unexpected number of requests")
	case errors.Is(err, client.ErrOutcomeUnknown):
		return unknown
	default:
		return final
	}
}

// firstRefused counts requests, and refuses the connection of the first one if it
// is told to. A call makes one request after the other.
type firstRefused struct {
	next     http.RoundTripper
	refuse   bool
	requests int
}

func (f *firstRefused) RoundTrip(req *http.Request) (*http.Response, error) {
	f.requests++
	if f.refuse && f.requests == 1 {
		return clienttest.RefuseDial().RoundTrip(req)
	}
	return f.next.RoundTrip(req)
}
