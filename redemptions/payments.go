package redemptions

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/vendorkit/vendorkit-go/client"

	"github.com/vendorkit/vendorkit-go/redemptions/internal/wire"
)

// Payment is the vendor's standard payment model [GET /payments/{id}]. A payment
// that Create returns has no CompletedAt, CountryCode and ReturnURL.
type Payment struct {
	ID string `json:"id"`
	// Reference, Amount, AccountID and CurrencyCode repeat the request.
	Reference    string `json:"reference"`
	Amount       Cents  `json:"amount"`
	AccountID    string `json:"accountId"`
	CurrencyCode string `json:"currencyCode"`
	// StatusCode and ErrorCode tell how the payment stands; see Paid, Final and Err.
	StatusCode    PaymentStatus    `json:"statusCode"`
	StatusMessage string           `json:"statusMessage"`
	ErrorCode     PaymentErrorCode `json:"errorCode"`
	ErrorMessage  string           `json:"errorMessage,omitzero"`
	CreatedAt     Time             `json:"createdAt"`
	// CompletedAt is when a final status was reached; zero before that.
	CompletedAt Time   `json:"completedAt,omitzero"`
	CountryCode string `json:"countryCode,omitzero"`
	ReturnURL   string `json:"returnUrl,omitzero"`
	// Raw is the payment as the vendor sent it, with the fields that aren't
	// documented.
	Raw json.RawMessage `json:"-"`
}

// UnmarshalJSON keeps the raw document, and tells an absent status from status 0.
func (p *Payment) UnmarshalJSON(data []byte) error {
	type plain Payment
	doc := plain{StatusCode: statusAbsent}
	if err := client.Unmarshal(data, &doc); err != nil {
		return err
	}
	*p = Payment(doc)
	p.Raw = bytes.Clone(data)
	return nil
}

// Verify says whether this is a payment at all: it has an id and a status.
func (p *Payment) Verify() error {
	switch {
	case p == nil || p.ID == "":
		return errors.New("a payment has no id")
	case p.StatusCode == statusAbsent:
		return errors.New("a payment has no statusCode")
	}
	return nil
}

// Paid reports whether the money has arrived in the merchant account. A refunded
// payment isn't paid, nor is one with a status that isn't documented, nor a
// completed one that has an error code all the same.
func (p *Payment) Paid() bool { return p.StatusCode == StatusCompleted && p.ErrorCode == PaymentOK }

// Final reports whether the status is final; see [PaymentStatus.Final].
func (p *Payment) Final() bool { return p.StatusCode.Final() }

// Matches reports whether the payment is the one that was asked for: the same
// reference, amount, currency and account. Check it before delivering anything,
// because the id that a browser brings back is unsigned.
func (p *Payment) Matches(order *PaymentCreateParams) bool {
	return order != nil && p.Reference == order.Reference && p.Amount.Equal(order.Amount) &&
		p.CurrencyCode == order.CurrencyCode && strings.EqualFold(p.AccountID, order.AccountID)
}

// PaymentCreateParams is what Create needs [POST /payments]. All but ReturnURL is
// required.
type PaymentCreateParams struct {
	// Amount is in cents, digits only. Its bounds are unknown.
	Amount Cents `json:"amount"`
	// CurrencyCode is the currency of the payment, for example DZAR.
	CurrencyCode string `json:"currencyCode"`
	// AccountID is the account that receives the money. It must be active.
	AccountID string `json:"accountId"`
	// Reference is your own unique reference, which the user gets to see. After a
	// payment has failed for good, use a new one for the next attempt; after an
	// unknown outcome, the same. Its longest length is unknown.
	Reference string `json:"reference"`
	// ReturnURL is where the browser goes in the end, with the payment's id
	// appended: see [ReturnedPaymentID]. It should have no query and no fragment,
	// since how the id is then joined is unknown.
	ReturnURL string `json:"returnUrl,omitzero"`
	// CountryCode is the user's country, ISO 3166-1 alpha-2, for example ZA.
	CountryCode string `json:"countryCode"`
}

