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

func (s *chargeService) Create(ctx context.Context, params *ChargeCreateParams, opts ...client.CallOption) (*Charge, error) {
	p := orEmpty(params)
	return client.Call[Charge](ctx, s.client, client.Request{
		Op: &opChargeCreate, Key: p.Key,
		WithKey: func(key string) any { body := *p; body.Key = key; return &body },
	}, opts...)
}

func (s *chargeService) Prepare(ctx context.Context, params *ChargePrepareParams, opts ...client.CallOption) (*Charge, error) {
	p := orEmpty(params)
	return client.Call[Charge](ctx, s.client, client.Request{
		Op: &opChargePrepare, Key: p.Key,
		WithKey: func(key string) any { body := *p; body.Key = key; return &body },
	}, opts...)
}

func (s *chargeService) Get(ctx context.Context, handle string, opts ...client.CallOption) (*Charge, error) {
	return client.Call[Charge](ctx, s.client, client.Request{Op: &opChargeGet, Args: []string{handle}}, opts...)
}

func (s *chargeService) Settle(ctx context.Context, handle string, params *ChargeSettleParams, opts ...client.CallOption) (*Charge, error) {
	p := orEmpty(params)
	return client.Call[Charge](ctx, s.client, client.Request{
		Op: &opChargeSettle, Args: []string{handle}, Key: p.Key,
		WithKey: func(key string) any { body := *p; body.Key = key; return &body },
	}, opts...)
}

func (s *chargeService) SettleOffline(ctx context.Context, id, transaction string, opts ...client.CallOption) (*Charge, error) {
	return client.Call[Charge](ctx, s.client, client.Request{Op: &opChargeSettleOffline, Args: []string{id, transaction}}, opts...)
}

func (s *chargeService) Cancel(ctx context.Context, handle string, opts ...client.CallOption) (*Charge, error) {
	return client.Call[Charge](ctx, s.client, client.Request{Op: &opChargeCancel, Args: []string{handle}}, opts...)
}

func (s *chargeService) Delete(ctx context.Context, id string, opts ...client.CallOption) error {
	return client.Exec(ctx, s.client, client.Request{Op: &opChargeDelete, Args: []string{id}}, opts...)
}

func (s *chargeService) List(ctx context.Context, params *ChargeListParams, opts ...client.CallOption) (*Page[Charge], error) {
	return listPage[Charge](ctx, s.client, &opChargeList, params, opts...)
}

func (s *chargeService) All(ctx context.Context, params *ChargeListParams, opts ...client.CallOption) iter.Seq2[*Charge, error] {
	return listAll[Charge](ctx, s.client, &opChargeList, params, opts...)
}
