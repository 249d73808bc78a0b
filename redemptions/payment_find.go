package redemptions

import (
	"context"
	"fmt"
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
)

func (s *paymentService) FindByReference(ctx context.Context, reference string, opts ...client.CallOption) (*Payment, error) {
	if reference == "" {
		return nil, &client.CallError{
			Vendor: Vendor, Operation: nameFind, Cause: fmt.Errorf("%w: the reference is empty", client.ErrInvalid),
		}
	}
	// No window: a payment that was created a moment ago must not fall out of it
	// because two clocks differ.
	var found *Payment
	for p, err := range s.walk(ctx, PaymentListParams{Reference: reference}, opts) {
		if err != nil {
			return nil, err
		}
		if p.Reference == reference && (found == nil || p.createdBefore(found)) {
			found = p
		}
	}
	if found == nil {
		return nil, &Error{client.ResponseError{
			Vendor: Vendor, Operation: nameFind, Method: http.MethodGet, StatusCode: http.StatusOK,
			Message: "no payment has this reference", Class: client.ErrNotFound,
		}}
	}
	return found, nil
}

// createdBefore puts payments whose time can't be read last.
func (p *Payment) createdBefore(other *Payment) bool {
	if p.CreatedAt.IsZero() || other.CreatedAt.IsZero() {
		return !p.CreatedAt.IsZero()
	}
	return p.CreatedAt.Before(other.CreatedAt.Time)
}