// Validate refuses what would be dangerous to send: a payment without a reference
// could not be found again after an unknown outcome, and "12.50" could be taken
// for 12 cents or for 1250. All else is the vendor's to judge.
func (p *PaymentCreateParams) Validate() error {
	switch {
	case p == nil:
		return errors.New("the parameters are nil")
	case p.Reference == "":
		return errors.New("the reference is empty")
	case p.Amount == "" || strings.Trim(string(p.Amount), "0123456789") != "":
		return errors.New("the amount is not a whole number of cents in digits")
	}
	return nil
}

// PaymentListParams selects payments [GET /payments]. nil selects all.
type PaymentListParams struct {
	// Reference is the merchant's. Whether a part of one matches is unknown.
	Reference string
	// StatusCode and ErrorCode filter when they are not nil:
	// new(redemptions.StatusInProgress).
	StatusCode *PaymentStatus
	ErrorCode  *PaymentErrorCode
	// The bounds of the creation and of the completion; zero means open. Whether
	// the bounds themselves belong to it is unknown.
	CreatedAtFrom, CreatedAtTo     time.Time
	CompletedAtFrom, CompletedAtTo time.Time
	// Skip is how many payments to pass over; below 0 it counts as 0.
	Skip int
	// Take is how many payments to return at most; see DefaultTake.
	Take int
}

func (p *PaymentListParams) query() url.Values {
	q := url.Values{}
	if p.Reference != "" {
		q.Set("reference", p.Reference)
	}
	if p.StatusCode != nil {
		q.Set("statusCode", strconv.Itoa(int(*p.StatusCode)))
	}
	if p.ErrorCode != nil {
		q.Set("errorCode", strconv.Itoa(int(*p.ErrorCode)))
	}
	setTime(q, "createdAtFrom", p.CreatedAtFrom)
	setTime(q, "createdAtTo", p.CreatedAtTo)
	setTime(q, "completedAtFrom", p.CompletedAtFrom)
	setTime(q, "completedAtTo", p.CompletedAtTo)
	setPage(q, p.Skip, p.Take)
	return q
}

type paymentService struct{ client *client.Client }

func (s *paymentService) Create(ctx context.Context, params *PaymentCreateParams, opts ...client.CallOption) (*Payment, error) {
	return client.Call[Payment](ctx, s.client, client.Request{Op: &opPaymentCreate, Body: params}, opts...)
}

func (s *paymentService) Get(ctx context.Context, id string, opts ...client.CallOption) (*Payment, error) {
	return client.Call[Payment](ctx, s.client, client.Request{Op: &opPaymentGet, Args: []string{id}}, opts...)
}

func (s *paymentService) List(ctx context.Context, params *PaymentListParams, opts ...client.CallOption) ([]*Payment, error) {
	return list(client.Call[paymentList](ctx, s.client, client.Request{
		Op: &opPaymentList, Query: valueOf(params).query(),
	}, opts...))
}

func (s *paymentService) All(ctx context.Context, params *PaymentListParams, opts ...client.CallOption) iter.Seq2[*Payment, error] {
	first := params.clone()
	return func(yield func(*Payment, error) bool) {
		p := first
		p.CreatedAtTo = windowEnd(p.CreatedAtTo)
		s.walk(ctx, p, opts)(yield)
	}
}

// clone copies the parameters, so that the caller's are read once and not later.
func (p *PaymentListParams) clone() PaymentListParams {
	c := *valueOf(p)
	if c.StatusCode != nil {
		c.StatusCode = new(*c.StatusCode)
	}
	if c.ErrorCode != nil {
		c.ErrorCode = new(*c.ErrorCode)
	}
	return c
}

func (s *paymentService) walk(ctx context.Context, p PaymentListParams, opts []client.CallOption) iter.Seq2[*Payment, error] {
	return wire.Walk(p.Skip, p.Take, (*Payment).key, func(skip, take int) ([]*Payment, error) {
		page := p
		page.Skip, page.Take = skip, take
		return s.List(ctx, &page, opts...)
	})
}

func (p *Payment) key() string { return p.ID }

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
