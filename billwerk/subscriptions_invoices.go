package billwerk

import (
	"context"
	"errors"
	"net/url"

	"github.com/vendorkit/vendorkit-go/client"
)

// SubscriptionInvoiceParams makes an extra invoice for a subscription (model
// CreateSubscriptionInvoice).
type SubscriptionInvoiceParams struct {
	// Handle is yours and unique per account; at most 20 characters are wise,
	// because it may end up on a bank statement. Required.
	Handle string `json:"handle"`
	// Instant settles now: the result is settled or failed, without dunning.
	// Otherwise the invoice is picked up within about five minutes, and dunning
	// applies. It excludes Due (error 1).
	Instant bool                 `json:"instant,omitzero"`
	Due     LocalTime            `json:"due,omitzero"`
	Settle  *InvoiceSettleParams `json:"settle,omitzero"`
	// ManualTransfer records money that was received outside the vendor's system.
	ManualTransfer *ManualTransfer `json:"manual_transfer,omitzero"`
	// PlanManual adds the plan and its add-ons as lines.
	PlanManual bool `json:"plan_manual,omitzero"`
	// These are done unless they are false.
	CollectAdditionalCosts *bool `json:"collect_additional_costs,omitzero"`
	CollectCredit          *bool `json:"collect_credit,omitzero"`
	ApplyDiscounts         *bool `json:"apply_discounts,omitzero"`
	// OrderLines: at most 1000; the vendor's text says 100.
	OrderLines      []OrderLineParams `json:"order_lines,omitzero"`
	Metadata        Metadata          `json:"metadata,omitzero"`
	BillingAddress  *InvoiceAddress   `json:"billing_address,omitzero"`
	ShippingAddress *InvoiceAddress   `json:"shipping_address,omitzero"`
}

// Validate wants a handle, at most 1000 order lines, and not both Instant and Due.
func (p *SubscriptionInvoiceParams) Validate() error {
	if p.Instant && p.Due != "" {
		return errors.New("an instant invoice has no due date")
	}
	if err := p.Due.Validate(); err != nil {
		return err
	}
	return validInvoice(p.Handle, p.OrderLines, p.Settle, p.ManualTransfer)
}

func (s *subscriptionService) CreateInvoice(ctx context.Context, handle string, params *SubscriptionInvoiceParams, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opSubscriptionCreateInvoice, Args: []string{handle}, Body: orEmpty(params)}, opts...)
}

func (s *subscriptionService) PayableInvoice(ctx context.Context, handle string, opts ...client.CallOption) (*Invoice, error) {
	return client.Call[Invoice](ctx, s.client, client.Request{Op: &opSubscriptionPayableInvoice, Args: []string{handle}}, opts...)
}

// invoicePreview is an invoice that doesn't exist yet, and so may have no id.
type invoicePreview struct{ Invoice }

func (i *invoicePreview) Verify() error {
	if i.Currency == "" {
		return missing("currency")
	}
	return nil
}

func (s *subscriptionService) NextInvoice(ctx context.Context, handle string, opts ...client.CallOption) (*Invoice, error) {
	preview, err := client.Call[invoicePreview](ctx, s.client, client.Request{Op: &opSubscriptionNextInvoice, Args: []string{handle}}, opts...)
	if err != nil {
		return nil, err
	}
	return &preview.Invoice, nil
}

// SubscriptionPeriodBalance says how much of the current period is used up.
// Amounts are in the smallest unit of the currency.
type SubscriptionPeriodBalance struct {
	Date             Timestamp `json:"date,omitzero"`
	Invoice          *Invoice  `json:"invoice,omitzero"`
	Paid             int64     `json:"paid,omitzero"`
	Consumed         int64     `json:"consumed,omitzero"`
	Remaining        int64     `json:"remaining,omitzero"`
	Creditable       int64     `json:"creditable,omitzero"`
	PeriodAmount     int64     `json:"period_amount,omitzero"`
	OnlineRefundable int64     `json:"online_refundable,omitzero"`
}

func (s *subscriptionService) PeriodBalance(ctx context.Context, handle string, at LocalTime, opts ...client.CallOption) (*SubscriptionPeriodBalance, error) {
	query := url.Values{}
	if at != "" {
		query.Set("date", string(at))
	}
	if err := at.Validate(); err != nil {
		return nil, invalidCall(&opSubscriptionPeriodBalance, err)
	}
	return client.Call[SubscriptionPeriodBalance](ctx, s.client, client.Request{
		Op: &opSubscriptionPeriodBalance, Args: []string{handle}, Query: query,
	}, opts...)
}

// IntervalAmount is what a subscription costs in a time.
type IntervalAmount struct {
	From string `json:"from"`
	To   string `json:"to"`
	// Amount is in the smallest unit of the currency.
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

// Verify wants a currency.
func (a *IntervalAmount) Verify() error {
	if a.Currency == "" {
		return missing("currency")
	}
	return nil
}

func (s *subscriptionService) IntervalAmount(ctx context.Context, handle string, from, to LocalTime, opts ...client.CallOption) (*IntervalAmount, error) {
	for _, t := range []LocalTime{from, to} {
		err := t.Validate()
		if t == "" {
			err = errors.New("an interval has two ends")
		}
		if err != nil {
			return nil, invalidCall(&opSubscriptionIntervalAmount, err)
		}
	}
	return client.Call[IntervalAmount](ctx, s.client, client.Request{
		Op: &opSubscriptionIntervalAmount, Args: []string{handle}, Query: url.Values{"from": {string(from)}, "to": {string(to)}},
	}, opts...)
}
