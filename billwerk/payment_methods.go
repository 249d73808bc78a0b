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

// Create stores the payment method behind a one-time card token. Errors: 34, 103
// and 104 for the token.
//
// May be repeated: no, the token is used up by the first attempt. After
// ErrOutcomeUnknown list the customer's payment methods.
func (s *paymentMethodService) Create(ctx context.Context, params *PaymentMethodCreateParams, opts ...client.CallOption) (*PaymentMethod, error) {
	return client.Call[PaymentMethod](ctx, s.client, client.Request{Op: &opPaymentMethodCreate, Body: orEmpty(params)}, opts...)
}

// CreateOffline stores an offline payment method, such as payment by invoice.
//
// May be repeated: no, the documentation has no word on it. After
// ErrOutcomeUnknown list the customer's payment methods.
func (s *paymentMethodService) CreateOffline(ctx context.Context, params *PaymentMethodCreateOfflineParams, opts ...client.CallOption) (*PaymentMethod, error) {
	return client.Call[PaymentMethod](ctx, s.client, client.Request{Op: &opPaymentMethodCreateOffline, Body: orEmpty(params)}, opts...)
}

// Get returns a payment method. Error 40 if there is none.
func (s *paymentMethodService) Get(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error) {
	return client.Call[PaymentMethod](ctx, s.client, client.Request{Op: &opPaymentMethodGet, Args: []string{id}}, opts...)
}

// Details returns what the acquirer keeps of a payment method: free JSON, which
// differs from one acquirer to the next.
func (s *paymentMethodService) Details(ctx context.Context, id string, opts ...client.CallOption) (Metadata, error) {
	return metadata(client.Call[Metadata](ctx, s.client, client.Request{Op: &opPaymentMethodDetails, Args: []string{id}}, opts...))
}

// BinInfo returns what the first digits of a stored card tell about it.
func (s *paymentMethodService) BinInfo(ctx context.Context, id string, opts ...client.CallOption) (*BinInfo, error) {
	return client.Call[BinInfo](ctx, s.client, client.Request{Op: &opPaymentMethodBinInfo, Args: []string{id}}, opts...)
}

// Activate makes an inactivated payment method usable again. Errors: 40, 41 (not
// inactive).
//
// May be repeated: no, the documentation has no word on it. After
// ErrOutcomeUnknown read the payment method.
func (s *paymentMethodService) Activate(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error) {
	return client.Call[PaymentMethod](ctx, s.client, client.Request{Op: &opPaymentMethodActivate, Args: []string{id}}, opts...)
}

// Inactivate makes a payment method unusable, until Activate. Errors: 40, 42 (not
// active) (page inactivatepaymentmethodv2).
//
// May be repeated: no, the documentation has no word on it. After
// ErrOutcomeUnknown read the payment method.
func (s *paymentMethodService) Inactivate(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error) {
	return client.Call[PaymentMethod](ctx, s.client, client.Request{Op: &opPaymentMethodInactivate, Args: []string{id}}, opts...)
}

// Delete removes a payment method. Errors: 40, 124 (in use).
//
// May be repeated: yes. A repeat of a call that succeeded may give 40, which is
// then a success.
func (s *paymentMethodService) Delete(ctx context.Context, id string, opts ...client.CallOption) (*PaymentMethod, error) {
	return client.Call[PaymentMethod](ctx, s.client, client.Request{Op: &opPaymentMethodDelete, Args: []string{id}}, opts...)
}

// List returns one page of payment methods, newest first. Without From or Interval it
// covers one month only. Error 144 means that the query scans too much.
func (s *paymentMethodService) List(ctx context.Context, params *PaymentMethodListParams, opts ...client.CallOption) (*Page[PaymentMethod], error) {
	return listPage[PaymentMethod](ctx, s.client, &opPaymentMethodList, params, opts...)
}

// All walks the pages of List from params on. It yields an error once and ends
// with it. Set From for more than the default of one month.
func (s *paymentMethodService) All(ctx context.Context, params *PaymentMethodListParams, opts ...client.CallOption) iter.Seq2[*PaymentMethod, error] {
	return listAll[PaymentMethod](ctx, s.client, &opPaymentMethodList, params, opts...)
}
