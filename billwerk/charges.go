package billwerk

import (
	"context"
	"iter"
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
)

type chargeService struct{ client *client.Client }

var _ ChargeService = (*chargeService)(nil)

var (
	opChargeCreate = client.Operation{
		Name: "charges.create", Method: http.MethodPost, Path: "/v1/charge", Timeout: moneyTimeout,
		Repeat: client.RepeatWithKey, Why: "same handle and key give the same result (page createcharge)",
	}
	opChargePrepare = client.Operation{
		Name: "charges.prepare", Method: http.MethodPost, Path: "/v1/charge/prepare", Timeout: moneyTimeout,
		Repeat: client.RepeatWithKey, Why: "takes a key, and moves no money; that a repeat gives the same result is inferred",
	}
	opChargeList = client.Operation{
		Name: "charges.list", Method: http.MethodGet, Path: "/v1/list/charge",
	}
	opChargeGet = client.Operation{
		Name: "charges.get", Method: http.MethodGet, Path: "/v1/charge/{handle}",
	}
	opChargeSettle = client.Operation{
		Name: "charges.settle", Method: http.MethodPost, Path: "/v1/charge/{handle}/settle", Timeout: moneyTimeout,
		Repeat: client.RepeatWithKey, Why: "same key gives the same result (page settlecharge)",
	}
	opChargeSettleOffline = client.Operation{
		Name: "charges.settle_offline", Method: http.MethodPost, Path: "/v1/charge/{id}/transaction/{transaction}/offline_settle",
		Timeout: moneyTimeout, Repeat: client.RepeatNever, Why: "takes no key, and no word in the documentation",
	}
	opChargeCancel = client.Operation{
		Name: "charges.cancel", Method: http.MethodPost, Path: "/v1/charge/{handle}/cancel", Timeout: moneyTimeout,
		Repeat: client.RepeatAlways, Why: "a repeat gives a state error, which means done (inferred)",
	}
	opChargeDelete = client.Operation{
		Name: "charges.delete", Method: http.MethodDelete, Path: "/v1/charge/{id}", NoContent: true,
		Repeat: client.RepeatAlways, Why: "DELETE: already gone (inferred)",
	}
)

// Create authorizes a payment, or captures it at once with Settle. A declined
// card is not an error of the call: look at [Charge.Err]. Errors are for instance
// 147 (the stored method failed before), 34, 40, 103, 104, 110, and 79 or 105 for
// a handle that is paid or authorized already.
//
// May be repeated: yes, with the key, which is minted unless params or
// client.WithIdempotencyKey bring one. After ErrOutcomeUnknown call it again with
// the key of the error, or read the charge by its handle: not found means that
// nothing happened.
func (s *chargeService) Create(ctx context.Context, params *ChargeCreateParams, opts ...client.CallOption) (*Charge, error) {
	p := orEmpty(params)
	return client.Call[Charge](ctx, s.client, client.Request{
		Op: &opChargeCreate, Key: p.Key,
		WithKey: func(key string) any { body := *p; body.Key = key; return &body },
	}, opts...)
}

// Prepare makes a charge in state created, to be paid later, for example in a
// checkout session. It moves no money.
//
// May be repeated: yes, with the key.
func (s *chargeService) Prepare(ctx context.Context, params *ChargePrepareParams, opts ...client.CallOption) (*Charge, error) {
	p := orEmpty(params)
	return client.Call[Charge](ctx, s.client, client.Request{
		Op: &opChargePrepare, Key: p.Key,
		WithKey: func(key string) any { body := *p; body.Key = key; return &body },
	}, opts...)
}

// Get returns a charge. One that does not exist matches client.ErrNotFound.
func (s *chargeService) Get(ctx context.Context, handle string, opts ...client.CallOption) (*Charge, error) {
	return client.Call[Charge](ctx, s.client, client.Request{Op: &opChargeGet, Args: []string{handle}}, opts...)
}

// Settle captures an authorized charge: what params say, or, if they are nil, all
// that remains. Several partial settles are possible where the payment method
// allows (errors 129, 130). Judge the result by [Charge.Err] and not by the state.
//
// May be repeated: yes, with the key; without one a partial settle could happen
// twice, so one is always sent. After ErrOutcomeUnknown call it again with the key
// of the error.
func (s *chargeService) Settle(ctx context.Context, handle string, params *ChargeSettleParams, opts ...client.CallOption) (*Charge, error) {
	p := orEmpty(params)
	return client.Call[Charge](ctx, s.client, client.Request{
		Op: &opChargeSettle, Args: []string{handle}, Key: p.Key,
		WithKey: func(key string) any { body := *p; body.Key = key; return &body },
	}, opts...)
}

// SettleOffline records that an offline payment has arrived.
//
// May be repeated: no, there is no key and no word on it. After ErrOutcomeUnknown
// read the charge.
func (s *chargeService) SettleOffline(ctx context.Context, id, transaction string, opts ...client.CallOption) (*Charge, error) {
	return client.Call[Charge](ctx, s.client, client.Request{Op: &opChargeSettleOffline, Args: []string{id, transaction}}, opts...)
}

// Cancel voids an authorized charge.
//
// May be repeated: yes. If an earlier attempt of the same call succeeded, the
// repeat gives a state error such as 29.
func (s *chargeService) Cancel(ctx context.Context, handle string, opts ...client.CallOption) (*Charge, error) {
	return client.Call[Charge](ctx, s.client, client.Request{Op: &opChargeCancel, Args: []string{handle}}, opts...)
}

// Delete removes a charge that is still in state created.
//
// May be repeated: yes. A repeat of a call that succeeded may give 31, which is
// then a success.
func (s *chargeService) Delete(ctx context.Context, id string, opts ...client.CallOption) error {
	return client.Exec(ctx, s.client, client.Request{Op: &opChargeDelete, Args: []string{id}}, opts...)
}

// List returns one page of charges, newest first. Without From or Interval it
// covers one month only. Error 144 means that the query scans too much.
func (s *chargeService) List(ctx context.Context, params *ChargeListParams, opts ...client.CallOption) (*Page[Charge], error) {
	return listPage[Charge](ctx, s.client, &opChargeList, params, opts...)
}

// All walks the pages of List from params on. It yields an error once and ends
// with it. Set From for more than the default of one month.
func (s *chargeService) All(ctx context.Context, params *ChargeListParams, opts ...client.CallOption) iter.Seq2[*Charge, error] {
	return listAll[Charge](ctx, s.client, &opChargeList, params, opts...)
}
