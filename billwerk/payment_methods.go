package billwerk

import (
	"context"
	"iter"
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
)

type paymentMethodService struct{ client *client.Client }

var _ PaymentMethodService = (*paymentMethodService)(nil)

// The documentation has no word on repeating store, activate and inactivate,
// so they are not repeated blindly.
var (
	opPaymentMethodCreate = client.Operation{
		Name: "payment_methods.create", Method: http.MethodPost, Path: "/v1/payment_method",
		Repeat: client.RepeatNever, Why: "a one-time token can be used once: a repeat would fail with 103",
	}
	opPaymentMethodCreateOffline = client.Operation{
		Name: "payment_methods.create_offline", Method: http.MethodPost, Path: "/v1/payment_method/offline",
		Repeat: client.RepeatNever, Why: "nothing tells a repeat from a second payment method",
	}
	opPaymentMethodList = client.Operation{
		Name: "payment_methods.list", Method: http.MethodGet, Path: "/v1/list/payment_method",
	}
	opPaymentMethodGet = client.Operation{
		Name: "payment_methods.get", Method: http.MethodGet, Path: "/v1/payment_method/{id}",
	}
	opPaymentMethodDetails = client.Operation{
		Name: "payment_methods.details", Method: http.MethodGet, Path: "/v1/payment_method/{id}/details",
	}
	opPaymentMethodBinInfo = client.Operation{
		Name: "payment_methods.bin_info", Method: http.MethodGet, Path: "/v1/payment_method/{id}/card_bin_info",
	}
	opPaymentMethodActivate = client.Operation{
		Name: "payment_methods.activate", Method: http.MethodPost, Path: "/v1/payment_method/{id}/activate",
		Repeat: client.RepeatNever, Why: whyNoWord,
	}
	opPaymentMethodInactivate = client.Operation{
		Name: "payment_methods.inactivate", Method: http.MethodPost, Path: "/v1/payment_method/{id}/inactivate",
		Repeat: client.RepeatNever, Why: whyNoWord,
	}
	opPaymentMethodDelete = client.Operation{
		Name: "payment_methods.delete", Method: http.MethodDelete, Path: "/v1/payment_method/{id}",
		Repeat: client.RepeatAlways, Why: "DELETE: already gone (inferred)",
	}
)

func (s *paymentMethodService) Create(ctx context.Context, params *PaymentMethodCreateParams, opts ...client.CallOption) (*PaymentMethod, error) {
	return client.Call[PaymentMethod](ctx, s.client, client.Request{Op: &opPaymentMethodCreate, Body: orEmpty(params)}, opts...)
}

func (s *paymentMethodService) CreateOffline(ctx context.Context, params *PaymentMethodCreateOfflineParams, opts ...client.CallOption) (*PaymentMethod, error) {
	return client.Call[PaymentMethod](ctx, s.client, client.Request{Op: &opPaymentMethodCreateOffline, Body: orEmpty(params)}, opts...)
}

func (s *paymentMethodService) Get(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error) {
	return client.Call[PaymentMethod](ctx, s.client, client.Request{Op: &opPaymentMethodGet, Args: []string{id}}, opts...)
}

func (s *paymentMethodService) Details(ctx context.Context, id string, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opPaymentMethodDetails, Args: []string{id}}, opts...))
}

func (s *paymentMethodService) BinInfo(ctx context.Context, id string, opts ...client.CallOption) (*BinInfo, error) {
	return client.Call[BinInfo](ctx, s.client, client.Request{Op: &opPaymentMethodBinInfo, Args: []string{id}}, opts...)
}

func (s *paymentMethodService) Activate(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error) {
	return client.Call[PaymentMethod](ctx, s.client, client.Request{Op: &opPaymentMethodActivate, Args: []string{id}}, opts...)
}

func (s *paymentMethodService) Inactivate(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error) {
	return client.Call[PaymentMethod](ctx, s.client, client.Request{Op: &opPaymentMethodInactivate, Args: []string{id}}, opts...)
}

func (s *paymentMethodService) Delete(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error) {
	return client.Call[PaymentMethod](ctx, s.client, client.Request{Op: &opPaymentMethodDelete, Args: []string{id}}, opts...)
}

func (s *paymentMethodService) List(ctx context.Context, params *PaymentMethodListParams, opts ...client.CallOption) (*Page[PaymentMethod], error) {
	return listPage[PaymentMethod](ctx, s.client, &opPaymentMethodList, params, opts...)
}

func (s *paymentMethodService) All(ctx context.Context, params *PaymentMethodListParams, opts ...client.CallOption) iter.Seq2[*PaymentMethod, error] {
	return listAll[PaymentMethod](ctx, s.client, &opPaymentMethodList, params, opts...)
}
