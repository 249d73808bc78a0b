package billwerk

import (
	"context"
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
)

type refundService struct{ client *client.Client }

var _ RefundService = (*refundService)(nil)

var (
	opRefundCreate = client.Operation{
		Name: "refunds.create", Method: http.MethodPost, Path: "/v1/refund", Timeout: moneyTimeout,
		Repeat: client.RepeatWithKey, Why: "same key gives the same result; unique per invoice and refund (page createrefund)",
	}
	opRefundGet = client.Operation{
		Name: "refunds.get", Method: http.MethodGet, Path: "/v1/refund/{id}",
	}
)

func (s *refundService) Create(ctx context.Context, params *RefundCreateParams, opts ...client.CallOption) (*Refund, error) {
	p := orEmpty(params)
	return client.Call[Refund](ctx, s.client, client.Request{
		Op: &opRefundCreate, Key: p.Key,
		WithKey: func(key string) any { body := *p; body.Key = key; return &body },
	}, opts...)
}

func (s *refundService) Get(ctx context.Context, id string, opts ...client.CallOption) (*Refund, error) {
	return client.Call[Refund](ctx, s.client, client.Request{Op: &opRefundGet, Args: []string{id}}, opts...)
}
