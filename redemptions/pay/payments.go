package pay

import (
	"context"
	"errors"
	"fmt"

	"github.com/vendorkit/vendorkit-go/client"
)

// Payment is one payment of a batch [GET /payments/{id}].
type Payment struct {
	ID      string `json:"id"`
	BatchID string `json:"batchId"`
	// MSISDN is the recipient's mobile number in international digits.
	MSISDN string `json:"msisdn"`
	Amount Amount `json:"amount"`
	// FirstName, LastName and ExternalID are as they were added.
	FirstName  string        `json:"firstname,omitzero"`
	LastName   string        `json:"lastname,omitzero"`
	ExternalID string        `json:"externalId,omitzero"`
	StatusCode PaymentStatus `json:"statusCode"`
	// SettledAt is when the money reached the recipient; zero before that.
	SettledAt Time `json:"settledAt,omitzero"`
	// IsMember tells whether the recipient is a member.
	IsMember bool `json:"isMember"`
	// ReferralAmount and ReferralMSISDN are there only if the organisation has the
	// referral feature.
	ReferralAmount Amount `json:"referralAmount,omitzero"`
	ReferralMSISDN string `json:"referralMsisdn,omitzero"`
	CreatedAt      Time   `json:"createdAt"`
}

// Verify says whether this is a payment at all: it has an id and a status.
func (p *Payment) Verify() error {
	switch {
	case p == nil || p.ID == "":
		return errors.New("a payment has no id")
	case p.StatusCode == "":
		return errors.New("a payment has no statusCode")
	}
	return nil
}

// PaymentAddParams is what Add puts into a batch [POST /batches/{id}/payments].
type PaymentAddParams struct {
	// ClearExisting replaces all payments that are now in the batch; otherwise the
	// new ones are appended.
	ClearExisting bool `json:"clearExisting"`
	// Payments may have several for one number. The largest number of them is
	// unknown.
	Payments []*NewPayment `json:"payments"`
}

// NewPayment is a payment to be added.
type NewPayment struct {
	// MSISDN is the mobile number in international digits without a plus sign, for
	// example 27821231234. It is required.
	MSISDN string `json:"msisdn"`
	// Amount has at most two decimal places. It is required.
	Amount    Amount `json:"amount"`
	FirstName string `json:"firstname,omitzero"`
	LastName  string `json:"lastname,omitzero"`
	// ExternalID is your own id. It must be unique if it is given, in the batch or
	// in the organisation (unknown), and so guards against adding a payment twice.
	ExternalID string `json:"externalId,omitzero"`
	// ReferralAmount and ReferralMSISDN are ignored unless the organisation has the
	// referral feature.
	ReferralAmount Amount `json:"referralAmount,omitzero"`
	ReferralMSISDN string `json:"referralMsisdn,omitzero"`
}

// Validate refuses what the documentation rules out: no number, and an amount that
// isn't a decimal with up to two places.
func (p *PaymentAddParams) Validate() error {
	if !p.ClearExisting && len(p.Payments) == 0 {
		return errors.New("there is no payment to add")
	}
	for i, n := range p.Payments {
		if n == nil || n.MSISDN == "" {
			return fmt.Errorf("payment %d has no msisdn", i)
		}
		if _, err := n.Amount.Hundredths(); err != nil {
			return fmt.Errorf("payment %d: %w", i, err)
		}
		if n.ReferralAmount == "" {
			continue
		}
		if _, err := n.ReferralAmount.Hundredths(); err != nil {
			return fmt.Errorf("the referral of payment %d: %w", i, err)
		}
	}
	return nil
}

// repeat says whether adding these payments twice leaves each in the batch once.
func (p *PaymentAddParams) repeat() client.Repeat {
	if p.ClearExisting {
		return client.RepeatAlways
	}
	for _, n := range p.Payments {
		if n == nil || n.ExternalID == "" {
			return client.RepeatNever
		}
	}
	return client.RepeatAlways
}

type paymentService struct{ client *client.Client }

func (s *paymentService) Add(ctx context.Context, batchID string, params *PaymentAddParams, opts ...client.CallOption) (*BatchResult, error) {
	body := *valueOf(params)
	if body.Payments == nil {
		body.Payments = []*NewPayment{} // an array is required, null isn't one
	}
	return result(client.Call[addAnswer](ctx, s.client, client.Request{
		Op: &opPaymentAdd, Args: []string{batchID}, Body: &body, Repeat: body.repeat(),
	}, opts...))
}

func (s *paymentService) List(ctx context.Context, batchID string, opts ...client.CallOption) ([]*Payment, error) {
	return list(client.Call[paymentList](ctx, s.client, client.Request{Op: &opPaymentList, Args: []string{batchID}}, opts...))
}

func (s *paymentService) Get(ctx context.Context, id string, opts ...client.CallOption) (*Payment, error) {
	return client.Call[Payment](ctx, s.client, client.Request{Op: &opPaymentGet, Args: []string{id}}, opts...)
}

func (s *paymentService) Delete(ctx context.Context, id string, opts ...client.CallOption) (*Payment, error) {
	return client.Call[Payment](ctx, s.client, client.Request{Op: &opPaymentDelete, Args: []string{id}}, opts...)
}

func (s *paymentService) StatusCodes(ctx context.Context, opts ...client.CallOption) ([]*StatusCode, error) {
	return list(client.Call[statusCodeList](ctx, s.client, client.Request{Op: &opPaymentStatusCodes}, opts...))
}

type paymentList []*Payment

// Verify refuses entries that aren't payments.
func (l *paymentList) Verify() error {
	for _, p := range *l {
		if err := p.Verify(); err != nil {
			return err
		}
	}
	return nil
}
